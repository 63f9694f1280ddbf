"""One state of the text on its way: its pieces, its paragraphs, and what is protected in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from cleanup.document import Document, Protected
from cleanup.edits import Change, Edit, Kept, Made, Piece, apply, changes, onward, outward, revise
from cleanup.paragraphs import paragraphs
from cleanup.protect import protect_document, protect_inline
from cleanup.suppress import SUPPRESSED, suppressed


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
        if len(blocks) <= 1:
            return paragraphs(self.text)
        spans: list[tuple[int, int]] = []
        for block in blocks:
            spans.extend(paragraphs(self.text, *onward(self.changes, *block)))
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
    def _wide(self) -> list[Protected]:
        """Protected spans that do not depend on one paragraph alone."""
        spans = protect_document(self.text)
        spans.extend(suppressed(self.text, self.paragraphs))
        for given in self.document.protected:
            start, end = onward(self.changes, given.start, given.end)
            spans.append(Protected(start, end, given.kind, given.codes))
        for span in self.frozen:
            start, end = onward(self.changes, *span)
            spans.append(Protected(start, end, "unsettled"))
        return spans

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
    def _inline(self) -> dict[int, list[Protected]]:
        return {}

    def protected(self, start: int, end: int) -> list[Protected]:
        """Return the protected spans that touch `start:end`, of the paragraphs it lies in."""
        found = [p for p in self._wide if p.start <= end and p.end >= start]
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

    def _protected_in(self, start: int, end: int) -> list[Protected]:
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
            if start < span.end and end > span.start:
                kind = span.kind
                if kind != SUPPRESSED:
                    break
        return kind

    def crosses_edge(self, start: int, end: int) -> bool:
        """Tell whether an edit of `start:end` would cross a place where markup stood."""
        if not self.document.edges:
            return False
        low, high, _ = self.outward(start, end)
        return any(low < edge < high for edge in self.document.edges)
