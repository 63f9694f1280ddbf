"""The function words of the other languages, by which their text is known."""

from __future__ import annotations

from collections.abc import Mapping

from cleanup.view import View


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
