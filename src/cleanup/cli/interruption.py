"""What happens when a run over files is interrupted: it ends once, in good order."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_ENDING = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def ending_once() -> Iterator[None]:
    """Let SIGINT and SIGTERM raise KeyboardInterrupt, but not a second time while the run closes.

    A run that came to its end leaves the signals as they were.
    """
    seen: list[int] = []

    def interrupt(number: int, _: FrameType | None) -> None:
        seen.append(number)
        if len(seen) != 2:  # who presses twice means once; a third time is for a closing that hangs
            raise KeyboardInterrupt

    before = {number: signal.getsignal(number) for number in _ENDING}
    try:
        for number in _ENDING:
            if before[number] is not signal.SIG_IGN:  # as a job in the background has it
                signal.signal(number, interrupt)
    except ValueError:  # in a thread that gets no signals
        before.clear()
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
