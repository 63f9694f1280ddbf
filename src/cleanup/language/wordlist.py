"""Is this a word of the language? Asked of optional data, which is loaded with the first question.

The list holds inflected forms and is far from whole: of the running words of clean text it knows
94 of 100 in French and 97 to 99 in most others; what it lacks are words that never change
(`toujours`, `longtemps`) and new ones. So a word that is known is one, and a word that is not known
proves little: a rule must ask for more.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cleanup.extras import version

if TYPE_CHECKING:
    from simplemma.strategies import DictionaryLookupStrategy

_KEPT = 20_000  # answers kept: more than the different tokens that one document asks about
_LISTS = 100  # lists kept: more than there are languages


def has_words(language: str) -> bool:
    """Tell whether there is a word list of a language, given by its code (`fr`)."""
    return bool(version("words")) and _readable(language)


@lru_cache(maxsize=_KEPT)
def is_word(token: str, language: str) -> bool:
    """Tell whether a token of letters alone is a word of a language that `has_words`.

    Case matters little: a capital of the token or of the list is overlooked. An elided word
    (`l’eau`) must be asked for without what stands before its apostrophe.
    Raises ValueError for a language without a list.
    """
    return (
        bool(token)
        and _lists().get_lemma(unicodedata.normalize("NFC", token), language) is not None
    )


@cache
def _lists() -> DictionaryLookupStrategy:
    """Return the lists, each read with the first question about its language, and kept.

    The package keeps eight by itself. There are more packs: where a word is looked for in every
    language each question would read all lists anew, which takes seconds.
    """
    from simplemma.strategies import DictionaryLookupStrategy, StreamDictionaryFactory

    # The frugal store holds a list in a few megabytes and answers in 20 µs; questions are few.
    return DictionaryLookupStrategy(StreamDictionaryFactory(cache_max_size=_LISTS))


@lru_cache
def _readable(language: str) -> bool:
    try:
        is_word("a", language)
    except (ImportError, ValueError):
        return False
    return True
