"""Why each change was made, and which findings wait for a person."""

from __future__ import annotations

from cleanup.results import Applicability, Finding, Plan
from cleanup.start.data import dataclass

_HELD = {
    "proof": "held back: the repair did not pass its proof",
    "encoding": "held back: the encoding of the file cannot hold it",
    "markup": "held back: markup stands inside it",
    "unsettled": "held back: rules contradict each other here",
    "share": "held back: too much of the document would go",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One finding behind one change.

    `change` is a position in `Plan.changes`, `partners` those that stand or fall with it.
    `finding` is None where the plan does not say why. `applicability` is the change's: the
    weakest of all its fixes.
    """

    change: int
    finding: Finding | None
    applicability: Applicability
    partners: tuple[int, ...] = ()


def reasons(plan: Plan) -> tuple[tuple[Reason, ...], ...]:
    """Return for each change, in order, the reasons it was made; there is at least one."""
    unit_of = {member: unit for unit in plan.units() for member in unit}
    found: list[tuple[Reason, ...]] = []
    for number, change in enumerate(plan.changes):
        rank = plan.applicability(change)
        partners = tuple(sorted(unit_of[number] - {number}))
        findings: list[Finding | None] = [plan.findings[fix] for fix in sorted(change.fixes)]
        found.append(tuple(Reason(number, f, rank, partners) for f in findings or [None]))
    return tuple(found)


def is_style(plan: Plan, number: int) -> bool:
    """Tell whether a change is a matter of convention alone."""
    fixes = plan.changes[number].fixes
    return bool(fixes) and all(plan.findings[fix].kind == "style" for fix in fixes)


def repairs(plan: Plan) -> tuple[int, ...]:
    """Return the changes (positions in `Plan.changes`) that are more than style."""
    return tuple(n for n in range(len(plan.changes)) if not is_style(plan, n))


def held(finding: Finding) -> str:
    """Return in words why the fix of a finding was held back, or an empty string."""
    return _HELD.get(finding.held, f"held back: {finding.held}") if finding.held else ""
