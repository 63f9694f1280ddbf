"""The quotation marks of a paragraph, each with what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleanup.document import Protected
from cleanup.packs import Pack

FAMILIES = {
    "«": "guillemets",
    "»": "guillemets",
    "‹": "single guillemets",
    "›": "single guillemets",
    "“": "curly",
    "”": "curly",
    "„": "curly",
    "‟": "curly",
    '"': "straight",
}
# Where no pair of the language tells, a mark points as Unicode names it.
_OPENING = "«‹“„‟"
_CLOSING = "»›”"
SPACES = " \u00a0\u202f\u2009"
_HEAD = 20  # code points of blank space that a paragraph may begin with
_BEFORE_OPENING = "([{—–-/«“„\"'’‹…"
_AFTER_OPENING = "[(…¿¡$€@#*"
_BEFORE_CLOSING = ".!?…,;:%)]»”\"’'°€$*"
_AFTER_CLOSING = ',.;:!?…)]}»”—–-/"[('


class Mark(NamedTuple):
    """One mark at a code point of the text: a tuple, since a long text has thousands of them.

    `opens` and `closes` tell which ways it can point in this language. `opening` and `closing`
    are the evidence beside it for each role, 0 to 3. `glued` says what it is stuck to on the
    left: `digit`, `letters` (on both sides) or nothing. `first` marks stand at the head of their
    paragraph, a `twin` stands behind the same mark with nothing between.
    """

    at: int
    char: str
    family: str
    opens: bool
    closes: bool
    opening: int
    closing: int
    glued: str
    first: bool
    twin: bool = False


def read_marks(
    text: str, start: int, end: int, hits: Iterable[int], pack: Pack, kept: Sequence[Protected]
) -> Iterator[Mark]:
    """Yield the marks of the paragraph `start:end` at `hits` that no protected span covers."""
    ways = directions(pack)
    # What keeps off some rules alone hides no mark from the parse.
    covering = [p for p in kept if not p.codes and p.kind not in ("suppressed", "sic")]
    last = start
    for at in hits:
        if covering and any(p.start <= at < p.end for p in covering):
            continue
        char = text[at]
        left, right = text[max(start, at - 1) : at], text[at + 1 : min(end, at + 2)]
        opens, closes = ways.get(char) or (char in _OPENING, char in _CLOSING)
        yield Mark(
            at,
            char,
            FAMILIES[char],
            opens,
            closes,
            _opening(text, at, start, end),
            _closing(text, at, start, end),
            _glued(left, right),
            at - start < _HEAD and not text[start:at].strip(),
            _twin(text, last, at),
        )
        last = at


def _twin(text: str, last: int, at: int) -> bool:
    same = last < at and text[last] == text[at] != '"'
    return same and not text[last + 1 : at].strip(SPACES)


def moved(mark: Mark, shift: int) -> Mark:
    """Return a mark of a paragraph that now stands `shift` code points further on."""
    return Mark(mark.at + shift, *mark[1:])


def directions(pack: Pack) -> dict[str, tuple[bool, bool]]:
    """Return for each mark of the language whether it opens and whether it closes."""
    quotes = pack.quotes
    ways: dict[str, tuple[bool, bool]] = {'"': (True, True)}
    for opening, closing in (quotes.primary, quotes.secondary, *quotes.accepted):
        ways[opening] = (True, ways.get(opening, (False, False))[1])
        ways[closing] = (ways.get(closing, (False, False))[0], True)
    return ways


def _opening(text: str, at: int, start: int, end: int) -> int:
    """Return the evidence that a mark opens: what opens has room before it and words after it."""
    left = text[at - 1] if at > start else ""
    points = 2 if not left or left.isspace() or left in _BEFORE_OPENING else 0
    spaced = text[at + 1 : at + 2] in (*SPACES,) and text[at] in "«»‹›"
    if spaced and text[at] in "»›" and text[start:at].strip():
        return max(0, points - 1)  # with its space inside, it would be drawn the right way
    inner = at + 1 + spaced
    right = text[inner] if inner < end else ""
    if right and (right.isalnum() or right in _AFTER_OPENING or right in FAMILIES):
        points += 2
    elif right in (*SPACES,) and (not left or left in ":,"):
        points += 1
    else:
        points -= 1  # nothing that could be quoted follows
    return max(0, min(points, 3))


def _closing(text: str, at: int, start: int, end: int) -> int:
    """Return the evidence that a mark closes: words before it, room or punctuation after it."""
    spaced = at - 1 > start and text[at - 1] in SPACES and text[at] in "«»‹›"
    inner = at - 1 - spaced
    left = text[inner] if inner >= start else ""
    points = 0
    if left and (left.isalnum() or left in _BEFORE_CLOSING):
        points += 1 if spaced and text[at] in "«‹" else 2
    else:
        points -= 1  # nothing that could have been quoted stands before it
    right = text[at + 1] if at + 1 < end else ""
    if text[at] in "«‹" and right in (*SPACES,) and spaced:
        return max(0, points - 1)
    if not right or right in _AFTER_CLOSING or right == "\n":
        points += 2
    elif right.isspace():
        points += 1
    return max(0, min(points, 3))


def _glued(left: str, right: str) -> str:
    if left.isdigit() and not right.isalpha():
        return "digit"
    return "letters" if left.isalpha() and right.isalpha() else ""
