"""Which files a command reads, and where `-o` puts what it makes of them."""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH100, PTH109, PTH110, PTH112, PTH114, PTH118, PTH120

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cleanup.cli.common import Walking
from cleanup.errors import ConfigError
from cleanup.files import shown
from cleanup.formats import DATA_SUFFIXES
from cleanup.start.data import dataclass

if TYPE_CHECKING:
    from cleanup.cli.settings import Desk
    from cleanup.walk.tree import Excludes, Sieve

STDIN = "-"
_WILD = frozenset("*?[")


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


class Inputs:
    """Finds the files of a call. `tell` takes a line on each that is passed over."""

    def __init__(self, desk: Desk, walking: Walking, tell: Callable[[str], None]) -> None:
        self._desk = desk
        self._walking = walking
        self._tell = tell
        self._kept: dict[int, Excludes] = {}
        self._named: set[str] = set()

    def find(
        self, paths: Sequence[str], without: str | None = None, *, apart: bool = False
    ) -> list[str]:
        """Return the files to read: those named in their order, of folders those in sorted order.

        The folder `without` is passed over. No file is taken twice, also not by a link to it,
        unless what is made of the two stands `apart`. Names that lead nowhere are kept, so that
        reading them tells what is wrong. Raises ConfigError, FileError.
        """
        found: dict[str, str] = {}
        folders: dict[str, str] = {}
        self._named.update(os.path.abspath(path) for path in paths)
        for path in paths:
            for one in self._inside(path, without):
                full = os.path.abspath(one)
                found.setdefault(full if apart else _real(full, folders), one)
        return list(found.values())

    def is_named(self, path: str) -> bool:
        """Tell whether a file was named by itself."""
        return os.path.abspath(path) in self._named

    def is_excluded(self, path: str) -> bool:
        """Tell whether a file that is named is left out, for `--force-exclude`."""
        full = os.path.abspath(path)
        folder = os.path.dirname(full)
        if not self._walking.force_exclude and not self._desk.config(folder).force_exclude:
            return False
        excludes = self._excludes(folder)
        base = os.path.join(self._base(folder), "")
        left_out = bool(excludes.verdict(full, os.path.isdir(full)))
        while folder.startswith(base) and not left_out:
            left_out = bool(excludes.verdict(folder, True))
            folder = os.path.dirname(folder)
        if left_out:
            self._tell(f"passed over {shown(path)}: excluded")
        return left_out

    def _inside(self, path: str, without: str | None) -> Iterable[str]:
        there = os.path.lexists(path)
        if there and self.is_excluded(path):
            return ()
        if os.path.isdir(path):
            from cleanup.walk.tree import walk

            return walk(path, self._sieve(without), self._taken)
        return self._meant(path, without) if _is_glob(path) else [path]

    def _taken(self, path: str) -> str:
        """Return why a walk leaves a file out: data are read where their fields are named."""
        from cleanup.walk.tree import by_name

        named = path.lower().endswith(DATA_SUFFIXES) and self._desk.names_fields(path)
        return "" if named else by_name(path)

    def _meant(self, glob: str, without: str | None) -> Iterator[str]:
        """Yield what a glob means that no shell has expanded; itself where it means nothing."""
        from cleanup.walk.tree import meant

        base, pattern = split_glob(glob)
        count = 0
        for path in meant(base, pattern, self._sieve(without)):
            count += 1
            yield path
        if not count:
            yield glob

    def _sieve(self, without: str | None) -> Sieve:
        from cleanup.walk.tree import Sieve

        def gitignore(folder: str) -> bool:
            asked = not self._walking.no_respect_gitignore
            return asked and self._desk.config(folder).respect_gitignore

        barred = os.path.realpath(without) if without else None
        return Sieve(self._excludes, gitignore, barred, self._tell)

    def _base(self, folder: str) -> str:
        """Return the folder below which excludes hold: that of the configuration, or this one."""
        file = self._desk.config(folder).file
        return os.path.dirname(file) if file else os.getcwd()

    def _excludes(self, folder: str) -> Excludes:
        """Return what is left out of a folder (an absolute path)."""
        from cleanup.walk.patterns import Patterns, read_patterns
        from cleanup.walk.tree import Excludes

        config = self._desk.config(folder)
        if id(config) not in self._kept:
            found: list[Patterns | None] = [
                read_patterns(one.folder, one.globs, str(one.place))
                for one in (*config.exclude, *config.extend_exclude)
            ]
            found.append(read_patterns(os.getcwd(), self._walking.exclude, "--exclude"))
            patterns = tuple(one for one in found if one is not None)
            self._kept[id(config)] = Excludes(patterns, not config.exclude)
        return self._kept[id(config)]


def _is_glob(path: str) -> bool:
    return not _WILD.isdisjoint(path) and not os.path.lexists(path)


def split_glob(glob: str) -> tuple[str, str]:
    """Return the folder from which a glob is looked for, and the glob from there."""
    parts = glob.split("/")
    first = next(number for number, part in enumerate(parts) if not _WILD.isdisjoint(part))
    base = "/".join(parts[:first])
    if first and not base:
        base = "/"
    return base or ".", "/".join(parts[first:])


def _real(path: str, folders: dict[str, str]) -> str:
    """Return the real path of an absolute one, resolving each folder once."""
    folder, name = os.path.split(path)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    whole = os.path.join(folders[folder], name)
    return os.path.realpath(whole) if os.path.islink(whole) else whole


def check_stdin(paths: Sequence[str], name: str | None = None) -> bool:
    """Tell whether stdin is read.

    Raises ConfigError where it is not the only input, or has a name and is not read.
    """
    if STDIN in paths and len(paths) > 1:
        raise ConfigError("-: standard input cannot be read together with files")
    if name is not None and STDIN not in paths:
        raise ConfigError("--stdin-filename: only for -, which reads standard input")
    return STDIN in paths


def aim(output: str, paths: Sequence[str]) -> Target:
    """Return where `-o` leads for these arguments. Raises ConfigError for one that makes no sense.

    It is a folder when it ends in a slash, is one, or the input is more than a file.
    """
    if not output:
        raise ConfigError("-o: must name a file or a folder")
    folder = output.endswith(("/", os.sep)) or os.path.isdir(output)
    several = len(paths) > 1 or os.path.isdir(paths[0]) or _is_glob(paths[0])
    if several and not folder:
        if os.path.exists(output):
            raise ConfigError(f"-o: {shown(output)} is a file, and there is more than one to write")
        folder = True
    roots = [_root(path) for path in paths]
    try:
        base = os.path.commonpath([os.path.abspath(root) for root in roots])
    except ValueError:  # on several drives
        raise ConfigError("-o: the paths have no folder in common") from None
    return Target(output, base, folder)


def _root(path: str) -> str:
    if os.path.isdir(path):
        return path
    return split_glob(path)[0] if _is_glob(path) else os.path.dirname(os.path.abspath(path))


def refuse_overwriting(inputs: Sequence[str], outputs: Sequence[tuple[str, str]]) -> None:
    """Raise ConfigError where an output would replace an input or another output.

    `outputs` are pairs of a file to write and the option that names it.
    """
    taken = {os.path.realpath(path): path for path in inputs} if outputs else {}
    for path, option in outputs:
        real = os.path.realpath(path)
        if real in taken:
            raise ConfigError(
                f"{option}: {shown(path)} would replace {shown(taken[real])}; name another file"
            )
        taken[real] = path
