"""Spans by their places: which of many touch another is found without a look at them all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import attrgetter
from typing import Generic, Protocol, TypeVar


class Spanning(Protocol):
    """What begins and ends somewhere in a text, in code points, end exclusive."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


S = TypeVar("S", bound=Spanning)
_START = attrgetter("start")


class Reach(Generic[S]):
    """Spans in order, those of about one length together: one that is wide hides no others."""

    def __init__(self, spans: Iterable[S]) -> None:
        self._alike: dict[int, list[S]] = {}
        for span in sorted(spans, key=_START):
            self._alike.setdefault((span.end - span.start).bit_length(), []).append(span)

    def touching(self, start: int, end: int) -> list[S]:
        """Return those that touch a span, in the order of their starts."""
        found: list[S] = []
        for bits, spans in self._alike.items():
            low = bisect_left(spans, start - (1 << bits), key=_START)
            high = bisect_right(spans, end, lo=low, key=_START)
            found += [span for span in spans[low:high] if span.end >= start]
        return sorted(found, key=_START) if len(self._alike) > 1 else found

    def covers(self, start: int, end: int) -> bool:
        """Tell whether one of them holds all of a span."""
        return any(s.start <= start and s.end >= end for s in self.touching(start, end))
