"""Numbers that come more than once, such as those that stand for the sentences of a long text."""

from __future__ import annotations

from array import array
from collections import Counter

_FEW = 10_000  # numbers of which a set is small
_ROOM = 8  # slots for each number: one of eight that stand alone shares its slot with another


def again(numbers: array[int]) -> set[int]:
    """Return the numbers that stand in an array more than once: of most texts, none.

    Of many, only those that may are counted, so that it takes a few bytes for each of the others.
    """
    if len(numbers) < _FEW and len(set(numbers)) == len(numbers):
        return set()
    size = _ROOM * len(numbers) + 1
    met = bytearray(size)
    for number in numbers:
        slot = number % size
        if met[slot] < 2:
            met[slot] += 1
    counts = Counter(number for number in numbers if met[number % size] > 1)
    return {number for number, count in counts.items() if count > 1}
