"""The report of a run as one self-contained HTML page: no network, no script but its own."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from cleanup.report.marks import text
from cleanup.report.pagechunks import AT_ONCE, Chunks
from cleanup.report.pagedata import VERSION, block, described, documents
from cleanup.report.pagedocument import document, has_section, page_of
from cleanup.report.pageindex import errors, index, masthead, summary
from cleanup.report.pageitems import items
from cleanup.report.pagerules import rule_pages
from cleanup.report.pagetools import dialogs, tools, without_script
from cleanup.report.summary import Tally
from cleanup.results import Run

_POLICY = (
    "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; "
    "base-uri 'none'; form-action 'none'"
)


@cache
def _part(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def render(run: Run, scores: Mapping[str, float] | None = None, *, at_once: int = AT_ONCE) -> str:
    """Return the whole page: summary, paragraphs with all marks, and what they are decided with.

    The page loads nothing; its content security policy allows its own style and script by hash
    and no more. Text from an article is escaped wherever it stands. `scores` are penalties by
    path, for the index. Over `at_once` code points of HTML the rest waits as data until it is
    looked at.
    """
    tally = Tally.of(run)
    rows, families = tally.by_rule(), tally.by_family()
    rules = {row.code: f"rule{number}" for number, row in enumerate(rows, 1)}
    chunks = Chunks(at_once)
    body, data = _documents(run, rules, {row.code: row.name for row in rows}, chunks)
    return (
        f'{_head(run)}<body>\n<a class="skip" href="#main">Skip to the documents</a>\n'
        f"{masthead(tally.totals(len(run.errors)))}{without_script(waits=chunks.waits)}"
        f"{index(run, scores or {})}{tools(run, rows, families)}"
        f'<main id="main">\n{summary(rows, families, rules)}{body}{errors(run)}'
        f"{rule_pages(rows, rules)}</main>\n"
        f"<footer><p>Made by cleanup {text(run.version)}. Everything shown here is drawn from "
        f"the recorded changes; nothing was compared again.</p></footer>\n{dialogs()}"
        f"{data}{chunks.blocks()}<script>{_part('report.js')}</script>\n</body>\n</html>\n"
    )


def _documents(
    run: Run, rules: Mapping[str, str], names: Mapping[str, str], chunks: Chunks
) -> tuple[str, str]:
    """Return the sections of all documents, and the data about them."""
    sections: list[str] = []
    known: list[dict[str, object]] = []
    counts: list[int] = []
    for number, entry in enumerate(run.entries, 1):
        found = items(entry.plan)
        counts.append(len(found))
        if has_section(entry):
            page = page_of(entry, number, len(known), found, rules)
            section, placed = document(page, chunks)
            sections.append(section)
            known.extend(described(entry, found, number - 1, placed))
    data = {
        "schema": VERSION,
        "version": run.version,
        "names": names,
        "documents": documents(run.entries, counts),
        "items": known,
    }
    return "".join(sections), block("data", data)


def _head(run: Run) -> str:
    digests = (b64encode(sha256(_part(name).encode()).digest()).decode() for name in _OWN)
    name = run.entries[0].path if len(run.entries) == 1 else f"{len(run.entries)} documents"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(*digests)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{text(name)}: cleanup report</title>\n"
        f"<style>{_part(_OWN[0])}</style>\n</head>\n"
    )


_OWN = ("report.css", "report.js")
