"""Article text as HTML: escaped without exception, old and new words marked, the unseen drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise

from cleanup.report.context import Gap, Passage, Same
from cleanup.report.invisible import Glyph, draw, pieces
from cleanup.report.words import Swap
from cleanup.start.data import dataclass


def text(value: str) -> str:
    """Return a text of one line, such as a path or a message, for an element or an attribute."""
    return escape(draw(value, changed=False))


def drawn(value: str) -> str:
    """Return changed text with every invisible character drawn."""
    return _joined(pieces(value, changed=True))


def _joined(parts: Iterable[str | Glyph]) -> str:
    return "".join(escape(p) if isinstance(p, str) else _glyph(p) for p in parts)


def _glyph(glyph: Glyph) -> str:
    end = "\n" if glyph.char == "\n" else ""
    title = escape(f"{glyph.title} (U+{ord(glyph.char):04X})")
    return f'<span class="glyph" title="{title}">{escape(glyph.mark)}</span>{end}'


@dataclass(frozen=True, slots=True)
class Mark:
    """What the page says where an item stands.

    `item` is its number in the page, from 0; `title` is text, not yet escaped, `ref` the HTML of
    the reference to its note, empty for style. `start` and `end` (code points of the input) are
    given where nothing was changed.
    """

    item: int
    title: str
    ref: str
    start: int = 0
    end: int = 0


def prose(passage: Passage, made: Mapping[int, Mark], left: Sequence[Mark]) -> str:
    """Return a paragraph with what was changed and what waits marked in place.

    `made` are the marks of changes by position in `Plan.changes`; those without a reference are
    style. `left` are the marks of findings that were not applied, by `start`.
    """
    waiting = list(left)
    parts: list[str] = []
    for part in passage.parts:
        if isinstance(part, Gap):
            parts.append('<span class="gap" title="text left out"> […] </span>')
            continue
        if isinstance(part, Same):
            parts.extend(_same(part, waiting))
            continue
        around = [mark for mark in waiting if mark.start < part.end and mark.end > part.start]
        parts.append(_waits(_swap(part, made), around))
        parts.extend(_done(waiting, part.end))
    return "".join(parts) + "".join(_done(waiting, passage.end))


def _same(part: Same, waiting: list[Mark]) -> Iterable[str]:
    """Yield text that stays, cut where the places of findings begin and end."""
    end = part.start + len(part.text)
    inside = {at for mark in waiting for at in (mark.start, mark.end) if part.start < at < end}
    cuts = [part.start, *sorted(inside), end]
    for low, high in pairwise(cuts):
        around = [mark for mark in waiting if mark.start < high and mark.end > low]
        head, tail = part.head and low == part.start, part.tail and high == end
        words = part.text[low - part.start : high - part.start]
        shown = pieces(words, changed=bool(around), head=head, tail=tail)
        yield _waits(_joined(shown), around)
        yield from _done(waiting, high)


def _done(waiting: list[Mark], end: int) -> Iterable[str]:
    """Yield the references of the findings whose place ends here, and take those out."""
    done = [mark for mark in waiting if mark.end <= end]
    waiting[:] = [mark for mark in waiting if mark.end > end]
    for mark in done:
        yield mark.ref


def _waits(shown: str, marks: Sequence[Mark]) -> str:
    if not marks:
        return shown
    title = text("; ".join(mark.title for mark in marks))
    return f'<mark data-items="{_items(marks)}" title="{title}">{shown}</mark>'


def _swap(swap: Swap, made: Mapping[int, Mark]) -> str:
    marks = [made[n] for n in swap.changes]
    numbered = "".join(mark.ref for mark in marks)
    title = text("; ".join(mark.title for mark in marks))
    old = f"<del>{drawn(swap.old)}</del>" if swap.old and not swap.quiet else ""
    new = f"<ins>{drawn(swap.new)}</ins>" if swap.new else ""
    kind = "swap" if numbered else "swap style quiet" if swap.quiet else "swap style"
    where = f'data-items="{_items(marks)}" title="{title}"'
    return f'<span class="{kind}" {where}>{old}{new}{numbered}</span>'


def _items(marks: Sequence[Mark]) -> str:
    return " ".join(str(number) for number in dict.fromkeys(mark.item for mark in marks))
