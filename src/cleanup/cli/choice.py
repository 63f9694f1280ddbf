"""Finding rules by what a user types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cleanup.errors import ConfigError
from cleanup.nearest import nearest

if TYPE_CHECKING:
    from cleanup.rules import Rule


def known_rules(*, isolated: bool = False) -> tuple[Rule, ...]:
    """Return all rules that a call here would know, those of `extend-rules` included.

    Raises ConfigError, RuleError.
    """
    from pathlib import Path

    from cleanup.config import NOTHING, nearest_config
    from cleanup.library import load_rulebook
    from cleanup.selection import Selection

    config = NOTHING if isolated else nearest_config(str(Path.cwd()))
    extend = tuple(Path(folder) for folder in config.extend_rules)
    return load_rulebook(Selection(), extend).known


def meant(selectors: Iterable[str], rules: Sequence[Rule], where: str) -> list[Rule]:
    """Return the rules that selectors mean, in the order of `rules`; all where there are none.

    Raises ConfigError for a selector that means no rule.
    """
    from cleanup.selection import means

    asked = list(selectors)
    for selector in asked:
        if not any(means(selector, rule) for rule in rules):
            names = [name for rule in rules for name in (rule.code, rule.name)]
            raise ConfigError(
                f"{where}: no rule is meant by {selector!r}{nearest(selector, names)}"
            )
    return [rule for rule in rules if not asked or any(means(s, rule) for s in asked)]
