"""Tables with commas, semicolons, tabs or bars: the columns that are named are prose.

The first row names the columns; `#2` is the second column of a table without names. Each row is a
document of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from cleanup.document import Record
from cleanup.errors import ConfigError, FileError
from cleanup.files import shown
from cleanup.formats import Asked
from cleanup.formats.csvscan import Cell, Row, rows, value
from cleanup.formats.faults import Faults
from cleanup.formats.plain import Plain
from cleanup.formats.spliced import Nature, Woven, open_plain, weave
from cleanup.formats.weaver import Weaver

_DELIMITERS = "\t;|,"  # the comma last: it stands in prose too
_SAMPLE = 20  # rows that are looked at
_NUMBER = re.compile(r"#([1-9][0-9]*)")
_LANGUAGE = ("lang", "language")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


def read(data: bytes, path: str, encoding: str | None, asked: Asked) -> Woven:
    """Return the source of a table.

    Raises FileError for bytes that are no text or a column that is not there, ConfigError where
    no column is named. Rows that are broken or too short are among the faults of the source.
    """
    if not asked.fields:
        raise ConfigError(f"{shown(path)}: name the columns that are prose, such as --field text")
    plain = open_plain(data, path, encoding)
    delimiter, columns = _columns(plain, asked.fields)
    return _Table(plain, delimiter, columns).source(asked.fields)


def _columns(plain: Plain, fields: tuple[str, ...]) -> tuple[str, dict[int, str]]:
    """Return the delimiter and the columns, from their numbers to their names.

    Of several delimiters the one counts with which the first row has the columns, most rows are as
    long as the first, and that has most cells.
    """
    best: tuple[tuple[int, int], str, dict[int, str]] | None = None
    known: list[str] = []
    tabs = plain.path.lower().endswith((".tsv", ".tab", ".tsv.gz", ".tsv.zst"))
    for delimiter in "\t" if tabs else _DELIMITERS:
        names, alike = _first_rows(plain, delimiter)
        known = max(known, names, key=len)
        columns = _numbers(names, fields)
        rank = (alike if len(names) > 1 else 0, len(names))
        if len(columns) == len(set(fields)) and (best is None or rank > best[0]):
            best = rank, delimiter, columns
    if best is not None:
        return "," if best[0] == (0, 1) and not tabs else best[1], best[2]
    missed = next(f for f in fields if not _numbers(known, (f,))) if known else fields[0]
    there = ", ".join(shown(name) for name in known)
    raise FileError(f"{shown(plain.path)}:1: there is no column {missed!r} (there are: {there})")


def _first_rows(plain: Plain, delimiter: str) -> tuple[list[str], int]:
    """Return the cells of the first row, and how many rows are as long."""
    text = plain.document.text
    sample = list(islice(rows(text, delimiter), _SAMPLE))
    if not sample:
        return [], 0
    first = sample[0].cells
    alike = sum(len(row.cells) == len(first) for row in sample)
    return [value(text, cell).strip() for cell in first], alike


def _numbers(names: list[str], fields: tuple[str, ...]) -> dict[int, str]:
    """Return the columns that are there, by their numbers from 0."""
    found: dict[int, str] = {}
    for name in fields:
        number = _NUMBER.fullmatch(name)
        if name in names:
            found[names.index(name)] = name
        elif number and int(number[1]) <= len(names):
            found[int(number[1]) - 1] = name
    return dict(sorted(found.items()))


class _Table:
    """Lays the cells of a table out."""

    def __init__(self, plain: Plain, delimiter: str, columns: dict[int, str]) -> None:
        self.plain = plain
        self.delimiter = delimiter
        self.columns = columns
        self.weaver = Weaver(plain.document.text)
        self.faults = Faults(plain.path, "rows")
        self.records: list[Record] = []
        self.language = -1  # the column that tells the language of a row
        self.named = any(not _NUMBER.fullmatch(name) for name in columns.values())

    def source(self, fields: tuple[str, ...]) -> Woven:
        """Return the source of the whole table, read for some fields."""
        for number, row in enumerate(self._rows(), 1 + self.named):
            self._add(row, number)
        write = partial(_write, self.delimiter)
        nature = Nature("csv", write, _row_is_there if self.weaver.frames else None, lines=True)
        woven = weave(nature, self.plain, self.weaver)
        document = replace(woven.document, records=tuple(self.records))
        return replace(woven, document=document, fields=fields, faults=self.faults.lines)

    def _rows(self) -> Iterator[Row]:
        """Yield the rows, without that of the names."""
        text = self.plain.document.text
        found = rows(text, self.delimiter)
        if self.named:
            names = [value(text, cell).strip() for cell in next(found).cells]
            known = [names.index(name) for name in _LANGUAGE if name in names]
            self.language = next((one for one in known if one not in self.columns), -1)
        return found

    def _add(self, row: Row, number: int) -> None:
        """Lay a row out, unless something is wrong with it."""
        last = max(self.columns)
        if row.fault or len(row.cells) <= last:
            reason = row.fault or f"the row has no column {self.columns[last]!r}"
            self.faults.add(self.plain.locate(row.fault_at or row.low), reason)
            return
        first = len(self.weaver.blocks)
        for column, name in self.columns.items():
            self.weaver.name(f"row {number}, {name}")
            self._lay(row.cells[column])
            self.weaver.part()
        if len(self.weaver.blocks) > first:
            start = self.weaver.blocks[first][0]
            self.records.append(Record(start, self.weaver.size, self._language_of(row)))
        if len(row.cells) == 1 and not row.cells[0].quoted:
            self.weaver.frames.append((row.low, row.high))

    def _lay(self, cell: Cell) -> None:
        weaver, text = self.weaver, self.plain.document.text
        if not cell.quoted:
            weaver.verbatim(cell.low, cell.high, context="bare")
            return
        at = cell.low
        pair = text.find('""', at, cell.high)
        while pair >= 0:
            weaver.verbatim(at, pair, context="quoted")
            weaver.whole(pair, pair + 2, '"', context="quoted")
            at = pair + 2
            pair = text.find('""', at, cell.high)
        weaver.verbatim(at, cell.high, context="quoted")

    def _language_of(self, row: Row) -> str | None:
        if not 0 <= self.language < len(row.cells):
            return None
        tag = value(self.plain.document.text, row.cells[self.language]).strip()
        return tag.replace("_", "-") if _TAG.fullmatch(tag) and tag.lower() != "und" else None


def _write(delimiter: str, text: str, context: str) -> str:
    """Write text in a cell as the cell is quoted; what would need other marks does not fit."""
    if context == "quoted":
        return text.replace('"', '""')
    if any(sign in text for sign in (delimiter, '"', "\n")):
        raise ValueError(f"{text!r} needs quotation marks around the cell")
    return text


def _row_is_there(row: str) -> object:
    """Tell whether a row of one bare cell would still be one: an empty line is none."""
    return bool(row)
