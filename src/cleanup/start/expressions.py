"""Expressions of `re`, compiled when they are first used, and kept from one run to the next.

The modules that read texts hold more than a hundred, and a text needs half of them. To a type
checker, and to those who use it, one is a pattern of `re`.
"""

from __future__ import annotations

import re
import sys
from binascii import a2b_base64, b2a_base64
from functools import cache
from typing import TYPE_CHECKING, Any

from cleanup.start.compiling import key_of, store


class _Later:
    """An expression that compiles itself at the first question, and passes on what is asked."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._asked = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what copying and pickling look for
            raise AttributeError(name)
        found = _expression(*self._asked)
        # From here on its methods are attributes: nothing stands between.
        for method in ("match", "fullmatch", "search", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(found, method))
        return getattr(found, name)


if TYPE_CHECKING:

    def expression(pattern: str, flags: int = 0) -> re.Pattern[str]:
        """Return the expression that `re.compile` returns, compiled when it is first used."""
        raise NotImplementedError

else:

    def expression(pattern, flags=0):
        """Return the expression that `re.compile` returns, compiled when it is first used."""
        return _Later(pattern, int(flags))


@cache
def _expression(pattern: str, flags: int) -> re.Pattern[str]:
    key = key_of(pattern, flags, ())
    entry = store("expressions").get(key)
    if entry is not None:
        return _made(pattern, entry)
    found = re.compile(pattern, flags)
    told = _entry(found, flags)
    if told:
        store("expressions").put(key, told)
    return found


def _entry(found: re.Pattern[str], flags: int) -> list[Any] | None:
    """Return what an expression is made of, as JSON has it; None where this Python hides it."""
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]

        code: list[int] = _compiler._code(_parser.parse(found.pattern, flags), flags)
        words = b"".join(word.to_bytes(4, sys.byteorder) for word in code)
        coded = b2a_base64(words, newline=False).decode()
        entry = [found.flags, coded, found.groups, list(found.groupindex.items())]
        same = _made(found.pattern, entry) == found  # which compares the code
    except (ImportError, AttributeError, TypeError, OverflowError, RuntimeError):
        return None
    return entry if same else None


def _made(pattern: str, entry: list[Any]) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found]

    flags, coded, groups, names = entry
    words = memoryview(a2b_base64(coded)).cast("I").tolist()
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names:
        by_number[number] = name
    made: re.Pattern[str] = _sre.compile(
        pattern, flags, words, groups, dict(names), tuple(by_number)
    )
    return made
