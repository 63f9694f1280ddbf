"""Lines that a page or a model left around the article: share buttons, menus, notes, offers.

What such lines say stands in the options of the rules, a list of formulas for each language. A line
of formulas alone goes; a line that also holds free text, or that is one word of the article's own
language, is proposed; in English in an article of another language it goes as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from cleanup.detect.candidates import Candidate
from cleanup.detect.formulas import (
    LEAD,
    by_head,
    compile_formulas,
    core,
    fold,
    head,
    leads,
    opening,
)
from cleanup.detect.view import View
from cleanup.rule.model import Rule
from cleanup.rule.template import whole_lines
from cleanup.start.data import dataclass
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit
from cleanup.text.paragraphs import inked

if TYPE_CHECKING:
    import regex

_TOKEN = 40  # code points of the first token of a line, where it is remembered how that begins
_MOST_IDLE = 100_000  # beginnings that are remembered
_LONGEST = 400  # code points; no such line is longer
_BUTTONS = 200  # no line of formulas alone is longer
_MENU = 80  # no line of a menu is longer
_BULLET = expression(r"[\s\-–—*•·|>\[(¿¡►▶➤→➡👉📌📩📧✉🔗]*")
_TAIL = " .!…:;,»›>→|)]*-"  # of a folded line
_BETWEEN = expression(r"[\s,.;:!·•|/»›>→()\-]*")
# The end of a post: who wrote it, and when.
_POSTED = expression(
    r"[^\n]{0,400}[–—-] ?[^\n()]{1,60} \(@\w{2,30}\) "
    r"(?:\d{1,2} [^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.? \d{1,2},?) \d{4}[ \t]*$",
    re.MULTILINE,
)
_LABEL = expression(r"(?<=[a-zß-ÿ])[A-ZÀ-Þ]\w*(?: [^\W\d_]\w*){0,2}$")


@dataclass(frozen=True)
class _Entry:
    """The formulas of one rule and language that begin with one word."""

    rule: str
    language: str
    formulas: tuple[str, ...]
    sites: tuple[str, ...]

    @cached_property
    def leads(self) -> tuple[str, ...]:
        """The folded texts of which a line begins with one."""
        return tuple(dict.fromkeys(chain.from_iterable(map(leads, self.formulas))))

    def followers(self, word: str) -> set[str]:
        """Return the characters with which the word behind the first can begin; empty: any."""
        found: set[str] = set()
        for lead in self.leads:
            behind = lead.removeprefix(word) if lead.startswith(word) else ""
            if word == "0" or word.startswith(lead) or behind == " ":
                return set()
            if behind[:1] == " ":
                found.add(behind[1])
            elif behind and not behind[0].isalnum() and behind[0] not in "-'":
                return set()
        return found

    @cached_property
    def cores(self) -> tuple[str, ...]:
        """What a line must hold, for each formula."""
        return tuple(map(core, self.formulas))

    def may_match(self, folded: str) -> bool:
        """Tell whether a folded text holds what one of the formulas cannot do without."""
        return "  " in folded or any(core in folded for core in self.cores)

    @cached_property
    def pattern(self) -> regex.Pattern[str]:
        """Any of the formulas; made when a line begins with their word."""
        return compile_formulas(self.formulas, self.sites)


class _Begun(NamedTuple):
    """The formulas that begin with one word, and what the next word can begin with; empty: any."""

    entries: tuple[_Entry, ...]
    followers: frozenset[str]

    @classmethod
    def of(cls, word: str, entries: tuple[_Entry, ...]) -> _Begun:
        """Return the formulas of a word, with what they go on with."""
        followers = [entry.followers(word) for entry in entries]
        return cls(entries, frozenset(chain(*followers)) if all(followers) else frozenset())

    def may_go_on(self, following: str) -> bool:
        """Tell whether the next word may begin with a character; where it is empty, any may."""
        if not self.entries:
            return False
        return not following or not self.followers or following in self.followers


_NOTHING = _Begun((), frozenset())
# Rules that share their formulas: the second speaks for one word of the article's own language, or
# for a line in English in an article of another language.
_GROUPS = {"SCR033": "SCR003", "SCR034": "SCR004", "LLM014": "LLM002"}
_TWINS = {group: code for code, group in _GROUPS.items()}
_TILED = ("SCR003",)


def detect_residue(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield lines of formulas, those that follow one another as one. `hits` are their starts."""
    run: list[tuple[int, int]] = []
    speaking: Rule | None = None
    for start, end, rule in _lines(view, hits):
        if speaking and (rule is not speaking or view.text[run[-1][1] : start].strip()):
            yield _removal(view, speaking, run)
            run = []
        speaking = rule
        run.append((start, end))
    if speaking:
        yield _removal(view, speaking, run)


def _removal(view: View, rule: Rule, run: list[tuple[int, int]]) -> Candidate:
    edit = whole_lines(Edit(run[0][0], run[-1][1], ""), view.text)
    return Candidate(
        rule, edit.start, edit.end, (edit,), rule.applicability, silences=rule.silences
    )


