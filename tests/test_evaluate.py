"""Evaluation: our tables are those of the reference scorer, and the strict measures are strict."""

from __future__ import annotations

import importlib.util
import io
import json
import sys
import tomllib
from collections.abc import Callable, Iterable, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from types import ModuleType
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.errors import ConfigError, FileError
from cleanup.evaluate import (
    Clean,
    Evaluation,
    Item,
    Planner,
    Repair,
    compare,
    evaluate,
    figures,
    gate,
    holdout,
    read_floor,
    read_items,
    read_record,
    render,
    save,
    tables,
)
from cleanup.evaluation.corpus import Gold, Span, Tier
from cleanup.evaluation.outcome import outcome
from cleanup.evaluation.places import judge_places, slide
from cleanup.evaluation.sentences import fits, sentence_ends
from cleanup.results import Applicability, Finding, Plan, Severity
from cleanup.text.edits import Change, Edit, apply

ROOT = Path(__file__).parent.parent
DEVSET = ROOT / "corpus" / "devset"
ITEMS = read_items([DEVSET])
REPAIRS = [item for item in ITEMS if isinstance(item, Repair)]
BY_TEXT = {item.input: item for item in REPAIRS}

Mark = tuple[int, int, str | None, Applicability, Severity]


# Fakes: each is a planner whose plans we know.


def make_plan(text: str, marks: Iterable[Mark], apply_these: Sequence[str] = ("safe",)) -> Plan:
    """A plan with one finding for each mark, and a change for those that are applied."""
    changes, findings = [], []
    shift = 0
    for number, (start, end, new, applicability, severity) in enumerate(sorted(marks, key=first)):
        applied = new is not None and applicability in apply_these
        out = start + shift
        if applied and new is not None:
            stop = out + len(new)
            old = text[start:end]
            changes.append(Change(start, end, old, new, out, stop, frozenset({number})))
            shift += len(new) - len(old)
        findings.append(
            Finding(
                code="XXX001",
                name="fake",
                start=start,
                end=end,
                out_start=out,
                out_end=out,
                message="",
                severity=severity,
                applicability=applicability,
                suggestion=new,
                applied=applied,
            )
        )
    output = apply(text, [Edit(c.start, c.end, c.new) for c in changes])
    return Plan(text, output, "und", tuple(changes), tuple(findings))


def first(mark: Mark) -> tuple[int, int]:
    return mark[:2]


def gold_marks(item: Repair, pick: int = 0) -> list[Mark]:
    marks: list[Mark] = [
        (e.start, e.end, e.accept[pick], cast(Applicability, e.tier), "warning") for e in item.edits
    ]
    reports = [span for span in item.spans if span.tier == "report"]
    return [*marks, *((s.start, s.end, None, "manual", "warning") for s in reports)]


def nothing(text: str, lang: str) -> tuple[Plan, Plan]:
    return make_plan(text, []), make_plan(text, [])


def perfect(text: str, lang: str) -> tuple[Plan, Plan]:
    marks = gold_marks(BY_TEXT[text]) if text in BY_TEXT else []
    return make_plan(text, marks), make_plan(text, marks, ("safe", "unsafe"))


def everything(text: str, lang: str) -> tuple[Plan, Plan]:
    marks = gold_marks(BY_TEXT[text], pick=-1) if text in BY_TEXT else []
    plan = make_plan(text, marks, ("safe", "unsafe"))
    return plan, plan


def damage(text: str, lang: str) -> tuple[Plan, Plan]:
    """Every fortieth letter becomes another, also in the second run."""
    spots = range(3, len(text), 40)
    marks: list[Mark] = [(at, at + 1, "#" + text[at], "safe", "info") for at in spots]
    plan = make_plan(text, marks)
    return plan, plan


def scatter(text: str, lang: str) -> tuple[Plan, Plan]:
    """Some gold wordings, some others, some changes anywhere, and findings of every severity."""
    dice = Random(f"seed 7 {text}")
    marks: list[Mark] = []
    for start, end, new, applicability, _ in gold_marks(BY_TEXT[text]) if text in BY_TEXT else []:
        severity = dice.choice(["error", "warning", "info"])
        wording = dice.choice([new, new, None, "¿?"])
        marks.append((start, end, wording, applicability, cast(Severity, severity)))
    at = dice.randrange(200)
    while at < len(text) - 4:
        wording = dice.choice([None, None, "", "\u00a0", "Ж"])
        free = all(end < at or start > at + 1 for start, end, *_ in marks)
        if free and wording != text[at]:
            marks.append((at, at + 1, wording, dice.choice(["safe", "unsafe"]), "warning"))
        at += dice.randrange(2, 400)
    return make_plan(text, marks), make_plan(text, marks, ("safe", "unsafe"))


