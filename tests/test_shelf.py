"""A file with many parts: what was put is there, and what is damaged is as if it were not."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup.start.shelf import Shelf, write_shelf

PARTS = {"a": b"one", "b/c.toml": "zwölf\n".encode(), "empty": b"", "z": bytes(range(256))}


def test_what_was_put_is_there(tmp_path: Path) -> None:
    path = str(tmp_path / "new" / "x.shelf")
    assert write_shelf(path, PARTS)
    assert dict(Shelf(path)) == PARTS
    assert list(Shelf(path)) == list(PARTS)
    with pytest.raises(KeyError):
        Shelf(path)["other"]


def test_no_file_holds_nothing(tmp_path: Path) -> None:
    assert dict(Shelf(str(tmp_path / "x.shelf"))) == {}
    assert dict(Shelf(str(tmp_path))) == {}


def test_a_place_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert not write_shelf(str(tmp_path / "file" / "x.shelf"), PARTS)


def test_whatever_is_damaged_the_rest_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "x.shelf"
    write_shelf(str(path), PARTS)
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert dict(Shelf(str(path))) == {}, at
        path.write_bytes(whole[:at])
        assert dict(Shelf(str(path))) == {}, at
    path.write_bytes(whole + b"x")
    assert dict(Shelf(str(path))) == {}
