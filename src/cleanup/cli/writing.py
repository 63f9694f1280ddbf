"""Writing the result of one document: splices recorded first, then the file in one step."""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH120

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cleanup.cli.paths import Target
from cleanup.files import Stamped, make_folder, write_atomic
from cleanup.run import Treated, Worked
from cleanup.start.data import dataclass

if TYPE_CHECKING:
    from cleanup.cli.outputs import Recorder
    from cleanup.past.ledger import Recorded


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that is ready to be written; another process may have made it.

    `target` is the file to write, where it is not the input, and `output` are its bytes, None
    where nothing is to be written. `expect` is what must still stand in a file that is replaced.
    """

    target: str | None
    output: bytes | None
    expect: Stamped | None
    recorded: Recorded | None


def draft(treated: Treated, target: Target | None, *, recorded: bool) -> Worked[Draft]:
    """Return what is to be written of a document, in place where there is no target.

    In place a file without changes is not touched. Raises FileError.
    """
    place = target.of(treated.job.path) if target is not None else None
    output = treated.source.splice(treated.plan.changes)
    in_place = place is None
    changed = output != treated.file.data
    made = Draft(
        target=place,
        output=output if changed or not in_place else None,
        expect=treated.file if changed and in_place else None,
        recorded=_recorded(treated, place) if recorded else None,
    )
    return Worked.of(treated, made)


def _recorded(treated: Treated, place: str | None) -> Recorded:
    from cleanup.past.ledger import record

    return record(treated.source, treated.plan, place)


def write(worked: Worked[Draft], recorder: Recorder | None) -> None:
    """Record and write what a draft says. Raises FileError; the file is then as it was."""
    path, made = worked.account.entry.path, worked.product
    if recorder is not None and made.recorded is not None:
        recorder.document(path, made.recorded)
    if made.output is None:
        pass
    elif made.target is not None:
        make_folder(os.path.dirname(made.target) or ".")
        write_atomic(made.target, made.output)
    else:
        write_atomic(path, made.output, expect=made.expect)
    if recorder is not None:
        recorder.done(path)
