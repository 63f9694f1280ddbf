"""What `lint` found in documents that stand as they stood, kept in the user's cache.

An account is found again by a digest of all that it depends on: the bytes of the document and its
name, the rules with all that was chosen of them, the decisions, and this installation. The cache
is one database file, safe to share between processes; one that is damaged is begun anew, one that
cannot be used is as if it were empty. It holds texts of the documents: only its owner can read it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from cleanup.errors import CleanupError
from cleanup.files import read_bytes
from cleanup.locate import cache_path
from cleanup.past import recorded
from cleanup.results import Entry, Finding, Location, Plan
from cleanup.run import Account, Failure, Job, Places, Treated, Worked, run
from cleanup.start.digests import blake2b
from cleanup.text.edits import Change, Edit, apply
from cleanup.version import __version__

if TYPE_CHECKING:
    import sqlite3

_FILE = "lint.sqlite"
_MOST = 100_000  # documents
_LONGEST = 2_000_000  # characters of an account
_PATIENCE = 2.0  # seconds that another process may take to write

Key = bytes


def key_of(job: Job, data: bytes) -> Key:
    """Return the digest of all that the account of a document with these bytes depends on."""
    accept = (job.accept.unsafe, sorted(job.accept.codes)) if job.accept else None
    asked = (
        *(__version__, _installation(), job.rulebook.digest, accept),
        *(job.path, job.language, job.encoding, job.format, job.fields, job.max_size),
        [digest for path in job.decisions for digest in (path, _of_file(path))],
    )
    return blake2b(
        repr(asked).encode("utf-8", "surrogatepass") + b"\0" + data, digest_size=20
    ).digest()


def read_key(job: Job) -> Key | None:
    """Return the key of a job as its file stands now, None where it has none.

    A file that cannot be read has none, and neither has what is no file, or hangs on single places.
    """
    if job.data is not None or (job.accept and job.accept.places):
        return None
    try:
        return key_of(job, read_bytes(job.path, job.max_size).data)
    except CleanupError:
        return None  # the job will say why


def accounted(treated: Treated) -> Worked[Key]:
    """Return the account of a document, with the key of the bytes that it is of."""
    return Worked.of(treated, key_of(treated.job, treated.file.data))


def recall(
    known: Known,
    jobs: Sequence[Job],
    work: Callable[[Treated], Worked[Key]],
    finish: Callable[[Worked[Key]], None] | None = None,
    processes: int = 1,
) -> Generator[Worked[Key] | Failure, None, None]:
    """Do as `run` does, for the documents alone that are not known as they stand.

    `finish` gets what was found out now.
    """
    keys = [read_key(job) for job in jobs]
    keys = [key if key and known.has(key) else None for key in keys]
    left = [job for job, key in zip(jobs, keys, strict=True) if key is None]
    found = run(left, work, finish, max(1, min(processes, len(left))))
    try:
        for job, key in zip(jobs, keys, strict=True):
            account = known.get(key, job) if key else None
            if key and account:
                yield Worked(account, key)
            elif key:  # another process has thrown it out since
                yield from run([job], work, finish)
            else:
                yield next(found)
    finally:
        found.close()


class Known:
    """The cache of one call: a context manager that writes what was put when it is left."""

    def __init__(self) -> None:
        self._path = cache_path(_FILE)
        self._open: sqlite3.Connection | None = None
        self._put: list[tuple[Key, str]] = []

    def __enter__(self) -> Known:
        self._open = _opened(self._path)
        return self

    def __exit__(self, *_: object) -> None:
        self._write()
        if self._open is not None:
            self._open.close()

    def has(self, key: Key) -> bool:
        """Tell whether there is an account."""
        return bool(self._ask("SELECT 1 FROM accounts WHERE key = ?", key))

    def get(self, key: Key, job: Job) -> Account | None:
        """Return the account of a document, None where there is none."""
        found = self._ask("SELECT value FROM accounts WHERE key = ?", key)
        try:
            return _account(found[0], job) if found else None
        except (KeyError, TypeError, ValueError):
            return None

    def take(self, worked: Worked[Key]) -> None:
        """Keep an account, unless it is too long."""
        value = _value(worked.account)
        if len(value) <= _LONGEST:
            self._put.append((worked.product, value))
        if len(self._put) >= 500:
            self._write()

    def _ask(self, question: str, key: Key) -> tuple[Any, ...] | None:
        import sqlite3

        if self._open is None:
            return None
        try:
            row: tuple[Any, ...] | None = self._open.execute(question, (key,)).fetchone()
        except sqlite3.Error:
            return None
        return row

    def _write(self) -> None:
        import sqlite3

        put, self._put = self._put, []
        if self._open is None or not put:
            return
        try:
            with self._open as open_:
                open_.executemany("INSERT OR REPLACE INTO accounts VALUES (?, ?)", put)
                (last,) = open_.execute("SELECT max(rowid) FROM accounts").fetchone()
                open_.execute("DELETE FROM accounts WHERE rowid <= ?", (last - _MOST,))
        except sqlite3.Error:
            return  # another run will find it out again


def _opened(path: str) -> sqlite3.Connection | None:
    import sqlite3

    for again in (False, True):
        try:
            os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)  # noqa: PTH103, PTH120
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            found = sqlite3.connect(path, timeout=_PATIENCE)
            found.execute("PRAGMA synchronous = OFF")
            found.execute("CREATE TABLE IF NOT EXISTS accounts (key BLOB PRIMARY KEY, value TEXT)")
        except sqlite3.DatabaseError:
            if again:
                return None
            from cleanup.start.cached import discard  # a database is hardly ever damaged

            discard(path)
        except OSError:
            return None
        else:
            return found
    return None


def _value(account: Account) -> str:
    from json import dumps

    entry, plan = account.entry, account.entry.plan
    marked: list[Finding | Change] = [*plan.findings, *plan.changes]
    places = {at: entry.locate(at) for one in marked for at in (one.start, one.end)}
    return dumps(
        {
            "format": entry.format,
            "language": plan.language,
            "source": plan.source,
            "findings": [recorded.of_finding(finding) for finding in plan.findings],
            "changes": [recorded.of_change(change) for change in plan.changes],
            "places": [{"at": at, **recorded.of_location(place)} for at, place in places.items()],
            "used": sorted(account.used),
            "faults": account.faults,
        },
        separators=(",", ":"),
    )


def _account(value: str, job: Job) -> Account:
    from json import loads

    kept: Mapping[str, Any] = loads(value)
    findings = tuple(map(recorded.finding, kept["findings"]))
    changes = tuple(recorded.change(one, len(findings)) for one in kept["changes"])
    source = recorded.text(kept, "source")
    text = apply(source, [Edit(change.start, change.end, change.new) for change in changes])
    plan = Plan(source, text, recorded.text(kept, "language"), changes, findings)
    known: dict[int, Location] = {one["at"]: recorded.location(one) for one in kept["places"]}
    entry = Entry(job.path, recorded.text(kept, "format"), plan, Places(known).locate)
    used = frozenset((code, print_) for code, print_ in kept["used"])
    return Account(entry, job.fail_on, used, recorded.texts(kept, "faults"))


@cache
def _of_file(path: str) -> str:
    try:
        return blake2b(read_bytes(path, allow_empty=True).data).hexdigest()
    except CleanupError:
        return ""


@cache
def _installation() -> str:
    """Return what changes when a package is installed, or the code of a checkout is edited."""
    stamps = [sys.version]
    for folder in sys.path:
        if os.path.basename(folder) in ("site-packages", "dist-packages"):  # noqa: PTH119
            stamps.append(f"{folder} {_stamp(folder)}")
    package = os.path.dirname(__file__)  # noqa: PTH120
    if "-packages" not in package:
        stamps.append(str(max(_stamps(package))))
    return "\n".join(stamps)


def _stamps(folder: str) -> Iterable[int]:
    for base, _, names in os.walk(folder):
        yield _stamp(base)
        yield from (_stamp(os.path.join(base, n)) for n in names if n.endswith(".py"))  # noqa: PTH118


def _stamp(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116
    except OSError:
        return 0
