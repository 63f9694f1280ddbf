"""Expressions that compile themselves when they are used: the same as those of `re`, also kept."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cleanup
from cleanup.start import compiling, expressions
from cleanup.start.expressions import expression


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    again()
    yield tmp_path / "mt-cleanup"
    again()


def again() -> None:
    """Be as a new process is."""
    compiling.forget()
    expressions._expression.cache_clear()


def _all() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for info in pkgutil.walk_packages(cleanup.__path__, "cleanup."):
        if not info.name.endswith("__main__"):
            module = importlib.import_module(info.name)
            named = {f"{info.name}.{n}": one for n, one in vars(module).items()}
            found |= {n: one for n, one in named.items() if isinstance(one, expressions._Later)}
    return found


def test_every_expression_of_the_package_is_the_same_when_it_was_kept() -> None:
    every = _all()
    assert len(every) > 100
    for name, one in every.items():
        pattern, flags = one._asked
        told = expressions._entry(re.compile(pattern, flags), flags)
        assert told is not None, name
        made, right = (
            expressions._made(pattern, json.loads(json.dumps(told))),
            re.compile(*one._asked),
        )
        assert made == right and made.groupindex == right.groupindex, name
        assert (made.groups, made.pattern) == (right.groups, pattern), name


def test_it_is_compiled_once_and_then_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = r"(?P<word>[^\W\d_]+)|(\d+)", re.IGNORECASE
    first = expression(*asked)
    assert first.sub(r"<\g<word>>", "été 1") == "<été> <>"
    compiling.keep()
    again()

    def refuse(*_: object) -> None:
        raise AssertionError("compiled")

    monkeypatch.setattr(re, "compile", refuse)
    second = expression(*asked)
    match = second.match("Été")
    assert match is not None and match["word"] == "Été" and match.lastgroup == "word"
    assert second.findall("a 1") == [("a", ""), ("", "1")]
    assert (second.pattern, second.groups) == (asked[0], 2)


def test_nothing_is_compiled_before_it_is_used() -> None:
    wrong = expression("(")
    with pytest.raises(re.error):
        wrong.match("")


def test_where_python_hides_the_code_nothing_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("re._compiler._code")
    monkeypatch.setattr(re, "compile", lambda *_: kept)
    assert expression("b+").fullmatch("aa")
    compiling.keep()
    assert not folder.exists()


kept = re.compile("a+")
