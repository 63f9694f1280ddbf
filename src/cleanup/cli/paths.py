"""Which files a command reads, and where `-o` puts what it makes of them."""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH100, PTH110, PTH112, PTH118, PTH120

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleanup.errors import ConfigError
from cleanup.files import shown

# What a walk through a folder takes for prose; a file that is named is read whatever its suffix.
PROSE = (".txt", ".md", ".markdown")
STDIN = "-"
# Where results usually go: in a walk never taken for input. `lint out/` still reads it.
RESULTS = "out"


@dataclass(frozen=True, slots=True)
class Target:
    """Where `-o` leads: one file, or a folder in which the paths below `base` are kept."""

    path: str
    base: str
    is_folder: bool

    def of(self, path: str) -> str:
        """Return the file that the result of `path` is written to."""
        if not self.is_folder:
            return self.path
        return os.path.join(self.path, os.path.relpath(os.path.abspath(path), self.base))


def find(paths: Sequence[str], without: str | None = None) -> list[str]:
    """Return the files to read: those named in their order, of folders the prose in sorted order.

    Hidden folders, those called `out` and the folder `without` are passed over, and no file is
    taken twice. Names that lead nowhere are kept, so that reading them tells what is wrong.
    """
    barred = os.path.realpath(without) if without else None
    found: dict[str, str] = {}
    for path in paths:
        inside = _walk(path, barred) if os.path.isdir(path) else [path]
        for one in inside:
            found.setdefault(os.path.abspath(one), one)
    return list(found.values())


def _walk(folder: str, barred: str | None) -> Iterator[str]:
    for here, folders, names in os.walk(folder):
        if barred and os.path.realpath(here) == barred:
            folders.clear()
            continue
        folders[:] = sorted(one for one in folders if one != RESULTS and not one.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(PROSE) and not name.startswith("."):
                # As the user would write it: `a.txt` in `.`, not `./a.txt`.
                yield name if here == "." else os.path.join(here.removeprefix("./"), name)


def check_stdin(paths: Sequence[str]) -> bool:
    """Tell whether stdin is read. Raises ConfigError where it is not the only input."""
    if STDIN in paths and len(paths) > 1:
        raise ConfigError("-: standard input cannot be read together with files")
    return STDIN in paths


def aim(output: str, paths: Sequence[str]) -> Target:
    """Return where `-o` leads for these arguments. Raises ConfigError for one that makes no sense.

    It is a folder when it ends in a slash, is one, or the input is more than a file.
    """
    if not output:
        raise ConfigError("-o: must name a file or a folder")
    folder = output.endswith(("/", os.sep)) or os.path.isdir(output)
    several = len(paths) > 1 or os.path.isdir(paths[0])
    if several and not folder:
        if os.path.exists(output):
            raise ConfigError(f"-o: {shown(output)} is a file, and there is more than one to write")
        folder = True
    roots = [p if os.path.isdir(p) else os.path.dirname(os.path.abspath(p)) for p in paths]
    try:
        base = os.path.commonpath([os.path.abspath(root) for root in roots])
    except ValueError:  # on several drives
        raise ConfigError("-o: the paths have no folder in common") from None
    return Target(output, base, folder)


def refuse_overwriting(inputs: Sequence[str], outputs: Sequence[tuple[str, str]]) -> None:
    """Raise ConfigError where an output would replace an input or another output.

    `outputs` are pairs of a file to write and the option that names it.
    """
    taken = {os.path.realpath(path): path for path in inputs}
    for path, option in outputs:
        real = os.path.realpath(path)
        if real in taken:
            raise ConfigError(
                f"{option}: {shown(path)} would replace {shown(taken[real])}; name another file"
            )
        taken[real] = path
