"""Work that is counted and not timed: the lines of Python that run, the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(act: Callable[[], object]) -> int:
    """Return how many lines of Python run while something is done.

    What has to be made or imported the first time counts too: do it once before.
    """
    count = 0

    def seen(_: FrameType, event: str, __: Any) -> Any:
        nonlocal count
        count += event == "line"
        return seen

    before = sys.gettrace()
    sys.settrace(seen)
    try:
        act()
    finally:
        sys.settrace(before)
    return count
