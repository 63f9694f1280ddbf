"""`cleanup undo` and `cleanup verify`: take a run back, or prove that it could be."""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH109

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cleanup.cli.declare import argument, switch
from cleanup.cli.streams import emit, say
from cleanup.errors import FileError
from cleanup.start.data import dataclass

if TYPE_CHECKING:
    from cleanup.past.history import PastRun
    from cleanup.past.undo import Outcome

_UNDONE = {"restored": "restored", "input": "already as it was before"}
_VERIFIED = {"output": "proved: input and output follow from each other", "input": "taken back"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """The options of `cleanup undo` and `cleanup verify`."""

    ledger: str | None = argument(
        metavar="LEDGER",
        help="Ledger of the run; default: the newest run of this folder that is not undone.",
    )
    quiet: bool = switch("-q", "--quiet", help="Say nothing but errors.")


def undo(options: Undo) -> int:
    """Take a run back, byte for byte; return 0, or 2 where a file was refused. Raises FileError."""
    from cleanup.past.undo import undo as take_back

    run = _past(options)
    return _tell(options, run, take_back(run), _UNDONE)


def verify(options: Undo) -> int:
    """Prove a run; return 0, or 2 where a document is not proved. Raises FileError."""
    from cleanup.past.undo import verify as prove

    run = _past(options)
    return _tell(options, run, prove(run), _VERIFIED)


def _past(options: Undo) -> PastRun:
    from cleanup.past.history import read_ledger
    from cleanup.past.state import newest

    path = options.ledger if options.ledger is not None else newest(os.getcwd())
    if path is None:
        raise FileError(
            f"{os.getcwd()}: no run in this folder that could be undone; name its ledger"
        )
    return read_ledger(path)


def _tell(options: Undo, run: PastRun, outcomes: tuple[Outcome, ...], words: dict[str, str]) -> int:
    from cleanup.files import shown

    refused = [outcome for outcome in outcomes if outcome.status == "refused"]
    for outcome in refused:
        say(f"error: {outcome.reason}")
    if not options.quiet:
        fine = [o for o in outcomes if o.status != "refused"]
        emit("".join(f"{shown(o.path)}: {words[o.status]}\n" for o in fine))
        if not outcomes:
            say(f"{shown(run.path)}: this run changed nothing")
    return 2 if refused else 0
