"""Files that are packed with gzip or Zstandard: unpacked to be read, packed again where changed.

Unpacked bytes are counted while they come out, so that no small file can fill the memory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cleanup.errors import FileError
from cleanup.files import shown
from cleanup.formats import Asked, Source, Splice, read_inner
from cleanup.formats.unpacked import check_unpacked
from cleanup.results import Location
from cleanup.start.data import dataclass
from cleanup.text.document import Document
from cleanup.text.edits import Change

_GZIP = b"\x1f\x8b\x08"
_ZSTD = b"\x28\xb5\x2f\xfd"
_FASTEST, _USUAL, _BEST = 1, 6, 9  # levels of compression; the head of a gzip file tells which


@dataclass(frozen=True, slots=True)
class Packed:
    """A packed file; see `cleanup.formats.Source`. `inner` is what is in it.

    Places are those of what is in it. As its bytes change from the first to the last, it has one
    splice, with the whole of the old file.
    """

    data: bytes
    inner: Source
    pack: Callable[[bytes, bytes], bytes]

    @property
    def path(self) -> str:
        """The name of the file as it was given."""
        return self.inner.path

    @property
    def format(self) -> str:
        """The name of the format of what is in it."""
        return self.inner.format

    @property
    def encoding(self) -> str:
        """The name of the encoding of what is in it."""
        return self.inner.encoding

    @property
    def document(self) -> Document:
        """The prose."""
        return self.inner.document

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that were read of what is in it."""
        return self.inner.fields

    @property
    def faults(self) -> tuple[str, ...]:
        """What could not be read of what is in it."""
        return self.inner.faults

    def splices(self, changes: Sequence[Change]) -> tuple[Splice, ...]:
        """Return the one splice that gives the old file back, or none. Raises as `inner`."""
        output = self.splice(changes)
        return () if output == self.data else (Splice(0, len(output), self.data),)

    def splice(self, changes: Sequence[Change]) -> bytes:
        """Return the output, packed; the very input where nothing changes. Raises as `splices`."""
        output = self.inner.splice(changes)
        return self.data if output == self.inner.data else self.pack(output, self.data)

    def locate(self, offset: int) -> Location:
        """Return the place of an offset in what is in the file. Raises ValueError."""
        return self.inner.locate(offset)


def unpack(
    data: bytes, path: str, encoding: str | None, format: str | None, asked: Asked
) -> Packed:
    """Return the source of a packed file, by its suffix and the suffix before that.

    Raises FileError for one that is damaged, needs a package that is not installed or holds more
    than `asked.max_size` bytes, and what reading its content raises.
    """
    gzipped = path.lower().endswith(".gz")
    unpacked = _gunzip(data, path, asked.max_size) if gzipped else _unzstd(data, path, asked)
    inner = read_inner(unpacked, path, encoding, format, asked)
    return Packed(data, inner, _gzip if gzipped else _zstd)


def _damaged(path: str, kind: str, reason: object) -> FileError:
    return FileError(f"{shown(path)}: damaged {kind} file: {shown(str(reason))}")


def _gunzip(data: bytes, path: str, limit: int | None) -> bytes:
    import zlib

    parts: list[bytes] = []
    size = 0
    while data:
        if not data.startswith(_GZIP):
            raise _damaged(path, "gzip", f"no gzip data {'behind' if parts else 'in'} it")
        unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            part = unpacker.decompress(data, 0 if limit is None else limit - size + 1)
        except zlib.error as error:
            raise _damaged(path, "gzip", error) from None
        size += len(part)
        check_unpacked(path, size, limit)
        if not unpacker.eof:
            raise _damaged(path, "gzip", "it ends too early")
        parts.append(part)
        data = unpacker.unused_data.lstrip(b"\0")  # tapes are filled up with it
    return b"".join(parts)


def _gzip(data: bytes, old: bytes) -> bytes:
    """Pack bytes behind the head of the old file: its name and time stay."""
    import zlib

    level = {2: _BEST, 4: _FASTEST}.get(old[8], _USUAL)
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(data) + packer.flush()
    tail = zlib.crc32(data).to_bytes(4, "little") + (len(data) & 0xFFFFFFFF).to_bytes(4, "little")
    head = old[: _head(old)]
    if old[3] & 4:  # fields of other tools, such as the size of a block, which would be wrong
        head = old[:3] + b"\0" + old[4:10]
    return head + body + tail


def _head(data: bytes) -> int:
    """Return how long the head of a gzip file is (RFC 1952); it has been read once already."""
    flags, at = data[3], 10
    if flags & 4:
        at += 2 + int.from_bytes(data[at : at + 2], "little")
    for flag in (8, 16):
        if flags & flag:
            at = data.index(0, at) + 1
    return at + 2 if flags & 2 else at


def _library(path: str) -> Any:
    """Return the module for Zstandard: of Python itself from 3.14 on, else a package."""
    from importlib import import_module

    for name in ("compression.zstd", "backports.zstd"):
        try:
            return import_module(name)
        except ImportError:
            continue
    reason = "needs a package: pip install 'mt-cleanup[zst]'"
    raise FileError(f"{shown(path)}: a Zstandard file {reason}")


def _unzstd(data: bytes, path: str, asked: Asked) -> bytes:
    zstd = _library(path)
    limit = asked.max_size
    parts: list[bytes] = []
    size = 0
    while data:
        unpacker = zstd.ZstdDecompressor()
        try:
            part = unpacker.decompress(data, -1 if limit is None else limit - size + 1)
        except zstd.ZstdError as error:
            raise _damaged(path, "Zstandard", str(error).rstrip(".")) from None
        size += len(part)
        check_unpacked(path, size, limit)
        if not unpacker.eof:
            raise _damaged(path, "Zstandard", "it ends too early")
        parts.append(part)
        data = unpacker.unused_data
    return b"".join(parts)


def _zstd(data: bytes, old: bytes) -> bytes:
    """Pack bytes, with a checksum where the old file has one."""
    zstd = _library("")
    checked = old.startswith(_ZSTD) and bool(old[4] & 4)
    options = {zstd.CompressionParameter.checksum_flag: int(checked)}
    packed: bytes = zstd.compress(data, options=options)
    return packed
