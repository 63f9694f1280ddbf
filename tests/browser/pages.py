"""What the tests see of a page that is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from report_plans import Fix, plan_of

from cleanup.results import Plan
from cleanup.text.edits import Edit

if TYPE_CHECKING:
    from playwright.sync_api import Page

Show = Callable[..., "Page"]


def at(page: Page) -> str:
    """Return the id of what has the focus."""
    found = page.evaluate("document.activeElement.id")
    return str(found)


def said(page: Page) -> str:
    return str(page.inner_text("#said"))


def count(page: Page, selector: str) -> int:
    """Return how many elements are to be seen, of those that a selector finds."""
    return int(page.locator(selector).locator("visible=true").count())


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def long_plan(paragraphs: int = 60) -> Plan:
    """A document with one repair in each paragraph, and one finding that waits in the last."""
    source = "\n\n".join(
        f"Ligne {n} , qui est assez longue pour que rien de la suivante ne soit cité."
        for n in range(paragraphs)
    )
    fixes = [
        Fix("SPC001" if n % 2 else "SPC002", (Edit(place, place + 1, ""),), family="spaces")
        for n in range(paragraphs)
        if (place := source.index(f"{n} ,") + len(str(n)))
    ]
    waits = Fix("MAN001", applicability="manual", start=len(source) - 4, end=len(source) - 1)
    return plan_of(source, *fixes, waits)


def rivals_plan() -> Plan:
    """Two offers for one place, by different rules, and two by one rule."""
    source = "un deux trois quatre"
    plan = plan_of(
        source,
        Fix("AAA001", applicability="unsafe", start=0, end=7, suggestion="deux un"),
        Fix("BBB001", applicability="unsafe", start=3, end=7, suggestion="2"),
        Fix("CCC001", applicability="unsafe", start=8, end=13, suggestion="3"),
        Fix("CCC001", applicability="unsafe", start=8, end=20, suggestion="3 4"),
    )
    known = (replace(f, fingerprint=str(n)) for n, f in enumerate(plan.findings))
    return replace(plan, findings=tuple(known))
