"""A commented `cleanup.toml`: every key with what it does, nothing set."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from cleanup.config.keys import KEYS, Key

_HEAD = """\
# What `cleanup` is told about the files in this folder and below. Nothing is set: take away the #
# before what you need. `cleanup lint --show-settings FILE` tells what holds for a file.
"""
_TABLES = ("ignores", "files", "options")


def sample() -> str:
    """Return the text of the file."""
    # What follows the header of a table belongs to it, so tables stand last.
    keys = sorted(KEYS.values(), key=is_table)
    return "\n".join([_HEAD, *("".join(_entry(key)) for key in keys)])


def is_table(key: Key) -> bool:
    """Tell whether the value of a key is written as a table, with a header of its own."""
    return key.kind in _TABLES


def _entry(key: Key) -> Iterator[str]:
    default = f" Default: {key.default}." if key.default else ""
    for line in wrap(f"{key.help}{default}", 97):
        yield f"# {line}\n"
    for line in key.example.split("\n"):
        yield f"#{line}\n"
