"""Worker processes: each reads and plans one document after another, and writes nothing.

A worker may be killed at any time without harm. The document it was at has then failed, another
worker takes its place, and the run goes on. Imported only where there are many documents.
"""

from __future__ import annotations

import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Generic, TypeVar, cast

from cleanup.files import shown
from cleanup.rulebook.book import Rulebook
from cleanup.run import Failure, Job, Treated, attempt, treat
from cleanup.start.data import dataclass, field, replace

T = TypeVar("T")

_AHEAD = 2  # documents given to a worker at a time: while one is sent back the next is begun
_WINDOW = 8  # documents for each worker that may wait for an earlier one to be finished
_TRIES = 3  # times that a document may be given to a worker that is already gone

_STOPS = {signal.SIGINT, signal.SIGTERM}


@dataclass(slots=True)
class _Task:
    """A document on its way: its number in the run, and how often it met a worker that was gone."""

    number: int
    job: Job
    tries: int = 0


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    given: deque[_Task] = field(default_factory=deque)


class Pool(Generic[T]):
    """A number of workers; a context manager that ends them."""

    def __init__(self, size: int, work: Callable[[Treated], T], method: str | None = None) -> None:
        """`method` is a start method of multiprocessing; by default the best of the system."""
        self._size = size
        self._work = work
        method = method or _method()
        self._context = cast(Any, get_context(method))
        self._inherits = method == "fork"
        self._workers: list[_Worker] = []
        self._again: deque[_Task] = deque()
        self._done: dict[int, tuple[Job, T | Failure]] = {}
        self._books: dict[int, Rulebook] = {}
        self._jobs: Sequence[Job] = ()

    def results(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, T | Failure]]:
        """Yield each job, in their order, with what the work on its document gave."""
        # Imported before there are workers, where those get what is imported here.
        from cleanup.engine import settling  # noqa: F401

        known = list(jobs)
        self._books = {id(job.rulebook): job.rulebook for job in known}
        self._jobs = known if self._inherits else ()
        for _ in range(min(self._size, len(known))):
            self._workers.append(self._start())
        tasks = (_Task(number, job) for number, job in enumerate(known))
        for number in range(len(known)):
            while number not in self._done:
                self._give(tasks, number + _WINDOW * self._size)
                self._take()
            yield self._done.pop(number)
            self._give(tasks, number + 1 + _WINDOW * self._size)

    def _give(self, tasks: Iterator[_Task], limit: int) -> None:
        """Give documents to workers that have none ahead, up to the number `limit`."""
        for depth in range(_AHEAD):
            for worker in self._workers:
                if len(worker.given) > depth:
                    continue
                task = self._again.popleft() if self._again else next(tasks, None)
                if task is None:
                    return
                if task.number >= limit:
                    self._again.appendleft(task)
                    return
                self._send(worker, task)

    def _send(self, worker: _Worker, task: _Task) -> None:
        worker.given.append(task)
        try:
            worker.pipe.send(task.number if self._inherits else self._parcel(task.job))
        except OSError:
            worker.given.pop()
            self._again.appendleft(task)
            if not worker.given:  # else it may have left a result, which is taken first
                self._miss(task)
                self._replace(worker)

    def _parcel(self, job: Job) -> tuple[Job, int]:
        """Return a job without its rules, and the number of those, which the worker has."""
        book = list(self._books).index(id(job.rulebook))
        return replace(job, rulebook=cast(Rulebook, None)), book

    def _miss(self, task: _Task) -> None:
        """Count that a document met a worker that was gone, and give it up before long."""
        task.tries += 1
        if task.tries >= _TRIES:
            self._again.popleft()
            self._fail(task, "no process could be started for it")

    def _take(self) -> None:
        """Wait until a worker has something to give, or is gone."""
        busy = [worker.pipe for worker in self._workers if worker.given]
        for pipe in wait(busy) if busy else ():
            worker = next(w for w in self._workers if w.pipe is pipe)
            try:
                done = pickle.loads(worker.pipe.recv_bytes())
            except (EOFError, OSError):
                self._replace(worker)
                continue
            task = worker.given.popleft()
            self._done[task.number] = task.job, done

    def _replace(self, worker: _Worker) -> None:
        """Start another worker in the place of one that is gone; what it was at has failed."""
        worker.process.join(1)
        if worker.given:
            self._fail(worker.given.popleft(), f"its process {_ending(worker.process.exitcode)}")
        self._again.extendleft(reversed(worker.given))
        _stop(worker)
        self._workers[self._workers.index(worker)] = self._start()

    def _fail(self, task: _Task, reason: str) -> None:
        path = task.job.path
        self._done[task.number] = task.job, Failure(path, f"{shown(path)}: not done: {reason}")

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        books = tuple(self._books.values())
        process = self._context.Process(
            target=_serve, args=(theirs, books, self._jobs, self._work), daemon=True
        )
        # An interruption between here and the worker's own first line would end it with a
        # traceback, or leave it running.
        before = _block()
        try:
            process.start()
        finally:
            _unblock(before)
        theirs.close()
        return _Worker(process, ours)

    def __enter__(self) -> Pool[T]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            _stop(worker)
        self._workers.clear()


def _method() -> str:
    """Return how to start workers.

    A fork has the rules without reading them again; elsewhere than on Linux, or beside other
    threads, it is not safe.
    """
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _serve(
    pipe: Connection,
    books: tuple[Rulebook, ...],
    jobs: Sequence[Job],
    work: Callable[[Treated], object],
) -> None:
    """Do what a worker does until nobody asks any more. A forked one has the jobs themselves."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # that is for the process that writes
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _unblock(set())
    while True:
        try:
            given = pipe.recv()
            if isinstance(given, int):
                job = jobs[given]
            else:
                bare, book = given
                job = replace(bare, rulebook=books[book])
            pipe.send_bytes(_answer(job, work))
        except (EOFError, OSError):
            return


def _answer(job: Job, work: Callable[[Treated], object]) -> bytes:
    done = attempt(job.path, lambda: pickle.dumps(work(treat(job)), pickle.HIGHEST_PROTOCOL))
    return pickle.dumps(done) if isinstance(done, Failure) else done


def _ending(code: int | None) -> str:
    if code is None:
        return "stopped answering"
    if code < 0:
        try:
            return f"was ended by {signal.Signals(-code).name}"
        except ValueError:
            return f"was ended by signal {-code}"
    return f"ended with exit code {code}"


def _stop(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()


def _block() -> set[Any]:
    if not hasattr(signal, "pthread_sigmask"):
        return set()
    return signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)


def _unblock(mask: set[Any]) -> None:
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
