"""Lines and signs that pages, models and engines leave: what goes, what is proposed, what stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.detect import residue
from cleanup.detect.formulas import by_head, compile_formulas, fold, head, heads
from cleanup.engine.settling import SAFE, UNSAFE, plan
from cleanup.results import Plan
from cleanup.rule.proof import proven, unmangle
from cleanup.rulebook.library import load_rulebook
from cleanup.rulebook.selection import Selection
from cleanup.text.document import Document
from cleanup.text.edits import Edit
from steps import steps

ARTICLES = {
    "fr": "La mairie a rouvert le pont lundi matin après dix mois de travaux.",
    "de": "Die Stadt hat die Brücke am Montag nach zehn Monaten wieder geöffnet.",
    "it": "Il comune ha riaperto il ponte lunedì dopo dieci mesi di lavori.",
    "en": "The council reopened the bridge on Monday after ten months of works.",
    "pl": "Gmina otworzyła most w poniedziałek po dziesięciu miesiącach prac.",
    "ru": "Город открыл мост в понедельник после десяти месяцев работ.",
}
FAMILIES = ("SCR", "LLM", "ENG", "PLH", "SUB", "ENC", "TOK", "MKP")


def planned(text: str, language: str = "fr", *, unsafe: bool = False) -> Plan:
    book = load_rulebook(Selection(select=FAMILIES))
    return plan(Document.of(text), book, UNSAFE if unsafe else SAFE, language)


def around(line: str, language: str) -> str:
    article = ARTICLES[language]
    return f"{article}\n\n{line}\n\n{article}"


GOES = [
    ("fr", "Partager sur WhatsApp"),
    ("fr", "Partager sur Facebook Partager sur X Imprimer"),
    ("fr", "PARTAGER CET ARTICLE"),
    ("fr", "• 12 commentaires"),
    ("fr", "Share this: Twitter Facebook"),
    ("fr", "Refresh"),
    ("fr", "Retour au menuHoraires et tarifs"),
    ("fr", "Read also: Ten ponds in winter"),
    ("de", "Lire la suite"),
    ("de", "Refresh"),
    ("it", "Torna su"),
    ("pl", "Następny artykuł"),
    ("ru", "Следующая статья"),
    ("en", "Partager sur Facebook"),
    ("en", "Advertisement"),
]


@pytest.mark.parametrize(("language", "line"), GOES)
def test_a_line_of_formulas_goes(language: str, line: str) -> None:
    article = ARTICLES[language]
    assert planned(around(line, language), language).text == f"{article}\n\n{article}"


PROPOSED = [
    ("fr", "Partager", "SCR033"),
    ("fr", "Publicité", "SCR033"),
    ("fr", "Lire aussi : Le pont en dix dates", "SCR004"),
    ("fr", "LIRE AUSSI >>> Le pont en dix dates", "SCR004"),
    ("fr", "Vidéo : le pont vu du ciel", "SCR004"),
    ("fr", "Copyright 2020 Le Pont", "SCR004"),
    ("fr", "© Le Pont", "SCR035"),
    ("fr", "Watch: The bridge", "SCR004"),
    ("fr", "Support us", "SCR004"),
    ("fr", "Note: the English version prevails.", "LLM002"),
    ("fr", "(Note : cette version compte 210 mots.)", "LLM002"),
    ("fr", "Ce texte a été traduit par une intelligence artificielle.", "ENG003"),
    ("de", "Anzeige", "SCR033"),
    ("de", "Lesen Sie auch: Die Brücke", "SCR004"),
    ("en", "Read more: The bridge", "SCR004"),
    ("en", "Refresh", "SCR033"),
]


@pytest.mark.parametrize(("language", "line", "code"), PROPOSED)
def test_a_line_that_may_be_text_is_proposed(language: str, line: str, code: str) -> None:
    text = around(line, language)
    found = planned(text, language)
    assert found.text == text
    assert [f.code for f in found.findings] == [code]
    article = ARTICLES[language]
    assert planned(text, language, unsafe=True).text == f"{article}\n\n{article}"


STAYS = [
    ("fr", "Partager sur Facebook ne suffit plus."),
    ("fr", "Partager, dit le moine, c’est prier."),
    ("fr", "Regardez : la rivière monte."),
    ("fr", "Suivez-nous sur la route du col."),
    ("fr", "La chapelle après la crue. © Studio Roy, 2019"),
    ("fr", "Note : ce chiffre exclut les ports."),
    ("fr", "Souhaitez-vous bon vent au marin ?"),
    ("de", "Melden Sie die Gäste an, sonst droht eine Strafe."),
    ("en", "Read my mind and follow the path below."),
]


@pytest.mark.parametrize(("language", "line"), STAYS)
def test_text_that_begins_like_a_formula_stays(language: str, line: str) -> None:
    assert planned(around(line, language), language).findings == ()


def test_a_text_that_is_one_formula_is_left() -> None:
    assert planned("Partager sur Facebook").findings == ()


def test_free_text_stands_apart_or_is_text() -> None:
    text = "Un vers\nLire aussi : la nuit\nUn vers\n\nFin."
    assert planned(text).findings == ()


def test_lines_that_follow_one_another_go_as_one() -> None:
    text = f"{ARTICLES['fr']}\n\nPartager sur X\n\n0 commentaire\nRetour en haut\n"
    found = planned(text)
    assert found.text == f"{ARTICLES['fr']}\n"
    assert len(found.findings) == 1


def test_each_rule_of_a_pair_runs_alone() -> None:
    text = around("Explorer", "fr")
    book = load_rulebook(Selection(select=("SCR033",)))
    assert [f.code for f in plan(Document.of(text), book, SAFE, "fr").findings] == ["SCR033"]
    text = around("Read also: Ten ponds", "fr")
    book = load_rulebook(Selection(select=("SCR034",)))
    assert [f.code for f in plan(Document.of(text), book, SAFE, "fr").findings] == ["SCR034"]


def test_an_entity_in_a_proposed_line_stays_as_it_is() -> None:
    text = around("Photo : archives r&eacute;unies", "fr")
    found = planned(text)
    assert found.text == text
    assert [f.code for f in found.findings] == ["SCR035"]


# Formulas


@given(st.text(max_size=60))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_formula_begins_with_each_of_its_first_words() -> None:
    assert list(heads("(suivez-nous|suivre) sur {sites}")) == ["suivez-nous", "suivre"]
    assert list(heads("{n} commentaires")) == ["0"]
    assert head("S’inscrire ici") == "s'inscrire"
    assert head("42 j") == "0"


def test_formulas_are_found_by_each_of_their_first_words_also_when_that_was_kept() -> None:
    formulas = ["(suivez-nous|suivre) sur {sites}", "{n} avis", "suivre (la page|le fil)"]
    right = {"suivez-nous": [0], "suivre": [0, 2], "0": [1]}
    assert by_head(formulas) == by_head(formulas) == right
    assert list(by_head(formulas)) == list(right)


def test_the_names_of_a_formula() -> None:
    pattern = compile_formulas(["partager( ceci)? sur {sites}", "{n} vues?"], ["X", "Google News"])
    for text in ("Partager sur X", "partager ceci sur Google News, X et X", "9 vue", "12 VUES"):
        assert pattern.fullmatch(fold(text)), text
    for text in ("Partager sur Xylo", "partager", "vues"):
        assert not pattern.fullmatch(fold(text)), text


def test_any_text_of_a_formula_ends_with_a_word() -> None:
    pattern = compile_formulas(["note: {any}(ton|mot){any}"], [])
    assert pattern.fullmatch("note: le ton change")
    assert not pattern.fullmatch("note: le tonneau change")


# Spaces before high marks

BARE = {
    "one beside spaced ones": ("Tiens ! Qui l’a dit? Moi.", "Tiens ! Qui l’a dit ? Moi."),
    "the space of the same mark": (
        "Tiens\u202f! Oui\u00a0: non. Un fait: il pleut.",
        "Tiens\u202f! Oui\u00a0: non. Un fait\u00a0: il pleut.",
    ),
}


@pytest.mark.parametrize(("bad", "good"), BARE.values(), ids=BARE)
def test_a_bare_mark_takes_the_space_of_the_others(bad: str, good: str) -> None:
    assert planned(bad).text == good


KEPT = [
    "Tiens! Qui l’a dit? Moi.",
    "Vraiment? Oui : non.",
    "Le site Yahoo! a fermé ; tant pis !",
    "Le film « Who Goes There? » plaît : tant mieux !",
    "Le fichier :  name: Azure et la suite !",
    "A: un. B: deux. C: trois. D : quatre.",
]


@pytest.mark.parametrize("text", KEPT)
def test_a_style_a_name_or_a_key_keeps_its_mark(text: str) -> None:
    assert planned(text).text == text


# Encoding

DECODED = {
    "no-break space of a letter": ("Il a passÃ© la nuit Ã pomper.", "Il a passé la nuit à pomper."),
    "no-break space itself": ("La piÃ¨ceÂ Â» est lÃ .", "La pièce\u00a0» est là ."),
    "true no-break space behind": ("Â«\u00a0Ã‰tÃ©\u00a0Â»", "«\u00a0Été\u00a0»"),
}


@pytest.mark.parametrize(("bad", "good"), DECODED.values(), ids=DECODED)
def test_a_lost_no_break_space_is_read_beside_other_damage(bad: str, good: str) -> None:
    book = load_rulebook(Selection(select=("ENC",)))
    assert plan(Document.of(bad), book, SAFE, "fr").text == good


@pytest.mark.parametrize("text", ["Le til en Ã est nasal.", "IRMÃ QUE NÃO", "Â la plage"])
def test_the_letters_alone_are_letters(text: str) -> None:
    assert planned(text).text == text


@pytest.mark.parametrize(
    ("old", "new"),
    [("& Agrave;", "À"), ("& Nbsp;", "\u00a0"), ("& # 39 ;", "'"), ("& Fils;", ""), ("& or ;", "")],
)
def test_a_mangled_entity(old: str, new: str) -> None:
    assert unmangle(old) == new


@pytest.mark.parametrize(
    ("text", "new", "holds"),
    [("Ã pomper", "à", True), ("Ãpomper", "à", False), ("Ã pomper", "á", False)],
)
def test_the_proof_of_a_halved_letter(text: str, new: str, holds: bool) -> None:
    rule = load_rulebook(Selection(select=("ENC003",))).rules[0]
    assert proven(rule, text, [Edit(0, 1, new)]) is holds


def test_bytes_that_are_no_text_stay() -> None:
    assert planned("la suite <0xC3><0xA9> et <0xFF><0xFE>").text == "la suite é et <0xFF><0xFE>"


# Cost


def test_hostile_lines_cost_in_proportion() -> None:
    line = "Note : " + "le texte " * 40 + "\n\n"

    def different(count: int) -> str:
        return "".join(line.replace("Note", f"Note {number}") for number in range(count))

    planned(different(5))
    few, many = steps(lambda: planned(different(50))), steps(lambda: planned(different(200)))
    assert many < 6 * few


@given(st.text(alphabet="Note partager:Ã Â&;<0xE2>[]()@\n«»!? é", max_size=80))
def test_no_text_raises_and_each_settles(text: str) -> None:
    once = planned(text).text
    assert planned(once).text == once


def test_nothing_is_kept_of_words_that_begin_no_formula() -> None:
    table = residue._Table(load_rulebook().table("fr").rules)
    assert table.get("share").entries
    kept = set(table._read)
    assert not table.get("motaaa").entries
    assert set(table._read) == kept


@pytest.mark.parametrize(
    "line",
    [
        "Partager cet article",
        "Lire aussi : Dix étangs",
        "Articles similaires",
        "Article précédent",
        "Abonnez-vous à notre lettre",
    ],
)
def test_what_earlier_lines_began_with_hides_no_other(line: str) -> None:
    """How lines begin that no formula begins with is kept for the next text."""
    alone = {f.code for f in planned(around(line, "fr"), unsafe=True).findings}
    begun = line.split(maxsplit=1)[0]
    for other in (f"{begun} zut.", f"{begun}\nle pain.", f"{begun}, dit-il.", f"{begun}"):
        planned(around(other, "fr"))
    assert {f.code for f in planned(around(line, "fr"), unsafe=True).findings} == alone


def test_only_so_many_beginnings_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    table = residue._Table(load_rulebook().table("fr").rules)
    monkeypatch.setattr(residue, "_MOST_IDLE", 2)
    for begins in ("« n", "Quatre\nc", "Une b", "Deux c", "Trois d"):
        table.pass_over(begins)
    assert table.idle == {"Une b", "Deux c"}
