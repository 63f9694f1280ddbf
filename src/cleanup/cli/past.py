"""The runs that ledgers hold, as one run for the reports."""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH118

from __future__ import annotations

import os
from collections.abc import Sequence

from cleanup.errors import CleanupError, FileError
from cleanup.files import digest, read_bytes, shown
from cleanup.formats import restore
from cleanup.past.excerpts import entry
from cleanup.past.history import PastDocument, PastRun, read_ledger
from cleanup.results import Entry, Run
from cleanup.start.data import dataclass, replace


@dataclass(frozen=True, slots=True)
class Past:
    """What was read: the ledgers that could be, all that they hold, errors, and notes."""

    runs: int
    run: Run
    errors: tuple[str, ...]
    notes: tuple[str, ...]


def read_past(ledgers: Sequence[str], *, diffs: bool) -> Past:
    """Read ledgers; one that is damaged is an error and stops no other.

    `diffs` also makes the diff of each document, for which its file must be as the run left it.
    """
    runs: list[PastRun] = []
    entries: list[Entry] = []
    errors: list[str] = []
    notes: list[str] = []
    for ledger in ledgers:
        try:
            run = read_ledger(ledger)
            entries.extend(_entries(run, errors if diffs else None))
            notes.extend(_notes(run))
            runs.append(run)
        except CleanupError as error:
            errors.append(str(error))
    versions = ", ".join(dict.fromkeys(run.version for run in runs))
    told = Run(tuple(entries), (*errors, *notes), versions)
    return Past(len(runs), told, tuple(errors), tuple(notes))


def _entries(run: PastRun, failed: list[str] | None) -> list[Entry]:
    """Return what the run did; the diffs that cannot be made go to `failed`, if they are asked."""
    found = []
    for document in run.documents:
        if not document.done:
            continue
        one = entry(run, document)
        if failed is not None:
            try:
                one = replace(one, diff=_diff(run, document, one))
            except FileError as error:
                failed.append(str(error))
        found.append(one)
    return found


def _notes(run: PastRun) -> list[str]:
    """Return what a reader of the report must know: the run was cut off, or a file not written."""
    open_ends = [shown(document.path) for document in run.documents if not document.done]
    if run.ended:
        return [f"{shown(run.path)}: {path} was not written by this run" for path in open_ends]
    last = f"; {open_ends[-1]} may have been written" if open_ends else ""
    return [f"{shown(run.path)}: the run was interrupted, shown as far as it went{last}"]


def _diff(run: PastRun, document: PastDocument, one: Entry) -> bytes:
    """Return the diff of a document. Raises FileError where its file is not what was written."""
    from cleanup.cli.diff import diff_of

    if document.input == document.output:
        return b""
    path = document.path if document.target is None else document.target
    output = read_bytes(os.path.join(run.cwd, path), None, allow_empty=True).data
    reason = f"{shown(path)}: changed since the run; a unified diff needs it as it was"
    if digest(output) != document.output:
        raise FileError(reason)
    try:
        data = restore(output, document.splices)
    except ValueError:
        raise FileError(reason) from None
    if digest(data) != document.input:
        raise FileError(reason)
    return diff_of(one, data, output, document.splices)
