"""gzip and Zstandard: what is inside is read and packed again; damage and bombs are one line."""

from __future__ import annotations

import gzip
import io
import sys
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given

from cleanup.errors import FileError
from cleanup.formats import Asked, Source, read
from splicing import EDITS, Edits, changed, fitting, spliced

ZSTD: Any = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
TEXT = "Le pont a été fermé lundi.\n\nIl rouvre mardi, dit « la mairie ».\n".encode()
PACK = {"gz": gzip.compress, "zst": ZSTD.compress}
UNPACK = {"gz": gzip.decompress, "zst": ZSTD.decompress}


def opened(data: bytes, name: str, limit: int | None = 1_000_000) -> Source:
    return read(data, name, asked=Asked(("text",), limit))


@pytest.mark.parametrize("kind", ["gz", "zst"])
@given(edits=EDITS)
def test_only_the_prose_inside_changes(kind: str, edits: Edits) -> None:
    data = PACK[kind](TEXT)
    source, bare = opened(data, f"a.txt.{kind}"), read(TEXT, "a.txt")
    changes = fitting(source, edits)
    output = spliced(source, changes)
    assert UNPACK[kind](output) == bare.splice(changes)
    assert changed(source, changes) == changed(bare, changes)
    assert output == opened(data, f"a.txt.{kind}").splice(changes)


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_the_name_before_the_suffix_tells_the_format(kind: str) -> None:
    source = opened(PACK[kind](b'{"text": "a"}\n{"text": 1}\n'), f"A.JSONL.{kind.upper()}")
    assert (source.format, source.document.text) == ("jsonl", "a")
    assert source.faults == (f"A.JSONL.{kind.upper()}:2:10: text is a number, not text",)
    assert source.locate(0).where == "text"


def test_name_and_time_in_the_head_of_a_gzip_file_stay() -> None:
    out = io.BytesIO()
    with gzip.GzipFile("shard.txt", "wb", fileobj=out, mtime=1_700_000_000) as file:
        file.write(TEXT)
    source = opened(out.getvalue(), "a.txt.gz")
    output = spliced(source, fitting(source, [(0, 2, "La")]))
    assert output[:20] == out.getvalue()[:20] and b"shard.txt\0" in output[:20]


def test_fields_of_other_tools_in_that_head_go_when_it_is_packed_anew() -> None:
    plain = gzip.compress(TEXT, mtime=0)
    data = plain[:3] + b"\4" + plain[4:10] + b"\6\0BC\2\0\x11\0" + plain[10:]
    source = opened(data, "a.txt.gz")
    output = spliced(source, fitting(source, [(0, 2, "La")]))
    assert output[3] == 0 and gzip.decompress(output) == b"La" + TEXT[2:]


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_several_streams_are_one_text(kind: str) -> None:
    data = PACK[kind](TEXT) + PACK[kind](TEXT)
    assert opened(data, f"a.txt.{kind}").document.text == (TEXT + TEXT).decode()


@pytest.mark.parametrize("kind", ["gz", "zst"])
@pytest.mark.parametrize("cut", [-1, -9, 20])
def test_a_file_that_was_cut_off_is_damaged(kind: str, cut: int) -> None:
    name = {"gz": "gzip", "zst": "Zstandard"}[kind]
    with pytest.raises(FileError) as caught:
        opened(PACK[kind](TEXT)[:cut], f"a.txt.{kind}")
    assert str(caught.value) == f"a.txt.{kind}: damaged {name} file: it ends too early"


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_what_is_not_packed_or_has_rubbish_behind_it(kind: str) -> None:
    for data in (TEXT, PACK[kind](TEXT) + b"rubbish"):
        with pytest.raises(FileError, match=rf"a\.txt\.{kind}: damaged (gzip|Zstandard) file: "):
            opened(data, f"a.txt.{kind}")


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_a_small_file_must_not_fill_the_memory(kind: str) -> None:
    data = PACK[kind](b"a" * 5_000_000)
    assert len(data) < 50_000
    with pytest.raises(FileError, match=r"too large: more than 1,000,000 bytes unpacked"):
        opened(data, f"a.txt.{kind}")
    twice = PACK[kind](b"a" * 600_000) * 2
    with pytest.raises(FileError, match=r"too large"):
        opened(twice, f"a.txt.{kind}")
    assert opened(PACK[kind](b"a" * 1_000_000), f"a.txt.{kind}").document.text == "a" * 1_000_000


def test_zstandard_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("compression.zstd", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(FileError) as caught:
        opened(ZSTD.compress(TEXT), "a.txt.zst")
    advice = "a Zstandard file needs a package: pip install 'mt-cleanup[zst]'"
    assert str(caught.value) == f"a.txt.zst: {advice}"
