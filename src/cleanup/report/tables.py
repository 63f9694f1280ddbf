"""The end of the report in a terminal: counts by rule and by family, errors, the run in a line."""

from __future__ import annotations

from collections.abc import Sequence

from cleanup.report.invisible import one_line
from cleanup.report.screen import Line, cells, hang, link, table, wrap
from cleanup.report.summary import Row, Tally, sentence


def tables(tally: Tally, errors: Sequence[str], width: int, *, links: bool) -> list[Line]:
    """Return the lines, at most `width` columns wide where a name can be shortened to that."""
    rules, families = tally.by_rule(), tally.by_family()
    lines: list[Line] = []
    if rules:
        lines = [*_by_rule(rules, width, links), []]
    if 1 < len(families) < len(rules):  # else it would say the same again
        lines += [*_by_family(families), []]
    if errors:
        lines.append([("set aside", "bold red")])
        for error in errors:
            lines.extend(hang([(one_line(error), "")], width, "  ", "      "))
        lines.append([])
    count: Line = [(sentence(tally.totals(len(errors))), "bold")]
    return [*lines, *wrap(count, width, "")]


def _by_rule(rules: Sequence[Row], width: int, links: bool) -> list[Line]:
    head = ("rule", "name", "family", "applied", "left")
    rows = [head, *((row.code, row.name, row.family, *_counts(row)) for row in rules)]
    flat = [tuple(map(one_line, row)) for row in rows]
    wide = _width(flat)
    if wide > width:  # the family can be seen by the code
        flat = [(code, name, *counts) for code, name, _, *counts in flat]
        room = max(8, max(cells(row[1]) for row in flat) - max(0, _width(flat) - width))
        flat = [(code, _cut(name, room), *counts) for code, name, *counts in flat]
    return table(flat, 2, link if links else None)


def _by_family(families: Sequence[Row]) -> list[Line]:
    rows = [("family", "applied", "left")]
    rows += [(one_line(row.family), *_counts(row)) for row in families]
    return table(rows, 2)


def _counts(row: Row) -> tuple[str, str]:
    return f"{row.applied:,}", f"{row.left:,}"


def _width(rows: Sequence[Sequence[str]]) -> int:
    columns = range(len(rows[0]))
    return sum(max(cells(row[i]) for row in rows) for i in columns) + 2 * (len(columns) - 1)


def _cut(name: str, room: int) -> str:
    return name if cells(name) <= room else f"{name[: room - 1]}…"
