"""Article text as HTML: escaped without exception, old and new words marked, the unseen drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from cleanup.report.context import Excerpt, Gap, Passage, Same
from cleanup.report.invisible import Glyph, draw, pieces
from cleanup.report.words import Swap


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


def prose(passage: Passage, refs: Mapping[int, str], titles: Mapping[int, str]) -> str:
    """Return a changed paragraph.

    `refs` has the HTML of the reference to each numbered change, `titles` a line about each
    change, not yet escaped; both by position in `Plan.changes`.
    """
    parts: list[str] = []
    for part in passage.parts:
        if isinstance(part, Gap):
            parts.append('<span class="gap" title="text left out"> […] </span>')
        elif isinstance(part, Same):
            shown = pieces(part.text, changed=False, head=part.head, tail=part.tail)
            parts.append(_joined(shown))
        else:
            parts.append(_swap(part, refs, titles))
    return "".join(parts)


def _swap(swap: Swap, refs: Mapping[int, str], titles: Mapping[int, str]) -> str:
    numbered = "".join(refs[n] for n in swap.changes if n in refs)
    title = text("; ".join(titles[n] for n in swap.changes))
    old = f"<del>{drawn(swap.old)}</del>" if swap.old and not swap.quiet else ""
    new = f"<ins>{drawn(swap.new)}</ins>" if swap.new else ""
    kind = "swap" if numbered else "swap style quiet" if swap.quiet else "swap style"
    return f'<span class="{kind}" title="{title}">{old}{new}{numbered}</span>'


def quoted(found: Excerpt, title: str) -> str:
    """Return a sentence with the place of a finding marked."""
    before = ("… " if found.cut_before else "") + _joined(pieces(found.before, changed=False))
    after = _joined(pieces(found.after.rstrip(), changed=False))
    after += " …" if found.cut_after else ""
    return f'{before}<mark title="{text(title)}">{drawn(found.place)}</mark>{after}'
