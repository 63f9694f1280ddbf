"""The quotations of a document: each paragraph with marks, parsed, and linked to its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from cleanup.detect.marks import Mark, moved, read_marks, without_ornaments
from cleanup.detect.parse import CLOSE, OPEN, Frame, Parse, Refused, Stack, parse
from cleanup.detect.view import View
from cleanup.detect.wellset import wellset

_REACH = 6  # paragraphs without marks that a quotation may run through
FEW = 4  # errors of a paragraph; with more of them no single mark can be told
_SOME = 40  # marks of a paragraph that may be parsed once more for each repair


class Lead(NamedTuple):
    """How clearly a reading leads: by its margin, as a share of the largest, and whether enough."""

    margin: int
    confidence: float
    decided: bool


class Quoted(NamedTuple):
    """A paragraph (`start:end`, its number among all) with its marks and their parse."""

    number: int
    start: int
    end: int
    marks: tuple[Mark, ...]
    parse: Parse
    goes_on: bool = False
    incoming: Stack = ()

    def lead(self, view: View, *roles: Iterable[tuple[int, str]], least: str = "decided") -> Lead:
        """Return by how much the parse leads the next one in which a repair would be another.

        That is its margin; where it leads another repair of the paragraph by little, `roles` tell
        of this one: sets of marks with their roles, of which each set is refused in turn. `least`
        names the weight that is the least lead.
        """
        weights, margin = view.weights["parse"], self.parse.margin
        few = len(self.parse.errors) <= FEW and len(self.marks) <= _SOME
        if roles and few and margin < weights["decided"]:
            others = (self._without(weights, frozenset(refused)) for refused in roles)
            margin = min(min(others) - self.parse.cost, weights["beyond"])
        return Lead(margin, margin / weights["beyond"], margin >= weights[least])

    def _without(self, weights: Mapping[str, int], refused: Refused) -> int:
        open_ = self.goes_on
        found = parse(self.marks, weights, self.incoming, may_stay_open=open_, refused=refused)
        return found.cost

    def quotes(self, at: int) -> bool:
        """Tell whether a place lies inside a quotation."""
        for number, role in enumerate(self.parse.roles):
            other = self.parse.partners[number]
            closed = role == OPEN and other >= 0
            if closed and self.marks[number].at < at < self.marks[other].at:
                return True
        return False


class _Reading:
    """The marks of a paragraph that began at `start`, with its parses, by what stood open before.

    It is kept for as long as the paragraph has these words, wherever they stand.
    """

    def __init__(self, start: int, marks: tuple[Mark, ...]) -> None:
        self.start = start
        self.marks = marks
        self._parses: dict[tuple[Stack, bool], Parse] = {}

    def at(self, start: int) -> tuple[Mark, ...]:
        """Return the marks of the paragraph where it begins now."""
        if start == self.start:
            return self.marks
        return tuple(moved(mark, start - self.start) for mark in self.marks)

    def parsed(self, view: View, incoming: Stack, *, may_stay_open: bool = False) -> Parse:
        """Return the parse behind what stands open; it may leave a quotation open itself."""
        key = (incoming, may_stay_open)
        if key not in self._parses:
            weights, marks = view.weights["parse"], self.marks
            if not incoming and not may_stay_open and _plain(marks):
                self._parses[key] = _alternating(len(marks), weights["beyond"])
            else:
                self._parses[key] = parse(marks, weights, incoming, may_stay_open=may_stay_open)
        return self._parses[key]


class Quotations:
    """The paragraphs of a view that have quotation marks, by number.

    Those whose marks are all plainly in order (`wellset`) are read when somebody asks for them, as
    long as nothing was left open before them.
    """

    def __init__(self, view: View) -> None:
        """Find the marks, and read the paragraphs of which not all are in order."""
        self._view = view
        self._marked, odd = _sorted(view)
        self._readings: dict[int, _Reading] = {}
        self._quoted: dict[int, Quoted] = {}
        incoming: Stack = ()
        for number in self._numbers():
            if incoming or number in odd:
                incoming = self._link(number, incoming)
        self.odd = tuple(self._quoted.values())

    def get(self, number: int) -> Quoted | None:
        """Return a paragraph by its number, None where it has no marks."""
        if number not in self._quoted and self._marked.startswith(b"\1", number):
            self._link(number, ())
        return self._quoted.get(number)

    def plain(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs of the paragraphs that are in order: where they open and close.

        Straight ones are left out.
        """
        read = {quoted.number for quoted in self.odd}
        text = self._view.text
        for number, start, end in _found(self._view):
            if self._marked[number] and number not in read and text[start] != '"':
                yield start, end - 1

    def _numbers(self) -> Iterator[int]:
        number = self._marked.find(1)
        while number >= 0:
            yield number
            number = self._marked.find(1, number + 1)

    def _reading(self, number: int) -> _Reading:
        if number not in self._readings:
            span = self._view.snapshot.paragraphs[number]
            self._readings[number] = _read(self._view, *span)
        return self._readings[number]

    def _link(self, number: int, incoming: Stack) -> Stack:
        """Parse a paragraph, knowing what those before left open, and return what it leaves."""
        view, reading = self._view, self._reading(number)
        if not reading.marks:  # all are protected, or ornaments
            self._marked[number] = 0
            return incoming
        found = reading.parsed(view, incoming)
        frame = _left_open(reading.marks, found) or (incoming[0] if incoming else None)
        goes_on = False
        if frame is not None and self._goes_on(number, frame):
            opened = reading.parsed(view, incoming, may_stay_open=True)
            goes_on = opened.cost <= found.cost
            found = opened if goes_on else found
        start, end = view.snapshot.paragraphs[number]
        marks = reading.at(start)
        self._quoted[number] = Quoted(number, start, end, marks, found, goes_on, incoming)
        return (frame,) if goes_on and frame else ()

    def _goes_on(self, number: int, frame: Frame) -> bool:
        """Tell whether a quotation left open in a paragraph goes on behind it.

        The next paragraph begins with the opening mark again (French, English), or with the closing
        one (Spanish, older French), or a later one closes what nothing in it opened.
        """
        last = len(self._view.snapshot.paragraphs) - 1
        for later in range(number + 1, min(last, number + _REACH) + 1):
            if not self._marked[later] or not self._reading(later).marks:
                continue
            reading = self._reading(later)
            head = reading.marks[0]
            if later == number + 1 and head.first and head.family == frame.family:
                return True
            closed = reading.parsed(self._view, (frame,))
            return closed.cost < reading.parsed(self._view, ()).cost and CLOSE in closed.roles
        return False


