"""The rules that run on texts of one language, each bound to where it is tried."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import TYPE_CHECKING

from cleanup.detect import DETECTORS, Detector, load
from cleanup.detect.candidates import Candidate
from cleanup.language.editorial import kept_sources
from cleanup.language.packs import Pack
from cleanup.rule.model import PHASES, Rule, Trigger, matches
from cleanup.rule.proof import Lexicon, make_lexicon
from cleanup.rule.template import fill, rewrite, whole_lines
from cleanup.rulebook.book import Rulebook
from cleanup.rulebook.lists import bind, needed_lists, word_lists
from cleanup.rulebook.needs import served
from cleanup.rulebook.openings import Openings
from cleanup.scan.scanner import Scanner
from cleanup.scan.tokens import Hits
from cleanup.start.data import dataclass, replace
from cleanup.text.edits import Edit, parted, trim
from cleanup.text.suppress import SUPPRESSED

if TYPE_CHECKING:
    import regex

    from cleanup.detect.view import View

__all__ = ["Rulebook", "Table", "lexicon", "match"]

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DOUBLED = "bdgklmnprt"  # consonants that English doubles before an ending: stop[ping]


@dataclass(frozen=True)
class _Bound:
    """A rule with a pattern, or a detector, and the trigger it listens to."""

    trigger: Trigger
    lists: Mapping[str, frozenset[str]]
    rule: Rule | None = None
    detector: Detector | None = None

    @property
    def wide(self) -> bool:
        return self.detector.wide if self.detector else self.trigger.wide

    @cached_property
    def pattern(self) -> regex.Pattern[str]:
        """The pattern of the rule, compiled when its trigger is first hit."""
        assert self.rule is not None
        return bind(self.rule, self.lists)

    def emits(self, rule: Rule) -> bool:
        return self.detector is not None and rule.detector == self.detector.name


def _proposed(rule: Rule) -> Rule:
    """Return the rule as it runs where its readings of a sentence are not proven: it proposes."""
    if rule.applicability == "manual" or rule.family.phase != "structure" or not rule.detector:
        return rule
    return replace(rule, applicability="unsafe", suspected=None)


class Table:
    """All rules for one language. Candidates come from here, for some paragraphs or for all."""

    def __init__(self, rules: Sequence[Rule], pack: Pack, foreign: frozenset[str]) -> None:
        """Bind rules to their triggers; rules whose word lists the pack lacks never run.

        `foreign` are the function words of the other languages.
        """
        self.pack = pack
        self.lists = word_lists(pack, foreign)
        usable = [r for r in rules if all(self.lists.get(n) for n in needed_lists(r))]
        if pack.unlabelled:
            usable = [_proposed(rule) for rule in usable]
        self.rules = {r.code: r for r in usable}
        lists = self.lists
        bound = [_Bound(r.trigger, lists, rule=r) for r in usable if r.trigger and r.pattern]
        named = dict.fromkeys(r.detector for r in usable if r.detector)
        bound += [_Bound(DETECTORS[n].trigger, lists, detector=DETECTORS[n]) for n in named]
        self._lexicons: dict[Hashable, Lexicon] = {}
        self._silencers: dict[str, list[int]] = {}
        self.memory: dict[Hashable, object] = {}
        self._local = [b for b in bound if not b.wide]
        self._wide = [b for b in bound if b.wide]
        self.everywhere = frozenset(range(len(self._wide)))

    @cached_property
    def _all_scanner(self) -> Scanner:
        return Scanner([b.trigger for b in self._local + self._wide], self.lists)

    @cached_property
    def _wide_scanner(self) -> Scanner:
        return Scanner([b.trigger for b in self._wide], self.lists)

    @cached_property
    def _local_scanner(self) -> Scanner:
        return Scanner([b.trigger for b in self._local], self.lists)

    @cached_property
    def _openings(self) -> Openings:
        bound = enumerate(self._wide)
        rules = {n: b.rule for n, b in bound if b.rule and b.trigger.kind == "start"}
        return Openings(rules, self.lists)

    @cached_property
    def emitted(self) -> Sequence[Sequence[Rule]]:
        """The rules of each that concerns the whole document, by its number."""
        return [
            [b.rule] if b.rule else [r for r in self.rules.values() if b.emits(r)]
            for b in self._wide
        ]

    @cached_property
    def proposing(self) -> Mapping[str, frozenset[int]]:
        """For each phase the numbers of what is wide and has a rule in it."""
        return {
            phase: frozenset(
                n for n, rules in enumerate(self.emitted) if any(r.phase == phase for r in rules)
            )
            for phase in PHASES
        }

    def silencing(self, codes: Iterable[str]) -> set[int]:
        """Return the numbers of what is wide and silences one of some codes."""
        found: set[int] = set()
        for code in codes:
            if code not in self._silencers:
                self._silencers[code] = [
                    n
                    for n, rules in enumerate(self.emitted)
                    if any(matches(code, s) for rule in rules for s in rule.silences)
                ]
            found.update(self._silencers[code])
        return found

    def lexicon(self, rule: Rule, packs: Mapping[str, Pack]) -> Lexicon:
        """Return the old and new words of a rule's own table, worked out once."""
        key = tuple(rule.lexicon.items()) if rule.keeps == "lexicon" else ()
        if key not in self._lexicons:
            found = lexicon(rule, self.pack, packs, self.memory) if rule.keeps == "lexicon" else ()
            self._lexicons[key] = make_lexicon(dict.fromkeys(found))
        return self._lexicons[key]

    def everything(self, view: View) -> list[Candidate]:
        """Return the candidates of all single paragraphs; `look` finds the others, by then."""
        hits = self._all_scanner.scan(view.text)
        size = len(self._local)
        wide = {number - size: found for number, found in hits.items() if number >= size}
        view.once("scanned", lambda _: wide)
        local = {number: found for number, found in hits.items() if number < size}
        return list(_collect(self._local, local, view))

    def again(self, view: View, spans: Iterable[tuple[int, int]]) -> list[Candidate]:
        """Return the candidates of some paragraphs."""
        local: list[Candidate] = []
        for start, end in spans:
            hits = self._local_scanner.scan(view.text, start, end)
            local += _collect(self._local, hits, view)
        return local

    def wide(self, phase: str) -> Set[int]:
        """Return the numbers of all that concerns the whole document and has a say in a phase.

        That is a rule of its own, or a silence.
        """
        codes = [code for code, rule in self.rules.items() if rule.phase == phase]
        return self.silencing(codes) | self.proposing[phase]

    def look(self, view: View, numbers: Set[int]) -> dict[int, list[Candidate]]:
        """Return the candidates of rules and detectors that concern the whole document.

        Those whose trigger is nowhere hit are left out.
        """
        hits = self.wide_hits(view)
        looked = view.once("wide", _nothing)
        asked: dict[int, list[Candidate]] = {}
        for number in sorted(hits.keys() & numbers):
            if number not in looked:
                found = hits[number]
                looked[number] = list(_found(self._wide[number], found, view)) if found else []
            asked[number] = looked[number]
        return asked

    def carry(
        self, hits: Hits, view: View, edits: Sequence[Edit], spans: Sequence[tuple[int, int]]
    ) -> None:
        """Let `look` know what was hit before some edits: only `spans` are read anew."""
        carried = self._wide_scanner.carry(hits, view.text, edits, spans)
        view.once("scanned", lambda _: carried)

    def wide_hits(self, view: View) -> Hits:
        """Return where each trigger of what concerns the whole document was hit, by its number.

        Rules that do not match where the text begins are left out.
        """
        return view.once("wide hits", self._struck)

    def _struck(self, view: View) -> Hits:
        hits = view.once("scanned", lambda view: self._wide_scanner.scan(view.text))
        return self._openings.strike(hits, view.text)


