"""The ledgers of runs that changed files in place, in the user's state directory."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cleanup.errors import FileError
from cleanup.files import failure, make_folder

if TYPE_CHECKING:
    from pathlib import Path

KEPT = 50  # runs

_SUFFIX = ".ledger.jsonl"
_UNDONE = ".undone"  # beside a ledger: the run was taken back


def state_folder() -> str:
    """Return the folder of the ledgers; it may not exist yet.

    It is `mt-cleanup` in `$XDG_STATE_HOME` (if that is absolute), in `%LOCALAPPDATA%` on Windows,
    else in `~/.local/state`.
    """
    from pathlib import Path

    given = Path(os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_STATE_HOME", ""))
    base = given if given.is_absolute() else Path("~/.local/state").expanduser()
    return str(base / "mt-cleanup")


def new_ledger() -> str:
    """Return a path for the ledger of a run that begins now, for `Ledger.open(private=True)`.

    Names sort by time. Makes the folder and removes the oldest ledgers, so that with this one
    the last fifty are kept. Raises FileError.
    """
    from datetime import UTC, datetime
    from pathlib import Path

    folder = Path(state_folder())
    make_folder(str(folder), 0o700)
    _prune(folder)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S-%f")
    return str(folder / f"{moment}-{os.urandom(3).hex()}{_SUFFIX}")


def newest(cwd: str) -> str | None:
    """Return the ledger of the newest run of a working directory that can be undone, or None.

    Runs that were undone and runs that changed nothing are passed over, and so are files that
    are not ledgers.
    """
    from pathlib import Path

    from cleanup.past.history import read_ledger

    here = Path(cwd).resolve()
    for path in reversed(_ledgers(Path(state_folder()))):
        if _marker(path).exists():
            continue
        try:
            run = read_ledger(str(path))
        except FileError:
            continue
        if Path(run.cwd) == here and any(document.splices for document in run.documents):
            return str(path)
    return None


def ledgers() -> list[str]:
    """Return the ledgers of the state directory, the oldest first."""
    from pathlib import Path

    return [str(path) for path in _ledgers(Path(state_folder()))]


def mark_undone(path: str) -> None:
    """Remember that the run of a ledger was undone, if it is one of the state directory.

    Raises FileError.
    """
    from pathlib import Path

    ledger = Path(path).resolve()
    if ledger.parent != Path(state_folder()).resolve():
        return
    try:
        _marker(ledger).touch(0o600)
    except OSError as error:
        raise failure(str(_marker(ledger)), error) from None


def _ledgers(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{_SUFFIX}"))


def _marker(ledger: Path) -> Path:
    return ledger.with_name(ledger.name + _UNDONE)


def _prune(folder: Path) -> None:
    for path in _ledgers(folder)[: 1 - KEPT]:
        for stale in (path, _marker(path)):
            try:
                stale.unlink(missing_ok=True)
            except OSError:
                continue  # it does no harm where it is
