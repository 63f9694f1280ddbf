"""A file of the user's cache with many parts, of which a run takes a few.

The first line is a digest of the rest, the second says where each part stands, and then come the
parts. So what is damaged is as if it were not there, and what is not asked for costs no parsing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping

from cleanup.digests import blake2b


class Shelf(Mapping[str, bytes]):
    """The parts of a file by name; none where it is missing, damaged or not of this kind."""

    def __init__(self, path: str) -> None:
        self._body = _read(path)
        index, _, self._parts = self._body.partition(b"\n")
        self._places: dict[str, list[int]] = json.loads(index) if index else {}

    def __getitem__(self, name: str) -> bytes:
        start, end = self._places[name]
        return self._parts[start:end]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def write_shelf(path: str, parts: Mapping[str, bytes]) -> bool:
    """Write a file with these parts, whole or not at all; tell whether that was possible.

    A cache that cannot be written is no fault.
    """
    places: dict[str, list[int]] = {}
    at = 0
    for name, part in parts.items():
        places[name] = [at, at + len(part)]
        at += len(part)
    index = json.dumps(places, separators=(",", ":")).encode()
    body = index + b"\n" + b"".join(parts.values())
    written = f"{path}.{os.getpid()}.part"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        with open(written, "wb") as file:  # noqa: PTH123
            file.write(_digest(body) + b"\n" + body)
        os.replace(written, path)  # noqa: PTH105
    except OSError:
        return False
    return True


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            digest, _, body = file.read().partition(b"\n")
    except OSError:
        return b""
    return body if digest == _digest(body) else b""


def _digest(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).hexdigest().encode()
