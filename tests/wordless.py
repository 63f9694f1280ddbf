"""The word lists taken away, for tests of what happens without them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cleanup import extras
from cleanup.language import wordlist


@contextmanager
def without_words() -> Iterator[None]:
    """Let the package of the word lists be as if it were not installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, extras.SOURCES["words"].package, None)
        _forget()
        yield
    _forget()


def _forget() -> None:
    extras.version.cache_clear()
    wordlist.is_word.cache_clear()
    wordlist._readable.cache_clear()
