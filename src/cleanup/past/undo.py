"""Taking a run back, and proving that it could be: a matter of bytes and digests alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from cleanup.errors import CleanupError, FileError
from cleanup.files import Stamped, digest, read_bytes, shown, write_atomic
from cleanup.formats import Asked, read, restore
from cleanup.past.history import PastDocument, PastRun
from cleanup.past.state import mark_undone
from cleanup.start.data import dataclass

Status = Literal["restored", "input", "output", "refused"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document.

    After `undo`, `restored` says that its file was taken back, `input` that there was nothing to
    do. After `verify`, `output` says that the file is what the run wrote, `input` that it was
    taken back; both are then proved. `refused` comes with a `reason`, a whole line.
    """

    path: str
    status: Status
    reason: str = ""


def undo(run: PastRun) -> tuple[Outcome, ...]:
    """Take the changed documents of a run back to their input, byte for byte.

    A file that is neither the run's output nor its input is left as it is and refused; the others
    are done. A run of the state directory of which nothing was refused is marked as undone.
    """
    # The last first: a file that was given twice was changed twice.
    backwards = [_attempt(_undo, run, document) for document in reversed(_changed(run))]
    if all(outcome.status != "refused" for outcome in backwards):
        mark_undone(run.path)
    return tuple(reversed(backwards))


def verify(run: PastRun) -> tuple[Outcome, ...]:
    """Prove for each changed document that input and output follow from each other.

    The output with the splices undone must be the input, and the input with the changes made must
    be the output. A file that is neither, because it changed since, is refused.
    """
    return tuple(_attempt(_verify, run, document) for document in _changed(run))


def _changed(run: PastRun) -> list[PastDocument]:
    return [d for d in run.documents if d.input != d.output]


def _attempt(
    act: Callable[[PastDocument, Stamped], Status], run: PastRun, document: PastDocument
) -> Outcome:
    """Do something with the file of a document; what goes wrong is its outcome."""
    name = document.path if document.target is None else document.target
    try:
        file = read_bytes(_path(run, name), None, allow_empty=True)
        return Outcome(name, act(document, file))
    except CleanupError as error:
        return Outcome(name, "refused", str(error))


def _path(run: PastRun, name: str) -> str:
    from pathlib import Path

    return str(Path(run.cwd, name))


def _undo(document: PastDocument, file: Stamped) -> Status:
    if file.digest == document.input:
        return "input"
    write_atomic(file.path, _input(document, file), expect=file)
    return "restored"


def _verify(document: PastDocument, file: Stamped) -> Status:
    taken_back = file.digest == document.input
    data = file.data if taken_back else _input(document, file)
    asked = Asked(document.fields, max_size=None)
    source = read(data, file.path, document.encoding, document.format, asked)
    try:
        output = source.splice(document.changes)
    except ValueError as error:
        raise FileError(f"{shown(file.path)}: the ledger's {error}") from None
    if digest(output) != document.output:
        raise FileError(f"{shown(file.path)}: the ledger's changes do not make the output")
    if taken_back and _input(document, Stamped(file.path, output, 0, 0, 0)) != data:
        raise FileError(f"{shown(file.path)}: the ledger's splices do not make the input")
    return "input" if taken_back else "output"


def _input(document: PastDocument, file: Stamped) -> bytes:
    """Return the input of the document whose output stands in the file."""
    if file.digest != document.output:
        raise FileError(f"{shown(file.path)}: changed since the run; left as it is")
    try:
        data = restore(file.data, document.splices)
    except ValueError as error:
        raise FileError(f"{shown(file.path)}: the ledger's {error}; left as it is") from None
    if digest(data) != document.input:
        reason = "the ledger's splices do not make the input"
        raise FileError(f"{shown(file.path)}: {reason}; left as it is")
    return data
