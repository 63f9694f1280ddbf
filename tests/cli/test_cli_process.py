"""Real processes: bytes through pipes, poor terminals, readers who leave, interruption."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_texts import ARTICLE, CLEAN, DOUBTFUL, SAFE, SAFE_FIXED, read, write

COMMAND = [sys.executable, "-m", "cleanup"]
POOR = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}


def process(
    *words: str, data: bytes | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *words],
        input=data,
        stdin=subprocess.DEVNULL if data is None else None,
        capture_output=True,
        check=False,
        env={**os.environ, **(env or {})},
    )


@pytest.mark.parametrize("env", [{}, POOR], ids=["usual", "ascii"])
@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", []),
        ("cp1252", ["--encoding", "cp1252"]),
    ],
)
def test_stdin_to_stdout_keeps_the_encoding(
    env: dict[str, str], encoding: str, words: list[str], home: Path
) -> None:
    given = SAFE.replace("\n", "\r\n").encode(encoding)
    done = process("fix", "-", *words, data=given, env=env)
    assert done.returncode == 0, done.stderr
    assert done.stdout == SAFE_FIXED.replace("\n", "\r\n").encode(encoding)
    assert b"TOK007" in done.stderr
    assert not (home.parent / "state").exists()


def test_stdin_is_linted_and_drawn_as_a_diff() -> None:
    assert process("lint", "-", data=SAFE.encode()).stdout.startswith(b"<stdin>:1:21: warning")
    assert f"+{SAFE_FIXED}".encode() in process("fix", "-", "--diff", data=SAFE.encode()).stdout


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", b"error: <stdin>: empty\n"), (b"a\0b", b"error: <stdin>: byte 1: NUL")],
    ids=["empty", "binary"],
)
def test_a_bad_stdin_writes_nothing(data: bytes, said: bytes) -> None:
    done = process("fix", "-", data=data)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr


def test_a_quiet_filter_says_nothing() -> None:
    done = process("fix", "-", "-q", data=DOUBTFUL.encode())
    assert (done.returncode, done.stdout, done.stderr) == (1, DOUBTFUL.encode(), b"")


@pytest.mark.parametrize(
    "words", [["lint"], ["fix", "-o", "out/"], ["rules"], ["explain", "QUO003"], ["--help"]]
)
def test_what_the_terminal_cannot_show_is_escaped(words: list[str]) -> None:
    write("a.txt")
    done = process(*words, *(["a.txt"] if words[0] in ("lint", "fix") else []), env=POOR)
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout.isascii()
    assert b"Traceback" not in done.stderr
    if words == ["lint"]:
        assert rb"une retrait\xe9e" in done.stdout


def test_a_file_name_of_no_encoding(home: Path) -> None:
    name = os.fsencode(home) + b"/\xe9.txt"
    with open(name, "wb") as file:  # noqa: PTH123
        file.write(SAFE.encode())
    done = process("fix", ".", "-o", "out/", "--report", "json=r.json", "--report", "markdown=r.md")
    assert done.returncode == 0, done.stderr
    assert sorted(os.listdir(b"out"))[-1] == b"\xe9.txt"  # noqa: PTH208
    assert process("fix", ".").returncode == 0
    assert process("undo").returncode == 0
    with open(name, "rb") as file:  # noqa: PTH123
        assert file.read() == SAFE.encode()


def test_a_reader_who_leaves_is_no_error(home: Path) -> None:
    for number in range(40):
        write(f"in/{number}.txt", SAFE * 200)
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [*COMMAND, "lint", "in", "--report", "json=r.json"],
        stdout=write_end,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write_end)
    assert (done.returncode, done.stderr) == (1, b"")
    assert Path("r.json").exists()


def test_a_full_disk_behind_stdout_is_an_error() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "fix", "-"],
            input=SAFE.encode(),
            stdout=full,
            capture_output=False,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert b"<stdout>: no space left on the device\n" in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_do_no_harm(closed: str) -> None:
    write("a.txt")
    command = f"{sys.executable} -m cleanup fix a.txt {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert read("a.txt") == SAFE_FIXED


SLOW = """
import sys, time
from cleanup import run
planned = run.plan
def slow(document, *rest):
    if "b.txt is read" in document.text:
        print("slow", flush=True)
        time.sleep(60)
    return planned(document, *rest)
