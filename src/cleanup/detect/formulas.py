"""Formulas: short patterns in words, read without regard to case, accents and kinds of spaces.

A formula is text with `(one|other)`, `?` behind what may be missing, and names in braces: `{site}`
and `{sites}` (of the rule's option `sites`), `{n}` a number, `{:}` a mark that introduces,
`{title}` some text, `{any}` some text or none. It holds no repeat of its own, so that none can run
away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from cleanup.start.compiling import compile_pattern, key_of, store
from cleanup.start.expressions import expression

if TYPE_CHECKING:
    import regex

_ALIKE = dict.fromkeys("’‘ʼ", "'") | dict.fromkeys("–—‑‐", "-") | dict.fromkeys("*()", " ")
_ALIKE |= {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o"}  # letters that no decomposition takes apart
_HEAD = expression(r"\d+|©|[^\W\d_]+(?:[-'’‘‐‑][^\W\d_]+)*")
_PART = expression(
    r"\{(?P<name>[\w:]+)\}|(?P<sign>\)\?|[()|])|(?P<space> +\??)|(?P<text>[^{}()| ]+)"
)
_WHOLE = r"(?!(?<=\w)\w)"  # not inside a word
LEAD = 60  # code points of a line by which most formulas are told apart
_FIXED = {
    "n": r"\d{1,6}",
    ":": r" ?(?::|>{1,3}|»|›|→|-|\|) ?",
    "title": r"\S.{0,240}",
    "any": rf"{_WHOLE}.{{0,240}}{_WHOLE}",
}
_JOINED = r"(?: ?[,/|] ?| (?:[^\W\d_]{{1,3}}|&) | )"


# What characters are compared as, for those that were met; by code point, as `translate` asks.
_met: set[str] = set()
_bases: dict[int, str] = {}


def _base(char: str) -> str:
    """Return what a character is compared as: one character, so that offsets stay."""
    if char in _ALIKE:
        return _ALIKE[char]
    if char.isspace():
        return " "
    return unicodedata.normalize("NFD", char)[0].lower()[0]


def fold(text: str) -> str:
    """Return a text of the same length without case, accents and kinds of spaces and dashes."""
    if not _met.issuperset(text):
        new = set(text) - _met
        _bases.update((ord(char), _base(char)) for char in new)
        _met.update(new)
    return text.translate(_bases)


def head(text: str, start: int = 0) -> str:
    """Return the first word at `start`, folded, hyphens and apostrophes in it; 0 for a number."""
    match = _HEAD.match(text, start)
    return _compared(match[0]) if match else ""


def opening(text: str, start: int) -> tuple[str, str]:
    """Return the first word at `start`, and the first character of the one behind it, folded.

    The character is empty where more than one space may stand between them, or something that is
    compared as a space.
    """
    match = _HEAD.match(text, start)
    if not match:
        return "", ""
    behind = text[match.end() : match.end() + 2]
    if behind[:1] == " ":
        following = _compared(behind[1:])
        return _compared(match[0]), "" if following == " " else following or "\n"
    return _compared(match[0]), "" if fold(behind[:1]) == " " else "\n"


@lru_cache(maxsize=10_000)
def _compared(word: str) -> str:
    return "0" if word.isdigit() else fold(word)


def heads(formula: str) -> Iterator[str]:
    """Yield the words that a formula can begin with; the empty one for a mark."""
    for text in _firsts(formula):
        yield "0" if text.startswith("{n}") else head(text)


def _firsts(formula: str) -> list[str]:
    return formula[1 : formula.index(")")].split("|") if formula[0] == "(" else [formula]


def by_head(formulas: Sequence[str]) -> Mapping[str, Sequence[int]]:
    """Return the numbers of the formulas that can begin with a word, by words, as they are met."""
    kept, key = store("heads"), key_of("\n".join(formulas), 0, ())
    begun = kept.get(key)
    if begun is None:
        numbers: dict[str, list[int]] = {}
        for number, formula in enumerate(formulas):
            for word in heads(formula):
                numbers.setdefault(word, []).append(number)
        begun = list(numbers.items())
        kept.put(key, begun)
    return dict(begun)


def fault(formula: str) -> str:
    """Return what is wrong with a formula, or nothing."""
    read = sum(len(part[0]) for part in _PART.finditer(formula))
    if not formula.strip() or read < len(formula):
        return "is no formula"
    names = {part["name"] for part in _PART.finditer(formula) if part["name"]}
    unknown = min(names - {*_FIXED, "site", "sites"}, default="")
    if unknown:
        return f"has an unknown name {{{unknown}}}"
    import regex

    try:
        compile_formulas([formula], [])
        list(heads(formula))
    except (regex.error, ValueError):
        return "has a bracket without its partner"
    named = any(first.startswith("{") and not first.startswith("{n}") for first in _firsts(formula))
    return "begins with no word that could be looked for" if named else ""


def leads(formula: str) -> Iterator[str]:
    """Yield the folded texts of which whatever a formula matches begins with one, `LEAD` at most.

    Their spaces are single ones, where a formula may match several.
    """
    before, bracket, behind = formula.partition("(")
    choices, _, rest = behind.partition(")")
    if not bracket or rest.startswith("?"):
        yield _lead(formula)
        return
    for choice in choices.split("|"):
        yield _lead(before + choice + rest)


def _lead(formula: str) -> str:
    parts: list[str] = []
    for part in _PART.finditer(formula):
        if part["text"]:
            sure, optional, _ = part["text"].partition("?")
            parts.append(fold(sure[:-1] if optional else sure))
            if optional:
                break
        elif part["space"] and not part["space"].endswith("?"):
            parts.append(" ")
        else:
            break
    return "".join(parts)[:LEAD]


def core(formula: str) -> str:
    """Return a folded text that is in whatever a formula matches: the longest one, or none.

    Its spaces are single ones, where the formula may match several.
    """
    runs, depth = [""], 0
    for part in _PART.finditer(formula):
        depth += {"(": 1, ")": -1, ")?": -1}.get(part["sign"] or "", 0)
        if part["sign"] == "|" and not depth:
            return ""
        sure, optional, _ = (part["text"] or "").partition("?")
        runs[-1] += fold(sure[:-1] if optional else sure) if not depth else ""
        if part["space"] == " " and not depth:
            runs[-1] += " "
        elif optional or not part["text"]:
            runs.append("")
    return max(runs, key=len)


def compile_formulas(formulas: Iterable[str], sites: Iterable[str]) -> regex.Pattern[str]:
    """Return the pattern of any of the formulas, the longest first, for folded text.

    A formula ends where a word ends. `sites` are the names that `{site}` stands for.
    """
    names = "|".join(sorted(map(_literal, sites), key=len, reverse=True))
    site = f"(?:{names})" if names else "(?!)"
    known = {**_FIXED, "site": site, "sites": f"{site}(?:{_JOINED.format()}{site}){{0,6}}"}
    ordered = sorted(formulas, key=len, reverse=True)
    joined = "|".join(rf"(?:{_pattern(f, known)})(?!\w)" for f in ordered)
    return compile_pattern(joined, 0, ())


def _pattern(formula: str, known: dict[str, str]) -> str:
    parts = []
    for part in _PART.finditer(formula):
        if part["name"]:
            parts.append(known[part["name"]])
        elif part["sign"]:
            parts.append("(?:" if part["sign"] == "(" else part["sign"])
        elif part["space"]:
            parts.append(" *" if part["space"].endswith("?") else " +")
        else:
            parts.append(_literal(part["text"]))
    return "".join(parts)


def _literal(text: str) -> str:
    return re.escape(fold(text)).replace(r"\ ", " +").replace(r"\?", "?")
