"""Walking through folders: which files are taken for prose, and what is passed over and why."""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH100, PTH110, PTH112, PTH113, PTH118, PTH119, PTH122

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from cleanup.files import shown
from cleanup.formats import SUFFIXES
from cleanup.start.data import dataclass
from cleanup.walk.gitignore import Ignored
from cleanup.walk.patterns import Patterns, read_patterns
from cleanup.walk.prose import not_prose

# Where results usually go: in a walk never taken for input. `lint out/` still reads it.
RESULTS = "out"
# Folders of other people's texts, and text files that are not prose.
_FOREIGN = frozenset({"node_modules", "site-packages", "venv", "__pypackages__"})
_DATA = ("requirements", "constraints", "CMakeLists", "robots", "humans")

# From a path to the reason why it is not taken: nothing where it is, None where nobody asks why.
Taking = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Excludes:
    """What is left out of a folder by option and configuration; later patterns count first.

    `foreign` tells whether the folders and files that the tool itself leaves out are meant too.
    """

    patterns: tuple[Patterns, ...] = ()
    foreign: bool = True

    def verdict(self, path: str, is_folder: bool) -> bool | None:
        """Return whether an absolute path is left out (True) or taken back (False), else None."""
        for patterns in reversed(self.patterns):
            verdict = patterns.verdict(path, is_folder)
            if verdict is not None:
                return verdict
        if self.foreign and _is_foreign(os.path.basename(path), is_folder):
            return True
        return None


@dataclass(frozen=True, slots=True)
class Sieve:
    """What walks leave out.

    `excludes` and `gitignore` (whether it counts) take the absolute path of a folder, `barred` is
    the real path of one that is passed over, and `tell` takes a line for who wants to know.
    """

    excludes: Callable[[str], Excludes]
    gitignore: Callable[[str], bool]
    barred: str | None
    tell: Callable[[str], None]


def _is_foreign(name: str, is_folder: bool) -> bool:
    return name in _FOREIGN if is_folder else name.startswith(_DATA) and name.endswith(".txt")


def by_name(path: str) -> str:
    """Take files with the suffix of a format, and those without a suffix that look like prose."""
    if path.lower().endswith(SUFFIXES):
        return ""
    if os.path.splitext(path)[1]:
        return "no suffix of prose; it is read where it is named"
    return not_prose(path)


def meant(base: str, glob: str, sieve: Sieve) -> Iterator[str]:
    """Yield the files below a folder that a glob means, in the order of a walk.

    A folder that it means is read whole. A glob that ends in a suffix of its own takes that one.
    """
    top = os.path.abspath(base)
    patterns = read_patterns(top, [f"/{glob}"])
    suffix = os.path.splitext(glob)[1]
    plain = bool(suffix) and suffix[1:].isalnum()

    def taking(path: str) -> str | None:
        full = os.path.abspath(path)
        if patterns is None or not patterns.holds(full):
            return None
        return "" if plain and patterns.verdict(full, False) else by_name(path)

    yield from walk(base, sieve, taking)


def walk(folder: str, sieve: Sieve, taking: Taking = by_name) -> Iterator[str]:
    """Yield the files to read below a folder in a stable order: its own by name, then its folders'.

    Hidden entries, folders called `out` and `sieve.barred` (a real path) are passed over, and so
    are links to folders, which may lead in a circle. A folder that cannot be read is yielded
    itself: reading it tells what is wrong. Raises FileError, ConfigError.
    """
    top = os.path.abspath(folder)
    ignored = Ignored(top)
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        if sieve.barred and os.path.realpath(here) == sieve.barred:
            continue
        try:
            with os.scandir(here) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:
            yield here
            continue
        inner: list[str] = []
        for entry in entries:
            # As the user would write it: `a.txt` in `.`, not `./a.txt`.
            path = os.path.join(here, entry.name).removeprefix("./")
            is_folder = entry.is_dir(follow_symlinks=False)
            reason = _left_out(os.path.abspath(path), is_folder, sieve, ignored)
            if reason == "" and not is_folder:
                reason = _not_taken(entry, path, taking)
            if reason:
                sieve.tell(f"passed over {shown(path)}: {reason}")
            elif reason is None:
                continue
            elif is_folder:
                inner.append(path)
            else:
                yield path
        waiting += reversed(inner)


def _left_out(path: str, is_folder: bool, sieve: Sieve, ignored: Ignored) -> str | None:
    """Return why an entry is left out, nothing where it is not, None where nobody asks why."""
    folder, name = os.path.split(path)
    verdict = sieve.excludes(folder).verdict(path, is_folder)
    if verdict:
        return "excluded"
    if verdict is None and (name.startswith(".") or (is_folder and name == RESULTS)):
        return None
    if sieve.gitignore(folder) and ignored.ignores(folder, path, is_folder):
        return "ignored by git"
    return ""


def _not_taken(entry: os.DirEntry[str], path: str, taking: Taking) -> str | None:
    if entry.is_symlink():
        if os.path.isdir(path):
            return "a link to a folder"
        if not os.path.exists(path):
            return "a link that leads nowhere"
    if not os.path.isfile(path):
        return "not a regular file"
    return taking(path)
