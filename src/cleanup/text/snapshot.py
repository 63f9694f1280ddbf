"""One state of the text on its way: its pieces, its paragraphs, and what is protected in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from cleanup.start.data import dataclass, field
from cleanup.text.document import Document, Protected
from cleanup.text.edits import (
    Change,
    Edit,
    Kept,
    Made,
    Piece,
    apply,
    changes,
    onward,
    outward,
    revise,
)
from cleanup.text.paragraphs import paragraphs
from cleanup.text.protect import is_signed, protect_document, protect_inline
from cleanup.text.reach import Reach
from cleanup.text.suppress import SUPPRESSED, protect

if TYPE_CHECKING:
    from cleanup.text.directives import Directive


@dataclass(frozen=True)
class Snapshot:
    """The current text of a document. Offsets are code points of `text` unless said otherwise."""

    document: Document
    text: str
    pieces: tuple[Piece, ...]
    frozen: tuple[tuple[int, int], ...] = ()  # of the input: put back and kept off for the run
    # What is protected in a paragraph depends on its words alone, and most stay as they were.
    known: dict[str, tuple[Protected, ...]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, document: Document) -> Snapshot:
        """Return the snapshot of an untouched document."""
        text = document.text
        return cls(document, text, (Kept(0, len(text)),) if text else ())

    def revised(self, edits: Sequence[tuple[Edit, frozenset[int]]]) -> Snapshot:
        """Return the snapshot after edits that are trimmed, in order and do not overlap."""
        text = apply(self.text, [edit for edit, _ in edits])
        pieces = revise(self.pieces, edits, self.text)
        return Snapshot(self.document, text, tuple(pieces), self.frozen, self.known)

    def without(self, fixes: frozenset[int], frozen: tuple[tuple[int, int], ...]) -> Snapshot:
        """Return the snapshot with the changes of some fixes taken back and spans frozen."""
        pieces: list[Piece] = []
        for piece in self.pieces:
            kept = isinstance(piece, Made) and not piece.fixes.isdisjoint(fixes)
            new: Piece = Kept(piece.start, piece.end) if kept else piece
            if isinstance(new, Made) or len(new):
                pieces.append(new)
        source = self.document.text
        text = "".join(p.text if isinstance(p, Made) else source[p.start : p.end] for p in pieces)
        return Snapshot(self.document, text, tuple(pieces), self.frozen + frozen, self.known)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The made pieces as changes of the input."""
        return changes(self.pieces, self.document.text)

    def outward(self, start: int, end: int) -> tuple[int, int, frozenset[int]]:
        """Map a span to the input, rounded outward to whole changes, with the fixes of those."""
        first = bisect_left(self._stops, start)
        return outward(self.pieces, start, end, first, self._stops[first - 1] if first else 0)

    @cached_property
    def _stops(self) -> list[int]:
        return list(accumulate(map(len, self.pieces)))

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """The spans of all paragraphs; none reaches over a border of the format's blocks."""
        blocks = self.document.blocks
        lines = self.document.lines
        if len(blocks) <= 1:
            return paragraphs(self.text, lines=lines)
        spans: list[tuple[int, int]] = []
        for block in blocks:
            spans.extend(paragraphs(self.text, *onward(self.changes, *block), lines=lines))
        return spans

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]

    def paragraph_number(self, at: int) -> int:
        """Return the number of the paragraph that holds `at`, or of the last one before it."""
        return max(0, bisect_right(self._starts, at) - 1)

    def paragraph(self, at: int) -> tuple[int, int]:
        """Return the span of that paragraph, or an empty span in an empty text."""
        return self.paragraphs[self.paragraph_number(at)] if self.paragraphs else (at, at)

    @cached_property
    def directives(self) -> tuple[Directive, ...]:
        """The directives in the text, in order; no edit ever takes one away."""
        if "cleanup:" not in self.text:
            return ()
        from cleanup.text.directives import directives

        kept = protect_document(self.text)
        if self.document.fits is None:
            return directives(self.text, self.paragraphs, kept, self.document.comments)
        # Prose may hold the signs of a comment that is none: what `&lt;!--` stands for.
        comments = [p for p in self._given if p.kind == "comment"]
        return directives(self.text, self.paragraphs, kept, self.document.comments, comments)

    @cached_property
    def _wide(self) -> list[Protected]:
        """Protected spans that do not depend on one paragraph alone."""
        spans = protect_document(self.text)
        spans.extend(protect(self.text, self.directives))
        for span in self.frozen:
            start, end = onward(self.changes, *span)
            spans.append(Protected(start, end, "unsettled"))
        return spans

    @cached_property
    def _imposed(self) -> tuple[Reach[Protected], Reach[Protected]]:
        """Those spans, and those that the format protects, to be asked by places."""
        return Reach(self._wide), Reach(self._given)

    @cached_property
    def _given(self) -> list[Protected]:
        """The spans that the format protects, in order of their starts."""
        given = [
            Protected(*onward(self.changes, given.start, given.end), given.kind, given.codes)
            for given in self.document.protected
        ]
        return sorted(given, key=lambda span: span.start)

    @cached_property
    def suppresses(self) -> bool:
        """Tell whether the document keeps rules off some of its places."""
        return any(span.kind == SUPPRESSED for span in self._wide)

    @cached_property
    def sheltered(self) -> list[tuple[str, frozenset[str], str]]:
        """What is protected by more than its own paragraph, without the places.

        Where two snapshots differ in it, rules may be kept off far from the edits between them.
        """
        text = self.text
        return [
            (p.kind, p.codes, "" if p.kind == SUPPRESSED else text[p.start : p.end])
            for p in self._wide
        ]

    @cached_property
    def imposes(self) -> bool:
        """Tell whether anything is protected whatever the words are there."""
        return bool(self._wide or self.document.protected)

    @cached_property
    def _inline(self) -> dict[int, list[Protected]]:
        return {}

    def protected(self, start: int, end: int) -> list[Protected]:
        """Return the protected spans that touch `start:end`, of the paragraphs it lies in."""
        found = self.imposed(start, end)
        if not self.paragraphs:
            return found
        for number in range(self.paragraph_number(start), self.paragraph_number(end) + 1):
            if number not in self._inline:
                self._inline[number] = self._protected_in(*self.paragraphs[number])
            spans = self._inline[number]
            first = bisect_left(spans, start, key=lambda span: span.end)
            last = bisect_right(spans, end, key=lambda span: span.start)
            found += spans[first:last]
        return found

    def imposed(self, start: int, end: int) -> list[Protected]:
        """Return the protected spans that touch `start:end` whatever the words are there."""
        if not self.imposes:
            return []
        wide, given = self._imposed
        return wide.touching(start, end) + given.touching(start, end)

    def may_protect(self, start: int, end: int) -> bool:
        """Tell whether anything may be protected in a paragraph at a span."""
        return is_signed(self.text, start, end) or bool(self.imposed(start, end))

    def _protected_in(self, start: int, end: int) -> list[Protected]:
        if not is_signed(self.text, start, end):
            return []
        words = self.text[start:end]
        if words not in self.known:
            self.known[words] = tuple(protect_inline(words, 0, len(words)))
        spans = self.known[words]
        return [Protected(start + p.start, start + p.end, p.kind, p.codes) for p in spans]

    def barred(self, code: str, may: frozenset[str], start: int, end: int) -> str:
        """Return the kind of the protected text in a span that keeps a rule off, or nothing.

        It is `suppressed` only where nothing else keeps the rule off.
        """
        kind = ""
        for span in self.protected(start, end):
            if span.kind in may or (span.codes and not code.startswith(tuple(span.codes))):
                continue
            if (start < span.end and end > span.start) or (start, end) == (span.start, span.end):
                kind = span.kind
                if kind != SUPPRESSED:
                    break
        return kind

    def fits(self, edits: Sequence[Edit]) -> bool:
        """Tell whether the edits of a fix, in order, leave the markup of the document alone.

        None may cross a place where markup stood, unless it only takes text away and leaves some
        between any two such places; and the format must find its markup as it was.
        """
        document = self.document
        if any(self._crosses_edge(edit) for edit in edits):
            return False
        if document.fits is None:
            return True
        made = self.revised([(edit, frozenset()) for edit in edits]).changes
        low, high, _ = self.outward(edits[0].start, edits[-1].end)
        return document.fits(made, low, high)

    def _crosses_edge(self, edit: Edit) -> bool:
        edges = self.document.edges
        if not edges:
            return False
        low, high, fixes = self.outward(edit.start, edit.end)
        first, last = bisect_left(edges, low), bisect_right(edges, high)
        if not any(low < edge < high for edge in edges[first:last]):
            return False
        # Between two edges, or an edge and the border of its block, something has to stay.
        borders = [*edges[first:last], *(b for block in self.document.blocks for b in block)]
        within = {border for border in borders if low <= border <= high}
        return bool(edit.new or fixes or len(within) > 1)