run.plan = slow
from cleanup.cli import main
sys.exit(main())
"""


def test_interruption_leaves_whole_files_and_can_be_undone() -> None:
    write("a.txt")
    write("b.txt", "b.txt is read , slowly.\n")
    write("c.txt")
    started = subprocess.Popen(
        [sys.executable, "-c", SLOW, "fix", "."], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert started.stdout is not None
    assert started.stdout.readline() == b"slow\n"
    started.send_signal(signal.SIGINT)
    begin = time.monotonic()
    _, err = started.communicate(timeout=30)
    assert time.monotonic() - begin < 20
    assert (started.returncode, err.startswith(b"interrupted")) == (130, True), err
    assert (read("a.txt"), read("c.txt")) == (SAFE_FIXED, SAFE)
    assert process("undo").stdout == b"a.txt: restored\n"
    assert read("a.txt") == SAFE
    assert sorted(p.name for p in Path().iterdir()) == ["a.txt", "b.txt", "c.txt"]


def test_colour_is_for_terminals_or_when_asked() -> None:
    write("a.txt")
    assert b"\x1b[" not in process("lint", "a.txt").stdout
    assert b"\x1b[" in process("lint", "a.txt", "--color", "always").stdout
    assert b"\x1b[" not in process("lint", "a.txt", "--color", "never").stdout


def on_a_terminal(*words: str, **env: str) -> bytes:
    import pty

    main_end, other_end = pty.openpty()
    environ = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm", **env}
    started = subprocess.Popen(
        [*COMMAND, *words], stdin=other_end, stdout=other_end, stderr=other_end, env=environ
    )
    os.close(other_end)
    said = b""
    while True:
        try:
            part = os.read(main_end, 65536)
        except OSError:
            break
        if not part:
            break
        said += part
    started.wait(timeout=30)
    os.close(main_end)
    return said


def test_a_terminal_has_colour_unless_told_otherwise() -> None:
    write("a.txt")
    assert b"\x1b[" in on_a_terminal("lint", "a.txt")
    assert b"\x1b[" not in on_a_terminal("lint", "a.txt", NO_COLOR="1")


def test_nothing_from_an_article_acts_on_the_terminal() -> None:
    write("a.txt", f"\x1b]0;title\x07 {SAFE}")
    for words in (["fix", "--diff"], ["lint"], ["fix", "-o", "out/"]):
        said = on_a_terminal(*words, "--ignore", "ENC", "a.txt", NO_COLOR="1")
        assert b"TOK007" in said or b"+<U+001B>" in said
        assert b"\x1b" not in said
        assert b"\x07" not in said


def test_completion_comes_from_typer() -> None:
    asked = {"_CLEANUP_COMPLETE": "complete_bash", "COMP_WORDS": "cleanup li", "COMP_CWORD": "1"}
    done = process(env=asked)
    assert done.stdout.split() == [b"lint"]
    values = {**asked, "COMP_WORDS": "cleanup lint --fail-on w", "COMP_CWORD": "3"}
    assert process("lint", env=values).stdout.split() == [b"warning"]


def test_the_article_by_the_installed_program() -> None:
    program = Path(sys.executable).parent / "cleanup"
    done = subprocess.run([program, "lint", ARTICLE], capture_output=True, check=False)
    assert done.returncode == 1
    assert f"{ARTICLE}:1:1: warning SCR001".encode() in done.stdout
    write("clean.txt", CLEAN)
    assert subprocess.run([program, "lint", "clean.txt"], check=False).returncode == 0
