"""The command line. `main` is the one place where errors become lines and exit codes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from cleanup.cli.commands import COMMANDS
from cleanup.cli.parse import parse
from cleanup.cli.streams import emit, prepare, say
from cleanup.errors import CleanupError

INTERRUPTED = 130
_COMPLETION = "_CLEANUP_COMPLETE"  # set by the shell when it asks for completions


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; `argv` is `sys.argv[1:]` where not given."""
    words = list(sys.argv[1:] if argv is None else argv)
    prepare()
    try:
        call = _read(words)
        return call if isinstance(call, int) else call[1](call[0])
    except CleanupError as error:
        say(f"error: {error}")
        return 2
    except KeyboardInterrupt:
        say("interrupted: each file is as it was or done; `cleanup undo` takes done ones back")
        return INTERRUPTED
    except Exception as error:
        return _fault(error, words)


def run() -> None:
    """Run the command line and end the process with its exit code."""
    # Rules and packs are many objects that stay: to look through them all again and again for
    # cycles, of which there are next to none, takes an eighth of the start.
    gc.set_threshold(50_000, 20, 20)
    code = main()
    compiling = sys.modules.get("cleanup.start.compiling")
    if compiling:  # where a text was read
        compiling.keep()
    _end(code)


def _end(code: int) -> NoReturn:
    """End the process at once: nothing is open any more, and to take all apart takes a tenth.

    Where processes or threads were started, or somebody measures this one, it ends as any does.
    """
    others = {"multiprocessing", "concurrent.futures", "coverage"} & sys.modules.keys()
    if not others and sys.getprofile() is None and sys.gettrace() is None and _flushed():
        os._exit(code)
    sys.exit(code)


def _flushed() -> bool:
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return False
    return True


def _read(words: list[str]) -> tuple[Any, Callable[[Any], int]] | int:
    """Return the options of a command with its function, or an exit code where all is said."""
    if words == ["--version"]:
        from cleanup.cli.versions import version_line

        emit(f"{version_line()}\n")
        return 0
    if words and words[0] in COMMANDS and _COMPLETION not in os.environ:
        kind, act = COMMANDS[words[0]].load()
        options = parse(kind, words[1:])
        if options is not None:
            return options, act
    from cleanup.cli.application import read

    found = read(words)
    return found if isinstance(found, int) else (found[1], COMMANDS[found[0]].load()[1])


def _fault(error: Exception, words: list[str]) -> int:
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    say(f"error: a fault of cleanup: {reason} (-v shows where)")
    if {"-v", "--verbose"} & set(words):
        import traceback

        say(traceback.format_exc().rstrip())
    return 2
