"""Directives in the text keep rules off, and a place they cover is silent."""

from __future__ import annotations

import pytest

from cleanup import plan

DAMAGED = "Les trois candidates , dont une retraitée, sont là."
POSSESSIVE = "Ils ont vanté leurs deux clubs. » la longue rivalité."


def codes(text: str) -> list[str]:
    return [f.code for f in plan(text, "fr").findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(DAMAGED, ["TOK007"], id="none"),
        pytest.param(f"<!-- cleanup: ignore[TOK007] so printed -->\n\n{DAMAGED}", [], id="next"),
        pytest.param(f"{DAMAGED} <!-- cleanup: ignore[TOK007] x -->", [], id="own"),
        pytest.param(f"<!-- cleanup: ignore[TOK] x -->\n\n{DAMAGED}", [], id="prefix"),
        pytest.param(f"<!-- cleanup: ignore[QUO001] x -->\n\n{DAMAGED}", ["TOK007"], id="other"),
        pytest.param(f"<!-- cleanup: ignore x -->\n\n{DAMAGED}", ["TOK007"], id="no-code"),
        pytest.param(
            f"<!-- cleanup: off[TOK007] x -->\n\n{DAMAGED}\n\n<!-- cleanup: on -->\n\n{DAMAGED}",
            ["TOK007"],
            id="off-and-on",
        ),
        pytest.param(f"{DAMAGED}\n\n<!-- cleanup: file-ignore[TOK007] x -->", [], id="file"),
        pytest.param(f"<!-- cleanup: ignore[POS001] x -->\n\n{POSSESSIVE}", [], id="silent"),
        pytest.param("Il écrit les les [sic] jeux.", [], id="sic"),
    ],
)
def test_directives(text: str, expected: list[str]) -> None:
    assert codes(text) == expected
