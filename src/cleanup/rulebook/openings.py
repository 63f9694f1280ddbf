"""The rules that are tried where a text begins: one pattern tells whether any of them matches.

Of most texts none does. Where documents are short, to try each would cost more than all the passes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from cleanup.rule.model import Rule, compiled
from cleanup.rulebook.lists import pattern_lists
from cleanup.scan.tokens import Hits
from cleanup.start.expressions import expression

if TYPE_CHECKING:
    import regex

# What counts the groups of its own pattern cannot stand in another one.
_COUNTS = expression(r"(?<!\\)(?:\\\\)*(?:\\[1-9]|\\g<|\(\?(?:\(|R|&|P>|[+-]?\d))")


class Openings:
    """The rules of one language that are tried at the start, each with its number."""

    def __init__(self, rules: Mapping[int, Rule], lists: Mapping[str, frozenset[str]]) -> None:
        """`lists` are the word lists that their patterns may name."""
        self._rules = {n: rule for n, rule in rules.items() if not _COUNTS.search(_of(rule))}
        self._lists = lists

    @cached_property
    def _any(self) -> regex.Pattern[str]:
        named = sorted({name for rule in self._rules.values() for name in pattern_lists(rule)})
        pattern = "|".join(_grouped(_of(rule)) for rule in self._rules.values())
        return compiled(pattern, tuple((name, self._lists[name]) for name in named))

    def strike(self, hits: Hits, text: str) -> Hits:
        """Return the hits without those of rules that do not match at the start of a text."""
        if self._rules.keys().isdisjoint(hits) or self._any.match(text):
            return hits
        return {number: found for number, found in hits.items() if number not in self._rules}


def _of(rule: Rule) -> str:
    return rule.pattern or ""


def _grouped(pattern: str) -> str:
    # Where a pattern is spread over lines, its last one may be a comment.
    return f"(?:{pattern}\n)" if "(?x" in pattern else f"(?:{pattern})"
