"""A file that holds many documents: each is planned by itself, so that none depends on another.

A builder of corpora may shuffle, part or join such files; what becomes of a record must be the same
wherever it stands. Offsets are code points, end exclusive.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from cleanup.results import Finding, Plan
from cleanup.start.data import dataclass, replace
from cleanup.text.document import Document, Protected, Record
from cleanup.text.edits import Change

# The code of ISO 639-2 for a document in several languages.
SEVERAL = "mul"

_Placed = TypeVar("_Placed", Change, Finding)
Fits = Callable[[Sequence[Change], int, int], bool]


def each(document: Document, plan: Callable[[Document], Plan]) -> Plan:
    """Return the plan of a document: of each of its records by itself, where it has any."""
    if not document.records:
        return plan(document)
    return joined(document, map(plan, parted(document)))


def parted(document: Document) -> Iterator[Document]:
    """Yield the records of a document, in order, each as a document of its own."""
    starts = [start for start, _ in document.blocks]
    narrow, wide = _protected(document)
    at = [span.start for span in narrow]
    for record in document.records:
        low, high = record.start, record.end
        blocks = document.blocks[bisect_left(starts, low) : bisect_left(starts, high)]
        first, last = bisect_right(document.edges, low), bisect_left(document.edges, high)
        spans = narrow[bisect_left(at, low) : bisect_left(at, high)]
        spans += [s for s in wide if s.start < high and s.end > low]
        yield replace(
            document,
            text=document.text[low:high],
            blocks=tuple((start - low, end - low) for start, end in blocks),
            edges=tuple(edge - low for edge in document.edges[first:last]),
            protected=tuple(_clipped(span, record) for span in spans),
            language=record.language,
            fits=document.fits and Within(document.fits, low),
            records=(),
        )


def _protected(document: Document) -> tuple[list[Protected], list[Protected]]:
    """Return the protected spans that lie in one record, in order, and those that may not."""
    starts = [record.start for record in document.records]
    narrow: list[Protected] = []
    wide: list[Protected] = []
    for span in document.protected:
        number = bisect_right(starts, span.start) - 1
        inside = number >= 0 and span.end <= document.records[number].end
        (narrow if inside else wide).append(span)
    return sorted(narrow, key=lambda span: span.start), wide


def _clipped(span: Protected, record: Record) -> Protected:
    start, end = max(span.start, record.start), min(span.end, record.end)
    return replace(span, start=start - record.start, end=end - record.start)


@dataclass(frozen=True, slots=True)
class Within:
    """Asks what fits in a whole file for the changes of one record that begins at `start`."""

    fits: Fits
    start: int

    def __call__(self, changes: Sequence[Change], start: int, end: int) -> bool:
        """Tell whether changes of the record leave the markup around a span of it as it is."""
        by = self.start
        return self.fits([_moved(change, by, by) for change in changes], start + by, end + by)


def joined(document: Document, plans: Iterable[Plan]) -> Plan:
    """Return the plans of the records of a document as its one plan."""
    text = ""  # it grows in its place, as in `apply`
    changes: list[Change] = []
    findings: list[Finding] = []
    languages: set[str] = set()
    done = 0
    for record, plan in zip(document.records, plans, strict=True):
        text += document.text[done : record.start]
        by, first = (record.start, len(text)), len(findings)
        for change in plan.changes:
            fixes = frozenset(fix + first for fix in change.fixes)
            changes.append(_moved(change, *by, fixes=fixes))
        for finding in plan.findings:
            after = tuple(number + first for number in finding.after)
            findings.append(_moved(finding, *by, after=after))
        text += plan.text
        languages.add(plan.language)
        done = record.end
    text += document.text[done:]
    language = languages.pop() if len(languages) == 1 else SEVERAL
    return Plan(document.text, text, language, tuple(changes), tuple(findings))


def _moved(one: _Placed, by: int, out: int, **others: Any) -> _Placed:
    """Return a change or a finding of a record at its place in the file.

    `others` are the fields that number findings, which are those of the file as well.
    """
    return replace(
        one,
        start=one.start + by,
        end=one.end + by,
        out_start=one.out_start + out,
        out_end=one.out_end + out,
        **others,
    )
