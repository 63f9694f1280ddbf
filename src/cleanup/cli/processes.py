"""How many processes a call works with."""

# ruff: noqa: PTH202

from __future__ import annotations

import os
from collections.abc import Sequence

from cleanup.errors import ConfigError
from cleanup.run import Job

# Bytes of documents for which another process pays: it is started in the time they take.
_SHARE = 400_000


def asked_processes(text: str | None) -> int | None:
    """Return how many processes `-j` asks for: 0 for one on each core, None where it is not given.

    Raises ConfigError for what is no number.
    """
    if text is None or text == "auto":
        return None if text is None else 0
    if not (text.isascii() and text.isdigit()):
        raise ConfigError(f"-j: must be a number of processes or auto, not {text!r}")
    return int(text)


def count_processes(asked: int | None, jobs: Sequence[Job]) -> int:
    """Return how many processes are started for some documents."""
    most = len(jobs)
    if asked:
        return max(1, min(asked, most))
    most = min(most, _cores())
    if asked is None and most > 1:
        most = min(most, sum(_size(job) for job in jobs) // _SHARE)
    return max(1, most)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _size(job: Job) -> int:
    try:
        return os.path.getsize(job.path)
    except (OSError, ValueError):
        return 0
