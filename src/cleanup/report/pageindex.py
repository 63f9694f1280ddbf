"""What stands before the documents of the HTML page: numbers, index, summary and chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cleanup.report.marks import text
from cleanup.report.pagedocument import has_section
from cleanup.report.summary import Row, Totals
from cleanup.results import Entry, Run

_BAR = 400  # width of the longest bar of the chart, in its own units


def masthead(count: Totals) -> str:
    """Return the title of the page and the numbers of the run."""
    facts = [
        (count.changes, "change" if count.changes == 1 else "changes"),
        (count.changed, "document changed" if count.changed == 1 else "documents changed"),
        (count.left, "left for a person"),
    ]
    if count.errors:
        facts.append((count.errors, "error" if count.errors == 1 else "errors"))
    items = "".join(f"<li><strong>{n:,}</strong> {label}</li>" for n, label in facts)
    return f'<header class="masthead">\n<h1>Cleanup report</h1>\n<ul>{items}</ul>\n</header>\n'


def index(run: Run, scores: Mapping[str, float]) -> str:
    """Return the table of documents; with scores, by path, the worst stands first."""
    rows = [(n, entry) for n, entry in enumerate(run.entries, 1) if has_section(entry)]
    rows.sort(key=lambda row: -scores.get(row[1].path, 0.0))
    links = ['<a href="#summary">Summary</a>']
    links += ['<a href="#errors">Errors</a>'] if run.errors else []
    parts = [f'<p class="jumps">{" ".join(links)}</p>\n']
    if rows:
        parts.append(_table(rows, scores))
    quiet = len(run.entries) - len(rows)
    if quiet:
        noun = "document" if quiet == 1 else "documents"
        parts.append(f'<p class="facts">{quiet:,} {noun} without findings</p>\n')
    return f'<nav aria-label="Contents">\n{"".join(parts)}</nav>\n'


def _table(rows: Sequence[tuple[int, Entry]], scores: Mapping[str, float]) -> str:
    score = '<th scope="col" class="n">Penalty</th>' if scores else ""
    body = "".join(_document(number, entry, scores) for number, entry in rows)
    return (
        '<div class="index" tabindex="0" role="region" aria-label="Documents">\n'
        '<table id="documents"><thead><tr><th scope="col">Document</th>'
        f'{score}<th scope="col" class="n">Changed</th><th scope="col" class="n">Left</th></tr>'
        f"</thead><tbody>\n{body}</tbody></table></div>\n"
    )


def _document(number: int, entry: Entry, scores: Mapping[str, float]) -> str:
    score = f"{scores[entry.path]:.1f}" if entry.path in scores else ""
    cell = f'<td class="n">{score}</td>' if scores else ""
    return (
        f'<tr data-document="{number - 1}"><th scope="row"><a href="#d{number}">'
        f"<bdi>{text(entry.path)}</bdi></a></th>{cell}"
        f'<td class="n">{len(entry.plan.changes):,}</td>'
        f'<td class="n">{len(entry.plan.left):,}</td></tr>\n'
    )


def summary(rows: Sequence[Row], families: Sequence[Row], rules: Mapping[str, str]) -> str:
    """Return the counts by rule and by family; `rules` has the anchor of each rule by code."""
    if not rows:
        return (
            '<section id="summary" aria-labelledby="summary-title">\n'
            '<h2 id="summary-title">Summary</h2>\n<p>Nothing was found.</p>\n</section>\n'
        )
    named = "".join(
        f'<tr><th scope="row"><a class="rule" href="#{rules[row.code]}"><code>{text(row.code)}'
        f"</code></a></th><td>{text(row.name)}</td><td>{text(row.family)}</td>{_numbers(row)}</tr>\n"
        for row in rows
    )
    ends = '<th scope="col" class="n">Applied</th><th scope="col" class="n">Left</th></tr></thead>'
    return (
        '<section id="summary" aria-labelledby="summary-title">\n'
        '<h2 id="summary-title">Summary</h2>\n<div class="tables">\n'
        f"{_chart(families)}"
        '<table><caption>By rule</caption><thead><tr><th scope="col">Rule</th>'
        f'<th scope="col">Name</th><th scope="col">Family</th>{ends}'
        f"<tbody>\n{named}</tbody></table>\n</div>\n"
        "</section>\n"
    )


def _numbers(row: Row) -> str:
    return f'<td class="n">{row.applied:,}</td><td class="n">{row.left:,}</td>'


def _chart(families: Sequence[Row]) -> str:
    """Return the families as a table whose rows have a bar: applied, then left."""
    most = max(row.applied + row.left for row in families)
    rows = "".join(
        f'<tr><th scope="row">{text(row.family)}</th><td class="bar">{_bar(row, most)}</td>'
        f"{_numbers(row)}</tr>\n"
        for row in families
    )
    return (
        '<table class="chart"><caption>By family</caption><thead><tr><th scope="col">Family</th>'
        '<th scope="col"><span class="unseen">Share</span></th>'
        '<th scope="col" class="n">Applied</th><th scope="col" class="n">Left</th></tr></thead>'
        f"<tbody>\n{rows}</tbody></table>\n"
    )


def _bar(row: Row, most: int) -> str:
    applied, left = (round(_BAR * n / most) for n in (row.applied, row.left))
    return (
        f'<svg viewBox="0 0 {_BAR} 12" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="applied" width="{applied}" height="12"/>'
        f'<rect class="open" x="{applied}" width="{left}" height="12"/></svg>'
    )


def errors(run: Run) -> str:
    """Return what went wrong, or an empty string."""
    if not run.errors:
        return ""
    items = "".join(f"<li>{text(error)}</li>" for error in run.errors)
    return (
        '<section id="errors" aria-labelledby="errors-title">\n<h2 id="errors-title">Errors</h2>\n'
        f"<ul>{items}</ul>\n</section>\n"
    )
