"""Four passes over a text find every place where any rule may be tried.

Characters, pairs, repeats, tokens: the passes are shared by all rules, so the number of rules adds
nothing to the cost of a text in which none of their artifacts occurs. Scanners use `re`, which is
several times faster at this than `regex`. Offsets are code points of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from operator import eq, itemgetter

from cleanup.rules import Trigger

Hits = dict[int, list[int]]

_WORD = re.compile(r"\w+")
CHUNK = re.compile(r"[,.]*[^\s,.]\S*")  # what stands between spaces and is more than its marks
_DIGITS = re.compile(r"\d+")
# A token with a digit in it, marks between its letters and digits included, none at its ends.
_NUMBERS = re.compile(r"\w+(?:[^\w\s]\w+)*")
LONGEST = 12  # words of the longest phrase that `repeat` finds beside itself
_MANY = 80  # words that are looked for one by one; more of them, in one pass over all words
_SHORT = 3  # letters of a word that is part of many others
_MOST_KNOWN = 100_000  # tokens of which is remembered what triggers name in them
_FEW = 4  # words that are quicker looked for in the text than in the set of its words
_MUCH = 500_000  # code points of a long text
_TAIL = 12  # lines at the end of a document at which `end` is tried


class Scanner:
    """The passes for a fixed sequence of triggers; `scan` gives places by trigger number."""

    def __init__(
        self, triggers: Sequence[Trigger], lists: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        """Prepare the passes. `lists` are the language's word lists, for values behind an `@`."""
        self._chars: dict[str, list[int]] = {}
        self._glued: dict[str, list[int]] = {}
        self._pairs: dict[str, list[int]] = {}
        self._words: dict[str, list[int]] = {}
        self._shapes: dict[str, list[int]] = {}
        self._repeats: list[int] = []
        self._lines: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._every_line: list[int] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._stretches: list[int] = []
        for number, trigger in enumerate(triggers):
            self._add(number, trigger, lists or {})
        self._first_pass = (
            re.compile(f"[{re.escape(''.join(self._chars))}]") if self._chars else None
        )
        pairs = _pair_pattern(self._pairs, self._glued)
        self._pair_pass = re.compile(pairs) if pairs else None
        self._tokens = bool(self._repeats or self._words or self._shapes)
        self._plain: set[str] = set()
        self._naming: dict[str, tuple[set[str], set[str]]] = {}

    def _add(self, number: int, trigger: Trigger, lists: Mapping[str, frozenset[str]]) -> None:
        tables = {"chars": self._chars, "pairs": self._pairs, "shapes": self._shapes}
        if trigger.kind in tables:
            table = self._glued if trigger.glued else tables[trigger.kind]
            for value in trigger.values:
                table.setdefault(value, []).append(number)
        elif trigger.kind == "words":
            for value in trigger.values:
                named = lists.get(value[1:], frozenset()) if value.startswith("@") else {value}
                for word in named:
                    self._words.setdefault(word.lower(), []).append(number)
        elif trigger.kind == "line":
            self._add_lines(number, trigger.values)
        else:
            plain = {
                "repeat": self._repeats,
                "start": self._starts,
                "end": self._ends,
                "stretch": self._stretches,
            }
            plain[trigger.kind].append(number)

    def _add_lines(self, number: int, prefixes: tuple[str, ...]) -> None:
        if not prefixes or not all(prefixes):
            self._every_line.append(number)
            return
        for first in dict.fromkeys(prefix[0] for prefix in prefixes):
            same = tuple(prefix for prefix in prefixes if prefix[0] == first)
            self._lines.setdefault(first, []).append((number, same))

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Hits:
        """Return the places of `text[start:end]` at which each trigger asks to be tried."""
        end = len(text) if end is None else end
        hits: Hits = defaultdict(list)
        self._scan_characters(text, start, end, hits)
        if self._tokens:
            part = text if end - start == len(text) else text[start:end]
            self._scan_tokens(part, start, hits)
        if self._lines or self._every_line:
            self._scan_lines(text, start, end, hits)
        for number in self._starts if start == 0 else ():
            hits[number] = [0]
        for number in self._stretches:
            hits[number] = [start, end]
        if self._ends and end == len(text):
            tail = _tail(text)
            for number in self._ends:
                hits[number] = list(tail)
        return hits

    def _scan_characters(self, text: str, start: int, end: int, hits: Hits) -> None:
        if self._first_pass:
            for match in self._first_pass.finditer(text, start, end):
                for number in self._chars[match[0]]:
                    hits[number].append(match.start())
        if self._pair_pass:
            # The second character of a pair may stand behind the end.
            for match in self._pair_pass.finditer(text, start, end + 1):
                at = match.start()
                for number in self._pairs.get(text[at : at + 2], ()):
                    hits[number].append(at)
                if match[0] in self._glued and text[at + 1 : at + 2].isalpha():
                    for number in self._glued[match[0]]:
                        hits[number].append(at)

    def _scan_tokens(self, part: str, offset: int, hits: Hits) -> None:
        lower = part.lower()
        if self._repeats:
            places = sorted({first for first, _, _ in repeats(unmarked(part).split())})
            if places:
                chunks = islice(CHUNK.finditer(part), places[-1] + 1)
                starts = [match.start() + offset for match in chunks]
                for number in self._repeats:
                    hits[number] = [starts[place] for place in places]
        if not self._words and not self._shapes:
            return
        words, shaped = self._asking(lower)
        for word, at in _places(words, part, lower):
            for number in self._words[word]:
                hits[number].append(at + offset)
        for shape, at in _shape_places(shaped, part, lower):
            for number in self._shapes[shape]:
                hits[number].append(at + offset)

    def _asking(self, lower: str) -> tuple[set[str], dict[str, set[str]]]:
        """Return the words of a text that a trigger names, and by token such shapes.

        Most tokens hold none, and all come again in the next text.
        """
        words: set[str] = set()
        shapes: dict[str, set[str]] = {}
        if not self._shapes and len(self._words) <= _FEW:
            return {word for word in self._words if word in lower}, shapes
        for token in _tokens(lower) - self._plain:
            named, shaped = self._naming.get(token) or self._named(token)
            words |= named
            if shaped:
                shapes[token] = shaped
        return words, shapes

    def _named(self, token: str) -> tuple[set[str], set[str]]:
        named = self._words.keys() & _WORD.findall(token)
        shaped = self._shapes.keys() & _shapes(token)
        if len(self._plain) + len(self._naming) < _MOST_KNOWN:
            if named or shaped:
                self._naming[token] = named, shaped
            else:
                self._plain.add(token)
        return named, shaped

    def _scan_lines(self, text: str, start: int, end: int, hits: Hits) -> None:
        at = start if start == 0 or text[start - 1] == "\n" else text.find("\n", start, end) + 1
        every: list[int] = []
        while at or start == 0:
            every.append(at)
            for number, prefixes in self._lines.get(text[at : at + 1], ()):
                if text.startswith(prefixes, at):
                    hits[number].append(at)
            at = text.find("\n", at, end) + 1
            if not at:
                break
        for number in self._every_line if every else ():
            hits[number] = every


