"""Many documents, each by itself; what goes wrong with one is said and stops no other."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from cleanup.errors import BinaryError, CleanupError
from cleanup.files import Stamped, read_bytes, shown
from cleanup.results import Entry, Finding, Location, Plan, Severity
from cleanup.start.data import dataclass, replace
from cleanup.text.edits import Change

if TYPE_CHECKING:
    from cleanup.engine.settling import Accept
    from cleanup.formats import Source
    from cleanup.past.replay import Same
    from cleanup.rulebook.book import Rulebook
    from cleanup.text.document import Document

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be treated and all that its treatment depends on.

    `accept` is what is applied beyond the safe fixes, if anything. `data` is given where the
    document does not stand in a file; `path` is then only its name. `fields` are those that are
    prose, where the format has fields. `max_size` is in bytes, also of what comes out of a packed
    file. `named` is false for a file that a walk came upon. `decisions` are the files of them that
    hold. With `same`, runs like this one that wrote the file are taken back in memory first.
    """

    path: str
    rulebook: Rulebook
    accept: Accept | None = None
    language: str | None = None
    encoding: str | None = None
    format: str | None = None
    fields: tuple[str, ...] = ()
    max_size: int | None = None
    fail_on: Severity = "warning"
    data: bytes | None = None
    named: bool = True
    decisions: tuple[str, ...] = ()
    same: Same | None = None

    def read(self, data: bytes) -> Source:
        """Return the source of the document with these bytes. Raises FileError, ConfigError."""
        from cleanup.formats import Asked, read

        asked = Asked(self.fields, self.max_size)
        return read(data, self.path, self.encoding, self.format, asked)


@dataclass(frozen=True, slots=True)
class Treated:
    """A document with its plan. `file` is what stood on disk.

    `used` are rule and fingerprint of the decisions that the plan obeys.
    """

    job: Job
    file: Stamped
    source: Source
    plan: Plan
    used: frozenset[tuple[str, str]] = frozenset()

    @property
    def is_as_read(self) -> bool:
        """Tell whether the plan begins at what stood on disk, and at no earlier input."""
        return self.source.data == self.file.data

    @property
    def entry(self) -> Entry:
        """The document as the reports see it, without its bytes: it can go to another process."""
        plan = self.plan
        if not plan.findings and not plan.changes:
            plan = replace(plan, source="", text="")  # nothing of it will be shown
        marked: list[Finding | Change] = [*plan.findings, *plan.changes]
        offsets = {offset for one in marked for offset in (one.start, one.end)}
        places = {offset: self.source.locate(offset) for offset in offsets}
        return Entry(self.source.path, self.source.format, plan, Places(places).locate)


@dataclass(frozen=True, slots=True)
class Places:
    """The places in a file of all offsets (code points of the text) that a report asks for."""

    known: Mapping[int, Location]

    def locate(self, offset: int) -> Location:
        """Return the place of the start or the end of a finding or a change."""
        return self.known[offset]


@dataclass(frozen=True, slots=True)
class Account:
    """What is left of a document when it is done: all that reports and the exit code need.

    `faults` are lines about parts of it that could not be read; the others are done.
    """

    entry: Entry
    fail_on: Severity
    used: frozenset[tuple[str, str]] = frozenset()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Worked(Generic[T]):
    """A document that was worked on: its account, and what is to be written of it."""

    account: Account
    product: T

    @classmethod
    def of(cls, treated: Treated, product: T, *, texts: bool = True) -> Worked[T]:
        """Return what goes back to the process that writes, with or without the texts."""
        job, faults, entry = treated.job, treated.source.faults, treated.entry
        if not texts:
            entry = replace(entry, plan=replace(entry.plan, source="", text=""))
        return cls(Account(entry, job.fail_on, treated.used, faults), product)


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be done: one line that names it, and for a fault the traceback.

    `binary` says that it is no text; `passed` that nobody asked for it, so that it is no error.
    """

    path: str
    line: str
    trace: str = ""
    binary: bool = False
    passed: bool = False


def treat(job: Job) -> Treated:
    """Read a document and plan its changes. Raises FileError."""
    with _uncollected():
        return _treat(job)


def _treat(job: Job) -> Treated:
    if job.data is None:
        file = read_bytes(job.path, job.max_size)
    else:
        file = Stamped(job.path, job.data, len(job.data), 0, 0)
    if job.decisions:
        return _treat_decided(job, file)
    source = job.read(file.data)
    from cleanup.engine.settling import SAFE

    accept = job.accept or SAFE
    return Treated(job, file, source, plan(source.document, job.rulebook, accept, job.language))


def plan(document: Document, rulebook: Rulebook, accept: Accept, language: str | None) -> Plan:
    """Return the engine's plan; where all documents are known it is not even imported."""
    from cleanup.engine import settling as engine

    return engine.plan(document, rulebook, accept, language)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let nobody look for objects that refer to one another in circles, inside the block.

    A plan makes none, but so many objects that looking through them, again and again, takes a
    sixth of the time of a large file.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _treat_decided(job: Job, file: Stamped) -> Treated:
    from cleanup.decisions.decided import plan_decided
    from cleanup.decisions.file import load
    from cleanup.engine.settling import SAFE

    data = file.data
    if job.same is not None and job.data is None:
        from cleanup.past.replay import original

        data = original(file, job.same)
    source = job.read(data)
    decisions = load(job.decisions)
    made = plan_decided(source.document, job.rulebook, job.accept or SAFE, job.language, decisions)
    return Treated(job, file, source, made.plan, made.used)


def attempt(path: str, act: Callable[[], T]) -> T | Failure:
    """Return what an act on a document gives, or how it failed."""
    try:
        return act()
    except CleanupError as error:
        return Failure(path, str(error), binary=isinstance(error, BinaryError))
    except Exception as error:
        import traceback

        reason = " ".join(f"{type(error).__name__}: {error}".split())
        line = f"{shown(path)}: not done, by a fault of cleanup: {shown(reason)}"
        return Failure(path, line, traceback.format_exc())


def run(
    jobs: Iterable[Job],
    work: Callable[[Treated], T],
    finish: Callable[[T], None] | None = None,
    processes: int = 1,
) -> Generator[T | Failure, None, None]:
    """Treat documents and yield, in their order, what `work` makes of each, once it is finished.

    With several processes `work` is done where the document is treated, so it and what it returns
    must be fit for pickling. `finish` is always called here, for one document after another: it
    writes. Where either raises, the document counts as failed.
    """
    for job, done in _worked(jobs, work, processes):
        if isinstance(done, Failure):
            yield replace(done, passed=done.binary and not job.named)
            continue
        failed = attempt(job.path, partial(finish, done)) if finish is not None else None
        yield failed if isinstance(failed, Failure) else done


def _worked(
    jobs: Iterable[Job], work: Callable[[Treated], T], processes: int
) -> Iterator[tuple[Job, T | Failure]]:
    if processes == 1:
        for job in jobs:
            yield job, attempt(job.path, partial(_do, job, work))
        return
    from cleanup.pool import Pool

    with Pool(processes, work) as pool:
        yield from pool.results(jobs)


def _do(job: Job, work: Callable[[Treated], T]) -> T:
    return work(treat(job))
