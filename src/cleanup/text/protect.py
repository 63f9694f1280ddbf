"""Text that no rule may change or match across: addresses, code, markup, placeholders, numbers.

Found with every look at a text, before any rule runs. Offsets are code points, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.start.expressions import expression
from cleanup.text.document import Protected

# Each kind with its pattern; where two could begin at one place the earlier wins. Every pattern
# begins with something rare or is anchored at a word, and none crosses a line end.
_KINDS = (
    ("code", r"``(?!`)(?:[^`\n]|`(?!`)){1,400}``(?!`)|`(?!`)[^`\n]{1,400}`(?!`)"),
    (
        "url",
        r"(?:https?|ftp|mailto|file)://?[^\s<>«»“”\"]*[^\s<>«»“”\".,;:!?)\]'’]|www\.[\w-]+\.[^\s<>«»“”\"]*\w",
    ),
    ("email", r"\b[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"),
    (
        "markup",
        r"</?[A-Za-z][\w:-]{0,30}(?:\s[^<>\n]{0,1000})?/?>|<!--(?:[^-\n]|-(?!->)){0,2000}-->",
    ),
    ("link", r"\]\([^()\s]{1,500}(?: \"[^\"\n]*\")?\)"),
    (
        "placeholder",
        r"\{\{[^{}\n]{0,200}\}\}|\{%[^{}\n]{0,200}%\}|\$\{[^{}\n]{1,80}\}|%\(\w+\)[sd]|\{\d{1,2}\}",
    ),
    ("citation", r"\[\d[\d\s,;–-]{0,30}(?:p\. ?\d+)?(?:[\d\s,;–-]|p\. ?\d+){0,30}\]"),
    ("time", r"\b\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\b"),
    (
        "file",
        r"\b[\w-]{1,100}(?:\.[\w-]{1,100}){0,8}\.(?:txt|md|pdf|docx?|xlsx?|odt|csv|json|xml|html?|py|js|css|png|jpe?g|gif|svg|dwg|zip|gz|tar|exe|mp[34]|avi|wav|toml|ya?ml)\b(?!\.\w)",
    ),
    ("handle", r"(?<![\w&/])[@#]\w*[^\W\d]\w*"),
    ("version", r"\b\d+(?:\.\d+){2,}\b"),
)
_ANY = expression("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS))
# What one of them must hold; most paragraphs hold nothing. Each begins with a literal: only so does
# `re` skip what none can begin with.
_SIGN = expression(
    r"@|`|<|#|\{|\]\(|%\(|:(?=[/\d])|\[(?=\d)|www\."
    r"|\.(?=\d|txt|md|pdf|doc|xls|odt|csv|json|xml|htm|py|js|css|png|jp|gif|svg|dwg|zip|gz|tar|exe|mp|avi|wav|toml|ya?ml)"
)
_FENCE = expression(r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^`\n]*$", re.MULTILINE)
_FRONT = expression(r"\A---[ \t]*\n(?:.*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")


def protect_inline(text: str, start: int, end: int) -> Iterator[Protected]:
    """Yield the protected spans that begin and end inside `text[start:end]`."""
    if not is_signed(text, start, end):
        return
    for match in _ANY.finditer(text, start, end):
        yield Protected(match.start(), match.end(), match.lastgroup or "")


def is_signed(text: str, start: int, end: int) -> bool:
    """Tell whether `protect_inline` may find anything in `text[start:end]`."""
    return _SIGN.search(text, start, end) is not None


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