def _tokens(text: str) -> set[str]:
    """Return what stands between white space; all of a long text at once would fill memory."""
    if len(text) < _MUCH:
        return set(text.split())
    tokens: set[str] = set()
    for line in text.split("\n"):
        tokens.update(line.split())
    return tokens


def _pair_pattern(pairs: Iterable[str], glued: Iterable[str]) -> str:
    seconds: dict[str, list[str]] = {}
    for pair in pairs:
        seconds.setdefault(pair[0], []).append(f"[{re.escape(pair[1])}]")
    for first in glued:
        seconds.setdefault(first, []).append(r"[^\W\d_]")
    return "|".join(f"{re.escape(a)}(?={'|'.join(b)})" for a, b in seconds.items())


def unmarked(text: str) -> str:
    """Return a text in lower case without commas and full stops, as `repeats` reads it."""
    return text.lower().replace(",", "").replace(".", "")


def repeats(words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield runs that repeat: first word, period, and how many words equal the one a period on.

    What lies wholly in a run of a shorter period is left out: it is the same run.
    """
    owner: dict[int, int] = {}
    runs = 0
    for period in range(1, LONGEST + 1):
        sample = words[::period]
        same = bytes(map(eq, sample, sample[1:]))
        done = 0
        at = same.find(1)
        while at >= 0:
            place = at * period
            if place >= done:
                start, end = _extent(words, place, period, done)
                done = end
                last = end + period - 1
                if end - start >= period and owner.get(start, 0) != owner.get(last, -1):
                    runs += 1
                    owner.update(dict.fromkeys(range(start, last + 1), runs))
                    yield start, period, end - start
            at = same.find(1, at + 1)


def _extent(words: Sequence[str], place: int, period: int, low: int) -> tuple[int, int]:
    """Return the widest span around `place` of words that equal the one a period on."""
    start = end = place
    while start > low and words[start - 1] == words[start - 1 + period]:
        start -= 1
    while end + period < len(words) and words[end] == words[end + period]:
        end += 1
    return start, end


def _shapes(token: str) -> set[str]:
    if token.isalpha():
        return set()
    return {_DIGITS.sub("0", number) for number in _NUMBERS.findall(token)}


def _places(words: set[str], part: str, lower: str) -> list[tuple[str, int]]:
    """Return where the words stand in `part`, in order; `lower` is its text in lower case."""
    if len(words) > _MANY or len(lower) != len(part):
        found = ((match[0].lower(), match.start()) for match in _WORD.finditer(part))
        return [place for place in found if place[0] in words]
    return sorted(
        ((word, at) for word in words for at in _standing(word, lower)), key=itemgetter(1)
    )


def _shape_places(shaped: Mapping[str, set[str]], part: str, lower: str) -> list[tuple[str, int]]:
    """Return where tokens of the shapes stand in `part`, in order; `shaped` are those by token."""
    found: list[tuple[str, int]] = []
    if len(lower) != len(part):
        for shape in set().union(*shaped.values()):
            found += ((shape, match.start()) for match in _shaped(shape).finditer(part))
    else:
        for token, shapes in shaped.items():
            for start, end in _whole(token, lower):
                for shape in shapes:
                    places = _shaped(shape).finditer(part, start, end)
                    found += ((shape, match.start()) for match in places)
    return sorted(found, key=itemgetter(1, 0))


def _whole(token: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of a token between white space."""
    at = text.find(token)
    while at >= 0:
        end = at + len(token)
        if not text[at - 1 : at].strip() and not text[end : end + 1].strip():
            yield at, end
        at = text.find(token, end)


def _standing(word: str, text: str) -> Iterator[int]:
    if len(word) <= _SHORT:  # which stands in many others
        for match in _alone(word).finditer(text):
            yield match.start()
        return
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not _joined(text[at - 1 : at]) and not _joined(text[end : end + 1]):
            yield at
        at = text.find(word, end)


@cache
def _alone(word: str) -> re.Pattern[str]:
    # Looking back comes last, so that the search is for the word itself.
    plain = re.escape(word)
    return re.compile(rf"{plain}(?!\w)(?<!\w{plain})")


def _joined(beside: str) -> bool:
    return beside.isalnum() or beside == "_"


@cache
def _shaped(shape: str) -> re.Pattern[str]:
    body = re.escape(shape).replace("0", r"\d+")
    return re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE)


def _tail(text: str) -> list[int]:
    """Return the starts of the last lines, from the last one that holds something."""
    starts: list[int] = []
    at = len(text.rstrip())
    while at >= 0 and len(starts) < _TAIL:
        at = text.rfind("\n", 0, at)
        starts.append(at + 1)
        if at < 0:
            break
    return sorted(starts)
