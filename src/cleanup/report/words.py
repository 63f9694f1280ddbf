"""Changes as a reader takes them in: whole words, old and new."""

from __future__ import annotations

import unicodedata

from cleanup.report.reasons import is_style
from cleanup.results import Plan
from cleanup.start.data import dataclass

# Scripts without spaces would make a word of a whole sentence.
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Swap:
    """Old words and new words, with the changes (positions in `Plan.changes`) they hold.

    `start` and `end` are code points of the input, end exclusive: `source[start:end] == old`.
    `quiet` tells that one space became another by convention: the new one is all there is to see.
    """

    start: int
    end: int
    old: str
    new: str
    changes: tuple[int, ...]
    quiet: bool = False


def swaps(plan: Plan) -> tuple[Swap, ...]:
    """Return the changes of a plan widened to whole words, in order and without overlap.

    Changes inside the same word become one swap; others stay apart, also where they touch.
    """
    found: list[tuple[int, int, int]] = []  # start, end, first change; the last is the next's - 1
    for number, change in enumerate(plan.changes):
        start, end = _widened(plan.source, change.start, change.end, change.old, change.new)
        first = number
        while found and found[-1][1] > start:
            low, high, first = found.pop()
            start, end = min(low, start), max(high, end)
        found.append((start, end, first))
    stops = [*(first for _, _, first in found), len(plan.changes)][1:]
    return tuple(
        _swap(plan, start, end, range(first, stop))
        for (start, end, first), stop in zip(found, stops, strict=True)
    )


def _swap(plan: Plan, start: int, end: int, numbers: range) -> Swap:
    first, last = plan.changes[numbers[0]], plan.changes[numbers[-1]]
    new = plan.text[first.out_start - (first.start - start) : last.out_end + (end - last.end)]
    old = plan.source[start:end]
    quiet = old.isspace() and new.isspace() and all(is_style(plan, n) for n in numbers)
    return Swap(start, end, old, new, tuple(numbers), quiet)


def _widened(source: str, start: int, end: int, old: str, new: str) -> tuple[int, int]:
    """Return the span with the rest of a word it cuts, where a word stands in old or new there."""
    low, high = start, end
    if _in_word(old[:1]) or _in_word(new[:1]):
        while _in_word(source[low - 1 : low]):
            low -= 1
    if _in_word(old[-1:]) or _in_word(new[-1:]):
        while _in_word(source[high : high + 1]):
            high += 1
    return (low if start - low <= _LONGEST else start), (high if high - end <= _LONGEST else end)


def _in_word(char: str) -> bool:
    """Tell whether a character is a letter, a digit or a mark that combines with one."""
    return char != "" and (char.isalnum() or unicodedata.category(char)[0] == "M")
