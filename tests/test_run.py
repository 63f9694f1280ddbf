"""Many documents: each is treated, and what goes wrong with one stops no other."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from cleanup.engine.settling import UNSAFE
from cleanup.errors import FileError
from cleanup.rulebook.library import load_rulebook
from cleanup.rulebook.table import Rulebook
from cleanup.run import Failure, Job, Treated, attempt, run, treat

DAMAGED = "Les trois candidates , dont une retraitée, ont été reçues par la mairie.\n"


def same(treated: Treated) -> Treated:
    return treated


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


def test_a_document_with_its_plan(tmp_path: Path, rulebook: Rulebook) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(DAMAGED.replace("\n", "\r\n").encode("cp1252"))
    done = treat(Job(str(path), rulebook, encoding="cp1252", language="fr"))
    assert done.plan.source == DAMAGED
    assert done.plan.text == DAMAGED.replace(" ,", ",")
    assert done.plan.language == "fr"
    entry = done.entry
    assert (entry.path, entry.format, entry.plan) == (str(path), "plain", done.plan)
    spot = entry.locate(done.plan.changes[0].start)
    assert (spot.line, spot.column) == (1, 21)
    assert path.read_bytes() == done.file.data


@pytest.mark.parametrize("enabled", [True, False])
def test_no_circles_are_looked_for_during_a_plan(
    rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch, *, enabled: bool
) -> None:
    seen = []

    def fail(*_: object) -> None:
        seen.append(gc.isenabled())
        raise FileError("no plan")

    monkeypatch.setattr("cleanup.run.plan", fail)
    was = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        with pytest.raises(FileError):
            treat(Job("<stdin>", rulebook, data=b"x"))
        assert (seen, gc.isenabled()) == ([False], enabled)
    finally:
        (gc.enable if was else gc.disable)()


def test_a_document_that_stands_in_no_file(rulebook: Rulebook) -> None:
    done = treat(Job("<stdin>", rulebook, UNSAFE, data=DAMAGED.encode()))
    assert (done.source.path, len(done.plan.changes)) == ("<stdin>", 1)


def test_one_after_another_whatever_fails(tmp_path: Path, rulebook: Rulebook) -> None:
    names = ["a.txt", "none.txt", "b.txt", "c.txt"]
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(DAMAGED, encoding="utf-8")
    finished = []

    def finish(treated: Treated | Failure) -> None:
        if isinstance(treated, Failure):
            return
        if treated.job.path.endswith("b.txt"):
            raise FileError(f"{treated.job.path}: cannot be written")
        finished.append(Path(treated.job.path).name)

    jobs = [Job(str(tmp_path / name), rulebook) for name in names]
    results = list(run(jobs, same, finish))
    assert [isinstance(r, Failure) for r in results] == [False, True, True, False]
    assert finished == ["a.txt", "c.txt"]
    lines = [r.line for r in results if isinstance(r, Failure)]
    assert lines == [
        f"{tmp_path}/none.txt: no such file",
        f"{tmp_path}/b.txt: cannot be written",
    ]


def test_documents_are_treated_when_they_are_asked_for(tmp_path: Path, rulebook: Rulebook) -> None:
    (tmp_path / "a.txt").write_text(DAMAGED, encoding="utf-8")
    jobs = [Job(str(tmp_path / "a.txt"), rulebook)] * 2
    finished: list[Treated] = []
    results = run(jobs, same, finished.append)
    next(results)
    assert len(finished) == 1


def test_a_fault_is_one_line_with_its_trace() -> None:
    def act() -> None:
        raise ValueError("first\nsecond \x1b[1m")

    failed = attempt("a\nb.txt", act)
    assert isinstance(failed, Failure)
    assert failed.path == "a\nb.txt"
    assert failed.line == (
        "a\\nb.txt: not done, by a fault of cleanup: ValueError: first second \\x1b[1m"
    )
    assert "in act" in failed.trace


def test_interruption_is_no_failure_of_a_document() -> None:
    def act() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt("a.txt", act)
