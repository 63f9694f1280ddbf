"""The paragraph or sentence a change stands in, in parts ready to be drawn."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Sequence

from cleanup.report.words import Swap, swaps
from cleanup.results import Plan
from cleanup.start.data import dataclass, field
from cleanup.start.expressions import expression

_BLANK_LINES = expression(r"\n(?:[ \t]*\n)+")
_SENTENCE_END = expression(r"[.!?…][»”’\"')\]\u00a0\u202f ]*\s+(?=(\S))")
# A paragraph up to this length (code points) is shown whole, else the sentences around changes.
_WHOLE = 900
# The most that is shown on each side of a change where no sentence ends.
_REACH = 240
# With so many changes a paragraph is parted where it can be.
_MANY = 40


@dataclass(frozen=True, slots=True)
class Same:
    """Text that stays; `head` and `tail` tell that a change touches that end.

    `start` is where it begins in the input (code points).
    """

    text: str
    head: bool = False
    tail: bool = False
    start: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Gap:
    """Text of the paragraph that is left out of the report."""


Part = Same | Swap | Gap


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph to show: its parts in order, and its changes (positions in `Plan.changes`).

    `start` and `end` are its span in the input (code points, end exclusive).
    """

    parts: tuple[Part, ...]
    changes: tuple[int, ...]
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int


_Member = Swap | _Span


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A place in its sentence; the `cut` flags tell that its paragraph goes on there."""

    before: str
    place: str
    after: str
    cut_before: bool
    cut_after: bool


def passages(
    plan: Plan, shown: Iterable[int], spans: Iterable[tuple[int, int]] = ()
) -> tuple[Passage, ...]:
    """Return the paragraphs with the changes in `shown` (positions in `Plan.changes`).

    All other changes in those paragraphs are drawn too: a passage shows what the text became.
    `spans` are places of the input (code points, end exclusive) whose paragraphs are shown too.
    """
    wanted = set(shown)
    members: list[_Member] = [*swaps(plan), *(_Span(*span) for span in set(spans))]
    return tuple(
        Passage(_parts(plan.source, start, end, there), _numbers(there), start, end)
        for start, end, there in _groups(plan.source, members)
        if wanted.intersection(_numbers(there)) or any(isinstance(m, _Span) for m in there)
    )


def _groups(source: str, members: Iterable[_Member]) -> list[tuple[int, int, list[_Member]]]:
    """Return start and end of the paragraphs with what is to be shown in each."""
    breaks = [m.span() for m in _BLANK_LINES.finditer(source)]
    groups: list[tuple[int, int, list[_Member]]] = []
    reach = floor = 0
    for member in sorted(members, key=lambda m: (m.start, m.end)):
        start, end = _paragraph(breaks, len(source), member.start, member.end)
        if not groups or start >= groups[-1][1]:
            groups.append((start, end, [member]))
            reach = member.end
            continue
        low, high, there = groups[-1]
        cut = _cut(source, reach, member.start) if len(there) >= _MANY else -1
        if cut < 0:
            there.append(member)
            groups[-1] = (min(low, max(start, floor)), max(high, end), there)
        else:
            floor = cut
            groups[-1] = (low, cut, there)
            groups.append((cut, max(high, end), [member]))
        reach = max(reach, member.end)
    return groups


def _cut(source: str, start: int, end: int) -> int:
    """Return where a paragraph may be parted between two changes, or -1.

    Many pages have no blank line at all, so that their lines or sentences are the paragraphs.
    """
    line = source.find("\n", start, end)
    if line >= 0:
        return line + 1
    sentence = _SENTENCE_END.search(source, start, end)
    return sentence.end() if sentence else -1


def _numbers(members: Sequence[_Member]) -> tuple[int, ...]:
    return tuple(n for swap in members if isinstance(swap, Swap) for n in swap.changes)


def _paragraph(
    breaks: Sequence[tuple[int, int]], length: int, start: int, end: int
) -> tuple[int, int]:
    """Return the paragraph around a span, or the paragraphs where it reaches over blank lines."""
    before = bisect_right(breaks, start, key=lambda b: b[1])
    after = bisect_left(breaks, end, key=lambda b: b[0])
    low = breaks[before - 1][1] if before else 0
    return low, breaks[after][0] if after < len(breaks) else length


def _parts(source: str, start: int, end: int, members: Sequence[_Member]) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = start
    queue = deque(m for m in members if isinstance(m, Swap))
    for low, high in _windows(source, start, end, members):
        if low > at:
            parts.append(Gap())
        at = low
        while queue and queue[0].end <= high:
            swap = queue.popleft()
            _keep(parts, source, at, swap.start, tail=True)
            parts.append(swap)
            at = swap.end
        _keep(parts, source, at, high, tail=False)
        at = high
    if at < end:
        parts.append(Gap())
    return tuple(parts)


def _keep(parts: list[Part], source: str, start: int, end: int, *, tail: bool) -> None:
    if start < end:
        head = bool(parts) and isinstance(parts[-1], Swap)
        parts.append(Same(source[start:end], head, tail, start))


def _windows(
    source: str, start: int, end: int, members: Sequence[_Member]
) -> tuple[tuple[int, int], ...]:
    """Return the spans of a paragraph that are shown: all of it, or sentences with changes."""
    if end - start <= _WHOLE:
        return ((start, end),)
    windows: list[tuple[int, int]] = []
    for swap in members:
        low, high = _sentence(source, start, end, swap.start, swap.end)
        while windows and low <= windows[-1][1]:
            before = windows.pop()
            low, high = min(low, before[0]), max(high, before[1])
        windows.append((low, high))
    return tuple(windows)


def _sentence(text: str, low: int, high: int, start: int, end: int) -> tuple[int, int]:
    """Return the sentences that `start:end` touches, inside `low:high` and within reach."""
    floor, roof = max(low, start - _REACH), min(high, end + _REACH)
    first = _word_start(text, floor) if floor > low else low
    last = _word_end(text, roof) if roof < high else high
    for match in _SENTENCE_END.finditer(text, first, min(high, last + 1)):
        if match.group(1).islower():
            continue
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            return first, min(last, match.end())
    return min(first, start), max(last, end)


def _word_start(text: str, at: int) -> int:
    """Return the start of the next word, so that none is cut; `at` where none is near."""
    space = text.find(" ", at, at + 40)
    return at if space < 0 else space + 1


def _word_end(text: str, at: int) -> int:
    space = text.rfind(" ", at - 40, at)
    return at if space < 0 else space


def excerpt(text: str, start: int, end: int) -> Excerpt:
    """Return the sentence around `start:end` (code points of `text`, end exclusive)."""
    breaks = [m.span() for m in _BLANK_LINES.finditer(text, max(0, start - 4000), end + 4000)]
    low, high = _paragraph(breaks, len(text), start, end)
    first, last = _sentence(text, low, high, start, end)
    return Excerpt(text[first:start], text[start:end], text[end:last], first > low, last < high)
