"""Prose woven into markup: where each stretch of it stands in the file, and how it is written.

A format that is not plain text parses its file only to find the prose. It lays the prose out with a
`Weaver` (`weaver`), strand by strand, and gets a `Woven` source (`spliced`), which writes by
splicing: every byte outside of the strands stays. All offsets are code points; `flat` is the text
of the file with `\\n` at its line ends, `text` is that of the document.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Literal

from cleanup.start.data import dataclass, field
from cleanup.text.edits import Change

Kind = Literal["verbatim", "whole", "fixed"]


@dataclass(frozen=True, slots=True)
class Strand:
    """A stretch of the prose: `text[start:end]` stands for `flat[low:high]`.

    `verbatim` is the same in both. `whole` stands for other characters, all of them for all
    (`&eacute;`, a wrapped line end): a change of any of it writes it anew. `fixed` is read by the
    rules and never changed: what stands for markup, or between two blocks. Where markup stands
    between two strands, what is inserted goes to the one of less `depth`. `context` tells `write`
    where the text is to stand, such as inside quotes.
    """

    kind: Kind
    start: int
    end: int
    low: int
    high: int
    depth: int = 0
    context: str = ""

    def flat(self, offset: int) -> int:
        """Return where an offset of the text stands; in what is no verbatim text, its start."""
        if self.kind == "verbatim":
            return self.low + offset - self.start
        return self.high if offset >= self.end else self.low


Write = Callable[[str, str], str]


def as_it_is(text: str, _: str) -> str:
    """Write text without escapes."""
    return text


@dataclass(frozen=True)
class Layout:
    """The strands of a document, in order and without gaps in the text.

    `write(text, context)` returns new text as it stands in the file.
    """

    text: str
    flat: str
    strands: tuple[Strand, ...]
    write: Write = as_it_is

    @cached_property
    def _starts(self) -> list[int]:
        return [strand.start for strand in self.strands]

    def place(self, offset: int) -> int:
        """Return where an offset of the text stands in the flat text.

        Between two strands it is where the second begins, unless that is fixed.
        """
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return 0
        strand = self.strands[number]
        if offset == strand.start and number and strand.kind == "fixed":
            return self.strands[number - 1].high
        return strand.flat(offset)

    def moved(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """Return the changes of the text as changes of the flat text.

        Raises ValueError for one that is not of this text, changes what is fixed, puts text across
        markup, or writes a `whole` strand anew that another one writes too. What only takes text
        away on both sides of markup becomes several.
        """
        pieces: list[tuple[int, int, str, frozenset[int]]] = []
        done = 0
        for change in changes:
            if not done <= change.start <= change.end <= len(self.text):
                raise ValueError(f"change {change.start}:{change.end} is out of order or the text")
            if self.text[change.start : change.end] != change.old:
                raise ValueError(f"change {change.start}:{change.end} is not of this document")
            done = change.end
            pieces += [(*one, change.fixes) for one in self._replacements(change)]
        # A block may stand in the middle of another, such as the words for an image.
        pieces.sort(key=lambda piece: piece[:2])
        found: list[Change] = []
        shift = 0
        for low, high, new, fixes in pieces:
            if found and low < found[-1].end:
                raise ValueError(f"two changes write what stands at {low} of the file anew")
            out = low + shift
            found.append(Change(low, high, self.flat[low:high], new, out, out + len(new), fixes))
            shift += len(new) - (high - low)
        return tuple(found)

    def _replacements(self, change: Change) -> list[tuple[int, int, str]]:
        if change.start == change.end:
            strand = self._host(change.start)
            return [self._replaced([strand], change)]
        groups = self._groups(change.start, change.end)
        if len(groups) > 1 and change.new:
            raise ValueError(f"change {change.start}:{change.end} crosses markup")
        return [self._replaced(group, change) for group in groups]

    def _host(self, at: int) -> Strand:
        """Return the strand that takes in what is inserted at an offset."""
        number = bisect_left(self._starts, at)
        around = self.strands[max(0, number - 1) : number + 1]
        hosts = [s for s in around if s.kind != "fixed" and s.start <= at <= s.end]
        if not hosts:
            raise ValueError(f"change {at}:{at} would stand inside markup")
        return min(hosts, key=lambda strand: strand.depth)

    def _groups(self, start: int, end: int) -> list[list[Strand]]:
        """Return the strands of a span, parted where markup stands between two of them."""
        groups: list[list[Strand]] = []
        number = bisect_right(self._starts, start) - 1
        while number < len(self.strands) and self.strands[number].start < end:
            strand = self.strands[number]
            if strand.kind == "fixed":
                raise ValueError(f"change {start}:{end} is not of prose alone")
            if groups and groups[-1][-1].high == strand.low:
                groups[-1].append(strand)
            else:
                groups.append([strand])
            number += 1
        return groups

    def _replaced(self, group: Sequence[Strand], change: Change) -> tuple[int, int, str]:
        first, last = group[0], group[-1]
        start, end = max(change.start, first.start), min(change.end, last.end)
        low, high, new = first.flat(start), last.flat(end), change.new
        if first.kind == "whole" and start > first.start and start < first.end:
            new = self.text[first.start : start] + new
        if last.kind == "whole" and end < last.end and end > last.start:
            high, new = last.high, new + self.text[end : last.end]
        return low, high, self.write(new, first.context)


Alike = Callable[[Any, Any, Sequence[Change]], bool]
"""Compares the structure before and after some changes of the prose."""


def same(before: object, after: object, _: Sequence[Change]) -> bool:
    """Tell whether two structures are equal."""
    return before == after


@dataclass(frozen=True)
class Fits:
    """Tells whether changes leave the markup as it is.

    `frames` are spans of the flat text, in order, outside of which a change in one of them can
    touch nothing. `structure(part)` returns what the markup of such a part is, for comparison:
    the changes fit where `alike(before, after, changes)`.
    """

    layout: Layout
    frames: tuple[tuple[int, int], ...] = ()
    structure: Callable[[str], object] | None = None
    alike: Alike = same
    _known: dict[str, object] = field(default_factory=dict, compare=False)

    def __call__(self, changes: Sequence[Change], start: int, end: int) -> bool:
        """Tell whether `changes` of the text, all those that are made, fit around a span of it.

        `start` and `end` are code points of the text of the input.
        """
        near = [c for c in changes if c.end >= start and c.start <= end]
        try:
            self.layout.moved(near)
            if self.structure is None:
                return True
            low, high = sorted((self.layout.place(start), self.layout.place(end)))
            number = max(0, bisect_right(self.frames, (low + 1,)) - 1)
            while number < len(self.frames) and self.frames[number][0] <= high:
                if not self._keeps(changes, number):
                    return False
                number += 1
        except ValueError:
            return False
        return True

    def _keeps(self, changes: Sequence[Change], number: int) -> bool:
        place = self.layout.place
        low, high = self.frames[number]
        # What is inserted where two frames meet stands in the second.
        meets = (high,) == tuple(frame[0] for frame in self.frames[number + 1 : number + 2])
        inside = [c for c in changes if low <= place(c.start) and place(c.end) <= high]
        if meets:
            inside = [c for c in inside if place(c.start) < high]
        # Two that move the markup may look like two that move none.
        alone = [[change] for change in inside] if len(inside) > 1 else []
        parts = [inside, *alone, *(run for run in _runs(inside) if 1 < len(run) < len(inside))]
        return all(self._alike(some, low, high) for some in parts if some)

    def _alike(self, changes: Sequence[Change], low: int, high: int) -> bool:
        parts: list[str] = []
        at = low
        for change in self.layout.moved(changes):
            parts += [self.layout.flat[at : change.start], change.new]
            at = change.end
        parts.append(self.layout.flat[at:high])
        before, after = self._structure(self.layout.flat[low:high]), self._structure("".join(parts))
        return self.alike(before, after, changes)

    def _structure(self, part: str) -> object:
        if self.structure is None:
            return None
        if part not in self._known:
            self._known[part] = self.structure(part)
        return self._known[part]


def _runs(changes: Sequence[Change]) -> list[list[Change]]:
    """Return the changes, those together that touch."""
    runs: list[list[Change]] = []
    for change in changes:
        if runs and runs[-1][-1].end == change.start:
            runs[-1].append(change)
        else:
            runs.append([change])
    return runs
