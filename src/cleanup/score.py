"""The cleanup penalty (MQM-mapped): what the findings of a document weigh, for 1,000 words.

Each finding counts its weight times the measured precision of its rule: what may be expected to be
wrong. It is no MQM score, which people give who see every kind of error, and says nothing of
quality: most kinds of error no rule can see (`mqm.Typology.sight`). Pure: no files, no printing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from cleanup.results import Finding, Plan
from cleanup.start.data import dataclass, field

if TYPE_CHECKING:
    from cleanup.measure.figures import Figures, Measured
    from cleanup.rule.model import Rule
    from cleanup.rule.mqm import Typology

NAME = "cleanup penalty (MQM-mapped)"
# Words; a smaller document has no number of its own, for one finding more would double it.
PER = 1_000
POINTS: Mapping[str, float] = {
    "none": 0,
    "typo": 0.1,
    "minor": 1,
    "major": 5,
    "critical": 25,
}
OTHER = "other"  # the dimension of rules that are filed under no type


@dataclass(frozen=True, slots=True)
class Cost:
    """What one finding of a rule counts: `points`, of which `precision` (0 to 1) may be expected.

    `dimension` is that of MQM.
    """

    points: float
    precision: float
    dimension: str

    @property
    def expected(self) -> float:
        """The points that may be expected to be right."""
        return self.points * self.precision


@dataclass(frozen=True, slots=True)
class Penalty:
    """The expected points of a document or of several, by dimension, and its number of `words`.

    `before` counts all findings, `after` those that are left when all safe fixes are applied.
    """

    words: int = 0
    before: Mapping[str, float] = field(default_factory=dict)
    after: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_small(self) -> bool:
        """Tell whether it is too small to score."""
        return self.words < PER

    def rate(self, points: Mapping[str, float], dimension: str | None = None) -> float | None:
        """Return points for 1,000 words, of one dimension or of all; None where it is too small."""
        if self.is_small:
            return None
        total = sum(points.values()) if dimension is None else points.get(dimension, 0.0)
        return total * PER / self.words


@dataclass(frozen=True, slots=True)
class Scored:
    """A document with its penalty. `others` are scores that others gave it, by metric."""

    path: str
    language: str
    penalty: Penalty
    findings: int = 0
    left: int = 0
    others: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scores:
    """The documents of a run, worst first, those too small behind them, and all of them pooled.

    `sight` has for each dimension the types of MQM that the rules can see, and the others;
    `correlations` for each metric of others how many documents have both numbers, and Spearman's
    rank correlation of the two (None for too few).
    """

    documents: tuple[Scored, ...]
    total: Penalty
    sight: Mapping[str, tuple[Sequence[str], Sequence[str]]]
    correlations: Mapping[str, tuple[int, float | None]]

    def over(self, limit: float) -> list[str]:
        """Return the paths of documents with more penalty than a limit; `total` for the pool."""
        named = [(one.path, one.penalty) for one in self.documents]
        rates = [(path, p.rate(p.before)) for path, p in (*named, ("total", self.total))]
        return [path for path, rate in rates if rate is not None and rate > limit]


def precision(rule: Rule, measured: Measured | None) -> float:
    """Return how many of a rule's findings may be expected to be right, 0 to 1.

    Counted on labelled and on clean texts, with one right and one wrong added, so that a rule of
    which nothing is known has 0.5 and one that was right twice not 1. What a style asks for is
    right by definition.
    """
    if rule.kind == "style":
        return 1.0
    right = found = 0
    if measured is not None:
        right = measured.labelled.true
        found = right + measured.labelled.false
        if measured.clean is not None:
            right += measured.clean.right
            found += measured.clean.fired
    return (right + 1) / (found + 2)


def costs(rules: Iterable[Rule], typology: Typology, figures: Figures) -> dict[str, Cost]:
    """Return what a finding of each rule counts, by code."""
    found = {}
    for rule in rules:
        points = POINTS[typology.weight_of(rule)]
        dimension = typology.type_of(rule).partition("/")[0] or OTHER
        found[rule.code] = Cost(points, precision(rule, figures.rules.get(rule.code)), dimension)
    return found


def count_words(text: str) -> int:
    """Return the number of words of a text: what stands between spaces."""
    return len(text.split())


def weigh(plan: Plan, words: int, scale: Mapping[str, Cost]) -> Penalty:
    """Return the penalty of a document of so many words."""
    return Penalty(words, _points(plan.findings, scale), _points(plan.left, scale))


def _points(findings: Iterable[Finding], scale: Mapping[str, Cost]) -> dict[str, float]:
    points: dict[str, float] = {}
    for finding in findings:
        cost = scale.get(finding.code)
        if cost is not None and cost.points:
            points[cost.dimension] = points.get(cost.dimension, 0.0) + cost.expected
    return points


def pool(penalties: Iterable[Penalty]) -> Penalty:
    """Return the penalty of several documents as if they were one."""
    words = 0
    before: dict[str, float] = {}
    after: dict[str, float] = {}
    for one in penalties:
        words += one.words
        for total, points in ((before, one.before), (after, one.after)):
            for dimension, value in points.items():
                total[dimension] = total.get(dimension, 0.0) + value
    return Penalty(words, before, after)


def rank(documents: Iterable[Scored]) -> tuple[Scored, ...]:
    """Return documents with the worst first; those too small stand behind, by path."""

    def key(one: Scored) -> tuple[bool, float, str]:
        rate = one.penalty.rate(one.penalty.before)
        return (rate is None, -(rate or 0.0), one.path)

    return tuple(sorted(documents, key=key))
