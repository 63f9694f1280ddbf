"""The line on which a key of a TOML file stands, for errors; the parser does not tell it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Any

Keys = Sequence[str | int]


def line_of(text: str, keys: Keys) -> int | None:
    """Return the line (from 1) where keys are set, None where that cannot be told.

    A statement begins where all lines before it are TOML without the key, and the lines up to its
    end are TOML with it. An entry of a list of strings is looked for inside the statement.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    word = next((key for key in reversed(keys) if isinstance(key, str)), "")
    for number, line in enumerate(lines):
        if word not in line:
            continue
        before = _parse(lines[:number])
        if before is None or _get(before, keys) is not None:
            continue
        end, after = _statement(lines, number)
        value = _get(after, keys)
        if value is not None:
            inside = lines[number:end] if keys and isinstance(keys[-1], int) else []
            return number + 1 + _entry(inside, value)
    return None


def _statement(lines: Sequence[str], start: int) -> tuple[int, dict[str, Any]]:
    """Return where the statement that begins on a line ends, and all that is said up to there."""
    for end in range(start + 1, len(lines) + 1):
        said = _parse(lines[:end])
        if said is not None:
            return end, said
    return len(lines), {}


def _entry(lines: Sequence[str], value: object) -> int:
    quoted = (f'"{value}"', f"'{value}'")
    return next((n for n, line in enumerate(lines) if any(q in line for q in quoted)), 0)


def _parse(lines: Sequence[str]) -> dict[str, Any] | None:
    try:
        return tomllib.loads("\n".join(lines))
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _get(data: Any, keys: Keys) -> Any:
    for key in keys:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return None
    return data
