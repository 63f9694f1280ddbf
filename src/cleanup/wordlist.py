"""Is this a word of the language? Asked of optional data, which is loaded with the first question.

The list holds inflected forms and is far from whole: of the running words of clean text it knows
94 of 100 in French and 97 to 99 in most others; what it lacks are words that never change
(`toujours`, `longtemps`) and new ones. So a word that is known is one, and a word that is not known
proves little: a rule must ask for more.
"""

from __future__ import annotations

from functools import lru_cache

from cleanup.extras import version

_KEPT = 20_000  # answers kept: more than the different tokens that one document asks about


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
    from simplemma import is_known

    # The frugal store holds a list in a few megabytes and answers in 20 µs; questions are few.
    return bool(token) and is_known(token, language, low_memory=True)


@lru_cache
def _readable(language: str) -> bool:
    try:
        is_word("a", language)
    except (ImportError, ValueError):
        return False
    return True
