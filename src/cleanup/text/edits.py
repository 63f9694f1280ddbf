"""Edits and where they came from: a piece table from the input to the current text.

The current text is a sequence of pieces. A `Kept` piece is a slice of the input; a `Made` piece
is text that fixes put in the place of a gap of the input. Each made piece is one `Change`: two
that only touch stay two, so that a no-break space and a bracket repair beside it can be accepted
or rejected one without the other. All offsets are code points, end exclusive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from cleanup.start.data import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace `text[start:end]` by `new`, in one snapshot of the text."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """A replacement of the finished plan, in the coordinates of both its ends.

    `source[start:end] == old` and `text[out_start:out_end] == new`.

    `fixes` are positions in `Plan.findings` of the findings whose fixes made it.
    """

    start: int
    end: int
    old: str
    new: str
    out_start: int
    out_end: int
    fixes: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Kept:
    """The slice `start:end` of the input, untouched."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Made:
    """Text made in the place of the gap `start:end` of the input.

    The gap is empty for an insertion, the text for a deletion; such pieces stay in the table,
    because a later edit may depend on them.
    """

    start: int
    end: int
    text: str
    fixes: frozenset[int]

    def __len__(self) -> int:
        return len(self.text)


Piece = Kept | Made


def trim(edit: Edit, text: str) -> Edit:
    """Return the edit without the prefix and suffix that it would leave as they are."""
    old = text[edit.start : edit.end]
    new = edit.new
    head = 0
    for a, b in zip(old, new, strict=False):
        if a != b:
            break
        head += 1
    tail = 0
    for a, b in zip(reversed(old[head:]), reversed(new[head:]), strict=False):
        if a != b:
            break
        tail += 1
    return Edit(edit.start + head, edit.end - tail, new[head : len(new) - tail])


