"""Paragraphs with the space behind them: together they are the whole text.

Offsets are code points, end exclusive.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from cleanup.text.edits import Edit
from cleanup.text.snapshot import Snapshot

Area = tuple[int, int]


class Areas:
    """The paragraphs of a snapshot, each with the space behind it, by number.

    They are kept for as long as a text is planned: bare numbers take a tenth of what pairs do.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        starts = (start for start, _ in snapshot.paragraphs[1:])
        self._borders = array("q", (0, *starts, len(snapshot.text)))

    def __len__(self) -> int:
        return len(self._borders) - 1

    def __getitem__(self, number: int) -> Area:
        return self._borders[number], self._borders[number + 1]


def touched(snapshot: Snapshot, edits: Sequence[Edit]) -> list[Area]:
    """Return where edits led to a snapshot: areas they were made in, and those beside them.

    Areas that follow one another come as one; what is inserted at the very end of the text belongs
    to the last.
    """
    spans: list[Area] = []
    found, size = snapshot.paragraphs, len(snapshot.text)
    last = max(0, len(found) - 1)
    for number in sorted(_numbers(snapshot, edits, last)):
        start = found[number][0] if number else 0
        end = found[number + 1][0] if number < last else size + 1
        if spans and spans[-1][1] == start:
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


def _numbers(snapshot: Snapshot, edits: Sequence[Edit], last: int) -> set[int]:
    """Return the numbers of those areas."""
    numbers: set[int] = set()
    shift = 0
    for edit in edits:
        start = edit.start + shift
        shift += len(edit.new) - (edit.end - edit.start)
        low = snapshot.paragraph_number(start) - 1
        high = snapshot.paragraph_number(edit.end + shift) + 1
        numbers.update(range(max(0, low), min(last, high) + 1))
    return numbers
