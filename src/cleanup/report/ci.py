"""Findings for build servers: annotations of GitHub, code quality of GitLab, and JUnit XML.

Each format has its own names for the severities and its own way to escape; the findings and
their places are the same. A document that failed is told too, or a broken file would pass for a
clean one.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator

from cleanup.report.invisible import one_line
from cleanup.results import Entry, Run, Severity
from cleanup.start.data import dataclass
from cleanup.start.digests import blake2b
from cleanup.start.expressions import expression

# By format: what a server calls our severities, and an error of the run.
_NAMES: dict[str, dict[Severity | str, str]] = {
    "github": {"error": "error", "warning": "warning", "info": "notice", "failed": "error"},
    "gitlab": {"error": "critical", "warning": "major", "info": "info", "failed": "blocker"},
    "junit": {"error": "failure", "warning": "failure", "info": "", "failed": "error"},
}
_UNWRITABLE = expression("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Note:
    """One finding, or one error of the run (`rule` is then empty); lines count from 1."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    severity: str
    rule: str
    message: str
    fingerprint: str


def github(run: Run) -> str:
    """Return workflow commands that make annotations: one line for each finding and error."""
    return "".join(map(_command, _notes(run)))


def _command(note: _Note) -> str:
    placed = {
        "file": note.path,
        "line": str(note.line),
        "endLine": str(note.end_line),
        "col": str(note.column),
        "endColumn": str(note.end_column),
        "title": note.rule,
    }
    known = {key: value for key, value in placed.items() if value and note.rule}
    properties = ",".join(f"{key}={_property(value)}" for key, value in known.items())
    name = _NAMES["github"][note.severity]
    return f"::{name}{' ' if properties else ''}{properties}::{_data(note.message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def gitlab(run: Run) -> str:
    """Return a code quality report: a JSON list, each fingerprint once."""
    issues = [
        {
            "description": note.message,
            "check_name": note.rule or "cleanup",
            "fingerprint": note.fingerprint,
            "severity": _NAMES["gitlab"][note.severity],
            "location": {"path": note.path, "lines": {"begin": note.line}},
        }
        for note in _notes(run)
    ]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def junit(run: Run) -> str:
    """Return JUnit XML: a suite for each document, a failed case for each finding of weight."""
    suites = [_suite(entry.path, list(_of_entry(entry))) for entry in run.entries]
    failed = [_of_error(error) for error in run.errors]
    suites += [_suite("cleanup", failed)] if failed else []
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cleanup">\n'
    return head + "".join(suites) + "</testsuites>\n"


def _suite(path: str, notes: list[_Note]) -> str:
    kinds = [_NAMES["junit"][note.severity] for note in notes]
    cases = "".join(
        f"    <testcase classname={_quoted(note.path)} name={_quoted(_case(note))}>"
        f"<{kind} message={_quoted(note.message)}/></testcase>\n"
        for note, kind in zip(notes, kinds, strict=True)
        if kind
    )
    clean = f"    <testcase classname={_quoted(path)} name={_quoted('clean')}/>\n"
    counts = f'failures="{kinds.count("failure")}" errors="{kinds.count("error")}"'
    tests = sum(map(bool, kinds)) or 1
    return (
        f'  <testsuite name={_quoted(path)} tests="{tests}" {counts}>\n'
        f"{cases or clean}  </testsuite>\n"
    )


def _case(note: _Note) -> str:
    return f"{note.rule} {note.line}:{note.column}" if note.rule else "read"


def _quoted(text: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(_UNWRITABLE.sub("\ufffd", text))


def _notes(run: Run) -> Iterator[_Note]:
    """Yield the findings of all documents, those of one place and rule with fingerprints apart."""
    for entry in run.entries:
        yield from _of_entry(entry)
    yield from map(_of_error, run.errors)


def _of_entry(entry: Entry) -> Iterator[_Note]:
    path = os.path.normpath(entry.path).replace(os.sep, "/")  # servers know no `./`
    seen: Counter[str] = Counter()
    for finding in entry.plan.findings:
        start, end = entry.locate(finding.start), entry.locate(finding.end)
        known = f"{path}\0{finding.code}\0{finding.fingerprint}"
        again = f"\0{seen[known]}" if seen[known] else ""
        seen[known] += 1
        yield _Note(
            path=path,
            line=start.line,
            column=start.column,
            end_line=end.line,
            end_column=end.column,
            severity=finding.severity,
            rule=f"{finding.code} {finding.name}",
            message=one_line(finding.message),
            fingerprint=_hash(known + again),
        )


def _of_error(error: str) -> _Note:
    line = one_line(error)
    return _Note(error.partition(": ")[0], 1, 1, 1, 1, "failed", "", line, _hash(error))


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
