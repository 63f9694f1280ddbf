"""Directives in the text that keep rules off: `<!-- cleanup: ... -->`. Read where one stands.

`ignore[CODE] reason` keeps the rules off the paragraph it stands in or, alone on its lines, off the
next one; `off[CODE]` until `on`; `file-ignore[CODE]` the whole document. A code may be a prefix.
Codes are mandatory: a directive without them does nothing. A directive is never changed itself.
Offsets are code points.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from operator import attrgetter, itemgetter

from cleanup.start.data import dataclass
from cleanup.start.expressions import expression
from cleanup.text.document import Protected
from cleanup.text.reach import Reach

VERBS = ("ignore", "off", "on", "file-ignore")

_CODE = expression(r"[A-Z]+[0-9]*")


@dataclass(frozen=True, slots=True)
class Listed:
    """What stands between the brackets of a directive, and where."""

    word: str
    start: int
    end: int

    @property
    def is_code(self) -> bool:
        """Tell whether it has the form of a code or of the beginning of codes."""
        return _CODE.fullmatch(self.word) is not None


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive: its own place, what it says, and the spans that it keeps rules off."""

    start: int
    end: int
    verb: str
    listed: tuple[Listed, ...]
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The codes it names, as far as they have the form of one."""
        return frozenset(one.word for one in self.listed if one.is_code)


def directives(
    text: str,
    paragraphs: Sequence[tuple[int, int]],
    kept: Sequence[Protected] = (),
    comments: tuple[str, str] = ("<!--", "-->"),
    within: Sequence[Protected] | None = None,
) -> tuple[Directive, ...]:
    """Return the directives of a text, in order, wrong ones as well.

    `kept` is text in which they are only shown, such as code; `comments` is how a comment begins
    and ends; `within` are the comments, where the text may hold other things that look like them.
    """
    if "cleanup:" not in text:
        return ()
    found = [_read(match) for match in _pattern(*comments).finditer(text)]
    if within is not None:
        told = Reach(within)
        found = [d for d in found if told.covers(d.start, d.end)]
    shown = Reach(kept)
    found = [
        d for d in found if text[d.start - 1 : d.start] != "`" and not shown.covers(d.start, d.end)
    ]
    return _spread(text, paragraphs, found)


@cache
def _pattern(begin: str, end: str) -> re.Pattern[str]:
    stop = r"(?=\n|\Z)" if end == "\n" else re.escape(end)
    return expression(
        rf"{re.escape(begin)}\s*cleanup:[ \t]*(?P<verb>[A-Za-z-]*)[ \t]*"
        rf"(?:\[(?P<codes>[^\]\n]*)\])?[^\n]*?{stop}"
    )


def _read(match: re.Match[str]) -> Directive:
    shift = match.start("codes")
    listed = tuple(
        Listed(one[0], shift + one.start(), shift + one.end())
        for one in re.finditer(r"[^\s,]+", match["codes"] or "")
    )
    # A slip of the pen leaves the dashes of the comment behind the verb: `on-->`.
    return Directive(match.start(), match.end(), match["verb"].rstrip("-"), listed)


def _spread(
    text: str, paragraphs: Sequence[tuple[int, int]], found: Sequence[Directive]
) -> tuple[Directive, ...]:
    """Return the directives with the spans that each keeps rules off."""
    targets = _Targets(text, paragraphs, found)
    spread: list[Directive] = []
    closed = len(text)
    for one in reversed(found):  # so that what follows is known
        spans: tuple[tuple[int, int], ...] = ()
        if one.verb == "on":
            closed = one.start
        elif one.verb == "off":
            spans = ((one.end, closed),)
        elif one.verb == "file-ignore":
            spans = ((0, len(text)),)
        elif one.verb == "ignore":
            spans = (targets.of(one),)
        spans = spans if one.codes else ()
        spread.append(Directive(one.start, one.end, one.verb, one.listed, spans))
    return tuple(reversed(spread))


class _Targets:
    """The paragraphs that directives speak of: asked for the last directive first."""

    def __init__(
        self, text: str, paragraphs: Sequence[tuple[int, int]], found: Sequence[Directive]
    ) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._found = found
        # By the number of a paragraph that one with prose, from there on; at the end there is none.
        self._known = {len(paragraphs): -1}

    def of(self, one: Directive) -> tuple[int, int]:
        """Return its own paragraph, or the next one where its own holds directives alone."""
        first = number = bisect_right(self._paragraphs, one.start, key=itemgetter(1))
        while number not in self._known and not self._has_prose(number):
            number += 1
        prose = self._known.get(number, number)
        self._known.update(dict.fromkeys(range(first, number + 1), prose))
        return self._paragraphs[prose] if prose >= 0 else (one.end, one.end)

    def _has_prose(self, number: int) -> bool:
        """Tell whether a paragraph holds more than directives."""
        at, end = self._paragraphs[number]
        first = bisect_left(self._found, at, key=attrgetter("start"))
        last = bisect_right(self._found, end, key=attrgetter("end"))
        for other in self._found[first:last]:
            if self._text[at : other.start].strip():
                return True
            at = other.end
        return bool(self._text[at:end].strip())
