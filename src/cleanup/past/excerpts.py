"""What a ledger remembers of its documents, as the reports draw it: no file is read.

A ledger holds the paragraphs with a change or finding, not the article. The plan of an excerpt is
a whole plan of a shorter text: its `source` is those paragraphs with a blank line between them,
and every offset in it counts in that text. `Entry.locate` speaks of the file, `Entry.at` and
`Entry.out_at` of the whole input and the whole result.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from cleanup.errors import FileError
from cleanup.files import shown
from cleanup.past.history import PastDocument, PastRun
from cleanup.results import Entry, Finding, Location, Part, Plan
from cleanup.start.data import dataclass, replace
from cleanup.text.edits import Change, Edit, apply

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class _Part:
    """A block: where it begins in the input, the excerpt, the output and the excerpt's result."""

    start: int
    end: int
    base: int
    out_start: int
    out_base: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Finds the places in the input file of the offsets of an excerpt's `source`."""

    source: str
    known: tuple[int, ...]
    places: Mapping[int, Location]
    codec: str

    def locate(self, offset: int) -> Location:
        """Return the place of an offset of the excerpt.

        It is exact where a paragraph, finding or change begins or ends, and counted from there
        elsewhere: `byte` and `char` with line ends of one character, all with no markup between.
        """
        start = self.known[bisect_right(self.known, offset) - 1]
        place = self.places[start]
        between = self.source[start:offset]
        lines = between.count("\n")
        column = len(between) - between.rfind("\n") if lines else place.column + len(between)
        byte = place.byte + len(between.encode(self.codec))
        char = place.char + len(between)
        return Location(place.line + lines, column, byte, char, place.where)


def entries(run: PastRun) -> tuple[Entry, ...]:
    """Return the documents of a past run for the reports, each as an excerpt.

    Raises FileError for a ledger that was written without the text, or cut off before it.
    """
    return tuple(entry(run, document) for document in run.documents)


def entry(run: PastRun, document: PastDocument) -> Entry:
    """Return one document of a past run. Raises as `entries`."""
    source = _BETWEEN.join(block.text for block in document.blocks)
    parts = _parts(document)
    changes: list[Change] = []
    for c in document.changes:
        start, end, out_start, out_end = _moved(c, _part(run, document, parts, c.start, c.end))
        changes.append(Change(start, end, c.old, c.new, out_start, out_end, c.fixes))
    findings: list[Finding] = []
    for f in document.findings:
        start, end, out_start, out_end = _moved(f, _part(run, document, parts, f.start, f.end))
        findings.append(replace(f, start=start, end=end, out_start=out_start, out_end=out_end))
    _check(run, document, source, changes)
    text = apply(source, [Edit(c.start, c.end, c.new) for c in changes])
    plan = Plan(source, text, document.language, tuple(changes), tuple(findings))
    codec = "utf-8" if document.encoding == "utf-8-sig" else document.encoding
    places = {0: Location(1, 1, 0)} | {
        offset - part.start + part.base: place
        for offset, place in document.places.items()
        for part in parts
        if part.start <= offset <= part.end
    }
    excerpt = Excerpt(source, tuple(sorted(places)), places, codec)
    stretches = tuple(Part(p.base, p.start, p.out_base, p.out_start) for p in parts)
    return Entry(document.path, document.format, plan, excerpt.locate, stretches)


def _check(run: PastRun, document: PastDocument, source: str, changes: list[Change]) -> None:
    """Refuse what no run has recorded: a report must not show a text that never was."""
    at = 0
    for change in changes:
        if change.start < at or source[change.start : change.end] != change.old:
            raise FileError(
                f"{shown(run.path)}: the changes of {shown(document.path)} are not of its text"
            )
        at = change.end
    if any(cause >= len(document.findings) for f in document.findings for cause in f.after):
        raise FileError(f"{shown(run.path)}: {shown(document.path)} lacks a finding that it names")


def _parts(document: PastDocument) -> list[_Part]:
    parts: list[_Part] = []
    base = shift = 0
    changes = list(reversed(document.changes))
    out_base = 0
    for block in document.blocks:
        end = block.start + len(block.text)
        parts.append(_Part(block.start, end, base, block.start + shift, out_base))
        before = shift
        while changes and changes[-1].end <= end:
            change = changes.pop()
            shift += len(change.new) - len(change.old)
        base += len(block.text) + len(_BETWEEN)
        out_base += len(block.text) + shift - before + len(_BETWEEN)
    return parts


def _part(run: PastRun, document: PastDocument, parts: list[_Part], start: int, end: int) -> _Part:
    for part in parts:
        if part.start <= start and end <= part.end:
            return part
    raise FileError(f"{shown(run.path)}: holds no text of {shown(document.path)} to show")


def _moved(place: Change | Finding, part: _Part) -> tuple[int, int, int, int]:
    """Return the four offsets of a change or finding as they are in the excerpt."""
    into = part.base - part.start
    out = part.out_base - part.out_start
    return place.start + into, place.end + into, place.out_start + out, place.out_end + out
