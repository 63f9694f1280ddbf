"""Quotations: correct ones are left alone, in each language, and the parse stays linear."""

from __future__ import annotations

import time

import pytest

from cleanup import plan
from cleanup.results import Finding

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


def seconds(text: str) -> float:
    """Return the least of three timings of a whole plan, in seconds of the processor."""
    best = 1e9
    for _ in range(3):
        started = time.process_time()
        plan(text, "fr")
        best = min(best, time.process_time() - started)
    return best


@pytest.mark.parametrize("mark", MARKS)
def test_unbalanced_marks_cost_in_proportion(mark: str) -> None:
    # Four times the marks may cost four times as much; a square would be sixteen.
    few, many = seconds(mark * 1_500), seconds(mark * 6_000)
    assert many < max(0.1, 9 * few)
