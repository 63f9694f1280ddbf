"""Which file speaks for a document: the nearest above it that says something.

The code that reads a file is imported when there is one.
"""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH113, PTH118, PTH120, PTH123

from __future__ import annotations

import os

from cleanup.config.model import NOTHING, Config

NAMES = ("cleanup.toml", "pyproject.toml")


def nearest_config(folder: str) -> Config:
    """Return the configuration for the files of a folder (an absolute path).

    Raises ConfigError for a file that cannot be read or says something wrong.
    """
    while True:
        for name in NAMES:
            path = os.path.join(folder, name)
            if os.path.isfile(path) and (name == NAMES[0] or _may_speak(path)):
                found = _read(path, must_speak=False)
                if found is not None:
                    return found
        above = os.path.dirname(folder)
        if above == folder:
            return NOTHING
        folder = above


def read_config(path: str) -> Config:
    """Return the configuration a file holds. Raises ConfigError as `nearest_config` does."""
    return _read(path, must_speak=True) or NOTHING


def _read(path: str, *, must_speak: bool) -> Config | None:
    from cleanup.config.reading import read_file

    return read_file(path, must_speak=must_speak)


def _may_speak(path: str) -> bool:
    """Tell whether a `pyproject.toml` may hold `[tool.cleanup]`, in whatever way that is written.

    Of one that holds none it is not our business whether it is right.
    """
    try:
        with open(path, "rb") as file:
            data = file.read().removeprefix(b"\xef\xbb\xbf")
    except OSError:
        return True  # who reads it says why
    return b"cleanup" in data and any(map(_may_name, data.splitlines()))


def _may_name(line: bytes) -> bool:
    """Tell whether a line of TOML may be the head of our table, of `[tool]`, or a key `tool`."""
    line = line.strip()
    if line.startswith(b"["):
        bare = line.translate(None, b" \t\"'")
        return bare.startswith((b"[tool]", b"[tool.cleanup", b"[[tool.cleanup")) or b"\\" in line
    return line.lstrip(b"\"'").startswith(b"tool") or (line[:1] == b'"' and b"\\" in line)
