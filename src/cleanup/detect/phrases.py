"""Whether a piece of text is made of phrases alone, so that it cannot be a sentence of its own.

Where the verb of a main clause stands right behind its first phrase, `in der Halle` goes on with
the sentence before it, and `in der Halle arbeiten vier Frauen` is one that lost its capital. So a
piece is read word by word: behind a preposition or a determiner come adjectives and a noun, behind
a noun nothing but the next phrase. A word that fits nowhere may be the verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from cleanup.language.packs import Pack
from cleanup.start.expressions import expression

# What has been read: a word that asks for a noun, an adjective, or all of a phrase.
_State = Literal["open", "described", "closed"]
_WORD = expression(r"\w+")
_CLAUSE = expression(r"[^.;:!?…“”«»()\n]*")


def only_phrases(pack: Pack, tokens: Sequence[str], state: _State = "closed") -> bool:
    """Tell whether words, as they are written, are phrases without a verb, up to a relative.

    `state` is what stands before them.
    """
    for number, token in enumerate(tokens):
        if number and _whole(pack, state) and token.lower() in pack.words["relatives"]:
            break
        following = _next(pack, state, token)
        if following is None:
            return False
        state = following
    return _whole(pack, state)


def _whole(pack: Pack, state: _State) -> bool:
    """Tell whether a phrase may end here: what looks like an adjective may be its noun."""
    return state == "closed" or (state == "described" and _plain_nouns(pack))


def noun_ends(pack: Pack, rest: str) -> bool:
    """Tell whether a text goes on with a noun, and with phrases alone until its clause ends.

    Nouns must be written with a capital. Where they take what belongs to them in front, as in
    `im im Hafen liegenden Schiff`, a word in lower case stands behind the first one.
    """
    piece, comma, clause = _CLAUSE.match(rest)[0].partition(",")  # type: ignore[index]
    begins = _WORD.search(clause)
    if comma and not (begins and begins[0].lower() in pack.words["commas"]):
        return False
    tokens = _WORD.findall(piece)
    verb = next((n for n, t in enumerate(tokens) if t in pack.words["auxiliaries"]), len(tokens))
    nouns = any(token[0].isupper() for token in tokens[:verb])
    return nouns and only_phrases(pack, tokens[:verb], "open")


def comma_before(pack: Pack, piece: str) -> Literal["yes", "no", "perhaps"]:
    """Tell whether the language sets a comma where a sentence goes on with a piece of text.

    A determiner may begin a complement, an apposition or a relative clause, a preposition a phrase
    or such a clause (`mit der sie spielt`).
    """
    words, tokens = pack.words, _WORD.findall(piece)
    head = tokens[0].lower() if tokens and words["commas"] else ""
    if head in words["commas"]:
        return "yes"
    relative = not words["relatives"].isdisjoint(words["commas"])
    begins = head in pack.determiners or head in words["prepositions"]
    clause = relative and begins and not only_phrases(pack, tokens)
    return "perhaps" if clause or head in words["indefinite"] else "no"


def _next(pack: Pack, state: _State, token: str) -> _State | None:
    """Return the state behind one more word, None where the word may be a verb or its subject."""
    low = token.lower()
    if token[0].isdigit() or token[0].isupper():
        return "closed"
    if pack.lists(low, "prepositions", "numerals") or low in pack.determiners:
        return "open"
    if pack.lists(low, "auxiliaries", "pronouns", "attribution"):
        return None
    if pack.lists(low, "conjunctions", "function"):
        return "closed" if state == "closed" else None
    return _content(pack, state, low)


def _content(pack: Pack, state: _State, word: str) -> _State | None:
    """Return the state behind a word in lower case that is none of the small ones."""
    if state == "closed":
        return None
    described = word.endswith(tuple(pack.words["adjectives"]))
    if state == "described" and word.endswith(tuple(pack.words["verbs"])):
        return None
    if described:
        return "described"
    return "closed" if _plain_nouns(pack) else None


def _plain_nouns(pack: Pack) -> bool:
    """Tell whether nouns are written in lower case: then a verb is told by its ending alone."""
    return bool(pack.words["verbs"])
