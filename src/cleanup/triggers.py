"""Four passes over a text find every place where any rule may be tried.

Characters, pairs, repeats, tokens: the passes are shared by all rules, so the number of rules adds
nothing to the cost of a text in which none of their artifacts occurs. Scanners use `re`, which is
several times faster at this than `regex`. Offsets are code points of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import eq

from cleanup.rules import Trigger

Hits = dict[int, list[int]]

_WORD = re.compile(r"\w+")
CHUNK = re.compile(r"[,.]*[^\s,.]\S*")  # what stands between spaces and is more than its marks
_DIGITS = re.compile(r"\d+")
# A token with a digit in it, marks between its letters and digits included, none at its ends.
_NUMBERS = re.compile(r"\w+(?:[^\w\s]\w+)*")
LONGEST = 12  # words of the longest phrase that `repeat` finds beside itself
_TAIL = 12  # lines at the end of a document at which `end` is tried


class Scanner:
    """The passes for a fixed sequence of triggers; `scan` gives places by trigger number."""

    def __init__(
        self, triggers: Sequence[Trigger], lists: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        """Prepare the passes. `lists` are the language's word lists, for values behind an `@`."""
        self._chars: dict[str, list[int]] = {}
        self._pairs: dict[str, list[int]] = {}
        self._words: dict[str, list[int]] = {}
        self._shapes: dict[str, list[int]] = {}
        self._repeats: list[int] = []
        self._lines: list[tuple[int, tuple[str, ...]]] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        for number, trigger in enumerate(triggers):
            self._add(number, trigger, lists or {})
        self._first_pass = (
            re.compile(f"[{re.escape(''.join(self._chars))}]") if self._chars else None
        )
        self._pair_pass = re.compile(_pair_pattern(self._pairs)) if self._pairs else None
        self._tokens = bool(self._repeats or self._words or self._shapes)

    def _add(self, number: int, trigger: Trigger, lists: Mapping[str, frozenset[str]]) -> None:
        tables = {"chars": self._chars, "pairs": self._pairs, "shapes": self._shapes}
        if trigger.kind in tables:
            for value in trigger.values:
                tables[trigger.kind].setdefault(value, []).append(number)
        elif trigger.kind == "words":
            for value in trigger.values:
                named = lists.get(value[1:], frozenset()) if value.startswith("@") else {value}
                for word in named:
                    self._words.setdefault(word.lower(), []).append(number)
        elif trigger.kind == "line":
            self._lines.append((number, trigger.values))
        else:
            plain = {"repeat": self._repeats, "start": self._starts, "end": self._ends}
            plain[trigger.kind].append(number)

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Hits:
        """Return the places of `text[start:end]` at which each trigger asks to be tried."""
        end = len(text) if end is None else end
        hits: Hits = defaultdict(list)
        self._scan_characters(text, start, end, hits)
        if self._tokens:
            part = text if end - start == len(text) else text[start:end]
            self._scan_tokens(part, start, hits)
        if self._lines:
            self._scan_lines(text, start, end, hits)
        for number in self._starts if start == 0 else ():
            hits[number] = [0]
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

    def _scan_tokens(self, part: str, offset: int, hits: Hits) -> None:
        tokens = part.lower().split()
        if self._repeats:
            places = sorted({first for first, _, _ in repeats(unmarked(part).split())})
            if places:
                starts = [m.start() + offset for m in CHUNK.finditer(part)]
                for number in self._repeats:
                    hits[number] = [starts[place] for place in places]
        if not self._words and not self._shapes:
            return
        distinct = set(tokens)
        if self._words:
            words = set(_WORD.findall(" ".join(distinct)))
            found = self._words.keys() & words
            for match in _any_word(found).finditer(part) if found else ():
                for number in self._words.get(match[0].lower(), ()):
                    hits[number].append(match.start() + offset)
        if self._shapes:
            numbers = _NUMBERS.findall(" ".join(t for t in distinct if not t.isalpha()))
            shapes = {_DIGITS.sub("0", number) for number in numbers}
            for shape in self._shapes.keys() & shapes:
                for match in _shaped(shape).finditer(part):
                    for number in self._shapes[shape]:
                        hits[number].append(match.start() + offset)

    def _scan_lines(self, text: str, start: int, end: int, hits: Hits) -> None:
        at = start if start == 0 or text[start - 1] == "\n" else text.find("\n", start, end) + 1
        while at or start == 0:
            for number, prefixes in self._lines:
                if not prefixes or text.startswith(prefixes, at):
                    hits[number].append(at)
            at = text.find("\n", at, end) + 1
            if not at:
                return


def _pair_pattern(pairs: Iterable[str]) -> str:
    seconds: dict[str, str] = {}
    for pair in pairs:
        seconds[pair[0]] = seconds.get(pair[0], "") + pair[1]
    return "|".join(f"{re.escape(a)}(?=[{re.escape(b)}])" for a, b in seconds.items())


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
        same = list(map(eq, sample, sample[1:]))
        done = 0
        at = same.index(True) if True in same else len(same)
        while at < len(same):
            place = at * period
            if place >= done and same[at]:
                start, end = _extent(words, place, period, done)
                done = end
                last = end + period - 1
                if end - start >= period and owner.get(start, 0) != owner.get(last, -1):
                    runs += 1
                    owner.update(dict.fromkeys(range(start, last + 1), runs))
                    yield start, period, end - start
            try:
                at = same.index(True, at + 1)
            except ValueError:
                break


def _extent(words: Sequence[str], place: int, period: int, low: int) -> tuple[int, int]:
    """Return the widest span around `place` of words that equal the one a period on."""
    start = end = place
    while start > low and words[start - 1] == words[start - 1 + period]:
        start -= 1
    while end + period < len(words) and words[end] == words[end + period]:
        end += 1
    return start, end


def _any_word(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words)))})(?!\w)", re.IGNORECASE)


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
