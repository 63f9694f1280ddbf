"""Settings for all tests. Those in a browser are collected where there is one."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from chromium import MISSING, executable

# The same examples on every machine and every run, so that a red run is a change and no draw of
# lots; `HYPOTHESIS_PROFILE=search` looks for new ones. None is judged by the clock: the first call
# compiles and imports what it needs, and machines are busy.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", derandomize=False, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

collect_ignore = [] if executable() else ["browser"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly what was left out, also where pytest is asked to be quiet."""
    if executable() is None:
        terminalreporter.write_line(f"tests/browser was NOT run: {MISSING}", yellow=True)
