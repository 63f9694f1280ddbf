"""Stage directions and asides in brackets, from the tables of the language packs."""

from __future__ import annotations

import pytest

from cleanup.engine.settling import SAFE, UNSAFE, plan
from cleanup.results import Plan
from cleanup.rulebook.library import load_rulebook
from cleanup.rulebook.selection import Selection
from cleanup.text.document import Document


def planned(text: str, lang: str = "fr", *, unsafe: bool = False) -> Plan:
    book = load_rulebook(Selection(select=("BRK009", "BRK013")))
    return plan(Document.of(text), book, UNSAFE if unsafe else SAFE, lang)


@pytest.mark.parametrize(
    ("lang", "text", "repaired"),
    [
        ("fr", "[Laughter] Bonsoir.", "[Rires] Bonsoir."),
        ("fr", "« Oui [cheers] », dit-il.", "« Oui [acclamations] », dit-il."),
        ("fr", "« Oui [Beifall] », dit-il.", "« Oui [Applaudissements] », dit-il."),
        ("de", "„Ja [applause]“, sagt er.", "„Ja [Beifall]“, sagt er."),
        ("en", "“Yes [risas],” she says.", "“Yes [laughter],” she says."),
        ("fr", "« Le four (and) la forge », dit-il.", "« Le four (et) la forge », dit-il."),
    ],
)
def test_is_proposed_and_not_made(lang: str, text: str, repaired: str) -> None:
    assert planned(text, lang).text == text
    assert planned(text, lang, unsafe=True).text == repaired


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "[Rires] Bonsoir."),
        ("fr", "[inaudible] Bonsoir."),
        ("en", "[inaudible] Good evening."),
        ("fr", "La porte (and) est fermée."),
        ("fr", "« La (the) porte », dit-il."),
        ("fr", "« Le plan (on) et la carte », dit-il."),
        ("fr", "[Laughter](https://exemple.org) et ![Laughter](a.png)"),
    ],
)
def test_is_left_alone(lang: str, text: str) -> None:
    assert planned(text, lang, unsafe=True).findings == ()
