"""What was left in another language, and what is in another language on purpose."""

from __future__ import annotations

import pytest

from cleanup.engine.settling import SAFE, UNSAFE, plan
from cleanup.results import Plan
from cleanup.rulebook.library import load_rulebook
from cleanup.rulebook.selection import Selection
from cleanup.text.document import Document
from steps import steps


def planned(text: str, *, unsafe: bool = False) -> Plan:
    book = load_rulebook(Selection(select=("UNT",)))
    return plan(Document.of(text), book, UNSAFE if unsafe else SAFE, "fr")


SENTENCES = [
    "The ferry will not run before the end of the flood.",
    "Police are still looking for the owner.",
    "Nobody knows why.",
    "Die Fähre wird erst nach der Flut wieder fahren.",
    "El alcalde no quiso hablar con los vecinos.",
    "Il sindaco non ha voluto parlare con gli abitanti della valle.",
    "De veerpont vaart niet voor het einde van de vloed.",
    "O prefeito não quis falar com os moradores até agora.",
    "Паром не будет ходить до конца паводка.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_reported_whole(sentence: str) -> None:
    text = f"Le bac est à quai. {sentence} On attend la fin de la crue."
    (finding,) = planned(text, unsafe=True).findings
    assert (finding.code, finding.applicability) == ("UNT001", "manual")
    assert text[finding.start : finding.end] == sentence


def test_sentences_beside_one_another_are_one_finding() -> None:
    text = "Il pleut. The ferry is at the quay. It will not run today. On attend."
    (finding,) = planned(text).findings
    assert text[finding.start : finding.end] == "The ferry is at the quay. It will not run today."


WORDS = {
    "conjunction": ("La maire and son adjoint ont ri.", "La maire et son adjoint ont ri."),
    "German": ("La maire und son adjoint ont ri.", "La maire et son adjoint ont ri."),
    "preposition": ("Il dort over les toits.", "Il dort sur les toits."),
    "adverb": ("However, les clés manquent.", "Cependant, les clés manquent."),
}


@pytest.mark.parametrize(("text", "translated"), WORDS.values(), ids=WORDS)
def test_a_word_is_proposed(text: str, translated: str) -> None:
    assert planned(text).text == text
    assert planned(text, unsafe=True).text == translated


def test_a_word_whose_form_depends_on_the_sentence_is_reported() -> None:
    text = "Il a rendu la barque which les voisins ont repeinte."
    (finding,) = planned(text, unsafe=True).findings
    assert (finding.code, finding.applied, finding.suggestion) == ("UNT002", False, None)


def test_a_clause_is_reported() -> None:
    text = "La digue, which was built by the navy, ne tiendra pas la nuit."
    (finding,) = planned(text).findings
    assert (finding.code, finding.applicability) == ("UNT003", "manual")
    assert "was built by the" in text[finding.start : finding.end]


@pytest.mark.parametrize(
    "text",
    [
        "Il cite « The road was closed by the storm » et se tait.",
        "Il cite “the road was closed by the storm” et se tait.",
        "Ils ont joué The Man Who Sold the World puis House of Cards.",
        "Le live du DJ a viré au flop : pas de merch, mais un after.",
        "Il joue du rock and roll au Bed and Breakfast de la rue.",
        "Le making of, le best of et le pull-over sont là.",
        "> The road was closed by the storm on Monday.",
        "It was the worst night of the year. — Mary Poole (@poole) May 3, 2021",
        "Le brouillard givrant (freezing fog on the road) dure.",
        "Le titre *the end of the line* lui plaît.",
        "Le défenseur Ten Cate et l’ailier Two Moons ont signé le ballon.",
        "On but l’eau du pot, or le pain sale, non salé, reste l’art du four.",
        "Voir https://exemple.org/the-end-of-the-world pour la suite.",
    ],
)
def test_is_left_alone(text: str) -> None:
    assert planned(text, unsafe=True).findings == ()


def test_it_says_nothing_where_no_language_was_decided() -> None:
    book = load_rulebook(Selection(select=("UNT",)))
    assert plan(Document.of("The road and the sea."), book, SAFE, "und").findings == ()


@pytest.mark.parametrize("unit", ["le the la the ", "the cat and the dog. ", "la of "])
def test_work_grows_with_the_length(unit: str) -> None:
    planned(unit * 20)
    few, many = steps(lambda: planned(unit * 300)), steps(lambda: planned(unit * 1200))
    assert many < 6 * few
