"""What a person decides about in the HTML page: repairs, and findings that wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleanup.report.reasons import is_style
from cleanup.results import Applicability, Finding, Plan
from cleanup.start.data import dataclass, replace

# So much of a place is marked, in code points; a finding may be about a whole document.
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Item:
    """Changes that stand or fall together, or one finding that was not applied.

    `number` counts from 1 in the document, style last. `changes` and `findings` are positions in
    the plan; an item without changes waits for a person. `start` and `end` are where it begins
    and what of it is marked, in code points of the input. `offer` tells that there is something
    to accept; `rivals` are the numbers of the items of which only one can be accepted.
    """

    number: int
    changes: tuple[int, ...]
    findings: tuple[int, ...]
    start: int
    end: int
    rank: Applicability
    style: bool = False
    offer: bool = True
    rivals: tuple[int, ...] = ()


def items(plan: Plan) -> tuple[Item, ...]:
    """Return all items of a plan by number: in the order of their places, style last."""
    found = [*_made(plan), *_waiting(plan)]
    found.sort(key=lambda item: (item.style, item.start, item.end, item.findings))
    numbered = [replace(item, number=number) for number, item in enumerate(found, 1)]
    return tuple(_with_rivals(plan, numbered))


def _made(plan: Plan) -> Iterator[Item]:
    for unit in plan.units():
        changes = tuple(sorted(unit))
        fixes = {fix for n in changes for fix in plan.changes[n].fixes}
        first = plan.changes[changes[0]]
        style = all(is_style(plan, n) for n in changes)
        ranks = {plan.applicability(plan.changes[n]) for n in changes}
        rank = max(ranks, key=("safe", "unsafe", "manual").index)
        yield Item(0, changes, tuple(sorted(fixes)), first.start, first.end, rank, style)


def _waiting(plan: Plan) -> Iterator[Item]:
    for number, finding in enumerate(plan.findings):
        if not finding.applied:
            end = min(finding.end, finding.start + _LONGEST)
            rank = finding.applicability
            yield Item(0, (), (number,), finding.start, end, rank, offer=_offers(finding))


def _offers(finding: Finding) -> bool:
    return finding.suggestion is not None and not finding.held


def _with_rivals(plan: Plan, found: Sequence[Item]) -> Iterator[Item]:
    """Yield the items with those whose offers stand in the same place."""
    open_: list[tuple[Item, int, int]] = []
    rivals: dict[int, list[int]] = {}
    for item in found:
        if item.changes or not item.offer:
            continue
        start, end = _span(plan, item)
        open_ = [one for one in open_ if one[2] > start or one[1:] == (start, end)]
        for other, _, _ in open_:
            rivals.setdefault(other.number, []).append(item.number)
            rivals.setdefault(item.number, []).append(other.number)
        open_.append((item, start, end))
    for item in found:
        yield replace(item, rivals=tuple(rivals.get(item.number, ())))


def _span(plan: Plan, item: Item) -> tuple[int, int]:
    finding = plan.findings[item.findings[0]]
    return finding.start, finding.end
