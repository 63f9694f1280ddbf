"""The kept index of a list: what is put is found, and what is not ours is not believed."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from cleanup.language import wordindex
from cleanup.language.wordindex import Index, is_worth_making, make_index, read_index

SOURCE = "lists 1.0"
WORDS = ("été", "maison", "Noël", "aujourd'hui", "слово", "", "a" * 1000)
OTHERS = ("ete", "maisons", "noël", "aujourd’hui", "слов", " ", "a" * 999)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "mt-cleanup"


def made(words: Iterable[str] = WORDS) -> Index:
    found = make_index(SOURCE, "fr", lambda: words)
    assert found
    return found


def answers(index: Index | None) -> list[bool]:
    assert index
    return [index.has(word) for word in (*WORDS, *OTHERS)]


RIGHT = [True] * len(WORDS) + [False] * len(OTHERS)


def test_what_is_made_is_read_again(folder: Path) -> None:
    assert read_index(SOURCE, "fr") is None
    assert answers(made()) == RIGHT
    assert answers(read_index(SOURCE, "fr")) == RIGHT
    (path,) = folder.iterdir()
    head = path.read_bytes()[:256].decode()
    assert head.startswith(f"mt-cleanup words 1; {SOURCE}; fr; {len(WORDS)}; ")
    assert path.stat().st_size == 256 + 8 * len(WORDS)


def test_the_digests_are_sorted_and_whole() -> None:
    words = [f"w{number}" for number in range(5_000)]
    index = made(words)
    assert list(index.digests) == sorted(index.digests)
    assert all(index.has(word) for word in words)
    assert not any(index.has(f"x{number}") for number in range(5_000))


def test_a_list_may_be_empty() -> None:
    assert not made(()).has("")


def test_half_a_pair_of_surrogates_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        made().has("\ud800")


@pytest.mark.parametrize(
    ("source", "language"), [("lists 1.1", "fr"), ("list 1.0", "fr"), (SOURCE, "de")]
)
def test_another_list_is_not_taken_for_it(folder: Path, source: str, language: str) -> None:
    made()
    assert read_index(source, language) is None
    (path,) = folder.iterdir()
    path.rename(wordindex._path(source, language))
    assert read_index(source, language) is None


def test_another_format_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    made()
    monkeypatch.setattr(wordindex, "_FORMAT", wordindex._FORMAT + 1)
    assert read_index(SOURCE, "fr") is None


def test_what_is_damaged_is_not_believed_and_made_anew(folder: Path) -> None:
    made()
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    ways = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))]
    ways += [whole[:end] for end in range(len(whole))]
    ways += [whole + b"x", whole + bytes(8), bytes(len(whole))]
    for damaged in ways:
        path.write_bytes(damaged)
        assert read_index(SOURCE, "fr") is None
    assert answers(made()) == RIGHT
    assert path.read_bytes() == whole


def test_a_head_that_is_too_long_is_never_believed(folder: Path) -> None:
    assert make_index("lists " + "1" * 300, "fr", lambda: WORDS) is None


def never() -> Iterator[str]:
    raise AssertionError("the list was read")


def test_a_cache_that_cannot_be_written_costs_no_list(folder: Path) -> None:
    folder.write_bytes(b"")
    assert make_index(SOURCE, "fr", never) is None
    assert read_index(SOURCE, "fr") is None


def test_a_full_disk_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> tuple[int, int]:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(wordindex, "_write", full)
    assert make_index(SOURCE, "fr", lambda: WORDS) is None
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_what_the_list_raises_is_passed_on(folder: Path, error: type[BaseException]) -> None:
    def broken() -> Iterator[str]:
        yield "maison"
        raise error

    with pytest.raises(error):
        make_index(SOURCE, "fr", broken)
    assert list(folder.iterdir()) == []


def test_a_machine_of_the_other_byte_order_has_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made()
    monkeypatch.setattr(sys, "byteorder", "big")
    assert read_index(SOURCE, "fr") is None
    assert make_index(SOURCE, "fr", never) is None


def test_an_index_in_use_outlives_its_file(folder: Path) -> None:
    index = made()
    made(("other",))
    assert answers(index) == RIGHT
    assert answers(read_index(SOURCE, "fr")) != RIGHT


def test_many_processes_at_once_do_no_harm(folder: Path) -> None:
    program = (
        "from cleanup.language.wordindex import make_index, read_index\n"
        "words = [f'w{number}' for number in range(2_000)]\n"
        "for _ in range(20):\n"
        "    assert make_index('lists 1.0', 'fr', lambda: words)\n"
        "    kept = read_index('lists 1.0', 'fr')\n"
        "    assert kept and all(map(kept.has, words)) and not kept.has('x')\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    started = [subprocess.Popen([sys.executable, "-c", program], env=environment) for _ in range(3)]
    assert [one.wait() for one in started] == [0, 0, 0]
    assert len(list(folder.iterdir())) == 1


def test_an_index_is_made_from_the_second_run_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wordindex, "_made", set())
    assert not is_worth_making(SOURCE, "fr")
    assert not is_worth_making(SOURCE, "fr")  # the same run, perhaps in another process
    (note,) = folder.iterdir()
    os.utime(note, (0, 0))
    assert is_worth_making(SOURCE, "fr")
    assert not is_worth_making(SOURCE, "de")
    made()
    assert not is_worth_making(SOURCE, "fr")  # one in a run


def test_where_nothing_can_be_noted_nothing_is_made(folder: Path) -> None:
    folder.write_bytes(b"")
    assert not is_worth_making(SOURCE, "fr")
    assert not is_worth_making(SOURCE, "fr")
