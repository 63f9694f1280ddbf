from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

from hypothesis import given
from report_plans import Fix, plan_of, random_plans, run_of, seed_plan

from cleanup.report.jsonreport import render, render_lines
from cleanup.results import Plan

# Without stubs for it, a plain import would not pass mypy.
Draft202012Validator: Any = import_module("jsonschema").Draft202012Validator
SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8")
)
REPORT = Draft202012Validator(SCHEMA)
LINE = Draft202012Validator({**SCHEMA["$defs"]["line"], "$defs": SCHEMA["$defs"]})


def test_the_schema_is_one_and_refuses_what_is_not_a_report() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert not REPORT.is_valid({"schema": 1})
    report = json.loads(render(run_of(seed_plan())))
    report["documents"][0]["findings"][0]["applicability"] = "perhaps"
    assert not REPORT.is_valid(report)


def test_the_seed_by_the_schema() -> None:
    report = json.loads(render(run_of(seed_plan(style=True), errors=["b.txt: binary"])))
    REPORT.validate(report)
    assert (report["schema"], report["version"]) == (1, "9.9.9")
    assert report["errors"] == ["b.txt: binary"]
    (document,) = report["documents"]
    finding = next(f for f in document["findings"] if f["code"] == "QUO003")
    (number,) = finding["changes"]
    change = document["changes"][number]
    assert (change["old"], change["new"]) == ("»[e] ", "")
    assert (change["line"], change["column"], change["end_column"]) == (5, 268, 273)
    left = {f["code"]: f for f in document["findings"] if not f["applied"]}
    assert left["EDI009"]["after"] == [1]
    assert left["EDI009"]["suggestion"] is None
    assert left["POS001"]["suggestion"].endswith("de leurs deux pays")


def test_json_lines_are_one_finding_each() -> None:
    run = run_of(seed_plan(), seed_plan(), errors=["b.txt: binary"])
    *lines, error = [json.loads(line) for line in render_lines(run).splitlines()]
    for line in (*lines, error):
        LINE.validate(line)
    assert [line["path"] for line in lines] == ["article.txt"] * 5 + ["a1.txt"] * 5
    assert error == {"error": "b.txt: binary"}


@given(random_plans("ab\n\x1b\u202e\ud800\u2028\x85é"))
def test_any_text_comes_back_whole_and_harmless(plan: Plan) -> None:
    shown = render(run_of(plan))
    shown.encode("utf-8")
    assert not set(shown) & set("\x1b\u202e\u2028\x85")
    (document,) = json.loads(shown)["documents"]
    assert [(c["old"], c["new"]) for c in document["changes"]] == [
        (c.old, c.new) for c in plan.changes
    ]
    for change in document["changes"]:
        assert plan.source[change["start"] : change["end"]] == change["old"]


def test_a_held_finding_says_so() -> None:
    report = json.loads(render(run_of(plan_of("a", Fix("AAA001", held="proof")))))
    REPORT.validate(report)
    assert report["documents"][0]["findings"][0]["held"] == "proof"
