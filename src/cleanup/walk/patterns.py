"""Patterns of paths as `.gitignore` has them: the one notation for all that a walk leaves out.

They are asked of a path itself, as git does it on its way down, for a folder that was left out is
not entered. The libraries ask them of a path with all that is above it, which is another answer
for `*`, `!*/`, `!*.txt` (only these files, in any folder). Hence our own reading; a test compares
it with git's. As in git a `?` is one byte.
"""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH120

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import cached_property

from cleanup.errors import ConfigError
from cleanup.files import shown
from cleanup.start.data import dataclass

_SPACES = re.compile(r"(?<!\\)((?:\\\\)*) +\Z")
_CLASS = re.compile(rb"\[([!^]?)(\]?(?:\\.|\[:\w+:\]|[^\]\\])*)\]", re.DOTALL)
_NAMED = {
    b"alnum": rb"0-9A-Za-z",
    b"alpha": rb"A-Za-z",
    b"blank": rb" \t",
    b"digit": rb"0-9",
    b"lower": rb"a-z",
    b"punct": rb"!-/:-@\[-`{-~",
    b"space": rb"\s",
    b"upper": rb"A-Z",
    b"xdigit": rb"0-9A-Fa-f",
}


@dataclass(frozen=True)
class Pattern:
    """One pattern: `again` takes back what earlier ones leave out, `folders` means them alone.

    Without a slash inside (`anywhere`) it means names, else paths from the folder of the patterns.
    """

    glob: str
    again: bool
    folders: bool
    anywhere: bool

    @cached_property
    def _expression(self) -> re.Pattern[bytes] | None:
        return _compiled(os.fsencode(self.glob), paths=not self.anywhere)

    def means(self, path: bytes, is_folder: bool) -> bool:
        """Tell whether a path with slashes, relative to the folder of the patterns, is meant."""
        if (self.folders and not is_folder) or self._expression is None:
            return False
        return (
            self._expression.fullmatch(path, path.rfind(b"/") + 1 if self.anywhere else 0)
            is not None
        )


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns relative to a folder (`base`, an absolute path); the last that means one counts."""

    base: str
    rules: tuple[Pattern, ...]

    def verdict(self, path: str, is_folder: bool) -> bool | None:
        """Return whether an absolute path is left out (True) or taken back (False), else None.

        The path itself is meant, not the folders above it: who walks has asked for those before.
        """
        inner = _below(path, self.base)
        if inner:
            for pattern in reversed(self.rules):
                if pattern.means(inner, is_folder):
                    return not pattern.again
        return None

    def holds(self, path: str) -> bool:
        """Tell whether the path of a file, or a folder above it and below `base`, is left out."""
        left_out = bool(self.verdict(path, False))
        above = os.path.dirname(path)
        while not left_out and _below(above, self.base):
            left_out = bool(self.verdict(above, True))
            above = os.path.dirname(above)
        return left_out


def read_patterns(base: str, lines: Iterable[str], where: str = "") -> Patterns | None:
    """Return the patterns of some lines, None where they hold none.

    `where` names the option or the key they come from; then ConfigError is raised for a line that
    means nothing. Without it such a line is passed over, as git does.
    """
    rules: list[Pattern] = []
    for line in lines:
        rule = _rule(line)
        if rule is not None:
            rules.append(rule)
        elif where:
            raise ConfigError(f"{where}: {shown(line)!r} means no path")
    return Patterns(base, tuple(rules)) if rules else None


def _rule(line: str) -> Pattern | None:
    if line.startswith("#"):
        return None
    again = line.startswith("!")
    glob = _SPACES.sub(r"\1", line[again:])
    folders = glob.endswith("/")
    glob = glob.removesuffix("/")
    anywhere = "/" not in glob
    glob = glob.removeprefix("/")
    return Pattern(glob, again, folders, anywhere) if glob else None


def _compiled(glob: bytes, *, paths: bool) -> re.Pattern[bytes] | None:
    """Return a glob as an expression, None for one that can mean nothing."""
    parts: list[bytes] = []
    at = 0
    while at < len(glob):
        part, at = _part(glob, at, paths)
        if part is None:
            return None
        parts.append(part)
    try:
        return re.compile(b"".join(parts), re.DOTALL)
    except re.error:  # a range that goes backwards
        return None


def _part(glob: bytes, at: int, paths: bool) -> tuple[bytes | None, int]:
    """Return what stands at a place of a glob as an expression, and where the next part begins."""
    mark = glob[at : at + 1]
    if mark == b"*":
        end = at + len(glob[at:]) - len(glob[at:].lstrip(b"*"))
        whole = paths and end > at + 1 and glob[at - 1 : at] in (b"", b"/")
        if whole and end == len(glob):
            return b".+", end
        if whole and glob[end : end + 1] == b"/":
            return b"(?:.*/)?", end + 1
        return b"[^/]*", end
    if mark == b"?":
        return b"[^/]", at + 1
    if mark == b"[":
        found = _CLASS.match(glob, at)
        return (_class(found), found.end()) if found else (None, at)
    if mark == b"\\":
        mark = glob[at + 1 : at + 2]
        return (re.escape(mark), at + 2) if mark else (None, at)
    return re.escape(mark), at + 1


def _class(found: re.Match[bytes]) -> bytes:
    """Return a class of characters as an expression; none of them is a slash."""
    inner = re.sub(
        rb"\[:(\w+):\]|(\\.)|([\[\]&~|^])",
        lambda m: _NAMED.get(m[1], b"") if m[1] else re.escape(m[3] or m[2][1:]),
        found[2],
        flags=re.DOTALL,
    )
    return b"(?!/)[" + (b"^" if found[1] else b"") + inner + b"]"


def _below(path: str, base: str) -> bytes:
    """Return the path from `base`, with `/` between its parts; empty where it is not below it."""
    head = base if base.endswith(os.sep) else base + os.sep
    inner = path[len(head) :] if path.startswith(head) else ""
    return os.fsencode(inner.replace(os.sep, "/"))
