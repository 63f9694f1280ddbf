"""The roles of a paragraph's quotation marks: a balanced parse of least cost.

Exact over the stack of open marks: a state is the families that stand open, and for each state the
cheapest ways to reach it are kept, enough to tell by how much the best parse leads over the next
one whose errors are others. Linear in the number of marks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from cleanup.detect.marks import Mark
from cleanup.start.data import dataclass

_KEPT = 3  # ways kept for each state, of different errors: at the end two of them must be left

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
    """A way to read the marks so far: its last role, and what stands for its errors."""

    cost: int
    role: str
    before: _Way | None
    errors: int = 0


Stack = tuple[Frame, ...]
Refused = frozenset[tuple[int, str]]
"""Roles that marks must not take, by the number of the mark."""


def parse(
    marks: Sequence[Mark],
    weights: Mapping[str, int],
    incoming: Stack = (),
    *,
    may_stay_open: bool = False,
    refused: Refused = frozenset(),
) -> Parse:
    """Return the cheapest parse of the marks of one paragraph.

    `incoming` stands open from the paragraph before; `may_stay_open` says that the next paragraph
    goes on with what is open at the end. `refused` roles are not taken: what that costs more than
    the cheapest parse is the margin of those roles.
    """
    states: dict[Stack, list[_Way]] = {incoming: [_Way(0, "", None)]}
    heads = _heads(marks)
    for number, mark in enumerate(marks):
        barred = {role for n, role in refused if n == number}
        states = _advanced(states, mark, heads[number], weights, barred)
        states = _pruned(states, weights["beyond"])
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
        elif _repaired(made, heads) != _repaired(best, heads):
            return Parse(best.roles, best.partners, best.errors, best.cost, cost - best.cost)
    assert best is not None
    return Parse(best.roles, best.partners, best.errors, best.cost, weights["beyond"])


def _heads(marks: Sequence[Mark]) -> list[int]:
    """Return for each mark the first of the row of equal ones that it stands in."""
    heads: list[int] = []
    for number, mark in enumerate(marks):
        heads.append(heads[-1] if mark.twin and heads else number)
    return heads


def _repaired(parse: Parse, heads: Sequence[int]) -> set[tuple[str, int]]:
    """Return what a repair would touch, the same for parses that are repaired alike.

    An unclosed mark is as spurious as any, and of two that stand side by side either may go.
    """
    lone = ("spurious", "unclosed")
    return {("lone", heads[n]) if kind in lone else (kind, n) for kind, n in parse.errors}


def _advanced(
    states: Mapping[Stack, list[_Way]],
    mark: Mark,
    head: int,
    weights: Mapping[str, int],
    barred: Collection[str],
) -> dict[Stack, list[_Way]]:
    new: dict[Stack, list[_Way]] = {}
    for stack, ways in states.items():
        for role, cost, after in _choices(mark, stack, weights):
            if role in barred:
                continue
            into = new.setdefault(after, [])
            wrong = _error(mark, head, role, stack)
            for way in ways:
                errors = hash((way.errors, wrong)) if wrong else way.errors
                into.append(_Way(way.cost + cost, role, way, errors))
    return new


def _pruned(states: dict[Stack, list[_Way]], beyond: int) -> dict[Stack, list[_Way]]:
    least = min(way.cost for ways in states.values() for way in ways)
    kept: dict[Stack, list[_Way]] = {}
    for stack, ways in states.items():
        ways.sort(key=lambda way: way.cost)
        near: list[_Way] = []
        for way in ways:
            if len(near) == _KEPT or way.cost > least + beyond:
                break
            if all(way.errors != other.errors for other in near):
                near.append(way)
        if near:
            kept[stack] = near
    return kept


def _error(mark: Mark, head: int, role: str, stack: Stack) -> int:
    """Return a number for what is wrong with a mark in this role, 0 where nothing is."""
    if role == SPURIOUS:
        return 4 * head + 4
    against = (role == OPEN and not mark.opens) or (role == CLOSE and not mark.closes)
    mixed = role == CLOSE and stack[-1].family != mark.family
    return 4 * head + 4 + against + 2 * mixed if against or mixed else 0


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
