"""Where a finding stands, as compilers write it. Apart, so that `lint` need not import a report."""

from __future__ import annotations

from cleanup.report.invisible import one_line
from cleanup.results import Entry, Location


def place(entry: Entry, offset: int) -> str:
    """Return `path:line:column` of an offset of the input, fit for one line of a terminal."""
    spot = entry.locate(offset)
    return f"{one_line(entry.path)}:{spot.line}:{spot.column}"


def named(spot: Location) -> str:
    """Return line and column, and what readers call the place: `4:6, cue 1 (00:00:01,000)`."""
    known = f", {one_line(spot.where)}" if spot.where else ""
    return f"{spot.line}:{spot.column}{known}"
