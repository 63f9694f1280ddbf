"""The strict measures: found, precise, exact and wrong, by family, language, applicability."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Literal

from cleanup.evaluation.corpus import Gold, Span
from cleanup.evaluation.measures import (
    REASONS,
    SET_ASIDE,
    Evaluation,
    RepairVerdict,
    Wrong,
    precise,
)
from cleanup.evaluation.outcome import overlaps, strong
from cleanup.evaluation.tables import Table, make_table, percent

Axis = Literal["all", "family", "lang", "applicability"]
Tallies = defaultdict[tuple[Axis, str], Counter[str]]
"""How often each thing was met, by axis and value."""

# Gold tiers as the tool's own applicability.
_APPLICABILITY = {"safe": "safe", "unsafe": "unsafe", "report": "manual"}
_HEAD = ["spans", "found %", "findings", "precise %", "safe edits", "exact %", "untouched"]
_HEAD += ["unsafe edits", "offered %", "wrong"]
_SHOWN = 40  # wrong places named in full


def tally(evaluation: Evaluation) -> Tallies:
    """Count what was met for each family, language and applicability, and over all.

    Places of the family that is set aside count in the row of that family alone, except for what
    was done wrong there.
    """
    tallies: Tallies = defaultdict(Counter)
    for verdict in evaluation.repairs:
        _tally_spans(tallies, verdict)
        _tally_findings(tallies, verdict)
        _tally_edits(tallies, verdict)
    for clean in evaluation.cleans:
        rows: list[tuple[Axis, str]] = [("all", ""), ("lang", clean.item.lang)]
        _add(tallies, rows, "clean")
        _add(tallies, rows, "clean words", len(clean.item.text.split()))
        _add(tallies, rows, "alarms", len(clean.alarms))
        _add(tallies, rows, "changed", clean.changed)
    for wrong in evaluation.wrongs:
        _add(tallies, _wrong_rows(wrong), "wrong")
    return tallies


def figures(evaluation: Evaluation) -> dict[str, float]:
    """Return each measure by its name: `exact`, `exact.lang.fr`, `found.family.mojibake` …

    `found`, `precise`, `exact` and `offered` are in percent, `wrong` and `changed` (clean texts)
    are counts, `alarms` are findings per 1,000 words of clean text. A measure of nothing is left
    out.
    """
    named: dict[str, float] = {}
    for (axis, value), count in sorted(tally(evaluation).items()):
        suffix = f".{axis}.{value}" if value else ""
        for name, part, whole in _SHARES:
            if count[whole]:
                named[name + suffix] = 100 * count[part] / count[whole]
        if count["clean words"]:
            named["alarms" + suffix] = 1000 * count["alarms"] / count["clean words"]
            named["changed" + suffix] = count["changed"]
        named["wrong" + suffix] = count["wrong"]
    return named


_SHARES = (
    ("found", "found", "spans"),
    ("precise", "precise", "findings"),
    ("exact", "exact", "safe"),
    ("offered", "offered", "unsafe"),
)


def strict_tables(evaluation: Evaluation) -> list[Table]:
    """Return the tables of the strict measures and of what was done wrong, by reason."""
    tallies = tally(evaluation)
    reasons = Counter(wrong.reason for wrong in evaluation.wrongs)
    titles: tuple[tuple[Axis, str], ...] = (
        ("family", "Strict measures by family"),
        ("lang", "Strict measures by language"),
        ("applicability", "Strict measures by applicability"),
    )
    return [
        *(_table(tallies, axis, title) for axis, title in titles),
        make_table(
            "Wrong: what the safe plan must never do",
            ["what", "places"],
            [[text, reasons[reason]] for reason, text in REASONS.items()],
        ),
    ]


def wrong_lines(evaluation: Evaluation, most: int = _SHOWN) -> list[str]:
    """Return one line for each thing done wrong: id, place, reason, old and new text."""
    lines = [
        f"{w.id} {w.start}:{w.end} {w.family}: {REASONS[w.reason]}: "
        f"{_short(w.old)} → {_short(w.new)}"
        for w in evaluation.wrongs
    ]
    rest = len(lines) - most
    return lines if rest <= 0 else [*lines[:most], f"… and {rest} more"]


def _short(text: str) -> str:
    shown = repr(text)
    return shown if len(shown) <= 60 else f"{shown[:57]}…{shown[-1]}"


def _add(tallies: Tallies, rows: Iterable[tuple[Axis, str]], column: str, number: int = 1) -> None:
    for row in rows:
        tallies[row][column] += number


def _rows(lang: str, family: str, applicability: str) -> list[tuple[Axis, str]]:
    if family == SET_ASIDE:
        return [("family", family)]
    return [
        ("all", ""),
        ("lang", lang),
        ("family", family),
        ("applicability", applicability),
    ]


def _place_rows(verdict: RepairVerdict, place: Gold | Span) -> list[tuple[Axis, str]]:
    return _rows(verdict.item.lang, place.family, _APPLICABILITY[place.tier])


def _wrong_rows(wrong: Wrong) -> list[tuple[Axis, str]]:
    applicability = _APPLICABILITY.get(wrong.tier, "outside")
    rows: list[tuple[Axis, str]] = [("all", ""), ("lang", wrong.lang)]
    return [*rows, ("family", wrong.family), ("applicability", applicability)]


def _tally_spans(tallies: Tallies, verdict: RepairVerdict) -> None:
    for span, found in zip(verdict.item.spans, verdict.found, strict=True):
        rows = _place_rows(verdict, span)
        _add(tallies, rows, "spans")
        _add(tallies, rows, "found", found)


def _tally_findings(tallies: Tallies, verdict: RepairVerdict) -> None:
    """Count each finding by its own applicability and the family of the span it overlaps.

    One that overlaps none counts against the main family of the text, for want of a better.
    """
    for finding in filter(strong, verdict.safe.findings):
        families = [s.family for s in verdict.item.spans if overlaps(finding, s)]
        families.sort(key=lambda family: family == SET_ASIDE)
        family = families[0] if families else verdict.item.family
        rows = _rows(verdict.item.lang, family, finding.applicability)
        if not families and family == SET_ASIDE:  # a false finding is set aside by no family
            rows = [("all", ""), ("lang", verdict.item.lang)]
            rows += [("family", family), ("applicability", finding.applicability)]
        _add(tallies, rows, "findings")
        _add(tallies, rows, "precise", precise(verdict.item, finding))


def _tally_edits(tallies: Tallies, verdict: RepairVerdict) -> None:
    for gold, fate, offered in zip(verdict.item.edits, verdict.fates, verdict.offered, strict=True):
        rows = _place_rows(verdict, gold)
        if gold.tier == "safe":
            _add(tallies, rows, "safe")
            _add(tallies, rows, "exact", fate == "fixed")
            _add(tallies, rows, "same", fate == "same")
        else:
            _add(tallies, rows, "unsafe")
            _add(tallies, rows, "offered", offered == "fixed")


def _table(tallies: Tallies, axis: Axis, title: str) -> Table:
    values = sorted(value for at, value in tallies if at == axis and value != SET_ASIDE)
    rows = [_cells(value, tallies[axis, value]) for value in values]
    rows.append(_cells("ALL", tallies["all", ""]))
    if axis == "family" and ("family", SET_ASIDE) in tallies:
        rows.append(_cells(f"{SET_ASIDE} (set aside)", tallies["family", SET_ASIDE]))
    return make_table(title, [axis, *_HEAD], rows)


def _cells(name: str, count: Counter[str]) -> list[object]:
    return [
        name,
        count["spans"],
        percent(count["found"], count["spans"]),
        count["findings"],
        percent(count["precise"], count["findings"]),
        count["safe"],
        percent(count["exact"], count["safe"]),
        count["same"],
        count["unsafe"],
        percent(count["offered"], count["unsafe"]),
        count["wrong"],
    ]
