"""Places of a text that were found before it was edited, where they are now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleanup.text.edits import Edit


class Gap(NamedTuple):
    """A stretch that edits left alone: where it began and ended before, and how far it moved."""

    start: int
    end: int
    shift: int


def gaps(edits: Iterable[Edit], spans: Iterable[tuple[int, int]], size: int) -> Iterator[Gap]:
    """Yield the stretches of a text of so many code points that no span covers.

    The edits led to the text and lie in the spans; both are in order. Spans are of the text as it
    is, edits of the text as it was.
    """
    rest = iter(edits)
    edit = next(rest, None)
    at = shift = 0
    for start, end in [*spans, (size, size)]:
        if at < start:
            yield Gap(at - shift, start - shift, shift)
        while edit and edit.start + shift < end:
            shift += len(edit.new) - (edit.end - edit.start)
            edit = next(rest, None)
        at = end


def moved(places: Iterable[int], stretches: Sequence[Gap]) -> Iterator[int]:
    """Yield where those places are now, in their order, that are in one of the stretches."""
    rest = iter(stretches)
    gap = next(rest, None)
    for place in places:
        while gap and place >= gap.end:
            gap = next(rest, None)
        if gap is None:
            return
        if place >= gap.start:
            yield place + gap.shift
