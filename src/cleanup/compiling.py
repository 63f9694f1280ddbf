"""Compiled patterns of rules, kept in the user's cache from one run to the next.

To compile a pattern takes a hundred times as long as to make it of what it pickles into, and a hook
that looks at one file would do little else. What is kept belongs to one version of regex and of
Python; a file that cannot be read, or is not what was written, is as if it were not there.
"""

from __future__ import annotations

import copyreg
import sys
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from cleanup.locate import cache_folder
from cleanup.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    import regex

Lists = Sequence[tuple[str, frozenset[str]]]
_MOST = 4_000  # patterns; a file with more begins anew


class _Kept:
    """What the file holds by key, what of it was used, and whether more is known by now."""

    def __init__(self) -> None:
        self.entries: dict[str, list[Any]] = _read()
        self.used: set[str] = set()
        self.grown = False


@cache
def _kept() -> _Kept:
    return _Kept()


def compile_pattern(pattern: str, flags: int, lists: Lists) -> regex.Pattern[str]:
    """Return a pattern compiled with the word lists it names as `\\L<name>`.

    Raises what regex raises for a pattern that is none.
    """
    import regex

    key = _key(pattern, flags, lists)
    _kept().used.add(key)
    entry = _kept().entries.get(key)
    if entry is not None:
        return _made(pattern, entry, dict(lists))
    named: dict[str, Any] = {name: list(words) for name, words in lists}
    found = regex.compile(pattern, flags, **named)
    _kept().entries[key] = _entry(found, dict(lists))
    _kept().grown = True
    return found


def keep_compiled() -> None:
    """Write what was compiled in this process to the cache, whole or not at all.

    A cache that cannot be written is no fault.
    """
    if not _kept.cache_info().currsize or not _kept().grown:
        return
    import json
    import os

    path = _file()
    entries = _read() | _kept().entries
    if len(entries) > _MOST:
        entries = {key: entries[key] for key in _kept().used}
    body = json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode()
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(_digest(body) + b"\n" + body)
        part.replace(path)
    except OSError:
        return
    _kept().grown = False


def _file() -> Path:
    import regex

    made = f"{__version__} {regex.__version__} {sys.version} {sys.byteorder}"
    return cache_folder() / f"patterns-{blake2b(made.encode(), digest_size=8).hexdigest()}.json"


def _read() -> dict[str, list[Any]]:
    import json

    try:
        digest, _, body = _file().read_bytes().partition(b"\n")
        return dict(json.loads(body)) if digest == _digest(body) else {}
    except (OSError, ValueError):
        return {}


def _digest(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).hexdigest().encode()


def _key(pattern: str, flags: int, lists: Lists) -> str:
    named = "".join(f"\0{name}\0{_of_words(words)}" for name, words in lists)
    return blake2b(f"{flags}\0{pattern}{named}".encode(), digest_size=12).hexdigest()


@cache
def _of_words(words: frozenset[str]) -> str:
    return blake2b("\n".join(sorted(words)).encode(), digest_size=12).hexdigest()


def _entry(found: regex.Pattern[str], lists: dict[str, frozenset[str]]) -> list[Any]:
    """Return what a pattern pickles into, as JSON has it: a list is named and not told again."""
    from base64 import b64encode

    _, (_, flags, code, groups, names, _, indexes, *rest) = _pickled(found)
    by_words = {words: name for name, words in lists.items()}
    told = [by_words.get(words, sorted(words)) for words in indexes]
    return [flags, b64encode(code).decode(), groups, list(names.items()), told, *rest]


def _made(pattern: str, entry: list[Any], lists: dict[str, frozenset[str]]) -> regex.Pattern[str]:
    from base64 import b64decode

    flags, code, groups, names, told, offset, signs, sign_flags, count = entry
    indexes = [lists[one] if isinstance(one, str) else frozenset(one) for one in told]
    found: regex.Pattern[str] = _maker()(
        *(pattern, flags, b64decode(code), groups, dict(names), lists, indexes),
        *(offset, tuple(signs), sign_flags, count),
    )
    return found


@cache
def _maker() -> Any:
    """Return what makes a pattern of what it pickled into."""
    import regex

    return _pickled(regex.compile("x"))[0]


def _pickled(found: regex.Pattern[str]) -> Any:
    return copyreg.dispatch_table[type(found)](found)
