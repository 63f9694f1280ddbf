"""Findings as SARIF 2.1.0, with their fixes: for code scanning, and for editors that apply fixes.

Each place is given three ways (line and column, characters, bytes), so that no reader has to guess
how an encoding or a line end counts.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import quote

from cleanup.report.invisible import one_line
from cleanup.report.jsonreport import dumped
from cleanup.report.rulepages import web_page
from cleanup.results import Entry, Finding, Location, Run

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(run: Run) -> str:
    """Return one SARIF log of one run; columns and characters are Unicode code points."""
    rules = _rules(run)
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "cleanup", "version": run.version, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "invocations": [_invocation(run)],
                "results": [_result(e, f, numbers) for e in run.entries for f in e.plan.findings],
            }
        ],
    }
    return dumped(log, 2) + "\n"


def _rules(run: Run) -> list[dict[str, Any]]:
    """Return the rules that found something, by code."""
    first: dict[str, Finding] = {}
    for entry in run.entries:
        for finding in entry.plan.findings:
            first.setdefault(finding.code, finding)
    return [_rule(finding) for _, finding in sorted(first.items())]


def _rule(finding: Finding) -> dict[str, Any]:
    name = finding.name.replace("-", " ")
    page = web_page(finding.code)
    how = f"cleanup explain {finding.code}"
    more = f" [Its page]({page})." if page else ""
    tags = [finding.family, finding.kind, f"MQM:{finding.mqm}" if finding.mqm else ""]
    rule = {
        "id": finding.code,
        "name": finding.name,
        "shortDescription": {"text": one_line(name[:1].upper() + name[1:])},
        "help": {
            "text": f"`{how}` says what the rule does and why, with examples.",
            "markdown": f"`{how}` says what the rule does and why, with examples.{more}",
        },
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"tags": list(dict.fromkeys(tag for tag in tags if tag))},
    }
    return rule | ({"helpUri": page} if page else {})


def _invocation(run: Run) -> dict[str, Any]:
    """Return what went wrong: a document that was set aside must not pass for a clean one."""
    notes = [{"level": "error", "message": {"text": one_line(error)}} for error in run.errors]
    return {"executionSuccessful": not notes, "toolExecutionNotifications": notes}


def _result(entry: Entry, finding: Finding, numbers: dict[str, int]) -> dict[str, Any]:
    artifact = _artifact(entry.path)
    region = _region(entry, finding.start, finding.end)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": numbers[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": one_line(finding.message)},
        "locations": [_location(entry, finding, artifact, region)],
        "properties": {
            "applicability": finding.applicability,
            "confidence": finding.confidence,
            "language": entry.plan.language,
        },
    }
    if finding.held:
        result["properties"]["held"] = finding.held
    if finding.fingerprint:
        result["partialFingerprints"] = {"cleanup/v1": finding.fingerprint}
    if finding.suggestion is not None and _is_as_written(entry, finding):
        ending = _ending(entry, finding.start)
        inserted = {"text": finding.suggestion.replace("\n", ending)}
        replacement = {"deletedRegion": region, "insertedContent": inserted}
        change = {"artifactLocation": artifact, "replacements": [replacement]}
        result["fixes"] = [{"description": result["message"], "artifactChanges": [change]}]
    return result


def _location(
    entry: Entry, finding: Finding, artifact: dict[str, str], region: dict[str, int]
) -> dict[str, Any]:
    found: dict[str, Any] = {"physicalLocation": {"artifactLocation": artifact, "region": region}}
    where = entry.locate(finding.start).where
    if where:
        found["logicalLocations"] = [{"fullyQualifiedName": one_line(where)}]
    return found


def _is_as_written(entry: Entry, finding: Finding) -> bool:
    """Tell whether an editor may put the suggestion into the file as it is.

    Elsewhere markup may stand in the region, or the new text would need escapes.
    """
    region = _region(entry, finding.start, finding.end)
    size = entry.at(finding.end) - entry.at(finding.start)
    bare = entry.format == "markdown" and region["charLength"] == size
    return bare or entry.format == "plain"


def _artifact(path: str) -> dict[str, str]:
    """Return a path as a URI, relative to where the run began unless it is absolute."""
    name = quote(os.fsencode(os.path.normpath(path).replace(os.sep, "/")))
    if name.startswith("/"):
        return {"uri": f"file://{name}"}
    return {"uri": name, "uriBaseId": "%SRCROOT%"}


def _region(entry: Entry, start: int, end: int) -> dict[str, int]:
    first, last = entry.locate(start), entry.locate(end)
    return {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
        "charOffset": first.char,
        "charLength": last.char - first.char,
        "byteOffset": first.byte,
        "byteLength": last.byte - first.byte,
    }


def _ending(entry: Entry, offset: int) -> str:
    """Return the line end of the file before a place, as far as one place can tell."""
    place: Location = entry.locate(offset)
    pairs = place.char - entry.at(offset)
    return "\r\n" if pairs and pairs == place.line - 1 else "\n"
