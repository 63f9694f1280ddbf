"""What a plan did at each gold place, judged by the offsets of its changes.

Changes and gold edits seldom have the same ends: a doubled word can go at its first or its second
place, one change may do the work of two edits or two changes that of one. So changes and edits
that could meet are judged together, by applying the changes there and asking which choice of
wordings gives that text. Equal is what `lenient` calls equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleanup.evaluation.corpus import Gold, Tier
from cleanup.evaluation.outcome import Fate, fold, lenient
from cleanup.start.data import dataclass
from cleanup.text.edits import Change, Edit, apply, trim


@dataclass(frozen=True, slots=True)
class Places:
    """The fate of each gold edit, in order, and the changes that stand outside of them."""

    fates: tuple[Fate, ...]
    outside: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Gold edits (by number) and changes that meet, and the span they may move over."""

    start: int
    end: int
    edits: tuple[int, ...]
    changes: tuple[Change, ...]


def judge_places(
    text: str, edits: Sequence[Gold], changes: Sequence[Change], allowed: Sequence[Tier]
) -> Places:
    """Return what the changes made of the gold edits of a text.

    `allowed` are the tiers that the plan may repair; where two readings of a place are possible,
    the one that repairs these alone is taken.
    """
    folded = fold(text)
    real = [c for c in changes if fold(c.old) != fold(c.new)]
    fates: list[Fate] = ["same"] * len(edits)
    outside: list[Change] = []
    for group in _groups(folded, edits, real):
        if not group.changes:
            continue
        read = _read(folded, group, edits, allowed)
        if read is None:
            read, loose = _read_apart(folded, group, edits, allowed)
            outside += loose
        for number, fate in zip(group.edits, read, strict=True):
            fates[number] = fate
    return Places(tuple(fates), tuple(outside))


def slide(edit: Edit, text: str) -> tuple[int, int]:
    """Return the span over which an insertion or a deletion can move with the same result.

    A replacement, which cannot move, returns its own span.
    """
    edit = trim(edit, text)
    low, high, new = edit.start, edit.end, edit.new
    if new and low < high:
        return low, high
    unit = new or text[low:high]
    if not unit:
        return low, high
    # Letters stand as far apart as the unit is long, in the text as well as in the unit.
    left = 0
    while left < low and text[low - left - 1] == _turned(unit, text, low, -left - 1):
        left += 1
    right = 0
    while high + right < len(text) and text[high + right] == _turned(unit, text, high, right):
        right += 1
    return low - left, high + right


def _turned(unit: str, text: str, at: int, step: int) -> str:
    """Return the letter that must stand `step` letters from `at` for the unit to move there."""
    size = len(unit)
    if step < 0:
        return unit[step] if -step <= size else text[at + step + size]
    return unit[step] if step < size else text[at + step - size]


def _groups(text: str, edits: Sequence[Gold], changes: Sequence[Change]) -> Iterator[_Group]:
    spans: list[tuple[int, int, int | Change]] = []
    for number, gold in enumerate(edits):
        moves = [slide(Edit(gold.start, gold.end, fold(new)), text) for new in gold.accept]
        low = min([gold.start, *(m[0] for m in moves)])
        spans.append((low, max([gold.end, *(m[1] for m in moves)]), number))
    for change in changes:
        spans.append((*slide(Edit(change.start, change.end, fold(change.new)), text), change))
    spans.sort(key=lambda span: span[:2])
    met: list[tuple[int, int, int | Change]] = []
    end = -1
    for span in spans:
        if met and span[0] > end:
            yield _group(met)
            met = []
        end = max(end, span[1]) if met else span[1]
        met.append(span)
    if met:
        yield _group(met)


def _group(met: Sequence[tuple[int, int, int | Change]]) -> _Group:
    numbers = sorted(what for _, _, what in met if isinstance(what, int))
    changes = [what for _, _, what in met if isinstance(what, Change)]
    return _Group(
        start=min(low for low, _, _ in met),
        end=max(high for _, high, _ in met),
        edits=tuple(numbers),
        changes=tuple(sorted(changes, key=lambda c: (c.start, c.end))),
    )


def _read(
    text: str, group: _Group, edits: Sequence[Gold], allowed: Sequence[Tier]
) -> list[Fate] | None:
    """Return the fates that explain what the changes of a group made, or None."""
    start, end = _surrounded(text, group)
    made = [Edit(c.start - start, c.end - start, fold(c.new)) for c in group.changes]
    goal = lenient(apply(text[start:end], made))
    gaps: list[str] = []
    options: list[list[tuple[Fate, str]]] = []
    for number in group.edits:
        gold = edits[number]
        gaps.append(text[start : gold.start])
        options.append(_options(text, gold, gold.tier in allowed))
        start = gold.end
    gaps.append(text[start:end])
    return _explain("", gaps, options, goal)


def _surrounded(text: str, group: _Group) -> tuple[int, int]:
    """Return the span of a group up to the next ink, so that `lenient` never sees a false end."""
    start = min([group.start, *(c.start for c in group.changes)])
    end = max([group.end, *(c.end for c in group.changes)])
    while start > 0 and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return max(0, start - 1), min(len(text), end + 1)


def _options(text: str, gold: Gold, allowed: bool) -> list[tuple[Fate, str]]:
    fixed: list[tuple[Fate, str]] = [("fixed", fold(new)) for new in gold.accept]
    same: list[tuple[Fate, str]] = [("same", text[gold.start : gold.end])]
    return fixed + same if allowed else same + fixed


def _explain(
    built: str, gaps: Sequence[str], options: Sequence[list[tuple[Fate, str]]], goal: str
) -> list[Fate] | None:
    built += gaps[0]
    head = lenient(built)
    if not options:
        return [] if head == goal else None
    if not goal.startswith(head):
        return None
    for fate, wording in options[0]:
        rest = _explain(built + wording, gaps[1:], options[1:], goal)
        if rest is not None:
            return [fate, *rest]
    return None


def _read_apart(
    text: str, group: _Group, edits: Sequence[Gold], allowed: Sequence[Tier]
) -> tuple[list[Fate], list[Change]]:
    """Judge each edit of a group alone, where no choice of wordings explains the whole."""
    fates: list[Fate] = []
    loose = list(group.changes)
    for number in group.edits:
        gold = edits[number]
        near = tuple(c for c in group.changes if c.start <= gold.end and c.end >= gold.start)
        loose = [c for c in loose if c not in near]
        alone = _Group(gold.start, gold.end, (number,), near)
        fates += (_read(text, alone, edits, allowed) or ["other"]) if near else ["same"]
    loose = [c for c in loose if _read(text, _lone(c), edits, allowed) is None]
    if "other" not in fates and not loose:  # each looks right, together they are not
        loose = list(group.changes)
    return fates, loose


def _lone(change: Change) -> _Group:
    return _Group(change.start, change.end, (), (change,))
