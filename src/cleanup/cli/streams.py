"""The two streams: stdout is the product, stderr the talk. Neither ever ends a run by itself."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

from cleanup.errors import FileError
from cleanup.files import failure


def prepare() -> None:
    """Let both streams escape what their encoding cannot show; a closed one loses what it gets."""
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115, PTH123
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def emit(text: str) -> None:
    """Write a part of the product to stdout. Raises FileError; a reader who left is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        _give_up(error)


def emit_bytes(data: bytes) -> None:
    """Write bytes to stdout as they are, whatever the locale. Raises FileError as `emit`."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        _give_up(error)


def say(text: str) -> None:
    """Write to stderr, as whole lines; where nobody listens it is lost."""
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except OSError:
        _silence(sys.stderr)


def _give_up(error: OSError) -> None:
    # What is still in the buffer would raise again when Python ends.
    _silence(sys.stdout)
    if not isinstance(error, BrokenPipeError):
        raise failure("<stdout>", error) from None


def _silence(stream: TextIO) -> None:
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return


def colour(when: str | None) -> bool:
    """Tell whether stdout is to be coloured: `auto` is for terminals, unless NO_COLOR is set."""
    if when in ("always", "never"):
        return when == "always"
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return is_terminal() and not plain


def links() -> bool:
    """Tell whether stdout is a terminal that takes hyperlinks; most pass over what they cannot."""
    plain = os.environ.get("TERM", "dumb") in ("dumb", "linux")
    return is_terminal() and not plain and os.environ.get("FORCE_HYPERLINK") != "0"


def is_terminal() -> bool:
    """Tell whether stdout is a terminal."""
    return sys.stdout.isatty()


def width() -> int:
    """Return how many columns the product may take."""
    if not is_terminal() and "COLUMNS" not in os.environ:
        return 100
    import shutil

    return max(40, min(shutil.get_terminal_size((100, 24)).columns, 120))


def read_stdin(max_size: int) -> bytes:
    """Return the bytes of stdin. Raises FileError where they are more than `max_size`."""
    if sys.stdin is None:
        raise FileError("<stdin>: closed")
    try:
        data = sys.stdin.buffer.read(max_size + 1)
    except OSError as error:
        raise failure("<stdin>", error) from None
    if len(data) > max_size:
        raise FileError(f"<stdin>: too large: --max-file-size is {max_size:,}")
    return data
