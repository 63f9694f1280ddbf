"""Spaces missing between two words, and spaces inside one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.detect import DETECTORS
from cleanup.engine.settling import SAFE, UNSAFE, plan
from cleanup.results import Plan
from cleanup.rulebook.library import load_rulebook
from cleanup.rulebook.selection import Selection
from cleanup.scan.scanner import Scanner
from cleanup.text.document import Document

WORDS = frozenset({"les", "avec", "dans", "danse"})


def planned(text: str, language: str = "fr", *, unsafe: bool = True) -> Plan:
    book = load_rulebook(Selection(select=("TOK013", "TOK030", "TOK031")))
    return plan(Document.of(text), book, UNSAFE if unsafe else SAFE, language)


@pytest.mark.parametrize(
    ("text", "repaired", "language"),
    [
        ("Il voit lesenfants\net avecdes amis.", "Il voit les enfants\net avec des amis.", "fr"),
        ("Depuisdimanche, il dort.", "Depuis dimanche, il dort.", "fr"),
        ("Le bac part samedidepuis ce quai.", "Le bac part samedi depuis ce quai.", "fr"),
        ("Veja a lista aquiaté sexta.", "Veja a lista aqui até sexta.", "pt"),
        ("La lista está aquíhasta el lunes.", "La lista está aquí hasta el lunes.", "es"),
        ("Il gatto dorme nellacasa vuota.", "Il gatto dorme nella casa vuota.", "it"),
        ("Sie finden ihn hierund dort.", "Sie finden ihn hier und dort.", "de"),
    ],
)
def test_two_words_are_parted(text: str, repaired: str, language: str) -> None:
    assert planned(text, language).text == repaired


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Elle chante avecque lui.", id="old-form"),
        pytest.param("Il ne lesavait pas.", id="two-readings"),
        pytest.param("Le lesssiveur est là.", id="slip"),
        pytest.param("Monsieur Lesage et Danslou dorment.", id="names"),
        pytest.param("Voir lesenfants.com, @lesenfants et #lesenfants.", id="addresses"),
        pytest.param("Il dit que lesson et lessons sont anglais.", id="english"),
        pytest.param("LESENFANTS DORMENT", id="capitals"),
        pytest.param("l’avecdes et dansla-même", id="part-of-something"),
    ],
)
def test_others_are_left(text: str) -> None:
    assert planned(text).findings == ()


def test_a_lost_word_is_reported() -> None:
    found = planned("La squadra spera di battere il Crotto nellail 4 maggio.", "it")
    assert [(f.code, f.applicability, f.suggestion) for f in found.findings] == [
        ("TOK030", "manual", None)
    ]
    assert "lost" in found.findings[0].message


def test_only_small_words_are_parted_unasked() -> None:
    found = planned("Il dort dansla cave avecdes amis de lesenfants.", unsafe=False)
    assert found.text == "Il dort dans la cave avec des amis de lesenfants."
    assert [f.code for f in found.left] == ["TOK030"]


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("La forma tion et l’inté rêt.", "La formation et l’intérêt."),
        ("Dé veloppement du port", "Développement du port"),
        ("Il a mé langé la pâte.", "Il a mélangé la pâte."),
    ],
)
def test_pieces_of_a_word_are_joined(text: str, repaired: str) -> None:
    assert planned(text).text == repaired


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Il jette le dé cadré de cuir.", id="both-words"),
        pytest.param("Le mot « tion » n’en est pas un.", id="alone"),
        pytest.param("Un bouton Not able to connect.", id="english"),
        pytest.param("la sous-forma tion", id="part-of-something"),
        pytest.param("La forma\ntion", id="two-lines"),
    ],
)
def test_two_words_are_not_joined(text: str) -> None:
    assert planned(text).findings == ()


@given(st.lists(st.sampled_from([*sorted(WORDS), "Avec", "mer", "é", " ", "\n", "-", "’", "."])))
def test_tokens_are_those_a_plain_pattern_finds(parts: list[str]) -> None:
    text = "".join(parts)
    first = {
        match.start()
        for match in re.finditer(
            r"(?<![^ \n])(?:les|[Aa]vec|[Dd]ans|[Dd]anse)\w{2,}(?![\w’'-])", text
        )
        if text[match.end() : match.end() + 1] != "." or not text[match.end() + 1 :][:1].isalnum()
    }
    last = {
        match.start()
        for match in re.finditer(r"(?<![\w’'-])\w{2,}(?:les|avec|dans|danse)(?![^ \n])", text)
    }
    scanner = Scanner([DETECTORS["glued"].trigger], dict.fromkeys(["openers", "closers"], WORDS))
    assert set(scanner.scan(text).get(0, ())) == first | last
