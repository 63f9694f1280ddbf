"""Spaces at guillemets that are missing although the text writes them elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.candidates import Candidate
from cleanup.detect.marks import SPACES, Mark
from cleanup.detect.parse import CLOSE, OPEN
from cleanup.detect.quoted import Quoted
from cleanup.edits import Edit
from cleanup.view import View

_GUILLEMETS = "«»"


def spaced(view: View, quoted: Quoted, owned: set[int]) -> Iterator[Candidate]:
    """Yield a space for each side of a guillemet where one belongs and none stands."""
    rule = view.rules.get("QUO010")
    if rule is None:
        return
    for number, mark in enumerate(quoted.marks):
        role = quoted.parse.roles[number]
        turned = role == (CLOSE if mark.char == "«" else OPEN)
        turned |= (mark.opening if mark.char == "«" else mark.closing) < 2
        if mark.char not in _GUILLEMETS or mark.at in owned or turned:
            continue
        partner = quoted.parse.partners[number]
        other = quoted.marks[partner] if partner >= 0 else None
        for edit in _missing(view, quoted, mark, other):
            yield Candidate(rule, edit.start, edit.end, (edit,), rule.applicability)


def _missing(view: View, quoted: Quoted, mark: Mark, other: Mark | None) -> Iterator[Edit]:
    text, at = view.text, mark.at
    opens = mark.char == "«"
    space = _inner(view, other)
    inside = text[at + 1 : at + 2] if opens else text[at - 1 : at]
    outside = text[at - 1 : at] if opens else text[at + 1 : at + 2]
    point = at + 1 if opens else at
    if (
        space
        and inside
        and inside not in (*SPACES, "\n")
        and quoted.start < at < quoted.end - opens
    ):
        yield Edit(point, point, space)
    if outside.isalnum() and _inner(view, other):
        point = at if opens else at + 1
        yield Edit(point, point, " ")


def _inner(view: View, other: Mark | None) -> str:
    """Return the space inside guillemets: that of the other mark of the pair, or the document’s.

    Empty where the language writes none.
    """
    text = view.text
    if not view.pack.quotes.inner:
        return ""
    if other is not None and other.char in _GUILLEMETS:
        beside = text[other.at + 1 : other.at + 2] if other.char == "«" else text[other.at - 1]
        if beside in SPACES:
            return beside
    habits = view.facts.habits
    return habits.inner or (habits.most if habits.spaced >= habits.tight > 0 else "")
