"""One document of the HTML page: its paragraphs with all marks, and style folded by rule."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from cleanup.report.context import Passage, passages
from cleanup.report.invisible import draw
from cleanup.report.marks import prose, text
from cleanup.report.pagechunks import Chunks
from cleanup.report.pageitems import Item
from cleanup.report.pagenotes import Page, elsewhere, mark, note, rule
from cleanup.report.place import named
from cleanup.report.summary import Fold, folds
from cleanup.results import Entry

# Paragraphs, and places of one style rule, that are made together.
_PASSAGES, _PLACES = 20, 200


def page_of(
    entry: Entry, number: int, first: int, found: Sequence[Item], rules: Mapping[str, str]
) -> Page:
    """Return what the parts of a document need; arguments are those of `Page`."""
    owners = {change: item for item in found for change in item.changes}
    makers = {fix: item for item in found if item.changes for fix in item.findings}
    return Page(
        entry, number, first, rules, owners, makers, tuple(i for i in found if not i.changes)
    )


def has_section(entry: Entry) -> bool:
    """Tell whether there is anything to show of a document."""
    return bool(entry.plan.changes or entry.plan.findings)


def document(page: Page, chunks: Chunks) -> tuple[str, dict[int, int]]:
    """Return the section of a document, and the chunk each of its items has its note in."""
    facts = f"{page.entry.format}, language {page.entry.plan.language}"
    placed: dict[int, int] = {}
    body = _paragraphs(page, chunks, placed) + _style(page, chunks, placed)
    return (
        f'<section class="document" id="{page.id}" aria-labelledby="{page.id}t">\n'
        f'<h2 id="{page.id}t"><bdi>{text(page.entry.path)}</bdi> '
        f'<span class="facts">{text(facts)}</span></h2>\n{body}</section>\n'
    ), placed


def _paragraphs(page: Page, chunks: Chunks, placed: dict[int, int]) -> str:
    wanted = [change for change, item in page.owners.items() if not item.style]
    spans = [(item.start, item.end) for item in page.left]
    found = iter(passages(page.entry.plan, wanted, spans))
    seen: set[int] = set()
    parts: list[str] = []
    while few := list(islice(found, _PASSAGES)):
        before = set(seen)
        shown = "".join(_passage(page, passage, seen) for passage in few)
        number, place = chunks.put(shown)
        placed.update(dict.fromkeys(seen - before, number))
        parts.append(place)
    return "".join(parts)


def _passage(page: Page, passage: Passage, seen: set[int]) -> str:
    """Return a paragraph with its notes; `seen` are the numbers that have one, and grows."""
    first = bisect_left(page.left, passage.start, key=lambda item: item.start)
    last = bisect_right(page.left, passage.end, key=lambda item: item.start)
    waiting = page.left[first:last]
    owners = {n: page.owners[n] for n in passage.changes}
    made = {n: mark(page, item, first=item.changes[0] == n) for n, item in owners.items()}
    left = [mark(page, item) for item in waiting]
    here = {item.number: item for item in (*owners.values(), *waiting) if not item.style}
    notes = []
    for number, item in sorted(here.items()):
        notes.append(elsewhere(page, item) if number in seen else note(page, item))
        seen.add(number)
    starts = [page.entry.plan.changes[n].start for n in passage.changes]
    line = page.entry.locate(min([*starts, *(item.start for item in waiting)])).line
    return (
        f'<article class="passage" aria-label="Paragraph at line {line}">\n'
        f'<p class="prose"{page.language}>{prose(passage, made, left)}</p>\n'
        f'<ul class="notes">{"".join(notes)}</ul>\n</article>\n'
    )


def _style(page: Page, chunks: Chunks, placed: dict[int, int]) -> str:
    folded = folds(page.entry.plan)
    shown: list[str] = []
    for fold in folded:
        own = {page.owners[n].number: page.owners[n] for n in fold.changes}
        shown.append(_fold(page, fold, _places(page, own.values(), chunks, placed)))
    if not shown:
        return ""
    return f'<h3 id="{page.id}s">Style</h3>\n<ul class="style">\n{"".join(shown)}</ul>\n'


def _fold(page: Page, fold: Fold, places: str) -> str:
    samples = ", ".join(_pair(old, new) for old, new in fold.samples)
    count = f"{len(fold.changes):,} change" + ("" if len(fold.changes) == 1 else "s")
    return (
        f'<li>{rule(page, fold.code, fold.name)} <span class="facts">{count}</span> {samples} '
        f'<span class="message">{text(fold.message)}</span>\n'
        f"<details><summary>All places</summary>\n{places}</details></li>\n"
    )


def _places(page: Page, own: Iterable[Item], chunks: Chunks, placed: dict[int, int]) -> str:
    """Return the places of a style rule, each item once: where it was met first."""
    rest: Iterator[Item] = iter([item for item in own if item.style and item.number not in placed])
    parts: list[str] = []
    while few := list(islice(rest, _PLACES)):
        number, place = chunks.put(f"<ul>{''.join(_place(page, item) for item in few)}</ul>")
        placed.update({item.number: number for item in few})
        parts.append(place)
    return "".join(parts)


def _place(page: Page, item: Item) -> str:
    spot = page.entry.locate(item.start)
    changes = [page.entry.plan.changes[n] for n in item.changes]
    pairs = " ".join(_pair(draw(change.old), draw(change.new)) for change in changes)
    return (
        f'<li class="item" id="{page.id}n{item.number}" data-item="{page.index(item)}" '
        f'tabindex="-1"><span class="place">{text(named(spot))}</span> {pairs}</li>\n'
    )


def _pair(old: str, new: str) -> str:
    before = f"<del>{text(old)}</del>" if old else "∅"
    after = f"<ins>{text(new)}</ins>" if new else "∅"
    return f'<span class="pair">{before} → {after}</span>'
