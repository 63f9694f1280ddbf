"""The examples in the rules, run: a `bad` pair comes out exactly, a `good` text stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cleanup.engine.settling import UNSAFE, plan
from cleanup.extras import lacking
from cleanup.results import Plan
from cleanup.rule.model import Rule
from cleanup.rulebook.library import load_rulebook
from cleanup.rulebook.selection import Selection
from cleanup.text.document import Document

if TYPE_CHECKING:
    from pathlib import Path


def check_examples(
    rules: Iterable[Rule], style: str = "", extend: Sequence[Path] = ()
) -> list[str]:
    """Return one line for each example that does not come out: code, which one, what came out.

    `extend` are the folders of the rules that do not ship.
    """
    return [failure for rule in rules for failure in check_rule(rule, style, extend)]


def check_rule(rule: Rule, style: str = "", extend: Sequence[Path] = ()) -> Iterator[str]:
    """Yield what is wrong with the examples of one rule.

    Each `bad` is run with this rule alone and with all default rules of its language; each `good`
    must yield no finding of this rule and no change by any. Without the data that a rule needs its
    `bad` cannot come out, and is left out.
    """
    for number, example in enumerate(() if lacking([rule.needs]) else rule.bad, 1):
        for alone in (True, False):
            reason = bad_failure(rule, example, alone=alone, style=style, extend=extend)
            if reason:
                which = "alone" if alone else "with all rules"
                yield f"{rule.file}: {rule.code}: bad example {number}, {which}: {reason}"
    for number, text in enumerate(rule.good, 1):
        reason = good_failure(rule, text, style=style, extend=extend)
        if reason:
            yield f"{rule.file}: {rule.code}: good example {number}: {reason}"


def bad_failure(
    rule: Rule,
    example: tuple[str, ...],
    *,
    alone: bool,
    style: str = "",
    extend: Sequence[Path] = (),
) -> str:
    """Return why a `bad` example fails, or nothing."""
    found = _plan(rule, example[0], alone=alone, style=style, extend=extend)
    if not any(f.code == rule.code for f in found.findings):
        return f"no finding of this rule in {example[0]!r}"
    if len(example) == 1:
        changed = [f for f in found.findings if f.code == rule.code and f.applied]
        return "a place to report was changed" if changed else ""
    return "" if found.text == example[1] else f"came out as {found.text!r}"


def good_failure(rule: Rule, text: str, *, style: str = "", extend: Sequence[Path] = ()) -> str:
    """Return why a `good` example fails, or nothing."""
    found = _plan(rule, text, alone=False, style=style, extend=extend)
    if any(f.code == rule.code for f in found.findings):
        return f"this rule finds something in {text!r}"
    return "" if not found.changes else f"{text!r} was changed to {found.text!r}"


def _plan(rule: Rule, text: str, *, alone: bool, style: str, extend: Sequence[Path]) -> Plan:
    style = style or (rule.styles[0] if rule.styles else "")
    selection = (
        Selection(select=(rule.code, *rule.raised_by), preview=True)
        if alone
        else Selection(style=style, preview=rule.status == "preview")
    )
    language = rule.language if rule.language != "und" else _example_language()
    return plan(Document.of(text), load_rulebook(selection, extend), UNSAFE, language)


def _example_language() -> str:
    """Return the language in which the examples of rules for any language are written."""
    return "fr"
