"""Two words without the space between them: `avecles`, `Leurpétition`, `aquiaté`.

Looked at are tokens that begin with one of a language's `openers` or end with one of its `closers`:
small words with which hardly any other word begins or ends, so that the word list is seldom asked.
A token is taken for two words where it is none itself, nor one of a language that prose borrows
from, nor one with a letter mistyped, and where exactly one place parts it into such a small word
and another word.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.detect.candidates import Candidate
from cleanup.detect.view import View
from cleanup.language.wordlist import has_words, is_word
from cleanup.rule.model import Rule
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit

_LETTERS = expression(r"[^\W\d_]+")
_LEAST_WHOLE = 6  # letters of the whole: short tokens come about in other ways
_LEAST = 4  # letters of the other word; shorter ones are endings more often than words
_LEAST_SMALL = 3  # the same for a function word that is no determiner


def detect_glued(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield tokens that are two words, with the space between them. `hits` are their beginnings."""
    text = view.text
    for start in hits:
        match = _LETTERS.match(text, start)
        end = match.end() if match else start
        place = _parting(view, text[start:end])
        if place:
            yield from _candidate(view, start, start + place, end)


def _candidate(view: View, start: int, place: int, end: int) -> Iterator[Candidate]:
    text = view.text
    first, second = text[start:place].lower(), text[place:end]
    small = _is_small(view, first) and _is_small(view, second)
    lost = small and _lost(view, first, second)
    rule = view.rules.get("TOK031" if small and not lost else "TOK030")
    if rule is None or not _is_nothing_else(view, rule, first + second, slips=not small):
        return
    if lost:
        message = f"{rule.message} What stood between them may be lost."
        yield Candidate(rule, start, end, message=message)
    else:
        edit = Edit(place, place, " ")
        yield Candidate(rule, start, end, (edit,), rule.applicability)


def _lost(view: View, first: str, second: str) -> bool:
    """Tell whether a word must have stood between two small words: `nellail`, `dansest`."""
    pack = view.pack
    if first in pack.determiners or first in pack.contractions.values():
        return True
    begins = second in pack.determiners or second in pack.words["pronouns"]
    return first in pack.words["prepositions"] and not begins


def _parting(view: View, token: str) -> int:
    """Return where a token is two words, 0 where it may be one or where two places would do."""
    word, words = token.lower(), view.pack.words
    if len(word) < _LEAST_WHOLE or token[1:] != word[1:] or word in words["function"]:
        return 0
    if not has_words(view.pack.code):
        return 0
    places = [at for at in range(1, len(word)) if _stand(view, word[:at], word[at:])]
    if len(places) != 1:
        return 0
    first, second = word[: places[0]], word[places[0] :]
    if first in words["openers"]:
        return places[0]
    return places[0] if second in words["closers"] and token.islower() else 0


def _stand(view: View, first: str, second: str) -> bool:
    """Tell whether two pieces are a small word and another word."""
    functions = view.pack.words["function"]
    return (first in functions and _stands(view, second)) or (
        second in functions and _stands(view, first)
    )


def _is_nothing_else(view: View, rule: Rule, word: str, *, slips: bool) -> bool:
    """Tell whether a token is no word, none of a language that prose borrows from, and no slip."""
    language, borrowed = view.pack.code, rule.options["borrowed"]
    tongues = [language, *(other for other in borrowed if has_words(other))]
    return not any(is_word(word, one) for one in tongues) and not (slips and _mistyped(view, word))


def _stands(view: View, word: str) -> bool:
    """Tell whether a piece is a word that may stand alone; a short one must be a small word."""
    return _is_small(view, word) or (len(word) >= _LEAST and is_word(word, view.pack.code))


def _is_small(view: View, word: str) -> bool:
    if word in view.pack.determiners:
        return True
    return len(word) >= _LEAST_SMALL and word in view.pack.words["function"]


def _mistyped(view: View, word: str) -> bool:
    """Tell whether one letter more, less or other, or two letters exchanged, make a word."""
    letters = view.always("letters", lambda: _alphabet(view))
    language = view.pack.code
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        near = [head + letter + tail for letter in letters]
        if tail:
            near.append(head + tail[1:])
            near += [head + letter + tail[1:] for letter in letters if letter != tail[0]]
        if len(tail) > 1:
            near.append(head + tail[1] + tail[0] + tail[2:])
        if any(is_word(one, language) for one in near):
            return True
    return False


def _alphabet(view: View) -> tuple[str, ...]:
    """Return the letters of a language, as its small words show them."""
    return tuple(sorted({c for word in view.pack.words["function"] for c in word if c.isalpha()}))
