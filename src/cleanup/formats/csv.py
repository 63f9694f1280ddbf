"""Tables with commas, semicolons, tabs or bars: the columns that are named are prose.

The first row names the columns; `#2` is the second column of a table without names. Each row is a
document of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice

from cleanup.errors import ConfigError, FileError
from cleanup.files import shown
from cleanup.formats import Asked
from cleanup.formats.csvscan import Cell, Row, rows, value
from cleanup.formats.faults import Faults
from cleanup.formats.plain import Plain
from cleanup.formats.spliced import Nature, Woven, open_plain, weave
from cleanup.formats.weaver import Weaver
from cleanup.start.data import replace
from cleanup.start.expressions import expression
from cleanup.text.document import Record

_DELIMITERS = "\t;|,"  # the comma last: it stands in prose too
_SAMPLE = 20  # rows that are looked at, and names that are told
_LONG = 40  # code points of a name that are told
_NUMBER = expression(r"#([1-9][0-9]*)")
_LANGUAGE = ("lang", "language")
_TAG = expression(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


def read(data: bytes, path: str, encoding: str | None, asked: Asked) -> Woven:
    """Return the source of a table.

    Raises FileError for bytes that are no text or a column that is not there, ConfigError where
    no column is named. Rows that are broken or too short are among the faults of the source.
    """
    plain = open_plain(data, path, encoding)
    if not asked.fields:
        there = _there(max((_first_rows(plain, one)[0] for one in _delimiters(path)), key=len))
        reason = f"name the columns that are prose with --field NAME ({there})"
        raise ConfigError(f"{shown(path)}: {reason}")
    delimiter, columns = _columns(plain, asked.fields)
    return _Table(plain, delimiter, columns).source(asked.fields)


def _columns(plain: Plain, fields: tuple[str, ...]) -> tuple[str, dict[int, str]]:
    """Return the delimiter and the columns, from their numbers to their names.

    Of several delimiters the one counts with which the first row has the columns, most rows are as
    long as the first, and that has most cells.
    """
    best: tuple[tuple[int, int], str, dict[int, str]] | None = None
    known: list[str] = []
    delimiters = _delimiters(plain.path)
    for delimiter in delimiters:
        names, alike = _first_rows(plain, delimiter)
        known = max(known, names, key=len)
        columns = _numbers(names, fields)
        rank = (alike if len(names) > 1 else 0, len(names))
        if len(columns) == len(set(fields)) and (best is None or rank > best[0]):
            best = rank, delimiter, columns
    if best is not None:
        return delimiters[-1] if best[0] == (0, 1) else best[1], best[2]
    missed = next(f for f in fields if not _numbers(known, (f,))) if known else fields[0]
    reason = f"there is no column {missed!r} ({_there(known)})"
    raise FileError(f"{shown(plain.path)}:1: {reason}")


def _delimiters(path: str) -> str:
    """Return what may stand between the cells of a table with this name."""
    tabs = path.lower().endswith((".tsv", ".tab", ".tsv.gz", ".tsv.zst"))
    return "\t" if tabs else _DELIMITERS


def _there(names: list[str]) -> str:
    """Say which columns there are, but for the empty names and the hundredth."""
    shortened = [
        shown(name if len(name) <= _LONG else f"{name[:_LONG]}…") for name in names if name
    ]
    more = ", …" if len(shortened) > _SAMPLE else ""
    return f"there are: {', '.join(shortened[:_SAMPLE])}{more}" if shortened else "there are none"


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
        shape = partial(_shape, self.delimiter) if self.weaver.frames else None
        nature = Nature("csv", write, shape, lines=True)
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
        if self._is_fragile(row):
            self.weaver.frames.append((row.low, row.high))

    def _is_fragile(self, row: Row) -> bool:
        """Tell whether other words in the bare cells of a row could make it another row."""
        text = self.plain.document.text
        bare = [row.cells[column] for column in self.columns if not row.cells[column].quoted]
        alone = len(row.cells) == 1
        return any(alone or '"' in text[cell.low : cell.high] for cell in bare)

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


def _shape(delimiter: str, row: str) -> object:
    """Return which cells of a row have quotation marks around them; an empty line is no row.

    Where a mark stands in a bare cell, what stood before it must not go.
    """
    return [[cell.quoted for cell in one.cells] for one in rows(row, delimiter)]
