"""Where a finding stands, as compilers write it. Apart, so that `lint` need not import a report."""

from __future__ import annotations

from cleanup.report.invisible import one_line
from cleanup.results import Entry


def place(entry: Entry, offset: int) -> str:
    """Return `path:line:column` of an offset of the input, fit for one line of a terminal."""
    spot = entry.locate(offset)
    return f"{one_line(entry.path)}:{spot.line}:{spot.column}"
