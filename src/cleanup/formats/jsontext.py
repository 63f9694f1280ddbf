"""The strings of a JSON text as prose: their escapes stay, and what is new is written alike."""

from __future__ import annotations

import re

from cleanup.formats.jsonscan import Field
from cleanup.formats.weaver import Weaver
from cleanup.start.expressions import expression

# A line end, a pair of surrogates, one escape.
_ESCAPE = expression(
    r"\\r\\n|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
)
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\n", "t": "\t"}
_WRITTEN = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\t": "\\t"}


def lay(weaver: Weaver, field: Field, *, ascii_only: bool) -> None:
    """Add a string to the prose; `ascii_only` tells that the file has nothing but ASCII."""
    flat = weaver.flat
    literal = flat[field.low : field.high]
    if "\\" not in literal:
        weaver.verbatim(field.low, field.high, context="a" if ascii_only else "")
        return
    context = _habits(literal, ascii_only)
    at = field.low
    for match in _ESCAPE.finditer(flat, field.low, field.high):
        weaver.verbatim(at, match.start(), context=context)
        sign = _read(match[0])
        if sign:
            weaver.whole(match.start(), match.end(), sign, context=context)
        else:
            weaver.hole(match.start(), match.end(), "escape")
        at = match.end()
    weaver.verbatim(at, field.high, context=context)


def _read(escape: str) -> str:
    """Return the sign that an escape stands for, nothing for half of one."""
    if escape == "\\r\\n":
        return "\n"
    if escape[1] != "u":
        return _SHORT.get(escape[1], escape[1])
    units = [int(escape[at : at + 4], 16) for at in range(2, len(escape), 6)]
    if len(units) == 2:
        return chr(0x10000 + ((units[0] - 0xD800) << 10) + units[1] - 0xDC00)
    if 0xD800 <= units[0] < 0xE000 or units[0] == 0:
        return ""
    return "\n" if units[0] == 0x0D else chr(units[0])


def _habits(literal: str, ascii_only: bool) -> str:
    """Return how a string is escaped, as letters that `write` knows.

    a: what is not ASCII; u: with capital digits; r: line ends as two; s: slashes; h: what HTML
    would read.
    """
    codes = re.findall(r"\\u([0-9a-fA-F]{4})", literal)
    digits = "".join(codes)
    found = {
        "a": ascii_only or (literal.isascii() and bool(codes)),
        "u": digits.upper() == digits != digits.lower(),
        "r": "\\r\\n" in literal,
        "s": "\\/" in literal,
        "h": any(code.lower() in ("003c", "003e", "0026") for code in codes),
    }
    return "".join(letter for letter, is_so in found.items() if is_so)


def write(text: str, context: str) -> str:
    """Return text as it stands between the quotation marks of a string."""
    return "".join(_written(character, context) for character in text)


def _written(character: str, habits: str) -> str:
    if character == "\n":
        return "\\r\\n" if "r" in habits else "\\n"
    if character in _WRITTEN:
        return _WRITTEN[character]
    if character == "/" and "s" in habits:
        return "\\/"
    code = ord(character)
    escaped = code < 0x20 or (code > 0x7E and "a" in habits)
    if not escaped and not ("h" in habits and character in "<>&"):
        return character
    if code > 0xFFFF:
        code -= 0x10000
        return _unit(0xD800 + (code >> 10), habits) + _unit(0xDC00 + (code & 0x3FF), habits)
    return _unit(code, habits)


def _unit(code: int, habits: str) -> str:
    return f"\\u{code:04X}" if "u" in habits else f"\\u{code:04x}"
