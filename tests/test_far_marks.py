"""Marks that are closed far on: where a pattern looks no further, nothing is said of them."""

from __future__ import annotations

import pytest

from cleanup import plan

LONG = "abc def " * 600


@pytest.mark.parametrize(
    ("language", "code", "damaged", "open_"),
    [
        ("es", "POS080", "La cabaña de los pastores ’ está abierta", " ’ bravo"),
        ("es", "POS081", "Los carteles de los años «60 cubren los muros", "»"),
        ("pt", "POS090", "A cabana dos pastores ’ está aberta", " ’ bravo"),
        ("pt", "POS091", "Os cartazes dos anos “60 cobrem os muros", "”"),
        ("pl", "POS101", "Plakaty z lat „60. wiszą na murze", "”"),
        ("ru", "POS121", "Плакаты «60-х годов висят на стене", "»"),
        ("nl", "POS030", 'De raad prijst de bewoners." geduld', '"'),
    ],
)
def test_a_mark_that_is_closed_far_on_is_left_alone(
    language: str, code: str, damaged: str, open_: str
) -> None:
    def found(text: str) -> set[str]:
        return {finding.code for finding in plan(text, language, unsafe=True).findings}

    assert code in found(f"{damaged}.")
    assert code not in found(f"{damaged} {LONG}{open_} y.")
    assert code not in found(f"{damaged} {'abc def ' * 300}{open_} y.")
