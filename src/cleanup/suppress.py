"""Directives in the text that keep rules off: `<!-- cleanup: ... -->` and `[sic]`.

`ignore[CODE] reason` keeps the rules off the paragraph it stands in or, alone on its lines, off the
next one; `off[CODE]` until `on`; `file-ignore[CODE]` the whole document. A code may be a prefix.
Codes are mandatory: a directive without them does nothing. Offsets are code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleanup.document import Protected

SUPPRESSED = "suppressed"  # the kind of the spans that directives protect

_DIRECTIVE = re.compile(
    r"<!--\s*cleanup:\s*(?P<verb>ignore|off|on|file-ignore)\s*"
    r"(?:\[(?P<codes>[A-Z0-9, ]+)\])?[^\n]*?-->"
)
_SIC = re.compile(r"[\w’'-]+[ \u00a0\u202f]?\[sic\]", re.IGNORECASE)


def suppressed(text: str, paragraphs: Sequence[tuple[int, int]]) -> Iterator[Protected]:
    """Yield the spans that the document's own directives protect."""
    if "[sic" in text or "[Sic" in text or "[SIC" in text:
        for match in _SIC.finditer(text):
            yield Protected(match.start(), match.end(), "sic")
    if "cleanup:" in text:
        yield from _directives(text, paragraphs)


def _directives(text: str, paragraphs: Sequence[tuple[int, int]]) -> Iterator[Protected]:
    opened: list[tuple[int, frozenset[str]]] = []
    for match in _DIRECTIVE.finditer(text):
        codes = frozenset(re.findall(r"[A-Z]+[0-9]*", match["codes"] or ""))
        verb = match["verb"]
        if verb == "on":
            for start, off in opened:
                yield Protected(start, match.start(), SUPPRESSED, off)
            opened.clear()
        elif not codes:
            continue
        elif verb == "off":
            opened.append((match.end(), codes))
        elif verb == "file-ignore":
            yield Protected(0, len(text), SUPPRESSED, codes)
        else:
            yield Protected(*_target(match, paragraphs), SUPPRESSED, codes)
    for start, off in opened:
        yield Protected(start, len(text), SUPPRESSED, off)


def _target(match: re.Match[str], paragraphs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    for start, end in paragraphs:
        if start <= match.start() < end:
            if match.string[start:end].strip() != match[0]:
                return start, end
        elif start >= match.end():
            return start, end
    return match.end(), match.end()
