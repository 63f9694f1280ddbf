"""The one computation: from a document and rules to a plan.

A round runs the phases in their order, each against one snapshot; the text is settled when a round
applies no fix. Safe fixes settle alone; what was accepted beyond them is applied to the settled
text, and the safe phases run again. Pure: no files, no printing, no configuration.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from cleanup.accepting import Place, offered, rewritten
from cleanup.candidates import Candidate, Raised, carry
from cleanup.choice import choose, heard
from cleanup.document import Document
from cleanup.edits import Edit
from cleanup.facts import Facts
from cleanup.fingerprints import Fingerprints
from cleanup.language import Decision, decide
from cleanup.proof import proven, words
from cleanup.putback import bound_up, changed_forms
from cleanup.records import each
from cleanup.results import Plan
from cleanup.rulebook import Rulebook
from cleanup.rules import PHASES
from cleanup.snapshot import Snapshot
from cleanup.suppress import SUPPRESSED, UNUSED, needed
from cleanup.view import View
from cleanup.wording import Applied, word

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
        self.asked = asked
        self.removals = removals
        self.snapshot = Snapshot.of(document)
        self.safe = self.snapshot
        self.applied: list[Applied] = []
        self.withdrawn: set[int] = set()
        self.unsettled: list[tuple[tuple[int, int], frozenset[int]]] = []
        self.removed = 0
        self.suspect = suspect
        self.needed: set[tuple[int, str]] = set()
        self.local: list[Candidate] = []
        # By the number of a rule or detector that concerns the whole document, for those that
        # looked at the text since it last changed.
        self.wide: dict[int, list[Candidate]] = {}
        self.heard: list[Candidate] = []
        self.memory: dict[Hashable, object] = {}
        self.forms: dict[tuple[int, int], set[str]] = {}
        self.facts = self._read_facts()
        self.view = self._view()

    @cached_property
    def areas(self) -> list[tuple[int, int]]:
        """The paragraphs of the input, each with the space behind it: together the whole text."""
        return _areas(Snapshot.of(self.document))

    @property
    def budget(self) -> int:
        """How many words all safe removals together may take."""
        total = len(words(self.document.text)) if self.removed else 0
        return max(total // SHARE, min(FREE_WORDS, total - 1))

    # Rounds

    def run(self, accept: Accept) -> None:
        """Settle with safe fixes alone, then with those that are accepted as well."""
        self._refresh()
        if self.suspect is None:
            self.suspect = _suspicious([*self.local, *chain.from_iterable(self.wide.values())])
            if self.suspect:
                self.local = self._raised(self.local)
                self.wide = {number: self._raised(wide) for number, wide in self.wide.items()}
        self._settle()
        self.safe = self.snapshot
        pending = list(accept.places)
        for number in range(ROUNDS):
            self._hear()
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
        for candidate in self.heard:
            rank = self._rank(candidate)
            if candidate.held or rank == "safe":
                continue
            place = self._place_of(candidate, free) if free else None
            if place is not None:
                free.remove(place)
                chosen = self._tested(rewritten(candidate, place, self.snapshot))
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
        for number in range(ROUNDS):
            self._read_again()
            first = len(self.applied)
            for phase in PHASES:
                self._hear(phase)
                able = [c for c in self.heard if c.rule.phase == phase and self._is_safe(c)]
                picks = self._together(choose(able))
                if picks:
                    self._apply(picks)
            if len(self.applied) == first:
                return
            self._put_back(first, last=number == ROUNDS - 1)

    def _read_again(self) -> None:
        """Read the facts of a text that has changed, and look at it anew where they have."""
        if self.facts.are_of(self.snapshot.text):
            return
        facts = self._read_facts()
        before, self.facts = self.facts, facts
        if before.decision != facts.decision:
            self._refresh()
        elif before.differ(facts):  # in habits, which only what is wide reads
            self.view = self._view()
            self.wide = {}
            self._take(self.local)
        else:
            self.view = replace(self.view, facts=facts)

    def _read_facts(self) -> Facts:
        text = self.snapshot.text
        decision = decide(text, self.document.language, self.asked, self.rulebook.ballot)
        return Facts(text, decision)

    # Candidates

    def _view(self) -> View:
        decision = self.facts.decision
        self.table = table = self.rulebook.table(decision.code, decision.variant)
        return View(
            self.snapshot,
            self.facts,
            table.pack,
            self.rulebook.packs,
            table.lists,
            table.rules,
            self.rulebook.weights,
            self.memory,
            table.memory,
            self.rulebook.known,
        )

    def _refresh(self) -> None:
        """Look at the whole text."""
        self.view = self._view()
        local, wide = self.table.everything(self.view)
        self.wide = {n: [] for n in self.table.wide()}
        self.wide |= {n: [self._tested(c) for c in found] for n, found in wide.items()}
        self._take([self._tested(c) for c in local])

    def _hear(self, phase: str = "") -> None:
        """Hear what has a say in a phase, or all there is; look where the text has changed.

        What is suppressed may silence candidates of other phases: then all is heard always.
        """
        numbers = self.table.wide("" if self.snapshot.suppresses else phase)
        missing = tuple(n for n in numbers if n not in self.wide)
        if missing:
            found = self.table.look(self.view, missing)
            self.wide |= {n: [self._tested(c) for c in found[n]] for n in missing}
        self.heard = heard([*self.local, *(c for n in numbers for c in self.wide[n])])

    def _rank(self, candidate: Candidate) -> str:
        """Return how it may be applied; evidence of machine translation may only raise it."""
        if candidate.rule.code in self.rulebook.unfixable:
            return "manual"
        raised = candidate.rule.suspected if self.suspect and candidate.edits else None
        if raised and candidate.applicability == candidate.rule.applicability:
            return raised
        return candidate.applicability

    def _is_safe(self, candidate: Candidate) -> bool:
        return bool(candidate.edits) and not candidate.held and self._rank(candidate) == "safe"

    def _tested(self, candidate: Candidate) -> Candidate:
        """Return the candidate, held back where its edits must not be made."""
        if not candidate.edits or candidate.mute:
            return candidate
        rule, edits = candidate.rule, candidate.edits
        held = ""
        if self._rank(candidate) == "safe" and not self._proven(candidate):
            held = "proof"
        elif not all(self.document.encodable(e.new) for e in edits):
            held = "encoding"
        elif not self.snapshot.fits(sorted(edits)):
            held = "markup"
        elif rule.keeps == "removes" and not self.removals:
            held = "share"
        return replace(candidate, held=held) if held else candidate

    def _raised(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates of a text under suspicion: what it raises must be proven."""
        return [self._tested(replace(c, held="")) if c.rule.suspected else c for c in candidates]

    def _proven(self, candidate: Candidate) -> bool:
        lexicon = self.table.lexicon(candidate.rule, self.rulebook.packs)
        return proven(candidate.rule, self.snapshot.text, candidate.edits, lexicon)

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
            if candidate.rule.keeps == "removes" and self._is_safe(candidate):
                old = self.snapshot.text
                self.removed += sum(len(words(old[e.start : e.end])) for e in candidate.edits)
        edits.sort(key=lambda pair: pair[0])
        before = self.snapshot
        self.snapshot = before.revised(edits)
        if before.sheltered == self.snapshot.sheltered:
            self._look_again([edit for edit, _ in edits])
        else:  # a fence went: rules are now free, or kept off, far from any edit
            self._refresh()

    def _record(self, candidate: Candidate) -> Applied:
        start, end, after = self.snapshot.outward(candidate.start, candidate.end)
        raised = tuple(self._place(r) for r in candidate.raises if not self._keeps_off(r))
        rank = self._rank(candidate)
        return Applied(candidate, rank, start, end, after, raised)

    def _keeps_off(self, raised: Raised) -> bool:
        rule = raised.rule
        kind = self.snapshot.barred(rule.code, rule.may, raised.start, raised.end)
        if kind == SUPPRESSED:
            place = (rule.code, raised.start, raised.end)
            self.needed |= needed(self.snapshot.directives, [place])
        return bool(kind)

    def _place(self, raised: Raised) -> Raised:
        start, end, _ = self.snapshot.outward(raised.start, raised.end)
        return Raised(raised.rule, start, end)

    def _look_again(self, edits: Sequence[Edit]) -> None:
        """Find the candidates anew where the text changed; shift the others.

        Those that concern the whole document are found when a phase asks for them.
        """
        dirty = self._dirty(edits)
        kept = carry(self.local, edits, dirty)
        self.view = self._view()
        self.wide = {}
        self._take(kept + [self._tested(c) for c in self.table.again(self.view, dirty)])

    def _take(self, local: list[Candidate]) -> None:
        self.local = sorted(local, key=lambda c: (c.start, c.end, c.rule.code))
        if self.snapshot.directives:
            self._hear()
            every = [*self.local, *chain.from_iterable(self.wide.values())]
            muted = [(c.rule.code, c.start, c.end) for c in every if c.mute]
            self.needed |= needed(self.snapshot.directives, muted)

    def _dirty(self, edits: Sequence[Edit]) -> list[tuple[int, int]]:
        """Return the paragraphs in which edits were made, and those beside them.

        Each with the space behind it, so that all of them together would be the whole text; what
        is inserted at its very end belongs to the last.
        """
        areas = _areas(self.snapshot)
        numbers: set[int] = set()
        shift = 0
        last = len(areas) - 1
        for edit in edits:
            start = edit.start + shift
            shift += len(edit.new) - (edit.end - edit.start)
            low = self.snapshot.paragraph_number(start) - 1
            high = self.snapshot.paragraph_number(edit.end + shift) + 1
            numbers.update(range(max(0, low), min(last, high) + 1))
        spans: list[tuple[int, int]] = []
        for n in sorted(numbers):
            start, end = areas[n][0], areas[n][1] + (n == last)
            if spans and spans[-1][1] == start:
                start = spans.pop()[0]
            spans.append((start, end))
        return spans

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
        self.snapshot = self.snapshot.without(frozenset(gone), tuple(turning))
        self._refresh()

    def _is_vain(self, candidate: Candidate) -> bool:
        """Tell whether a finding about a directive is wrong, since that keeps something off."""
        if candidate.rule.code != UNUSED:
            return False
        return any(
            candidate.start == one.start and (number, one.word) in self.needed
            for number, directive in enumerate(self.snapshot.directives)
            for one in directive.listed
        )

    def finish(self, prints: Fingerprints | None = None) -> Plan:
        """Word the findings, of fixes and of what is left, and return the plan.

        `prints` gives the fingerprints where the plan is compared with another of the document.
        """
        self._hear()
        return word(
            snapshot=self.snapshot,
            prints=prints or Fingerprints(self.safe),
            language=_tag(self.facts.decision),
            applied={n: a for n, a in enumerate(self.applied) if n not in self.withdrawn},
            left=[(c, self._rank(c)) for c in self.heard if not self._is_vain(c)],
            unsettled=[
                (span, [self.applied[n].candidate.rule for n in sorted(fixes)])
                for span, fixes in self.unsettled
            ],
        )


def _areas(snapshot: Snapshot) -> list[tuple[int, int]]:
    starts = [start for start, _ in snapshot.paragraphs][1:]
    return list(zip([0, *starts], [*starts, len(snapshot.text)], strict=True))


def _tag(decision: Decision) -> str:
    return f"{decision.code}-{decision.variant}" if decision.variant else decision.code


def _suspicious(candidates: Sequence[Candidate]) -> bool:
    """Tell whether two rules of the families that betray machine translation found something."""
    codes = {
        c.rule.code
        for c in candidates
        if c.rule.family.suspect
        and c.rule.kind == "artifact"
        and c.rule.severity != "info"
        and not c.mute
    }
    return len(codes) >= 2
