"""Paragraphs and sentences of a text. Offsets are code points, end exclusive."""

from __future__ import annotations

import re

# A paragraph written on one line is longer than any line of a wrapped one.
_WRAPPED = 120
_BLANK = re.compile(r"\n(?:[ \t\u00a0]*\n)+")
_SENTENCE_END = re.compile(
    r"[.!?…]+[\"”»’\u00a0\u202f)\]]*(?=\s+[\"“«‹„(\[—–-]*[ \u00a0\u202f]?[^\W\d_a-zà-ÿ]|\s*\Z)"
)


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs of `text[start:end]`, without the line ends around them.

    Blank lines part paragraphs; so does a single line end beside a line that is longer than a
    wrapped line would be, since such a text has one paragraph a line.
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    at = start
    for blank in _BLANK.finditer(text, start, end):
        _add(text, at, blank.start(), spans)
        at = blank.end()
    _add(text, at, end, spans)
    return spans


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    """Add the paragraphs of a stretch without blank lines."""
    while start < end and text[start] == "\n":
        start += 1
    while start < end and text[end - 1] == "\n":
        end -= 1
    begin = at = start
    before = 0
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if at > begin and max(before, stop - at) > _WRAPPED:
            spans.append((begin, at - 1))
            begin = at
        before = stop - at
        at = stop + 1
    if begin < end:
        spans.append((begin, end))


def sentence_around(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """Return the span of the sentences of `text[low:high]` that `start:end` touches."""
    first, last = low, high
    for match in _SENTENCE_END.finditer(text, low, high):
        if match.end() <= start:
            first = match.end()
        elif match.end() >= end:
            last = match.end()
            break
    while first < start and text[first].isspace():
        first += 1
    return first, max(last, end)
