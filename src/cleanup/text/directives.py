"""Directives in the text that keep rules off: `<!-- cleanup: ... -->`. Read where one stands.

`ignore[CODE] reason` keeps the rules off the paragraph it stands in or, alone on its lines, off the
next one; `off[CODE]` until `on`; `file-ignore[CODE]` the whole document. A code may be a prefix.
Codes are mandatory: a directive without them does nothing. A directive is never changed itself.
Offsets are code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from cleanup.start.data import dataclass
from cleanup.start.expressions import expression
from cleanup.text.document import Protected

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
        found = [d for d in found if _inside(d, within)]
    shown = [d for d in found if text[d.start - 1 : d.start] != "`" and not _inside(d, kept)]
    return tuple(_spread(text, paragraphs, shown))


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


def _inside(one: Directive, kept: Sequence[Protected]) -> bool:
    return any(span.start <= one.start and one.end <= span.end for span in kept)


def _spread(
    text: str, paragraphs: Sequence[tuple[int, int]], found: Sequence[Directive]
) -> Iterator[Directive]:
    """Yield the directives with the spans that each keeps rules off."""
    for number, one in enumerate(found):
        spans: tuple[tuple[int, int], ...] = ()
        if one.verb == "off":
            closed = next((d.start for d in found[number + 1 :] if d.verb == "on"), len(text))
            spans = ((one.end, closed),)
        elif one.verb == "file-ignore":
            spans = ((0, len(text)),)
        elif one.verb == "ignore":
            spans = (_target(text, one, paragraphs, found),)
        yield Directive(one.start, one.end, one.verb, one.listed, spans if one.codes else ())


def _target(
    text: str, one: Directive, paragraphs: Sequence[tuple[int, int]], found: Sequence[Directive]
) -> tuple[int, int]:
    """Return its own paragraph, or the next one where nothing but directives stands in its own."""
    for start, end in paragraphs:
        if end <= one.start:
            continue
        within = [d for d in found if start <= d.start and d.end <= end]
        at = start
        for other in [*within, Directive(end, end, "", ())]:
            if text[at : other.start].strip():
                return start, end
            at = other.end
    return one.end, one.end
