"""The quotation marks of a paragraph, each with what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cleanup.language.packs import Pack
from cleanup.start.expressions import expression
from cleanup.text.document import Protected

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
_MARK = expression(f"[{''.join(FAMILIES)}]")
# Where no pair of the language tells, a mark points as Unicode names it.
_OPENING = "«‹“„‟"
_CLOSING = "»›”"
SPACES = " \u00a0\u202f\u2009"
_ROW = 4  # marks that may stand side by side; more of one kind are an ornament, and quote nothing
_HEAD = 20  # code points of blank space that a paragraph may begin with
# What may stand beside a mark that opens, and beside one that closes, besides letters and spaces.
BEFORE_OPENING = "([{—–-/«“„\"'’‹…"
AFTER_OPENING = "[(…¿¡$€@#*"
BEFORE_CLOSING = ".!?…,;:%)]»”\"’'°€$*"
AFTER_CLOSING = ',.;:!?…)]}»”—–-/"[('


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
    text: str, start: int, end: int, pack: Pack, kept: Sequence[Protected]
) -> Iterator[Mark]:
    """Yield the marks of the paragraph `start:end` that no protected span covers."""
    ways = directions(pack)
    # What keeps off some rules alone hides no mark from the parse.
    covering = [p for p in kept if not p.codes and p.kind not in ("suppressed", "sic")]
    last = start
    head = end - len(text[start:end].lstrip())
    for match in _MARK.finditer(text, start, end):
        at, char = match.start(), match[0]
        if covering and any(p.start <= at < p.end for p in covering):
            continue
        opens, closes = ways.get(char) or (char in _OPENING, char in _CLOSING)
        left, right = text[max(start, at - 2) : at], text[at + 1 : at + 3]
        opening, closing, glued = _beside(left, char, right, min(2, end - at - 1), at <= head)
        first = at <= head and at - start < _HEAD
        twin = text[last] == char and _twin(text, last, at)
        yield Mark(at, char, FAMILIES[char], opens, closes, opening, closing, glued, first, twin)
        last = at


def without_ornaments(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield the marks that do not stand in a long row of equal ones."""
    row: list[Mark] = []
    for mark in marks:
        if not mark.twin:
            yield from row if len(row) <= _ROW else ()
            row = []
        row.append(mark)
    yield from row if len(row) <= _ROW else ()


@lru_cache(maxsize=10_000)
def _beside(left: str, char: str, right: str, room: int, head: bool) -> tuple[int, int, str]:
    """Return the evidence beside a mark that it opens and that it closes, and what it is stuck to.

    `left` and `right` are two characters on each side, at most; those of its paragraph on the left,
    `room` of them on the right. With `head` nothing but blank space stands before it.
    """
    opening, closing = _opening(left, char, right, room, head), _closing(left, char, right[:room])
    return opening, closing, _glued(left[-1:], right[: min(1, room)])


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


def _opening(left: str, char: str, right: str, room: int, head: bool) -> int:
    """Return the evidence that a mark opens: what opens has room before it and words after it."""
    before = left[-1:]
    points = 2 if not before or before.isspace() or before in BEFORE_OPENING else 0
    spaced = right[:1] in (*SPACES,) and char in "«»‹›"
    if spaced and char in "»›" and not head:
        return max(0, points - 1)  # with its space inside, it would be drawn the right way
    after = right[spaced] if spaced < room else ""
    if after and (after.isalnum() or after in AFTER_OPENING or after in FAMILIES):
        points += 2
    elif after in (*SPACES,) and (not before or before in ":,"):
        points += 1
    else:
        points -= 1  # nothing that could be quoted follows
    return max(0, min(points, 3))


def _closing(left: str, char: str, right: str) -> int:
    """Return the evidence that a mark closes: words before it, room or punctuation after it."""
    spaced = len(left) > 1 and left[-1] in SPACES and char in "«»‹›"
    before = left[0] if spaced else left[-1:]
    points = 0
    if before and (before.isalnum() or before in BEFORE_CLOSING):
        points += 1 if spaced and char in "«‹" else 2
    else:
        points -= 1  # nothing that could have been quoted stands before it
    after = right[:1]
    if char in "«‹" and after in (*SPACES,) and spaced:
        return max(0, points - 1)
    if not after or after in AFTER_CLOSING or after == "\n":
        points += 2
    elif after.isspace():
        points += 1
    return max(0, min(points, 3))


def _glued(left: str, right: str) -> str:
    if left.isdigit() and not right.isalpha():
        return "digit"
    return "letters" if left.isalpha() and right.isalpha() else ""
