"""Which rules run: by code, prefix of codes, name, kind, applicability or language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cleanup.errors import ConfigError
from cleanup.nearest import nearest
from cleanup.results import APPLICABILITIES, Applicability
from cleanup.start.data import dataclass, replace

if TYPE_CHECKING:
    from cleanup.rule.model import Rule
    from cleanup.rule.options import OptionValue

_KINDS = ("artifact", "style")
_WHOLE = 99  # a name or a whole code counts for more than any beginning of a code


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for. A selector is a code (`QUO003`), a prefix (`QUO`), a name
    (`early-closed-quotation`), a kind (`style`), an applicability (`safe`), a language (`lang:fr`)
    or `ALL`.

    `select` replaces the default (all stable artifact rules), `extend_select` adds to it,
    `ignore` takes away and wins. `style` turns on the style rules of a profile such as `fr-FR`.
    Rules outside `fixable` or in `unfixable` only report. `options` are options of rules to set:
    selector, name and value; where several mean one rule the more exact selector counts, of equal
    ones the last.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    fixable: tuple[str, ...] = ()
    unfixable: tuple[str, ...] = ()
    style: str = ""
    preview: bool = False
    options: tuple[tuple[str, str, OptionValue], ...] = ()


def choose_rules(rules: Iterable[Rule], selection: Selection) -> tuple[Rule, ...]:
    """Return the rules that run, their options set.

    Raises ConfigError for a selector that means no rule and for an option that is wrong.
    """
    known = tuple(rules)
    check(known, selection)
    return pick(known, selection)


def pick(rules: Iterable[Rule], selection: Selection) -> tuple[Rule, ...]:
    """Return those of some rules that run, their options set, for a selection that was checked."""
    from cleanup.rule.styles import fill

    picked = (rule for rule in rules if _picked(rule, selection))
    return tuple(_set(one, selection) for rule in picked for one in fill(rule, selection.style))


def names_nothing(selection: Selection) -> bool:
    """Tell whether a selection names no rule, style or option, so that nothing in it is wrong."""
    return selection in (Selection(), Selection(preview=True))


def unfixable(rules: Iterable[Rule], selection: Selection) -> frozenset[str]:
    """Return the codes of the rules that may only report."""
    if not selection.fixable and not selection.unfixable:
        return frozenset()
    return frozenset(
        rule.code
        for rule in rules
        if _any(rule, selection.unfixable)
        or (selection.fixable and not _any(rule, selection.fixable))
    )


def check(rules: Sequence[Rule], selection: Selection) -> None:
    """Raise ConfigError for a selector or a style that means no rule, or a wrong option."""
    asked = (
        *selection.select,
        *selection.ignore,
        *selection.extend_select,
        *selection.fixable,
        *selection.unfixable,
    )
    faults = [selector_fault(rules, selector) for selector in asked]
    faults.append(style_fault(rules, selection.style))
    faults += [
        fault and f"{selector}.{name}: {fault}"
        for selector, name, value in selection.options
        for fault in (option_fault(rules, selector, name, value),)
    ]
    for fault in faults:
        if fault:
            raise ConfigError(fault)


def selector_fault(rules: Sequence[Rule], selector: str) -> str:
    """Return what is wrong with a selector, or nothing."""
    if any(means(selector, rule) for rule in rules):
        return ""
    words = [r.code for r in rules] + [r.name for r in rules]
    return f"no rule is meant by {selector!r}{nearest(selector, words)}"


def style_fault(rules: Sequence[Rule], style: str) -> str:
    """Return what is wrong with a style, or nothing; so with none."""
    if not style:
        return ""
    styles = sorted({style for rule in rules for style in rule.styles})
    if style in styles:
        return ""
    known = ", ".join(styles)
    return f"there is no style {style!r} (there are: {known}){nearest(style, styles)}"


def option_fault(rules: Sequence[Rule], selector: str, name: str, value: OptionValue) -> str:
    """Return what is wrong with an option that is set, or nothing.

    One of the rules that are meant must have it; without a name the selector alone is looked at.
    """
    from cleanup.rule.options import declarations

    meant = [rule for rule in rules if means(selector, rule)]
    if not meant or not name:
        return selector_fault(rules, selector)
    declared = [declarations(r.declared)[name] for r in meant if name in r.declared]
    if not declared:
        known = sorted({option for rule in meant for option in rule.declared})
        there = f" (there are: {', '.join(known)})" if known else "; it has none"
        return f"{selector} has no option {name!r}{there}{nearest(name, known)}"
    return next((fault for option in declared if (fault := option.fault(value))), "")


def means(selector: str, rule: Rule) -> bool:
    """Tell whether a selector means a rule."""
    if selector == "ALL":
        return True
    if selector in _KINDS:
        return rule.kind == selector
    if selector in APPLICABILITIES:
        return rule.applicability == selector
    if selector.startswith("lang:"):
        return rule.language == selector[5:]
    return rule.name == selector or (selector.isupper() and rule.code.startswith(selector))


def _set(rule: Rule, selection: Selection) -> Rule:
    """Return the rule with its options as they are asked for.

    A choice that gives up what the rule's proof keeps lets it propose only.
    """
    given = [
        (_exactness(selector, rule), name, value)
        for selector, name, value in selection.options
        if name in rule.declared and means(selector, rule)
    ]
    if not given:
        return rule
    from cleanup.rule.options import declarations

    given.sort(key=lambda one: one[0])
    # A list as the rule's own table has it.
    chosen = {name: list(v) if isinstance(v, tuple) else v for _, name, v in given}
    changed = replace(rule, options={**rule.options, **chosen})
    options = declarations(rule.declared)
    if any(options[name].lowers(value) for name, value in chosen.items()):
        rank: Applicability = "manual" if rule.applicability == "manual" else "unsafe"
        changed = replace(changed, applicability=rank, suspected=None)
    return changed


def _exactness(selector: str, rule: Rule) -> int:
    if selector in (rule.code, rule.name):
        return _WHOLE
    return len(selector) if rule.code.startswith(selector) else 0


def _any(rule: Rule, selectors: Iterable[str]) -> bool:
    return any(means(s, rule) for s in selectors)


def _picked(rule: Rule, selection: Selection) -> bool:
    if _any(rule, selection.ignore):
        return False
    by_style = bool(selection.style) and selection.style in rule.styles
    named = _any(rule, selection.extend_select) or by_style
    if rule.status == "preview" and not selection.preview:
        return rule.code in (*selection.select, *selection.extend_select)
    if selection.select:
        return named or _any(rule, selection.select)
    return named or rule.kind == "artifact"
