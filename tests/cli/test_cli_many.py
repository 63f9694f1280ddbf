"""Many documents in several processes: the same bytes as in one, whatever ends one of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cli_texts import CLEAN, DOUBTFUL, PLAIN, SAFE, SAFE_FIXED, listed, read, write

from cleanup.cli.processes import count_processes

COMMAND = [sys.executable, "-m", "cleanup"]
NAMES = ("a.txt", "with space.txt", "été/l’article.md", "new\nline.txt", "b/c/d.txt")
BAD = {"bad.txt": b"\xff\xfe\xfa", "empty.txt": b"", "b/scan.txt": b"%PDF-1.7 and so on"}
REPORTS = ("json", "jsonl", "markdown", "html", "terminal", "text", "concise", "unified")


def fill(folder: str, *, bad: bool = True) -> None:
    """Write a dozen documents, some of which cannot be read."""
    for number, name in enumerate(NAMES):
        write(f"{folder}/{name}", SAFE * (40 - 9 * number))
        write(f"{folder}/more/{number}.txt", (CLEAN, DOUBTFUL, PLAIN, "Ok.\n", SAFE)[number])
    for name, data in BAD.items() if bad else ():
        write(f"{folder}/{name}").write_bytes(data)


def process(
    *words: str, cwd: str = ".", script: str | None = None
) -> subprocess.CompletedProcess[bytes]:
    start = COMMAND if script is None else [sys.executable, "-c", script]
    env = {**os.environ, "XDG_STATE_HOME": str(Path(cwd, "state").absolute())}
    return subprocess.run([*start, *words], cwd=cwd, env=env, capture_output=True, check=False)


def ledgers(folder: str) -> list[Any]:
    """Return the records of the ledgers below a folder, but for when and where they were made."""
    records = []
    for path in sorted(Path(folder).rglob("*ledger.jsonl")):
        for line in path.read_bytes().splitlines():
            record = json.loads(line)
            record.pop("started", None)
            record.pop("cwd", None)
            records.append(record)
    return records


def tree(folder: str) -> dict[str, bytes]:
    names = [name for name in listed(folder) if "ledger" not in name]
    return {name: Path(folder, name).read_bytes() for name in names}


@pytest.mark.parametrize(
    "words",
    [
        ["lint", "in"],
        ["lint", "in", "-v", "--output-format", "json"],
        ["lint", "in", "--output-format", "jsonl", "--style", "fr-FR"],
        ["lint", "in", "--statistics"],
        ["fix", "in"],
        ["fix", "in", "--diff"],
        ["fix", "in", "--no-ledger", "--unsafe-fixes", "-q"],
        ["fix", "in", "-o", "out/", *(f"--report={name}=r.{name}" for name in REPORTS)],
    ],
    ids=" ".join,
)
def test_eight_processes_do_what_one_does(words: list[str]) -> None:
    ran = {}
    for jobs in ("1", "8"):
        fill(f"{jobs}/in")
        done = process(*words, "-j", jobs, cwd=jobs)
        ran[jobs] = (done.returncode, done.stdout, done.stderr, tree(jobs), ledgers(jobs))
    assert ran["8"] == ran["1"]
    code, _, err, *_ = ran["1"]
    assert code == 2
    assert err.count(b"error: ") == len(BAD) - 1
    assert (b"in/b/scan.txt: a PDF document, not text" in err) == ("-v" in words)


def test_a_bad_file_is_set_aside_in_each_report() -> None:
    fill("in")
    reports = [name for name in REPORTS if name != "unified"]  # nothing of it could be applied
    done = process("fix", "in", "-o", "out", "-j2", *(f"--report={n}=r.{n}" for n in reports))
    assert done.returncode == 2
    assert b"set aside\n" in done.stdout
    for name in reports:
        assert "bad.txt: byte 2: not valid utf-16-le" in read(f"r.{name}").replace("\\", ""), name
    assert sorted(n for n in listed("out") if n.endswith((".txt", ".md"))) == sorted(
        n for n in listed("in") if n not in BAD
    )
    assert f"written: {len(listed('in')) - len(BAD) + 2} files".encode() in done.stderr


def test_a_run_in_several_processes_is_undone() -> None:
    fill("in", bad=False)
    before = tree("in")
    assert process("fix", "in", "-j", "3").returncode == 1
    assert tree("in") != before
    assert process("undo").returncode == 0
    assert tree("in") == before


PATCHED = """
import os, signal, sys, time
from cleanup import run
planned = run.plan
def plan(document, *rest):
    if "{word}" in document.text:
        {act}
    return planned(document, *rest)
