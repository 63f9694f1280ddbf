"""The report of a run in a terminal: changed paragraphs as prose, reasons, a summary."""

from __future__ import annotations

from collections.abc import Sequence

from cleanup.report.context import Gap, Passage, Same, excerpt, passages
from cleanup.report.invisible import draw, one_line, pieces
from cleanup.report.place import named
from cleanup.report.reasons import Reason, held, reasons, repairs
from cleanup.report.screen import Line, Span, hang, link, paint, wrap
from cleanup.report.summary import Fold, Tally, folds
from cleanup.report.tables import tables
from cleanup.results import Entry, Finding, Run
from cleanup.start.data import dataclass

_OLD, _NEW, _DIM, _PLACE, _SPOT = "red strike", "bold green", "dim", "cyan", "underline"
_RANKS = {"safe": "green", "unsafe": "yellow", "manual": "magenta"}
# Over this many documents nobody reads paragraphs in a terminal.
_MANY = 10
# Where the lines after the first of a reason begin.
_HANG = "      "


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is to be drawn: in colours or not, how wide (in columns), with hyperlinks."""

    colour: bool = False
    width: int = 100
    links: bool = False


def render(
    run: Run,
    *,
    colour: bool = False,
    width: int = 100,
    detail: bool | None = None,
    links: bool = False,
) -> str:
    """Return the word-level diff of a run as prose, the findings left, and a summary by rule.

    Without `colour` old and new words stand as `[-old-]{+new+}`. `width` is in columns. `detail`
    False gives the summary alone; by default it is given up over ten documents. With `links`, and
    in colours, each rule is a hyperlink to its page. Nothing from an article reaches the terminal
    as a control character.
    """
    look = Look(colour, width, links and colour)
    detail = len(run.entries) <= _MANY if detail is None else detail
    lines: list[Line] = []
    if detail:
        for entry in run.entries:
            lines.extend(_document(entry, look))
    return paint([*lines, *tables(Tally.of(run), run.errors, width, links=look.links)], colour)


def summary(
    tally: Tally,
    errors: Sequence[str],
    *,
    colour: bool = False,
    width: int = 100,
    links: bool = False,
) -> str:
    """Return the end of the report: counts by rule, the errors, and the run in one line."""
    return paint(tables(tally, errors, width, links=links and colour), colour)


def _document(entry: Entry, look: Look) -> list[Line]:
    plan = entry.plan
    lines: list[Line] = []
    wanted, why = set(repairs(plan)), reasons(plan)
    for passage in passages(plan, wanted):
        lines.extend(wrap(prose(passage, look.colour), look.width, "  "))
        lines.append([])
        shown = [n for n in passage.changes if n in wanted]
        for reason in (reason for n in shown for reason in why[n]):
            lines.extend(hang(_reason(entry, reason, look), look.width, "  ", _HANG))
        lines.append([])
    folded = [hang(_fold(fold, look), look.width, "  ", _HANG) for fold in folds(plan)]
    lines.extend([*(line for fold in folded for line in fold), []] if folded else [])
    if plan.left:
        lines.append([("left for a person", "bold")])
        for finding in plan.left:
            lines.extend([*_left(entry, finding, look), []])
    if not lines:
        return []
    title = f"{one_line(entry.path)} ({one_line(plan.language)})"
    return [[(title, "bold underline")], [], *lines]


def prose(passage: Passage, colour: bool) -> list[Span]:
    """Return a changed paragraph, old and new words beside one another."""
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


def _reason(entry: Entry, reason: Reason, look: Look) -> Line:
    where = _place(entry, entry.plan.changes[reason.change].start)
    if reason.finding is None:
        return [(where, _PLACE), ("  no reason recorded", "")]
    line = _verdict(where, reason.finding, reason.applicability, look)
    spots = [entry.locate(entry.plan.changes[other].start) for other in reason.partners]
    if spots:
        others = ", ".join(f"{spot.line}:{spot.column}" for spot in spots)
        line.append((f" (one repair with {others})", _DIM))
    return line


def _place(entry: Entry, offset: int) -> str:
    return f"{one_line(entry.path)}:{named(entry.locate(offset))}"


def _verdict(where: str, finding: Finding, rank: str, look: Look) -> Line:
    return [
        (where, _PLACE),
        ("  ", ""),
        *_rule(finding.code, finding.name, look),
        ("  ", ""),
        (rank, _RANKS[rank]),
        (f": {one_line(finding.message)}", ""),
    ]


def _rule(code: str, name: str, look: Look) -> Line:
    return [(one_line(code), link(code) if look.links else ""), (one_line(f" {name}"), "")]


def _fold(fold: Fold, look: Look) -> Line:
    count = f"{len(fold.changes)} change" + ("" if len(fold.changes) == 1 else "s")
    samples = ", ".join(f"{old or '∅'} → {new or '∅'}" for old, new in fold.samples)
    head = _rule(fold.code, fold.name, look)
    return [*head, ("  style", _DIM), (f": {count}  {samples}", "")]


def _left(entry: Entry, finding: Finding, look: Look) -> list[Line]:
    """Return what waits for a person: rule and reason, the sentence, and what is offered."""
    where = _place(entry, finding.start)
    head = _verdict(where, finding, finding.applicability, look)
    lines = hang(head, look.width, "  ", _HANG)
    lines.extend(wrap(_sentence(entry, finding, look), look.width, _HANG))
    if finding.suggestion is not None:
        new = draw(finding.suggestion)
        offer = [("suggestion: ", _DIM), (new, _NEW) if new else ("remove it", "")]
        lines.extend(wrap(offer, look.width, _HANG))
    causes = [entry.plan.findings[cause] for cause in finding.after]
    notes = [f"came to light by {cause.code} {cause.name}" for cause in causes]
    notes += [held(finding)] if finding.held else []
    for note in notes:
        lines.extend(wrap([(one_line(note), _DIM)], look.width, _HANG))
    return lines


def _sentence(entry: Entry, finding: Finding, look: Look) -> list[Span]:
    found = excerpt(entry.plan.text, finding.out_start, finding.out_end)
    spot = draw(found.place)
    spans = [
        (("… " if found.cut_before else "") + _flat(found.before), _DIM),
        (spot if look.colour else f"[={spot}=]", _SPOT),
        (_flat(found.after.rstrip()) + (" …" if found.cut_after else ""), _DIM),
    ]
    return [span for span in spans if span[0]]


def _flat(text: str) -> str:
    return draw(text, changed=False).replace("\t", " ")
