"""Lines that a page or a model left around the article: share buttons, menus, notes, offers.

What such lines say stands in the options of the rules, a list of formulas for each language. A line
of formulas alone goes; a line that also holds free text, or that is one word of the article's own
language, is proposed; in English in an article of another language it goes as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cleanup.candidates import Candidate
from cleanup.detect.formulas import compile_formulas, fold, head, heads
from cleanup.edits import Edit
from cleanup.rules import Rule
from cleanup.template import whole_lines
from cleanup.view import View

_LONGEST = 400  # code points; no such line is longer
_BULLET = re.compile(r"[\s\-–—*•·|>\[(]*")
_TAIL = re.compile(r"[\s.!…:;,»›>→|)\]*-]*$")
_BETWEEN = re.compile(r"[\s,.;:!·•|/»›>→()\-]*")
_LABEL = re.compile(r"[^\W\d_]\w*(?: [^\W\d_]\w*){0,2}$")
_OPTION = re.compile(r"(?P<word>words_)?(?P<language>[a-z]{2,3})$")


@dataclass(frozen=True, slots=True)
class _Entry:
    """The formulas of one rule and one language that begin with the same word."""

    rule: str
    language: str
    word: bool  # one word of a dictionary each
    pattern: re.Pattern[str]


# The rule that speaks in place of another: for one word of the article's own language, and for a
# line in English in an article of another language.
_OWN_WORD = {"SCR003": "SCR033"}
_FOREIGN = {"SCR004": "SCR034", "LLM002": "LLM014"}
_TILED = ("SCR003",)


def detect_residue(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield lines of formulas. `hits` are the starts of all lines."""
    table = view.always("residue", lambda: _table(view.rules))
    text = view.text
    for hit in hits:
        end = text.find("\n", hit)
        end = len(text) if end < 0 else end
        if not 0 < end - hit <= _LONGEST:
            continue
        bullet = _BULLET.match(text, hit, end)
        start = bullet.end() if bullet else hit
        found = table.get(head(text, start))
        if not found or not (text[:hit].strip() or text[end:].strip()):
            continue
        rule = _judged(view, found, text[start:end])
        if rule and (rule.code in _TILED or _apart(text, hit, end)):
            edit = whole_lines(Edit(hit, end, ""), text)
            rank = rule.applicability
            edits = () if rank == "manual" else (edit,)
            yield Candidate(rule, edit.start, edit.end, edits, rank, silences=rule.silences)


def _table(rules: Mapping[str, Rule]) -> dict[str, list[_Entry]]:
    """Return the formulas of the rules that run, by first word."""
    base = rules.get("SCR003")
    sites = base.options["sites"] if base else ()
    table: dict[str, list[_Entry]] = {}
    for rule in rules.values():
        if rule.detector != "residue":
            continue
        for name, formulas in rule.options.items():
            option = _OPTION.match(name)
            if not option:
                continue
            begun: dict[str, list[str]] = {}
            for formula in formulas:
                for word in heads(formula):
                    begun.setdefault(word, []).append(formula)
            for word, same in begun.items():
                pattern = compile_formulas(same, sites)
                entry = _Entry(rule.code, option["language"], bool(option["word"]), pattern)
                table.setdefault(word, []).append(entry)
    return table


def _judged(view: View, entries: list[_Entry], line: str) -> Rule | None:
    """Return the rule that a line falls under, None where it is no residue."""
    folded = _TAIL.sub("", fold(line))
    for code in dict.fromkeys(e.rule for e in entries):
        if code in _TILED:
            label = _label(line[: len(folded)])
            speaking = _tiled(view, code, folded)
            speaking = speaking or (_tiled(view, code, folded[:label]) if label else "")
        else:
            mine = (e for e in entries if e.rule == code)
            speaking = _owned(view, code, {e.language for e in mine if e.pattern.fullmatch(folded)})
        if speaking:
            return view.rules.get(speaking)
    return None


def _owned(view: View, code: str, languages: set[str]) -> str:
    """Return the code that speaks for free text behind a formula of some languages."""
    own = view.facts.decision.code
    if not languages:
        return ""
    foreign = languages == {"en"} and own not in ("en", "und")
    return _FOREIGN.get(code, code) if foreign else code


def _tiled(view: View, code: str, folded: str) -> str:
    """Return the code that speaks for a line that is nothing but formulas and marks."""
    table = view.always("residue", lambda: _table(view.rules))
    names = view.always("residue sites", lambda: _sites(view.rules[code]))
    at = 0
    tiles: list[list[_Entry]] = []
    while at < len(folded):
        begun = [e for e in table.get(head(folded, at), ()) if e.rule == code]
        end, same = _longest(begun, folded, at)
        site = names.match(folded, at) if tiles else None
        if site and site.end() > end:
            end, same = site.end(), []
        if end == at:
            return ""
        tiles.append(same)
        between = _BETWEEN.match(folded, end)
        at = between.end() if between else end
    own = (view.facts.decision.code, "mul")
    strange = view.facts.decision.code == "und"
    word = len(tiles) == 1 and any(e.word and (strange or e.language in own) for e in tiles[0])
    return _OWN_WORD[code] if word else code


def _longest(entries: Iterable[_Entry], folded: str, at: int) -> tuple[int, list[_Entry]]:
    """Return the end of the longest formula at a place, and the entries that have it."""
    end, same = at, []
    for entry in entries:
        match = entry.pattern.match(folded, at)
        if match and match.end() > end:
            end, same = match.end(), [entry]
        elif match and match.end() == end:
            same.append(entry)
    return end, same


def _sites(rule: Rule) -> re.Pattern[str]:
    return compile_formulas(["{site}"], rule.options["sites"])


def _label(line: str) -> int:
    """Return where a label of a menu begins that is glued to the words before it, or 0."""
    for at in range(len(line) - 1, 0, -1):
        if line[at - 1].islower() and line[at].isupper():
            return at if _LABEL.fullmatch(line, at) else 0
    return 0


def _apart(text: str, start: int, end: int) -> bool:
    """Tell whether a line stands apart: a blank line, or nothing, before or behind it."""
    before, after = text[:start], text[end:]
    return not before.strip() or not after.strip() or before.endswith("\n\n") or after[:2] == "\n\n"
