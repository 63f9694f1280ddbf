"""The rules that run for a document, once all that was said of rules is known to be right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from cleanup.cli.common import Choosing
from cleanup.cli.settings import Settings, asked_ignores, split
from cleanup.config import Config
from cleanup.errors import ConfigError
from cleanup.extras import lacking, needed
from cleanup.rulebook.book import RuleSet
from cleanup.rulebook.selection import means, option_fault, selector_fault, style_fault

if TYPE_CHECKING:
    from pathlib import Path

    from cleanup.config.parts import SetOption
    from cleanup.rule.model import Rule
    from cleanup.rulebook.book import Rulebook

_SELECTORS = ("select", "ignore", "extend_select", "fixable", "unfixable")


def rulebook_of(settings: Settings, choosing: Choosing) -> Rulebook:
    """Return the rules that the settings ask for.

    Raises ConfigError, naming the option or the file, line and key, for a selector, a style or an
    option of a rule that means nothing, also where it is meant for other files, and for data that
    is required and not installed; RuleError for a wrong rule.
    """
    from cleanup.rulebook.library import load_library, load_rulebook

    extend = _folders(settings.extend)
    # All rules, made only where something was said of them.
    rules = RuleSet(lambda _: load_library(extend).rules)
    check_config(settings.said, rules)
    _check_choosing(choosing, rules)
    rulebook = load_rulebook(settings.selection, extend)
    _check_data(rulebook.rules, settings.said, choosing)
    return rulebook


def _folders(paths: Sequence[str]) -> tuple[Path, ...]:
    if not paths:
        return ()
    from pathlib import Path

    return tuple(Path(path) for path in paths)


def check_config(config: Config, rules: Sequence[Rule]) -> None:
    """Raise ConfigError for the first thing said of rules that these rules do not know."""
    for named in config.named:
        fault = style_fault if named.kind == "style" else selector_fault
        reason = fault(rules, named.value)
        if reason:
            raise named.place.wrong(reason)
    for one in config.options:
        reason = option_fault(rules, one.rules, one.name, one.value) or _formula_fault(rules, one)
        if reason:
            raise one.place.wrong(reason)


def _formula_fault(rules: Sequence[Rule], option: SetOption) -> str:
    """Return what is wrong with the formulas of an option of such, or nothing."""
    declared = [rule.declared.get(option.name, {}) for rule in rules if means(option.rules, rule)]
    if not any(one.get("type") == "formulas" for one in declared):
        return ""
    from cleanup.detect.formulas import fault

    faults = ((one, fault(one)) for one in cast("tuple[str, ...]", option.value))
    return next((f"{one!r} {reason}" for one, reason in faults if reason), "")


def _check_data(rules: Sequence[Rule], config: Config, choosing: Choosing) -> None:
    """Raise ConfigError where data must be there and is not that one of the rules needs."""
    if not (choosing.require_data or config.require_data):
        return
    for need in lacking(rule.needs for rule in rules):
        codes = ", ".join(rule.code for rule in rules if rule.needs == need)
        reason = f"not installed: {needed(need)}, for {codes}"
        if choosing.require_data:
            raise ConfigError(f"--require-data: {reason}")
        raise config.places("require-data")[-1].wrong(reason)


def _check_choosing(choosing: Choosing, rules: Sequence[Rule]) -> None:
    given = {key: split(getattr(choosing, key)) for key in _SELECTORS}
    asked_by_file = [asked_ignores(one).ignore for one in choosing.per_file_ignores]
    given["per_file_ignores"] = tuple(code for codes in asked_by_file for code in codes)
    faults = [(key, selector_fault(rules, one)) for key, asked in given.items() for one in asked]
    for key, reason in (*faults, ("style", style_fault(rules, choosing.style or ""))):
        if reason:
            raise ConfigError(f"--{key.replace('_', '-')}: {reason}")
