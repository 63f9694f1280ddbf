"""The report of a run as JSON, by the schema in docs/report.schema.json."""

from __future__ import annotations

import json
from typing import Any

from cleanup.results import Entry, Finding, Run
from cleanup.start.expressions import expression
from cleanup.text.edits import Change

SCHEMA = 1
# Legal in JSON as they are, but not in a terminal (or, lone surrogates, in any encoding).
_RAW = expression("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


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
    return dumped(report, 2) + "\n"


def render_lines(run: Run) -> str:
    """Return JSON Lines: one finding a line, with the path of its document, then the errors."""
    findings = [{"path": e.path, **finding} for e in run.entries for finding in _findings(e)]
    lines = [*findings, *({"error": error} for error in run.errors)]
    return "".join(dumped(line, None) + "\n" for line in lines)


def dumped(value: Any, indent: int | None) -> str:
    """Return a value as JSON that acts on no terminal, with lone surrogates escaped."""
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
        "out_start": entry.out_at(finding.out_start),
        "out_end": entry.out_at(finding.out_end),
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
        "out_start": entry.out_at(change.out_start),
        "out_end": entry.out_at(change.out_end),
        "applicability": entry.plan.applicability(change),
        "fixes": sorted(change.fixes),
    }


def _span(entry: Entry, start: int, end: int) -> dict[str, int | str]:
    first, last = entry.locate(start), entry.locate(end)
    return {
        **({"where": first.where} if first.where else {}),
        "start": entry.at(start),
        "end": entry.at(end),
        "line": first.line,
        "column": first.column,
        "end_line": last.line,
        "end_column": last.column,
    }
