"""The tables of the reference scorer that came with the development set, number for number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from cleanup.evaluation.corpus import Repair, Tier
from cleanup.evaluation.measures import CleanVerdict, Evaluation, RepairVerdict
from cleanup.evaluation.outcome import Fate, lenient, outcome, overlaps, strong
from cleanup.evaluation.tables import Table, make_table, percent

_ORDER = ("safe", "unsafe", "report", "ALL")
Count = Counter[tuple[str, str]]
"""How often (row, column) was met."""


def reference_tables(evaluation: Evaluation) -> list[Table]:
    """Return the tables of the reference scorer, in its order."""
    repairs = evaluation.repairs
    return [
        *_detection(repairs),
        *_repair_tables(repairs, "Automatic fixes", ("safe",), lambda v: v.safe.text),
        *_repair_tables(
            repairs, "Safe + proposed fixes", ("safe", "unsafe"), lambda v: v.every.text
        ),
        *_clean_tables(evaluation.cleans),
    ]


def expected_line(evaluation: Evaluation) -> str:
    """Return the line that says how expected repairs fared as input, empty where there is none."""
    again = [(v.item.expected[0], v.again) for v in evaluation.repairs if v.again]
    if not again:
        return ""
    changed = sum(plan.text.rstrip("\n") != text.rstrip("\n") for text, plan in again)
    alarms = sum(strong(finding) for _, plan in again for finding in plan.findings)
    words = sum(len(text.split()) for text, _ in again)
    return (
        f"Expected repairs given back as input: {len(again)} texts, {changed} changed"
        f" ({percent(changed, len(again))} %), {1000 * alarms / max(1, words):.2f}"
        " error/warning findings per 1,000 words"
    )


def _detection(repairs: Sequence[RepairVerdict]) -> list[Table]:
    family, lang, tiers = Count(), Count(), Count()
    for verdict in repairs:
        _count_spans(verdict, family, lang, tiers)
        _count_findings(verdict, family, lang)
    return [
        _family_table(family),
        _lang_table(lang),
        make_table(
            "Gold tier against the applicability of the first finding",
            ["gold tier", "tool says", "spans"],
            [[*key, number] for key, number in sorted(tiers.items())],
        ),
    ]


def _family_table(count: Count) -> Table:
    head = ["family", "spans", "recall %", "recall % any severity"]
    head += ["findings in its items", "precision %"]
    rows = [
        [
            name,
            spans,
            percent(count[name, "hit"], spans),
            percent(count[name, "any"], spans),
            count[name, "findings"],
            percent(count[name, "precise"], count[name, "findings"]),
        ]
        for name in sorted({key for key, _ in count}, key=_total_last)
        if (spans := count[name, "spans"])
    ]
    title = "Detection by family (span overlap; error/warning findings)"
    return make_table(title, head, rows)


def _lang_table(count: Count) -> Table:
    rows = [
        [
            name,
            count[name, "spans"],
            percent(count[name, "hit"], count[name, "spans"]),
            count[name, "findings"],
            percent(count[name, "precise"], count[name, "findings"]),
        ]
        for name in sorted({key for key, _ in count})
    ]
    head = ["lang", "spans", "recall %", "findings", "precision %"]
    return make_table("Detection by language", head, rows)


def _count_spans(verdict: RepairVerdict, family: Count, lang: Count, tiers: Count) -> None:
    for span in verdict.item.spans:
        touching = [f for f in verdict.safe.findings if overlaps(f, span)]
        hits = [f for f in touching if strong(f)]
        for key in (span.family, "ALL"):
            family[key, "spans"] += 1
            family[key, "hit"] += bool(hits)
            family[key, "any"] += bool(touching)
        lang[verdict.item.lang, "spans"] += 1
        lang[verdict.item.lang, "hit"] += bool(hits)
        if hits:
            tiers[span.tier, hits[0].applicability] += 1


def _count_findings(verdict: RepairVerdict, family: Count, lang: Count) -> None:
    item = verdict.item
    for finding in filter(strong, verdict.safe.findings):
        right = any(overlaps(finding, span) for span in item.spans)
        lang[item.lang, "findings"] += 1
        lang[item.lang, "precise"] += right
        for key in (item.family, "ALL"):
            family[key, "findings"] += 1
            family[key, "precise"] += right


def _repair_tables(
    repairs: Sequence[RepairVerdict],
    name: str,
    allowed: tuple[Tier, ...],
    output: Callable[[RepairVerdict], str],
) -> list[Table]:
    texts, edits, families = Count(), Count(), Count()
    for verdict in repairs:
        item, out = verdict.item, output(verdict)
        fates, collateral = outcome(item, out)
        for key in (item.tier, "ALL"):
            texts[key, "items"] += 1
            texts[key, "strict"] += out in _expected(item, allowed)
            texts[key, _class(item, out, fates, collateral, allowed)] += 1
        for fate, edit in zip(fates, item.edits, strict=True):
            for key in (edit.tier, "ALL"):
                edits[key, "edits"] += 1
                edits[key, fate] += 1
            if edit.tier in allowed:
                families[edit.family, "edits"] += 1
                families[edit.family, fate] += 1
    title = f"{name}: edits by family ({'+'.join(allowed)} tiers)"
    return [_texts_table(name, texts), _tiers_table(name, edits), _edits_table(title, families)]


def _tiers_table(name: str, count: Count) -> Table:
    rows = [
        [
            tier,
            edits,
            percent(count[tier, "fixed"], edits),
            count[tier, "same"],
            count[tier, "other"],
        ]
        for tier in _ORDER
        if (edits := count[tier, "edits"])
    ]
    head = ["tier", "edits", "fixed %", "untouched", "changed otherwise"]
    return make_table(f"{name}: single edits by tier", head, rows)


def _edits_table(title: str, count: Count) -> Table:
    rows = [
        [family, edits, percent(count[family, "fixed"], edits), count[family, "other"]]
        for family in sorted({key for key, _ in count})
        if (edits := count[family, "edits"])
    ]
    return make_table(title, ["family", "edits", "fixed %", "changed otherwise"], rows)


def _expected(item: Repair, allowed: tuple[Tier, ...]) -> tuple[str, ...]:
    return item.expected_safe if allowed == ("safe",) else item.expected


def _class(
    item: Repair, out: str, fates: Sequence[Fate], collateral: bool, allowed: tuple[Tier, ...]
) -> str:
    """Say what became of a whole text: lenient, untouched, partial or wrong."""
    same = out == item.input
    asked = [(f == "fixed") == (e.tier in allowed) for f, e in zip(fates, item.edits, strict=True)]
    if lenient(out) in map(lenient, _expected(item, allowed)):
        return "lenient"
    if same:
        return "untouched"
    if collateral or "other" in fates:
        # In a text that only gold edits changed none can be "other", so the second test alone
        # never decides; it says what "partial" promises.
        return "wrong"
    return "lenient" if all(asked) else "partial"


def _texts_table(name: str, texts: Count) -> Table:
    head = ["tier", "items", "exact % strict", "exact % lenient", "untouched"]
    head += ["only gold edits, another set", "wrong or collateral change", "wrong %"]
    rows = [
        [
            key,
            items,
            percent(texts[key, "strict"], items),
            percent(texts[key, "lenient"], items),
            texts[key, "untouched"],
            texts[key, "partial"],
            texts[key, "wrong"],
            percent(texts[key, "wrong"], items),
        ]
        for key in _ORDER
        if (items := texts[key, "items"])
    ]
    return make_table(f"{name}: items by tier", head, rows)


def _clean_tables(cleans: Sequence[CleanVerdict]) -> list[Table]:
    count, traps = Count(), Counter[str]()
    for verdict in cleans:
        item = verdict.item
        for key in (item.lang, "ALL"):
            count[key, "items"] += 1
            count[key, "words"] += len(item.text.split())
            count[key, "findings"] += len(verdict.alarms)
            count[key, "changed"] += verdict.changed
        if verdict.alarms or verdict.changed:
            traps[item.trap] += 1
    head = ["lang", "items", "words", "findings", "findings per 1,000 words"]
    head += ["texts changed", "changed %"]
    rows = [
        [
            key,
            count[key, "items"],
            count[key, "words"],
            count[key, "findings"],
            f"{1000 * count[key, 'findings'] / max(1, count[key, 'words']):.2f}",
            count[key, "changed"],
            percent(count[key, "changed"], count[key, "items"]),
        ]
        for key in sorted({key for key, _ in count}, key=_total_last)
    ]
    title = "Clean texts (false positives at error/warning, and changed texts)"
    tables = [make_table(title, head, rows)]
    if traps:
        tables.append(make_table("Traps that were sprung", ["trap", "items"], traps.most_common()))
    return tables


def _total_last(name: str) -> tuple[bool, str]:
    return name == "ALL", name
