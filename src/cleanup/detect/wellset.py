"""Quotations that are set as the language sets them: one pattern finds them, nothing is to read.

Most marks of most texts are such. A pair counts where each mark has the evidence beside it that
`marks` asks for, the space inside is there or not as the language has it, and no other mark stands
between. Whatever is not so plain is left to the parse.
"""

from __future__ import annotations

import re

from cleanup.detect.marks import (
    AFTER_CLOSING,
    AFTER_OPENING,
    BEFORE_CLOSING,
    BEFORE_OPENING,
    FAMILIES,
    SPACES,
    directions,
)
from cleanup.language.packs import Pack
from cleanup.start.expressions import expression

_MARKS = re.escape("".join(FAMILIES))
_LETTER = r"[^\W_]"
_GUILLEMETS = "«»"


def wellset(pack: Pack) -> re.Pattern[str]:
    """Return a pattern for a pair that is plainly in order, or any other mark by itself.

    Each part begins with a literal: only so does `re` skip what none can begin with.
    """
    quotes, ways = pack.quotes, directions(pack)
    pairs = dict.fromkeys((quotes.primary, quotes.secondary, *quotes.accepted, ('"', '"')))
    plain = [
        _pair(opening, closing, spaced=bool(quotes.inner) and opening in _GUILLEMETS)
        for opening, closing in pairs
        # Either both can point one way alone or both can point either way: else the parse decides.
        if FAMILIES.get(opening, "") == FAMILIES.get(closing)
        and ways[opening][1] == ways[closing][0]
    ]
    return expression("|".join([*plain, *FAMILIES]))


def _pair(opening: str, closing: str, *, spaced: bool) -> str:
    space = f"[{SPACES}]" if spaced else ""
    room = f"(?<![^\\s{re.escape(BEFORE_OPENING)}]{opening})"
    begun = f"(?:{_LETTER}|[{_unmarked(AFTER_OPENING)}])"
    ended = f"(?:{_LETTER}|[{_unmarked(BEFORE_CLOSING)}])"
    behind = f"(?![^\\s{re.escape(AFTER_CLOSING)}])"
    inside = f"(?={begun})[^{_MARKS}\n]*(?<={ended})"
    return f"{opening}{room}{space}{inside}{space}{closing}{behind}"


def _unmarked(characters: str) -> str:
    return re.escape("".join(c for c in characters if c not in FAMILIES))
