"""A plan under the decisions of people: all that holds a change back is known before planning.

What was decided is looked up in the plan without decisions, since fingerprints are made of that.
A rejected place is then protected as a directive would protect it, an accepted one is applied, and
the document is planned again; what shows only then is looked up in turn.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.decisions.file import UNDECIDED, Decision, Decisions
from cleanup.engine.accepting import Place
from cleanup.engine.fingerprints import Fingerprints
from cleanup.engine.records import each
from cleanup.engine.settling import SAFE, Accept, Settling, settle
from cleanup.results import Plan
from cleanup.rulebook.table import Rulebook
from cleanup.start.data import dataclass, replace
from cleanup.text.document import Document, Protected
from cleanup.text.suppress import SUPPRESSED


@dataclass(frozen=True, slots=True)
class Decided:
    """A plan, and rule and fingerprint of the decisions that it obeys."""

    plan: Plan
    used: frozenset[tuple[str, str]] = frozenset()


def plan_decided(
    document: Document,
    rulebook: Rulebook,
    accept: Accept = SAFE,
    language: str | None = None,
    decisions: Decisions = UNDECIDED,
) -> Decided:
    """Return the plan of a document under decisions. Arguments are those of `plan`.

    Fingerprints are those of the plan without decisions, so that one decision never changes what
    another finding is known by. Each record of a document is planned by itself.
    """
    used: set[tuple[str, str]] = set()

    def one(document: Document) -> Plan:
        decided = _plan_one(document, rulebook, accept, language, decisions)
        used.update(decided.used)
        return decided.plan

    return Decided(each(document, one), frozenset(used))


def _plan_one(
    document: Document,
    rulebook: Rulebook,
    accept: Accept,
    language: str | None,
    decisions: Decisions,
) -> Decided:
    if not decisions:
        return Decided(settle(document, rulebook, accept, language).finish())
    plain = settle(document, rulebook, SAFE, language)
    base = found = plain.finish()
    if accept != SAFE:
        found = _again(plain, document, rulebook, accept, language, base)
    met: dict[_Met, None] = {}
    for plan in (base, found):
        met |= dict.fromkeys(_matched(decisions, plan))
    fresh = list(met)
    while fresh:
        kept = tuple(one.kept for one in met if one.decision.verdict != "accept")
        under = replace(document, protected=(*document.protected, *kept))
        places = tuple(one.place for one in met if one.waits)
        wanted = replace(accept, places=(*accept.places, *places))
        found = _again(plain, under, rulebook, wanted, language, base)
        fresh = [one for one in _matched(decisions, found) if one not in met]
        met |= dict.fromkeys(fresh)
    return Decided(found, frozenset(one.decision.key for one in met))


@dataclass(frozen=True, slots=True)
class _Met:
    """A decision with a place that it is about; what is offered there may come to differ."""

    decision: Decision
    start: int
    end: int
    waits: bool  # to be applied
    offer: str | None

    @property
    def kept(self) -> Protected:
        codes = frozenset({self.decision.rule})
        return Protected(self.start, self.end, SUPPRESSED, codes)

    @property
    def place(self) -> Place:
        decision = self.decision
        return Place(decision.rule, self.start, self.end, self.offer, decision.suggestion)


def _again(
    plain: Settling,
    document: Document,
    rulebook: Rulebook,
    accept: Accept,
    language: str | None,
    base: Plan,
) -> Plan:
    settled = settle(document, rulebook, accept, language, plain.suspect)
    return settled.finish(Fingerprints(plain.safe, base.findings))


def _matched(decisions: Decisions, plan: Plan) -> Iterator[_Met]:
    """Yield what decisions are about; what was accepted and is applied is done."""
    done = {(f.code, f.fingerprint) for f in plan.findings if f.applied}
    for finding in plan.findings:
        decision = decisions.of(finding.code, finding.fingerprint)
        if decision is not None:
            waits = decision.verdict == "accept" and decision.key not in done
            offer = finding.suggestion if waits else None
            yield _Met(decision, finding.start, finding.end, waits, offer)
