"""Numbers, dates, times and currencies left in their English form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.engine.settling import SAFE, UNSAFE, plan
from cleanup.results import Plan
from cleanup.rulebook.library import load_rulebook
from cleanup.rulebook.selection import Selection
from cleanup.text.document import Document

CODES = ("NUM", "UNT004", "UNT005", "UNT006", "UNT007", "CAP")


def planned(text: str, *, unsafe: bool = False) -> Plan:
    book = load_rulebook(Selection(select=CODES))
    return plan(Document.of(text), book, UNSAFE if unsafe else SAFE, "fr")


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("un coût de 6.4 millions d’euros", "un coût de 6,4 millions d’euros"),
        ("un coût de 1.2 milliard d’euros", "un coût de 1,2 milliard d’euros"),
        ("un coût de 5 million d’euros", "un coût de 5 millions d’euros"),
        ("2,345,678 moutons", "2\u00a0345\u00a0678 moutons"),
        ("le 12 October 2023", "le 12 octobre 2023"),
        ("le octobre 12, 2023", "le 12 octobre 2023"),
        ("la 40th édition", "la 40e édition"),
        ("ce Mardi 3 octobre", "ce mardi 3 octobre"),
    ],
)
def test_is_repaired(text: str, repaired: str) -> None:
    assert planned(text).text == repaired


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("un fil de 2.5 mètres", "un fil de 2,5 mètres"),
        ("une hausse de 3.25 % en mai", "une hausse de 3,25 % en mai"),
        ("pour 12,500 euros", "pour 12\u00a0500 euros"),
        ("pour €12,500 en tout", "pour 12\u00a0500 euros en tout"),
        ("pour $2.4 millions", "pour 2,4 millions de dollars"),
        ("un trou de 91/2 pouces", "un trou de 9 1/2 pouces"),
        ("perdu 2:17 contre Vaulry", "perdu 2-17 contre Vaulry"),
        ("Fermé à 3 p.m. Le bac dort.", "Fermé à 15\u00a0h. Le bac dort."),
        ("Ouvert à 12:15 am demain", "Ouvert à 0\u00a0h\u00a015 demain"),
    ],
)
def test_is_proposed_and_not_made(text: str, repaired: str) -> None:
    assert planned(text).text == text
    assert planned(text, unsafe=True).text == repaired


@pytest.mark.parametrize(
    "text",
    [
        "La version 2.10 est plus récente que la 2.9.",
        "Les lots 1,250 et 3 pèsent 1,250 kg et 2,125 mètres.",
        "Le téléski a coûté 2'450'000 fr., soit 2 450 000 francs.",
        "Coup d’envoi à 20:45 contre Vaulry, lever à 5 h 05.",
        "1 million d’euros, 1,5 million d’habitants, 2 millions de voix.",
        "Elle habite la 5th Avenue ; il lit Red October.",
        "Saint-Vaury a battu Genouillac 15-13 ; la carte est au 1:25 000.",
        'En octobre, 12 000 voix ; le 3/4" et le 11/2 au soir.',
        "L’article 3.2 et la figure 1.5 ; 14. Dxf7+ Rh8.",
    ],
)
def test_is_left_alone(text: str) -> None:
    assert planned(text, unsafe=True).findings == ()


@given(st.integers(1, 12), st.integers(0, 59), st.sampled_from(["a.m.", "p.m.", "am", "pm", "PM"]))
def test_the_clock_keeps_the_time(hour: int, minute: int, half: str) -> None:
    text = f"Il part à {hour}:{minute:02} {half}, dit-on."
    after = planned(text, unsafe=True).text
    if after == text:  # only the commonest minutes are looked for where they touch the letters
        assert half == "a.m."
        return
    right = hour % 12 + (12 if half[0] in "pP" else 0)
    assert after == f"Il part à {right}\u00a0h\u00a0{minute:02}, dit-on."
