from __future__ import annotations

import pytest
from report_plans import Fix, plan_of, run_of, seed_plan

from cleanup.errors import ConfigError
from cleanup.report import RENDERERS, renderer
from cleanup.report.reasons import held, reasons, repairs
from cleanup.report.summary import by_family, by_rule, folds, sentence, totals
from cleanup.text.edits import Edit


def test_rows_by_rule_and_family() -> None:
    run = run_of(seed_plan(), seed_plan())
    rows = {r.code: (r.name, r.family, r.applied, r.left) for r in by_rule(run)}
    assert rows["QUO003"] == ("early-closed-quotation", "quotations", 2, 0)
    assert rows["POS001"] == ("possessive-as-quote", "possessives", 0, 2)
    families = {r.family: (r.applied, r.left) for r in by_family(run)}
    assert families["brackets"] == (2, 2)
    assert sum(r.applied for r in by_rule(run)) == sum(r.applied for r in by_family(run)) == 6


def test_the_totals_in_words() -> None:
    run = run_of(seed_plan(), plan_of("Rien."), errors=["b.txt: binary"])
    assert sentence(totals(run)) == (
        "3 changes in 1 document, 2 findings left, 2 documents read, 1 error"
    )


def test_style_is_folded_by_rule() -> None:
    plan = seed_plan(style=True)
    found = {f.code: f for f in folds(plan)}
    assert list(found) == ["TYP001", "TYP010"]
    assert found["TYP001"].samples == (("·", "⍽"),)
    assert found["TYP010"].samples == (("A", "À"),)
    assert sum(len(f.changes) for f in found.values()) + len(repairs(plan)) == len(plan.changes)


def test_a_change_has_the_weakest_rank_and_names_its_partners() -> None:
    plan = plan_of(
        "a b c",
        Fix("AAA001", (Edit(0, 1, "x"), Edit(4, 5, "z"))),
        Fix("AAA002", (Edit(2, 3, "y"),), applicability="unsafe"),
    )
    found = [
        (r.change, r.finding and r.finding.code, r.applicability, r.partners)
        for each in reasons(plan)
        for r in each
    ]
    assert found == [
        (0, "AAA001", "safe", (2,)),
        (1, "AAA002", "unsafe", ()),
        (2, "AAA001", "safe", (0,)),
    ]


def test_why_a_fix_was_held_is_said_in_words() -> None:
    plan = plan_of("a", Fix("AAA001", held="encoding"), Fix("AAA002"))
    assert [held(f) for f in plan.findings] == [
        "held back: the encoding of the file cannot hold it",
        "",
    ]


@pytest.mark.parametrize("name", RENDERERS)
def test_every_renderer_takes_a_run(name: str) -> None:
    draw = renderer(name)
    assert draw(run_of(seed_plan(style=True), plan_of(""))) != draw(run_of(plan_of("Rien.")))


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(ConfigError, match=r"'pdf'.*terminal.*html"):
        renderer("pdf")
