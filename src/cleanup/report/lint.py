"""Findings as lines, for `lint`: one each, or one each with the place they stand in."""

from __future__ import annotations

from cleanup.report.invisible import draw, one_line
from cleanup.report.place import place
from cleanup.report.screen import Line, cells, paint
from cleanup.results import Entry, Finding, Run

_SEVERITIES = {"error": "bold red", "warning": "yellow", "info": "blue"}
# Columns shown of the line a finding stands in, and of a suggestion.
_WIDTH = 76
_LONGEST = 80


def concise(run: Run, *, colour: bool = False) -> str:
    """Return one line for each finding: `path:line:col: severity CODE message [suggestion]`.

    The documents that failed come last, each in a line that begins with `error:`.
    """
    lines = [_line(e, f) for e in run.entries for f in e.plan.findings]
    return paint([*lines, *_errors(run)], colour)


def text(run: Run, *, colour: bool = False) -> str:
    """Return `concise` with the line of the input under each finding, and a caret line."""
    lines: list[Line] = []
    for entry in run.entries:
        for finding in entry.plan.findings:
            lines.append(_line(entry, finding))
            lines.extend(_caret(entry.plan.source, finding.start, finding.end))
            lines.append([])
    return paint([*lines, *_errors(run)], colour)


def _errors(run: Run) -> list[Line]:
    return [[("error: ", "bold red"), (one_line(error), "")] for error in run.errors]


def _line(entry: Entry, finding: Finding) -> Line:
    line: Line = [
        (f"{place(entry, finding.start)}: ", "cyan"),
        (finding.severity, _SEVERITIES[finding.severity]),
        (f" {one_line(finding.code)} {one_line(finding.message)}", ""),
    ]
    if finding.suggestion is not None:
        line.append((f" [{_offer(finding.suggestion)}]", "green"))
    where = entry.locate(finding.start).where
    if where:
        line.append((f" · {one_line(where)}", "dim"))
    return line


def _offer(suggestion: str) -> str:
    if not suggestion:
        return "remove"
    drawn = draw(suggestion)
    return f'"{drawn if len(drawn) <= _LONGEST else drawn[: _LONGEST - 1] + "…"}"'


def _caret(source: str, start: int, end: int) -> list[Line]:
    """Return the line around a span, cut to width, and carets under the span's first line."""
    low = source.rfind("\n", 0, start) + 1
    high = source.find("\n", start)
    high = len(source) if high < 0 else high
    stop = max(start, min(end, high))
    room = max(8, (_WIDTH - (stop - start)) // 2)
    first, last = max(low, start - room), min(high, stop + room)
    before = ("…" if first > low else "") + _flat(source[first:start])
    marked, carets = _shortened(draw(source[start:stop]))
    after = _flat(source[stop:last]) + ("…" if last < high else "")
    margin = " " * cells(before)
    return [
        [(f"    {before}", "dim"), (marked, "bold"), (after, "dim")],
        [(f"    {margin}{carets}", "bold red")],
    ]


def _flat(part: str) -> str:
    return draw(part, changed=False).replace("\t", " ").replace("\n", "⏎")


def _shortened(drawn: str) -> tuple[str, str]:
    """Return the drawn place, its middle left out when it is long, and the carets under it."""
    if len(drawn) > _WIDTH:
        drawn = f"{drawn[: _WIDTH // 2]}…{drawn[-_WIDTH // 3 :]}"
    return drawn, "^" * max(1, cells(drawn))
