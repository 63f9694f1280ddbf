"""Editorial brackets whose content stayed in another language: `[the upper galleries]`, `[ed]`.

Single words that have one translation are repaired elsewhere; here a person has to translate. The
evidence is function words of the other language and none of this one, or, where there is a word
list, content that is of the other language altogether. An ending stayed behind a word with which
it makes none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.detect.candidates import Candidate
from cleanup.detect.foreign import foreign_words
from cleanup.detect.view import View
from cleanup.language.wordlist import has_words, is_word
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit

_BRACKET = expression(r"(?<![\w!\\\]])\[([^\W\d_][^\[\]\n\d_=\"/<>|]{2,80})\](?![\w(:\[])")
_ENDING = expression(r"(?<=[^\W\d_]{2})\[([^\W\d_]{2,4})\](?![\w(\[])")
_LONG = 6  # letters that content needs to be judged by word lists alone
_STEM = 4  # letters of a word that an ending stands behind
_WORD = expression(r"[^\W\d_]+")


def detect_bracketed(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield brackets in another language. `hits` are opening brackets."""
    phrase = view.rules.get("BRK015")
    for hit in hits:
        match = _BRACKET.match(view.text, hit)
        if phrase and match and _is_foreign(view, match[1]):
            yield Candidate(phrase, match.start(), match.end())
        match = _ENDING.match(view.text, hit)
        if match and _makes_no_word(view, hit, match[1]):
            yield from _ending(view, match)


def _ending(view: View, match: re.Match[str]) -> Iterator[Candidate]:
    """Yield the removal of an ending that this language cannot have, else the place alone."""
    start, end = match.span()
    foreign = view.rules.get("BRK017")
    doubtful = view.rules.get("BRK016")
    own = match[1] in view.pack.inflections
    if foreign and not own and match[1] in foreign.options["endings"]:
        yield Candidate(foreign, start, end, (Edit(start, end, ""),), foreign.applicability)
    elif doubtful:
        yield Candidate(doubtful, start, end)


def _is_foreign(view: View, content: str) -> bool:
    """Tell whether words in small letters are of one other language and none is of this one."""
    words = [word for word in _WORD.findall(content) if len(word) > 1]
    if not words or not words[0].islower():
        return False
    pack, known = view.pack, foreign_words(view)
    ours = view.always(
        "words of our own",
        lambda: pack.words["function"] | pack.apostrophe.elisions | pack.collisions,
    )
    if any(word.lower() in ours for word in words):
        return False
    codes = [known[word] for word in words if word in known]
    if codes:
        return len(words) > 1 and bool(frozenset.intersection(*codes))
    return _listed_elsewhere(view, [word for word in words if word.islower()])


def _listed_elsewhere(view: View, words: list[str]) -> bool:
    """Tell whether all words are in the list of another language, and not all in that of this."""
    if len("".join(words)) < _LONG or not has_words(view.pack.code):
        return False
    if all(is_word(word, view.pack.code) for word in words):
        return False
    return any(
        all(is_word(word, code) for word in words)
        for code in view.packs
        if code != view.pack.code and has_words(code)
    )


def _makes_no_word(view: View, hit: int, letters: str) -> bool:
    """Tell whether a bracketed ending is another language’s, and no word with what precedes it."""
    code, text = view.pack.code, view.text
    start = hit
    while start and text[start - 1].isalpha():
        start -= 1
    stem = text[start:hit]
    if len(stem) < _STEM or not stem.islower() or not has_words(code):
        return False
    endings = {letter for pack in view.packs.values() for letter in pack.inflections}
    return letters in endings and is_word(stem, code) and not is_word(stem + letters, code)
