"""Regions of a language: what they write otherwise is no fault, in the library and the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup import check, fix
from cleanup.cli import main
from cleanup.results import Finding

MIXED = "Il parle d’un « mot » et d’un «autre»."
TIGHT = "Elle dit «oui» puis «non»."
CANADIAN = "Quoi! Elle part demain; il reste\u00a0: tant pis!"
DIALOGUE = "Elle dit: «Oui.»\n\nIl dit: «J’ai lu ‹Plan› hier.»"


def structural(text: str, lang: str) -> list[Finding]:
    return [f for f in check(text, lang=lang) if f.code.startswith(("QUO", "TOK"))]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", TIGHT),
        ("fr-CH", TIGHT),
        ("fr-CH", MIXED),
        ("fr-CH", DIALOGUE),
        ("fr-CA", CANADIAN),
        ("fr-CA", "Elle dit\u00a0: «\u00a0J’ai lu “Plan”!\u00a0»"),
        ("de-CH", "Er sagte: «Wir gehen ‹heim›» und ging."),
        ("pt-PT", "Ele disse: «Li “Plano” ontem»."),
    ],
)
def test_the_habits_of_a_region_are_no_fault(lang: str, text: str) -> None:
    assert structural(text, lang) == []


@pytest.mark.parametrize("lang", ["fr", "fr-FR", "fr-BE", "fr-CA"])
def test_where_guillemets_are_spaced_a_bare_pair_is_one(lang: str) -> None:
    assert fix(MIXED, lang=lang).text == "Il parle d’un « mot » et d’un « autre »."


def test_a_mark_that_is_bare_in_one_region_is_a_fault_in_another() -> None:
    text = "Elle part demain ! Il reste ici ! Ah, quel dommage pour elle! Tant pis ; il reste."
    assert [f.code for f in structural(text, "fr")] == ["TOK018"]
    assert structural(text, "fr-CA") == []


def test_repairs_take_the_spacing_of_the_text_not_of_the_region() -> None:
    assert fix("La digue tient», dit Roy.", lang="fr-CH", unsafe=True).text == (
        "«La digue tient», dit Roy."
    )


@pytest.mark.parametrize(("lang", "code"), [("fr", 1), ("fr-CA", 1), ("fr-CH", 0), ("fr_CH", 0)])
def test_the_program_takes_the_region(
    lang: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "article.txt"
    path.write_text(MIXED + "\n", encoding="utf-8")
    assert main(["lint", "--isolated", "--lang", lang, str(path)]) == code
    assert ("QUO010" in capsys.readouterr().out) == bool(code)


@pytest.mark.parametrize(("lang", "code"), [("fr-FR", 1), ("fr-CH", 0)])
def test_the_document_declares_the_region(
    lang: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "article.md"
    path.write_text(f"---\nlang: {lang}\n---\n\n{MIXED}\n", encoding="utf-8")
    assert main(["lint", "--isolated", str(path)]) == code
    assert ("QUO010" in capsys.readouterr().out) == bool(code)
