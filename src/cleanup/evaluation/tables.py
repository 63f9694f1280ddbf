"""A table of an evaluation and how it is drawn: Markdown with aligned columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleanup.start.data import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table as data: every cell is text, every row as long as the head."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def make_table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """Return a table whose cells are the given values as text."""
    return Table(title, tuple(head), tuple(tuple(str(cell) for cell in row) for row in rows))


def percent(part: int, whole: int) -> str:
    """Return a share in percent with one decimal, `-` where there is nothing to share."""
    return f"{100 * part / whole:.1f}" if whole else "-"


def draw(table: Table) -> str:
    """Return the table as Markdown under its title, without a line end at the end."""
    lines = (table.head, *table.rows)
    widths = [max(len(line[i]) for line in lines) for i in range(len(table.head))]
    drawn = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([f"## {table.title}", drawn[0], rule, *drawn[1:]])
