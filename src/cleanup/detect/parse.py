"""The roles of a paragraph's quotation marks: a balanced parse of least cost.

Exact over the stack of open marks: a state is the families that stand open, and for each state the
cheapest ways to reach it are kept, enough to tell by how much the best parse leads over the next
one whose errors are others. Linear in the number of marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cleanup.detect.marks import Mark

_KEPT = 3  # ways kept for each state: the best, and two whose errors may differ

OPEN = "open"
CLOSE = "close"
AGAIN = "again"
SPURIOUS = "spurious"
PRIME = "prime"
APOSTROPHE = "apostrophe"


class Frame(NamedTuple):
    """A quotation that stands open: the family of its mark, and whether it points the wrong way."""

    family: str
    against: bool = False


@dataclass(frozen=True, slots=True)
class Parse:
    """The roles of all marks.

    `partners` holds for each mark the number of the mark it pairs with, -1 without one. `errors`
    are what is wrong: (`spurious` | `against` | `mixed` | `unclosed`, number of the mark).
    `margin` is how much more the next parse with other errors costs.
    """

    roles: tuple[str, ...]
    partners: tuple[int, ...]
    errors: tuple[tuple[str, int], ...]
    cost: int
    margin: int = 0

    @property
    def open_at_end(self) -> int:
        """The number of the outermost mark left open at the end, -1 where all are closed."""
        return next((n for kind, n in self.errors if kind == "unclosed"), -1)


class _Way(NamedTuple):
    cost: int
    role: str
    before: _Way | None


Stack = tuple[Frame, ...]


def parse(
    marks: Sequence[Mark],
    weights: Mapping[str, int],
    incoming: Stack = (),
    *,
    may_stay_open: bool = False,
) -> Parse:
    """Return the cheapest parse of the marks of one paragraph.

    `incoming` stands open from the paragraph before; `may_stay_open` says that the next paragraph
    goes on with what is open at the end.
    """
    states: dict[Stack, list[_Way]] = {incoming: [_Way(0, "", None)]}
    for mark in marks:
        states = _pruned(_advanced(states, mark, weights), weights["beyond"])
    ends: list[tuple[int, _Way]] = []
    free = 1 if may_stay_open else 0
    for stack, ways in states.items():
        unclosed = max(0, len(stack) - free) * weights["unclosed"]
        missing = weights["unclosed"] if may_stay_open and not stack else 0
        ends += [(way.cost + unclosed + missing, way) for way in ways]
    ends.sort(key=lambda end: end[0])
    best: Parse | None = None
    for cost, way in ends:
        made = _replayed(marks, way, incoming, cost, free)
        if best is None:
            best = made
        elif _lone(made) != _lone(best):
            return Parse(best.roles, best.partners, best.errors, best.cost, cost - best.cost)
    assert best is not None
    return Parse(best.roles, best.partners, best.errors, best.cost, weights["beyond"])


def _lone(parse: Parse) -> set[tuple[str, int]]:
    """Return the errors with unclosed marks as spurious: the repair would be the same."""
    return {("spurious" if kind == "unclosed" else kind, n) for kind, n in parse.errors}


def _advanced(
    states: Mapping[Stack, list[_Way]], mark: Mark, weights: Mapping[str, int]
) -> dict[Stack, list[_Way]]:
    new: dict[Stack, list[_Way]] = {}
    for stack, ways in states.items():
        for role, cost, after in _choices(mark, stack, weights):
            into = new.setdefault(after, [])
            into += [_Way(way.cost + cost, role, way) for way in ways]
    return new


def _pruned(states: dict[Stack, list[_Way]], beyond: int) -> dict[Stack, list[_Way]]:
    least = min(way.cost for ways in states.values() for way in ways)
    kept: dict[Stack, list[_Way]] = {}
    for stack, ways in states.items():
        ways.sort(key=lambda way: way.cost)
        near = [way for way in ways[:_KEPT] if way.cost <= least + beyond]
        if near:
            kept[stack] = near
    return kept


def _choices(
    mark: Mark, stack: Stack, weights: Mapping[str, int]
) -> Iterator[tuple[str, int, Stack]]:
    """Yield each role the mark can take, its cost, and the stack behind it."""
    yield SPURIOUS, weights["spurious"], stack
    if mark.glued == "digit" and mark.char in '"”':
        yield PRIME, weights["prime"], stack
    if mark.glued == "letters":
        yield APOSTROPHE, weights["apostrophe"], stack
    if len(stack) < weights["depth"]:
        cost = _direction(mark.opens, mark.opening, weights["against"], weights)
        if any(frame.family == mark.family for frame in stack):
            cost += weights["nested"]
        yield OPEN, cost, (*stack, Frame(mark.family, not mark.opens))
    if stack:
        frame = stack[-1]
        wrong = weights["against_pair"] if frame.against else weights["against"]
        cost = _direction(mark.closes, mark.closing, wrong, weights)
        if frame.family != mark.family:
            cost += weights["mixed"]
        yield CLOSE, cost, stack[:-1]
        if mark.first and mark.family == frame.family and len(stack) == 1:
            yield AGAIN, 0, stack


def _direction(natural: bool, evidence: int, against: int, weights: Mapping[str, int]) -> int:
    """Return the cost of a mark's direction: what points the wrong way needs its surroundings."""
    if natural:
        return weights["context"] * (3 - evidence)
    return against + weights["context_against"] * (3 - evidence)


def _replayed(marks: Sequence[Mark], way: _Way, incoming: Stack, cost: int, free: int) -> Parse:
    """Return the parse of a way, walked from its end: who pairs with whom, and what is wrong."""
    roles: list[str] = []
    at: _Way | None = way
    while at is not None and at.before is not None:
        roles.append(at.role)
        at = at.before
    roles.reverse()
    partners = [-1] * len(marks)
    opened = [-1] * len(incoming)
    families = [frame.family for frame in incoming]
    errors: list[tuple[str, int]] = []
    for number, (mark, role) in enumerate(zip(marks, roles, strict=True)):
        if role == OPEN:
            opened.append(number)
            families.append(mark.family)
        elif role == CLOSE:
            other = opened.pop()
            if families.pop() != mark.family:
                errors.append(("mixed", number))
            if other >= 0:
                partners[number], partners[other] = other, number
        if role == SPURIOUS:
            errors.append(("spurious", number))
        elif (role == OPEN and not mark.opens) or (role == CLOSE and not mark.closes):
            errors.append(("against", number))
    errors += [("unclosed", number) for number in opened[free:] if number >= 0]
    return Parse(tuple(roles), tuple(partners), tuple(errors), cost)
