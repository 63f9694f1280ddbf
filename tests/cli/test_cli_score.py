"""`cleanup score`: what is printed, and what its exit code says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_texts import Call

_PLACES = ("pont", "quai", "bac", "phare", "canal", "moulin", "port", "bassin", "chenal", "lavoir")
CLEAN = "".join(
    f"\n\nLe {one} de Val-Noir ferme avant le {other} du haut, dit le maire au journal."
    for one in _PLACES
    for other in _PLACES
    if one != other
)
DAMAGED = "Le pont , ferm\u00c3\u00a9 hier, rouvre lundi, dit la mairie de Val-Noir." + CLEAN


@pytest.fixture(autouse=True)
def articles(home: Path) -> None:
    for name, text in (("clean", CLEAN), ("damaged", DAMAGED), ("small", "Le pont , là.")):
        (home / f"{name}.txt").write_text(text.strip() + "\n", encoding="utf-8")


def test_the_worst_is_printed_first(call: Call) -> None:
    code, out, err = call("score", ".", "--lang", "fr")
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()[3:6]] == [
        "damaged.txt",
        "clean.txt",
        "small.txt",
    ]
    assert "small.txt (too small to score)" in out


def test_nothing_is_written(call: Call, home: Path) -> None:
    before = {path: path.read_bytes() for path in home.iterdir()}
    call("score", ".", "--lang", "fr")
    assert {path: path.read_bytes() for path in home.iterdir()} == before


def test_before_is_more_than_after(call: Call) -> None:
    _, out, _ = call("score", "damaged.txt", "--lang", "fr", "--output-format", "json")
    (document,) = json.loads(out)["documents"]
    assert document["before"] > document["after"] == 0


@pytest.mark.parametrize(
    ("limit", "path", "expected"),
    [("0", "clean.txt", 0), ("0.1", "damaged.txt", 1), ("99", ".", 0), ("0", "small.txt", 0)],
)
def test_a_limit_decides_the_exit_code(call: Call, limit: str, path: str, expected: int) -> None:
    code, _, err = call("score", path, "--lang", "fr", "--max-penalty", limit)
    assert code == expected
    assert ("above --max-penalty" in err) == bool(expected)


@pytest.mark.parametrize("limit", ["x", "-1", "nan", ""])
def test_a_wrong_limit_is_named(call: Call, limit: str) -> None:
    code, _, err = call("score", ".", f"--max-penalty={limit}")
    assert code == 2
    assert "--max-penalty: must be a number from 0" in err


def test_scores_of_others_stand_beside(call: Call, home: Path) -> None:
    lines = '{"path": "clean.txt", "score": 0.9}\n{"path": "gone.txt", "score": 0.1}\n'
    (home / "qe.jsonl").write_text(lines, encoding="utf-8")
    code, out, err = call("score", "clean.txt", "--lang", "fr", "--qe", "qe.jsonl")
    assert code == 0
    assert "--qe names documents that were not read: 1" in err
    assert out.splitlines()[3].split()[-1] == "0.9"


def test_a_wrong_line_of_others_is_named(call: Call, home: Path) -> None:
    (home / "qe.jsonl").write_text('{"path": "clean.txt"}\n', encoding="utf-8")
    code, out, err = call("score", "clean.txt", "--qe", "qe.jsonl")
    assert (code, out) == (2, "")
    assert "error: qe.jsonl:1: 'score' must be a number" in err


def test_a_document_that_cannot_be_read_stops_no_other(call: Call) -> None:
    code, out, err = call("score", "gone.txt", "clean.txt", "--lang", "fr")
    assert code == 2
    assert "gone.txt" in err and "clean.txt" in out


def test_standard_input_is_scored(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    class Stdin:
        buffer = io.BytesIO(DAMAGED.encode())

    monkeypatch.setattr(sys, "stdin", Stdin())
    code, out, _ = call("score", "-", "--lang", "fr", "--output-format", "jsonl")
    assert code == 0
    assert json.loads(out)["before"] > 0


def test_several_processes_give_the_same(call: Call) -> None:
    one = call("score", ".", "--lang", "fr", "-j", "1", "--output-format", "json")
    assert call("score", ".", "--lang", "fr", "-j", "2", "--output-format", "json") == one