FAKES: dict[str, Planner] = {f.__name__: f for f in (nothing, perfect, everything, damage, scatter)}


@cache
def evaluated(fake: str) -> Evaluation:
    return evaluate(ITEMS, FAKES[fake])


# The reference.


@cache
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "reference_score", ROOT / "tests/reference/score.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reference_output(planner: Planner, monkeypatch: pytest.MonkeyPatch) -> str:
    def tool(text: str, lang: str) -> dict[str, object]:
        safe, every = planner(text, lang)
        findings = [
            {"start": f.start, "end": f.end, "severity": f.severity, "tier": f.applicability}
            for f in safe.findings
        ]
        return {"output": safe.text, "output_all": every.text, "findings": findings}

    fake = ModuleType("fake_tool")
    fake.__dict__["tool"] = tool
    monkeypatch.setitem(sys.modules, "fake_tool", fake)
    monkeypatch.setattr(sys, "path", list(sys.path))
    arguments = ["score.py", "--data", str(DEVSET), "--callable", "fake_tool:tool"]
    monkeypatch.setattr(sys, "argv", arguments)
    out = io.StringIO()
    with redirect_stdout(out):
        reference().main()
    return out.getvalue()


def parsed(text: str) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("## "):
            rows = found.setdefault(line[3:], [])
        elif line.startswith("| "):
            rows.append([cell.strip() for cell in line[2:-2].split(" | ")])
    return {renamed(title): rows for title, rows in found.items()}


def renamed(title: str) -> str:
    return "Gold tier" if title.startswith("Gold tier") else title


