"""Foreign, typed and angle quotation marks become those of the language, where it has its own."""

from __future__ import annotations

import pytest

from cleanup.engine.settling import SAFE, UNSAFE, plan
from cleanup.results import Plan
from cleanup.rulebook.library import load_rulebook
from cleanup.rulebook.selection import Selection
from cleanup.text.document import Document


def planned(text: str, lang: str = "fr", *, unsafe: bool = False) -> Plan:
    book = load_rulebook(Selection(select=("QUO015", "QUO030", "QUO032")))
    return plan(Document.of(text), book, UNSAFE if unsafe else SAFE, lang)


@pytest.mark.parametrize(
    ("lang", "text", "repaired"),
    [
        ("fr", "Le „four“ et la « forge ».", "Le « four » et la « forge »."),
        ("fr", "„Four” et «\u00a0forge\u00a0».", "«\u00a0Four\u00a0» et «\u00a0forge\u00a0»."),
        ("fr", "Le „four“ et la «forge».", "Le «four» et la «forge»."),
        ("fr", "« Le „four“ fume », dit-il.", "« Le “four” fume », dit-il."),
        ("en", "The „oven“ and the “forge”.", "The “oven” and the “forge”."),
        ("de", "Der ``Ofen'' und die „Esse“.", "Der „Ofen“ und die „Esse“."),
        ("es", "El ,,horno'' y la «fragua».", "El «horno» y la «fragua»."),
        ("de", "Die „Esse“ und der 「Ofen」.", "Die „Esse“ und der „Ofen“."),
    ],
)
def test_is_repaired(lang: str, text: str, repaired: str) -> None:
    assert planned(text, lang).text == repaired


@pytest.mark.parametrize(
    ("lang", "text", "repaired"),
    [
        ("fr", "Il lit <Fermé pour la nuit>.", "Il lit « Fermé pour la nuit »."),
        ("de", "Sie wollte <nur Ruhe>.", "Sie wollte „nur Ruhe“."),
        ("en", "It says <Closed until Monday>.", "It says “Closed until Monday”."),
    ],
)
def test_is_proposed_and_not_made(lang: str, text: str, repaired: str) -> None:
    assert planned(text, lang).text == text
    assert planned(text, lang, unsafe=True).text == repaired


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Le „four“ fume."),
        ("fr", "Le ``four'' fume."),
        ("fr", "Le ``four'' \\emph{fume}, « dit-on »."),
        ("de", "Der „Ofen“ und die „Esse“."),
        ("pl", "Ten „piec” i «kuźnia»."),
        ("und", "A „kemence” és a “kovácsműhely”."),
        ("fr", "Un <p class> et <br clear>, « dit-on »."),
        ("fr", "Écrire <votre nom complet> ici."),
        ("fr", "Écrire à <jean@exemple.org> ou <https://exemple.org>."),
        ("fr", "Si a <b et c> d, il pleut."),
        ("fr", "Il lit <fermé>."),
    ],
)
def test_is_left_alone(lang: str, text: str) -> None:
    assert planned(text, lang, unsafe=True).findings == ()


def test_tags_stay_markup() -> None:
    text = '<p class="x">Le <b>four</b> dit <Fermé pour la nuit>.</p>'
    assert planned(text, unsafe=True).text == text.replace(
        "<Fermé pour la nuit>", "« Fermé pour la nuit »"
    )
