"""The rules of a run at the end of the HTML page, each with its page, so that no link is dead."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cleanup.report.marks import text
from cleanup.report.rulepages import page_text, web_page
from cleanup.report.summary import Row
from cleanup.start.expressions import expression

_COMMENT = expression(r"\A<!--.*?-->\s*", re.DOTALL)


def rule_pages(rows: Sequence[Row], rules: Mapping[str, str]) -> str:
    """Return what is known of each rule, folded; `rules` has the anchor of each by code.

    The anchor stands inside the fold: a browser that goes there opens it.
    """
    if not rows:
        return ""
    items = "".join(_rule(row, rules[row.code]) for row in rows)
    return (
        '<section id="rules" aria-labelledby="rules-title">\n'
        f'<h2 id="rules-title">Rules</h2>\n{items}</section>\n'
    )


def _rule(row: Row, anchor: str) -> str:
    known = _COMMENT.sub("", page_text(row.code))
    body = f"<pre>{text(known)}</pre>" if known else f"<p>{_elsewhere(row.code)}</p>"
    address = web_page(row.code)
    link = (
        f'<p><a href="{text(address)}" rel="noreferrer">{text(address)}</a></p>' if address else ""
    )
    return (
        f"<details><summary><code>{text(row.code)}</code> {text(row.name)}</summary>\n"
        f'<div id="{anchor}" tabindex="-1">{body}{link}</div></details>\n'
    )


def _elsewhere(code: str) -> str:
    return f"<code>cleanup explain {text(code)}</code> says what is known of it."
