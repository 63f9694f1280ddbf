"""A page that is shown must ask for nothing, run nothing but its own, and break no policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pages import Show

from chromium import MISSING, executable, started
from cleanup.report.html import render
from cleanup.results import Run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

if executable() is None:  # asked for by name, or this folder would not be read
    pytest.exit(f"tests/browser cannot run: {MISSING}", returncode=1)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with started() as one:
        yield one


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Open the report of a run (or a file), with settings of the browser and of `render`.

    At the end nothing may have been asked for but the page, and nothing said by its script or
    its policy.
    """
    said: list[str] = []
    asked: list[str] = []
    contexts = []

    def refuse(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    def shown(run: Run | Path, at_once: int | None = None, **settings: Any) -> Page:
        path = run if isinstance(run, Path) else tmp_path / "report.html"
        if isinstance(run, Run):
            markup = render(run) if at_once is None else render(run, at_once=at_once)
            path.write_bytes(markup.encode())
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", refuse)
        context.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        asked.remove(path.as_uri())
        return page

    yield shown
    for context in contexts:
        context.close()
    assert said == []
    assert [url for url in asked if not url.startswith("blob:")] == []
