"""The report of a run in a terminal: changed paragraphs as prose, reasons, a summary."""

from __future__ import annotations

from cleanup.report.context import Gap, Passage, Same, passages
from cleanup.report.invisible import draw, one_line, pieces
from cleanup.report.reasons import Reason, held, reasons, repairs
from cleanup.report.screen import Line, Span, paint, table, wrap
from cleanup.report.summary import Fold, by_rule, folds, sentence, totals
from cleanup.results import Entry, Finding, Run

_OLD, _NEW, _DIM, _PLACE = "red strike", "bold green", "dim", "cyan"
_RANKS = {"safe": "green", "unsafe": "yellow", "manual": "magenta"}
# Over this many documents nobody reads paragraphs in a terminal.
_MANY = 10


def render(run: Run, *, colour: bool = False, width: int = 100, detail: bool | None = None) -> str:
    """Return the word-level diff of a run as prose, the findings left, and a summary by rule.

    Without `colour` old and new words stand as `[-old-]{+new+}`. `width` is in columns. `detail`
    False gives the summary alone; by default it is given up over ten documents. Nothing from an
    article reaches the terminal as a control character.
    """
    detail = len(run.entries) <= _MANY if detail is None else detail
    lines: list[Line] = []
    if detail:
        for entry in run.entries:
            lines.extend(_document(entry, colour, width))
    return paint(lines + _summary(run), colour)


def _document(entry: Entry, colour: bool, width: int) -> list[Line]:
    plan = entry.plan
    lines: list[Line] = []
    wanted, why = set(repairs(plan)), reasons(plan)
    for passage in passages(plan, wanted):
        lines.extend(wrap(_prose(passage, colour), width, "  "))
        lines.append([])
        shown = [n for n in passage.changes if n in wanted]
        lines.extend(_reason(entry, reason) for n in shown for reason in why[n])
        lines.append([])
    folded = [_fold(fold) for fold in folds(plan)]
    lines.extend([*folded, []] if folded else [])
    if plan.left:
        lines.append([("left for a person", "bold")])
        for finding in plan.left:
            lines.extend(_left(entry, finding))
        lines.append([])
    if not lines:
        return []
    title = f"{one_line(entry.path)} ({one_line(plan.language)})"
    return [[(title, "bold underline")], [], *lines]


def _prose(passage: Passage, colour: bool) -> list[Span]:
    spans: list[Span] = []
    for part in passage.parts:
        if isinstance(part, Gap):
            spans.append((" […] ", _DIM))
        elif isinstance(part, Same):
            drawn = pieces(part.text, changed=False, head=part.head, tail=part.tail)
            spans.extend((p, "") if isinstance(p, str) else (p.mark, _DIM) for p in drawn)
        elif part.quiet:
            spans.append((draw(part.new), _DIM))
        else:
            old, new = _broken(draw(part.old)), _broken(draw(part.new))
            if old:
                spans.append((old if colour else f"[-{old}-]", _OLD))
            if new:
                spans.append((new if colour else f"{{+{new}+}}", _NEW))
    return spans


def _broken(text: str) -> str:
    """Let a drawn line end still end the line, so that removed lines stay readable."""
    return text.replace("⏎", "⏎\n")


def _reason(entry: Entry, reason: Reason) -> Line:
    where = place(entry, entry.plan.changes[reason.change].start)
    if reason.finding is None:
        return [("  ", ""), (where, _PLACE), ("  no reason recorded", "")]
    return [("  ", ""), *_verdict(where, reason.finding, reason.applicability)]


def _verdict(where: str, finding: Finding, rank: str) -> Line:
    name = one_line(f"{finding.code} {finding.name}")
    return [
        (where, _PLACE),
        (f"  {name}  ", ""),
        (rank, _RANKS[rank]),
        (f": {one_line(finding.message)}", ""),
    ]


def place(entry: Entry, offset: int) -> str:
    """Return `path:line:column` of an offset of the input, fit for one line of a terminal."""
    spot = entry.locate(offset)
    return f"{one_line(entry.path)}:{spot.line}:{spot.column}"


def _fold(fold: Fold) -> Line:
    count = f"{len(fold.changes)} change" + ("" if len(fold.changes) == 1 else "s")
    samples = ", ".join(f"{old or '∅'} → {new or '∅'}" for old, new in fold.samples)
    head = one_line(f"  {fold.code} {fold.name}")
    return [(head, ""), ("  style", _DIM), (f": {count}  {samples}", "")]


def _left(entry: Entry, finding: Finding) -> list[Line]:
    where = place(entry, finding.start)
    lines: list[Line] = [[("  ", ""), *_verdict(where, finding, finding.applicability)]]
    if finding.suggestion is not None:
        new = draw(finding.suggestion)
        lines.append([("      suggestion: ", _DIM), (new, _NEW) if new else ("remove it", "")])
    if finding.held:
        lines.append([(f"      {one_line(held(finding))}", _DIM)])
    return lines


def _summary(run: Run) -> list[Line]:
    lines: list[Line] = []
    rows = by_rule(run)
    if rows:
        head = ("rule", "name", "family", "applied", "left")
        body = [
            (
                one_line(r.code),
                one_line(r.name),
                one_line(r.family),
                f"{r.applied:,}",
                f"{r.left:,}",
            )
            for r in rows
        ]
        lines = [*table([head, *body], 2), []]
    return [*lines, [(sentence(totals(run)), "bold")]]
