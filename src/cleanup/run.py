"""Many documents, one at a time; what goes wrong with one is said and stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from cleanup.engine import SAFE, Accept, plan
from cleanup.errors import CleanupError
from cleanup.files import Stamped, read_bytes, shown
from cleanup.formats import Source, read
from cleanup.results import Entry, Plan, Severity
from cleanup.rulebook import Rulebook

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be treated and all that its treatment depends on.

    `data` is given where the document does not stand in a file; `path` is then only its name.
    `max_size` is in bytes.
    """

    path: str
    rulebook: Rulebook
    accept: Accept = SAFE
    language: str | None = None
    encoding: str | None = None
    max_size: int | None = None
    fail_on: Severity = "warning"
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Treated:
    """A document with its plan. `file` is what stood on disk."""

    job: Job
    file: Stamped
    source: Source
    plan: Plan

    @property
    def entry(self) -> Entry:
        """The document as the reports see it."""
        return Entry(self.source.path, self.source.format, self.plan, self.source.locate)


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be done: one line that names it, and for a fault the traceback."""

    path: str
    line: str
    trace: str = ""


def treat(job: Job) -> Treated:
    """Read a document and plan its changes. Raises FileError."""
    if job.data is None:
        file = read_bytes(job.path, job.max_size)
    else:
        file = Stamped(job.path, job.data, len(job.data), 0, 0)
    source = read(file.data, job.path, job.encoding)
    return Treated(job, file, source, plan(source.document, job.rulebook, job.accept, job.language))


def attempt(path: str, act: Callable[[], T]) -> T | Failure:
    """Return what an act on a document gives, or how it failed."""
    try:
        return act()
    except CleanupError as error:
        return Failure(path, str(error))
    except Exception as error:
        import traceback

        reason = " ".join(f"{type(error).__name__}: {error}".split())
        line = f"{shown(path)}: not done, by a fault of cleanup: {shown(reason)}"
        return Failure(path, line, traceback.format_exc())


def run(
    jobs: Iterable[Job], finish: Callable[[Treated], None] | None = None
) -> Iterator[Treated | Failure]:
    """Treat documents in their order and yield what became of each, once it is finished.

    `finish` writes the document; where it raises, the document counts as failed.
    """

    def do(job: Job) -> Treated:
        treated = treat(job)
        if finish is not None:
            finish(treated)
        return treated

    for job in jobs:
        yield attempt(job.path, lambda job=job: do(job))  # type: ignore[misc]
