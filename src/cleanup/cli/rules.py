"""`cleanup rules`: the rules there are, all or those that are selected or searched for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cleanup.cli.choice import known_rules, meant
from cleanup.cli.declare import arguments, switch, values
from cleanup.cli.settings import split
from cleanup.cli.streams import colour, emit, say
from cleanup.start.data import dataclass

if TYPE_CHECKING:
    from cleanup.rule.model import Rule

_HEAD = ("code", "name", "applicability", "language", "kind", "message")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The options of `cleanup rules`."""

    words: tuple[str, ...] = arguments(
        metavar="WORDS", help="Show rules that hold all these words in their description."
    )
    select: tuple[str, ...] = values(
        "--select",
        metavar="RULES",
        help="Show these: by code, beginning of a code, name, kind, applicability or lang:fr.",
    )
    isolated: bool = switch("--isolated", help="Ignore all configuration files.")


def rules(options: Rules) -> int:
    """Print a table of rules; return 0, or 1 if none was found. Raises ConfigError, RuleError."""
    from cleanup.report.screen import paint, table

    known = known_rules(isolated=options.isolated)
    found = meant(split(options.select), known, "--select")
    found = [rule for rule in found if _holds(rule, options.words)]
    if not found:
        say(f"no rule holds {' '.join(options.words)!r}")
        return 1
    emit(paint(table([_HEAD, *map(_row, found)], 0), colour(None)))
    return 0


def _row(rule: Rule) -> tuple[str, ...]:
    kind = rule.kind if rule.status == "stable" else f"{rule.kind}, preview"
    return (rule.code, rule.name, rule.applicability, rule.language, kind, rule.message)


def _holds(rule: Rule, words: Sequence[str]) -> bool:
    told = (rule.code, rule.name, rule.message, rule.why, rule.mqm, rule.family.name, rule.language)
    text = " ".join(told).casefold()
    return all(word.casefold() in text for word in words)
