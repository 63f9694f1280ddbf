"""ZIP archives: some members are replaced, and every other byte of the archive stays.

The `zipfile` module writes an archive anew, with other dates, flags and order; here the bytes that
must differ are worked out one by one: the members, their sizes and check sums, and the offsets
behind them. No time and no random number has a say, so the same input gives the same output.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from struct import pack, unpack_from

from cleanup.errors import FileError
from cleanup.files import shown
from cleanup.formats import Replacement
from cleanup.formats.unpacked import check_unpacked
from cleanup.start.data import dataclass

_LOCAL, _ENTRY, _END, _DESCRIPTOR = b"PK\3\4", b"PK\1\2", b"PK\5\6", b"PK\7\x08"
_ENCRYPTED, _LATER = 1, 8  # flags; `later`: sizes stand in a descriptor behind the member
_STORED, _DEFLATED = 0, 8
_LEVEL = 6
_LARGE = 0xFFFFFFFF  # in place of an offset or a size that needs 64 bits


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. `entry` is where the directory tells of it, `start` where it begins."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    header: int
    entry: int
    start: int


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive as it was read; `end` is where the end of its directory is described."""

    path: str
    data: bytes
    members: tuple[Member, ...]
    end: int

    def read(self, member: Member, limit: int | None) -> bytes:
        """Return the bytes of a member. Raises FileError for what is damaged or over the limit."""
        packed = self.data[member.start : member.start + member.packed]
        if member.flags & _ENCRYPTED:
            raise FileError(f"{shown(self.path)}: {shown(member.name)}: encrypted")
        if member.method == _STORED:
            found = packed
        elif member.method == _DEFLATED:
            found = self._inflated(member, packed, limit)
        else:
            raise _damaged(self.path, f"{shown(member.name)}: packed in an unknown way")
        check_unpacked(self.path, len(found), limit)
        if len(found) != member.size or zlib.crc32(found) != member.crc:
            raise _damaged(self.path, f"{shown(member.name)}: its check sum is wrong")
        return found

    def _inflated(self, member: Member, packed: bytes, limit: int | None) -> bytes:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return unpacker.decompress(packed, 0 if limit is None else limit + 1)
        except zlib.error as error:
            raise _damaged(self.path, f"{shown(member.name)}: {error}") from None

    def replacements(self, new: Mapping[str, bytes]) -> list[Replacement]:
        """Return where the archive differs once some members have other bytes, in order."""
        found: list[Replacement] = []
        moved = 0
        for member in sorted(self.members, key=lambda one: one.header):
            entry = member.entry
            if moved:
                found.append((entry + 42, entry + 46, pack("<L", member.header + moved)))
            if member.name in new:
                sums, packed = _packed(member, new[member.name])
                stop = member.start + member.packed
                found += self._sums(member, sums)
                found.append((member.start, stop, packed))
                found.append((entry + 16, entry + 28, sums))
                moved += len(packed) - member.packed
        if moved:
            offset = unpack_from("<L", self.data, self.end + 16)[0]
            found.append((self.end + 16, self.end + 20, pack("<L", offset + moved)))
        return sorted(found)

    def _sums(self, member: Member, sums: bytes) -> Iterator[Replacement]:
        """Yield the sizes and the check sum at a member: before it, behind it, or both."""
        old = pack("<LLL", member.crc, member.packed, member.size)
        at = member.header + 14
        if self.data[at : at + 12] == old:
            yield at, at + 12, sums
        if member.flags & _LATER:
            at = member.start + member.packed
            at += 4 * (self.data[at : at + 4] == _DESCRIPTOR)
            if self.data[at : at + 12] != old:
                raise _damaged(self.path, f"{shown(member.name)}: its sizes are wrong")
            yield at, at + 12, sums


def _packed(member: Member, data: bytes) -> tuple[bytes, bytes]:
    """Return check sum and sizes of a member's new bytes, and these as they were packed before."""
    packed = data
    if member.method == _DEFLATED:
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = packer.compress(data) + packer.flush()
    return pack("<LLL", zlib.crc32(data), len(packed), len(data)), packed


def _damaged(path: str, reason: str) -> FileError:
    return FileError(f"{shown(path)}: damaged ZIP archive: {reason}")


def open_zip(data: bytes, path: str) -> Archive:
    """Return the archive that some bytes are. Raises FileError where they are none."""
    end = data.rfind(_END)
    if end < 0 or len(data) < end + 22:
        raise _damaged(path, "it has no end")
    count, size, offset = unpack_from("<10xHLL", data, end)
    if _LARGE in (size, offset):
        raise FileError(f"{shown(path)}: a ZIP64 archive, which is not read")
    if offset + size > end:
        raise _damaged(path, "its directory is not where it should be")
    members: list[Member] = []
    at = offset
    for _ in range(count):
        member, at = _member(data, at, path)
        members.append(member)
    return Archive(path, data, tuple(members), end)


def _member(data: bytes, at: int, path: str) -> tuple[Member, int]:
    """Return the member of which an entry of the directory tells, and where that entry ends."""
    if data[at : at + 4] != _ENTRY or len(data) < at + 46:
        raise _damaged(path, "its directory is broken")
    flags, method, crc, packed, size, name, extra, comment, header = unpack_from(
        "<8xHH4xLLLHHH8xL", data, at
    )
    stop = at + 46 + name
    known = data[at + 46 : stop].decode("utf-8" if flags & 0x800 else "cp437", "replace")
    if data[header : header + 4] != _LOCAL or len(data) < header + 30:
        raise _damaged(path, f"{shown(known)} is not where it should be")
    lengths = unpack_from("<26xHH", data, header)
    start = header + 30 + sum(lengths)
    if start + packed > len(data):
        raise _damaged(path, f"{shown(known)} ends too early")
    member = Member(known, flags, method, crc, packed, size, header, at, start)
    return member, stop + extra + comment