@pytest.mark.parametrize("fake", FAKES)
def test_tables_are_those_of_the_reference(fake: str, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = reference_output(FAKES[fake], monkeypatch)
    text = render(evaluated(fake))
    ours = parsed(text)
    wanted = parsed(theirs)
    assert len(wanted) >= 10
    assert {title: ours.get(title) for title in wanted} == wanted
    assert theirs.splitlines()[-1] in text
    assert list(wanted) == [title for title in ours if title in wanted]


def test_tables_as_data_are_those_rendered() -> None:
    shown = parsed(render(evaluated("scatter")))
    made = tables(evaluated("scatter"))
    assert {renamed(t.title): [list(t.head), *map(list, t.rows)] for t in made} == shown


@pytest.mark.parametrize("fake", FAKES)
def test_strict_and_reference_agree_where_only_gold_edits_were_made(fake: str) -> None:
    compared = 0
    for verdict in evaluated(fake).repairs:
        fates, collateral = outcome(verdict.item, verdict.safe.text)
        if not collateral:
            compared += 1
            assert (verdict.item.id, list(verdict.fates)) == (verdict.item.id, fates)
            assert not [w for w in verdict.wrongs if w.reason in ("outside", "wording")]
    assert compared > 50 or fake == "damage"


# The strict measures on the fakes.


def test_nothing_is_never_wrong() -> None:
    measured = figures(evaluated("nothing"))
    assert (measured["found"], measured["exact"], measured["offered"]) == (0, 0, 0)
    assert (measured["wrong"], measured["alarms"], measured["changed"]) == (0, 0, 0)
    assert "precise" not in measured


def test_perfect_is_perfect() -> None:
    evaluation = evaluated("perfect")
    assert evaluation.wrongs == ()
    measured = figures(evaluation)
    low = {n: v for n, v in measured.items() if n.split(".")[0] in ("exact", "offered") and v < 100}
    assert low == {}
    assert measured["precise"] == 100
    assert measured["found"] == 100


def test_applying_everything_is_unasked_at_each_unsafe_place() -> None:
    evaluation = evaluated("everything")
    unsafe = sum(e.tier == "unsafe" for item in REPAIRS for e in item.edits)
    assert [w.reason for w in evaluation.wrongs] == ["unasked"] * unsafe
    assert figures(evaluation)["exact"] == 100


def test_damage_is_wrong_in_every_text() -> None:
    wrongs = evaluated("damage").wrongs
    assert {w.id for w in wrongs} == {item.id for item in ITEMS}
    unsettled = [w for w in wrongs if w.reason == "unsettled"]
    assert {w.id for w in unsettled} == {item.id for item in ITEMS}
    assert all("#" in w.new and w.old != w.new for w in unsettled)


def test_totals_are_sums_and_capital_accents_are_set_aside() -> None:
    families = parsed(render(evaluated("perfect")))["Strict measures by family"]
    aside = [row for row in families if row[0] == "capital_accent (set aside)"]
    assert [(row[1], row[5], row[6]) for row in aside] == [("5", "5", "100.0")]
    total = next(row for row in families if row[0] == "ALL")
    spans = [s for item in REPAIRS for s in item.spans if s.family != "capital_accent"]
    assert total[1] == str(len(spans))
    rows = families[1 : families.index(total)]
    for column in (1, 3, 5, 8, 10):
        assert int(total[column]) == sum(int(row[column]) for row in rows)


# Where the ends of changes and of gold edits differ.


def gold(text: str, old: str, *accept: str, tier: Tier = "safe") -> Gold:
    start = text.index(old)
    return Gold(start, start + len(old), "fam", tier, accept)


def change(text: str, start: int, end: int, new: str) -> Change:
    return Change(start, end, text[start:end], new, 0, 0)


DOUBLED = "Elle voit la la mer , enfin."
LINES = "Un début.\n\nPartager sur X\n\nUne fin."
PLACES = {
    "the other of the two words": (DOUBLED, ["la "], [""], [(12, 15, "")], ["fixed"], 0),
    "a far twin": ("Oh la la la la mer.", ["la "], [""], [(9, 12, "")], ["fixed"], 0),
    "one change for two edits": (
        DOUBLED,
        ["la ", " ,"],
        ["", ","],
        [(10, 21, "la mer,")],
        ["fixed", "fixed"],
        0,
    ),
    "two changes for one edit": (
        DOUBLED,
        ["la la mer ,"],
        ["la mer,"],
        [(10, 13, ""), (19, 20, "")],
        ["fixed"],
        0,
    ),
    "half of an edit": (DOUBLED, ["la la mer ,"], ["la mer,"], [(10, 13, "")], ["other"], 0),
    "another wording": (DOUBLED, [" ,"], [","], [(19, 20, ";")], ["other"], 0),
    "outside, the edit right": (
        DOUBLED,
        ["la "],
        [""],
        [(10, 13, ""), (5, 9, "vit")],
        ["fixed"],
        1,
    ),
    "a letter lost beside": (DOUBLED, [" ,"], [","], [(18, 20, "")], ["other"], 0),
    "the kind of space": (DOUBLED, ["la "], [""], [(21, 22, "\u00a0")], ["same"], 0),
    "a space lost between words": (DOUBLED, ["la "], [""], [(4, 5, "")], ["same"], 1),
    "a space at the end": (DOUBLED, ["la "], [""], [(28, 28, " \n")], ["same"], 0),
    "a line without its end": (LINES, ["Partager sur X\n\n"], [""], [(11, 25, "")], ["fixed"], 0),
    "a line with the end before": (
        LINES,
        ["Partager sur X\n\n"],
        [""],
        [(9, 25, "")],
        ["fixed"],
        0,
    ),
    "a paragraph end lost": (LINES, ["Partager sur X\n\n"], [""], [(9, 26, "")], ["other"], 0),
    "both doubled words": (DOUBLED, ["la "], [""], [(10, 16, "")], ["other"], 0),
    "nothing": (DOUBLED, ["la ", " ,"], ["", ","], [], ["same", "same"], 0),
}


@pytest.mark.parametrize("case", PLACES)
def test_places(case: str) -> None:
    text, olds, news, made, fates, outside = PLACES[case]
    edits = [gold(text, old, new) for old, new in zip(olds, news, strict=True)]
    places = judge_places(text, edits, [change(text, *c) for c in made], ("safe",))
    assert (list(places.fates), len(places.outside)) == (fates, outside)


@st.composite
def chosen(draw: st.DrawFn) -> tuple[Repair, list[str | None], list[Change]]:
    """A damaged text, a wording (or none) for each place, and changes cut in some way."""
    item = draw(st.sampled_from(REPAIRS))
    wordings = [draw(st.sampled_from([None, *e.accept])) for e in item.edits]
    text = item.input
    edits = [
        Edit(e.start, e.end, new)
        for e, new in zip(item.edits, wordings, strict=True)
        if new is not None
    ]
    if len(edits) > 1 and draw(st.booleans()):
        a, b = edits[0], edits[1]
        edits[:2] = [Edit(a.start, b.end, a.new + text[a.end : b.start] + b.new)]
    for number, edit in enumerate(edits):
        low, high = slide(edit, text)
        size = edit.end - edit.start
        low = max(low, edits[number - 1].end if number else 0)
        if not edit.new and low + size <= high and draw(st.booleans()):
            moved = Edit(low, low + size, "")
            edits[number] = moved if low <= edit.start else edit
    return item, wordings, [change(text, e.start, e.end, e.new) for e in edits]


@settings(deadline=None)
@given(chosen())
def test_accepted_wordings_are_recognised_however_cut(
    case: tuple[Repair, list[str | None], list[Change]],
) -> None:
    item, wordings, made = case
    places = judge_places(item.input, item.edits, made, ("safe", "unsafe"))
    assert places.outside == ()
    assert list(places.fates) == ["same" if new is None else "fixed" for new in wordings]


@settings(deadline=None)
@given(chosen(), st.data())
def test_a_letter_put_outside_is_never_missed(
    case: tuple[Repair, list[str | None], list[Change]], data: st.DataObject
) -> None:
    item, _, made = case
    at = data.draw(st.integers(0, len(item.input)))
    if any(c.start <= at <= c.end for c in made):
        made = [c for c in made if not c.start <= at <= c.end]
    made = sorted([*made, change(item.input, at, at, "Ж")], key=lambda c: c.start)
    places = judge_places(item.input, item.edits, made, ("safe", "unsafe"))
    assert places.outside or "other" in places.fates


@pytest.mark.parametrize(
    ("text", "edit", "span"),
    [
        ("la la la mer", Edit(3, 6, ""), (0, 9)),
        ("aaaa", Edit(2, 2, "a"), (0, 4)),
        ("abab", Edit(4, 4, "ab"), (0, 4)),
        ("un mot", Edit(3, 6, "nom"), (3, 6)),
        ("un mot", Edit(3, 6, "mot"), (6, 6)),
    ],
)
def test_slide(text: str, edit: Edit, span: tuple[int, int]) -> None:
    assert slide(edit, text) == span


# Single verdicts.


def planner_of(marks: Callable[[str], list[Mark]]) -> Planner:
    def plan(text: str, lang: str) -> tuple[Plan, Plan]:
        return make_plan(text, marks(text)), make_plan(text, marks(text), ("safe", "unsafe"))

    return plan


TEXT = "Le premier mot tombe. Un chat dort ici. Le reste est long, très long, plus long encore."
CHAT = Repair(
    id="x-1",
    lang="fr",
    input=TEXT,
    expected=(TEXT.replace("chat", "chien"),),
    expected_safe=(TEXT.replace("chat", "chien"),),
    family="fam",
    tier="safe",
    spans=(Span(25, 29, "fam", "safe"),),
    edits=(Gold(25, 29, "fam", "safe", ("chien",)),),
)
CALM = Clean("k-1", "fr", "Tout est calme.", "trap")


@pytest.mark.parametrize(
    ("start", "end", "severity", "found", "exact_precise"),
    [
        (25, 29, "warning", True, True),
        (22, 39, "error", True, True),
        (22, 40, "error", True, True),
        (0, 50, "warning", False, True),
        (25, 29, "info", False, None),
        (0, 5, "warning", False, False),
    ],
)
def test_found_and_precise(
    start: int, end: int, severity: Severity, found: bool, exact_precise: bool | None
) -> None:
    evaluation = evaluate([CHAT], planner_of(lambda _: [(start, end, None, "manual", severity)]))
    assert evaluation.repairs[0].found == (found,)
    wanted = None if exact_precise is None else 100 * exact_precise
    assert figures(evaluation).get("precise") == wanted


def test_sentences() -> None:
    text = "M. Roy dort. « Il ronfle ! » Elle. dit-elle.\n\nFin"
    parts = ["M. Roy dort. ", "« Il ronfle ! » ", "Elle. dit-elle.\n\n", "Fin"]
    ends = sentence_ends(text)
    assert [text[a:b] for a, b in pairwise(ends)] == parts
    wide, span = (
        make_plan(text, [(0, 45, None, "manual", "error")]).findings[0],
        Span(13, 14, "", "safe"),
    )
    assert not fits(wide, span, text)
    assert fits(replace(wide, start=13, end=28), span, text)


@pytest.mark.parametrize(
    ("tier", "new", "reason"),
    [("safe", "loup", "wording"), ("unsafe", "chien", "unasked"), ("unsafe", "loup", "unasked")],
)
def test_wrong_at_a_gold_place(tier: Tier, new: str, reason: str) -> None:
    edits = (replace(CHAT.edits[0], tier=tier),)
    item = replace(CHAT, edits=edits, spans=(Span(25, 29, "fam", tier),))
    marks: list[Mark] = [(25, 29, new, "safe", "warning")]
    planner = planner_of(lambda text: marks if text == TEXT else [])
    (wrong,) = evaluate([item], planner).wrongs
    assert (wrong.reason, wrong.old, wrong.new, wrong.tier) == (reason, "chat", new, tier)


def test_wrong_in_a_report_place_and_outside() -> None:
    item = replace(CHAT, edits=(), spans=(Span(25, 29, "lost", "report"),), tier="report")
    marks: list[Mark] = [(26, 27, "", "safe", "warning"), (3, 4, "P", "safe", "warning")]
    wrongs = evaluate([item], planner_of(lambda t: marks if t == TEXT else [])).wrongs
    assert {(w.reason, w.family) for w in wrongs} == {("unasked", "lost"), ("outside", "fam")}


def test_wrong_when_changes_do_not_make_the_text() -> None:
    def planner(text: str, lang: str) -> tuple[Plan, Plan]:
        plan = replace(make_plan(text, []), text=text + "!")
        return plan, plan

    assert [w.reason for w in evaluate([CALM, CHAT], planner).wrongs] == ["plan", "plan"]


def test_any_change_of_a_clean_text_is_wrong_but_the_last_line_end() -> None:
    space = planner_of(lambda _: [(4, 5, "\u00a0", "safe", "info")])
    evaluation = evaluate([CALM], space)
    assert [(w.reason, w.family) for w in evaluation.wrongs] == [("outside", "clean")]
    end = planner_of(lambda t: [] if t.endswith("\n") else [(15, 15, "\n", "safe", "info")])
    assert evaluate([CALM], end).wrongs == ()


def test_damage_at_a_capital_counts_in_the_totals() -> None:
    edit, span = (
        replace(CHAT.edits[0], family="capital_accent"),
        replace(CHAT.spans[0], family="capital_accent"),
    )
    item = replace(CHAT, edits=(edit,), spans=(span,))
    marks: list[Mark] = [(25, 29, "Xhat", "safe", "info")]
    measured = figures(evaluate([item], planner_of(lambda t: marks if t == TEXT else [])))
    assert (measured["wrong"], measured.get("exact")) == (1, None)


# Kept, compared, guarded.


def test_compare_names_what_was_gained_and_lost(tmp_path: Path) -> None:
    kept = tmp_path / "before.json"
    good = planner_of(lambda t: [(25, 29, "chien", "safe", "warning")] if t == TEXT else [])
    bad = planner_of(lambda t: [(0, 4, "Rien", "safe", "error")] if t[:4] == "Tout" else [])
    save(evaluate([CHAT, CALM], good), kept)
    assert compare(evaluate([CHAT, CALM], good), kept) == []
    lines = compare(evaluate([CHAT, CALM], bad), kept)
    assert [line for line in lines if line.startswith("lost")] == [
        "lost    x-1 edit 25:29 fam (safe): exact → untouched",
        "lost    x-1 span 25:29 fam (safe): found → missed",
        "lost    k-1 false findings: 0 → 1",
        "lost    k-1 wrong: 0 → 1",
    ]
    assert "exact: 100.00 → 0.00" in lines
    save(evaluate([CHAT, CALM], bad), kept)
    back = compare(evaluate([CHAT, CALM], good), read_record(kept))
    assert len([line for line in back if line.startswith("gained")]) == 4
    assert not [line for line in back if line.startswith("lost")]


def test_compare_names_texts_seen_once_only(tmp_path: Path) -> None:
    save(evaluate([CHAT], nothing), tmp_path / "a.json")
    lines = compare(evaluate([CALM], nothing), tmp_path / "a.json")
    assert [line for line in lines if line[:4] in ("new ", "gone", "lost")] == [
        "new     k-1",
        "gone    x-1",
    ]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema": 99}', '{"schema": 1, "marks": 3}'])
def test_a_bad_record_is_one_clear_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(text)
    with pytest.raises(FileError, match=r"r\.json: .*saved evaluation"):
        read_record(path)


def test_holdout_is_a_stable_third() -> None:
    held, rest = holdout(ITEMS, True), holdout(ITEMS, False)
    assert sorted([i.id for i in (*held, *rest)]) == sorted(i.id for i in ITEMS)
    assert 0.27 < len(held) / len(ITEMS) < 0.40
    assert holdout(list(reversed(ITEMS)), True) == list(reversed(held))
    # By name, so that another hash, which would mix what was tuned on with what was not, fails.
    assert [i.id for i in holdout(ITEMS[:12], True)] == ["fr-k006", "fr-k009"]


def test_gate_names_each_figure_below_the_floor(tmp_path: Path) -> None:
    floor = tmp_path / "floor.toml"
    floor.write_text(
        'wrong = 0\n[exact]\nall = 50\nlang.fr = 10\n[found.family]\nfam = 20\n"other" = 1\n'
    )
    good = planner_of(lambda t: [(25, 29, "chien", "safe", "warning")] if t == TEXT else [])
    assert gate(evaluate([CHAT], good), read_floor(floor)) == [
        "found.family.other: not measured, must be at least 1"
    ]
    bad = planner_of(lambda t: [(25, 29, "loup", "safe", "warning")] if t == TEXT else [])
    assert gate(evaluate([CHAT], bad), read_floor(floor))[:3] == [
        "wrong: 1.00, must be at most 0",
        "exact: 0.00, must be at least 50",
        "exact.lang.fr: 0.00, must be at least 10",
    ]
    (tmp_path / "floor.json").write_text('{"exact.lang.fr": 50}')
    assert len(gate(evaluate([CHAT], bad), read_floor(tmp_path / "floor.json"))) == 1


@pytest.mark.parametrize("floor", [{"exakt": 1}, {"exact": "high"}, {"exact": {"lang": True}}])
def test_a_bad_floor_is_refused(floor: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match="floor: "):
        gate(evaluate([CHAT], nothing), floor)


# Reading.

GOOD = json.dumps({"id": "a", "lang": "fr", "text": "x", "trap": "t"})
ROW: dict[str, object] = {
    "id": "b",
    "lang": "fr",
    "input": "abc",
    "expected": ["x"],
    "expected_safe": ["x"],
    "family": "f",
    "tier": "safe",
    "spans": [],
    "edits": [],
}


def row(**other: object) -> str:
    return json.dumps({**ROW, **other})


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "bad JSON"),
        ("[]", "an item must be a JSON object"),
        ('{"id": "b"}', "missing field 'input'"),
        ('{"id": "b", "text": "x", "lang": "fr"}', "missing field 'trap'"),
        (GOOD, "id 'a' was already used at"),
        (row(expected=[]), "field 'expected' must be a list of strings"),
        (row(tier="sure"), "field 'tier' must be one of"),
        (
            row(spans=[{"start": 2, "end": 9, "family": "f", "tier": "safe"}]),
            "no place in the text",
        ),
        (row(edits=[3]), "field 'edits' must be a list of objects"),
        (
            row(
                edits=[
                    {"start": s, "end": 3, "family": "f", "tier": "safe", "accept": [""]}
                    for s in (1, 2)
                ]
            ),
            "edits overlap",
        ),
    ],
)
def test_a_bad_line_is_named(line: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(f"{GOOD}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(FileError) as caught:
        read_items([tmp_path])
    assert str(caught.value).startswith(f"{path}:3: {reason}")
    assert "\n" not in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"nowhere\.jsonl: cannot be read"):
        read_items([tmp_path / "nowhere.jsonl"])
    with pytest.raises(FileError, match=r"no \.jsonl file"):
        read_items([tmp_path])
    (tmp_path / "x.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(FileError, match=r"x\.jsonl: not UTF-8 at byte 0"):
        read_items([tmp_path])


def test_reading_finds_each_text_once_and_keeps_its_line_ends(tmp_path: Path) -> None:
    deep = tmp_path / "deep"
    deep.mkdir()
    text = "un\u2028deux\u0085trois"
    item = {"id": "a", "lang": "fr", "text": text, "trap": "t"}
    (deep / "a.jsonl").write_text(json.dumps(item, ensure_ascii=False), encoding="utf-8")
    wanted: list[Item] = [Clean("a", "fr", text, "t")]
    assert read_items([tmp_path, str(deep / "a.jsonl")]) == wanted


def test_every_file_of_the_corpus_has_its_source() -> None:
    corpus = ROOT / "corpus"
    sources = tomllib.loads((corpus / "SOURCES.toml").read_text(encoding="utf-8"))["source"]
    named = sorted(name for source in sources for name in source["files"])
    there = [p.relative_to(corpus).as_posix() for p in corpus.rglob("*") if p.is_file()]
    assert named == sorted(set(there) - {"SOURCES.toml"})
