"""Counts by rule and by family, and style changes folded into one line for each rule."""

from __future__ import annotations

from cleanup.results import Finding, Plan, Run
from cleanup.start.data import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """How many findings of a rule or a family were applied, and how many are left.

    `code` and `name` are empty in a row that stands for a whole family.
    """

    code: str
    name: str
    family: str
    applied: int
    left: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The run in five numbers; `changed` counts documents with at least one change."""

    documents: int
    changed: int
    changes: int
    left: int
    errors: int


class Tally:
    """Counts findings and changes, one plan after another, and keeps none of them."""

    def __init__(self) -> None:
        self.documents = 0
        self.changed = self._changes = self._left = 0
        self._counts: dict[tuple[str, str, str], list[int]] = {}

    @classmethod
    def of(cls, run: Run) -> Tally:
        """Return the counts of a whole run."""
        tally = cls()
        for entry in run.entries:
            tally.add(entry.plan)
        return tally

    def add(self, plan: Plan) -> None:
        """Count what a plan holds."""
        self.documents += 1
        self.changed += bool(plan.changes)
        self._changes += len(plan.changes)
        self._left += len(plan.left)
        for finding in plan.findings:
            key = (finding.family or "other", finding.code, finding.name)
            self._counts.setdefault(key, [0, 0])[0 if finding.applied else 1] += 1

    def by_rule(self) -> tuple[Row, ...]:
        """Return one row for each rule that found something, by family and code."""
        rows = sorted(self._counts.items())
        return tuple(Row(code, name, family, *n) for (family, code, name), n in rows)

    def by_family(self) -> tuple[Row, ...]:
        """Return one row for each family of rules that found something, by name."""
        counts: dict[str, list[int]] = {}
        for (family, _, _), (applied, left) in self._counts.items():
            row = counts.setdefault(family, [0, 0])
            row[0] += applied
            row[1] += left
        return tuple(Row("", "", family, *n) for family, n in sorted(counts.items()))

    def totals(self, errors: int) -> Totals:
        """Return the numbers of the run, in which so many documents or reports failed."""
        return Totals(self.documents, self.changed, self._changes, self._left, errors)


@dataclass(frozen=True, slots=True)
class Fold:
    """The style changes of one rule in one document, as positions in `Plan.changes`.

    `samples` are a few different pairs of old and new words, invisible characters drawn.
    """

    code: str
    name: str
    message: str
    changes: tuple[int, ...]
    samples: tuple[tuple[str, str], ...]


def by_rule(run: Run) -> tuple[Row, ...]:
    """Return one row for each rule that found something, by family and code."""
    return Tally.of(run).by_rule()


def by_family(run: Run) -> tuple[Row, ...]:
    """Return one row for each family of rules that found something, by name."""
    return Tally.of(run).by_family()


def totals(run: Run) -> Totals:
    """Return the numbers of a whole run."""
    return Tally.of(run).totals(len(run.errors))


def sentence(count: Totals) -> str:
    """Return the numbers of a run as one line of English."""
    parts = [
        f"{_many(count.changes, 'change')} in {_many(count.changed, 'document')}",
        f"{_many(count.left, 'finding')} left",
        f"{_many(count.documents, 'document')} read",
    ]
    return ", ".join(parts + ([_many(count.errors, "error")] if count.errors else []))


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def folds(plan: Plan, samples: int = 3) -> tuple[Fold, ...]:
    """Return the style changes of a plan folded by rule, by code."""
    from cleanup.report.invisible import draw
    from cleanup.report.reasons import is_style
    from cleanup.report.words import swaps

    numbers: dict[str, list[int]] = {}
    first: dict[str, Finding] = {}
    for number, change in enumerate(plan.changes):
        if is_style(plan, number):
            finding = plan.findings[min(change.fixes)]
            first.setdefault(finding.code, finding)
            numbers.setdefault(finding.code, []).append(number)
    words = {n: (draw(s.old), draw(s.new)) for s in swaps(plan) for n in s.changes}
    return tuple(
        Fold(
            code,
            first[code].name,
            first[code].message,
            tuple(members),
            tuple(dict.fromkeys(words[n] for n in members))[:samples],
        )
        for code, members in sorted(numbers.items())
    )
