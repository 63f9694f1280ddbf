"""What CommonMark knows nothing of and prose is not: front matter, math, shortcodes, notes' marks.

Each such span is painted over with signs of the same number before the parser reads the text, so
that it takes none of it for markup or words. Offsets are code points, end exclusive.
"""

from __future__ import annotations

import re

from cleanup.start.data import dataclass
from cleanup.start.expressions import expression

_PAINT = "\ue000"  # a letter to the parser

# Whole lines: to the parser they are blank.
_FRONT = expression(
    r"\A(?:---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)|\+\+\+[ \t]*\n(?:.*\n)*?\+\+\+)[ \t]*(?:\n|\Z)"
)
_LINES = expression(
    r"(?m)^[ \t>]*:{3,}[^\n]*$"  # directives
    r"|^(?:import\s[^\n]*['\"];?|export\s+(?:default|const|let|var|function|class)\b[^\n]*)[ \t]*$"
    r"|^[ ]{0,3}\$\$[ \t]*\n(?:[^\n]*\n)*?[ ]{0,3}\$\$[ \t]*$"
    r"|^[ ]{0,3}\\\[[ \t]*\n(?:[^\n]*\n)*?[ ]{0,3}\\\][ \t]*$"
)
# Inside of lines, by kind: a hole stands for them, or nothing at all (`mark`, `attribute`).
_INLINE = expression(
    r"(?P<math>(?<![\\$])\$\$[^$\n]{1,1000}\$\$|(?<![\\$\w])\$(?![\s$])[^$\n]{0,400}(?<![\s\\])\$(?![\d$])"
    r"|(?<!\\)\\\([^\n]{1,400}?\\\))"
    r"|(?P<placeholder>\{\{[^{}\n]{0,300}\}\}|\{%[^{}\n]{0,300}%\}|\{/\*[^\n]{0,400}?\*/\})"
    r"|(?P<mark>(?m:^)[ \t>]{0,20}(?P<note>\[\^[^\[\]\s]{1,80}\]:[ \t]*)"
    r"|(?m:^)[ \t>]{0,20}(?:[-*+]|\d{1,9}[.)])[ \t]+(?P<task>\[[ xX]\][ \t]+)"
    r"|\[\^[^\[\]\s]{1,80}\])"
    r"|(?P<attribute>[ \t]*\{[#.:][^{}\n]{0,200}\})"
)


@dataclass(frozen=True, slots=True)
class Mask:
    """A span that was painted over.

    The kind is `lines`, `mark`, `attribute` (also nothing to a reader, and blank to the parser:
    it may stand behind the closing signs of a heading) or that of a protected span.
    """

    start: int
    end: int
    kind: str


def masks(text: str, *, head: bool = True) -> list[Mask]:
    """Return the spans to paint over, in order; `head` tells that the text begins its file."""
    found: list[Mask] = []
    front = _FRONT.match(text) if head else None
    at = front.end() if front else 0
    if front:
        found.append(Mask(0, at, "lines"))
    if ":::" in text or "port " in text or "$$" in text or "\\[" in text:
        found += [Mask(*m.span(), "lines") for m in _LINES.finditer(text, at)]
    if any(sign in text for sign in ("$", "\\(", "{", "[")):
        found += [_inline(match) for match in _INLINE.finditer(text, at)]
    found.sort(key=lambda mask: (mask.start, -mask.end))
    apart: list[Mask] = []
    for mask in found:
        if not apart or mask.start >= apart[-1].end:
            apart.append(mask)
    return apart


def _inline(match: re.Match[str]) -> Mask:
    for name in ("note", "task"):
        if match[name] is not None:
            return Mask(*match.span(name), "mark")
    return Mask(*match.span(), match.lastgroup or "mark")


def painted(text: str, found: list[Mask]) -> str:
    """Return the text with the spans painted over; its lines and its length stay."""
    parts: list[str] = []
    at = 0
    for mask in found:
        parts.append(text[at : mask.start])
        span = text[mask.start : mask.end]
        paint = " " if mask.kind in ("lines", "attribute") else _PAINT
        parts.append("\n".join(paint * len(line) for line in span.split("\n")))
        at = mask.end
    parts.append(text[at:])
    return "".join(parts)
