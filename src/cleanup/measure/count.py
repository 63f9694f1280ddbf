"""Counting: the findings of each rule on labelled and on clean texts, true, false and exposure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cleanup.evaluation.corpus import Item, Repair
from cleanup.evaluation.measures import precise
from cleanup.measure.figures import Clean, Labelled, Toll, form
from cleanup.measure.firing import Firing, Pass, firings, triggers
from cleanup.measure.texts import Source
from cleanup.measure.verdicts import Verdicts
from cleanup.rule.model import Rule
from cleanup.start.data import fields


def count_labelled(
    rules: Iterable[Rule], runs: Sequence[Pass], items: Iterable[Item]
) -> dict[str, Labelled]:
    """Return the counts of each rule on labelled texts.

    A finding that meets a damaged place is true, any other false; a rule of style claims no
    fault, so none of its findings is false.
    """
    known = {rule.code: rule for rule in rules}
    counts: dict[str, Counter[str]] = {code: Counter() for code in known}
    for item in items:
        text = item.input if isinstance(item, Repair) else item.text
        for run in runs:
            for finding in run.findings(text, item.lang):
                rule = known[finding.code]
                if _own(rule, text):
                    continue
                if isinstance(item, Repair) and precise(item, finding):
                    counts[rule.code]["true"] += 1
                    counts[rule.code]["repaired"] += finding.applied
                elif rule.kind != "style":
                    counts[rule.code]["false"] += 1
    return {
        code: Labelled(count["true"], count["false"], count["repaired"])
        for code, count in counts.items()
    }


def _own(rule: Rule, text: str) -> bool:
    """Tell whether a text is an example of the rule, or holds one: it was made to be found."""
    return any(bad[0].strip() in text or text.strip() in bad[0] for bad in rule.bad)


def count_clean(
    rules: Iterable[Rule], runs: Sequence[Pass], sources: Sequence[Source], verdicts: Verdicts
) -> tuple[dict[str, Clean], dict[str, Toll]]:
    """Return the counts of each rule on the clean texts of its languages, and of each file."""
    counts: dict[str, Counter[str]] = {}
    tolls: dict[str, Toll] = {}
    for source in sources:
        toll: Counter[str] = Counter()
        for run in runs:
            fired = list(firings(run, source))
            for code, count in _count_file(run, source, fired, verdicts).items():
                counts.setdefault(code, Counter()).update(count)
            if not run.style:
                toll.update(_count_together(fired, verdicts))
        tolls[source.file.digest] = Toll(**{one.name: toll[one.name] for one in fields(Toll)})
    forms = {rule.code: form(rule) for rule in rules}
    clean = {
        code: Clean(
            words=count["words"],
            fired=count["fired"],
            right=count["right"],
            changed=count["changed"],
            right_changes=count["right changes"],
            exposure=count["exposure"],
            of=forms[code],
        )
        for code, count in counts.items()
    }
    return clean, tolls


def _count_together(fired: Iterable[Firing], verdicts: Verdicts) -> Counter[str]:
    toll: Counter[str] = Counter()
    for firing in fired:
        right = verdicts.of(firing.place, firing.number) == "right"
        warned, changed = firing.finding.severity != "info", firing.finding.applied
        toll.update(warned=warned, right_warnings=warned and right)
        toll.update(changed=changed, right_changes=changed and right)
    return toll


def _count_file(
    run: Pass, source: Source, fired: Iterable[Firing], verdicts: Verdicts
) -> Mapping[str, Counter[str]]:
    table = run.rulebook.table(source.file.lang)
    codes = run.codes & table.rules.keys()
    counts = {code: Counter({"words": source.file.words}) for code in codes}
    for firing in fired:
        count, finding = counts[firing.finding.code], firing.finding
        right = verdicts.of(firing.place, firing.number) == "right"
        count["fired"] += 1
        count["right"] += right
        count["changed"] += finding.applied
        count["right changes"] += right and finding.applied
    stood = triggers(table, [text.text for text in source.texts])
    for code, count in counts.items():
        # A pattern may take several places of its trigger in one finding.
        count["exposure"] = max(0, stood[code] - count["fired"])
    return counts
