"""Spaces inside quotation marks: missing, or too much, although the text has it otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cleanup.detect.candidates import Candidate
from cleanup.detect.marks import FAMILIES, SPACES, Mark
from cleanup.detect.parse import CLOSE, OPEN
from cleanup.detect.quoted import Quoted, quotations
from cleanup.detect.view import View
from cleanup.language.decision import UNDECIDED
from cleanup.results import Applicability
from cleanup.text.edits import Edit

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
            lead = quoted.lead(view, [(number, role)])
            rank: Applicability = rule.applicability if lead.decided else "unsafe"
            evidence = {"margin": lead.margin}
            yield Candidate(rule, edit.start, edit.end, (edit,), rank, lead.confidence, evidence)


def loosened(view: View, quoted: Quoted, owned: set[int]) -> Iterator[Candidate]:
    """Yield the spaces inside a pair of marks of which the document writes more without them."""
    rule = view.rules.get("QUO026")
    if rule is None:
        return
    for opening, closing in _loose(view, quoted):
        habit = view.once("inner spaces", _counted)
        family, places = opening.family, {opening.at, closing.at}
        if places & owned or habit[family, False] <= habit[family, True]:
            continue
        start, end = opening.at + 1, closing.at - 1
        edits = (Edit(start, start + 1, ""), Edit(end, end + 1, ""))
        lead = quoted.lead(view)
        rank: Applicability = rule.applicability if lead.decided else "unsafe"
        evidence = {"margin": lead.margin}
        span = (opening.at, closing.at + 1)
        yield Candidate(rule, *span, edits, rank, lead.confidence, evidence)


def space_inside(view: View, opening: str, found: str, *, turned: bool) -> str:
    """Return the space inside a pair that is drawn anew: `found` beside a mark, or none.

    Where the language sets guillemets with a space, a pair that only pointed the wrong way gets it
    as well, unless the document has others without. Other marks have one where most pairs have.
    """
    habit, family = view.once("inner spaces", _counted), FAMILIES.get(opening, "single")
    inner = view.pack.quotes.inner if opening in _GUILLEMETS else ""
    if inner:
        tight = habit[family, False] > 0
        return found or (view.facts.habits.inner or ("" if tight else inner) if turned else "")
    if view.pack.code == UNDECIDED:
        return found
    return found if habit[family, True] > habit[family, False] else ""


def _loose(view: View, quoted: Quoted) -> Iterator[tuple[Mark, Mark]]:
    """Yield the pairs of a paragraph that have one space inside at both ends.

    With a small word alone between them they are named, and quote nothing: `“ et ”`. Guillemets
    that the language sets with a space have it rightly.
    """
    inner = view.pack.quotes.inner
    if inner and all(mark.char in _GUILLEMETS for mark in quoted.marks):
        return
    for opening, closing in paired(quoted):
        if inner and opening.char in _GUILLEMETS:
            continue
        inside = view.text[opening.at + 1 : closing.at]
        words = inside[1:-1]
        spaced = inside[:1] in (*SPACES,) and inside[-1:] in (*SPACES,)
        if spaced and words == words.strip() and words.lower() not in view.pack.words["function"]:
            yield opening, closing


def paired(quoted: Quoted) -> Iterator[tuple[Mark, Mark]]:
    """Yield the pairs of a paragraph whose marks are of one family, the straight one left out."""
    for number, role in enumerate(quoted.parse.roles):
        partner = quoted.parse.partners[number]
        if role == OPEN and partner >= 0:
            opening, closing = quoted.marks[number], quoted.marks[partner]
            if opening.family == closing.family != "straight":
                yield opening, closing


def _upright(opening: Mark, closing: Mark) -> bool:
    return opening.opens and closing.closes


def _counted(view: View) -> Counter[tuple[str, bool]]:
    """Return how many pairs of each family of marks have spaces inside, and how many have none.

    Those that point the wrong way do not count.
    """
    found: Counter[tuple[str, bool]] = Counter()
    text = view.text
    for quoted in quotations(view).odd:
        loose = (pair for pair in _loose(view, quoted) if _upright(*pair))
        found.update((opening.family, True) for opening, _ in loose)
        upright = (pair for pair in paired(quoted) if _upright(*pair))
        found.update(
            (opening.family, False)
            for opening, closing in upright
            if _is_tight(text, opening.at, closing.at)
        )
    plain = quotations(view).plain()
    found.update((FAMILIES[text[at]], False) for at, stop in plain if _is_tight(text, at, stop))
    return found


def _is_tight(text: str, opening: int, closing: int) -> bool:
    return text[opening + 1] not in SPACES and text[closing - 1] not in SPACES


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
