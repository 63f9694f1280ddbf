"""What a rule must show before it may run: patterns that compile, are bounded, and find their own.

Done once for each content of the rule folders, not at each start.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cleanup.detect import DETECTORS
from cleanup.errors import RuleError
from cleanup.language.packs import Pack
from cleanup.nearest import nearest
from cleanup.rule.bounded import fault
from cleanup.rule.model import Rule
from cleanup.rule.options import declarations
from cleanup.rule.styles import fill
from cleanup.rulebook.lists import bind, needed_lists, word_lists
from cleanup.scan.scanner import Scanner


def check_rules(rules: Iterable[Rule], packs: Mapping[str, Pack]) -> None:
    """Raise RuleError, naming file and rule, for the first rule that may not run."""
    for rule in rules:
        where = f"{rule.file}: {rule.code}"
        if rule.detector is not None and rule.detector not in DETECTORS:
            hint = nearest(rule.detector, DETECTORS)
            raise RuleError(f"{where}: there is no detector {rule.detector!r}{hint}")
        if rule.language != "und" and rule.language not in packs:
            raise RuleError(f"{where}: there is no language pack {rule.language!r}")
        declarations(rule.declared, where)
        if rule.pattern is not None:
            _check_bounds(rule, where)
            # Its examples are written for the first profile that it serves.
            _check_examples(fill(rule, "")[0], packs, where)


def _check_bounds(rule: Rule, where: str) -> None:
    trigger = rule.trigger
    assert trigger is not None and rule.pattern is not None
    anchored = trigger.kind in ("start", "end")
    by_line = trigger.kind == "line" or trigger.from_line
    reason = fault(rule.pattern, anchored=anchored, by_line=by_line)
    if reason:
        raise RuleError(f"{where}: the pattern can run away: {reason}")


def _check_examples(rule: Rule, packs: Mapping[str, Pack], where: str) -> None:
    """Raise RuleError for an example that its rule does not reach.

    The examples of a rule for any language are written in one: the words that its pattern takes
    from a language are those of the first pack in which the example is reached.
    """
    codes = ["und", *packs] if rule.language == "und" else [rule.language]
    for example in rule.bad:
        if not any(_reached(rule, packs[code], example[0], where) for code in codes):
            raise RuleError(f"{where}: does not fire through its trigger on {example[0]!r}")


def _reached(rule: Rule, pack: Pack, text: str, where: str) -> bool:
    """Tell whether a rule fires on a text through its trigger, with the words of a pack."""
    trigger, lists = rule.trigger, word_lists(pack)
    assert trigger is not None
    try:
        pattern = bind(rule, lists)
    except KeyError as error:
        known = ", ".join(sorted(lists))
        raise RuleError(f"{where}: there is no word list {error} (there are: {known})") from error
    except RuleError as error:
        raise RuleError(f"{where}: {error}") from error
    # The list `foreign` is that of a whole set of packs, so that one pack does not have it.
    if not all(lists[name] for name in needed_lists(rule) - {"foreign"}):
        return False
    hits = Scanner([trigger], lists).scan(text).get(0, ())
    return any(h >= trigger.back and pattern.match(text, h - trigger.back) for h in hits)
