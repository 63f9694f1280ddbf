"""A file of the user's cache with many parts, of which a run takes a few.

The first line is the digest of the second. That one holds a checksum of all parts, by which damage
is seen at once, and says where each part stands and what its digest is; that is looked at when the
part is taken, where a part made on purpose could do harm. What is damaged is as if it were not
there, and what is not asked for costs next to nothing.
"""

from __future__ import annotations

import json
from binascii import crc32
from collections.abc import Iterator, Mapping

from cleanup.start.digests import blake2b


class Shelf(Mapping[str, bytes]):
    """The parts of a file by name; none where it is missing, damaged or not of this kind."""

    def __init__(self, path: str, *, proven: bool = False) -> None:
        """Read the file; of parts that are to be `proven` the digest is looked at as well."""
        self._proven = proven
        digest, _, rest = _read(path).partition(b"\n")
        index, _, self._parts = rest.partition(b"\n")
        self._places: dict[str, tuple[int, int, str]] = {}
        if index and digest == _digest(index).encode():
            checksum, places = json.loads(index)
            self._places = places if checksum == crc32(self._parts) else {}

    def __getitem__(self, name: str) -> bytes:
        start, end, digest = self._places[name]
        part = self._parts[start:end]
        if self._proven and _digest(part) != digest:
            raise KeyError(name)
        return part

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def write_shelf(path: str, parts: Mapping[str, bytes]) -> bool:
    """Write a file with these parts, whole or not at all; tell whether that was possible."""
    from cleanup.start.cached import write_cached  # most runs write nothing

    places: dict[str, tuple[int, int, str]] = {}
    at = 0
    for name, part in parts.items():
        places[name] = at, at + len(part), _digest(part)
        at += len(part)
    body = b"".join(parts.values())
    index = json.dumps((crc32(body), places), separators=(",", ":")).encode()
    whole = _digest(index).encode() + b"\n" + index + b"\n" + body
    return write_cached(path, lambda file: file.write(whole))


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return b""


def _digest(part: bytes) -> str:
    return blake2b(part, digest_size=16).hexdigest()
