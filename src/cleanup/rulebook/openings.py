"""The rules that are tried where a text begins: one pattern tells whether any of them matches.

Of most texts none does. Where documents are short, to try each would cost more than all the passes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from cleanup.errors import RuleError
from cleanup.rule.model import Rule, compiled
from cleanup.rulebook.lists import pattern_lists
from cleanup.scan.tokens import Hits
from cleanup.start.expressions import expression

if TYPE_CHECKING:
    import regex

# What a pattern may hold that means the same in one with others: groups that have a name or none,
# looks around, flags for case and lines. All else counts groups or concerns a pattern as a whole.
_GROUP = r"\((?:[^*?]|\?(?:[:=!>]|<[=!]|P?<[A-Za-z_]\w*>|P=[A-Za-z_]\w*\)|[ims]+[:)]))"
_ALONE = expression(rf"(?<!\\)(?:\\\\)*(?:\\[1-9]|\\g<|(?!{_GROUP})\()")
_VERBOSE = "(?x)"


class Openings:
    """The rules of one language that are tried at the start, each with its number."""

    def __init__(self, rules: Mapping[int, Rule], lists: Mapping[str, frozenset[str]]) -> None:
        """`lists` are the word lists that their patterns may name."""
        self._rules = {n: rule for n, rule in rules.items() if _may_stand_beside_others(_of(rule))}
        self._lists = lists

    @cached_property
    def _any(self) -> regex.Pattern[str] | None:
        named = sorted({name for rule in self._rules.values() for name in pattern_lists(rule)})
        pattern = "|".join(_grouped(_of(rule)) for rule in self._rules.values())
        try:
            return compiled(pattern, tuple((name, self._lists[name]) for name in named))
        except RuleError:
            return None  # each is a pattern, and all together are none

    def strike(self, hits: Hits, text: str) -> Hits:
        """Return the hits without those of rules that do not match at the start of a text."""
        if self._rules.keys().isdisjoint(hits) or self._any is None or self._any.match(text):
            return hits
        return {number: found for number, found in hits.items() if number not in self._rules}


def _of(rule: Rule) -> str:
    return rule.pattern or ""


def _may_stand_beside_others(pattern: str) -> bool:
    return not _ALONE.search(pattern.removeprefix(_VERBOSE))


def _grouped(pattern: str) -> str:
    # Where a pattern is spread over lines, its last one may be a comment.
    return f"(?:{pattern}\n)" if pattern.startswith(_VERBOSE) else f"(?:{pattern})"
