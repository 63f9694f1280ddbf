"""Optional data: required, missing, and said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_texts import CLEAN, SAFE, Call, write

from cleanup.rulebook.library import load_library
from cleanup.version import __version__
from wordless import without_words


@pytest.mark.parametrize("command", ["lint", "fix"])
def test_data_that_is_there_may_be_required(call: Call, command: str) -> None:
    write("a.txt", CLEAN)
    assert call(command, "a.txt", "--require-data")[0] == 0


@pytest.mark.parametrize("command", ["lint", "fix"])
def test_required_data_that_is_missing_is_an_error(call: Call, command: str) -> None:
    write("a.txt")
    with without_words():
        code, _, said = call(command, "a.txt", "--require-data")
    assert code == 2
    (line,) = said.splitlines()
    assert line.startswith("error: --require-data: not installed: word lists (simplemma; ")
    needy = sorted(
        rule.code for rule in load_library().rules if rule.needs and rule.status == "stable"
    )
    assert line.endswith(f", for {', '.join(needy)}")
    assert Path("a.txt").read_text(encoding="utf-8") == SAFE


def test_a_configuration_may_require_data(call: Call) -> None:
    write("cleanup.toml", "lang = 'fr'\nrequire-data = true\n")
    write("a.txt", CLEAN)
    assert call("lint", "a.txt")[0] == 0
    with without_words():
        code, _, said = call("lint", "a.txt")
    assert code == 2
    (line,) = said.splitlines()
    assert line.startswith("error: cleanup.toml:2: require-data: not installed: word lists")


def test_data_that_no_chosen_rule_needs_is_not_required(call: Call) -> None:
    write("a.txt", CLEAN)
    with without_words():
        assert call("lint", "a.txt", "--require-data", "--select", "QUO")[0] == 0
        assert call("lint", "a.txt")[0] == 0


def test_the_version_says_what_is_there(call: Call) -> None:
    with without_words():
        assert call("--version")[1] == f"cleanup {__version__}\n"
    assert call("--version")[1].startswith(f"cleanup {__version__} (words: simplemma ")


def test_the_ledger_says_what_is_there(call: Call) -> None:
    write("a.txt")
    assert call("fix", "a.txt", "-o", "out/", "-q")[0] == 0
    with without_words():
        assert call("fix", "a.txt", "-o", "bare/", "-q")[0] == 0
    lines = [
        Path(folder, "a.ledger.jsonl").read_text(encoding="utf-8").splitlines()[0]
        for folder in ("out", "bare")
    ]
    whole, bare = map(json.loads, lines)
    assert whole["optional"]["words"].startswith("simplemma ")
    assert bare["optional"] == {}
    assert whole["rules"] != bare["rules"]


def test_a_rule_says_what_it_needs(call: Call) -> None:
    assert "needs          word lists (simplemma; " in call("explain", "TOK030")[1]
    assert "needs  " not in call("explain", "TOK007")[1]


def test_examples_that_need_data_are_left_out_without_it(call: Call) -> None:
    with without_words():
        code, _, said = call("test", "TOK007", "TOK030")
    assert code == 0
    assert "note: not installed: word lists" in said
    assert said.rstrip().endswith("bad examples left out: TOK030")
    assert "left out" not in call("test", "TOK007", "TOK030")[2]