def quotations(view: View) -> Quotations:
    """Return the paragraphs that have marks. Worked out once for a view."""
    return view.once("quotations", lambda view: Quotations(view.apart()))


def _found(view: View) -> Iterator[tuple[int, int, int]]:
    """Yield the pairs that are plainly in order, and the other marks: paragraph, start and end."""
    pattern = view.always("wellset", lambda: wellset(view.pack))
    spans = view.snapshot.paragraphs
    high, number = -1, 0
    for start, end in map(re.Match.span, pattern.finditer(view.text)):
        if start >= high:
            while number + 1 < len(spans) and spans[number + 1][0] <= start:
                number += 1
            high = spans[number][1]
        yield number, start, end


def _sorted(view: View) -> tuple[bytearray, set[int]]:
    """Return for each paragraph 1 where it has marks, and those that have to be read."""
    snapshot = view.snapshot
    spans = snapshot.paragraphs
    marked = bytearray(len(spans))
    odd: set[int] = set()
    for number, start, end in _found(view):
        low, high = spans[number]
        if not marked[number]:
            marked[number] = 1
            if snapshot.may_protect(low, high):
                odd.add(number)
        if end == start + 1:
            odd.add(number)
        elif end > high:
            last = snapshot.paragraph_number(end - 1)
            marked[last] = 1
            odd |= {number, last}
    return marked, odd


def _read(view: View, start: int, end: int) -> _Reading:
    """Return the reading of a paragraph with marks, worked out once in a run."""
    text, snapshot = view.text, view.snapshot
    shields = tuple((p.start - start, p.end - start, p.kind) for p in snapshot.imposed(start, end))

    def work() -> _Reading:
        read = read_marks(text, start, end, view.pack, snapshot.protected(start, end))
        return _Reading(start, tuple(without_ornaments(read)))

    return view.remembered(("marks", view.pack.code, text[start:end], shields), work)


@lru_cache(maxsize=100)
def _alternating(count: int, margin: int) -> Parse:
    partners = tuple(n + 1 - 2 * (n % 2) for n in range(count))
    return Parse((OPEN, CLOSE) * (count // 2), partners, (), 0, margin)


def _plain(marks: Sequence[Mark]) -> bool:
    """Tell whether the marks open and close by turns, typed as they stand: nothing to decide."""
    if len(marks) % 2:
        return False
    for opening, closing in zip(marks[::2], marks[1::2], strict=True):
        if opening.family != closing.family or opening.opening < 3 or closing.closing < 3:
            return False
        if not (opening.opens and closing.closes):
            return False
        if opening.closes != closing.opens:
            return False
    return True


def _left_open(marks: Sequence[Mark], found: Parse) -> Frame | None:
    """Return the frame of a mark that is never closed in its paragraph, if there is one."""
    number = found.open_at_end
    return Frame(marks[number].family, not marks[number].opens) if number >= 0 else None
