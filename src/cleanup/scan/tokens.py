"""The pass over tokens: words, shapes of numbers, and small words glued to others.

What a token names is worked out once; most name nothing, and all come again in the next text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import filterfalse

from cleanup.scan.affixes import begins_with, ends_with
from cleanup.start.expressions import expression

_WORD = expression(r"\w+")
_DIGITS = expression(r"\d+")
# A token with a digit in it, marks between its letters and digits included, none at its ends.
_NUMBERS = expression(r"\w+(?:[^\w\s]\w+)*")
_SPACE = expression(r"\s")
_MOST_KNOWN = 100_000  # tokens of which is remembered what they name
_PART = 12_000  # code points that are taken apart at once: the tokens of a long text fill memory

# Where in a token a trigger is hit, its number, and the words that must stand before it.
Named = tuple[tuple[int, int, str], ...]
Hits = dict[int, list[int]]


class TokenPass:
    """What triggers ask for tokens: by word, by shape, by what a token begins or ends with.

    A token is what stands between white space, a word a run of letters, digits and underscores.
    """

    def __init__(self) -> None:
        self._words: dict[str, list[tuple[int, str]]] = {}
        self._shapes: dict[str, list[int]] = {}
        self._begins: list[tuple[int, re.Pattern[str]]] = []
        self._ends: list[tuple[int, re.Pattern[str]]] = []
        self._plain: set[str] = set()
        self._naming: dict[str, Named] = {}

    def add_words(self, number: int, words: Iterable[str]) -> None:
        """Ask for words in any case, or for phrases: those are looked for by their last word."""
        for phrase in words:
            before, _, word = phrase.lower().rpartition(" ")
            self._words.setdefault(word, []).append((number, before and f"{before} "))

    def add_shapes(self, number: int, shapes: Iterable[str]) -> None:
        """Ask for numbers with what is joined to them, in small letters, each run of digits a 0."""
        for shape in shapes:
            self._shapes.setdefault(shape, []).append(number)

    def add_affixes(
        self, number: int, affixes: Iterable[str], lists: Mapping[str, frozenset[str]]
    ) -> None:
        """Ask for tokens longer than a word they begin with (`@list-`) or end with (`-@list`)."""
        for affix in affixes:
            words = lists.get(affix.strip("@-"), frozenset())
            if words and affix.endswith("-"):
                self._begins.append((number, begins_with(words)))
            elif words:
                self._ends.append((number, ends_with(words)))

    def scan(self, text: str, start: int, end: int, hits: Hits) -> None:
        """Add the places of `text[start:end]` at which triggers are hit, in order."""
        if not (self._words or self._shapes or self._begins or self._ends):
            return
        numbers: set[int] = set()
        for low, high in _parts(text, start, end):
            self._scan_part(text, low, high, hits, numbers)
        for number in numbers:
            hits[number] = sorted(set(hits[number]))

    def _scan_part(self, text: str, low: int, high: int, hits: Hits, numbers: set[int]) -> None:
        part = text if high - low == len(text) else text[low:high]
        at = 0
        naming = self._naming
        for token in filterfalse(self._plain.__contains__, part.split()):
            named = naming.get(token) or self._named(token)
            if named:
                at = _standing(token, part, at)
                for place, number, before in named:
                    found = low + at + place
                    first = found - len(before)  # a phrase may begin in the part before
                    if not before or text[max(first, 0) : found].lower() == before:
                        hits[number].append(first)
                        numbers.add(number)
                at += len(token)

    def _named(self, token: str) -> Named:
        named = tuple(dict.fromkeys(self._found(token)))
        if len(self._plain) + len(self._naming) < _MOST_KNOWN:
            if named:
                self._naming[token] = named
            else:
                self._plain.add(token)
        return named

    def _found(self, token: str) -> Iterator[tuple[int, int, str]]:
        for match in _WORD.finditer(token):
            for number, before in self._words.get(match[0].lower(), ()):
                yield match.start(), number, before
        if self._shapes and not token.isalpha():
            for match in _NUMBERS.finditer(token):
                for number in self._shapes.get(_DIGITS.sub("0", match[0].lower()), ()):
                    yield match.start(), number, ""
        for number, pattern in self._begins:
            if pattern.match(token):
                yield 0, number, ""
        for number, pattern in self._ends:
            turned = pattern.match(token[::-1])
            if turned:
                yield len(token) - turned.end(), number, ""


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield spans of about one size that together are `start:end`, cut at white space."""
    while end - start > _PART:
        space = _SPACE.search(text, start + _PART, end)
        if not space:
            break
        yield start, space.start()
        start = space.start()
    yield start, end


def _standing(token: str, text: str, at: int) -> int:
    """Return where a token that stands between white space begins, from `at` on."""
    while True:
        at = text.find(token, at)
        end = at + len(token)
        if not text[at - 1 : at].strip() and not text[end : end + 1].strip():
            return at
        at += 1