run.plan = plan
from cleanup.cli import run as end
end()
"""


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", "its process was ended by SIGKILL"),
        ("os._exit(7)", "its process ended with exit code 7"),
    ],
)
def test_a_lost_worker_is_one_failed_document(act: str, said: str) -> None:
    fill("in", bad=False)
    for name in ("more/1.txt", "b/c/d.txt"):
        write(f"in/{name}", "Deadly , indeed.\n")
    done = process("fix", "in", "-j", "2", script=PATCHED.format(word="Deadly", act=act))
    assert done.returncode == 2
    lines = [f"error: in/{name}: not done: {said}\n" for name in ("b/c/d.txt", "more/1.txt")]
    assert done.stderr.decode().startswith("".join(lines)), done.stderr
    assert read("in/a.txt") != SAFE * 40
    assert read("in/more/4.txt") == SAFE_FIXED
    assert read("in/more/1.txt") == "Deadly , indeed.\n"


@pytest.mark.parametrize("jobs", ["1", "4"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("everyone", [False, True], ids=["one", "group"])
def test_interruption_leaves_whole_files_only(
    jobs: str, number: signal.Signals, everyone: bool
) -> None:
    for index in range(40):
        write(f"in/{index:02}.txt")
    write("in/20.txt", "Slow , indeed.\n")
    act = "print('slow', flush=True); time.sleep(60)"
    started = subprocess.Popen(
        [sys.executable, "-c", PATCHED.format(word="Slow", act=act), "fix", "in", "-j", jobs],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == b"slow\n"
    if everyone:
        os.killpg(started.pid, number)
    else:
        started.send_signal(number)
    _, err = started.communicate(timeout=50)  # returns once no worker holds the pipes
    assert started.returncode == 130
    assert err.startswith(b"interrupted: ")
    assert err.count(b"\n") == 1
    assert {p.name for p in Path("in").iterdir()} == {f"{n:02}.txt" for n in range(40)}
    done = [read(f"in/{n:02}.txt") for n in range(20)]
    assert set(done) <= {SAFE, SAFE_FIXED}
    assert read("in/39.txt") == SAFE
    undone = subprocess.run([*COMMAND, "undo"], capture_output=True, check=False)
    assert undone.returncode == (0 if SAFE_FIXED in done else 2)
    assert {read(f"in/{n:02}.txt") for n in range(40)} == {SAFE, "Slow , indeed.\n"}


@pytest.mark.parametrize("jobs", ["-1", "two", "", "1.5", "²"])
def test_what_is_no_number_of_processes(jobs: str) -> None:
    write("a.txt")
    done = process("lint", "a.txt", "--jobs", jobs)
    assert done.returncode == 2
    assert b"-j: must be a number of processes or auto" in done.stderr


@pytest.mark.parametrize("jobs", ["0", "auto", "1", "99"])
def test_numbers_of_processes(jobs: str) -> None:
    fill("in", bad=False)
    done = process("lint", "in", "-j", jobs, "--exit-zero")
    assert (done.returncode, done.stdout.count(b"TOK007")) == (0, 2 * (40 + 31 + 22 + 13 + 4 + 1))


def test_a_long_run_shows_how_far_it_is() -> None:
    import pty

    for index in range(30):
        write(f"in/{index}.txt", "Slow , indeed.\n")
    ours, theirs = pty.openpty()
    script = PATCHED.format(word="Slow", act="time.sleep(0.1)")
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    started = subprocess.Popen(
        [sys.executable, "-c", script, "fix", "in", "-j1"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=env,
    )
    os.close(theirs)
    assert started.stdout is not None
    started.stdout.read()
    said = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        said += part
    os.close(ours)
    started.wait(timeout=30)
    assert b"/30" in said
    assert b"30/30" not in said  # the line goes when there is nothing left to wait for
    assert said.rstrip().endswith(b"--lang names it")


@pytest.mark.parametrize(
    ("asked", "sizes", "count"),
    [
        pytest.param(None, [10] * 500, 1, id="small"),
        pytest.param(None, [90_000_000], 1, id="one"),
        pytest.param(None, [400_000] * 3, 3, id="as-many-as-it-pays"),
        pytest.param(None, [900_000] * 90, 4, id="as-many-as-there-are-cores"),
        pytest.param(0, [10] * 90, 4, id="all-cores"),
        pytest.param(0, [10] * 3, 3, id="no-more-than-documents"),
        pytest.param(7, [10] * 90, 7, id="asked"),
        pytest.param(7, [10] * 2, 2, id="asked-for-too-many"),
        pytest.param(7, [], 1, id="nothing"),
    ],
)
def test_how_many_processes(
    asked: int | None, sizes: list[int], count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(4)))
    monkeypatch.setattr("os.path.getsize", lambda path: sizes[int(path)])
    jobs: list[Any] = [SimpleNamespace(path=str(number)) for number in range(len(sizes))]
    assert count_processes(asked, jobs) == count
