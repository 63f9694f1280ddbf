"""Taking runs back in memory: from what they wrote to what they read.

So decisions that come after a run hold for the whole of it: what it repaired and is now rejected
stands again as it was. Only runs of the same rules are taken back, or the work of others would be
lost; whatever was edited since is never touched, because its digest is not that of an output.
"""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH100, PTH113, PTH118, PTH120, PTH122

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache

from cleanup.errors import CleanupError
from cleanup.files import Stamped, digest, read_bytes
from cleanup.formats import restore
from cleanup.past.history import PastDocument, PastRun, read_ledger
from cleanup.past.state import ledgers
from cleanup.start.data import dataclass

_SAME = ("unsafe_fixes", "lang")  # options that must be those of the run, beside its rules


@dataclass(frozen=True, slots=True)
class Same:
    """What a run must have in common with this one: the digest of its rules, and options."""

    rules: str
    unsafe_fixes: bool = False
    lang: str | None = None

    def is_like(self, run: PastRun) -> bool:
        """Tell whether a past run was made as this one is."""
        if self.rules not in run.rules.split("+"):
            return False
        return all((run.options.get(o) or None) == (getattr(self, o) or None) for o in _SAME)


def original(file: Stamped, same: Same) -> bytes:
    """Return the bytes that the runs which wrote a file read, or those of the file."""
    data, seen = file.data, set()
    while True:
        name = digest(data)
        seen.add(name)
        before = _before(file.path, data, name, same)
        if before is None or digest(before) in seen:
            return data
        data = before


def _before(path: str, data: bytes, name: str, same: Same) -> bytes | None:
    for ledger in _ledgers(path):
        try:
            run = _read(ledger, name)
        except CleanupError:
            continue  # it is some other file, or of another version
        if run is None or not same.is_like(run):
            continue
        for document in run.documents:
            if document.output == name != document.input and _is_of(run, document, path):
                before = restore(data, document.splices)
                if digest(before) == document.input:
                    return before
    return None


def _is_of(run: PastRun, document: PastDocument, path: str) -> bool:
    written = document.path if document.target is None else document.target
    return os.path.realpath(os.path.join(run.cwd, written)) == os.path.realpath(path)


def _ledgers(path: str) -> Iterator[str]:
    """Yield the ledgers that may know of a file, the newest first."""
    full = os.path.abspath(path)
    beside = [f"{os.path.splitext(full)[0]}.ledger.jsonl"]
    while os.path.dirname(full) != full:  # that of several documents stands above them
        full = os.path.dirname(full)
        beside.append(os.path.join(full, "ledger.jsonl"))
    yield from (ledger for ledger in beside if os.path.isfile(ledger))
    yield from reversed(ledgers())


def _read(ledger: str, name: str) -> PastRun | None:
    """Return the run of a ledger if it speaks of a digest. Raises FileError."""
    data = read_bytes(ledger, None)
    return _run(ledger, data.inode, data.mtime_ns) if name.encode() in data.data else None


@lru_cache(maxsize=4)
def _run(ledger: str, _inode: int, _mtime_ns: int) -> PastRun:
    return read_ledger(ledger)
