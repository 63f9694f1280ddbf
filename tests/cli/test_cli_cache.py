"""`lint` remembers what it found, and is never wrong for that."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_texts import CLEAN, DOUBTFUL, SAFE, Call, write

from cleanup import known, run
from cleanup.decisions.file import Amendment, Decision, write_amended
from cleanup.known import Known
from cleanup.rulebook import library

Done = tuple[int, str, str]


@pytest.fixture
def treated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the documents that were looked at anew."""
    paths: list[str] = []
    first = run.treat

    def treat(job: run.Job) -> run.Treated:
        paths.append(job.path)
        return first(job)

    monkeypatch.setattr(run, "treat", treat)
    return paths


@pytest.mark.parametrize("form", ["text", "concise", "json", "jsonl", "sarif", "gitlab"])
def test_the_second_run_says_the_same(call: Call, treated: list[str], form: str) -> None:
    write("a.txt", SAFE + "\n" + DOUBTFUL)
    write("b.md", f"# Un *titre*\n\n{SAFE}")
    write("c.txt", CLEAN)
    write("d.jsonl", '{"text": "La mairie a reçu , hier."}\n{"text": 1}\n')
    words = ("lint", "--lang", "fr", "--output-format", form, "a.txt", "b.md", "c.txt")
    first = call(*words)
    assert treated == ["a.txt", "b.md", "c.txt"]
    assert call(*words) == first == call(*words, "--no-cache")
    assert len(treated) == 6
    records = ("lint", "--lang", "fr", "--field", "text", "--output-format", form, "d.jsonl")
    assert call(*records) == call(*records) == call(*records, "--no-cache")
    assert len(treated) == 8


def _file() -> None:
    write("a.txt", CLEAN)


def _same_file() -> None:
    os.utime("a.txt", (1, 1))


def _rule() -> None:
    rules = Path("house/fr/house.toml")
    rules.write_text(rules.read_text("utf-8").replace("candidates", "mairie"), "utf-8")


def _configuration() -> None:
    write("cleanup.toml", 'extend-rules = ["house/"]\nignore = ["TOK"]\n')


def _language() -> None:
    write("cleanup.toml", 'extend-rules = ["house/"]\nlang = "de"\n')


def _decisions() -> None:
    write_amended("cleanup.decisions.toml", Amendment((Decision("TOK007", "0" * 16, "reject"),)))


@pytest.mark.parametrize(
    ("change", "anew"),
    [
        (_file, 1),
        (_same_file, 0),
        (_rule, 1),
        (_configuration, 1),
        (_language, 1),
        (_decisions, 1),
    ],
)
def test_what_a_result_depends_on(
    call: Call, treated: list[str], change: Callable[[], None], anew: int
) -> None:
    write("a.txt", SAFE)
    write("cleanup.toml", 'extend-rules = ["house/"]\n')
    write("house/fr/house.toml", HOUSE)
    first = call("lint", "a.txt")
    assert call("lint", "a.txt") == first
    assert len(treated) == 1
    change()
    # A process reads rules and decisions once.
    for read_once in (known._of_file, library.load_library, library._rulebook):
        read_once.cache_clear()
    after = call("lint", "a.txt")
    assert len(treated) == 1 + anew
    assert after == call("lint", "a.txt", "--no-cache")


HOUSE = """[[rule]]
code = "GRM900"
name = "house-word"
message = "A word of the house."
why = "It is said otherwise here."
mqm = "terminology/wrong-term"
applicability = "manual"
trigger = { words = ["candidates"] }
pattern = "candidates"
bad = [["Les candidates."]]
good = ["Les autres."]
"""


@pytest.mark.parametrize("name", ["__version__", "_installation"])
def test_another_version_knows_nothing(
    call: Call, treated: list[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write("a.txt")
    call("lint", "a.txt")
    monkeypatch.setattr(known, name, "9.9" if name == "__version__" else lambda: "another")
    call("lint", "a.txt")
    assert treated == ["a.txt", "a.txt"]


def test_nothing_is_kept_where_that_is_asked(call: Call, treated: list[str]) -> None:
    write("a.txt")
    call("lint", "--no-cache", "a.txt")
    call("lint", "a.txt")
    assert treated == ["a.txt", "a.txt"]


def test_a_file_that_fails_is_not_kept(call: Call) -> None:
    write("a.txt").write_bytes(b"\xff\xfe\xfa")
    first = call("lint", "a.txt")
    assert first[0] == 2
    assert call("lint", "a.txt") == first


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_cache_begins_anew(call: Call, treated: list[str], damage: bytes) -> None:
    write("a.txt")
    first = call("lint", "a.txt")
    Path(Known()._path).write_bytes(damage)
    for _ in range(3):
        assert call("lint", "a.txt") == first
    assert len(treated) == 2


def test_a_record_that_is_none_is_found_out_again(call: Call, treated: list[str]) -> None:
    write("a.txt")
    first = call("lint", "a.txt")
    with sqlite3.connect(Known()._path) as open_:
        open_.execute("UPDATE accounts SET value = '{}'")
    assert call("lint", "a.txt") == first
    assert len(treated) == 2


def test_a_cache_that_cannot_be_written_is_no_fault(
    call: Call, treated: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write("a.txt")
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    first = call("lint", "a.txt")
    assert call("lint", "a.txt") == first
    assert len(treated) == 2


def test_another_process_may_write_at_the_same_time(call: Call, treated: list[str]) -> None:
    write("a.txt")
    first = call("lint", "a.txt", "--no-cache")
    with Known():
        assert call("lint", "a.txt") == first
    with sqlite3.connect(Known()._path) as open_:
        open_.execute("BEGIN IMMEDIATE")
        assert call("lint", "a.txt") == first
    assert len(treated) == 2


def test_the_order_is_that_of_the_files_in_several_processes(call: Call) -> None:
    for number in range(12):
        write(f"{number:02}.txt", SAFE * (number % 3))
    for number in (1, 4, 5, 11):
        call("lint", f"{number:02}.txt")
    whole = call("lint", "-j", "2", ".")
    assert whole == call("lint", "-j", "2", ".") == call("lint", "--no-cache", ".")


def test_old_documents_go(call: Call, monkeypatch: pytest.MonkeyPatch, treated: list[str]) -> None:
    monkeypatch.setattr(known, "_MOST", 2)
    for name in ("a.txt", "b.txt", "c.txt", "c.txt", "a.txt"):
        write(name)
        call("lint", name)
    assert treated == ["a.txt", "b.txt", "c.txt", "a.txt"]


def test_only_the_owner_reads_it(call: Call) -> None:
    write("a.txt")
    call("lint", "a.txt")
    assert Path(Known()._path).stat().st_mode & 0o077 == 0
