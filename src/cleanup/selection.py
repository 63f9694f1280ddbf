"""Which rules run: by code, prefix of codes, name, kind, applicability or language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cleanup.errors import ConfigError
from cleanup.nearest import nearest
from cleanup.results import APPLICABILITIES
from cleanup.rules import Rule

_KINDS = ("artifact", "style")


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for. A selector is a code (`QUO003`), a prefix (`QUO`), a name
    (`early-closed-quotation`), a kind (`style`), an applicability (`safe`), a language (`lang:fr`)
    or `ALL`.

    `select` replaces the default (all stable artifact rules), `extend_select` adds to it,
    `ignore` takes away and wins. `style` turns on the style rules of a profile such as `fr-FR`.
    Rules outside `fixable` or in `unfixable` only report.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    fixable: tuple[str, ...] = ()
    unfixable: tuple[str, ...] = ()
    style: str = ""
    preview: bool = False


def choose_rules(rules: Iterable[Rule], selection: Selection) -> tuple[Rule, ...]:
    """Return the rules that run. Raises ConfigError for a selector that means no rule."""
    known = tuple(rules)
    check(known, selection)
    return tuple(rule for rule in known if _picked(rule, selection))


def unfixable(rules: Iterable[Rule], selection: Selection) -> frozenset[str]:
    """Return the codes of the rules that may only report."""
    return frozenset(
        rule.code
        for rule in rules
        if _any(rule, selection.unfixable)
        or (selection.fixable and not _any(rule, selection.fixable))
    )


def check(rules: Sequence[Rule], selection: Selection) -> None:
    """Raise ConfigError for a selector or a style that means no rule."""
    asked = (
        *selection.select,
        *selection.ignore,
        *selection.extend_select,
        *selection.fixable,
        *selection.unfixable,
    )
    for selector in asked:
        if not any(means(selector, rule) for rule in rules):
            words = [r.code for r in rules] + [r.name for r in rules]
            raise ConfigError(f"no rule is meant by {selector!r}{nearest(selector, words)}")
    styles = sorted({style for rule in rules for style in rule.styles})
    if selection.style and selection.style not in styles:
        hint = nearest(selection.style, styles)
        known = ", ".join(styles)
        raise ConfigError(f"there is no style {selection.style!r} (there are: {known}){hint}")


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
