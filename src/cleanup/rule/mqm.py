"""The MQM typology as `rules/mqm.toml` has it: which types there are, and how grave each is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cleanup.errors import RuleError
from cleanup.nearest import nearest
from cleanup.rule.model import WEIGHTS, Rule
from cleanup.start.data import dataclass

FILE = "mqm.toml"
_FILED = "filed"


@dataclass(frozen=True, slots=True)
class Typology:
    """`weights` give each type (`accuracy/omission`) its weight, in the order of the typology.

    `filed` gives the type for a name of our own.
    """

    weights: Mapping[str, str]
    filed: Mapping[str, str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Typology:
        """Return the typology of a parsed file. Raises RuleError for what it cannot be."""
        filed = dict(data.get(_FILED, {}))
        weights: dict[str, str] = {}
        for dimension, types in data.items():
            for name, weight in types.items() if dimension != _FILED else ():
                if weight not in WEIGHTS:
                    hint = nearest(str(weight), WEIGHTS)
                    raise RuleError(
                        f"{FILE}: [{dimension}] {name}: {weight!r} is no weight"
                        f" (there are: {', '.join(WEIGHTS)}){hint}"
                    )
                weights[f"{dimension}/{name}"] = weight
        for name, kind in filed.items():
            if kind not in weights:
                hint = nearest(str(kind), weights)
                raise RuleError(f"{FILE}: [{_FILED}] {name}: there is no type {kind!r}{hint}")
        return cls(weights, filed)

    def type_of(self, rule: Rule) -> str:
        """Return the type of a rule, empty for a rule that is filed under none."""
        kind = self.filed.get(rule.mqm, rule.mqm)
        return kind if kind in self.weights else ""

    def weight_of(self, rule: Rule) -> str:
        """Return how grave a fault of a rule is: as it says itself, its family, or its type."""
        return rule.weight or rule.family.weight or self.weights.get(self.type_of(rule), "minor")

    def sight(self, rules: Iterable[Rule]) -> dict[str, tuple[list[str], list[str]]]:
        """Return for each dimension the types that a rule is filed under, and the others."""
        seen = {self.type_of(rule) for rule in rules}
        found: dict[str, tuple[list[str], list[str]]] = {}
        for kind in self.weights:
            dimension, _, name = kind.partition("/")
            found.setdefault(dimension, ([], []))[kind not in seen].append(name)
        return found
