"""Characters of HTML text: references, white space, and how new text is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from typing import Literal

from cleanup.start.data import dataclass
from cleanup.start.expressions import expression

Kind = Literal["verbatim", "whole", "space"]

# A reference; or white space that shows as one space; or a sign that would begin markup if what
# stands behind it changed, with that.
_SPECIAL = expression(
    r"(?P<reference>&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?))"
    r"|(?P<bare>&[ ]?#?\w{0,31}[ ]?|<[ ]{0,2}[^\s&]?)"
    r"|(?P<space>[ \t\n\f]+)"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text: the same in the file, standing for other characters, or a space."""

    kind: Kind
    low: int
    high: int
    text: str


def stretches(flat: str, low: int, high: int, *, attribute: bool = False) -> Iterator[Stretch]:
    """Yield the stretches of `flat[low:high]`, text or the value of an attribute, in order.

    In an attribute white space stays as it is.
    """
    at = low
    for match in _SPECIAL.finditer(flat, low, high):
        start, end = match.span()
        lone = match[0] == " " and low < start and end < high
        if start < at or (match["space"] and (attribute or lone)):
            continue
        kind: Kind = "space"
        means = " "
        if match["reference"]:
            kind = "whole"
            means, end = _referred(match[0], start, flat[end : end + 1] if attribute else None)
        elif match["bare"]:
            kind, means = "whole", match[0]
        if start > at:
            yield Stretch("verbatim", at, start, flat[at:start])
        yield Stretch(kind, start, end, means)
        at = end
    if high > at:
        yield Stretch("verbatim", at, high, flat[at:high])


def _referred(written: str, at: int, following: str | None) -> tuple[str, int]:
    """Return what a reference stands for, and where it ends; if it is none, itself.

    `following` is the sign behind it in an attribute: there fewer old names need no semicolon.
    """
    if written.startswith("&#"):
        return unescape(written), at + len(written)
    name = written[1:]
    if name in html5 and (name.endswith(";") or not (following and re.match(r"[=\w]", following))):
        return html5[name], at + len(written)
    if following is None:
        for size in range(len(name) - 1, 1, -1):
            if name[:size] in html5:
                return html5[name[:size]], at + 1 + size
    return written, at + len(written)


@dataclass(frozen=True, slots=True)
class Written:
    """Writes text into HTML: what would be markup, or the encoding cannot hold, as a reference.

    The context is the mark around the value of an attribute, or empty.
    """

    codec: str

    def __call__(self, text: str, context: str) -> str:
        """Return text as it stands in HTML."""
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if context:
            text = text.replace(context, "&quot;" if context == '"' else "&#39;")
        return text if self._holds(text) else "".join(map(self._sign, text))

    def _sign(self, sign: str) -> str:
        return sign if self._holds(sign) else f"&#{ord(sign)};"

    def _holds(self, text: str) -> bool:
        try:
            return text.encode(self.codec).decode(self.codec) == text
        except UnicodeError:
            return False


def holds(text: str) -> bool:
    """Tell whether HTML can hold a text: any but a carriage return, NUL or half a pair."""
    return not any(c in "\r\0" or "\ud800" <= c <= "\udfff" for c in text)
