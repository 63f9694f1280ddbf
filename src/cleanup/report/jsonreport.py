"""The report of a run as JSON, by the schema in docs/report.schema.json."""

from __future__ import annotations

import json
import re
from typing import Any

from cleanup.edits import Change
from cleanup.results import Entry, Finding, Run

SCHEMA = 1
# Legal in JSON as they are, but not in a terminal (or, lone surrogates, in any encoding).
_RAW = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def render(run: Run) -> str:
    """Return one JSON object: schema and tool version, documents, errors.

    Offsets are code points of the input with `\\n` line ends, end exclusive; lines and columns
    (in code points) are those of the file and count from 1.
    """
    report = {
        "schema": SCHEMA,
        "version": run.version,
        "documents": [_document(entry) for entry in run.entries],
        "errors": list(run.errors),
    }
    return _dumped(report, 2) + "\n"


def render_lines(run: Run) -> str:
    """Return JSON Lines: one finding a line, with the path of its document."""
    return "".join(
        _dumped({"path": entry.path, **finding}, None) + "\n"
        for entry in run.entries
        for finding in _findings(entry)
    )


def _dumped(value: dict[str, Any], indent: int | None) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _RAW.sub(lambda m: f"\\u{ord(m.group()):04x}", text)


def _document(entry: Entry) -> dict[str, Any]:
    return {
        "path": entry.path,
        "format": entry.format,
        "language": entry.plan.language,
        "findings": list(_findings(entry)),
        "changes": [_change(entry, change) for change in entry.plan.changes],
    }


def _findings(entry: Entry) -> list[dict[str, Any]]:
    made: dict[int, list[int]] = {}
    for number, change in enumerate(entry.plan.changes):
        for fix in sorted(change.fixes):
            made.setdefault(fix, []).append(number)
    return [_finding(entry, f, made.get(i, [])) for i, f in enumerate(entry.plan.findings)]


def _finding(entry: Entry, finding: Finding, changes: list[int]) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "family": finding.family,
        "kind": finding.kind,
        "message": finding.message,
        "severity": finding.severity,
        "applicability": finding.applicability,
        "confidence": finding.confidence,
        "evidence": dict(sorted(finding.evidence.items())),
        **_span(entry, finding.start, finding.end),
        "out_start": finding.out_start,
        "out_end": finding.out_end,
        "suggestion": finding.suggestion,
        "applied": finding.applied,
        "held": finding.held,
        "changes": changes,
        "after": list(finding.after),
        "fingerprint": finding.fingerprint,
    }


def _change(entry: Entry, change: Change) -> dict[str, Any]:
    return {
        **_span(entry, change.start, change.end),
        "old": change.old,
        "new": change.new,
        "out_start": change.out_start,
        "out_end": change.out_end,
        "applicability": entry.plan.applicability(change),
        "fixes": sorted(change.fixes),
    }


def _span(entry: Entry, start: int, end: int) -> dict[str, int]:
    first, last = entry.locate(start), entry.locate(end)
    return {
        "start": start,
        "end": end,
        "line": first.line,
        "column": first.column,
        "end_line": last.line,
        "end_column": last.column,
    }
