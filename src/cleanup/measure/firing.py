"""Running the rules over texts: every finding, and every place where a trigger stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cleanup.detect import DETECTORS
from cleanup.engine.settling import SAFE, plan
from cleanup.measure.texts import Source, Text
from cleanup.measure.verdicts import Place
from cleanup.results import Finding
from cleanup.rule.model import Rule, Trigger
from cleanup.rulebook.library import load_rulebook
from cleanup.rulebook.lists import word_lists
from cleanup.rulebook.selection import Selection
from cleanup.rulebook.table import Rulebook, Table
from cleanup.scan.scanner import Scanner
from cleanup.start.data import dataclass
from cleanup.text.document import Document


@dataclass(frozen=True, slots=True)
class Pass:
    """Rules that run together, and the codes of those among them that are counted.

    `style` is the profile they serve, empty for rules of artifacts.
    """

    rulebook: Rulebook
    codes: frozenset[str]
    style: str = ""

    def findings(self, text: str, lang: str) -> list[Finding]:
        """Return what the counted rules find in a text of a language, in the order of places."""
        found = plan(Document.of(text), self.rulebook, SAFE, lang).findings
        return [finding for finding in found if finding.code in self.codes]


@dataclass(frozen=True, slots=True)
class Firing:
    """A finding in a text of a file; `number` counts those of its rule at that place, from 0."""

    source: Source
    text: Text
    finding: Finding
    number: int

    @property
    def place(self) -> Place:
        """Where a verdict looks for it."""
        return self.source.file.digest, self.text.place, self.finding.code


def passes(rules: Iterable[Rule]) -> list[Pass]:
    """Return the runs in which each rule is counted once, beside those it runs with by default.

    Rules on trial run with the stable ones; those of style by profile and alone, because profiles
    contradict one another.
    """
    stable: set[str] = set()
    trial: set[str] = set()
    styles: dict[str, set[str]] = {}
    for rule in rules:
        if rule.kind == "style":
            styles.setdefault(rule.styles[0], set()).add(rule.code)
        else:
            (stable if rule.status == "stable" else trial).add(rule.code)
    found = [Pass(load_rulebook(), frozenset(stable))]
    if trial:
        extended = Selection(extend_select=tuple(sorted(trial)))
        found.append(Pass(load_rulebook(extended), frozenset(trial)))
    for style, codes in styles.items():
        alone = Selection(select=tuple(sorted(codes)))
        found.append(Pass(load_rulebook(alone), frozenset(codes), style))
    return found


def firings(one: Pass, source: Source) -> Iterator[Firing]:
    """Yield every finding in a file."""
    for text in source.texts:
        seen: Counter[str] = Counter()
        for finding in one.findings(text.text, source.file.lang):
            yield Firing(source, text, finding, seen[finding.code])
            seen[finding.code] += 1


def triggers(table: Table, texts: Sequence[str]) -> Counter[str]:
    """Return how often the trigger of each rule of a table stands in texts."""
    tried = [(code, trigger) for code, rule in table.rules.items() if (trigger := _trigger(rule))]
    scanner = Scanner([trigger for _, trigger in tried], word_lists(table.pack))
    stood: Counter[str] = Counter()
    for text in texts:
        for number, places in scanner.scan(text).items():
            code, trigger = tried[number]
            # Of a stretch the places are its two ends: it is one text that was looked at.
            stood[code] += 1 if trigger.kind in ("stretch", "holds") else len(places)
    return stood


def _trigger(rule: Rule) -> Trigger | None:
    """Return where a rule is tried; a finding that others raise has no place of its own."""
    if rule.raised_by:
        return None
    return DETECTORS[rule.detector].trigger if rule.detector else rule.trigger
