"""The rules that were selected, for any language: what a call runs with.

Nothing here makes a rule, a pack or a pattern before a text asks for it: where all documents are
known as they stand, only the digest is read.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

from cleanup.start.data import dataclass, field, replace

if TYPE_CHECKING:
    from cleanup.language.decision import Ballot
    from cleanup.language.packs import Pack
    from cleanup.rule.model import Rule
    from cleanup.rule.styles import Profile
    from cleanup.rulebook.table import Table


class RuleSet(Sequence["Rule"]):
    """Rules in their order, made when they are asked for: all, or those for one language."""

    def __init__(self, make: Callable[[str | None], Sequence[Rule]]) -> None:
        """`make` returns those that may run on texts of a language, or all for None."""
        self._make = make

    @cached_property
    def _all(self) -> tuple[Rule, ...]:
        return tuple(self._make(None))

    def of(self, language: str) -> Sequence[Rule]:
        """Return at least the rules that run on texts of a language."""
        return self.__dict__.get("_all") or self._make(language)

    @overload
    def __getitem__(self, at: int) -> Rule: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Rule, ...]: ...
    def __getitem__(self, at: int | slice) -> Rule | tuple[Rule, ...]:
        return self._all[at]

    def __len__(self) -> int:
        return len(self._all)

    def __eq__(self, other: object) -> bool:
        return self._all == (tuple(other) if isinstance(other, RuleSet) else other)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[object, ...]:
        """Another process gets the rules themselves: it must not read others."""
        return tuple, (self._all,)


@dataclass(frozen=True)
class Rulebook:
    """Rules that were selected, with the language packs they read.

    `rules` are all that run; `known` are all that were loaded, for `explain` and for codes in
    decisions. Those in `unfixable` only report. `home` is the style that was asked for: texts of
    its language are taken to be from its region, unless they say where they are from, and to space
    their marks as it does. `digest` names the rule set: rules, packs, options and selection.
    """

    rules: Sequence[Rule]
    known: Sequence[Rule]
    packs: Mapping[str, Pack]
    ballot: Ballot
    weights: Mapping[str, Mapping[str, int]]
    unfixable: frozenset[str] = frozenset()
    digest: str = ""
    home: Profile | None = None
    _tables: dict[Hashable, Table] = field(default_factory=dict)

    def __getstate__(self) -> dict[str, object]:
        """Return what another process needs: it binds the rules itself."""
        return self.__dict__ | {"_tables": {}}

    def table(self, language: str, variant: str = "") -> Table:
        """Return the rules of one language bound to their triggers, made once."""
        home = self.home if self.home and self.home.language == language else None
        variant = variant or (home.region if home else "")
        key = (language, variant)
        if key not in self._tables:
            from cleanup.rulebook.table import Table

            pack = self.packs[language]
            pack = pack.variant(variant) if variant else pack
            spacing = {**pack.spacing, **home.spacing} if home else pack.spacing
            # The words of the texts' own language are asked for all the time.
            pack = replace(pack, words=dict(pack.words), spacing=spacing)
            able: Iterable[Rule] = self.rules
            if isinstance(self.rules, RuleSet):
                able = self.rules.of(language)
            rules = [r for r in able if r.language in ("und", language)]
            self._tables[key] = Table(rules, pack, self.ballot.foreign(language))
        return self._tables[key]
