"""Drawing what cannot be seen: no-break spaces, zero-width characters, controls, line ends.

Article text may also hold escape sequences and bidirectional overrides that would rewrite the
screen or the page it is shown on. Those are drawn wherever they stand; all others only inside a
change and where they touch one, or ordinary French would be full of marks.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from cleanup.start.data import dataclass


@dataclass(frozen=True, slots=True)
class Glyph:
    """An invisible character as it is drawn: the character, its mark, and its name in words."""

    char: str
    mark: str
    title: str


_SPACE = Glyph(" ", "·", "space")
_NAMED = {
    "\u00a0": Glyph("\u00a0", "⍽", "no-break space"),
    "\u202f": Glyph("\u202f", "⸱", "narrow no-break space"),
    "\t": Glyph("\t", "⇥", "tab"),
    "\n": Glyph("\n", "⏎", "line end"),
}
# Marks and letters by category, yet nothing of them is seen.
_HIDDEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CONTROLS = {0x00: "null", 0x08: "backspace", 0x0D: "carriage return", 0x1B: "escape"}


@lru_cache(maxsize=1024)
def glyph(char: str) -> Glyph | None:
    """Return how a character is drawn, or None where it can be seen (and for a plain space)."""
    if char in _NAMED:
        return _NAMED[char]
    category = unicodedata.category(char)
    spaces = category in {"Zs", "Zl", "Zp"} and char != " "
    selector = 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF
    if not (spaces or selector or category in {"Cc", "Cf", "Cs"} or char in _HIDDEN):
        return None
    name = _CONTROLS.get(ord(char)) or unicodedata.name(char, "").lower()
    return Glyph(char, f"<U+{ord(char):04X}>", name or _unnamed(category))


def _unnamed(category: str) -> str:
    return "lone surrogate" if category == "Cs" else "control character"


def is_hostile(char: str) -> bool:
    """Tell whether a character may act on the terminal or page that shows it, or end its line."""
    if char in _BIDI or char in "\u2028\u2029":
        return True
    return char not in "\n\t" and unicodedata.category(char) in {"Cc", "Cs"}


def pieces(
    text: str, *, changed: bool, head: bool = False, tail: bool = False
) -> list[str | Glyph]:
    """Part a text into plain strings and characters to draw.

    `changed` draws every invisible character, and spaces that are doubled or stand at an end.
    Otherwise `head` and `tail` tell that a change touches that end: the blanks there are drawn.
    """
    lead, trail = _touched(text, head, tail)
    parts: list[str | Glyph] = []
    start = 0
    for at, char in enumerate(text):
        if char.isalnum() and char.isascii():
            continue
        near = changed or at < lead or at >= trail
        drawn = _drawn(text, at, changed, near)
        if drawn is None:
            continue
        if start < at:
            parts.append(text[start:at])
        parts.append(drawn)
        start = at + 1
    if start < len(text):
        parts.append(text[start:])
    return parts


def _touched(text: str, head: bool, tail: bool) -> tuple[int, int]:
    """Return the end of the blanks at the head and the start of those at the tail."""
    lead, trail = 0, len(text)
    while head and lead < len(text) and _is_blank(text[lead]):
        lead += 1
    while tail and trail > 0 and _is_blank(text[trail - 1]):
        trail -= 1
    return lead, trail


def _is_blank(char: str) -> bool:
    return char == " " or (char != "\n" and glyph(char) is not None)


def _drawn(text: str, at: int, changed: bool, near: bool) -> Glyph | None:
    char = text[at]
    if char == " ":
        doubled = text[at - 1 : at] == " " or text[at + 1 : at + 2] == " "
        ends = changed and at in {0, len(text) - 1}
        return _SPACE if near and (doubled or ends) else None
    return glyph(char) if near or is_hostile(char) else None


def draw(text: str, *, changed: bool = True) -> str:
    """Return a text with its invisible characters drawn, as `pieces` chooses them."""
    parts = pieces(text, changed=changed)
    return "".join(p if isinstance(p, str) else p.mark for p in parts)


def one_line(text: str) -> str:
    """Return a path or a message fit for one line of a terminal: no control, no line end."""
    return draw(text, changed=False).replace("\n", "⏎").replace("\t", " ")
