"""What stands in the rule folders, read once and kept parsed.

The TOML files are the one source. What they say is kept as JSON in the user's cache under a name
made of their content, so that a changed rule is seen at once and an unchanged one costs no parser.
Each file is a part of its own there: a French article pays for no German rule.
"""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH112, PTH118, PTH120, PTH206

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.errors import RuleError
from cleanup.locate import cache_path
from cleanup.start.digests import blake2b
from cleanup.start.shelf import Shelf, write_shelf
from cleanup.version import __version__

_TABLE, _DERIVED = "table:", "derived:"
_WEEK = 7 * 24 * 3600  # seconds


class Tables(Mapping[str, Any]):
    """Data by name, each part of it read when it is asked for."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._read: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._read:
            self._read[name] = json.loads(self._parts[name])
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def read_folders(folders: Sequence[str]) -> dict[str, bytes]:
    """Return the files of some rule folders by path; those of the first go by what is inside it.

    Raises RuleError for a folder that is not there.
    """
    files: dict[str, bytes] = {}
    for number, folder in enumerate(folders):
        prefix = "" if number == 0 else f"{folder.replace(os.sep, '/')}/"
        if not os.path.isdir(folder):
            raise RuleError(f"{folder}: there is no such rule folder")
        for inner in sorted(_inside(folder)):
            files[prefix + "/".join(inner)] = _content(os.path.join(folder, *inner))
    return files


def _content(path: str) -> bytes:
    """Return what a file holds; a file object would cost more than the reading of most."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        size = os.fstat(descriptor).st_size + 1
        data = os.read(descriptor, size)
        while len(data) >= size and (more := os.read(descriptor, size)):  # it has grown
            data += more
        return data
    finally:
        os.close(descriptor)


def _inside(folder: str) -> Iterator[list[str]]:
    """Yield the parts of the paths of all TOML files in a folder."""
    for base, _, names in os.walk(folder):
        above = [] if base == folder else os.path.relpath(base, folder).split(os.sep)
        yield from ([*above, name] for name in names if name.endswith(".toml"))


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return the digest of the content of the files, by this version."""
    content = blake2b(__version__.encode(), digest_size=16)
    for name, data in files.items():
        content.update(f"\0{name}\0{len(data)}\0".encode() + data)
    return content.hexdigest()


def parse(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the files parsed. Raises RuleError for one that is not TOML."""
    import tomllib

    tables: dict[str, Any] = {}
    for name, data in files.items():
        try:
            tables[name] = tomllib.loads(data.decode("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            reason = " ".join(str(error).split())
            raise RuleError(f"{name}: is not TOML: {reason}") from error
    return tables


def kept(digest: str) -> tuple[Tables, Tables] | None:
    """Return the tables and what was worked out of them, where that is kept under a digest."""
    parts = Shelf(_path(digest))
    if not parts:
        return None
    return _part_of(parts, _TABLE), _part_of(parts, _DERIVED)


def _part_of(parts: Mapping[str, bytes], kind: str) -> Tables:
    return Tables({name[len(kind) :]: parts[name] for name in parts if name.startswith(kind)})


def keep(digest: str, tables: Mapping[str, Any], derived: Mapping[str, Any]) -> None:
    """Keep parsed files and what was worked out of them; those of other times go."""
    path = _path(digest)
    every = [(_TABLE + name, data) for name, data in tables.items()]
    every += [(_DERIVED + name, data) for name, data in derived.items()]
    parts = {name: json.dumps(data, ensure_ascii=False).encode() for name, data in every}
    if write_shelf(path, parts):
        _clear(os.path.dirname(path), os.path.basename(path))  # noqa: PTH119


def _path(digest: str) -> str:
    return cache_path(f"rules-{digest}.shelf")


def _clear(folder: str, own: str) -> None:
    """Remove what other rules were kept as, where it was not written within the last week."""
    import time

    try:
        for entry in os.scandir(folder):
            old = entry.name.startswith("rules-") and entry.name.endswith((".shelf", ".json"))
            if old and entry.name != own and time.time() - entry.stat().st_mtime > _WEEK:
                os.remove(entry.path)  # noqa: PTH107
    except OSError:
        return
