"""The one computation: from a document and rules to a plan.

A round runs the phases in their order, each against one snapshot; the text is settled when a round
applies no fix. Safe fixes settle alone; what was accepted beyond them is applied to the settled
text, and the safe phases run again. Pure: no files, no printing, no configuration.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from cleanup.candidates import Candidate, Raised, carry
from cleanup.choice import choose, heard
from cleanup.document import Document
from cleanup.edits import Edit
from cleanup.facts import Facts
from cleanup.language import Decision, decide
from cleanup.proof import proven, words
from cleanup.putback import bound_up, changed_forms
from cleanup.results import Plan
from cleanup.rulebook import Rulebook
from cleanup.rules import PHASES
from cleanup.snapshot import Snapshot
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
    """What is applied beyond the safe fixes: every unsafe one, or those of some codes."""

    unsafe: bool = False
    codes: frozenset[str] = frozenset()

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
    else decides by its words. Offsets are code points of `document.text`, end exclusive.
    """
    settling = _Settling(document, rulebook, language)
    settling.run(accept)
    if settling.removed > settling.budget:
        settling = _Settling(document, rulebook, language, removals=False)
        settling.run(accept)
    return settling.finish()


class _Settling:
    """One document on its way to a settled text."""

    def __init__(
        self, document: Document, rulebook: Rulebook, asked: str | None, *, removals: bool = True
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
        self.suspect: bool | None = None
        self.local: list[Candidate] = []
        self.wide: list[Candidate] = []
        self.heard: list[Candidate] = []
        self.memory: dict[Hashable, object] = {}
        self.forms: dict[tuple[int, int], set[str]] = {}
        self.facts = self._read_facts()

    @cached_property
    def areas(self) -> list[tuple[int, int]]:
        """The paragraphs of the input, each with the space behind it: together the whole text."""
        return _areas(Snapshot.of(self.document))

    @property
    def budget(self) -> int:
        total = len(words(self.document.text)) if self.removed else 0
        return max(total // SHARE, min(FREE_WORDS, total - 1))

    # Rounds

    def run(self, accept: Accept) -> None:
        """Settle with safe fixes alone, then with those that are accepted as well."""
        self._refresh()
        self.suspect = _suspicious(self.local + self.wide)
        if self.suspect:
            self._refresh()  # what suspicion raises must be proven
        self._settle()
        self.safe = self.snapshot
        for number in range(ROUNDS):
            able = [c for c in self.heard if self._rank(c) == "unsafe" and not c.held]
            picks = choose(c for c in able if c.edits and accept.accepts(c))
            if not picks:
                return
            first = len(self.applied)
            self._apply(picks)
            self._put_back(first, last=number == ROUNDS - 1)
            self._settle()

    def _settle(self) -> None:
        for number in range(ROUNDS):
            facts = self._read_facts()
            if self.facts.differ(facts):
                self.facts = facts
                self._refresh()
            self.facts = facts
            first = len(self.applied)
            for phase in PHASES:
                able = [c for c in self.heard if c.rule.phase == phase and self._is_safe(c)]
                picks = choose(able)
                if picks:
                    self._apply(picks)
            if len(self.applied) == first:
                return
            self._put_back(first, last=number == ROUNDS - 1)

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
        )

    def _refresh(self) -> None:
        """Look at the whole text."""
        view = self._view()
        local, wide = self.table.everything(view)
        self._take([self._tested(c) for c in local], wide)

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
        elif any(self.snapshot.crosses_edge(e.start, e.end) for e in edits):
            held = "markup"
        elif rule.keeps == "removes" and not self.removals:
            held = "share"
        return replace(candidate, held=held) if held else candidate

    def _proven(self, candidate: Candidate) -> bool:
        pairs = self.table.pairs(candidate.rule, self.rulebook.packs)
        return proven(candidate.rule, self.snapshot.text, candidate.edits, pairs)

    # Applying and putting back

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
        return bool(self.snapshot.barred(rule.code, rule.may, raised.start, raised.end))

    def _place(self, raised: Raised) -> Raised:
        start, end, _ = self.snapshot.outward(raised.start, raised.end)
        return Raised(raised.rule, start, end)

    def _look_again(self, edits: Sequence[Edit]) -> None:
        """Find the candidates anew where the text changed; shift the others."""
        dirty = self._dirty(edits)
        kept = carry(self.local, edits, dirty)
        local, wide = self.table.again(self._view(), dirty)
        self._take(kept + [self._tested(c) for c in local], wide)

    def _take(self, local: list[Candidate], wide: list[Candidate]) -> None:
        self.local = sorted(local, key=lambda c: (c.start, c.end, c.rule.code))
        self.wide = [self._tested(c) for c in wide]
        self.heard = heard(self.local + self.wide)

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
        return [(areas[n][0], areas[n][1] + (n == last)) for n in sorted(numbers)]

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

    def finish(self) -> Plan:
        """Word the findings, of fixes and of what is left, and return the plan."""
        return word(
            snapshot=self.snapshot,
            safe=self.safe,
            language=_tag(self.facts.decision),
            applied={n: a for n, a in enumerate(self.applied) if n not in self.withdrawn},
            left=[(c, self._rank(c)) for c in self.heard],
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
