"""Reports: each one turns the results of a run into text, and reads nothing but results."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from cleanup.errors import ConfigError
from cleanup.results import Run

Renderer = Callable[[Run], str]

# A renderer is imported when it is asked for: a plain `lint` never pays for HTML.
RENDERERS: dict[str, tuple[str, str]] = {
    "terminal": ("cleanup.report.terminal", "render"),
    "text": ("cleanup.report.lint", "text"),
    "concise": ("cleanup.report.lint", "concise"),
    "unified": ("cleanup.report.unified", "render"),
    "json": ("cleanup.report.jsonreport", "render"),
    "jsonl": ("cleanup.report.jsonreport", "render_lines"),
    "github": ("cleanup.report.ci", "github"),
    "gitlab": ("cleanup.report.ci", "gitlab"),
    "junit": ("cleanup.report.ci", "junit"),
    "sarif": ("cleanup.report.sarif", "render"),
    "markdown": ("cleanup.report.markdown", "render"),
    "critic": ("cleanup.report.critic", "render"),
    "html": ("cleanup.report.html", "render"),
}


def renderer(name: str) -> Renderer:
    """Return the renderer of a report format, by its name in `RENDERERS`.

    Raises ConfigError, which names the formats there are, for any other name.
    """
    if name not in RENDERERS:
        raise ConfigError(f"report format {name!r}: unknown; choose from {', '.join(RENDERERS)}")
    module, function = RENDERERS[name]
    return cast(Renderer, getattr(import_module(module), function))
