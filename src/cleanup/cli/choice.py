"""Finding rules by what a user types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cleanup.errors import ConfigError
from cleanup.nearest import nearest

if TYPE_CHECKING:
    from pathlib import Path

    from cleanup.rule.model import Rule


def own_folders(*, isolated: bool = False) -> tuple[Path, ...]:
    """Return the folders of `extend-rules` that count here. Raises ConfigError."""
    from pathlib import Path

    from cleanup.config import NOTHING, nearest_config

    config = NOTHING if isolated else nearest_config(str(Path.cwd()))
    return tuple(Path(folder) for folder in config.extend_rules)


def known_rules(*, isolated: bool = False) -> tuple[Rule, ...]:
    """Return all rules that a call here would know, those of `extend-rules` included.

    Raises ConfigError, RuleError.
    """
    from cleanup.rulebook.library import load_library

    return load_library(own_folders(isolated=isolated)).rules


def meant(selectors: Iterable[str], rules: Sequence[Rule], where: str) -> list[Rule]:
    """Return the rules that selectors mean, in the order of `rules`; all where there are none.

    Raises ConfigError for a selector that means no rule.
    """
    from cleanup.rulebook.selection import means

    asked = list(selectors)
    for selector in asked:
        if not any(means(selector, rule) for rule in rules):
            names = [name for rule in rules for name in (rule.code, rule.name)]
            raise ConfigError(
                f"{where}: no rule is meant by {selector!r}{nearest(selector, names)}"
            )
    return [rule for rule in rules if not asked or any(means(s, rule) for s in asked)]
