"""What is asked of a person, and what was answered: the state of a review, without a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from cleanup.decisions.file import Decision, Decisions, Verdict
from cleanup.results import Finding, Plan
from cleanup.start.data import dataclass

Key = tuple[str, str]  # rule and fingerprint, as decisions know a finding


def key_of(finding: Finding) -> Key:
    """Return what a decision about a finding is known by."""
    return finding.code, finding.fingerprint


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person answered: about which findings of which document; no verdict is for later."""

    path: str
    keys: tuple[Key, ...]
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class State:
    """All answers of a review, in order; each answer makes a new state."""

    answers: tuple[Answer, ...] = ()

    def given(self, answer: Answer) -> State:
        """Return the state after an answer."""
        return State((*self.answers, answer))

    def undone(self) -> tuple[Answer | None, State]:
        """Return the last answer and the state before it; None where there is none."""
        if not self.answers:
            return None, self
        return self.answers[-1], State(self.answers[:-1])

    def later(self, path: str) -> frozenset[Key]:
        """Return what is left for later in a document."""
        left = (a for a in self.answers if a.path == path and a.verdict is None)
        return frozenset(key for answer in left for key in answer.keys)

    def count(self, verdict: Verdict | None) -> int:
        """Return how many findings got a verdict."""
        return sum(len(a.keys) for a in self.answers if a.verdict == verdict)


def questions(
    plan: Plan, decisions: Decisions, later: frozenset[Key], *, everything: bool = False
) -> tuple[Finding, ...]:
    """Return the findings to ask about, in the order of their places.

    They are those that wait for a person and that nobody decided on; with `everything` also those
    whose fix is safe. Findings that a decision cannot tell apart are asked about once.
    """
    asked: dict[Key, Finding] = {}
    for finding in plan.findings:
        key = key_of(finding)
        wanted = everything or not finding.applied
        if wanted and key not in later and decisions.of(*key) is None:
            asked.setdefault(key, finding)
    return tuple(asked.values())


def like(first: Finding, others: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return a finding with all others of its rule that have an offer to accept."""
    return tuple(f for f in others if f.code == first.code and can_accept(f))


def can_accept(finding: Finding) -> bool:
    """Tell whether there is something to accept: a fix that is applied, or one that is offered."""
    return finding.applied or (finding.suggestion is not None and not finding.held)


def failed(decided: Sequence[Decision], plan: Plan) -> tuple[Decision, ...]:
    """Return what was accepted and yet is not applied, since something else stands in its place."""
    applied = {key_of(finding) for finding in plan.findings if finding.applied}
    return tuple(one for one in decided if one.verdict == "accept" and one.key not in applied)
