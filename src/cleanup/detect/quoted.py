"""The quotations of a document: each paragraph with marks, parsed, and linked to its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from cleanup.detect.marks import FAMILIES, Mark, moved, read_marks
from cleanup.detect.parse import CLOSE, OPEN, Frame, Parse, Refused, Stack, parse
from cleanup.expressions import expression
from cleanup.view import View

_MARKS = expression(f"[{''.join(FAMILIES)}]")
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


def quotations(view: View) -> dict[int, Quoted]:
    """Return the parsed paragraphs that have marks, by number. Worked out once for a view."""
    return view.once("quotations", _read)


def _read(view: View) -> dict[int, Quoted]:
    spans = view.snapshot.paragraphs
    hits: dict[int, list[int]] = {}
    number = 0
    for match in _MARKS.finditer(view.text):
        at = match.start()
        while number + 1 < len(spans) and spans[number + 1][0] <= at:
            number += 1
        hits.setdefault(number, []).append(at)
    marks: dict[int, tuple[Mark, ...]] = {}
    for number, places in hits.items():
        found = _marks(view, *spans[number], places)
        if found:
            marks[number] = found
    return _linked(view, marks)


def _marks(view: View, start: int, end: int, places: Sequence[int]) -> tuple[Mark, ...]:
    """Return the marks of a paragraph; those of one that only moved are moved."""
    text, snapshot = view.text, view.snapshot
    shields = tuple((p.start - start, p.end - start, p.kind) for p in snapshot.imposed(start, end))

    def read() -> tuple[int, tuple[Mark, ...]]:
        kept = snapshot.protected(start, end)
        return start, tuple(read_marks(text, start, end, places, view.pack, kept))

    key = ("marks", view.pack.code, text[start:end], shields)
    first, marks = view.remembered(key, read)
    return marks if first == start else tuple(moved(mark, start - first) for mark in marks)


def _linked(view: View, marks: dict[int, tuple[Mark, ...]]) -> dict[int, Quoted]:
    """Parse the paragraphs in order, each knowing what the one before left open."""
    done: dict[int, Quoted] = {}
    incoming: Stack = ()
    for number, own in marks.items():
        start, end = view.snapshot.paragraphs[number]
        found = _parsed(view, own, incoming)
        frame = _left_open(own, found) or (incoming[0] if incoming else None)
        goes_on = False
        if frame is not None and _goes_on(view, number, marks, frame):
            opened = _parsed(view, own, incoming, may_stay_open=True)
            goes_on = opened.cost <= found.cost
            found = opened if goes_on else found
        done[number] = Quoted(number, start, end, own, found, goes_on, incoming)
        incoming = (frame,) if goes_on and frame else ()
    return done


def _parsed(
    view: View, marks: tuple[Mark, ...], incoming: Stack, *, may_stay_open: bool = False
) -> Parse:
    weights = view.weights["parse"]
    if not incoming and not may_stay_open and _plain(marks):
        return _alternating(len(marks), weights["beyond"])
    key = tuple(mark[1:] for mark in marks)
    return view.remembered(
        ("parse", view.pack.code, key, incoming, may_stay_open),
        lambda: parse(marks, weights, incoming, may_stay_open=may_stay_open),
    )


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


def _goes_on(view: View, number: int, marks: dict[int, tuple[Mark, ...]], frame: Frame) -> bool:
    """Tell whether a quotation left open in a paragraph goes on behind it.

    The next paragraph begins with the opening mark again (French, English), or with the closing
    one (Spanish, older French), or a later one closes what nothing in it opened.
    """
    last = len(view.snapshot.paragraphs) - 1
    for later in range(number + 1, min(last, number + _REACH) + 1):
        own = marks.get(later)
        if own is None:
            continue
        head = own[0]
        if later == number + 1 and head.first and head.family == frame.family:
            return True
        closed = _parsed(view, own, (frame,))
        alone = _parsed(view, own, ())
        return closed.cost < alone.cost and CLOSE in closed.roles
    return False
