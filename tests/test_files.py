"""Files are read whole with one clear line for what fails, and replaced in one step or not."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cleanup.errors import FileError
from cleanup.files import digest, make_folder, read_bytes, shown, write_atomic


def test_a_file_is_read_with_its_stamp(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"caf\xe9\r\n")
    file = read_bytes(str(path))
    status = path.stat()
    assert file.data == b"caf\xe9\r\n"
    assert (file.size, file.mtime_ns, file.inode) == (6, status.st_mtime_ns, status.st_ino)
    assert file.digest == digest(b"caf\xe9\r\n")
    assert file.digest != digest(b"caf\xe9\n")


def make_empty(path: Path) -> None:
    path.touch()


def make_large(path: Path) -> None:
    path.write_bytes(b"x" * 5000)


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_circle(path: Path) -> None:
    path.symlink_to(path.name)


def make_dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def make_nothing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (make_empty, "empty"),
        (make_large, "too large: 5,000 bytes, --max-file-size is 1,000"),
        (make_pipe, "not a regular file"),
        (make_circle, "too many levels of symbolic links"),
        (make_dangling, "no such file"),
        (make_nothing, "no such file"),
        (Path.mkdir, "is a directory"),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path: Path, make: object, reason: str) -> None:
    path = tmp_path / "a.txt"
    assert callable(make)
    make(path)
    with pytest.raises(FileError) as caught:
        read_bytes(str(path), 1000)
    assert str(caught.value) == f"{path}: {reason}"


def next_descriptor() -> int:
    descriptor = os.dup(0)
    os.close(descriptor)
    return descriptor


def test_reading_leaves_no_descriptor_open(tmp_path: Path) -> None:
    before = next_descriptor()
    with pytest.raises(FileError, match="is a directory"):
        read_bytes(str(tmp_path))
    assert next_descriptor() == before


def test_a_file_without_permission_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", deny)
    with pytest.raises(FileError, match=r"^a\.txt: permission denied$"):
        read_bytes("a.txt")


def test_a_file_that_grew_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1000)
    fstat = os.fstat

    def grow(descriptor: int) -> os.stat_result:
        status = fstat(descriptor)
        path.write_bytes(b"x" * 1001)
        return status

    monkeypatch.setattr(os, "fstat", grow)
    with pytest.raises(FileError, match="too large"):
        read_bytes(str(path), 1000)


def test_the_largest_file_allowed_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1000)
    assert len(read_bytes(str(path), 1000).data) == 1000


@pytest.mark.parametrize("name", ["a\0b", "a\nb", "a\udcffb", "a\x1b[31mb"])
def test_any_name_is_shown_on_one_line(name: str) -> None:
    assert shown(name).isprintable()
    with pytest.raises(FileError) as caught:
        read_bytes(name)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o640, 0o755, 0o444])
def test_the_mode_is_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(mode)
    write_atomic(str(path), b"new", expect=read_bytes(str(path)))
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_usual_mode_or_the_one_named(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_atomic(str(tmp_path / "a.txt"), b"new")
        write_atomic(str(tmp_path / "b.txt"), b"new", mode=0o600)
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "b.txt").stat().st_mode) == 0o600


def test_the_owner_is_kept_or_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    status = path.stat()
    asked: list[tuple[int, int]] = []

    def deny(_: int, user: int, group: int) -> None:
        asked.append((user, group))
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", deny)
    write_atomic(str(path), b"new")
    assert asked == [(status.st_uid, -1), (-1, status.st_gid)]
    assert path.read_bytes() == b"new"


def test_a_symlink_stays_and_its_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    file = tmp_path / "real" / "a.txt"
    file.write_bytes(b"old")
    (tmp_path / "one").symlink_to("real/a.txt")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    write_atomic(str(tmp_path / "two"), b"new", expect=read_bytes(str(tmp_path / "two")))
    assert file.read_bytes() == b"new"
    assert not file.is_symlink()
    assert (tmp_path / "two").is_symlink()
    assert (tmp_path / "one").is_symlink()


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 255)
    write_atomic(str(path), b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (Path.mkdir, "is a directory"),
        (make_pipe, "not a regular file"),
        (make_circle, "symlinks in a circle"),
    ],
)
def test_only_files_are_replaced(tmp_path: Path, make: object, reason: str) -> None:
    path = tmp_path / "a.txt"
    assert callable(make)
    make(path)
    with pytest.raises(FileError) as caught:
        write_atomic(str(path), b"new")
    assert str(caught.value) == f"{path}: {reason}"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no such file"):
        write_atomic(str(tmp_path / "out" / "a.txt"), b"new")
    make_folder(str(tmp_path / "out"))
    make_folder(str(tmp_path / "out"))
    write_atomic(str(tmp_path / "out" / "a.txt"), b"new")
    with pytest.raises(FileError, match="file exists"):
        make_folder(str(tmp_path / "out" / "a.txt"))


def test_a_file_that_changed_since_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    file = read_bytes(str(path))
    path.write_bytes(b"odd")  # as long, and maybe within the same tick of the clock
    os.utime(path, ns=(file.mtime_ns, file.mtime_ns))
    with pytest.raises(FileError, match=r"a\.txt: changed since it was read; left as it is$"):
        write_atomic(str(path), b"new", expect=file)
    assert path.read_bytes() == b"odd"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_vanished_is_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    file = read_bytes(str(path))
    path.unlink()
    with pytest.raises(FileError, match="changed since it was read: no such file"):
        write_atomic(str(path), b"new", expect=file)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_only_touched_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    file = read_bytes(str(path))
    os.utime(path, ns=(0, 0))
    write_atomic(str(path), b"new", expect=file)
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
@pytest.mark.parametrize("step", ["fchmod", "fsync", "replace"])
def test_an_interruption_leaves_the_old_file_alone(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    error: BaseException | type[BaseException],
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def stop(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, step, stop)
    with pytest.raises((KeyboardInterrupt, FileError)):
        write_atomic(str(path), b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interruption_after_the_step_leaves_the_new_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    replace = os.replace

    def stop(*names: Path) -> None:
        replace(*names)
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(str(path), b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


WRITER = """
import sys
from cleanup.files import write_atomic
contents = [bytes([n]) * 2_000_000 for n in b"AB"]
print("go", flush=True)
while True:
    for data in contents:
        write_atomic(sys.argv[1], data)
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_process_that_is_stopped_leaves_a_whole_file(tmp_path: Path, how: signal.Signals) -> None:
    path = tmp_path / "a.txt"
    for delay in (0.01, 0.033, 0.057):
        path.write_bytes(b"A" * 2_000_000)
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)
        process.send_signal(how)
        process.communicate()
        data = path.read_bytes()
        assert len(data) == 2_000_000
        assert len(set(data)) == 1
        if how == signal.SIGINT:
            assert list(tmp_path.iterdir()) == [path]
