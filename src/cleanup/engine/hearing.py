"""What the rules say of a text on its way: found once, and anew only where the text changes."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence, Set
from itertools import chain

from cleanup.detect.candidates import Candidate, carry
from cleanup.detect.view import View
from cleanup.engine.choice import heard, unsilenced
from cleanup.engine.suspicion import Suspicion
from cleanup.language.decision import decide
from cleanup.language.facts import Facts
from cleanup.rule.proof import proven
from cleanup.rulebook.table import Rulebook
from cleanup.scan.tokens import Hits
from cleanup.start.data import replace
from cleanup.text.areas import touched
from cleanup.text.edits import Edit
from cleanup.text.snapshot import Snapshot
from cleanup.text.suppress import SUPPRESSED, UNUSED, needed


class Hearing:
    """The candidates of one document, from one snapshot of its text to the next.

    `heard` are those that speak, by the last call of `hear`. Without `removals` no whole line goes.
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
        """Read the facts of the text; `asked` is the language that was asked for.

        `suspect` tells whether the document is taken for machine translation; None reads it from
        the text.
        """
        self.snapshot = snapshot
        self.rulebook = rulebook
        self.asked = asked
        self.removals = removals
        self._suspect = suspect
        self._suspicion: Suspicion | None = None
        self.local: list[Candidate] = []
        # By the number of a rule or detector that concerns the whole document, for those that
        # found something, of those that looked at the text since it last changed.
        self.wide: dict[int, list[Candidate]] = {}
        self.looked: frozenset[int] = frozenset()
        self.heard: list[Candidate] = []
        # Directives by number, each with a code that it keeps off something.
        self.needed: set[tuple[int, str]] = set()
        self.memory: dict[Hashable, object] = {}
        self.facts = self._read_facts()
        self.view = self._view()

    # The text

    @property
    def suspect(self) -> bool:
        """Whether the document is taken for machine translation, by the text as it came."""
        if self._suspect is None:
            self._suspect = self._suspicion is not None and self._suspicion.holds()
            self._suspicion = None
        return self._suspect

    def revise(self, edits: Sequence[tuple[Edit, frozenset[int]]]) -> None:
        """Take the snapshot that edits lead to, each with its fixes, and look where they are made.

        They are trimmed, in order and do not overlap.
        """
        hits = self.table.wide_hits(self.view)
        self._forget()  # before there is a second text: what was worked out of one fills memory
        snapshot = self.snapshot.revised(edits)
        same = self.snapshot.sheltered == snapshot.sheltered
        self.snapshot = snapshot
        if not self.facts.are_of(snapshot.document.text):  # which is there all the time
            self.facts.let_go()
        if self._suspicion:
            self._suspicion.let_go()
        if same:
            self.look_again([edit for edit, _ in edits], hits)
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
        if self.facts.decision != facts.decision:
            self.facts = facts
            self.refresh()
        elif self.facts.differ(facts):  # in habits, which only what is wide reads
            self.facts = facts
            hits = self.table.wide_hits(self.view)
            self._forget()
            self.table.carry(hits, self.view, [], [])
            self._take(self.local)
        else:
            self.facts.move_on(self.snapshot.text)

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
        self._forget()
        local = self.table.everything(self.view)
        if self._suspect is None and self._suspicion is None:
            self._suspicion = Suspicion(self.table, self.view, local)
        self._take([self.tested(c) for c in local])

    def hear(self) -> None:
        """Hear all there is."""
        numbers = self.table.everywhere
        self._look(numbers)
        self.heard = heard([*self.local, *self._found(numbers)])

    def able(self, phase: str) -> list[Candidate]:
        """Return the safe candidates of a phase that nothing silences; look where that matters.

        What is suppressed may silence candidates of other phases: then all is heard always.
        """
        proposing = self.table.proposing[phase]
        self._look(proposing)
        if not self.local and not self.wide:
            return []
        found = chain(self.local, self._found(proposing))
        able = [c for c in found if c.rule.phase == phase and not c.mute and self.is_safe(c)]
        if not able:
            return []
        others = self._others(phase, {c.rule.code for c in able})
        numbers = others | proposing
        self._look(numbers)
        return unsilenced(able, chain(self.local, self._found(numbers)))

    def _others(self, phase: str, codes: set[str]) -> Set[int]:
        """Return the numbers of what is wide and may silence candidates of some codes."""
        if self.snapshot.suppresses:
            return self.table.everywhere
        if any(span.kind == SUPPRESSED for span in self.snapshot.document.protected):
            return self.table.wide(phase)
        return self.table.silencing(codes)

    def _found(self, numbers: Set[int]) -> Iterator[Candidate]:
        numbers = self.wide.keys() & numbers
        return chain.from_iterable([self.wide[n] for n in sorted(numbers)])

    def _look(self, numbers: Set[int]) -> None:
        """Look at what concerns the whole document, where nobody has since the text changed."""
        missing = numbers - self.looked
        if missing:
            self.looked |= missing
            for number, found in self.table.look(self.view, missing).items():
                if found:
                    self.wide[number] = [self.tested(candidate) for candidate in found]

    def _forget(self) -> None:
        """Take a view of the text as it is now, at which nobody has looked."""
        self.view = self._view()
        self.wide = {}
        self.looked = frozenset()

    def look_again(self, edits: Sequence[Edit], hits: Hits) -> None:
        """Find the candidates anew where the text changed; shift the others.

        Those that concern the whole document are found when a phase asks for them.
        """
        self._forget()
        dirty = touched(self.snapshot, edits)
        self.table.carry(hits, self.view, edits, dirty)
        kept = carry(self.local, edits, dirty)
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
        raised = candidate.rule.suspected if candidate.edits else None
        if raised and candidate.applicability == candidate.rule.applicability and self.suspect:
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

    def left(self) -> list[Candidate]:
        """Return what is still to be said of the text as it is.

        Nothing is wrong with a code of a directive that keeps something off.
        """
        used = {
            one.start
            for number, directive in enumerate(self.snapshot.directives)
            for one in directive.listed
            if (number, one.word) in self.needed
        }
        return [c for c in self.heard if c.rule.code != UNUSED or c.start not in used]
