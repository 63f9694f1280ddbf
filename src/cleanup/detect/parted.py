"""A word with a space inside it: `forma tion`, `dé veloppement`.

Looked at are the places where one of a language's `fragments` stands as a word: endings and
beginnings of words that are none themselves, or rare ones. Where two pieces make a word, and not
both of them are words, the space is an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.detect.candidates import Candidate
from cleanup.detect.view import View
from cleanup.language.wordlist import has_words, is_word
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit

_LEAST = 6  # letters of the whole word: short ones come about by chance
_PIECE = r"[^\W\d_]+"
_BEFORE = expression(rf"(?:(?<![\w’'-])|(?<=[’'])){_PIECE} $")
_HERE = expression(rf"{_PIECE}(?![\w’'-])")
_REACH = 40  # code points in which the piece before a fragment must begin


def detect_parted(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield words with a space inside. `hits` are fragments that stand as words."""
    rule, done = view.rules["TOK013"], -1
    if not has_words(view.pack.code):
        return
    for hit in hits:
        for start, gap, end in _pairs(view.text, hit):
            if start >= done and _parted(view, view.text[start:gap], view.text[gap + 1 : end]):
                done = end
                yield Candidate(rule, start, end, (Edit(gap, gap + 1, ""),), rule.applicability)
                break


def _pairs(text: str, hit: int) -> Iterator[tuple[int, int, int]]:
    """Yield the fragment with the piece before it, and with the one behind: start, gap, end."""
    here = _HERE.match(text, hit)
    if not here:
        return
    before = _BEFORE.search(text, max(0, hit - _REACH), hit)
    if before:
        yield before.start(), hit - 1, here.end()
    behind = _HERE.match(text, here.end() + 1)
    if behind and text[here.end()] == " " and text[hit - 1 : hit] not in ("-", "_"):
        yield hit, here.end(), behind.end()


def _parted(view: View, first: str, second: str) -> bool:
    """Tell whether two pieces make a word and not both of them are words."""
    language, functions = view.pack.code, view.pack.words["function"]
    whole = first + second
    if len(whole) < _LEAST or not whole[1:].islower():
        return False
    if first.lower() in functions or second in functions or not is_word(whole, language):
        return False
    borrowed = view.rules["TOK013"].options["borrowed"]
    tongues = [language, *(other for other in borrowed if has_words(other))]
    return not any(is_word(first, one) and is_word(second, one) for one in tongues)
