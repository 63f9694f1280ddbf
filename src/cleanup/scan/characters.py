"""The passes over characters: single ones, and strings of two or more.

A string is looked for by the first of its characters that is no space and no small letter, so that
` (` costs what a bracket costs and not what a space does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from cleanup.scan.tokens import Hits
from cleanup.start.expressions import expression

# What may be asked for beside a string (`BESIDE` of a rule): a pattern for about that, and the
# test. A byte is what a later one of a character in UTF-8 becomes, read as Windows-1252 or Latin-1;
# a space where it stood for a no-break space.
_BYTES = frozenset(" \n€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ" + "".join(map(chr, range(0x80, 0xC0))))
_BESIDE: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "letter": (r"[^\W\d_]", str.isalpha),
    "lower": (r"[^\W\d_A-Z]", str.islower),
    "digit": (r"\d", str.isdecimal),
    "byte": (f"[{''.join(sorted(_BYTES))}]", _BYTES.__contains__),
}
_COMMON = frozenset(" abcdefghijklmnopqrstuvwxyz")


class _Form(NamedTuple):
    """What some strings share: where in them the character is that they are looked for by.

    Besides that their length, and what stands before and behind them.
    """

    place: int
    length: int
    before: str
    ahead: str

    def stands(self, text: str, start: int, end: int) -> bool:
        """Tell whether what is asked for stands beside a string at `start:end`."""
        if self.before and not _BESIDE[self.before][1](text[max(start - 1, 0) : start]):
            return False
        return not self.ahead or _BESIDE[self.ahead][1](text[end : end + 1])


class CharacterPass:
    """What triggers ask for characters and strings, and for what stands beside them."""

    def __init__(self) -> None:
        self._single: dict[str, list[int]] = {}
        # By the character that is looked for and by form: the strings, with the triggers that ask.
        self._strings: dict[str, dict[_Form, dict[str, list[int]]]] = {}
        self._longest = 0

    def add(self, number: int, strings: Iterable[str], before: str = "", ahead: str = "") -> None:
        """Ask for strings; `before` and `ahead` are each one of `rule.model.BESIDE`, or nothing."""
        for string in strings:
            if len(string) == 1 and not (before or ahead):
                self._single.setdefault(string, []).append(number)
                continue
            at = next((n for n, c in enumerate(string) if c not in _COMMON), 0)
            forms = self._strings.setdefault(string[at], {})
            same = forms.setdefault(_Form(at, len(string), before, ahead), {})
            same.setdefault(string, []).append(number)
            self._longest = max(self._longest, len(string))

    @cached_property
    def _single_pass(self) -> re.Pattern[str] | None:
        single = "".join(self._single)
        return expression(f"[{re.escape(single)}]") if single else None

    @cached_property
    def _string_pass(self) -> re.Pattern[str] | None:
        # Each part begins with a literal: only so does `re` skip what none can begin with.
        parts = [
            f"{re.escape(anchor)}(?:{'|'.join(_conditions(forms))})"
            for anchor, forms in self._strings.items()
        ]
        return expression("|".join(parts)) if parts else None

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
            for form, strings in self._strings[match[0]].items():
                at = found - form.place
                behind = at + form.length
                asking = strings.get(text[at:behind]) if start <= at < end else None
                if asking and form.stands(text, at, behind):
                    numbers.update(asking)
                    for number in asking:
                        hits[number].append(at)
        for number in numbers:
            hits[number] = sorted(set(hits[number]))


def _conditions(forms: Mapping[_Form, Iterable[str]]) -> Iterator[str]:
    """Yield what must stand around the character that strings are looked for by."""
    for form, strings in forms.items():
        place = form.place
        follows = _BESIDE[form.ahead][0] if form.ahead else ""
        led = rf"(?<={_BESIDE[form.before][0]}[\s\S]{{{place + 1}}})" if form.before else ""
        if form.length == 2:  # where a single character decides, all of them are one set
            others = f"[{re.escape(''.join(string[1 - place] for string in strings))}]"
            look = (f"(?={others}{follows})", f"(?<={others}[\\s\\S])")[place]
            yield look + (f"(?={follows})" if place and follows else "") + led
            continue
        for string in strings:
            before, behind = re.escape(string[:place]), re.escape(string[place + 1 :])
            look = f"(?<={before}[\\s\\S])" if before else ""
            yield look + (f"(?={behind}{follows})" if behind or follows else "") + led