def _lines(view: View, hits: list[int]) -> Iterator[tuple[int, int, Rule]]:
    """Yield the lines that are residue, with the rule that each falls under."""
    text = view.text
    table = view.always("residue", lambda: _Table(view.rules))
    first, last = inked(text)
    idle = table.idle
    for hit in hits:
        space = text.find(" ", hit, hit + _TOKEN)
        begins = text[hit : space + 2] if space > 0 else ""
        if begins in idle:
            continue
        start = hit
        if not text[hit].isalpha():
            bullet = _BULLET.match(text, hit, _line_end(text, hit))
            start = bullet.end() if bullet else hit
        word, following = opening(text, start)
        begun = table.get(word)
        if not begun.may_go_on(following):
            table.pass_over(begins)
            continue
        end = _line_end(text, hit)
        leads, closes = hit <= first, end >= last
        if end - hit > _LONGEST or (leads and closes):
            continue
        rule = _known(view, begun.entries, text[start:end])
        if not rule:
            continue
        # A line of free text is an insert only where it stands apart.
        apart = leads or closes or text[hit - 2 : hit] == "\n\n" or text[end : end + 2] == "\n\n"
        if _group(rule.code) in _TILED or apart:
            yield hit, end, rule


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _known(view: View, entries: Sequence[_Entry], line: str) -> Rule | None:
    """Return the rule that a line falls under, worked out once for equal lines.

    `entries` are the formulas that begin with its first word. Of a line that goes on as none of
    them does, as most do, nothing is kept.
    """
    begun = fold(line[:LEAD])
    if "  " not in begun:
        entries = [entry for entry in entries if begun.startswith(entry.leads)]
    if not entries:
        return None
    key = ("residue", view.facts.decision, line)
    return view.remembered(key, lambda: _judged(view, entries, line))


def _group(code: str) -> str:
    return _GROUPS.get(code, code)


def detect_embedded(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield lines that end as an embedded post does. `hits` are brackets before a handle."""
    rule = view.rules["SCR016"]
    text = view.text
    for hit in hits:
        start = text.rfind("\n", 0, hit) + 1
        match = _POSTED.match(text, start)
        if match and match.end() > hit and (text[:start].strip() or text[match.end() :].strip()):
            yield _removal(view, rule, [(start, match.end())])


class _Table:
    """The formulas of the rules that run, by first word; those of a word are read on demand."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._sites = tuple(_names(rules))
        self._begun = [
            (rule.code, language, formulas, by_head(formulas))
            for rule in rules.values()
            if rule.detector == "residue"
            for language, formulas in rule.options.items()
            if language != "sites"
        ]
        self._words = frozenset(word for *_, begun in self._begun for word in begun)
        self._read: dict[str, _Begun] = {}
        # What lines begin with, to the first letter of the second word, where no formula does: that
        # of most lines, and of those of the next text.
        self.idle: set[str] = set()

    def pass_over(self, begins: str) -> None:
        """Remember that a line which begins with a word and a letter begins with no formula."""
        if begins[:1].isalpha() and "\n" not in begins and len(self.idle) < _MOST_IDLE:
            self.idle.add(begins)

    def get(self, word: str) -> _Begun:
        """Return the formulas that can begin with a folded word."""
        if word not in self._words:  # as nearly all: of these nothing is kept
            return _NOTHING
        if word not in self._read:
            entries = tuple(
                _Entry(code, language, tuple(formulas[n] for n in begun[word]), self._sites)
                for code, language, formulas, begun in self._begun
                if word in begun
            )
            self._read[word] = _Begun.of(word, entries)
        return self._read[word]


def _names(rules: Mapping[str, Rule]) -> Iterable[str]:
    base = rules.get("SCR003")
    return base.options["sites"] if base else ()


def _judged(view: View, entries: Sequence[_Entry], line: str) -> Rule | None:
    """Return the rule that a line falls under, None where it is no residue."""
    groups = dict.fromkeys(_group(e.rule) for e in entries)
    if len(line) > _BUTTONS:
        groups = {group: None for group in groups if group not in _TILED}
    if not groups:
        return None
    folded = fold(line).rstrip(_TAIL)
    for group in groups:
        if group in _TILED:
            label = _label(line[: len(folded)])
            speaking = _tiled(view, group, folded)
            speaking = speaking or (_tiled(view, group, folded[:label]) if label else "")
        else:
            mine = (e for e in entries if _group(e.rule) == group and e.may_match(folded))
            speaking = _owned(view, group, [e for e in mine if e.pattern.fullmatch(folded)])
        if speaking:
            return view.rules.get(speaking)
    return None


def _owned(view: View, group: str, matched: Sequence[_Entry]) -> str:
    """Return the code that speaks for free text behind a formula.

    The twin speaks only for its own formulas, those that cannot be part of a foreign article.
    """
    own = view.facts.decision.code
    if not matched:
        return ""
    twin = _TWINS.get(group, group)
    foreign = {e.language for e in matched} == {"en"} and own not in ("en", "und")
    return twin if foreign and any(e.rule == twin for e in matched) else group


def _tiled(view: View, group: str, folded: str) -> str:
    """Return the code that speaks for a line that is nothing but formulas and marks."""
    table = view.always("residue", lambda: _Table(view.rules))
    names = view.always("residue sites", lambda: compile_formulas(["{site}"], _names(view.rules)))
    at = 0
    tiles: list[list[_Entry]] = []
    while at < len(folded):
        begun = [e for e in table.get(head(folded, at)).entries if _group(e.rule) == group]
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
    words = [e for e in tiles[0] if e.rule in _GROUPS] if len(tiles) == 1 else []
    alone = any(strange or e.language in own for e in words)
    return _TWINS[group] if alone else group


def _longest(entries: Iterable[_Entry], folded: str, at: int) -> tuple[int, list[_Entry]]:
    """Return the end of the longest formula at a place, and the entries that have it."""
    end, same = at, []
    for entry in entries:
        match = entry.pattern.fullmatch(folded, at) or entry.pattern.match(folded, at)
        if match and match.end() > end:
            end, same = match.end(), [entry]
        elif match and match.end() == end:
            same.append(entry)
    return end, same


def _label(line: str) -> int:
    """Return where a label of a menu begins that is glued to the words before it, or 0."""
    found = _LABEL.search(line) if len(line) <= _MENU else None
    return found.start() if found else 0
