"""`cleanup review` in a real pseudo-terminal: what is asked, which keys, what is kept."""

from __future__ import annotations

import codecs
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest
from cli_texts import DOUBTFUL, DOUBTFUL_FIXED, SAFE, SAFE_FIXED, Call, read, write

pytest.importorskip("pty")
NAME = "cleanup.decisions.toml"
OTHER = "Elles ont salué leurs deux villes. » la vieille amitié.\n"
OTHER_FIXED = "Elles ont salué la vieille amitié de leurs deux villes.\n"
MANUAL = "Le maire de la ville juge les débats de la mairie « francs ». [and] utile ».\n"
_STUCK = 30  # seconds without any output: the program waits for what the test does not send


def review(*words: str, keys: list[str], **environ: str) -> tuple[int, str]:
    """Run a review, press a key at each prompt, and return the exit code and the screen."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "cleanup", "review", *words]
    process = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "100"} | environ,
        start_new_session=True,
    )
    os.close(theirs)
    screen, waiting, seen = "", list(keys), 0
    decoder = codecs.getincrementaldecoder("utf-8")()  # what is read may end inside a character
    try:
        while True:
            if not select.select([ours], [], [], _STUCK)[0]:
                process.kill()
                raise AssertionError(f"stuck at: {screen[-400:]!r}")
            try:
                data = os.read(ours, 4096)
            except OSError:  # Linux says so where the other side is closed
                break
            if not data:
                break
            screen += decoder.decode(data)
            if screen.endswith("] ") or "back): " in screen[seen:]:
                seen = len(screen)
                os.write(ours, (waiting.pop(0) if waiting else "q").encode())
    finally:
        os.close(ours)
    return process.wait(), screen.replace("\r\n", "\n")


def verdicts() -> list[str]:
    lines = read(NAME).splitlines() if Path(NAME).exists() else []
    return [line.split('"')[1] for line in lines if line.startswith("verdict")]


def test_accepting_and_rejecting_are_remembered(call: Call) -> None:
    write("a.txt", f"{SAFE}\n{DOUBTFUL}\n{OTHER}")
    code, screen = review("a.txt", keys=["y", "n"])
    assert code == 0
    assert screen.count("Apply?") == 2
    assert sorted(verdicts()) == ["accept", "reject"]
    assert "1 accepted, 1 rejected, 0 left for later" in screen
    assert "`cleanup fix a.txt` applies what was accepted" in screen
    assert read("a.txt") == f"{SAFE}\n{DOUBTFUL}\n{OTHER}"
    assert call("fix", "a.txt")[0] == 0
    assert read("a.txt") == f"{SAFE_FIXED}\n{DOUBTFUL_FIXED}\n{OTHER}"
    code, screen = review("a.txt", keys=[])
    assert (code, "there is nothing to decide" in screen) == (0, True)


def test_the_question_shows_place_rule_and_reason() -> None:
    write("a.txt", f"{SAFE}\n{DOUBTFUL}")
    _, screen = review("a.txt", keys=["q"])
    assert "a.txt:3:36  POS001" in screen
    assert "  unsafe  (1 to go in this file)" in screen
    assert "[-" in screen and "{+" in screen
    assert "\x1b[" not in screen
    assert "Apply? [y,n,e,j,d,q,?] q\n" in screen


def test_quitting_keeps_the_answers_and_the_next_time_goes_on() -> None:
    write("a.txt", f"{DOUBTFUL}\n{OTHER}")
    assert review("a.txt", keys=["y", "q"])[0] == 1
    assert verdicts() == ["accept"]
    code, screen = review("a.txt", keys=["n"])
    assert (code, screen.count("Apply?")) == (0, 1)
    assert sorted(verdicts()) == ["accept", "reject"]


def test_undo_takes_answers_back_over_files() -> None:
    write("a.txt", DOUBTFUL)
    write("b.txt", OTHER)
    code, screen = review("a.txt", "b.txt", keys=["y", "u", "n", "j", "u", "q"])
    assert code == 1
    assert verdicts() == ["reject"]
    first = screen.split("Apply?")[1]
    assert "b.txt:1" in first and "u" in screen.split("Apply? ")[2].split("]")[0]


def test_all_of_a_rule_at_once(call: Call) -> None:
    write("a.txt", f"{DOUBTFUL}\n{OTHER}")
    code, screen = review("a.txt", keys=["a"])
    assert (code, screen.count("Apply?"), verdicts()) == (0, 1, ["accept", "accept"])
    call("fix", "a.txt")
    assert read("a.txt") == f"{DOUBTFUL_FIXED}\n{OTHER_FIXED}"


def test_the_rest_of_a_file_for_another_time() -> None:
    write("a.txt", f"{DOUBTFUL}\n{OTHER}")
    write("b.txt", OTHER.replace("villes", "cités"))
    code, screen = review("a.txt", "b.txt", keys=["d", "y"])
    assert (code, screen.count("Apply?"), verdicts()) == (1, 2, ["accept"])
    assert "1 accepted, 0 rejected, 2 left for later" in screen


def test_writing_what_stands_there(call: Call) -> None:
    write("a.txt", DOUBTFUL)
    code, _ = review("a.txt", keys=["e", "\x15l’entente de leurs pays\n"])
    assert (code, verdicts()) == (0, ["accept"])
    assert call("fix", "a.txt")[0] == 0
    assert read("a.txt") == "Le maire et les deux hommes louent l’entente de leurs pays.\n"


def test_what_exists_by_a_repair_cannot_be_written_over() -> None:
    write("a.txt", MANUAL)
    code, screen = review("a.txt", keys=["y", "e", "\x15utiles\n", "n"])
    assert "Apply? [n,e,j,d,q,?] " in screen  # there is nothing to accept as it stands
    assert "utile?]" in screen
    assert "Something else stands in its place" in screen
    assert (code, verdicts()) == (0, ["reject"])


def test_safe_repairs_with_all(call: Call) -> None:
    write("a.txt", SAFE)
    assert review("a.txt", keys=[])[1].count("Apply?") == 0
    code, screen = review("a.txt", "--all", keys=["n", "y"])
    assert (code, screen.count("Apply?")) == (0, 2)
    assert "retraitée" in screen
    call("fix", "a.txt")
    assert read("a.txt") == SAFE.replace("retraitée ,", "retraitée,")


def test_help_strange_keys_and_the_end_of_input() -> None:
    write("a.txt", DOUBTFUL)
    code, screen = review("a.txt", keys=["?", "x", "\x1b[A", "é", "\x04"])
    assert (code, verdicts()) == (1, [])
    assert screen.count("undo the last answer") == 4


def test_colour_is_for_those_who_want_it() -> None:
    write("a.txt", DOUBTFUL)
    assert "\x1b[" in review("a.txt", "--color", "always", keys=["q"])[1]


def test_an_error_in_one_file_stops_no_other() -> None:
    write("a.txt", "")
    write("b.txt", DOUBTFUL)
    code, screen = review("a.txt", "b.txt", keys=["y"])
    assert (code, verdicts()) == (2, ["accept"])
    assert "error: a.txt: empty" in screen


def test_decisions_go_to_the_file_that_is_named() -> None:
    write("a.txt", DOUBTFUL)
    write("mine.toml", "# Mine.\n")
    assert review("a.txt", "--decisions", "mine.toml", keys=["n"])[0] == 0
    assert read("mine.toml").startswith("# Mine.\n\n[[decision]]\nrule = ")
    assert not Path(NAME).exists()


@pytest.mark.parametrize("words", [["a.txt"], ["-"]], ids=["no-terminal", "stdin"])
def test_without_a_terminal_it_is_refused(call: Call, words: list[str]) -> None:
    write("a.txt", DOUBTFUL)
    code, out, err = call("review", *words)
    assert (code, out) == (2, "")
    assert err.startswith("error: review: ") and err.count("\n") == 1


def test_lines_where_no_key_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    from cleanup.cli import keys

    monkeypatch.setattr(keys, "_raw", lambda _: None)
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n\n"))
    assert [keys.read_key("") for _ in range(3)] == ["y", "\n", keys.END]
