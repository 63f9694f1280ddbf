"""Paragraphs and sentences of a text. Offsets are code points, end exclusive."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from cleanup.start.expressions import expression

# A paragraph written on one line is longer than any line of a wrapped one.
_WRAPPED = 120
_BLANK = expression(r"\n(?:[ \t\u00a0]*\n)+")
_INK = expression(r"\S")
# It begins with a set, and looks back from there: only so does `re` skip all other characters.
_SENTENCE_END = expression(
    r"[.!?…](?<![.!?…][.!?…])[.!?…]*+(?:[ \u00a0\u202f]?[\"”»’)\]])*"
    r"(?=\s+[\"“«‹„(\[—–-]*[ \u00a0\u202f]?[^\W\d_a-zà-ÿ]|\s*\Z)"
)


def paragraphs(
    text: str, start: int = 0, end: int | None = None, *, lines: bool = True
) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs of `text[start:end]`, without the line ends around them.

    Blank lines part paragraphs; so does a single line end beside a line that is longer than a
    wrapped line would be, since such a text has one paragraph a line, unless `lines` is false.
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    at = start
    for blank in _BLANK.finditer(text, start, end):
        _add(text, at, blank.start(), spans, lines)
        at = blank.end()
    _add(text, at, end, spans, lines)
    return spans


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]], lines: bool) -> None:
    """Add the paragraphs of a stretch without blank lines."""
    if start < end and text.find("\n", start, end) < 0:  # most are one line
        spans.append((start, end))
        return
    while start < end and text[start] == "\n":
        start += 1
    while start < end and text[end - 1] == "\n":
        end -= 1
    begin = at = start
    before = 0
    while lines and at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if at > begin and max(before, stop - at) > _WRAPPED:
            spans.append((begin, at - 1))
            begin = at
        before = stop - at
        at = stop + 1
    if begin < end:
        spans.append((begin, end))


def inked(text: str) -> tuple[int, int]:
    """Return where what is no white space begins and ends in a text, without a copy of it."""
    first = _INK.search(text)
    end = len(text)
    while end and text[end - 1].isspace():
        end -= 1
    return (first.start() if first else end), end


def stretches(text: str, start: int, end: int, size: int = 12_000) -> Iterator[tuple[int, int]]:
    """Yield spans of whole lines that are together `text[start:end]`, of about `size` code points.

    What is worked out for one of them and then forgotten fills neither memory nor the caches of
    the processor.
    """
    while (stop := text.find("\n", start + size, end)) >= 0:
        yield start, stop + 1
        start = stop + 1
    yield start, end


def sentence_ends(text: str, low: int, high: int) -> list[int]:
    """Return where the sentences of `text[low:high]` end, in order, for `sentence_around`."""
    return [match.end() for match in _SENTENCE_END.finditer(text, low, high)]


def sentence_around(
    text: str, span: tuple[int, int], within: tuple[int, int], ends: Sequence[int]
) -> tuple[int, int]:
    """Return the span of the sentences that a span touches, of those that end at `ends`.

    The first begins where `within` does, the last ends where `within` does.
    """
    start, end = span
    before = bisect_right(ends, start)
    behind = bisect_left(ends, end, lo=before)
    first = ends[before - 1] if before else within[0]
    last = ends[behind] if behind < len(ends) else within[1]
    while first < start and text[first].isspace():
        first += 1
    return first, max(last, end)
