"""The report of a run as one self-contained HTML page: no network, no script."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from cleanup.report.marks import text
from cleanup.report.pagedocument import document, has_section
from cleanup.report.summary import Row, Totals, by_family, by_rule, totals
from cleanup.results import Run

_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


@cache
def _style() -> str:
    return Path(__file__).with_name("report.css").read_text(encoding="utf-8")


def render(run: Run) -> str:
    """Return the whole page: summary, changed paragraphs with reasons, what waits for a person.

    The page loads nothing and runs nothing; its content security policy allows its own style by
    hash and no more. Text from an article is escaped wherever it stands.
    """
    count = totals(run)
    rules = {row.code: f"rule{number}" for number, row in enumerate(by_rule(run), 1)}
    body = "".join(document(entry, number, rules) for number, entry in enumerate(run.entries, 1))
    return (
        f"{_head(run)}<body>\n"
        '<a class="skip" href="#main">Skip to the documents</a>\n'
        f"{_masthead(count)}{_contents(run)}"
        f'<main id="main">\n{_summary(run, rules)}{body}{_errors(run)}</main>\n'
        f"<footer><p>Made by cleanup {text(run.version)}. Everything shown here is drawn from "
        "the recorded changes; nothing was compared again.</p></footer>\n"
        "</body>\n</html>\n"
    )


def _head(run: Run) -> str:
    style = _style()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    name = run.entries[0].path if len(run.entries) == 1 else f"{len(run.entries)} documents"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(digest)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{text(name)}: cleanup report</title>\n<style>{style}</style>\n</head>\n"
    )


def _masthead(count: Totals) -> str:
    facts = [
        (count.changes, "change" if count.changes == 1 else "changes"),
        (count.changed, "document changed" if count.changed == 1 else "documents changed"),
        (count.left, "left for a person"),
    ]
    if count.errors:
        facts.append((count.errors, "error" if count.errors == 1 else "errors"))
    items = "".join(f"<li><strong>{n:,}</strong> {label}</li>" for n, label in facts)
    return f'<header class="masthead">\n<h1>Cleanup report</h1>\n<ul>{items}</ul>\n</header>\n'


def _contents(run: Run) -> str:
    links = ['<li><a href="#summary">Summary</a></li>']
    quiet = 0
    for number, entry in enumerate(run.entries, 1):
        if not has_section(entry):
            quiet += 1
            continue
        facts = f"{len(entry.plan.changes)} changed, {len(entry.plan.left)} left"
        path = f'<a href="#d{number}"><bdi>{text(entry.path)}</bdi></a>'
        links.append(f'<li>{path} <span class="facts">{facts}</span></li>')
    if quiet:
        noun = "document" if quiet == 1 else "documents"
        links.append(f'<li class="facts">{quiet:,} {noun} without findings</li>')
    if run.errors:
        links.append('<li><a href="#errors">Errors</a></li>')
    return f'<nav aria-label="Contents">\n<ul>{"".join(links)}</ul>\n</nav>\n'


def _summary(run: Run, rules: dict[str, str]) -> str:
    rows = by_rule(run)
    if not rows:
        return (
            '<section id="summary" aria-labelledby="summary-title">\n'
            '<h2 id="summary-title">Summary</h2>\n<p>Nothing was found.</p>\n</section>\n'
        )
    named = "".join(
        f'<tr id="{rules[row.code]}"><th scope="row"><code>{text(row.code)}</code></th>'
        f"<td>{text(row.name)}</td><td>{text(row.family)}</td>{_numbers(row)}</tr>\n"
        for row in rows
    )
    families = "".join(
        f'<tr><th scope="row">{text(row.family)}</th>{_numbers(row)}</tr>\n'
        for row in by_family(run)
    )
    ends = '<th scope="col" class="n">Applied</th><th scope="col" class="n">Left</th></tr></thead>'
    return (
        '<section id="summary" aria-labelledby="summary-title">\n'
        '<h2 id="summary-title">Summary</h2>\n<div class="tables">\n'
        '<table><caption>By rule</caption><thead><tr><th scope="col">Rule</th>'
        f'<th scope="col">Name</th><th scope="col">Family</th>{ends}'
        f"<tbody>\n{named}</tbody></table>\n"
        '<table><caption>By family</caption><thead><tr><th scope="col">Family</th>'
        f"{ends}<tbody>\n{families}</tbody></table>\n</div>\n</section>\n"
    )


def _numbers(row: Row) -> str:
    return f'<td class="n">{row.applied:,}</td><td class="n">{row.left:,}</td>'


def _errors(run: Run) -> str:
    if not run.errors:
        return ""
    items = "".join(f"<li>{text(error)}</li>" for error in run.errors)
    return (
        '<section id="errors" aria-labelledby="errors-title">\n<h2 id="errors-title">Errors</h2>\n'
        f"<ul>{items}</ul>\n</section>\n"
    )
