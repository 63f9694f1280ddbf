"""The words of a list as sorted digests, kept in the user's cache and mapped into memory.

To ask whether a word is among a million costs one digest and some twenty looks; no list is read. A
file is a head and a digest of 8 bytes for each word. It is believed where its head is, byte for
byte, what would be written before such a body: the length, the checksum, the list and its version
are right then, and so is our format. Whatever else is found in its place is made anew.

Two words may share a digest: the chance that what is no word passes for one is, in a list of four
million, one in 4 · 10¹².
"""

from __future__ import annotations

import os
import sys
import time
from binascii import crc32
from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import BinaryIO

from cleanup.locate import cache_path
from cleanup.start.cached import write_cached
from cleanup.start.data import dataclass
from cleanup.start.digests import blake2b

_FORMAT = 1
_HEAD = 256  # bytes: a line of text, filled with spaces
_DIGEST = 8  # bytes, the least significant first
_CHUNK = 1 << 18  # bytes that are read at once for the checksum
_RUN = 60  # seconds; a question that was noted later than so long ago may be of the same run
_SHARES = 256  # a list is sorted in as many parts: faster, and in much less memory
_SHIFT = 8 * _DIGEST - 8  # leaves the most significant byte of a digest, which says its part


_made: set[str] = set()


@dataclass(frozen=True, slots=True)
class Index:
    """The digests of the words of a list, sorted."""

    digests: memoryview

    def has(self, word: str) -> bool:
        """Tell whether a word is in the list as it is written here.

        Raises UnicodeEncodeError for half a surrogate pair.
        """
        digest = _digest(word)
        at = bisect_left(self.digests, digest)
        return at < len(self.digests) and self.digests[at] == digest


def read_index(source: str, language: str) -> Index | None:
    """Return the kept index of a language's list in a source (`simplemma 2.0.0`).

    None where there is none that can be believed, and on machines that have the most significant
    byte of a number first.
    """
    if sys.byteorder != "little":
        return None
    try:
        with open(_path(source, language), "rb") as file:  # noqa: PTH123
            return _believed(file, source, language)
    except (ImportError, OSError, ValueError):  # it cannot be mapped, or is empty
        return None


def is_worth_making(source: str, language: str) -> bool:
    """Tell whether to make an index: somebody asked in an earlier run, and this run made no other.

    To make one takes several times as long as to read the list, which nobody gains who asks once
    or whose cache is thrown away; and one after another is less of a surprise than all at once.
    """
    note = f"{_path(source, language)}.asked"
    try:
        asked = time.time() - os.stat(note).st_mtime > _RUN  # noqa: PTH116
    except OSError:
        write_cached(note, lambda _: None)
        return False
    return asked and not _made


def make_index(source: str, language: str, words: Callable[[], Iterable[str]]) -> Index | None:
    """Keep an index of the words of a list and return it; None where it cannot be kept.

    The words are not asked for where the cache cannot be written. What they raise is passed on.
    """
    if sys.byteorder != "little":
        return None
    path = _path(source, language)

    def fill(file: BinaryIO) -> None:
        file.seek(_HEAD)
        size, checksum = _write(file, words())
        file.seek(0)
        file.write(_head(source, language, size, checksum))

    if not write_cached(path, fill):
        return None
    _made.add(path)
    return read_index(source, language)


def _believed(file: BinaryIO, source: str, language: str) -> Index | None:
    from mmap import ACCESS_READ, mmap

    head, size, checksum = file.read(_HEAD), 0, 0
    # Read and not looked at in the map: what is mapped counts as memory once it was touched.
    while chunk := file.read(_CHUNK):
        size, checksum = size + len(chunk), crc32(chunk, checksum)
    if size % _DIGEST or head != _head(source, language, size, checksum):
        return None
    # The map holds what was read: a file that is in its place is replaced and never written to.
    mapped = memoryview(mmap(file.fileno(), _HEAD + size, access=ACCESS_READ))
    return Index(mapped[_HEAD:].cast("Q"))


def _head(source: str, language: str, size: int, checksum: int) -> bytes:
    """Return what stands before a body of some bytes with this checksum."""
    told = f"mt-cleanup words {_FORMAT}; {source}; {language}; {size // _DIGEST}; {checksum:08x}"
    return told.encode().ljust(_HEAD - 1) + b"\n"


def _write(file: BinaryIO, words: Iterable[str]) -> tuple[int, int]:
    """Write the digests of words, sorted; return how many bytes they are, and their checksum."""
    from array import array

    shares = [array("Q") for _ in range(_SHARES)]
    for word in words:
        digest = _digest(word)
        shares[digest >> _SHIFT].append(digest)
    size, checksum = 0, 0
    for share in shares:
        part = array("Q", sorted(share)).tobytes()
        size, checksum = size + file.write(part), crc32(part, checksum)
    return size, checksum


def _digest(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=_DIGEST).digest(), "little")


def _path(source: str, language: str) -> str:
    # No name of a file is made of what a caller calls a language.
    name = blake2b(f"{source}; {language}".encode(), digest_size=8).hexdigest()
    return cache_path(f"words-{name}.index")