def _nothing(_: View) -> dict[int, list[Candidate]]:
    return {}


def lexicon(
    rule: Rule, pack: Pack, packs: Mapping[str, Pack], memory: dict[Hashable, object]
) -> Iterable[tuple[str, str]]:
    """Yield the pairs (old word, new word) of a rule's own table, for its proof.

    `@editorial` stands for the words of the other languages with their forms in this one,
    `@editorial-twice` for the two beside one another, `@endings` for the bracketed endings that
    the other languages leave, `@letters` for single letters. What was worked out for the pack is in
    `memory`, and goes there.
    """
    for old, new in rule.lexicon.items():
        if old == "@editorial":
            yield from _translations(pack, packs, memory)
        elif old == "@editorial-twice":
            for word, form in _translations(pack, packs, memory):
                yield from ((f"{word} {form}", form), (f"{form} {word}", form))
        elif old == "@letters":
            yield from ((letter, "") for letter in _LETTERS)
        elif old == "@endings":
            for other in packs.values():
                if other is not pack:
                    yield from ((ending, "") for ending in other.inflections)
                    yield from ((c + e, "") for e in other.inflections for c in _DOUBLED)
        else:
            yield old, new


def _translations(
    pack: Pack, packs: Mapping[str, Pack], memory: dict[Hashable, object]
) -> Iterator[tuple[str, str]]:
    for word, meanings in kept_sources(memory, pack, packs.values()).items():
        for concept, _ in meanings:
            entry = pack.editorial.get(concept)
            yield from ((word, form) for form in (entry.forms if entry else ()))


