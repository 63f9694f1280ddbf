"""Keys from the terminal, one at a time; whole lines where it cannot give them so."""

from __future__ import annotations

import os
import sys

END = ""  # nothing more will come
_ESCAPE = b"\x1b"


def read_key(prompt: str) -> str:
    """Show a prompt and return the key that is pressed, `END` where there is no more input."""
    try:
        key = _raw(prompt)
    except ImportError:
        key = None
    if key is None:
        _show(prompt)
        return _first(sys.stdin.readline())
    _show(f"{key if key.isprintable() else ''}\n")
    return END if key == "\x04" else key


def read_line(prompt: str, given: str) -> str:
    """Return a line that the person writes, beginning from `given` where the terminal can."""
    try:
        import readline
    except ImportError:
        return _asked(prompt)
    readline.set_startup_hook(lambda: readline.insert_text(given))
    try:
        return _asked(prompt)
    finally:
        readline.set_startup_hook()


def _asked(prompt: str) -> str:
    try:
        return input(prompt)
    except EOFError:
        sys.stdout.write("\n")
        return ""


def _show(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _first(line: str) -> str:
    return line.strip()[:1] or ("\n" if line else END)


def _raw(prompt: str) -> str | None:
    """Return a key as the terminal gives it, None where it gives lines alone.

    The prompt comes when the terminal has ceased to show keys by itself.
    """
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    try:
        before = termios.tcgetattr(descriptor)
    except termios.error:
        return None
    try:
        # What was typed ahead stays; the keys that interrupt still do.
        tty.setcbreak(descriptor, termios.TCSADRAIN)
        _show(prompt)
        return _one(descriptor)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _one(descriptor: int) -> str:
    data = os.read(descriptor, 1)
    if data == _ESCAPE:  # an arrow or a function key: its other bytes are no keys
        import select

        while select.select([descriptor], [], [], 0.02)[0] and os.read(descriptor, 1):
            pass
        return "\x1b"
    while data and data[0] >= 0xC0 and len(data) < _length(data[0]):
        more = os.read(descriptor, 1)
        if not more:
            break
        data += more
    return data.decode("utf-8", "replace") if data else "\x04"


def _length(first: int) -> int:
    return 2 if first < 0xE0 else 3 if first < 0xF0 else 4
