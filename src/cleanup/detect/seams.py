"""A full stop set inside a sentence: the pipeline ended it at a link or a bracket.

What follows in lower case is joined where it cannot begin a sentence: a relative, a preposition or
a participle, and no subject with its verb before the next stop. Anything else that goes on in
lower case may be a sentence of its own that lost its capital, and is only proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.candidates import Candidate
from cleanup.detect.early import attributed
from cleanup.edits import Edit
from cleanup.results import Applicability
from cleanup.view import View

_WORD = re.compile(r"\w+")
_BEFORE = re.compile(r"([^\W\d_]{3,}|\d{4})[»”]?$")
_PIECE = re.compile(r"[^.!?…;:»”\n]*")
_LONG = 14  # words of a piece that may stand without a verb of its own
_AFTERTHOUGHT = 3  # words behind a comma that already add something to the sentence


def detect_seams(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield full stops before a space and a lower-case word. `hits` are stops before a space."""
    rule = view.rules["SEG001"]
    text = view.text
    for hit in hits:
        if not text[hit + 2 : hit + 3].islower() or hit < 4:
            continue
        start, end = view.snapshot.paragraph(hit)
        before = text[max(start, hit - 60) : hit]
        ended = _BEFORE.search(before)
        if not ended or ended[1].lower() in view.pack.words["abbreviations"]:
            continue
        if view.text[start:hit].split()[-2:-1] and text[start:hit].split()[-2].endswith(","):
            continue  # one word behind a comma is an abbreviation more often than a sentence's end
        rank = _rank(view, text[start:hit], text[hit + 2 : end])
        if rank:
            yield Candidate(rule, hit, hit + 1, (Edit(hit, hit + 1, ""),), rank)


def _rank(view: View, before: str, after: str) -> Applicability | None:
    """Return how a piece may be joined to the sentence before it, None where it may not."""
    words = view.pack.words
    match = _WORD.match(after)
    head = match[0].lower() if match else ""
    piece = _own_piece(view, after)
    tokens = [w.lower() for w in _WORD.findall(piece)]
    if not head or len(tokens) < 2:
        return None
    relative = head in words["relatives"]
    preposition = head in words["prepositions"] and head not in words["conjunctions"]
    participle = head.endswith(tuple(view.rules["SEG001"].options["participle"]))
    if relative:
        return "safe"
    if not preposition and not (participle and tokens[1] in words["prepositions"]):
        return None
    behind = _WORD.search(piece.partition(",")[2])
    if behind and behind[0].lower() not in words["conjunctions"]:
        return "unsafe"
    if _speaks_for_itself(view, tokens) or _added(before):
        return "unsafe"
    return "safe"


def _own_piece(view: View, after: str) -> str:
    """Return the text up to the next stop, without a speaker that is named behind a comma."""
    match = _PIECE.match(after)
    main, comma, rest = (match[0] if match else "").partition(",")
    return main if attributed(view, rest) else main + comma + rest


def _speaks_for_itself(view: View, tokens: list[str]) -> bool:
    """Tell whether a piece may hold a subject and a verb of its own."""
    words = view.pack.words
    verbs = words["auxiliaries"] | words["pronouns"]
    for token in tokens[1:]:
        if token in words["relatives"]:
            break
        if token in verbs and token not in view.pack.determiners:
            return True
    return len(tokens) > _LONG


def _added(before: str) -> bool:
    """Tell whether the sentence ends in a short afterthought: a comma may be needed behind it."""
    last = re.split(r"[.!?…»«]", before)[-1]
    _, comma, rest = last.rpartition(",")
    return bool(comma) and len(rest.split()) <= _AFTERTHOUGHT
