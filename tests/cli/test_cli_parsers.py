"""The small parser and typer read the same command line in the same way."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanup.cli.application import read
from cleanup.cli.commands import COMMANDS
from cleanup.cli.common import Choosing, Telling
from cleanup.cli.declare import Option, options_of
from cleanup.cli.fix import Fix
from cleanup.cli.lint import Lint
from cleanup.cli.parse import parse

WORDS = st.sampled_from(["a.txt", "dossier été", "-", "", "html=a=b", "QUO,SEG", "x y", "\udce9"])
VALUES = st.one_of(WORDS, st.sampled_from(["-5", "--diff", "--", "-q"]))


def flag_words(option: Option) -> st.SearchStrategy[list[str]]:
    flag = st.sampled_from(option.flags)
    if option.kind == "switch":
        return flag.map(lambda f: [f])
    pairs = st.tuples(flag, VALUES)
    apart = pairs.map(list)
    joined = pairs.map(lambda p: [f"{p[0]}={p[1]}"] if p[0].startswith("--") else list(p))
    return st.one_of(apart, joined)


def command_lines(name: str) -> st.SearchStrategy[list[str]]:
    kind, _ = COMMANDS[name].load()
    flagged = [flag_words(option) for option in options_of(kind) if option.flags]
    odd = st.sampled_from([["--"], ["--no-such"], ["--lang"], ["-qv"], ["--diff=1"], ["-ox"]])
    part = st.one_of(*flagged, WORDS.map(lambda w: [w]), WORDS.map(lambda w: [w]), odd)
    return st.lists(part, max_size=6).map(lambda parts: [w for words in parts for w in words])


CALLS = st.sampled_from(sorted(COMMANDS)).flatmap(
    lambda name: command_lines(name).map(lambda words: (name, words))
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(call=CALLS)
def test_what_the_small_parser_reads_typer_reads_alike(call: tuple[str, list[str]]) -> None:
    name, words = call
    kind, _ = COMMANDS[name].load()
    options = parse(kind, words)
    if options is not None:
        assert read([name, *words]) == (name, options)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["a.txt"], id="path"),
        pytest.param(["a.txt", "-o", "out/"], id="short"),
        pytest.param(["--output=out/", "a.txt", "--exit-zero"], id="equals"),
        pytest.param(["-", "--lang", "fr"], id="stdin"),
        pytest.param(["a", "--report", "html=x", "b", "--report", "json=y"], id="repeated"),
        pytest.param(["--", "--strange.txt"], id="separator"),
        pytest.param(["--lang", "en", "--lang", "fr", "a"], id="last-counts"),
        pytest.param(["--lang", "-x", "a"], id="value-like-a-flag"),
        pytest.param(["--unsafe-fixes", "--diff", "-q", "-v", "a"], id="switches"),
    ],
)
def test_plain_calls_need_no_typer(words: list[str]) -> None:
    options = parse(Fix, words)
    assert options is not None
    assert read(["fix", *words]) == ("fix", options)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param([], id="no-path"),
        pytest.param(["--no-such", "a"], id="unknown"),
        pytest.param(["a", "--lang"], id="no-value"),
        pytest.param(["--diff=yes", "a"], id="value-of-a-switch"),
    ],
)
def test_mistakes_are_left_to_typer(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert parse(Fix, words) is None
    assert read(["fix", *words]) == 2
    assert "Error" in capsys.readouterr().err


def test_help_is_left_to_typer(capsys: pytest.CaptureFixture[str]) -> None:
    assert parse(Lint, ["--help"]) is None
    assert read(["lint", "--help"]) == 0
    assert "--output-format" in capsys.readouterr().out


def test_values_end_where_they_belong() -> None:
    options = parse(Fix, ["a", "b", "--select", "QUO", "--select", "SEG,BRK", "-q"])
    assert options == Fix(
        paths=("a", "b"),
        choosing=Choosing(select=("QUO", "SEG,BRK")),
        telling=Telling(quiet=True),
    )


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_no_name_or_flag_is_given_twice(name: str) -> None:
    kind, _ = COMMANDS[name].load()
    options = list(options_of(kind))
    names = Counter(o.name for o in options)
    flags = Counter(flag for o in options for flag in o.flags)
    assert {k: n for k, n in (names | flags).items() if n > 1} == {}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_names_each_flag(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    kind: type[Any] = COMMANDS[name].load()[0]
    assert read([name, "--help"]) == 0
    said = capsys.readouterr().out
    missing = [flag for o in options_of(kind) for flag in o.flags if flag not in said]
    assert missing == []


@pytest.mark.parametrize(
    "call",
    [["--version"], ["lint", "--isolated", "none.txt"], ["fix", "--diff", "none.txt"]],
    ids=["version", "lint", "fix"],
)
def test_plain_calls_import_nothing_heavy(call: list[str]) -> None:
    code = (
        "import sys; from cleanup.cli import main; main(sys.argv[1:]); "
        "print(sorted({'typer', 'rich', 'ftfy', 'langdetect', 'tempfile', 'asyncio', 'subprocess'}"
        " & set(sys.modules)), end='')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *call], capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("[]"), done.stdout
