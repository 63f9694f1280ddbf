"""Compiled patterns of rules, kept in the user's cache from one run to the next.

To compile a pattern takes a hundred times as long as to make it of what it pickles into, and a hook
that looks at one file would do little else. What is kept belongs to one version of regex and of
Python; a file that cannot be read, or is not what was written, is as if it were not there.
"""

from __future__ import annotations

import copyreg
import json
import os
import sys
from binascii import a2b_base64, b2a_base64
from collections.abc import Sequence
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING, Any

from cleanup.locate import cache_path
from cleanup.start.digests import blake2b
from cleanup.start.shelf import Shelf, write_shelf
from cleanup.version import __version__

if TYPE_CHECKING:
    import regex

Lists = Sequence[tuple[str, frozenset[str]]]
_PART = "regex._regex"
_MOST = 4_000  # patterns; a file with more begins anew


class Store:
    """What a file keeps by key, what of it was used, and what this process adds to it."""

    def __init__(self, kind: str, version: str) -> None:
        """Read the file for patterns of a kind, made by some version of a library."""
        made = f"{__version__} {version} {sys.version} {sys.byteorder}"
        name = blake2b(made.encode(), digest_size=8).hexdigest()
        self._path = cache_path(f"{kind}-{name}.shelf")
        self._known = Shelf(self._path, proven=True)
        self._used: set[str] = set()
        self._new: dict[str, bytes] = {}

    def get(self, key: str) -> list[Any] | None:
        """Return what is kept under a key, None where nothing is."""
        self._used.add(key)
        part = self._new.get(key) or self._known.get(key)
        return json.loads(part) if part else None

    def put(self, key: str, entry: list[Any]) -> None:
        """Keep a new entry; `write` puts it into the file."""
        text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        self._new[key] = text.encode("utf-8", "surrogatepass")

    def write(self) -> None:
        """Write what is new to the file, with what other processes have put there meanwhile."""
        if not self._new:
            return
        parts = {**Shelf(self._path, proven=True), **self._new}
        if len(parts) > _MOST:
            parts = {key: part for key, part in parts.items() if key in self._used}
        if write_shelf(self._path, parts):
            self._new.clear()


# Of each kind one, once it was asked for.
_stores: dict[str, Store] = {}


def store(kind: str, version: str = "") -> Store:
    """Return the store of a kind of what is made of texts, by some version of a library."""
    if kind not in _stores:
        _stores[kind] = Store(kind, version)
    return _stores[kind]


def keep() -> None:
    """Write what was made in this process to the cache, each kind whole or not at all.

    A cache that cannot be written is no fault.
    """
    for one in _stores.values():
        one.write()


def forget() -> None:
    """Be as a new process is: know only what was kept."""
    _stores.clear()


@cache
def _built() -> Any:
    """Return how `regex._regex`, the compiled part of regex, is found and loaded."""
    package = find_spec("regex")
    folders = package.submodule_search_locations if package else None
    return PathFinder.find_spec(_PART, folders)


def _kept() -> Store:
    state = os.stat(_built().origin)  # noqa: PTH116
    return store("matchers", f"{state.st_size} {state.st_mtime_ns}")


def compile_pattern(pattern: str, flags: int, lists: Lists) -> regex.Pattern[str]:
    """Return a pattern compiled with the word lists it names as `\\L<name>`.

    It is made to be tried at given places. Of itself regex would look first whether a string that
    every match holds is anywhere in the rest of the text, at each place anew.

    Raises what regex raises for a pattern that is none.
    """
    key = key_of(pattern, flags, lists)
    entry = _kept().get(key)
    if entry is None:
        import regex

        named: dict[str, Any] = {name: list(words) for name, words in lists}
        entry = _entry(regex.compile(pattern, flags, **named), dict(lists))
        _kept().put(key, entry)
    return _made(pattern, entry, dict(lists))


def key_of(pattern: str, flags: int, lists: Lists) -> str:
    """Return the name under which a pattern with its word lists is kept."""
    named = "".join(f"\0{name}\0{_of_words(words)}" for name, words in lists)
    told = f"{flags}\0{pattern}{named}".encode("utf-8", "surrogatepass")
    return blake2b(told, digest_size=12).hexdigest()


@cache
def _of_words(words: frozenset[str]) -> str:
    return blake2b("\n".join(sorted(words)).encode(), digest_size=12).hexdigest()


def _entry(found: regex.Pattern[str], lists: dict[str, frozenset[str]]) -> list[Any]:
    """Return what a pattern pickles into, as JSON has it: a list is named and not told again.

    The string that every match holds is left out, with its place and flags.
    """
    _, (_, flags, code, groups, names, _, indexes, *_, count) = _pickled(found)
    by_words = {words: name for name, words in lists.items()}
    told = [by_words.get(words, sorted(words)) for words in indexes]
    coded = b2a_base64(code, newline=False).decode()
    return [flags, coded, groups, list(names.items()), told, count]


def _made(pattern: str, entry: list[Any], lists: dict[str, frozenset[str]]) -> regex.Pattern[str]:
    flags, code, groups, names, told, count = entry
    indexes = [lists[one] if isinstance(one, str) else frozenset(one) for one in told]
    found: regex.Pattern[str] = _maker()(
        *(pattern, flags, a2b_base64(code), groups, dict(names), lists, indexes),
        *(0, (), 0, count),
    )
    return found


@cache
def _maker() -> Any:
    """Return what makes a pattern of what it pickled into: `regex._regex.compile`.

    The rest of the package is its compiler, which takes long to import and is not needed here; who
    imports it later finds the same part.
    """
    if _PART not in sys.modules:
        sys.modules[_PART] = module_from_spec(_built())
        _built().loader.exec_module(sys.modules[_PART])
    return sys.modules[_PART].compile


def _pickled(found: regex.Pattern[str]) -> Any:
    return copyreg.dispatch_table[type(found)](found)
