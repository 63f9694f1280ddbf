"""From what the engine did and left to findings in the coordinates of the input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from cleanup.detect.candidates import Candidate, Raised
from cleanup.engine.accepting import offered
from cleanup.engine.fingerprints import Fingerprints
from cleanup.results import Applicability, Finding, Plan, Severity
from cleanup.rule.model import Rule
from cleanup.start.data import dataclass, replace
from cleanup.text.edits import Change, onward
from cleanup.text.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Applied:
    """A candidate that was applied: its span in the input, and the fixes whose text it stood on."""

    candidate: Candidate
    rank: str
    start: int
    end: int
    after: frozenset[int]
    raised: tuple[Raised, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A finding that does not know its number yet; `fix` and `after` are numbers of fixes."""

    rule: Rule
    start: int
    end: int
    applicability: str
    fix: int = -1
    after: frozenset[int] = frozenset()
    suggestion: str | None = None
    candidate: Candidate | None = None
    held: str = ""
    message: str = ""


def word(
    *,
    snapshot: Snapshot,
    prints: Fingerprints,
    language: str,
    applied: Mapping[int, Applied],
    left: Sequence[tuple[Candidate, str]],
    unsettled: Sequence[tuple[tuple[int, int], list[Rule]]],
) -> Plan:
    """Return the plan of a document that has settled as `snapshot`."""
    # Where fixes put back what others had changed, nothing is left that they have done.
    real = [c for c in snapshot.changes if c.old != c.new]
    behind = {number for change in real for number in change.fixes}
    done = {number: fix for number, fix in applied.items() if number in behind}
    drafts = [_of_fix(number, fix, snapshot) for number, fix in done.items()]
    for number, fix in done.items():
        drafts += [
            _Draft(r.rule, r.start, r.end, "manual", after=frozenset({number})) for r in fix.raised
        ]
    drafts += [_of_candidate(c, rank, snapshot) for c, rank in left]
    drafts += [_of_turning(span, rules) for span, rules in unsettled if rules]
    drafts.sort(key=lambda d: (d.start, d.end, d.rule.code, d.fix))
    numbers = {d.fix: i for i, d in enumerate(drafts) if d.fix >= 0}
    made = tuple(replace(c, fixes=frozenset(numbers[f] for f in c.fixes)) for c in real)
    findings = tuple(_finding(d, numbers, made, prints) for d in drafts)
    return Plan(snapshot.document.text, snapshot.text, language, made, findings)


def _of_fix(number: int, fix: Applied, snapshot: Snapshot) -> _Draft:
    out = onward(snapshot.changes, fix.start, fix.end)
    return _Draft(
        fix.candidate.rule,
        fix.start,
        fix.end,
        fix.rank,
        fix=number,
        after=fix.after,
        suggestion=snapshot.text[out[0] : out[1]],
        candidate=fix.candidate,
    )


def _of_candidate(candidate: Candidate, rank: str, snapshot: Snapshot) -> _Draft:
    start, end, after, suggestion = offered(candidate, snapshot)
    if candidate.held:
        rank = "manual"
    return _Draft(
        candidate.rule,
        start,
        end,
        rank,
        after=after,
        suggestion=suggestion,
        candidate=candidate,
        held=candidate.held,
    )


def _of_turning(span: tuple[int, int], rules: list[Rule]) -> _Draft:
    names = ", ".join(dict.fromkeys(r.code for r in rules))
    message = f"Left as it was: the repairs of {names} undo one another here."
    return _Draft(rules[0], *span, "manual", held="unsettled", message=message)


def _finding(
    draft: _Draft, numbers: Mapping[int, int], made: tuple[Change, ...], prints: Fingerprints
) -> Finding:
    rule, candidate = draft.rule, draft.candidate
    out_start, out_end = onward(made, draft.start, draft.end)
    message = draft.message or (candidate.message if candidate else "") or rule.message
    return Finding(
        code=rule.code,
        name=rule.name,
        start=draft.start,
        end=draft.end,
        out_start=out_start,
        out_end=out_end,
        message=message,
        severity=_severity(rule, draft.applicability),
        applicability=cast(Applicability, draft.applicability),
        kind=rule.kind,
        family=rule.family.name,
        confidence=candidate.confidence if candidate else 1.0,
        evidence=candidate.evidence if candidate else {},
        suggestion=draft.suggestion,
        applied=draft.fix >= 0,
        held=draft.held,
        after=tuple(sorted(numbers[f] for f in draft.after if f in numbers)),
        fingerprint=prints.of(rule, draft.start, draft.end),
        mqm=rule.mqm,
    )


def _severity(rule: Rule, rank: str) -> Severity:
    """Return how grave a finding is: what suspicion of the text has raised is no information."""
    raised = rule.suspected == rank != rule.applicability
    return "warning" if raised and rule.severity == "info" else rule.severity