def parted(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield edits in order, of which none takes what the one before it takes as well.

    Two marks with one space between them may both take that.
    """
    at = 0
    for edit in sorted(edits):
        cut = Edit(max(edit.start, at), max(edit.end, at), edit.new)
        if cut.start < cut.end or cut.new:
            yield cut
        at = cut.end


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with the edits made. They are in order and do not overlap."""
    made = ""  # CPython lets it grow in its place; parts to be joined would be the text once more
    at = 0
    for edit in edits:
        made += text[at : edit.start]
        made += edit.new
        at = edit.end
    made += text[at:]
    return made


def depends(edit: Edit, at: int, piece: Made) -> bool:
    """Tell whether an edit depends on a made piece whose text begins at `at` of the snapshot.

    It does when it overlaps the made text, spans the point where something was deleted, or
    inserts at that very point.
    """
    stop = at + len(piece)
    if at == stop:
        return edit.start < at < edit.end or edit.start == edit.end == at
    if edit.start == edit.end:
        return at < edit.start < stop
    return edit.start < stop and edit.end > at


def revise(
    pieces: Sequence[Piece], edits: Sequence[tuple[Edit, frozenset[int]]], text: str
) -> list[Piece]:
    """Return the pieces after the edits, each of which comes with the numbers of its fixes.

    The edits are trimmed, in order, do not overlap, and refer to `text`, the text of `pieces`.
    """
    queue: list[Piece] = list(reversed(pieces))
    done: list[Piece] = []
    at = 0
    for edit, fixes in _joined(pieces, edits, text):
        while queue and _before(queue[-1], at, edit):
            at += len(queue[-1])
            done.append(queue.pop())
        at = _replace(queue, done, edit, fixes, at)
    done.extend(reversed(queue))
    return [p for p in done if isinstance(p, Made) or len(p)]


def _joined(
    pieces: Sequence[Piece], edits: Sequence[tuple[Edit, frozenset[int]]], text: str
) -> list[tuple[Edit, frozenset[int]]]:
    """Join edits that depend on the same made piece: together they are one change."""
    joined: list[tuple[Edit, frozenset[int]]] = []
    spans = iter(_made_spans(pieces))
    span = next(spans, None)
    owner: Made | None = None
    for edit, fixes in edits:
        while span and span[0] + len(span[1]) < edit.start:
            span = next(spans, None)
        if joined and owner and span and span[1] is owner and depends(edit, span[0], owner):
            last, before = joined.pop()
            new = last.new + text[last.end : edit.start] + edit.new
            edit, fixes = Edit(last.start, edit.end, new), before | fixes  # noqa: PLW2901
        owner = None
        while span and span[0] <= edit.end:
            if depends(edit, *span):
                owner = span[1]
            if span[0] + len(span[1]) > edit.end:
                break
            span = next(spans, None)
        joined.append((edit, fixes))
    return joined


def _made_spans(pieces: Sequence[Piece]) -> Iterable[tuple[int, Made]]:
    at = 0
    for piece in pieces:
        if isinstance(piece, Made):
            yield at, piece
        at += len(piece)


def _before(piece: Piece, at: int, edit: Edit) -> bool:
    """Tell whether a piece at `at` stands wholly before the edit and is none of its business."""
    stop = at + len(piece)
    if isinstance(piece, Made):
        if depends(edit, at, piece):
            return False
        return stop < edit.start or (stop == edit.start and (at < stop or edit.end > edit.start))
    return stop <= edit.start


def _replace(
    queue: list[Piece], done: list[Piece], edit: Edit, fixes: frozenset[int], at: int
) -> int:
    """Put one made piece in the place of the edit's part of `queue`; return the new offset."""
    prefix = suffix = ""
    first = last = -1
    while queue:
        piece = queue[-1]
        if isinstance(piece, Kept):
            head = max(0, edit.start - at)
            if head:
                done.append(Kept(piece.start, piece.start + head))
            taken = min(len(piece) - head, max(0, edit.end - at - head))
            low = piece.start + head
            first = low if first < 0 else first
            last = max(last, low + taken) if taken or last < 0 else last
            at += head + taken
            queue.pop()
            if head + taken < len(piece):
                queue.append(Kept(low + taken, piece.end))
                break
        elif depends(edit, at, piece):
            first = piece.start if first < 0 else first
            last = piece.end
            fixes |= piece.fixes
            prefix += piece.text[: max(0, edit.start - at)]
            suffix = piece.text[max(0, edit.end - at) :]
            at += len(piece)
            queue.pop()
        else:
            break
    if first < 0:  # an insertion between made pieces, or at the very end
        first = last = queue[-1].start if queue else (done[-1].end if done else 0)
    done.append(Made(first, last, prefix + edit.new + suffix, fixes))
    return at


def changes(pieces: Iterable[Piece], source: str) -> tuple[Change, ...]:
    """Return each made piece as a change, in order."""
    found: list[Change] = []
    out = 0
    for piece in pieces:
        stop = out + len(piece)
        if isinstance(piece, Made):
            old = source[piece.start : piece.end]
            found.append(Change(piece.start, piece.end, old, piece.text, out, stop, piece.fixes))
        out = stop
    return tuple(found)


def invert(forward: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes that take the result back: old and new, in and out exchanged."""
    return tuple(
        Change(c.out_start, c.out_end, c.new, c.old, c.start, c.end, c.fixes) for c in forward
    )


def outward(
    pieces: Sequence[Piece], start: int, end: int, first: int = 0, at: int = 0
) -> tuple[int, int, frozenset[int]]:
    """Map a span of the current text to the input, rounded outward to whole changes.

    Returns start and end in the input, and the fixes of the changes it touches. `first` and `at`
    are the number and the offset of a piece at or before the span, from which to look.
    """
    low: int | None = None
    high = 0
    fixes: set[int] = set()
    for number in range(first, len(pieces)):
        piece = pieces[number]
        stop = at + len(piece)
        if at > end:
            break
        touches = at <= start <= stop if start == end else at < end and stop > start
        if isinstance(piece, Kept):
            if touches:
                low = piece.start + max(0, start - at) if low is None else low
                high = max(high, piece.start + min(len(piece), end - at))
        elif touches or depends(Edit(start, end, ""), at, piece):
            low = piece.start if low is None else low
            high = max(high, piece.end)
            fixes |= piece.fixes
        at = stop
    if low is None:
        low = high = pieces[-1].end if pieces else 0
    return low, max(low, high), frozenset(fixes)


def onward(made: Sequence[Change], start: int, end: int) -> tuple[int, int]:
    """Map a span of the input to the output of the changes, rounded outward to whole changes."""
    low = high = None
    first = bisect_left(made, start, key=lambda change: change.end)
    shift = made[first - 1].out_end - made[first - 1].end if first else 0
    for number in range(first, len(made)):
        change = made[number]
        if low is None and (start < change.end or start == change.start):
            low = change.out_start if change.start <= start else start + shift
        if change.start > end or (change.start == end and change.end > end):
            break
        if change.end > end:
            high = change.out_end
            break
        shift = change.out_end - change.end
    low = start + shift if low is None else low
    return low, max(low, end + shift if high is None else high)
