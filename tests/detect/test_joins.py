"""Small words that were not contracted or elided, and verbs of two subjects."""

from __future__ import annotations

import pytest

from cleanup.engine.settling import SAFE, UNSAFE, plan
from cleanup.results import Plan
from cleanup.rulebook.library import load_rulebook
from cleanup.rulebook.selection import Selection
from cleanup.text.document import Document


def planned(text: str, *, unsafe: bool = False) -> Plan:
    book = load_rulebook(Selection(select=("GRM",)))
    return plan(Document.of(text), book, UNSAFE if unsafe else SAFE, "fr")


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("On dit que elle dort.", "On dit qu’elle dort."),
        ("Il reste jusque à midi.", "Il reste jusqu’à midi."),
        ("On fixe la l’amarre.", "On fixe l’amarre."),
        ("Il parle de du port.", "Il parle du port."),
    ],
)
def test_is_repaired(text: str, repaired: str) -> None:
    assert planned(text).text == repaired


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("Il attend la aube et de eau.", "Il attend l’aube et d’eau."),
        ("Il vient de le port.", "Il vient du port."),
        ("On croit qu’il avait j’ai perdu.", "On croit qu’il avait perdu."),
        ("Elle a aussi a visité le four.", "Elle a aussi visité le four."),
        ("Le docker j’ai quitté le quai.", "Le docker a quitté le quai."),
    ],
)
def test_is_proposed_and_not_made(text: str, repaired: str) -> None:
    assert planned(text).text == text
    assert planned(text, unsafe=True).text == repaired


@pytest.mark.parametrize(
    "text",
    [
        "Il dort le onze, dit le oui, lit la une et voit la ouate.",
        "Il craint de le perdre, de le lui dire, de les revoir.",
        "Une vue de Le Havre, les vers de du Bellay, la Lanterne.",
        "Il le l’a dit à au moins trois clients.",
        "Le mot « que » il le note. L’accent sur le « a » aussi.",
        "Hier j’ai perdu. Le lendemain j’ai ri. Le docker, j’ai su son nom.",
        "Ce qu’elle a aussi a du prix.",
        "Prends-la ensuite et donne-le à Paul.",
    ],
)
def test_is_left_alone(text: str) -> None:
    assert planned(text, unsafe=True).findings == ()
