"""Which paragraphs of the input changed, into what, and which fixes are bound up with them.

Offsets are code points of the input.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from cleanup.text.areas import Area, Areas
from cleanup.text.edits import Made, Piece
from cleanup.text.snapshot import Snapshot


def changed_forms(snapshot: Snapshot, areas: Areas, fixes: Iterable[int]) -> dict[Area, str]:
    """Return the areas that some fixes have an edit in, each with what now stands in its place."""
    wanted = set(fixes)
    made = [p for p in snapshot.pieces if isinstance(p, Made) and not p.fixes.isdisjoint(wanted)]
    changed = list(dict.fromkeys(area for _, area in _meetings(made, areas)))
    parts: dict[Area, list[str]] = {area: [] for area in changed}
    for piece, area in _meetings(snapshot.pieces, changed):
        if isinstance(piece, Made):
            parts[area].append(piece.text)
        else:
            low, high = max(piece.start, area[0]), min(piece.end, area[1])
            parts[area].append(snapshot.document.text[low:high])
    return {area: "".join(found) for area, found in parts.items()}


def bound_up(snapshot: Snapshot, areas: Sequence[Area]) -> set[int]:
    """Return the fixes with an edit in the areas, and those that share a change with them."""
    made = [p for p in snapshot.pieces if isinstance(p, Made)]
    fixes = {n for piece, _ in _meetings(made, areas) for n in _fixes(piece)}
    while True:
        more = {n for p in made if not p.fixes.isdisjoint(fixes) for n in p.fixes}
        if more <= fixes:
            return fixes
        fixes |= more


def _fixes(piece: Piece) -> frozenset[int]:
    return piece.fixes if isinstance(piece, Made) else frozenset()


def _meetings(
    pieces: Iterable[Piece], areas: Sequence[Area] | Areas
) -> Iterator[tuple[Piece, Area]]:
    """Yield each piece with each area for some of which it stands, in one pass over both."""
    first = 0
    for piece in pieces:
        first = at = bisect_left(areas, piece.start, lo=first, key=itemgetter(1))
        while at < len(areas) and areas[at][0] <= piece.end:
            start, end = areas[at]
            inserted = piece.start == piece.end and start <= piece.start <= end
            if inserted or (piece.start < end and piece.end > start):
                yield piece, areas[at]
            at += 1
