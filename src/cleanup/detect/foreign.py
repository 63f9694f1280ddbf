"""The function words of the other languages, by which their text is known."""

from __future__ import annotations

from collections.abc import Mapping

from cleanup.detect.view import View
from cleanup.start.expressions import expression

_WORD = expression(r"[^\W\d_]+")
_LEAST = 3  # function words that show a language


def foreign_words(view: View) -> Mapping[str, frozenset[str]]:
    """Return the function words of the other packs that are no words of this one.

    Each goes to the codes of its languages. Worked out once for a language.
    """

    def gathered() -> Mapping[str, frozenset[str]]:
        words: dict[str, set[str]] = {}
        for word in view.lists["foreign"]:
            words[word] = set()
        for code, pack in view.packs.items():
            for word in pack.words["function"] & words.keys():
                words[word].add(code)
        return {word: frozenset(codes) for word, codes in words.items()}

    return view.always("foreign", gathered)


def is_of(view: View, start: int, end: int, codes: frozenset[str]) -> bool:
    """Tell whether `text[start:end]` is rather of one of some other languages than of this one."""
    others, own = foreign_words(view), view.pack.words["function"]
    theirs = ours = 0
    for match in _WORD.finditer(view.text, start, end):
        word = match[0].lower()
        theirs += bool(others.get(word, frozenset()) & codes)
        ours += word in own
    return theirs >= _LEAST and theirs > ours
