"""Writing the result of one document: splices recorded first, then the file in one step."""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH120

from __future__ import annotations

import os

from cleanup.cli.outputs import Recorder
from cleanup.cli.paths import Target
from cleanup.files import make_folder, write_atomic
from cleanup.run import Treated


def write_result(treated: Treated, target: Target | None, recorder: Recorder | None) -> None:
    """Write what a plan makes of a document, in place where there is no target.

    In place a file without changes is not touched. Raises FileError.
    """
    path = treated.job.path
    place = target.of(path) if target is not None else None
    if recorder is not None:
        output = recorder.document(treated, place)
    else:
        output = treated.source.splice(treated.plan.changes)
    if place is not None:
        make_folder(os.path.dirname(place) or ".")
        write_atomic(place, output)
    elif output != treated.file.data:
        write_atomic(path, output, expect=treated.file)
    if recorder is not None:
        recorder.done(path)
