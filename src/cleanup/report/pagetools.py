"""What the HTML page is worked with: filters, buttons, help. All of it is hidden without script."""

from __future__ import annotations

from collections.abc import Sequence

from cleanup.report.marks import text
from cleanup.report.summary import Row
from cleanup.results import APPLICABILITIES, Run

_STATES = (
    ("open", "not decided"),
    ("accept", "accepted"),
    ("reject", "rejected"),
    ("left", "left for a person"),
)
_KEYS = (
    ("j", "next mark"),
    ("k", "previous mark"),
    ("a", "accept: the repair stands, or is made"),
    ("r", "reject: the place stays as it was, and is not spoken of again"),
    ("u", "undo the last decision"),
    ("f", "filter and search"),
    ("s", "old and new side by side, or in one text"),
    ("?", "this help"),
    ("Esc", "leave the filter, close the help"),
)


def tools(run: Run, rows: Sequence[Row], families: Sequence[Row]) -> str:
    """Return the bar with buttons and filters. `rows` are those of the summary."""
    rules = [(row.code, f"{row.code} {row.name}") for row in rows]
    paths = [(str(n), entry.path) for n, entry in enumerate(run.entries)]
    selects = (
        _select("family", "Family", [(row.family, row.family) for row in families])
        + _select("rule", "Rule", rules)
        + _select("rank", "Applicability", [(rank, rank) for rank in APPLICABILITIES])
        + _select("state", "State", _STATES)
        + (_select("document", "Document", paths) if len(paths) > 1 else "")
    )
    return (
        '<div class="tools" id="tools" hidden>\n<div class="bar" role="toolbar" '
        'aria-label="Decisions">'
        f"{_button('previous', 'Previous', 'k')}{_button('next', 'Next', 'j')}"
        '<p id="count"></p><p id="said" role="status" aria-live="polite"></p>'
        f"{_button('sides', 'Side by side', 's')}{_button('export', 'Export decisions')}"
        f"{_button('help', 'Help', '?')}</div>\n"
        '<details id="filter"><summary>Filter <span id="matches" class="facts"></span></summary>\n'
        '<div class="filters" role="search" aria-label="Filter the marks">\n'
        '<label>Search <input id="query" type="search" autocomplete="off" '
        'placeholder="path, rule or words"></label>\n'
        f'{selects}<label class="check"><input id="style" type="checkbox"> Style changes too'
        f"</label>\n{_button('clear', 'Show all')}</div>\n</details>\n</div>\n"
    )


def _button(id: str, label: str, key: str = "") -> str:
    shortcut = f' aria-keyshortcuts="{key}" title="Key {key}"' if key else ""
    return f'<button type="button" id="{id}"{shortcut}>{label}</button>'


def _select(id: str, label: str, choices: Sequence[tuple[str, str]]) -> str:
    options = "".join(f'<option value="{text(v)}">{text(shown)}</option>' for v, shown in choices)
    choose = f'<select id="{id}"><option value="">all</option>{options}</select>'
    return f"<label>{label} {choose}</label>\n"


def dialogs() -> str:
    """Return the help on the keys, and the preview of a document."""
    keys = "".join(f"<div><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>" for key, does in _KEYS)
    close = '<button type="button" class="close">Close</button>'
    return (
        f'<dialog id="keys" aria-labelledby="keys-title">\n<h2 id="keys-title">Keys</h2>\n'
        f"<dl>{keys}</dl>\n<p>Decisions are kept in this page until you export them. Save the file "
        "as <code>cleanup.decisions.toml</code> beside your articles, or name it with "
        f"<code>cleanup fix --decisions</code>.</p>\n{close}</dialog>\n"
        '<dialog id="preview" aria-labelledby="preview-title">\n'
        '<h2 id="preview-title">Patched text: a preview</h2>\n<p>Put together in this page. The '
        "proven text, in the form of the file, is what <code>cleanup fix --decisions</code> writes."
        '</p>\n<textarea id="patched" readonly aria-label="Patched text, a preview"></textarea>\n'
        f"{_button('copy', 'Copy the preview')}{close}</dialog>\n"
    )


def without_script(*, waits: bool) -> str:
    """Return what is said where no script runs; `waits` tells that not all is in the page then."""
    rest = (
        " This run is large: only its first paragraphs are shown. The Markdown report "
        "(<code>--report markdown=FILE</code>) has all of them."
        if waits
        else ""
    )
    return (
        '<noscript><p class="notice">Filters, keys and decisions need script, which this page is '
        f"allowed to run from itself alone.{rest}</p></noscript>\n"
    )
