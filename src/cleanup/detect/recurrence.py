"""Sentences and paragraphs that come again, beside themselves or further on.

Numbers stand for the parts of all lines; where one comes twice, the lines around it are read.
Only long ones count, since short ones come again in every text, and none in a list, a table or a
dialogue.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence, Set
from typing import NamedTuple

from cleanup.detect.candidates import Candidate
from cleanup.detect.spoken import spoken
from cleanup.detect.view import View
from cleanup.scan.again import again as repeated
from cleanup.scan.repeats import LONGEST
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit
from cleanup.text.paragraphs import stretches

_LEAST = 30  # code points of a sentence, and
_WORDS = 5  # its words
_LEAST_LINE = 60
_CHUNK = 4_000  # code points of a text that are cut at once: those that hold a copy are read again
_SENTENCE_WORDS = 7  # from here on a sentence beside itself is removed without asking
_END = 2  # code points in which a sentence ends
_ENDS = expression(r"[.!?…][»”\"’)]?\Z")
_ANY = expression(r"\S")
_RARE = expression(r"\.[^\S\n ]")  # a stop before white space of another kind
# A sentence, or what is left of a line: else each place of that would be a look at all of it.
_SENTENCE = expression(r"[^\n]*?(?:\.(?=\s|\Z)|(?=\n|\Z))")


class _Place(NamedTuple):
    """A sentence or a paragraph at `start:end`."""

    start: int
    end: int


class _Twice(NamedTuple):
    """The numbers of parts that may stand twice, and the stretches of the text that hold them."""

    numbers: Set[int]
    stretches: Sequence[tuple[int, int]]


def detect_recurring(view: View, _: list[int]) -> Iterator[Candidate]:
    """Yield paragraphs and sentences that stand a second time in the document."""
    text = view.text
    whole: list[_Place] = []
    for first, second in _pairs(_paragraphs(text, _twice(text, _lines, _LEAST_LINE)), text):
        whole.append(second)
        candidate = _paragraph(view, first, second)
        if candidate:
            yield candidate
    starts = [place.start for place in whole]
    sentences = _sentences(text, _twice(text, _parts, _LEAST))
    for first, second in _pairs((p for p in sentences if not _inside(p, whole, starts)), text):
        candidate = _sentence(view, first, second)
        if candidate:
            yield candidate


def _twice(text: str, cut: Callable[[str], list[str]], least: int) -> _Twice:
    """Return what of the long parts of lines may stand twice in a text.

    Numbers stand for them, since copies of all of them would be as large. Two that differ may have
    the same one: then the places are compared.
    """
    seen = array("q")
    chunks = list(stretches(text, 0, len(text), _CHUNK))
    counts: list[int] = []
    for low, high in chunks:
        seen.extend(map(hash, [part for part in cut(text[low:high]) if len(part) >= least]))
        counts.append(len(seen))
    numbers = repeated(seen)
    if not numbers:
        return _Twice(numbers, ())
    places = (place for place, number in enumerate(seen) if number in numbers)
    held = dict.fromkeys(bisect_right(counts, place) for place in places)
    return _Twice(numbers, [chunks[number] for number in held])


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _parts(text: str) -> list[str]:
    """Return what stands between line ends and stops before white space, which are left out."""
    if _RARE.search(text):
        text = _RARE.sub(". ", text)
    stopped = text.replace(".\n", "\n").replace(". ", "\n").removesuffix(".")
    return list(map(str.lstrip, stopped.split("\n")))


def _inside(place: _Place, whole: list[_Place], starts: list[int]) -> bool:
    """Tell whether a place lies in one of some others, which are in order and do not overlap."""
    at = bisect_right(starts, place.start) - 1
    return at >= 0 and place.start < whole[at].end


def _pairs(places: Iterator[_Place], text: str) -> Iterator[tuple[_Place, _Place]]:
    """Yield each place whose text stood before, with the last place where it did."""
    last: dict[int, _Place] = {}
    for place in places:
        own = text[place.start : place.end]
        key = hash(own)
        while (before := last.get(key)) and text[before.start : before.end] != own:
            key += 1  # taken by another text: the next number
        if before:
            yield before, place
        last[key] = place


def _paragraphs(text: str, twice: _Twice) -> Iterator[_Place]:
    """Yield the lines that may stand twice and are paragraphs."""
    for low, high in twice.stretches:
        at = low
        for line in _lines(text[low:high]):
            again = hash(line) in twice.numbers and not line.startswith(("|", ">"))
            if again and _ENDS.search(line, len(line) - _END):
                yield _Place(at, at + len(line))
            at += len(line) + 1


def _sentences(text: str, twice: _Twice) -> Iterator[_Place]:
    """Yield the sentences that may stand twice; few stretches of a long text hold one."""
    for low, high in twice.stretches:
        for match in _SENTENCE.finditer(text, low, high):
            found = match[0].lstrip()
            if not found.endswith("."):
                continue
            again = hash(found[:-1]) in twice.numbers
            if again and found[0].isupper() and len(found.split()) >= _WORDS:
                yield _Place(match.end() - len(found), match.end())


def _paragraph(view: View, first: _Place, second: _Place) -> Candidate | None:
    text = view.text
    apart = _apart(text, first, second)
    rule = view.rules.get("REP006" if apart else "REP005")
    if rule is None or (apart and spoken(text, second.start, second.end, second.end)):
        return None
    low = second.start
    while low and text[low - 1] == "\n":
        low -= 1
    edit = Edit(low, second.end, "")
    return Candidate(rule, *second, (edit,), rule.applicability, suggestion="")


def _sentence(view: View, first: _Place, second: _Place) -> Candidate | None:
    text = view.text
    paragraph = view.snapshot.paragraph(second.start)
    beside = not _apart(text, first, second) and not _alone(text, first)
    count = len(text[second.start : second.end].split())
    if spoken(text, *paragraph, second.start) or (not beside and _alone(text, second)):
        return None
    if beside and count <= LONGEST and "\n" not in text[first.end : second.start]:
        return None  # a run of words that repeats, found as such
    code = "REP005" if beside and count >= _SENTENCE_WORDS else "REP006"
    rule = view.rules.get(code)
    if rule is None:
        return None
    low, high = second
    if text[high : high + 1] == " ":
        high += 1
    elif low and text[low - 1] == " ":
        low -= 1
    return Candidate(rule, *second, (Edit(low, high, ""),), rule.applicability, suggestion="")


def _apart(text: str, first: _Place, second: _Place) -> bool:
    """Tell whether anything stands between two places, which may be the whole text apart."""
    return _ANY.search(text, first.end, second.start) is not None


def _alone(text: str, place: _Place) -> bool:
    """Tell whether a sentence has a line of its own: a heading, a caption, an item of a list."""
    head = place.start == 0 or text[place.start - 1] == "\n"
    return head and text[place.end : place.end + 1] in ("\n", "")
