"""SARIF by the official schema, and as an editor uses it: places found, fixes applied."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft4Validator
from report_plans import Fix, entry_of, plan_of, random_plans, run_of, seed_plan, swap

from cleanup.formats import read
from cleanup.report import renderer, rulepages
from cleanup.results import Plan, Run

SCHEMA = Draft4Validator(
    json.loads((Path(__file__).parents[1] / "data" / "sarif-2.1.0-rtm.5.json").read_bytes())
)


def sarif(run: Run) -> dict[str, Any]:
    """Return the one run of a log that the schema accepts."""
    log: dict[str, Any] = json.loads(renderer("sarif")(run))
    SCHEMA.validate(log)
    (only,) = log["runs"]
    return dict(only)


def test_the_schema_can_refuse() -> None:
    assert not SCHEMA.is_valid({"version": "2.1.0"})
    assert not SCHEMA.is_valid({"version": "2.1.0", "runs": [{"tool": {}}]})


def test_the_seed_by_the_schema() -> None:
    run = run_of(seed_plan(style=True), errors=["b.txt: byte 3: binary"])
    log = sarif(run)
    rules = log["tool"]["driver"]["rules"]
    plan = run.entries[0].plan
    assert [rule["id"] for rule in rules] == sorted({f.code for f in plan.findings})
    assert len(log["results"]) == len(plan.findings)
    for result, finding in zip(log["results"], plan.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["partialFingerprints"] == {"cleanup/v1": finding.fingerprint}
        assert ("fixes" in result) == (finding.suggestion is not None)
    assert log["columnKind"] == "unicodeCodePoints"
    (failed,) = log["invocations"]
    assert not failed["executionSuccessful"]
    assert failed["toolExecutionNotifications"][0]["message"]["text"] == "b.txt: byte 3: binary"


def test_a_rule_says_how_to_learn_more_and_its_type_of_error() -> None:
    plan = plan_of("un mto", Fix("AAA001", message="Look.", family="some family"))
    finding = replace(plan.findings[0], mqm="accuracy/untranslated")
    (rule,) = sarif(run_of(replace(plan, findings=(finding,))))["tool"]["driver"]["rules"]
    assert rule["properties"]["tags"] == ["some family", "artifact", "MQM:accuracy/untranslated"]
    assert rule["shortDescription"]["text"] == "Some rule"
    assert "cleanup explain AAA001" in rule["help"]["text"]
    assert "helpUri" not in rule


def test_a_rule_links_to_its_page_where_the_project_has_an_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rulepages, "_address", lambda: "https://example.org/rules")
    plan = plan_of("un mto", Fix("QUO003"), Fix("ZZZ999"))
    ours, house = sarif(run_of(plan))["tool"]["driver"]["rules"]
    assert ours["helpUri"] == "https://example.org/rules/QUO003.md"
    assert ours["helpUri"] in ours["help"]["markdown"]
    assert "helpUri" not in house


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("\ufeffUn 😀.\r\n\r\nLe mto\r\nde la.\r\nFin".encode(), "utf-8-sig"),
        ("Un é.\r\n\r\nLe mto\r\nde la.\r\nFin".encode("cp1252"), "cp1252"),
        ("\ufeffUn 😀.\n\nLe mto\nde la.\nFin".encode("utf-16-le"), "utf-16-le"),
    ],
    ids=["bom-crlf", "cp1252-crlf", "utf-16"],
)
def test_the_fix_is_right_by_bytes_and_by_characters(data: bytes, encoding: str) -> None:
    source = read(data, "a.txt", None if "16" in encoding or "sig" in encoding else encoding)
    text = source.document.text
    plan = plan_of(text, Fix("AAA001", (swap(text, "mto\nde", "mot\nà"),)))
    entry = replace(entry_of(plan), locate=source.locate)
    (result,) = sarif(Run((entry,)))["results"]
    (fix,) = result["fixes"]
    ((replacement,),) = (change["replacements"] for change in fix["artifactChanges"])
    region, new = replacement["deletedRegion"], replacement["insertedContent"]["text"]
    codec = encoding.removesuffix("-sig")
    low, length = region["byteOffset"], region["byteLength"]
    fixed = data[:low] + new.encode(codec) + data[low + length :]
    assert fixed == source.splice(plan.changes)
    whole = data.decode(codec).removeprefix("\ufeff")
    low, length = region["charOffset"], region["charLength"]
    assert whole[:low] + new + whole[low + length :] == fixed.decode(codec).removeprefix("\ufeff")
    line = whole.splitlines(keepends=True)[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 :].startswith("to\r\n" if "\r" in whole else "to\n")


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("./a b/é.txt", "a%20b/%C3%A9.txt"),
        ("a:b%.txt", "a%3Ab%25.txt"),
        ("x\udce9.txt", "x%E9.txt"),
        ("/tmp/a.txt", "file:///tmp/a.txt"),
    ],
)
def test_a_path_is_a_uri(path: str, uri: str) -> None:
    entry = entry_of(plan_of("un", Fix("AAA001")), path)
    (result,) = sarif(Run((entry,)))["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == uri
    assert ("uriBaseId" in artifact) == (not path.startswith("/"))


@given(plan=random_plans("ab\n\x1b\u202e\ud800\u2028é"))
def test_any_plan_is_accepted_by_the_schema(plan: Plan) -> None:
    assert len(sarif(run_of(plan))["results"]) == len(plan.findings)


@pytest.mark.parametrize(
    ("data", "name", "offers"),
    [
        (b"a mto b", "a.txt", True),
        (b"a mto b", "a.md", True),
        (b"a m**t**o b", "a.md", False),
        (b"<p>a mto b</p>", "a.html", False),
        (b"1\n00:00:01,000 --> 00:00:02,000\na mto b\n", "a.srt", False),
    ],
)
def test_a_fix_is_offered_where_it_can_be_put_in_as_it_is(
    data: bytes, name: str, offers: bool
) -> None:
    source = read(data, name)
    plan = plan_of(source.document.text, Fix("AAA001", (swap(source.document.text, "mto", "mot"),)))
    entry = replace(entry_of(plan), format=source.format, locate=source.locate)
    (result,) = sarif(Run((entry,)))["results"]
    assert ("fixes" in result) is offers
    known = result["locations"][0].get("logicalLocations")
    named = [{"fullyQualifiedName": "cue 1 (00:00:01,000)"}] if name == "a.srt" else None
    assert known == named
