"""What a rule must show before it may run: patterns that compile, are bounded, and find their own.

Done once for each content of the rule folders, not at each start.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cleanup.bounded import fault
from cleanup.detect import DETECTORS
from cleanup.errors import RuleError
from cleanup.nearest import nearest
from cleanup.packs import Pack
from cleanup.rulebook import bind, word_lists
from cleanup.rules import Rule
from cleanup.triggers import Scanner


def check_rules(rules: Iterable[Rule], packs: Mapping[str, Pack]) -> None:
    """Raise RuleError, naming file and rule, for the first rule that may not run."""
    for rule in rules:
        where = f"{rule.file}: {rule.code}"
        if rule.detector is not None and rule.detector not in DETECTORS:
            hint = nearest(rule.detector, DETECTORS)
            raise RuleError(f"{where}: there is no detector {rule.detector!r}{hint}")
        if rule.language != "und" and rule.language not in packs:
            raise RuleError(f"{where}: there is no language pack {rule.language!r}")
        if rule.pattern is not None:
            _check_pattern(rule, packs[rule.language], where)


def _check_pattern(rule: Rule, pack: Pack, where: str) -> None:
    trigger = rule.trigger
    assert trigger is not None and rule.pattern is not None
    reason = fault(rule.pattern, anchored=trigger.kind in ("start", "end"))
    if reason:
        raise RuleError(f"{where}: the pattern can run away: {reason}")
    lists = word_lists(pack)
    try:
        pattern = bind(rule, lists)
    except KeyError as error:
        known = ", ".join(sorted(lists))
        raise RuleError(f"{where}: there is no word list {error} (there are: {known})") from error
    except RuleError as error:
        raise RuleError(f"{where}: {error}") from error
    scanner = Scanner([trigger], lists)
    for example in rule.bad:
        hits = scanner.scan(example[0]).get(0, ())
        if not any(h >= trigger.back and pattern.match(example[0], h - trigger.back) for h in hits):
            raise RuleError(f"{where}: does not fire through its trigger on {example[0]!r}")