def _collect(bound: Sequence[_Bound], hits: Hits, view: View) -> Iterator[Candidate]:
    for number in sorted(hits):
        if hits[number]:
            yield from _found(bound[number], hits[number], view)


def _found(one: _Bound, hits: list[int], view: View) -> Iterator[Candidate]:
    if one.detector is None:
        yield from match(one, view, hits)
        return
    for proposed in load(one.detector.name)(view, hits):
        candidate = _allowed(proposed, view)
        if candidate:
            yield candidate


def _allowed(candidate: Candidate, view: View) -> Candidate | None:
    """Return the candidate, None where protected text keeps it off, mute where it is suppressed."""
    rule = candidate.rule
    edits = tuple(parted(candidate.edits)) if len(candidate.edits) > 1 else candidate.edits
    if edits != candidate.edits:
        candidate = replace(candidate, edits=edits)
    stronger = candidate.applicability == "safe" and rule.applicability == "unsafe"
    if stronger and view.pack.unlabelled:
        candidate = replace(candidate, applicability="unsafe")
    kind = view.snapshot.barred(rule.code, rule.may, candidate.start, candidate.end)
    if not kind:
        return served(candidate, view) if rule.needs else candidate
    return replace(candidate, mute=True) if kind == SUPPRESSED else None


def match(one: _Bound, view: View, hits: Iterable[int]) -> Iterator[Candidate]:
    """Yield what a rule's pattern finds at the places its trigger was hit."""
    rule, trigger, attempt = one.rule, one.trigger, one.pattern.match
    assert rule is not None
    snapshot, back = view.snapshot, trigger.back
    text = snapshot.text
    done = -1
    for hit in hits:
        begin = hit - back
        if begin < 0 or begin < done:
            continue
        found = attempt(text, begin)
        if not found or found.start() == found.end() == done:
            continue
        start, end = found.span()
        if not trigger.wide and "\n" in found[0] and snapshot.paragraph(start)[1] < end:
            continue
        proposed = _candidate(rule, found, text)
        candidate = _allowed(proposed, view) if proposed else None
        if proposed and not candidate:
            continue
        done = end
        if candidate:
            yield candidate


def _candidate(rule: Rule, found: regex.Match[str], text: str) -> Candidate | None:
    start, end = found.span()
    if rule.replace is None:
        suggestion = fill(rule.suggest, rule, found) if rule.suggest else None
        return Candidate(rule, start, end, suggestion=suggestion, silences=rule.silences)
    edits = rewrite(rule.replace, rule, found)
    if edits is None:
        return None
    if rule.keeps == "removes" and not rule.replace:
        edits = [whole_lines(edit, text) for edit in edits]
        start, end = edits[0].start, edits[0].end
    made = tuple(e for e in (trim(e, text) for e in edits) if e.new or e.start < e.end)
    if not made:
        return None
    return Candidate(rule, start, end, made, rule.applicability, silences=rule.silences)
