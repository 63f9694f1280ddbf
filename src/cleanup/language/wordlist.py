"""Is this a word of the language? Asked of optional data, and of the index that is kept of it.

The list holds inflected forms and is far from whole: of the running words of clean text it knows
94 of 100 in French and 97 to 99 in most others; what it lacks are words that never change
(`toujours`, `longtemps`) and new ones. So a word that is known is one, and a word that is not known
proves little: a rule must ask for more.

To read a list takes long. Where it is asked in one run after another, an index of its words is made
and kept. It answers from then on, also in other processes, and the package is not even imported.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cleanup.extras import present, version
from cleanup.start.expressions import expression

if TYPE_CHECKING:
    from simplemma.strategies import DictionaryLookupStrategy

    from cleanup.language.wordindex import Index

_KEPT = 20_000  # answers kept: more than the different tokens that one document asks about
_LISTS = 100  # lists kept: more than there are languages
_APOSTROPHES = "'’ʼ"  # the package takes any of them for any other
# Of some scripts the package overlooks points, marks and accents. It knows itself how: a token with
# one of these is asked of it.
_OVERLOOKED = expression(r"[\u055b-\u055e\u0591-\u05c7\u0640\u064b-\u065f\u0670\u1f00-\u1fff]")


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
    if not token:
        return False
    token = unicodedata.normalize("NFC", token)
    index = _index(_source(), language)
    if index is None or _OVERLOOKED.search(token):
        return _lists().get_lemma(token, language) is not None
    return any(map(index.has, _forms(token)))


def _forms(token: str) -> Iterator[str]:
    """Yield the forms of which one must be in the list, as the package looks for them."""
    for form in (token, *_respelled(token)):
        yield form
        yield form.lower() if form[:1].isupper() else form.capitalize()


def _respelled(token: str) -> Iterator[str]:
    """Yield a token that has apostrophes with each kind of them."""
    if any(sign in token for sign in _APOSTROPHES):
        for sign in _APOSTROPHES:
            yield token.translate(dict.fromkeys(map(ord, _APOSTROPHES), sign))


def _source() -> str:
    """Return what lists an index is of, empty where it cannot be told one version from another."""
    return "" if version("words") in ("", "unknown") else present()["words"]


@cache
def _index(source: str, language: str) -> Index | None:
    """Return the index of a list, made where it pays; None where there is none.

    Raises ValueError for a language without a list.
    """
    from cleanup.language.wordindex import is_worth_making, make_index

    def words() -> Iterator[str]:
        from simplemma.strategies import StreamDictionaryFactory

        # Not of `_lists`, which would keep what is needed no more.
        return iter(StreamDictionaryFactory(cache_max_size=0).get_dictionary(language))

    kept = _kept(source, language)
    if kept or not source or not is_worth_making(source, language):
        return kept
    return make_index(source, language, words)


@cache
def _kept(source: str, language: str) -> Index | None:
    from cleanup.language.wordindex import read_index

    return read_index(source, language) if source else None


@cache
def _lists() -> DictionaryLookupStrategy:
    """Return the lists, each read with the first question about its language, and kept.

    They are asked where no index can be. The package keeps eight by itself. There are more packs:
    where a word is looked for in every language each question would read all lists anew.
    """
    from simplemma.strategies import DictionaryLookupStrategy, StreamDictionaryFactory

    # The frugal store holds a list in a few megabytes and answers in 20 µs; questions are few.
    return DictionaryLookupStrategy(StreamDictionaryFactory(cache_max_size=_LISTS))


@lru_cache
def _readable(language: str) -> bool:
    """Tell whether there is a list, by its index or by its name: none is read for that."""
    if _kept(_source(), language):
        return True
    try:
        from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES
    except ImportError:
        return False
    return language in SUPPORTED_LANGUAGES
