"""Worker processes: any way to start them, in order, so many at a time, whatever becomes of one."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from cleanup.pool import Pool
from cleanup.rulebook.library import load_rulebook
from cleanup.rulebook.table import Rulebook
from cleanup.run import Failure, Job, Treated, Worked, run

DAMAGED = "Les trois candidates , dont une retraitée, ont été reçues par la mairie.\n"


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


def jobs_of(folder: Path, count: int, rulebook: Rulebook) -> list[Job]:
    jobs = []
    for number in range(count):
        path = folder / f"{number}.txt"
        path.write_text(f"{number}\n\n{DAMAGED}", encoding="utf-8")
        jobs.append(Job(str(path), rulebook, language="fr"))
    return jobs


def text_of(treated: Treated) -> Worked[str]:
    return Worked.of(treated, treated.plan.text)


def plain(worked: Worked[str] | Failure) -> tuple[object, ...]:
    assert isinstance(worked, Worked), worked
    entry = worked.account.entry
    places = [entry.locate(finding.start) for finding in entry.plan.findings]
    return worked.product, entry.path, entry.plan, places


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_any_way_of_starting(tmp_path: Path, rulebook: Rulebook, method: str) -> None:
    jobs = jobs_of(tmp_path, 6, rulebook)
    expected = [plain(one) for one in run(jobs, text_of)]  # now the rules are in use here
    with Pool(2, text_of, method) as pool:
        assert [plain(one) for _, one in pool.results(jobs)] == expected


def deadly(treated: Treated, folder: Path) -> Worked[int]:
    """Count who is at work; the document 2 ends its process, 3 does not fit through a pipe."""
    number = int(treated.plan.text.partition("\n")[0])
    (folder / f"seen-{number}").touch()
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 3:
        return Worked.of(treated, lambda: number)  # type: ignore[arg-type]
    return Worked.of(treated, number)


def test_what_one_document_does_is_its_own(tmp_path: Path, rulebook: Rulebook) -> None:
    jobs = jobs_of(tmp_path, 8, rulebook)
    results = list(run(jobs, partial(deadly, folder=tmp_path), processes=3))
    products = [None if isinstance(one, Failure) else one.product for one in results]
    assert products == [0, 1, None, None, 4, 5, 6, 7]
    killed, unfit = (one for one in results if isinstance(one, Failure))
    assert killed.line == f"{jobs[2].path}: not done: its process was ended by SIGKILL"
    assert unfit.line.startswith(f"{jobs[3].path}: not done, by a fault of cleanup: ")


def test_no_more_is_done_than_can_wait(tmp_path: Path, rulebook: Rulebook) -> None:
    jobs = jobs_of(tmp_path, 60, rulebook)
    results = run(jobs, partial(deadly, folder=tmp_path), processes=2)
    next(results)
    results.close()
    assert len(list(tmp_path.glob("seen-*"))) <= 20


def test_workers_that_were_killed_while_they_waited(tmp_path: Path, rulebook: Rulebook) -> None:
    jobs = jobs_of(tmp_path, 12, rulebook)
    with Pool(2, text_of) as pool:
        results: Iterator[tuple[Job, Worked[str] | Failure]] = pool.results(jobs)
        next(results)
        for worker in pool._workers:
            worker.process.kill()
            worker.process.join()
        rest = [done for _, done in results]
    # What a worker was at is lost; nothing else is, and nothing is done twice.
    assert len(rest) == 11
    assert sum(isinstance(done, Failure) for done in rest) <= 2


def test_interruption_between_two_results_ends_the_workers(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    jobs = jobs_of(tmp_path, 20, rulebook)
    pool = Pool(2, text_of)
    with pytest.raises(KeyboardInterrupt), pool:
        workers = []
        for _ in pool.results(jobs):
            workers = [worker.process for worker in pool._workers]
            raise KeyboardInterrupt
    assert len(workers) == 2
    assert not any(worker.is_alive() for worker in workers)
