"""Quotations: correct ones are left alone, in each language, and the parse stays linear."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from cleanup import plan
from cleanup.results import Finding
from cleanup.rulebook.library import load_library

STRUCTURE = ("QUO", "BRK", "POS", "SEG")
MARKS = ("«", "»", '"', "« a » ", " « a", "un mot » et ", "»\n\n")


def structural(text: str, lang: str) -> list[Finding]:
    return [f for f in plan(text, lang, unsafe=True).findings if f.code.startswith(STRUCTURE)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("« Oui », dit-il. « Demain, à l’aube. »", id="two-quotations"),
        pytest.param("« Nous partons, a dit le maire, et vite. »", id="incise"),
        pytest.param("« Un.\n\n« Deux.\n\n« Trois », dit-elle.", id="reopened"),
        pytest.param("« Un.\n\n» Deux.\n\n» Trois », dit-elle.", id="reopened-by-closing"),
        pytest.param("Il faut voir : a) le port ; b) le bac.", id="letters"),
        pytest.param("« Voyez : a) le port ; b) le bac », dit-il.", id="letters-quoted"),
        pytest.param("Merci :-) ;) 8) <3 >:( et à demain.", id="smileys"),
        pytest.param('Il mesure 5\'10" et l’écran fait 55".', id="inches"),
        pytest.param("le rock ’n’ roll des années ’90s", id="apostrophes"),
        pytest.param("’s-Hertogenbosch, ’s avonds, foto’s", id="dutch"),
        pytest.param("Il dit qu’« il était temps ».", id="elision-before"),
        pytest.param("« J’ai lu “Plan” hier », dit-elle.", id="nested"),
        pytest.param("Accueil » Sport » Voile", id="breadcrumb"),
        pytest.param("'Kim a accepté l'invitation', dit-on.", id="straight"),
        pytest.param("Le code f\"{x}\", <a href=\"x\">lien</a> et ''x''.", id="code"),
        pytest.param("l’« effort » de 6'2\"", id="feet"),
        pytest.param("Il a dit : « Qui a crié “Au feu !” ? »", id="question"),
        pytest.param("Il a lu 《红楼梦》 hier.", id="chinese"),
        pytest.param("Il gèle.\n\nLe maire : « Nous partons demain et", id="cut-off"),
        pytest.param("les huîtres ‘n’ le vin", id="contraction"),
        pytest.param("« Je pars », a dit Roy, « demain ».", id="split-attribution"),
    ],
)
def test_correct_french_is_left_alone(text: str) -> None:
    assert structural(text, "fr") == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "«Un día llegará.\n\n»Otro pasará.\n\n»El último quedará», dijo."),
        ("de", "Er sagte: »Wir gehen« und ging."),
        ("de", "Er sagte: „Wir gehen“ und ging."),
        ("de", "Er sagte: «Wir gehen» und ging."),
        ("pl", "Powiedział: „Idziemy” i wyszedł."),
        ("ru", "«Газета «Вести» вышла утром."),
        ("en", 'He is 5\'10" and the TV is 55".'),
        ("en", "“We leave,” he said. “Tomorrow.”"),
        ("it", "Ha detto: «Andiamo via», poi è uscito."),
        ("nl", "Hij zei: ‘We gaan’ en ging."),
        ("sv", "Hon sade: „Vi går” och gick."),
    ],
)
def test_correct_quotations_of_other_languages_are_left_alone(lang: str, text: str) -> None:
    assert structural(text, lang) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        pytest.param(rule.code, example[0], id=f"{rule.code}-{number}")
        for rule in load_library().rules
        if rule.detector in ("quotations", "possessives") or rule.code == "BRK006"
        for number, example in enumerate(rule.bad)
    ],
)
def test_what_the_parse_finds_carries_its_margin(code: str, text: str) -> None:
    found = [f for f in plan(text, "fr").findings if f.code == code]
    assert found
    assert all(f.evidence["margin"] >= 0 and 0 <= f.confidence <= 1 for f in found)


def calls(text: str) -> int:
    """Return how many functions a whole plan calls, those written in C included."""
    count = 0

    def profile(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        plan(text, "fr")
    finally:
        sys.setprofile(before)
    return count


def test_neighbours_of_which_one_is_closed_by_an_apostrophe_are_no_early_close() -> None:
    found = structural('Il cite "Qui vient ?", "Qui part ?\', "Qui reste ?".', "fr")
    assert [f.code for f in found] == ["QUO002"]


@pytest.mark.parametrize("mark", MARKS)
def test_unbalanced_marks_cost_in_proportion(mark: str) -> None:
    # Four times the marks may cost four times as much; a square would be sixteen.
    plan(mark, "fr")  # what is read and compiled once
    few, many = calls(mark * 500), calls(mark * 2_000)
    assert many < 5 * few
