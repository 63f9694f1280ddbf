"""What git is told to ignore: the `.gitignore` files on the way to a path, and `info/exclude`."""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH109, PTH110, PTH112, PTH113, PTH118, PTH120, PTH123

from __future__ import annotations

import os

from cleanup.files import failure
from cleanup.walk.patterns import Patterns, read_patterns

NAME = ".gitignore"


class Ignored:
    """Tells what git ignores, reading each file once.

    The nearest `.gitignore` that speaks of a path decides; the repository's own `info/exclude`
    comes last. A repository within another answers for itself. Where there is none, the files
    from the folder that is walked (or the working directory above it) count all the same, so that
    an unpacked archive is read like the clone. What a user ignores for all repositories does not
    count: the result must not depend on whose machine it is.
    """

    def __init__(self, folder: str) -> None:
        """`folder` is the absolute path of the folder that is walked."""
        self._top = _top(folder)
        self._chains: dict[str, tuple[Patterns, ...]] = {}

    def ignores(self, folder: str, path: str, is_folder: bool) -> bool:
        """Tell whether a path in a folder (both absolute) is ignored. Raises FileError."""
        for patterns in self._chain(folder):
            verdict = patterns.verdict(path, is_folder)
            if verdict is not None:
                return verdict
        return False

    def _chain(self, folder: str) -> tuple[Patterns, ...]:
        """Return the patterns that count in a folder, the nearest first."""
        if folder not in self._chains:
            own = _read(os.path.join(folder, NAME), folder)
            chain: tuple[Patterns, ...] = (own,) if own else ()
            git = os.path.join(folder, ".git")
            if os.path.exists(git):
                exclude = _read(os.path.join(_shared(git), "info", "exclude"), folder)
                chain += (exclude,) if exclude else ()
            elif folder not in (self._top, os.path.dirname(folder)):
                chain += self._chain(os.path.dirname(folder))
            self._chains[folder] = chain
        return self._chains[folder]


def _top(folder: str) -> str:
    """Return the folder whose `.gitignore` is the last to count: that of the repository."""
    above = folder
    while not os.path.exists(os.path.join(above, ".git")):
        if above == os.path.dirname(above):
            here = os.getcwd()
            return here if folder.startswith(os.path.join(here, "")) else folder
        above = os.path.dirname(above)
    return above


def _shared(git: str) -> str:
    """Return the folder of the repository; in a worktree or a submodule `.git` names another."""
    if os.path.isdir(git):
        return git
    named = _line(git).removeprefix("gitdir:").strip()
    folder = os.path.join(os.path.dirname(git), named)
    common = _line(os.path.join(folder, "commondir"))
    return os.path.join(folder, common) if common else folder


def _line(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return file.readline().strip()
    except OSError:
        return ""


def _read(path: str, base: str) -> Patterns | None:
    if not os.path.isfile(path):
        return None
    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8-sig", "surrogateescape")
    except OSError as error:
        # What should have been left alone is not known, so nothing may be touched.
        raise failure(path, error) from None
    return read_patterns(base, (line.removesuffix("\r") for line in text.split("\n")))
