from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from report_plans import Fix, entry_of, plan_of, random_plans, run_of, seed_plan
from xmlschema import XMLSchema

from cleanup.report import renderer
from cleanup.results import Plan, Run

JUNIT = XMLSchema(Path(__file__).parents[1] / "data" / "junit-10.xsd")
# What GitLab's description of a code quality report asks for.
ISSUES = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "minLength": 1},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": "^[^/]", "not": {"pattern": "^[.]/"}},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        },
    }
)
ERROR = "b%c.txt: byte 3: not valid UTF-8"


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as a runner does: name, properties and message, unescaped."""
    read = []
    for line in text.splitlines():
        match = re.fullmatch(r"::(\w+)(?: ([^:]*))?::(.*)", line)
        assert match, line
        pairs = [pair.split("=", 1) for pair in (match[2] or "").split(",") if pair]
        read.append((match[1], {key: unescape(value) for key, value in pairs}, unescape(match[3])))
    return read


def unescape(text: str) -> str:
    for code, mark in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, mark)
    return text


def test_github_says_where_each_finding_stands() -> None:
    run = run_of(seed_plan(), errors=[ERROR])
    *found, failed = commands(renderer("github")(run))
    assert failed == ("error", {}, ERROR)
    (entry,) = run.entries
    assert len(found) == len(entry.plan.findings) > 0
    for (name, properties, message), finding in zip(found, entry.plan.findings, strict=True):
        place = entry.locate(finding.start)
        assert name == {"error": "error", "warning": "warning", "info": "notice"}[finding.severity]
        assert properties["file"] == entry.path
        assert (int(properties["line"]), int(properties["col"])) == (place.line, place.column)
        assert properties["title"].startswith(finding.code)
        assert message == finding.message


def test_a_hostile_message_stays_one_command() -> None:
    fix = Fix("AAA001", message="one\n::error::two, 100%: three", name="a:b,c")
    (command,) = commands(renderer("github")(run_of(plan_of("Un mot.", fix))))
    assert command[0] == "warning"
    assert command[1]["title"] == "AAA001 a:b,c"


def test_gitlab_is_a_list_of_issues_told_apart() -> None:
    issues = json.loads(renderer("gitlab")(run_of(seed_plan(style=True), errors=[ERROR])))
    ISSUES.validate(issues)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert issues[-1]["severity"] == "blocker"
    assert issues[-1]["location"] == {"path": "b%c.txt", "lines": {"begin": 1}}
    assert {issue["severity"] for issue in issues[:-1]} == {"major"}


def test_servers_get_paths_as_they_know_them() -> None:
    run = Run((entry_of(plan_of("un", Fix("AAA001")), "./a/../b.txt"),))
    (issue,) = json.loads(renderer("gitlab")(run))
    ISSUES.validate([issue])
    assert issue["location"]["path"] == "b.txt"
    assert commands(renderer("github")(run))[0][1]["file"] == "b.txt"


def test_junit_has_a_suite_for_each_document_and_a_case_for_each_finding() -> None:
    run = run_of(seed_plan(), errors=[ERROR])
    JUNIT.validate(renderer("junit")(run))
    root = ElementTree.fromstring(renderer("junit")(run).encode())
    document, failed = root.findall("testsuite")
    weighty = [f for f in run.entries[0].plan.findings if f.severity != "info"]
    assert (
        len(document.findall("testcase/failure"))
        == len(weighty)
        == int(document.attrib["failures"])
    )
    (error,) = failed.findall("testcase/error")
    assert error.attrib["message"] == ERROR
    clean = ElementTree.fromstring(renderer("junit")(run_of(plan_of("Un mot."))).encode())
    assert [case.attrib["name"] for case in clean.iter("testcase")] == ["clean"]


def test_junit_writes_no_character_that_xml_forbids() -> None:
    fix = Fix("AAA001", message='a < b & "c" \x01 \ufffe \ud800')
    text = renderer("junit")(run_of(plan_of("Un mot.", fix)))
    (failure,) = ElementTree.fromstring(text.encode()).iter("failure")
    assert failure.attrib["message"].startswith('a < b & "c" ')


@pytest.mark.parametrize("name", ["github", "gitlab", "junit"])
@given(plan=random_plans())
def test_any_plan_can_be_read_again(name: str, plan: Plan) -> None:
    text = renderer(name)(run_of(plan))
    if name == "github":
        assert len(commands(text)) == len(plan.findings)
    elif name == "gitlab":
        ISSUES.validate(json.loads(text))
        assert len(json.loads(text)) == len(plan.findings)
    else:
        JUNIT.validate(text)
