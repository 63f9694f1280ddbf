"""Globs as .gitignore has them: `*.txt` anywhere, `en/*` from the folder, `**` over folders.

They are matched by pathspec, the library that black and others take for it: it follows git's own
rules, in plain Python. It is imported when the first glob is matched.
"""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH118

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache

Match = Callable[[str], bool]


def means(globs: tuple[str, ...], folder: str, path: str) -> bool:
    """Tell whether globs relative to a folder mean a file; both paths are absolute.

    A file is meant when one of the globs means it and none of those that begin with `!`; where
    all begin so, each file is meant that none of them names. Of a file outside of the folder,
    only globs without a slash are asked: they mean its name. Raises ValueError for a glob that
    is none.
    """
    inside = path.startswith(os.path.join(folder, ""))
    if not inside:
        globs = tuple(glob for glob in globs if "/" not in glob)
        folder = os.path.dirname(path)  # noqa: PTH120
    if not globs:
        return False
    return matcher(globs)(os.path.relpath(path, folder).replace(os.sep, "/"))


@cache
def matcher(globs: tuple[str, ...]) -> Match:
    """Return the test for paths with slashes, relative to the folder of the globs.

    Raises ValueError for a glob that is none.
    """
    wanted = _test(glob for glob in globs if not glob.startswith("!"))
    barred = _test(glob[1:] for glob in globs if glob.startswith("!"))

    def match(path: str) -> bool:
        return (wanted is None or wanted(path)) and not (barred is not None and barred(path))

    return match


def _test(globs: Iterable[str]) -> Match | None:
    lines = list(globs)
    if not lines:
        return None
    for line in lines:
        if not line.strip(" /!"):
            raise ValueError(f"{line!r} names no file")
    from pathspec import GitIgnoreSpec

    # Here `#` begins no comment: each glob is a line that somebody meant.
    plain = (f"\\{line}" if line.startswith("#") else line for line in lines)
    return GitIgnoreSpec.from_lines(plain).match_file
