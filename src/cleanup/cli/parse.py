"""The small parser: reads a command line that is plainly right, and leaves all others to typer.

Typer takes as long to import as an article takes to repair. So `lint` and `fix` do without it,
unless there is something to explain: help, completion or a mistake.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from cleanup.cli.declare import Option, fill, options_of

T = TypeVar("T")
Given = dict[str, Any]


def parse(kind: type[T], words: Sequence[str]) -> T | None:
    """Return the options of a command that the words give, or None where typer must look."""
    options = tuple(options_of(kind))
    flags = {flag: option for option in options for flag in option.flags}
    given: Given = {}
    rest: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word == "--":
            rest += words[at:]
            break
        if not word.startswith("-") or word == "-":
            rest.append(word)
            continue
        used = _read(word, words[at : at + 1], flags, given)
        if used is None:
            return None
        at += used
    return fill(kind, given) if _place(rest, options, given) else None


def _read(
    word: str, following: Sequence[str], flags: dict[str, Option], given: Given
) -> int | None:
    """Read one option; return how many words after it were its value, None if it is not plain."""
    name, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
    option = flags.get(name)
    if option is None:
        return None
    if option.kind == "switch":
        given[option.name] = True
        return None if equals else 0
    if not equals and not following:
        return None
    _add(option, value if equals else following[0], given)
    return 0 if equals else 1


def _add(option: Option, value: str, given: Given) -> None:
    if option.kind in ("values", "arguments"):
        given[option.name] = (*given.get(option.name, ()), value)
    else:
        given[option.name] = value


def _place(rest: Sequence[str], options: Sequence[Option], given: Given) -> bool:
    """Give the words that are no options to the arguments; tell whether they fit."""
    for option in options:
        if option.kind == "arguments":
            if option.required and not rest:
                return False
            given[option.name] = tuple(rest)
            return True
        if option.kind == "argument" and rest:
            given[option.name] = rest[0]
            rest = rest[1:]
    return not rest
