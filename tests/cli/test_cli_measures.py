"""`cleanup eval` and `cleanup test`: what they print and how they exit."""

from __future__ import annotations

import json

import pytest
from cli_texts import CLEAN, DOUBTFUL, SAFE, SAFE_FIXED, Call, write

REPAIR = {
    "id": "fr-001",
    "lang": "fr",
    "input": SAFE,
    "expected": [SAFE_FIXED],
    "expected_safe": [SAFE_FIXED],
    "family": "spacing",
    "tier": "safe",
    "spans": [
        {"start": 20, "end": 22, "family": "spacing", "tier": "safe"},
        {"start": 41, "end": 43, "family": "spacing", "tier": "safe"},
    ],
    "edits": [
        {"start": 20, "end": 21, "family": "spacing", "tier": "safe", "accept": [""]},
        {"start": 41, "end": 42, "family": "spacing", "tier": "safe", "accept": [""]},
    ],
}


@pytest.fixture(autouse=True)
def data() -> None:
    clean = {"id": "fr-002", "lang": "fr", "text": CLEAN, "trap": "none"}
    lines = [json.dumps(item) for item in (REPAIR, clean)]
    write("data/set.jsonl", "\n".join(lines) + "\n")


def test_an_evaluation_is_printed_and_compared(call: Call) -> None:
    code, out, err = call("eval", "data", "--save", "saved.json")
    assert (code, err) == (0, "")
    assert out.startswith("items: 1 repair, 1 clean\n")
    _, again, _ = call("eval", "data/set.jsonl", "--against", "saved.json")
    assert again == f"{out}\nnothing gained and nothing lost\n"


def test_what_was_lost_is_named(call: Call) -> None:
    call("eval", "data", "--save", "saved.json")
    saved = json.loads(write("x").parent.joinpath("saved.json").read_text(encoding="utf-8"))
    saved["marks"] = dict.fromkeys(saved["marks"], "missed")
    write("saved.json", json.dumps(saved))
    assert "gained  fr-001 span 20:22" in call("eval", "data", "--against", "saved.json")[1]


def test_below_the_floor_exits_1(call: Call) -> None:
    write("floor.toml", "wrong = 0\nexact = 100\n")
    assert call("eval", "data", "--floor", "floor.toml")[0] == 0
    worse = {**REPAIR, "id": "fr-003", "input": DOUBTFUL, "expected": ["x"], "expected_safe": ["x"]}
    edits = [{"start": 0, "end": 2, "family": "x", "tier": "safe", "accept": ["La"]}]
    write("data/worse.jsonl", json.dumps({**worse, "edits": edits}))
    code, _, err = call("eval", "data", "--floor", "floor.toml")
    assert code == 1
    assert err.startswith("below the floor: exact: 66.67, must be at least 100")


def test_the_thirds_are_told_apart(call: Call) -> None:
    clean = [{"id": f"c{n}", "lang": "fr", "text": CLEAN, "trap": "none"} for n in range(30)]
    write("many.jsonl", "\n".join(json.dumps(item) for item in clean))
    counts = []
    for words in ([], ["--holdout"], ["--tuning"]):
        first = call("eval", "many.jsonl", *words)[1].splitlines()[0]
        counts.append(int(first.split()[3]))
    assert counts[0] == 30 == counts[1] + counts[2]
    assert 0 < counts[1] < counts[2]
    assert call("eval", "many.jsonl", "--holdout", "--tuning")[0] == 2


def test_examples_of_rules_are_run(call: Call) -> None:
    code, out, err = call("test", "TOK007")
    assert (code, out) == (0, "")
    assert err.startswith("1 rule, ")
    assert call("test", "TOK99")[0] == 2


def test_failing_examples_exit_1(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleanup.examples.check_examples", lambda *_, **__: ["TOK007: no"])
    assert call("test", "TOK007")[:2] == (1, "TOK007: no\n")
