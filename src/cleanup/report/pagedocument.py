"""One document of the HTML page: changed paragraphs, what is left for a person, style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cleanup.report.context import Passage, excerpt, passages
from cleanup.report.invisible import draw
from cleanup.report.marks import drawn, prose, quoted, text
from cleanup.report.reasons import Reason, held, reasons, repairs
from cleanup.report.summary import Fold, folds
from cleanup.results import Entry, Finding


@dataclass(frozen=True, slots=True)
class _Page:
    """What the parts of a document need.

    `rules` has the ids of rules by code, `labels` those of changes that are more than style,
    `why` the reasons of all changes, by position; `makers` the change of a finding's fix.
    """

    entry: Entry
    id: str
    rules: Mapping[str, str]
    labels: Mapping[int, str]
    why: Sequence[Sequence[Reason]]
    makers: Mapping[int, int]


def has_section(entry: Entry) -> bool:
    """Tell whether there is anything to show of a document."""
    return bool(entry.plan.changes or entry.plan.findings)


def document(entry: Entry, number: int, rules: Mapping[str, str]) -> str:
    """Return the section of a document, or an empty string where there is nothing to show.

    `number` makes its ids its own; `rules` has the id of the summary row of each rule code.
    """
    if not has_section(entry):
        return ""
    wanted = repairs(entry.plan)
    labels = {change: str(label) for label, change in enumerate(wanted, 1)}
    makers = {fix: n for n in reversed(wanted) for fix in entry.plan.changes[n].fixes}
    page = _Page(entry, f"d{number}", rules, labels, reasons(entry.plan), makers)
    facts = f"{entry.format}, language {entry.plan.language}"
    return (
        f'<section class="document" id="{page.id}" aria-labelledby="{page.id}t">\n'
        f'<h2 id="{page.id}t"><bdi>{text(entry.path)}</bdi> '
        f'<span class="facts">{text(facts)}</span></h2>\n'
        f"{_changed(page)}{_left(page)}{_style(page)}</section>\n"
    )


def _changed(page: _Page) -> str:
    plan = page.entry.plan
    found = passages(plan, page.labels)
    if not found:
        return ""
    titles = {n: _title(page, n) for n in range(len(plan.changes))}
    parts = [f'<h3 id="{page.id}c">Changed paragraphs</h3>\n']
    parts.extend(_passage(page, passage, titles) for passage in found)
    return "".join(parts)


def _passage(page: _Page, passage: Passage, titles: Mapping[int, str]) -> str:
    shown = [n for n in passage.changes if n in page.labels]
    refs = {n: _ref(page, n) for n in shown}
    notes = "".join(_reason(page, r) for n in shown for r in page.why[n])
    line = page.entry.locate(page.entry.plan.changes[passage.changes[0]].start).line
    return (
        f'<article class="passage" aria-label="Paragraph at line {line}">\n'
        f'<p class="prose"{_language(page)}>{prose(passage, refs, titles)}</p>\n'
        f'<ul class="notes">{notes}</ul>\n</article>\n'
    )


def _language(page: _Page) -> str:
    tag = "" if page.entry.plan.language == "und" else page.entry.plan.language
    return f' lang="{text(tag)}" dir="auto"'


def _title(page: _Page, number: int) -> str:
    lines = [
        f"{r.finding.code} {r.finding.name}, {r.applicability}: {r.finding.message}"
        for r in page.why[number]
        if r.finding
    ]
    return "; ".join(lines) or "no reason recorded"


def _ref(page: _Page, number: int) -> str:
    label = page.labels[number]
    return (
        f'<sup><a id="{page.id}m{label}" href="#{page.id}r{label}" '
        f'aria-label="reason {label}">{label}</a></sup>'
    )


def _reason(page: _Page, reason: Reason) -> str:
    label = page.labels[reason.change]
    change = page.entry.plan.changes[reason.change]
    first = min(change.fixes, default=None)
    fix = None if reason.finding is None else reason.finding
    is_first = fix is None or first is None or page.entry.plan.findings[first] is fix
    anchor = f' id="{page.id}r{label}"' if is_first else ""
    back = f'<a class="back" href="#{page.id}m{label}" aria-label="change {label}">{label}</a>'
    if fix is None:
        return f"<li{anchor}>{back} no reason recorded</li>\n"
    others = [page.labels[p] for p in reason.partners if p in page.labels]
    links = ", ".join(f'<a href="#{page.id}m{other}">{other}</a>' for other in others)
    together = f' <span class="facts">One repair with {links}.</span>' if links else ""
    verdict = _verdict(page, fix, reason.applicability, change.start)
    return f"<li{anchor}>{back} {verdict}{together}</li>\n"


def _verdict(page: _Page, finding: Finding, rank: str, start: int) -> str:
    spot = page.entry.locate(start)
    code = f"<code>{text(finding.code)}</code> {text(finding.name)}"
    rule = page.rules.get(finding.code)
    link = f'<a class="rule" href="#{rule}">{code}</a>' if rule else code
    return (
        f'{link} <span class="rank {rank}">{rank}</span> '
        f'<span class="place">{spot.line}:{spot.column}</span> '
        f'<span class="message">{text(finding.message)}</span>'
    )


def _left(page: _Page) -> str:
    plan = page.entry.plan
    if not plan.left:
        return ""
    items = "".join(_waiting(page, n, f) for n, f in enumerate(plan.findings) if not f.applied)
    return f'<h3 id="{page.id}l">Left for a person</h3>\n<ol class="left">\n{items}</ol>\n'


def _waiting(page: _Page, number: int, finding: Finding) -> str:
    found = excerpt(page.entry.plan.text, finding.out_start, finding.out_end)
    title = f"{finding.code} {finding.name}, {finding.applicability}: {finding.message}"
    sentence = quoted(found, title)
    lines = [
        f'<li id="{page.id}f{number}" class="{finding.applicability}-left">',
        f'<p class="prose"{_language(page)}>{sentence}</p>',
        f'<p class="note">{_verdict(page, finding, finding.applicability, finding.start)}</p>',
    ]
    if finding.suggestion is not None:
        new = f"<ins{_language(page)}>{drawn(finding.suggestion)}</ins>"
        offer = f"Suggestion: {new}" if finding.suggestion else "Suggestion: remove it."
        lines.append(f'<p class="offer">{offer}</p>')
    if finding.held:
        lines.append(f'<p class="note">{text(held(finding))}</p>')
    links = [_cause(page, cause) for cause in finding.after]
    if any(links):
        lines.append(f'<p class="note">Came to light by {", ".join(filter(None, links))}.</p>')
    return "\n".join(lines) + "\n</li>\n"


def _cause(page: _Page, number: int) -> str:
    """Return a link to the mark of the change that revealed a finding, where it has one."""
    if number not in page.makers:
        return ""
    label = page.labels[page.makers[number]]
    return f'<a href="#{page.id}m{label}">change {label}</a>'


def _style(page: _Page) -> str:
    folded = folds(page.entry.plan)
    if not folded:
        return ""
    items = "".join(_fold(page, fold) for fold in folded)
    return f'<h3 id="{page.id}s">Style</h3>\n<ul class="style">\n{items}</ul>\n'


def _fold(page: _Page, fold: Fold) -> str:
    samples = ", ".join(_pair(old, new) for old, new in fold.samples)
    count = f"{len(fold.changes)} change" + ("" if len(fold.changes) == 1 else "s")
    code = f"<code>{text(fold.code)}</code> {text(fold.name)}"
    rule = page.rules.get(fold.code)
    link = f'<a class="rule" href="#{rule}">{code}</a>' if rule else code
    return (
        f'<li>{link} <span class="facts">{count}</span> {samples} '
        f'<span class="message">{text(fold.message)}</span>\n'
        f"<details><summary>All places</summary><ul>{_places(page, fold)}</ul></details></li>\n"
    )


def _pair(old: str, new: str) -> str:
    before = f"<del>{text(old)}</del>" if old else "∅"
    after = f"<ins>{text(new)}</ins>" if new else "∅"
    return f'<span class="pair">{before} → {after}</span>'


def _places(page: _Page, fold: Fold) -> str:
    items: list[str] = []
    for number in fold.changes:
        change = page.entry.plan.changes[number]
        spot = page.entry.locate(change.start)
        pair = _pair(draw(change.old), draw(change.new))
        items.append(f'<li><span class="place">{spot.line}:{spot.column}</span> {pair}</li>')
    return "".join(items)
