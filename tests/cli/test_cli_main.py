"""What a call says and how it exits, for every kind of call."""

from __future__ import annotations

from typing import Any

import pytest
from cli_texts import CLEAN, DOUBTFUL, SAFE, Call, write

from cleanup.cli import main
from cleanup.cli.versions import version_line
from cleanup.engine.settling import plan
from cleanup.results import Plan
from cleanup.text.document import Document


@pytest.fixture(autouse=True)
def files() -> None:
    write("safe.txt", SAFE)
    write("doubtful.txt", DOUBTFUL)
    write("clean.txt", CLEAN)
    write("empty.txt", "")
    write("binary.txt", "a\0b")
    write("latin.txt").write_bytes("Les candidates , élues , sont là.\n".encode("cp1252"))


@pytest.mark.parametrize(
    ("words", "code", "out", "err"),
    [
        pytest.param("--version", 0, f"{version_line()}\n", "", id="version"),
        pytest.param("lint clean.txt", 0, "", "", id="lint-clean"),
        pytest.param("lint safe.txt", 1, "safe.txt:1:21: warning TOK007 ", "", id="lint-safe"),
        pytest.param("lint doubtful.txt", 1, "POS001", "", id="lint-doubtful"),
        pytest.param("lint safe.txt -q", 1, "", "", id="lint-quiet"),
        pytest.param("lint safe.txt --exit-zero", 0, "TOK007", "", id="exit-zero"),
        pytest.param("lint safe.txt --fail-on error", 0, "TOK007", "", id="fail-on-error"),
        pytest.param("lint safe.txt --fail-on info", 1, "TOK007", "", id="fail-on-info"),
        pytest.param("lint safe.txt --ignore TOK", 0, "", "", id="ignore"),
        pytest.param("lint safe.txt --select QUO,BRK", 0, "", "", id="select-other"),
        pytest.param("lint safe.txt --select TOK007", 1, "TOK007", "", id="select"),
        pytest.param("lint safe.txt doubtful.txt --select safe", 1, "TOK007", "", id="select-rank"),
        pytest.param("lint --statistics safe.txt", 1, "      2  TOK007  ", "", id="statistics"),
        pytest.param("lint none.txt", 2, "", "error: none.txt: no such file\n", id="missing"),
        pytest.param(
            "lint none.txt safe.txt", 2, "TOK007", "none.txt: no such file", id="others-are-done"
        ),
        pytest.param("lint empty.txt --exit-zero", 2, "", "empty.txt: empty", id="empty"),
        pytest.param("lint binary.txt", 2, "", "binary.txt: byte 1: NUL", id="binary"),
        pytest.param("lint latin.txt", 2, "", "latin.txt: byte 17: not valid utf-8", id="latin"),
        pytest.param("lint latin.txt --encoding cp1252", 1, "TOK007", "", id="encoding"),
        pytest.param(
            "lint safe.txt --max-file-size 10", 2, "", "safe.txt: too large", id="too-large"
        ),
        pytest.param("lint safe.txt --max-file-size x", 2, "", "--max-file-size: must", id="size"),
        pytest.param("lint --select QUOO3", 2, "", "--select: no rule is meant", id="bad-code"),
        pytest.param("lint --ignore QUO0003", 2, "", "did you mean 'QUO003'?", id="nearest-code"),
        pytest.param("lint --style fr-FT", 2, "", "--style: there is no style", id="bad-style"),
        pytest.param("lint --fail-on warn", 2, "", "--fail-on: there is no sev", id="bad-fail-on"),
        pytest.param("lint --color blue", 2, "", "--color: 'blue' is none of", id="bad-color"),
        pytest.param("lint --encoding xyz", 2, "", "--encoding: unknown", id="bad-encoding"),
        pytest.param("lint --output-format x", 2, "", "--output-format: there", id="bad-format"),
        pytest.param("lint --report x", 2, "", "--report: 'x' is not FMT=FILE", id="bad-report"),
        pytest.param("lint --report htm=x", 2, "", "did you mean 'html'?", id="bad-report-format"),
        pytest.param("lint --config none.toml", 2, "", "none.toml: no such file", id="no-config"),
        pytest.param("lint - safe.txt", 2, "", "-: standard input cannot", id="stdin-and-file"),
        pytest.param("lint --no-such", 2, "", "No such option", id="unknown-option"),
        pytest.param("fix", 2, "", "Missing argument", id="fix-needs-a-path"),
        pytest.param(
            "fix -o out --diff safe.txt", 2, "", "-o: --diff writes", id="diff-and-output"
        ),
        pytest.param("fix -o out -", 2, "", "-o: what is read from -", id="stdin-and-output"),
        pytest.param("no-such-command", 2, "", "No such command", id="unknown-command"),
        pytest.param("explain QUO003", 0, "QUO003  early-closed-quotation", "", id="explain"),
        pytest.param("explain quo003", 0, "QUO003", "", id="explain-lower-case"),
        pytest.param("explain QUO9", 2, "", "explain: no rule is meant by 'QUO9'", id="explain-x"),
        pytest.param("rules", 0, "QUO003  early-closed-quotation", "", id="rules"),
        pytest.param("rules --select lang:fr", 0, "GRM001", "", id="rules-language"),
        pytest.param("rules genitive apostrophe", 0, "POS001", "", id="rules-search"),
        pytest.param("rules zzzz", 1, "", "no rule holds 'zzzz'", id="rules-none"),
        pytest.param("rules --select QU0", 2, "", "--select: no rule is meant", id="rules-bad"),
        pytest.param("undo", 2, "", "no run in this folder", id="undo-nothing"),
        pytest.param("undo none.jsonl", 2, "", "none.jsonl: no such file", id="undo-missing"),
        pytest.param("undo safe.txt", 2, "", "safe.txt: line 1: not a record", id="undo-other"),
        pytest.param("eval none.jsonl", 2, "", "none.jsonl: cannot be read", id="eval-missing"),
    ],
)
def test_a_call(call: Call, words: str, code: int, out: str, err: str) -> None:
    got, said, talk = call(*words.split())
    assert (got, out in said, err in talk) == (code, True, True), (got, said, talk)
    if not out:
        assert said == ""
    if not err:
        assert talk == ""


