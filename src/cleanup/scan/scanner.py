"""A few passes over a text find every place where any rule may be tried.

Characters and strings, tokens, lines, repeats: the passes are shared by all rules, so the number of
rules adds nothing to the cost of a text in which none of their artifacts occurs. They use `re`,
which is several times faster at this than `regex`. Offsets are code points of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from cleanup.rule.model import STRINGS, Trigger
from cleanup.scan.carried import gaps, moved
from cleanup.scan.characters import CharacterPass
from cleanup.scan.repeats import CHUNK, repeats, unmarked
from cleanup.scan.tokens import Hits, TokenPass
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit
from cleanup.text.paragraphs import inked

_LINE_END = expression(r"\n(?=[^\n])")  # before a line that holds something
_OF_WHOLE = ("start", "end", "stretch", "holds")
_TAIL = 12  # lines at the end of a document at which `end` is tried


class Scanner:
    """The passes for a fixed sequence of triggers; `scan` gives places by trigger number."""

    def __init__(
        self, triggers: Sequence[Trigger], lists: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        """Prepare the passes. `lists` are the language's word lists, for values behind an `@`."""
        self._characters = CharacterPass()
        self._tokens = TokenPass()
        self._lines: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._every_line: list[int] = []
        # Triggers without values, by kind, and those whose rules begin with the line that was hit.
        self._plain: dict[str, list[int]] = {"repeat": [], "start": [], "end": [], "stretch": []}
        self._holds: dict[tuple[str, ...], list[int]] = {}
        self._whole_lines: list[int] = []
        self._of_whole: set[int] = set()  # triggers that no place hits, but all there is
        for number, trigger in enumerate(triggers):
            self._add(number, trigger, lists or {})

    def _add(self, number: int, trigger: Trigger, lists: Mapping[str, frozenset[str]]) -> None:
        values = trigger.values
        if trigger.from_line:
            self._whole_lines.append(number)
        if trigger.kind in STRINGS:
            self._characters.add(number, values, trigger.before, trigger.ahead)
        elif trigger.kind == "words":
            named = (lists.get(v[1:], ()) if v.startswith("@") else (v,) for v in values)
            self._tokens.add_words(number, dict.fromkeys(w for words in named for w in words))
        elif trigger.kind == "shapes":
            self._tokens.add_shapes(number, values)
        elif trigger.kind == "affixes":
            self._tokens.add_affixes(number, values, lists)
        elif trigger.kind == "line":
            self._add_lines(number, values)
        elif trigger.kind == "holds":
            self._holds.setdefault(values, []).append(number)
        else:
            self._plain[trigger.kind].append(number)
        if trigger.kind in _OF_WHOLE:
            self._of_whole.add(number)

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
        self._scan_places(text, start, end, hits)
        self._scan_whole(text, start, end, hits)
        return hits

    def carry(
        self, hits: Hits, text: str, edits: Sequence[Edit], spans: Sequence[tuple[int, int]]
    ) -> Hits:
        """Return what `scan` gives for a text after edits, from the `hits` of the text before.

        Both are in order; `spans` are whole paragraphs of the new text, those with an edit in them
        and those beside. The passes are made over them alone.
        """
        size = len(text)
        kept = list(gaps(edits, spans, size))
        found: Hits = defaultdict(list)
        for number in hits.keys() - self._of_whole:
            found[number] += moved(hits[number], kept)
        for start, end in spans:
            anew: Hits = defaultdict(list)
            self._scan_places(text, start, min(end, size), anew)
            for number, places in anew.items():
                found[number] += places
        found = {number: sorted(places) for number, places in found.items() if places}
        self._scan_whole(text, 0, size, found)
        return found

    def _scan_places(self, text: str, start: int, end: int, hits: Hits) -> None:
        """Add the hits that depend on what stands around them alone."""
        self._characters.scan(text, start, end, hits)
        self._tokens.scan(text, start, end, hits)
        if self._lines or self._every_line:
            self._scan_lines(text, start, end, hits)
        if self._plain["repeat"]:
            self._scan_repeats(text, start, end, hits)
        for number in self._whole_lines:
            if number in hits:
                hits[number] = list(_line_starts(text, hits[number]))

    def _scan_whole(self, text: str, start: int, end: int, hits: Hits) -> None:
        """Add the hits that depend on all there is."""
        for number in self._plain["start"] if start == 0 else ():
            hits[number] = [0]
        for number in self._plain["stretch"]:
            hits[number] = [start, end]
        for values, numbers in self._holds.items():
            if any(text.find(value, start, end) >= 0 for value in values):
                hits.update({number: [start, end] for number in numbers})
        if self._plain["end"] and end == len(text):
            tail = _tail(text)
            for number in self._plain["end"]:
                hits[number] = list(tail)

    def _scan_repeats(self, text: str, start: int, end: int, hits: Hits) -> None:
        part = text[start:end]
        places = sorted({first for first, _, _ in repeats(unmarked(part).split())})
        if places:
            chunks = islice(CHUNK.finditer(part), places[-1] + 1)
            starts = [match.start() + start for match in chunks]
            for number in self._plain["repeat"]:
                hits[number] = [starts[place] for place in places]

    def _scan_lines(self, text: str, start: int, end: int, hits: Hits) -> None:
        every = list(map(re.Match.end, _LINE_END.finditer(text, max(start - 1, 0), end)))
        if start == 0 and text[:1] not in ("\n", ""):
            every.insert(0, 0)
        asked = self._lines.get
        for at in every if self._lines else ():
            for number, prefixes in asked(text[at], ()):
                if text.startswith(prefixes, at):
                    hits[number].append(at)
        for number in self._every_line if every else ():
            hits[number] = every


def _line_starts(text: str, places: Iterable[int]) -> Iterator[int]:
    """Yield the starts of the lines that hold some places, which are in order, each once."""
    last = -1
    for place in places:
        start = text.rfind("\n", max(last, 0), place) + 1
        if start or last < 0:  # else no line ends since the last place
            yield start
        last = place


def _tail(text: str) -> list[int]:
    """Return the starts of the last lines, from the last one that holds something."""
    starts: list[int] = []
    _, at = inked(text)
    while at >= 0 and len(starts) < _TAIL:
        at = text.rfind("\n", 0, at)
        starts.append(at + 1)
        if at < 0:
            break
    return sorted(starts)
