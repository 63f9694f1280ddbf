"""What the script of the HTML page reads: items and documents as JSON, fit to stand in a page."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cleanup.decisions.file import surroundings
from cleanup.report.invisible import draw
from cleanup.report.pageitems import Item
from cleanup.results import Entry, Plan

VERSION = 1
# Over this many code points of text in all, the page holds no whole text and gives no preview.
_MOST_TEXT = 4_000_000


def block(id: str, value: object) -> str:
    """Return a value as a block of JSON in a page.

    Nothing in it can end the block or start another: `<` and all that is not ASCII is escaped.
    """
    written = json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="{id}">{written}</script>\n'


def documents(entries: Sequence[Entry], counts: Sequence[int]) -> list[dict[str, object]]:
    """Return path and number of items of each document, and its text where all are short enough.

    `counts` are the numbers of items. A document of which some paragraphs are known has no text:
    what is copied from a preview must not lack the others.
    """
    short = sum(len(entry.plan.source) for entry in entries) <= _MOST_TEXT
    return [
        {"path": _path(entry), "items": count}
        | ({"text": entry.plan.source} if short and count and not entry.parts else {})
        for entry, count in zip(entries, counts, strict=True)
    ]


def _path(entry: Entry) -> str:
    return os.path.normpath(entry.path).replace(os.sep, "/")


def described(
    entry: Entry, found: Iterable[Item], document: int, chunks: Mapping[int, int]
) -> Iterator[dict[str, object]]:
    """Yield each item of a document as the script knows it.

    `document` counts from 0; `chunks` has the chunk of the page that each item is shown in, by
    number. What is false or empty is left out.
    """
    for item in found:
        known = [entry.plan.findings[n] for n in item.findings]
        about = {
            "document": document,
            "number": item.number,
            "chunk": chunks.get(item.number, -1),
            "findings": [[f.code, f.fingerprint] for f in known],
            "families": sorted({draw(f.family or "other", changed=False) for f in known}),
            "rank": item.rank,
            "edits": list(_edits(entry.plan, item)),
            "excerpt": "" if item.style else surroundings(entry.plan.source, item.start, item.end),
            "style": item.style,
            "left": not item.changes,
            "offer": item.offer,
            "rivals": list(item.rivals),
        }
        yield {key: value for key, value in about.items() if value or value == 0}


def _edits(plan: Plan, item: Item) -> Iterator[tuple[int, int, str]]:
    """Yield what an item puts into the input, in code points: made already, or on offer."""
    for number in item.changes:
        change = plan.changes[number]
        yield change.start, change.end, change.new
    if not item.changes and item.offer:
        finding = plan.findings[item.findings[0]]
        yield finding.start, finding.end, finding.suggestion or ""
