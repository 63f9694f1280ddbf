"""Where the cells of a table of characters stand, as RFC 4180 and the `csv` module read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cleanup.start.data import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: `low` and `high` are code points of the table, without the quotation marks."""

    low: int
    high: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row and where it stands; with a `fault`, which begins at `fault_at`, it has no cells."""

    low: int
    high: int
    cells: tuple[Cell, ...]
    fault: str = ""
    fault_at: int = 0


def rows(text: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows of a table whose line ends are `\\n`; empty lines are none."""
    pattern = _pattern(delimiter)
    at = 0
    while at < len(text):
        if text[at] == "\n":
            at += 1
            continue
        row = _row(text, at, pattern)
        yield row
        at = row.high + 1


@cache
def _pattern(delimiter: str) -> re.Pattern[str]:
    stop = re.escape(delimiter)
    return re.compile(rf'"(?P<quoted>(?:[^"]|"")*+)"(?={stop}|\n|\Z)|(?!")(?P<bare>[^\n{stop}]*+)')


def _row(text: str, start: int, pattern: re.Pattern[str]) -> Row:
    cells: list[Cell] = []
    at = start
    while True:
        match = pattern.match(text, at)
        if match is None:
            return _broken(text, start, at)
        name = "bare" if match["quoted"] is None else "quoted"
        cells.append(Cell(*match.span(name), name == "quoted"))
        at = match.end()
        if at >= len(text) or text[at] == "\n":
            return Row(start, at, tuple(cells))
        at += 1


def _broken(text: str, start: int, at: int) -> Row:
    """Return a row in which a quotation mark that opens a cell is not closed as it should be."""
    closed = re.compile(r'"(?:[^"]|"")*+"').match(text, at)
    if closed is None:
        reason = "a quotation mark opens a cell and none closes it"
        return Row(start, len(text), (), reason, at)
    stop = text.find("\n", closed.end())
    stop = len(text) if stop < 0 else stop
    return Row(start, stop, (), "characters behind a closing quotation mark", closed.end())


def value(text: str, cell: Cell) -> str:
    """Return what a cell holds."""
    held = text[cell.low : cell.high]
    return held.replace('""', '"') if cell.quoted else held
