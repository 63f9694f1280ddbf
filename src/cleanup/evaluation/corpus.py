"""Labelled texts: damaged ones with their accepted repairs, clean ones that must stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeVar

from cleanup.errors import FileError
from cleanup.start.data import dataclass

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

Tier = Literal["safe", "unsafe", "report"]
TIERS: tuple[Tier, ...] = ("safe", "unsafe", "report")


@dataclass(frozen=True, slots=True)
class Span:
    """A damaged place `start:end` of the input (code points, end exclusive)."""

    start: int
    end: int
    family: str
    tier: Tier


@dataclass(frozen=True, slots=True)
class Gold:
    """A place `start:end` of the input to repair, with every accepted wording of it."""

    start: int
    end: int
    family: str
    tier: Tier
    accept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """A damaged text.

    `expected` are the accepted outputs of all repairs, `expected_safe` those of the safe ones.
    `family` and `tier` are those of the whole text; `edits` are in order and do not overlap.
    """

    id: str
    lang: str
    input: str
    expected: tuple[str, ...]
    expected_safe: tuple[str, ...]
    family: str
    tier: Tier
    spans: tuple[Span, ...]
    edits: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class Clean:
    """A correct text in which nothing may change; `trap` names what makes it tempting."""

    id: str
    lang: str
    text: str
    trap: str


Item = Repair | Clean
AnyItem = TypeVar("AnyItem", bound=Item)


class _Wrong(Exception):
    """What is wrong with a line; becomes a `FileError` once file and line are known."""


def read_items(paths: Iterable[str | PathLike[str]]) -> list[Item]:
    """Return the labelled items of JSON Lines files and of all such files below folders.

    Raises `FileError`, naming file and line, for a file that cannot be read, bad JSON, a field
    that is missing or of the wrong kind, an offset outside the text, or an id seen before.
    """
    items: list[Item] = []
    seen: dict[str, str] = {}
    for path in _files(paths):
        for number, line in enumerate(_lines(path), 1):
            if not line.strip():
                continue
            place = f"{path}:{number}"
            try:
                item = _item(line)
                if item.id in seen:
                    raise _Wrong(f"id '{item.id}' was already used at {seen[item.id]}")
            except _Wrong as wrong:
                raise FileError(f"{place}: {wrong}") from None
            seen[item.id] = place
            items.append(item)
    return items


def holdout(items: Iterable[AnyItem], keep: bool) -> list[AnyItem]:
    """Return the third of the items that is held out (`keep`), or the others.

    The choice depends on the id alone, so it stays the same when items are added.
    """
    return [item for item in items if _held_out(item.id) == keep]


def _held_out(name: str) -> bool:
    from hashlib import blake2b

    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big") % 3 == 0


def _files(paths: Iterable[str | PathLike[str]]) -> list[Path]:
    from pathlib import Path

    found: dict[Path, None] = {}  # a file named twice is read once
    for path in map(Path, paths):
        inside = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
        if not inside:
            raise FileError(f"{path}: no .jsonl file in this folder")
        found.update(dict.fromkeys(inside))
    return list(found)


def _lines(path: Path) -> list[str]:
    try:
        # Not `splitlines`: a JSON string may hold U+2028 and its like.
        return path.read_bytes().decode("utf-8").split("\n")
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise FileError(f"{path}: not UTF-8 at byte {error.start}") from error


def _item(line: str) -> Item:
    import json

    try:
        row = json.loads(line)
    except ValueError as error:
        raise _Wrong(f"bad JSON: {error}") from None
    if not isinstance(row, dict):
        raise _Wrong("an item must be a JSON object")
    if "input" in row:
        return _repair(row)
    if "text" in row:
        return Clean(_str(row, "id"), _str(row, "lang"), _str(row, "text"), _str(row, "trap"))
    raise _Wrong("missing field 'input' (damaged text) or 'text' (clean text)")


def _repair(row: dict[str, object]) -> Repair:
    text = _str(row, "input")
    spans = [
        Span(*_place(part, len(text)), _str(part, "family"), _tier(part))
        for part in _parts(row, "spans")
    ]
    edits = [
        Gold(*_place(part, len(text)), _str(part, "family"), _tier(part), _strs(part, "accept"))
        for part in _parts(row, "edits")
    ]
    _check_order(edits)
    return Repair(
        id=_str(row, "id"),
        lang=_str(row, "lang"),
        input=text,
        expected=_strs(row, "expected"),
        expected_safe=_strs(row, "expected_safe"),
        family=_str(row, "family"),
        tier=_tier(row),
        spans=tuple(spans),
        edits=tuple(edits),
    )


def _check_order(edits: Sequence[Gold]) -> None:
    for before, after in pairwise(edits):
        if after.start < before.end:
            raise _Wrong(f"edits overlap or are out of order at offset {after.start}")


def _field(row: dict[str, object], name: str) -> object:
    if name not in row:
        raise _Wrong(f"missing field '{name}'")
    return row[name]


def _str(row: dict[str, object], name: str) -> str:
    value = _field(row, name)
    if not isinstance(value, str):
        raise _Wrong(f"field '{name}' must be a string")
    return value


def _strs(row: dict[str, object], name: str) -> tuple[str, ...]:
    value = _field(row, name)
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
        raise _Wrong(f"field '{name}' must be a list of strings, not empty")
    return tuple(value)


def _parts(row: dict[str, object], name: str) -> list[dict[str, object]]:
    value = _field(row, name)
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise _Wrong(f"field '{name}' must be a list of objects")
    return value


def _place(row: dict[str, object], length: int) -> tuple[int, int]:
    start, end = _field(row, "start"), _field(row, "end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start <= end <= length:
        raise _Wrong(f"no place in the text: start {start!r}, end {end!r}, length {length}")
    return start, end


def _tier(row: dict[str, object]) -> Tier:
    value = _str(row, "tier")
    if value not in TIERS:
        raise _Wrong(f"field 'tier' must be one of {', '.join(TIERS)}, not '{value}'")
    return value
