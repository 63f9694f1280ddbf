"""What directives in the text and `[sic]` protect. Offsets are code points."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from cleanup.start.expressions import expression
from cleanup.text.document import Protected

if TYPE_CHECKING:
    from cleanup.text.directives import Directive

SUPPRESSED = "suppressed"  # the kind of the spans that directives and decisions protect
DIRECTIVE = "directive"  # the kind of the directives themselves
UNUSED = "SUP001"  # the rule that names what a directive keeps off in vain

_SIC = expression(r"\[[sS][iI][cC]\]")
_SPACES = tuple(" \u00a0\u202f")


def protect(text: str, found: Iterable[Directive]) -> Iterator[Protected]:
    """Yield the spans that the directives of a text protect, themselves included, and `[sic]`."""
    if "[sic" in text or "[Sic" in text or "[SIC" in text:
        for match in _SIC.finditer(text):
            start = behind = match.start() - text.startswith(_SPACES, match.start() - 1)
            while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_’'-"):
                start -= 1
            if 0 <= start < behind:
                yield Protected(start, match.end(), "sic")
    for one in found:
        yield Protected(one.start, one.end, DIRECTIVE)
    for span, codes in _widest(found).items():
        yield Protected(*span, SUPPRESSED, frozenset(codes))


def _widest(found: Iterable[Directive]) -> dict[tuple[int, int], set[str]]:
    """Return the spans in which codes are kept off; of two that end together only the wider.

    An empty one stays: it keeps off what is nothing but that place.
    """
    begins: dict[tuple[int, str], int] = {}
    widest: dict[tuple[int, int], set[str]] = {}
    for one in found:
        for start, end in one.spans:
            if start == end:
                widest.setdefault((start, end), set()).update(one.codes)
            for code in one.codes:
                begins[end, code] = min(start, begins.get((end, code), start))
    for (end, code), start in begins.items():
        widest.setdefault((start, end), set()).add(code)
    return widest


def needed(
    found: Sequence[Directive], muted: Iterable[tuple[str, int, int]]
) -> set[tuple[int, str]]:
    """Return which codes of which directives (by number) keep something off.

    `muted` are code, start and end of what was found and is suppressed.
    """
    words = {word for one in found for word in one.codes}
    places: dict[str, list[tuple[int, int]]] = {}
    for code, start, end in muted if words else ():
        for length in range(1, len(code) + 1):
            if code[:length] in words:
                places.setdefault(code[:length], []).append((start, end))
    reached = {word: _reached(spans) for word, spans in places.items()}
    return {
        (number, word)
        for number, one in enumerate(found)
        for word in one.codes & reached.keys()
        if any(_meets(span, *reached[word]) for span in one.spans)
    }


def _reached(spans: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Return where spans begin, in order, and how far each reaches with those before it."""
    spans.sort()
    return [start for start, _ in spans], list(accumulate((end for _, end in spans), max))


def _meets(span: tuple[int, int], starts: Sequence[int], reach: Sequence[int]) -> bool:
    """Tell whether a span touches one of others, by where they begin and how far they reach."""
    behind = bisect_right(starts, span[1])
    return behind > 0 and reach[behind - 1] >= span[0]
