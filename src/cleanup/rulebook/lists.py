"""The word lists of a language, and which of them a rule needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cleanup.language.packs import Pack
from cleanup.rule.model import Rule, compiled

if TYPE_CHECKING:
    import regex

_NAMED_LIST = "\\L<"


def word_lists(pack: Pack, foreign: frozenset[str] = frozenset()) -> Mapping[str, frozenset[str]]:
    """Return the word lists of a language that patterns (`\\L<months>`) and triggers may name.

    The list `foreign` holds the words given there that are no words of this language.
    """
    native = pack.collisions | frozenset(w for e in pack.editorial.values() for w in e.forms)
    return {
        "foreign": frozenset(w for w in foreign - native if len(w) > 1 and w.isalpha()),
        **pack.words,
        "elisions": pack.apostrophe.elisions,
        "determiners": frozenset(pack.determiners),
        "doubled": pack.doubled,
        "doubled_error": pack.doubled_error,
    }


def pattern_lists(rule: Rule) -> set[str]:
    """Return the names of the word lists that a rule's pattern takes words from."""
    return {part.partition(">")[0] for part in (rule.pattern or "").split(_NAMED_LIST)[1:]}


def needed_lists(rule: Rule) -> set[str]:
    """Return the names of the word lists without which a rule never runs."""
    trigger = rule.trigger
    values = trigger.values if trigger and trigger.kind == "words" else ()
    return pattern_lists(rule) | {v[1:] for v in values if v.startswith("@")}


def bind(rule: Rule, lists: Mapping[str, frozenset[str]]) -> regex.Pattern[str]:
    """Return the compiled pattern of a rule for a language's word lists."""
    named = tuple((name, lists[name]) for name in sorted(pattern_lists(rule)))
    return compiled(rule.pattern or "", named)
