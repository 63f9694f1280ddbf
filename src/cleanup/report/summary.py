"""Counts by rule and by family, and style changes folded into one line for each rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cleanup.report.invisible import draw
from cleanup.report.reasons import is_style
from cleanup.report.words import swaps
from cleanup.results import Finding, Plan, Run


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
    return _rows(run, lambda f: (f.family or "other", f.code, f.name))


def by_family(run: Run) -> tuple[Row, ...]:
    """Return one row for each family of rules that found something, by name."""
    return _rows(run, lambda f: (f.family or "other", "", ""))


def _rows(run: Run, key: Callable[[Finding], tuple[str, str, str]]) -> tuple[Row, ...]:
    counts: dict[tuple[str, str, str], list[int]] = {}
    for entry in run.entries:
        for finding in entry.plan.findings:
            counts.setdefault(key(finding), [0, 0])[0 if finding.applied else 1] += 1
    return tuple(
        Row(code, name, family, *counts[family, code, name])
        for family, code, name in sorted(counts)
    )


def totals(run: Run) -> Totals:
    """Return the numbers of a whole run."""
    plans = [entry.plan for entry in run.entries]
    return Totals(
        documents=len(plans),
        changed=sum(1 for p in plans if p.changes),
        changes=sum(len(p.changes) for p in plans),
        left=sum(len(p.left) for p in plans),
        errors=len(run.errors),
    )


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
