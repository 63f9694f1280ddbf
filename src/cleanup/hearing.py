"""What the rules say of a text on its way: found once, and anew only where the text changes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import chain

from cleanup.areas import touched
from cleanup.candidates import Candidate, carry
from cleanup.choice import heard
from cleanup.data import replace
from cleanup.edits import Edit
from cleanup.facts import Facts
from cleanup.language import decide
from cleanup.proof import proven
from cleanup.rulebook import Rulebook
from cleanup.snapshot import Snapshot
from cleanup.suppress import UNUSED, needed
from cleanup.view import View


class Hearing:
    """The candidates of one document, from one snapshot of its text to the next.

    `heard` are those that speak, by the last call of `hear`. `suspect` tells whether the document
    is taken for machine translation, None as long as nobody has asked. Without `removals` no whole
    line goes.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        rulebook: Rulebook,
        asked: str | None,
        *,
        removals: bool = True,
        suspect: bool | None = None,
    ) -> None:
        """Read the facts of the text; `asked` is the language that was asked for."""
        self.snapshot = snapshot
        self.rulebook = rulebook
        self.asked = asked
        self.removals = removals
        self.suspect = suspect
        self.local: list[Candidate] = []
        # By the number of a rule or detector that concerns the whole document, for those that
        # looked at the text since it last changed.
        self.wide: dict[int, list[Candidate]] = {}
        self.heard: list[Candidate] = []
        # Directives by number, each with a code that it keeps off something.
        self.needed: set[tuple[int, str]] = set()
        self.memory: dict[Hashable, object] = {}
        self.facts = self._read_facts()
        self.view = self._view()

    # The text

    def begin(self) -> None:
        """Look at the whole text for the first time, and tell whether it is suspect."""
        self.refresh()
        if self.suspect is None:
            self.suspect = _suspicious([*self.local, *chain.from_iterable(self.wide.values())])
            if self.suspect:
                self.local = self._raised(self.local)
                self.wide = {number: self._raised(wide) for number, wide in self.wide.items()}

    def revise(self, snapshot: Snapshot, edits: Sequence[Edit]) -> None:
        """Take the snapshot that some edits led to, and look where they were made."""
        before, self.snapshot = self.snapshot, snapshot
        if before.sheltered == snapshot.sheltered:
            self.look_again(edits)
        else:  # a fence went: rules are now free, or kept off, far from any edit
            self.refresh()

    def restart(self, snapshot: Snapshot) -> None:
        """Take another snapshot, and look at the whole of it."""
        self.snapshot = snapshot
        self.refresh()

    def read_again(self) -> None:
        """Read the facts of a text that has changed, and look at it anew where they have."""
        if self.facts.are_of(self.snapshot.text):
            return
        facts = self._read_facts()
        before, self.facts = self.facts, facts
        if before.decision != facts.decision:
            self.refresh()
        elif before.differ(facts):  # in habits, which only what is wide reads
            self.view = self._view()
            self.wide = {}
            self._take(self.local)
        else:
            self.view = replace(self.view, facts=facts)

    def _read_facts(self) -> Facts:
        text = self.snapshot.text
        decision = decide(text, self.snapshot.document.language, self.asked, self.rulebook.ballot)
        return Facts(text, decision)

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

    # Candidates

    def refresh(self) -> None:
        """Look at the whole text."""
        self.view = self._view()
        local, wide = self.table.everything(self.view)
        self.wide = {n: [] for n in self.table.wide()}
        self.wide |= {n: [self.tested(c) for c in found] for n, found in wide.items()}
        self._take([self.tested(c) for c in local])

    def hear(self, phase: str = "") -> None:
        """Hear what has a say in a phase, or all there is; look where the text has changed.

        What is suppressed may silence candidates of other phases: then all is heard always.
        """
        numbers = self.table.wide("" if self.snapshot.suppresses else phase)
        missing = tuple(n for n in numbers if n not in self.wide)
        if missing:
            found = self.table.look(self.view, missing)
            self.wide |= {n: [self.tested(c) for c in found[n]] for n in missing}
        self.heard = heard([*self.local, *(c for n in numbers for c in self.wide[n])])

    def look_again(self, edits: Sequence[Edit]) -> None:
        """Find the candidates anew where the text changed; shift the others.

        Those that concern the whole document are found when a phase asks for them.
        """
        dirty = touched(self.snapshot, edits)
        kept = carry(self.local, edits, dirty)
        self.view = self._view()
        self.wide = {}
        self._take(kept + [self.tested(c) for c in self.table.again(self.view, dirty)])

    def _take(self, local: list[Candidate]) -> None:
        self.local = sorted(local, key=lambda c: (c.start, c.end, c.rule.code))
        if self.snapshot.directives:
            self.hear()
            every = [*self.local, *chain.from_iterable(self.wide.values())]
            muted = [(c.rule.code, c.start, c.end) for c in every if c.mute]
            self.needed |= needed(self.snapshot.directives, muted)

    # What becomes of them

    def rank(self, candidate: Candidate) -> str:
        """Return how a candidate may be applied: evidence of machine translation may raise it."""
        if candidate.rule.code in self.rulebook.unfixable:
            return "manual"
        raised = candidate.rule.suspected if self.suspect and candidate.edits else None
        if raised and candidate.applicability == candidate.rule.applicability:
            return raised
        return candidate.applicability

    def is_safe(self, candidate: Candidate) -> bool:
        """Tell whether a candidate is to be applied without asking."""
        return bool(candidate.edits) and not candidate.held and self.rank(candidate) == "safe"

    def tested(self, candidate: Candidate) -> Candidate:
        """Return the candidate, held back where its edits must not be made."""
        if not candidate.edits or candidate.mute:
            return candidate
        rule, edits = candidate.rule, candidate.edits
        held = ""
        if self.rank(candidate) == "safe" and not self._proven(candidate):
            held = "proof"
        elif not all(self.snapshot.document.encodable(e.new) for e in edits):
            held = "encoding"
        elif not self.snapshot.fits(sorted(edits)):
            held = "markup"
        elif rule.keeps == "removes" and not self.removals:
            held = "share"
        return replace(candidate, held=held) if held else candidate

    def _proven(self, candidate: Candidate) -> bool:
        lexicon = self.table.lexicon(candidate.rule, self.rulebook.packs)
        return proven(candidate.rule, self.snapshot.text, candidate.edits, lexicon)

    def _raised(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates of a text under suspicion: what it raises must be proven."""
        return [self.tested(replace(c, held="")) if c.rule.suspected else c for c in candidates]

    def is_vain(self, candidate: Candidate) -> bool:
        """Tell whether a finding about a directive is wrong, since that keeps something off."""
        if candidate.rule.code != UNUSED:
            return False
        return any(
            candidate.start == one.start and (number, one.word) in self.needed
            for number, directive in enumerate(self.snapshot.directives)
            for one in directive.listed
        )


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
