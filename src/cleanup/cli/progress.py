"""How far a long run is, on stderr where that is a terminal; nothing else is written there then."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_PATIENCE = 2.0  # seconds until a run counts as long
_PAUSE = 0.1  # seconds between two drawings


class Progress:
    """A line that counts documents; it shows itself only once the run has become long."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._next = time.monotonic() + _PATIENCE
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._drawn = False

    def step(self) -> None:
        """Count one document."""
        self._done += 1
        if time.monotonic() < self._next or self._done == self._total:
            return
        self._next = time.monotonic() + _PAUSE
        if self._bar is None:
            self._bar = _bar()
            self._task = self._bar.add_task("", total=self._total)
        if not self._drawn:
            self._bar.start()
            self._drawn = True
        assert self._task is not None
        self._bar.update(self._task, completed=self._done, refresh=True)

    def clear(self) -> None:
        """Take the line away, until the next step draws it again."""
        if self._bar is not None and self._drawn:
            self._bar.stop()
            self._drawn = False


def progress(total: int, *, streams: bool) -> Progress | None:
    """Return the line for so many documents, None where it would be in the way.

    That is where stderr goes elsewhere, or the terminal gets the results one by one (`streams`).
    """
    if not sys.stderr.isatty() or (streams and sys.stdout.isatty()):
        return None
    return Progress(total)


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    # Drawn at each step and not by a thread of its own: workers are forked from this process.
    return Bar(
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
