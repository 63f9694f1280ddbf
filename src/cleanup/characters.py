"""The passes over characters: single ones, and strings of two or more.

A string is looked for by the first of its characters that is no space and no small letter, so that
` (` costs what a bracket costs and not what a space does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from string import ascii_lowercase

from cleanup.tokens import Hits

# What may be asked for behind a string (`rules.AHEAD`): a pattern for about that, and the test.
_AHEAD: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "": ("", bool),
    "letter": (r"[^\W\d_]", str.isalpha),
    "lower": (r"[^\W\d_A-Z]", str.islower),
    "digit": (r"\d", str.isdecimal),
}
_COMMON = frozenset(" " + ascii_lowercase)


class CharacterPass:
    """What triggers ask for characters and strings, and for what stands behind them."""

    def __init__(self) -> None:
        self._single: dict[str, list[int]] = {}
        # By the character that is looked for: its place in the string, and what is asked behind.
        self._strings: dict[str, list[tuple[str, int, str, list[int]]]] = {}
        self._longest = 0

    def add(self, number: int, strings: Iterable[str], ahead: str = "") -> None:
        """Ask for strings; `ahead` is one of `rules.AHEAD`, or nothing."""
        for string in strings:
            if len(string) == 1 and not ahead:
                self._single.setdefault(string, []).append(number)
                continue
            at = next((n for n, c in enumerate(string) if c not in _COMMON), 0)
            same = self._strings.setdefault(string[at], [])
            known = next((s for s in same if s[:3] == (string, at, ahead)), None)
            if known:
                known[3].append(number)
            else:
                same.append((string, at, ahead, [number]))
            self._longest = max(self._longest, len(string))

    @cached_property
    def _single_pass(self) -> re.Pattern[str] | None:
        single = "".join(self._single)
        return re.compile(f"[{re.escape(single)}]") if single else None

    @cached_property
    def _string_pass(self) -> re.Pattern[str] | None:
        # Each part begins with a literal: only so does `re` skip what none can begin with.
        parts = [
            f"{re.escape(anchor)}(?:{'|'.join(_conditions(strings))})"
            for anchor, strings in self._strings.items()
        ]
        return re.compile("|".join(parts)) if parts else None

    def scan(self, text: str, start: int, end: int, hits: Hits) -> None:
        """Add the places at which what is asked for begins in `text[start:end]`, in order."""
        if self._single_pass:
            for match in self._single_pass.finditer(text, start, end):
                for number in self._single[match[0]]:
                    hits[number].append(match.start())
        if self._string_pass:
            self._scan_strings(self._string_pass, text, start, end, hits)

    def _scan_strings(
        self, pattern: re.Pattern[str], text: str, start: int, end: int, hits: Hits
    ) -> None:
        numbers: set[int] = set()
        # What begins before the end may go on behind it.
        for match in pattern.finditer(text, start, end + self._longest):
            found = match.start()
            for string, place, ahead, asking in self._strings[match[0]]:
                at = found - place
                if start <= at < end and text.startswith(string, at):
                    behind = at + len(string)
                    if not ahead or _AHEAD[ahead][1](text[behind : behind + 1]):
                        numbers.update(asking)
                        for number in asking:
                            hits[number].append(at)
        for number in numbers:
            hits[number] = sorted(set(hits[number]))


def _conditions(strings: Iterable[tuple[str, int, str, list[int]]]) -> Iterator[str]:
    """Yield what must stand around the character that strings are looked for by.

    Where single characters decide, they are one set.
    """
    sets: dict[tuple[str, str], list[str]] = {}
    for string, at, ahead, _ in strings:
        before, behind = string[:at], string[at + 1 :]
        follows = _AHEAD[ahead][0]
        if len(behind) == 1 and not before:
            sets.setdefault(("(?=[", f"]{follows})"), []).append(behind)
        elif len(before) == 1 and not behind and not follows:
            sets.setdefault(("(?<=[", r"][\s\S])"), []).append(before)
        else:
            look = f"(?<={re.escape(before)}[\\s\\S])" if before else ""
            ahead_of = f"(?={re.escape(behind)}{follows})" if behind or follows else ""
            yield look + ahead_of
    for (opening, closing), characters in sets.items():
        yield f"{opening}{re.escape(''.join(dict.fromkeys(characters)))}{closing}"
