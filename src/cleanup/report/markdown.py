"""The report of a run as Markdown, to be read on a forge.

Old and new words stand in `<del>` and `<strong>`: the marks `~~` and `**` do not open or close
beside punctuation inside a word, which is where most repairs are.
"""

from __future__ import annotations

import re

from cleanup.report.context import Excerpt, Gap, Passage, Same, excerpt, passages
from cleanup.report.invisible import draw, pieces
from cleanup.report.place import named
from cleanup.report.reasons import Reason, held, reasons, repairs
from cleanup.report.summary import Fold, by_rule, folds, sentence, totals
from cleanup.results import Entry, Finding, Run
from cleanup.start.expressions import expression

_INLINE = expression(r"[\\`*_{}\[\]|~]")
_LINE_HEAD = expression(r"(?m)^([ \t]*)([-+=]|\d{1,9}(?=[.)]))")
# Four spaces at the head would make a code block of a paragraph.
_INDENT = expression(r"\A {4,}")
# What forges link although Markdown would not: people, issues, labels, mathematics, emoji, URLs.
_LIVE = expression(r"[@#$]|[!%](?=\w)|:(?=[\w+-]+:)|:(?=//)|(?<=www)\.|(?<=mailto):", re.IGNORECASE)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def render(run: Run) -> str:
    """Return the changed paragraphs with their reasons, what is left, and a summary table.

    Text from an article is shown literally: it cannot format, link, mention or hold HTML.
    """
    blocks = ["# Cleanup report", f"{sentence(totals(run))}."]
    for entry in run.entries:
        blocks.extend(_document(entry))
    blocks.extend(_summary(run))
    if run.errors:
        blocks.extend(["## Errors", "\n".join(f"- {literal(e)}" for e in run.errors)])
    return "\n\n".join(blocks) + "\n"


def literal(text: str) -> str:
    """Return a text that Markdown shows as it is, invisible characters drawn if hostile."""
    return _escaped(draw(text, changed=False))


def _escaped(text: str) -> str:
    text = re.sub("[&<>]", lambda m: _ENTITIES[m.group()], text)
    text = _LIVE.sub(lambda m: f"<span>{m.group()}</span>", _INLINE.sub(r"\\\g<0>", text))
    text = _LINE_HEAD.sub(_line_head, text)
    text = _INDENT.sub(lambda m: "&#32;" * len(m.group()), text)
    return text.replace("\n", "<br>").replace("\t", "&#9;")


def _line_head(match: re.Match[str]) -> str:
    """Keep the start of a line from making a list or a heading of it, or a code block."""
    blank, head = match.groups()
    return "&#32;" * len(blank) + (f"<span>{head}</span>" if head.isdigit() else f"\\{head}")


def _document(entry: Entry) -> list[str]:
    plan = entry.plan
    wanted = repairs(plan)
    labels = {number: str(label) for label, number in enumerate(wanted, 1)}
    why = reasons(plan)
    blocks: list[str] = []
    for passage in passages(plan, wanted):
        shown = [n for n in passage.changes if n in labels]
        blocks.append(f"> {_prose(passage, labels)}")
        blocks.append("\n".join(_reason(entry, r, labels) for n in shown for r in why[n]))
    folded = folds(plan)
    if folded:
        blocks.append("### Style\n\n" + "\n".join(_fold(entry, fold) for fold in folded))
    if plan.left:
        blocks.append("### Left for a person")
        blocks.append("\n".join(_left(entry, finding) for finding in plan.left))
    return [f"## {literal(entry.path)}", *blocks] if blocks else []


def _prose(passage: Passage, labels: dict[int, str]) -> str:
    parts: list[str] = []
    for part in passage.parts:
        if isinstance(part, Gap):
            parts.append(" \\[…\\] ")
        elif isinstance(part, Same):
            drawn = pieces(part.text, changed=False, head=part.head, tail=part.tail)
            parts.append(_escaped("".join(p if isinstance(p, str) else p.mark for p in drawn)))
        elif part.quiet:
            parts.append(_escaped(draw(part.new)))
        else:
            refs = ",".join(labels[n] for n in part.changes if n in labels)
            parts.append(_tagged("del", part.old) + _tagged("strong", part.new))
            parts.append(f"<sup>{refs}</sup>" if refs else "")
    return "".join(parts)


def _tagged(tag: str, text: str) -> str:
    return f"<{tag}>{_escaped(draw(text))}</{tag}>" if text else ""


def _reason(entry: Entry, reason: Reason, labels: dict[int, str]) -> str:
    change = entry.plan.changes[reason.change]
    head = f"- **{labels[reason.change]}** · {_place(entry, change.start)} · "
    if reason.finding is None:
        return head + "no reason recorded"
    partners = ", ".join(labels[p] for p in reason.partners if p in labels)
    together = f" (one repair with {partners})" if partners else ""
    return head + _verdict(reason.finding, reason.applicability) + together


def _verdict(finding: Finding, rank: str) -> str:
    name = literal(f"{finding.code} {finding.name}")
    return f"{name} · *{rank}*: {literal(finding.message)}"


def _place(entry: Entry, offset: int) -> str:
    return literal(named(entry.locate(offset)))


def _fold(entry: Entry, fold: Fold) -> str:
    starts = [entry.locate(entry.plan.changes[n].start).line for n in fold.changes]
    lines = list(dict.fromkeys(str(line) for line in starts))
    shown = ", ".join(lines[:20]) + (", …" if len(lines) > 20 else "")
    samples = ", ".join(
        f"{_escaped(old) or '∅'} → {_escaped(new) or '∅'}" for old, new in fold.samples
    )
    name = literal(f"{fold.code} {fold.name}")
    return f"- {name}: {len(fold.changes)} × {samples} (line {shown})"


def _left(entry: Entry, finding: Finding) -> str:
    where = _place(entry, finding.start)
    lines = [f"- {where} · {_verdict(finding, finding.applicability)}"]
    found = excerpt(entry.plan.text, finding.out_start, finding.out_end)
    lines.append(f"<br>{_quoted(found)}")
    if finding.suggestion is not None:
        new = _tagged("strong", finding.suggestion)
        lines.append(f"<br>Suggestion: {new or 'remove it'}")
    if finding.held:
        lines.append(f"<br>{literal(held(finding))}")
    return "".join(lines)


def _quoted(found: Excerpt) -> str:
    before = ("… " if found.cut_before else "") + literal(found.before)
    after = literal(found.after.rstrip()) + (" …" if found.cut_after else "")
    return f"{before}<ins>{_escaped(draw(found.place))}</ins>{after}"


def _summary(run: Run) -> list[str]:
    rows = by_rule(run)
    if not rows:
        return []
    lines = ["| rule | name | family | applied | left |", "| --- | --- | --- | ---: | ---: |"]
    for row in rows:
        names = " | ".join(literal(text) for text in (row.code, row.name, row.family))
        lines.append(f"| {names} | {row.applied} | {row.left} |")
    return ["## Summary", "\n".join(lines)]
