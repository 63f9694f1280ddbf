"""The one computation: from a document and rules to a plan.

A round runs the phases in their order, each against one snapshot; the text is settled when a round
applies no fix. Safe fixes settle alone; what was accepted beyond them is applied to the settled
text, and the safe phases run again. Pure: no files, no printing, no configuration.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from cleanup.detect.candidates import Candidate, Raised
from cleanup.engine.accepting import Place, offered, rewritten
from cleanup.engine.choice import choose
from cleanup.engine.fingerprints import Fingerprints
from cleanup.engine.hearing import Hearing
from cleanup.engine.putback import bound_up, changed_forms
from cleanup.engine.records import each
from cleanup.engine.wording import Applied, word
from cleanup.language.decision import Decision
from cleanup.results import Plan
from cleanup.rule.model import PHASES
from cleanup.rule.proof import words
from cleanup.rulebook.table import Rulebook
from cleanup.start.data import dataclass
from cleanup.text.areas import Area, Areas
from cleanup.text.document import Document
from cleanup.text.edits import Edit
from cleanup.text.snapshot import Snapshot
from cleanup.text.suppress import SUPPRESSED, needed

ROUNDS = 10
# All safe removals of a document together take at most a fifth of its words. A short text may lose
# more (two lines of share buttons under one sentence), but never all of it.
SHARE = 5
FREE_WORDS = 60
# Rules that feed one another can make a text grow without end; a paragraph that has grown so much
# is put back at once, before the next round doubles it again.
GROWTH = 4
GROWTH_FREE = 100


@dataclass(frozen=True, slots=True)
class Accept:
    """What is applied beyond the safe fixes: every unsafe one, those of some codes, or some places.

    `places` are single findings that a person accepted; they may also be manual.
    """

    unsafe: bool = False
    codes: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()

    def accepts(self, candidate: Candidate) -> bool:
        """Tell whether an unsafe candidate is to be applied."""
        return self.unsafe or candidate.rule.code in self.codes


SAFE = Accept()
UNSAFE = Accept(unsafe=True)


def plan(
    document: Document, rulebook: Rulebook, accept: Accept = SAFE, language: str | None = None
) -> Plan:
    """Return all that is known about a document: findings, changes, and the resulting text.

    `language` is the BCP 47 tag that was asked for; None takes the document's own declaration,
    else decides by its words. Offsets are code points of `document.text`, end exclusive. Each
    record of a document is planned by itself.
    """
    return each(document, lambda one: settle(one, rulebook, accept, language).finish())


def settle(
    document: Document,
    rulebook: Rulebook,
    accept: Accept = SAFE,
    language: str | None = None,
    suspect: bool | None = None,
) -> Settling:
    """Return a document that has settled, for `plan` and for plans that are compared with others.

    `suspect` tells whether it is taken for machine translation; None reads it from the document.
    """
    settling = Settling(document, rulebook, language, suspect=suspect)
    settling.run(accept)
    if settling.removed > settling.budget:
        settling = Settling(document, rulebook, language, suspect=suspect, removals=False)
        settling.run(accept)
    return settling


class Settling:
    """One document on its way to a settled text."""

    def __init__(
        self,
        document: Document,
        rulebook: Rulebook,
        asked: str | None,
        *,
        removals: bool = True,
        suspect: bool | None = None,
    ) -> None:
        self.document = document
        self.rulebook = rulebook
        self.hearing = Hearing(
            Snapshot.of(document), rulebook, asked, removals=removals, suspect=suspect
        )
        self.safe = Snapshot.of(document)
        self.applied: list[Applied] = []
        self.withdrawn: set[int] = set()
        self.unsettled: list[tuple[Area, frozenset[int]]] = []
        self.removed = 0
        self.forms: dict[Area, set[str]] = {}

    @property
    def snapshot(self) -> Snapshot:
        """The text as it is now."""
        return self.hearing.snapshot

    @property
    def suspect(self) -> bool:
        """Whether the document is taken for machine translation."""
        return self.hearing.suspect

    @cached_property
    def areas(self) -> Areas:
        """The areas of the input."""
        return Areas(Snapshot.of(self.document))

    @property
    def budget(self) -> int:
        """How many words all safe removals together may take."""
        total = len(words(self.document.text)) if self.removed else 0
        return max(total // SHARE, min(FREE_WORDS, total - 1))

    # Rounds

    def run(self, accept: Accept) -> None:
        """Settle with safe fixes alone, then with those that are accepted as well."""
        self.hearing.refresh()
        self._settle()
        self.safe = self.snapshot
        pending = list(accept.places)
        for number in range(ROUNDS):
            self.hearing.hear()
            tried = list(self._accepted(accept, pending))
            picks = self._together(choose(candidate for candidate, _ in tried))
            done = {(p.code, p.start, p.end) for c, p in tried if p is not None and c in picks}
            pending = [p for p in pending if (p.code, p.start, p.end) not in done]
            if not picks:
                return
            first = len(self.applied)
            self._apply(picks)
            self._put_back(first, last=number == ROUNDS - 1)
            self._settle()

    def _accepted(
        self, accept: Accept, pending: Sequence[Place]
    ) -> Iterator[tuple[Candidate, Place | None]]:
        """Yield what may be applied beyond the safe fixes; each place is accepted once."""
        free = list(pending)
        for candidate in self.hearing.heard:
            rank = self.hearing.rank(candidate)
            if candidate.held or rank == "safe":
                continue
            place = self._place_of(candidate, free) if free else None
            if place is not None:
                free.remove(place)
                chosen = self.hearing.tested(rewritten(candidate, place, self.snapshot))
                if chosen.edits and not chosen.held:
                    yield chosen, place
            elif candidate.edits and rank == "unsafe" and accept.accepts(candidate):
                yield candidate, None

    def _place_of(self, candidate: Candidate, pending: Sequence[Place]) -> Place | None:
        if candidate.rule.code in self.rulebook.unfixable:
            return None
        start, end, _, offer = offered(candidate, self.snapshot)
        key = (candidate.rule.code, start, end, offer)
        return next((p for p in pending if (p.code, p.start, p.end, p.offer) == key), None)

    def _settle(self) -> None:
        hearing = self.hearing
        for number in range(ROUNDS):
            hearing.read_again()
            first = len(self.applied)
            for phase in PHASES:
                able = hearing.able(phase)
                picks = self._together(choose(able)) if able else ()
                if picks:
                    self._apply(picks)
            if len(self.applied) == first:
                return
            self._put_back(first, last=number == ROUNDS - 1)

    # Applying and putting back

    def _together(self, picks: Sequence[Candidate]) -> Sequence[Candidate]:
        """Return those that leave the markup alone together; the others come back and are held."""
        if self.document.fits is None or len(picks) < 2:
            return picks
        if self.snapshot.fits(sorted(e for c in picks for e in c.edits)):
            return picks
        kept: list[Candidate] = []
        for candidate in picks:
            if self.snapshot.fits(sorted(e for c in [*kept, candidate] for e in c.edits)):
                kept.append(candidate)
        return kept

    def _apply(self, picks: Sequence[Candidate]) -> None:
        edits: list[tuple[Edit, frozenset[int]]] = []
        for candidate in picks:
            number = len(self.applied)
            self.applied.append(self._record(candidate))
            edits += [(edit, frozenset({number})) for edit in candidate.edits]
            if candidate.rule.keeps == "removes" and self.hearing.is_safe(candidate):
                removed = [self.snapshot.text[e.start : e.end] for e in candidate.edits]
                self.removed += sum(len(words(part)) for part in removed)
        edits.sort(key=lambda pair: pair[0])
        self.hearing.revise(edits)

    def _record(self, candidate: Candidate) -> Applied:
        start, end, after = self.snapshot.outward(candidate.start, candidate.end)
        raised = tuple(self._place(r) for r in candidate.raises if not self._keeps_off(r))
        rank = self.hearing.rank(candidate)
        return Applied(candidate, rank, start, end, after, raised)

    def _keeps_off(self, raised: Raised) -> bool:
        rule = raised.rule
        kind = self.snapshot.barred(rule.code, rule.may, raised.start, raised.end)
        if kind == SUPPRESSED:
            place = (rule.code, raised.start, raised.end)
            self.hearing.needed |= needed(self.snapshot.directives, [place])
        return bool(kind)

    def _place(self, raised: Raised) -> Raised:
        start, end, _ = self.snapshot.outward(raised.start, raised.end)
        return Raised(raised.rule, start, end)

    def _put_back(self, first: int, *, last: bool) -> None:
        """Put paragraphs of the input back that return to a form they had, or never settle."""
        turning = []
        fixes = range(first, len(self.applied))
        for area, form in changed_forms(self.snapshot, self.areas, fixes).items():
            forms = self.forms.setdefault(area, {self.document.text[area[0] : area[1]]})
            if last or form in forms or len(form) > GROWTH * (area[1] - area[0]) + GROWTH_FREE:
                turning.append(area)
            forms.add(form)
        if not turning:
            return
        gone = bound_up(self.snapshot, turning)
        for area in turning:
            self.unsettled.append((area, frozenset(bound_up(self.snapshot, [area]))))
        self.withdrawn |= gone
        self.hearing.restart(self.snapshot.without(frozenset(gone), tuple(turning)))

    def finish(self, prints: Fingerprints | None = None) -> Plan:
        """Word the findings, of fixes and of what is left, and return the plan.

        `prints` gives the fingerprints where the plan is compared with another of the document.
        """
        hearing = self.hearing
        hearing.hear()
        return word(
            snapshot=self.snapshot,
            prints=prints or Fingerprints(self.safe),
            language=_tag(hearing.facts.decision),
            applied={n: a for n, a in enumerate(self.applied) if n not in self.withdrawn},
            left=[(c, hearing.rank(c)) for c in hearing.left()],
            unsettled=[
                (span, [self.applied[n].candidate.rule for n in sorted(fixes)])
                for span, fixes in self.unsettled
            ],
        )


def _tag(decision: Decision) -> str:
    return f"{decision.code}-{decision.variant}" if decision.variant else decision.code
