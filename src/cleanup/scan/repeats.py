"""Words that stand beside themselves: runs that repeat, with a period of one word or more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import eq

from cleanup.start.expressions import expression

LONGEST = 12  # words of the longest phrase that is found beside itself
CHUNK = expression(r"[,.]*[^\s,.]\S*")  # what stands between spaces and is more than its marks


def unmarked(text: str) -> str:
    """Return a text in lower case without commas and full stops, as `repeats` reads it."""
    return text.lower().replace(",", "").replace(".", "")


def repeats(words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield runs that repeat: first word, period, and how many words equal the one a period on.

    What lies wholly in a run of a shorter period is left out: it is the same run.
    """
    owner: dict[int, int] = {}
    runs = 0
    for period in range(1, min(LONGEST, len(words) // 2) + 1):
        sample = words[::period]
        same = bytes(map(eq, sample, sample[1:]))
        done = 0
        at = same.find(1)
        while at >= 0:
            place = at * period
            if place >= done:
                start, end = _extent(words, place, period, done)
                done = end
                last = end + period - 1
                if end - start >= period and owner.get(start, 0) != owner.get(last, -1):
                    runs += 1
                    owner.update(dict.fromkeys(range(start, last + 1), runs))
                    yield start, period, end - start
            at = same.find(1, at + 1)


def _extent(words: Sequence[str], place: int, period: int, low: int) -> tuple[int, int]:
    """Return the widest span around `place` of words that equal the one a period on."""
    start = end = place
    while start > low and words[start - 1] == words[start - 1 + period]:
        start -= 1
    while end + period < len(words) and words[end] == words[end + period]:
        end += 1
    return start, end
