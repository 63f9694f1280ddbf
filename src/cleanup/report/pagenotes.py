"""The notes beside a paragraph of the HTML page: rule, applicability and reason of each mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cleanup.report.marks import Mark, drawn, text
from cleanup.report.pageitems import Item
from cleanup.report.place import named
from cleanup.report.reasons import held
from cleanup.results import Entry, Finding
from cleanup.start.data import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """What the parts of a document need.

    `number` counts documents from 1, `first` items of the whole page from 0. `rules` has the ids
    of rules by code. Items are found by change (`owners`) and by finding (`makers`), as positions
    in the plan; `left` are those that were not applied.
    """

    entry: Entry
    number: int
    first: int
    rules: Mapping[str, str]
    owners: Mapping[int, Item]
    makers: Mapping[int, Item]
    left: Sequence[Item]

    @property
    def id(self) -> str:
        """What the ids of the document begin with."""
        return f"d{self.number}"

    @property
    def language(self) -> str:
        """The attributes of an element with words of the document."""
        tag = "" if self.entry.plan.language == "und" else self.entry.plan.language
        return f' lang="{text(tag)}" dir="auto"'

    def index(self, item: Item) -> int:
        """Return the number of an item in the whole page, from 0."""
        return self.first + item.number - 1


def mark(page: Page, item: Item, *, first: bool = True) -> Mark:
    """Return what is said where an item stands; `first` gives the place its id."""
    if item.style:
        return Mark(page.index(item), title(page, item), "")
    anchor = f'id="{page.id}m{item.number}" ' if first else ""
    ref = (
        f'<sup><a {anchor}href="#{page.id}n{item.number}" '
        f'aria-label="reason {item.number}">{item.number}</a></sup>'
    )
    return Mark(page.index(item), title(page, item), ref, item.start, item.end)


def title(page: Page, item: Item) -> str:
    """Return the reasons of an item as one line of text, not escaped."""
    known = [page.entry.plan.findings[n] for n in item.findings]
    lines = [f"{f.code} {f.name}, {item.rank}: {f.message}" for f in known]
    return "; ".join(lines) or "no reason recorded"


def note(page: Page, item: Item) -> str:
    """Return the note about an item."""
    label = item.number
    lines = [
        f'<li class="item{"" if item.changes else " waits"}" id="{page.id}n{label}" '
        f'data-item="{page.index(item)}" tabindex="-1">'
        f'<a class="back" href="#{page.id}m{label}" aria-label="place {label}">{label}</a>'
    ]
    known = [page.entry.plan.findings[n] for n in item.findings]
    spot = page.entry.locate(item.start)
    where = f'<span class="place">{text(named(spot))}</span>'
    if not known:
        lines.append(f"{where} no reason recorded")
    for finding in known:
        rank = f'<span class="rank {item.rank}">{item.rank}</span>'
        lines.append(f"{rule(page, finding.code, finding.name)} {rank} {where}")
        lines.append(f'<span class="message">{text(finding.message)}</span>')
    if not item.changes:
        lines.extend(_waiting(page, known[0]))
    return "\n".join(lines) + "\n</li>\n"


def elsewhere(page: Page, item: Item) -> str:
    """Return the note about a change whose item has its note further up."""
    ref = f'<a href="#{page.id}n{item.number}">{item.number}</a>'
    return f'<li class="also"><span class="facts">One repair with {ref}, above.</span></li>\n'


def rule(page: Page, code: str, name: str) -> str:
    """Return the link of a rule to its page."""
    shown = f"<code>{text(code)}</code> {text(name)}"
    anchor = page.rules.get(code)
    return f'<a class="rule" href="#{anchor}">{shown}</a>' if anchor else shown


def _waiting(page: Page, finding: Finding) -> Iterator[str]:
    """Yield what is said of a finding that was not applied."""
    yield '<span class="state">left for a person</span>'
    if finding.suggestion is not None:
        new = f"<ins{page.language}>{drawn(finding.suggestion)}</ins>"
        offer = f"Suggestion: {new}" if finding.suggestion else "Suggestion: remove it."
        yield f'<span class="offer">{offer}</span>'
    if finding.held:
        yield f'<span class="message">{text(held(finding))}</span>'
    causes = [_cause(page, page.makers[n]) for n in finding.after if n in page.makers]
    if any(causes):
        yield f'<span class="message">Came to light by {", ".join(filter(None, causes))}.</span>'


def _cause(page: Page, item: Item) -> str:
    """Return a link to the change that revealed a finding, where it has a mark."""
    if item.style:
        return ""
    return f'<a href="#{page.id}m{item.number}">change {item.number}</a>'
