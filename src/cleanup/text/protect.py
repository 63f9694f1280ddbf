"""Text that no rule may change or match across: addresses, code, markup, placeholders, numbers.

Found with every look at a text, before any rule runs. Offsets are code points, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.start.expressions import expression
from cleanup.text.document import Protected

# Each kind with its pattern; where two could begin at one place the earlier wins. None crosses a
# line end.
_KINDS = {
    "code": expression(r"``(?!`)(?:[^`\n]|`(?!`)){1,400}``(?!`)|`(?!`)[^`\n]{1,400}`(?!`)"),
    "url": expression(
        r"(?:https?|ftp|mailto|file)://?[^\s<>«»“”\"]*[^\s<>«»“”\".,;:!?)\]'’]|www\.[\w-]+\.[^\s<>«»“”\"]*\w"
    ),
    "email": expression(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "markup": expression(
        r"</?[A-Za-z][\w:-]{0,30}(?:\s[^<>\n]{0,1000})?/?>|<!--(?:[^-\n]|-(?!->)){0,2000}-->"
    ),
    "link": expression(r"\]\([^()\s]{1,500}(?: \"[^\"\n]*\")?\)"),
    "placeholder": expression(
        r"\{\{[^{}\n]{0,200}\}\}|\{%[^{}\n]{0,200}%\}|\$\{[^{}\n]{1,80}\}|%\(\w+\)[sd]|\{\d{1,2}\}"
    ),
    "citation": expression(r"\[\d[\d\s,;–-]{0,30}(?:p\. ?\d+)?(?:[\d\s,;–-]|p\. ?\d+){0,30}\]"),
    "time": expression(r"\b\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\b"),
    "file": expression(
        r"\b[\w-]+(?:\.[\w-]+)*\.(?:txt|md|pdf|docx?|xlsx?|odt|csv|json|xml|html?|py|js|css|png|jpe?g|gif|svg|dwg|zip|gz|tar|exe|mp[34]|avi|wav|toml|ya?ml)\b(?!\.\w)"
    ),
    "handle": expression(r"(?<![\w&/])[@#]\w*[^\W\d]\w*"),
    "version": expression(r"\b\d+(?:\.\d+){2,}\b"),
}
# What one of a kind must hold: most paragraphs hold nothing, and the others one or two.
_SIGNS = {
    "@": ("email", "handle"),
    "`": ("code",),
    "<": ("markup",),
    "#": ("handle",),
    "{": ("placeholder",),
    "](": ("link",),
    "%(": ("placeholder",),
    ":": ("url", "time"),
    "[": ("citation",),
    "www.": ("url",),
    ".": ("file", "version"),
}
# Each begins with a literal: only so does `re` skip what none can begin with.
_SIGN = expression(
    r"@|`|<|#|\{|\]\(|%\(|:(?=[/\d])|\[(?=\d)|www\."
    r"|\.(?=\d|txt|md|pdf|doc|xls|odt|csv|json|xml|htm|py|js|css|png|jp|gif|svg|dwg|zip|gz|tar|exe|mp|avi|wav|toml|ya?ml)"
)
_FENCE = expression(r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^`\n]*$", re.MULTILINE)
_FRONT = expression(r"\A---[ \t]*\n(?:.*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")


def protect_inline(text: str, start: int, end: int) -> Iterator[Protected]:
    """Yield the protected spans that begin and end inside `text[start:end]`."""
    kinds = {kind for sign in _SIGN.finditer(text, start, end) for kind in _SIGNS[sign[0]]}
    ahead = [(_KINDS[kind].search(text, start, end), kind) for kind in _KINDS if kind in kinds]
    while found := [(match, kind) for match, kind in ahead if match]:
        first, kind = min(
            found, key=lambda one: one[0].start()
        )  # of several at one place the first
        yield Protected(*first.span(), kind)
        at = first.end()
        ahead = [
            (match if match.start() >= at else _KINDS[kind].search(text, at, end), kind)
            for match, kind in found
        ]


def signs(text: str) -> Iterator[int]:
    """Yield places of which one is in each span that `protect_inline` finds anywhere."""
    return (match.start() for match in _SIGN.finditer(text))


def protect_document(text: str) -> list[Protected]:
    """Return the spans that only the whole document shows: front matter and fenced code."""
    spans = []
    front = _FRONT.match(text) if text.startswith("---") else None
    if front and ":" in front[0]:
        spans.append(Protected(0, front.end(), "front-matter"))
    if "```" in text or "~~~" in text:
        spans.extend(_fences(text))
    return spans


def _fences(text: str) -> Iterator[Protected]:
    opened: re.Match[str] | None = None
    for match in _FENCE.finditer(text):
        mark = match["fence"]
        if opened is None:
            opened = match
        elif mark[0] == opened["fence"][0] and len(mark) >= len(opened["fence"]):
            yield Protected(opened.start(), match.end(), "code")
            opened = None
