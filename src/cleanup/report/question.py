"""One finding as a person is asked about it: its place in the sentence, what is offered, why."""

from __future__ import annotations

from cleanup.report.context import excerpt, passages
from cleanup.report.invisible import draw, one_line
from cleanup.report.place import place
from cleanup.report.reasons import held
from cleanup.report.screen import Line, Span, paint, wrap
from cleanup.report.terminal import prose
from cleanup.results import Entry, Finding, Plan
from cleanup.text.edits import Change, Edit, trim

_RANKS = {"safe": "green", "unsafe": "yellow", "manual": "magenta"}


def render(
    entry: Entry, finding: Finding, why: str, count: str, *, colour: bool, width: int
) -> str:
    """Return the question about a finding of a document; `why` is the rule's, `count` leads it.

    A safe repair is shown on the input, all others on the text that safe repairs have made.
    """
    head: Line = [
        (f"{place(entry, finding.start)}  ", "cyan"),
        (one_line(f"{finding.code} {finding.name}  "), "bold"),
        (finding.applicability, _RANKS[finding.applicability]),
        (f"  {count}", "dim"),
    ]
    shown = wrap(_shown(entry.plan, finding, colour), width, "    ")
    while shown and not shown[-1]:
        shown.pop()
    reasons = [finding.message, why, held(finding)]
    told = [line for text in reasons if text for line in wrap([(one_line(text), "")], width, "  ")]
    return paint([head, [], *shown, [], *told], colour)


def standing(plan: Plan, finding: Finding) -> tuple[str, int, int]:
    """Return the text that a question is about, and the place in it (code points)."""
    if finding.applied:
        return plan.source, finding.start, finding.end
    return plan.text, finding.out_start, finding.out_end


def _shown(plan: Plan, finding: Finding, colour: bool) -> list[Span]:
    text, start, end = standing(plan, finding)
    if finding.suggestion is not None:
        edit = trim(Edit(start, end, finding.suggestion), text)
        if edit.new or edit.start < edit.end:
            return prose(passages(_only(text, edit, plan.language), [0])[0], colour)
    found = excerpt(text, start, end)
    marked = draw(found.place)
    return [
        (("[…] " if found.cut_before else "") + draw(found.before, changed=False), ""),
        (marked if colour and marked else f"[?{marked}?]", "bold reverse"),
        (draw(found.after, changed=False) + (" […]" if found.cut_after else ""), ""),
    ]


def _only(text: str, edit: Edit, language: str) -> Plan:
    """Return the plan that makes one edit, so that it is drawn as all changes are."""
    old = text[edit.start : edit.end]
    out_end = edit.start + len(edit.new)
    change = Change(edit.start, edit.end, old, edit.new, edit.start, out_end)
    return Plan(text, text[: edit.start] + edit.new + text[edit.end :], language, (change,), ())
