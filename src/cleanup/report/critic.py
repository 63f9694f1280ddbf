"""The whole text with its changes in CriticMarkup, for editors that accept and reject there.

Reject all and the input stands again, accept all and it is the result, to the character. What
looks like a mark in the article itself gets one backslash more than it has (`{++` becomes `{\\++`),
which Markdown does not show and no reader of marks takes for one. What waits for a person is marked
and commented on, never changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleanup.report.invisible import draw, one_line
from cleanup.report.reasons import Reason, held, reasons
from cleanup.report.words import Swap, swaps
from cleanup.results import Entry, Finding, Plan, Run
from cleanup.start.data import dataclass, field
from cleanup.start.expressions import expression

_OPEN = expression(r"\{(\\*)(?=\+\+|--|~~|==|>>)")
_CLOSE = expression(r"(\+\+|--|~~|==|<<)(\\*)(?=\})")
_MIDDLE = expression(r"~(\\*)(?=>)")


@dataclass(slots=True)
class _Mark:
    """A place (code points of the source) to be marked, and the comments after it."""

    start: int
    end: int
    swap: Swap | None = None
    notes: list[str] = field(default_factory=list)


def render(run: Run) -> str:
    """Return the documents in CriticMarkup, each change with its reason in a comment.

    A document alone is its text and nothing else; several have their paths in comments. One
    without findings, and what a ledger does not hold, is named and left out.
    """
    if len(run.entries) == 1 and not run.errors and _is_shown(run.entries[0]):
        (only,) = run.entries
        if not only.parts:
            return _document(only)
    parts: list[str] = []
    for entry in run.entries:
        parts.append(f"{_comment(_heading(entry))}\n\n")
        if _is_shown(entry):
            parts.append(f"{_document(entry)}\n\n")
    parts.extend(f"{_comment(f'error: {error}')}\n" for error in run.errors)
    return "".join(parts)


def _is_shown(entry: Entry) -> bool:
    """Tell whether the text is at hand; of a document without findings it is not."""
    return bool(entry.plan.source or entry.plan.changes)


def _heading(entry: Entry) -> str:
    if not _is_shown(entry):
        return f"{entry.path}: nothing was found"
    return f"{entry.path}: the paragraphs with findings" if entry.parts else entry.path


def _document(entry: Entry) -> str:
    source = entry.plan.source
    parts: list[str] = []
    at = 0
    for mark in _marks(entry):
        parts.append(_escaped(source[at : mark.start]))
        parts.append(_marked(source, mark))
        parts.extend(map(_comment, mark.notes))
        at = mark.end
    parts.append(_escaped(source[at:]))
    return "".join(parts)


def _marks(entry: Entry) -> list[_Mark]:
    """Return what is to be marked, in order and without overlap: CriticMarkup cannot be nested."""
    plan = entry.plan
    made = _changes(plan)
    left: list[_Mark] = []
    at = 0
    for finding in sorted(plan.left, key=lambda finding: finding.start):
        while at < len(made) and made[at].end <= finding.start:
            at += 1
        home = _overlapped(made, at, finding) or _overlapped(left, len(left) - 1, finding)
        if home is None:
            home = _Mark(finding.start, finding.end)
            left.append(home)
        home.notes.append(_waiting(finding))
    cuts = [_Mark(p.base, p.base, notes=["text that is not recorded"]) for p in entry.parts[1:]]
    return sorted([*cuts, *made, *left], key=lambda mark: (mark.start, mark.end))


def _changes(plan: Plan) -> list[_Mark]:
    why = reasons(plan)
    return [
        _Mark(s.start, s.end, s, [_reason(r) for number in s.changes for r in why[number]])
        for s in swaps(plan)
    ]


def _overlapped(marks: Sequence[_Mark], first: int, finding: Finding) -> _Mark | None:
    """Return the last of the marks, from the one numbered `first`, that a finding lies on."""
    found = None
    for number in range(max(0, first), len(marks)):
        mark = marks[number]
        if mark.start >= max(finding.end, finding.start + 1):
            break
        if mark.end > finding.start or (mark.start, mark.end) == (finding.start, finding.end):
            found = mark
    return found


def _marked(source: str, mark: _Mark) -> str:
    if mark.swap is None:
        place = _escaped(source[mark.start : mark.end])
        return f"{{=={place}==}}" if place else ""
    old, new = _escaped(mark.swap.old), _escaped(mark.swap.new)
    if old == new:
        return old
    if old and new:
        return f"{{~~{old}~>{new}~~}}"
    return f"{{--{old}--}}" if old else f"{{++{new}++}}"


def _escaped(text: str) -> str:
    """Return a text in which no mark begins, parts or ends."""
    text = _OPEN.sub(lambda m: f"{{\\{m[1]}", text)
    text = _CLOSE.sub(lambda m: f"{m[1]}\\{m[2]}", text)
    return _MIDDLE.sub(lambda m: f"~\\{m[1]}", text)


def _comment(text: str) -> str:
    return f"{{>>{_escaped(one_line(text))}<<}}"


def _reason(reason: Reason) -> str:
    if reason.finding is None:
        return "no reason recorded"
    return _verdict(reason.finding, reason.applicability)


def _verdict(finding: Finding, rank: str) -> str:
    return f"{finding.code} {finding.name}, {rank}: {finding.message}"


def _waiting(finding: Finding) -> str:
    verdict = _verdict(finding, finding.applicability)
    if finding.suggestion is not None:
        new = draw(finding.suggestion)
        verdict += f" Suggestion: {new}" if new else " Suggestion: remove it."
    return f"{verdict} ({held(finding)})" if finding.held else verdict