@pytest.mark.parametrize("words", ["lint none.txt", "lint --select X", "undo safe.txt"])
def test_an_error_is_one_line(call: Call, words: str) -> None:
    _, _, err = call(*words.split())
    assert err.count("\n") == 1


def test_a_selection_leaves_out_the_rest(call: Call) -> None:
    _, out, _ = call("lint", "safe.txt", "doubtful.txt", "--select", "TOK007")
    assert "TOK007" in out
    assert "POS001" not in out


def test_explain_shows_why_and_examples(call: Call) -> None:
    _, out, _ = call("explain", "TOK007")
    for part in ("space-before-stop", "safe: applied by `cleanup fix`", "MQM", "found", "becomes"):
        assert part in out


def test_interruption_exits_130(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cleanup.run.plan", interrupt)
    code, _, err = call("fix", "safe.txt")
    assert code == 130
    assert err.startswith("interrupted")


def broken(*_: object) -> None:
    raise KeyError("a\nb")


def test_a_fault_in_one_document_is_one_line(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(document: Document, *rest: Any) -> Plan:
        if "retraitée ," in document.text:
            broken()
        return plan(document, *rest)

    monkeypatch.setattr("cleanup.run.plan", fault)
    code, out, err = call("lint", "safe.txt", "doubtful.txt")
    assert code == 2
    assert "POS001" in out
    assert err == "error: safe.txt: not done, by a fault of cleanup: KeyError: 'a\\nb'\n"
    _, _, err = call("lint", "safe.txt", "-v")
    assert "Traceback" in err


def test_a_fault_elsewhere_is_one_line(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleanup.cli.paths.Inputs.find", broken)
    code, _, err = call("lint")
    assert code == 2
    assert err == "error: a fault of cleanup: KeyError: 'a\\nb' (-v shows where)\n"
    assert "Traceback" in call("lint", "-v")[2]


def test_without_a_command_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "explain" in "".join(capsys.readouterr())
