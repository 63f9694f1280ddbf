"""A pair of quotation marks drawn as one: of two kinds, foreign at its end, or pointing wrong."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.detect.candidates import Candidate
from cleanup.detect.lone import doubtful
from cleanup.detect.marks import SPACES, Mark
from cleanup.detect.parse import CLOSE, OPEN, SPURIOUS
from cleanup.detect.quoted import Lead, Quoted, quotations
from cleanup.detect.spacing import paired, space_inside
from cleanup.detect.view import View
from cleanup.language.decision import UNDECIDED
from cleanup.language.packparts import Pair
from cleanup.results import Applicability
from cleanup.rule.model import Rule
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit

_NO_BREAK = "\u00a0\u202f"
_GUILLEMETS = "«»‹›"
# What no opening mark stands before: a stop, not the dots of what was left out.
_ENDED = expression(r"(?!\.\.)[.,;:!?)]|[ \u00a0\u202f][:;!?](?=\s|\Z)|\s*\Z")
_WORD = expression(r"[^\W\d_]+")
_HABIT = 3  # pairs with the foreign mark at their end that make a habit, where no other is drawn


def sure(lead: Lead, rule: Rule, edits: tuple[Edit, ...]) -> Candidate:
    """Return a repair of the parse: safe where it leads, and what it leads by."""
    rank: Applicability = rule.applicability if lead.decided else "unsafe"
    return Candidate(
        rule,
        edits[0].start,
        edits[-1].end,
        edits,
        rank,
        lead.confidence,
        {"margin": lead.margin},
        silences=rule.silences,
    )


def redrawn(view: View, quoted: Quoted, opening: int, closing: int) -> Iterator[Candidate]:
    """Yield a pair drawn as one: two families mixed, or marks that point the wrong way."""
    first, second = quoted.marks[opening], quoted.marks[closing]
    mixed = first.family != second.family
    rule = view.rules.get("QUO008" if mixed else "QUO006")
    if rule is None:
        return
    pair = _pair(view, first, second) if mixed else _turned(view, first)
    if pair is None:
        return
    edits = (*_stranded(view, quoted, opening), *_drawn(view, first, second, pair))
    if edits:
        lead = quoted.lead(view, [(opening, OPEN)], [(closing, CLOSE)])
        if any(mark.family == first.family for mark in quoted.marks[opening + 1 : closing]):
            lead = lead._replace(decided=False)  # who quotes inside a quotation takes other marks
        if mixed or lead.decided:
            yield sure(lead, rule, edits)
        else:  # two closing marks in a row are rather two that lost their partners
            for number in (opening, closing):
                yield from doubtful(view, quoted, number, lead)


def turned_round(view: View, quoted: Quoted, owned: set[int]) -> Iterator[Candidate]:
    """Yield the pairs of a paragraph that are drawn back to front, each with a space inside.

    To the parse each of their marks points where it stands; but what stands before a stop opens
    nothing, and no other pair of the paragraph is drawn the right way.
    """
    rule, marks = view.rules.get("QUO006"), quoted.marks
    if rule is None or quoted.incoming or len(marks) % 2 or marks[0].opens:
        return
    if owned & {m.at for m in marks}:
        return
    pairs = list(zip(marks[::2], marks[1::2], strict=True))
    if not all(_back_to_front(view, quoted, *pair) for pair in pairs) or _signs(view, quoted, rule):
        return
    lead = quoted.lead(view)._replace(decided=True)
    for first, second in pairs:
        owned |= {first.at, second.at}
        yield sure(lead, rule, tuple(_drawn(view, first, second, (second.char, first.char))))


def foreign_end(view: View, quoted: Quoted, owned: set[int]) -> Iterator[Candidate]:
    """Yield the pairs that end with a mark of another language, such as `„x”` in German."""
    rule = view.rules.get("QUO008")
    if rule is None or view.pack.code == UNDECIDED:
        return
    for first, second in paired(quoted):
        pair = _ended_abroad(view, first, second)
        if pair and not {first.at, second.at} & owned and _rare(view):
            owned |= {first.at, second.at}
            yield sure(quoted.lead(view), rule, tuple(_drawn(view, first, second, pair)))


def _ended_abroad(view: View, first: Mark, second: Mark) -> Pair | None:
    pairs = _pairs(view)
    if second.char == first.char or any(second.char in pair for pair in pairs):
        return None
    able = {p for p in pairs if p[0] == first.char and p[1] != first.char}
    return able.pop() if len(able) == 1 else None


def _rare(view: View) -> bool:
    """Tell whether the document has not made a habit of foreign marks at the end."""

    def counted(view: View) -> tuple[int, bool]:
        pairs = [p for quoted in quotations(view).odd for p in paired(quoted)]
        abroad = sum(_ended_abroad(view, *pair) is not None for pair in pairs)
        own = any((first.char, second.char) in _pairs(view) for first, second in pairs)
        return abroad, own or any(True for _ in quotations(view).plain())

    abroad, own = view.once("foreign ends", counted)
    return abroad < _HABIT or own


def _back_to_front(view: View, quoted: Quoted, first: Mark, second: Mark) -> bool:
    text = view.text
    if (second.char, first.char) not in _pairs(view):
        return False
    if first.opens or second.closes:
        return False
    before = text[first.at - 1 : first.at] if first.at > quoted.start else ""
    spaced = text[first.at + 1] in SPACES or text[second.at - 1] in SPACES
    room = not before or before.isspace() or before in "([’'"
    return spaced and room and bool(_ENDED.match(text, second.at + 1, quoted.end))


def _signs(view: View, quoted: Quoted, rule: Rule) -> bool:
    """Tell whether a paragraph speaks of the marks themselves: `the signs ” and “`."""
    stems = tuple(rule.options["signs"])
    named = view.text[quoted.start : quoted.end].lower()
    if any(stem in named for stem in stems):
        return True
    inside = view.text[quoted.marks[0].at : quoted.marks[1].at]
    return {w.lower() for w in _WORD.findall(inside)} <= view.pack.words["function"]


def _stranded(view: View, quoted: Quoted, opening: int) -> Iterator[Edit]:
    """Yield the removal of a lone mark before a colon that introduces the quotation: `» : »Oui`."""
    number = opening - 1
    if number < 0 or quoted.parse.roles[number] != SPURIOUS:
        return
    text, lone = view.text, quoted.marks[number].at
    if text[lone + 1 : quoted.marks[opening].at].strip() == ":":
        start = lone - (text[lone - 1] in SPACES)
        yield Edit(start, lone + 1, "")


def _pairs(view: View) -> tuple[Pair, ...]:
    quotes = view.pack.quotes
    return (quotes.primary, quotes.secondary, *quotes.accepted)


def _pair(view: View, first: Mark, second: Mark) -> Pair | None:
    """Return the pair of marks that the document writes more often, the straight one never.

    Where neither mark is one of the language, it is the language’s first pair; with a space inside
    it would not be.
    """
    quotes = view.pack.quotes
    pairs = dict.fromkeys(_pairs(view))
    able = [p for p in pairs if '"' not in p and (first.char in p or second.char in p)]
    habits = view.facts.habits
    inside = view.text[first.at + 1], view.text[second.at - 1]
    foreign = None if '"' in quotes.primary or set(inside) & set(SPACES) else quotes.primary
    return max(able, key=lambda p: habits.count("".join(set(p))), default=foreign)


def _turned(view: View, mark: Mark) -> Pair | None:
    return next((p for p in _pairs(view) if mark.char in p), None)


def _drawn(view: View, first: Mark, second: Mark, pair: Pair) -> Iterator[Edit]:
    """Yield the edits that draw a pair, with the same space inside at both ends.

    A no-break space outside a guillemet that was turned stood inside it when it was set.
    """
    text = view.text
    left, right = text[first.at + 1], text[second.at - 1]
    found = next((c for c in (left, right) if c in SPACES), "")
    space = space_inside(view, pair[0], found, turned=first.family == second.family)
    opened = text[first.at : first.at + 1 + (left in SPACES)]
    closed = text[second.at - (right in SPACES) : second.at + 1]
    before, after = text[first.at - 1 : first.at], text[second.at + 1 : second.at + 2]
    start, end = first.at, second.at + 1
    outer = closing = ""
    if first.char != pair[0] and first.char in _GUILLEMETS and before and before in _NO_BREAK:
        apart = text[first.at - 2 : first.at - 1].isalnum()
        start, outer = (start - 1, " ") if apart else (start, "")
    if second.char != pair[1] and second.char in _GUILLEMETS and after and after in _NO_BREAK:
        apart = text[second.at + 2 : second.at + 3].isalnum()
        end, closing = (end + 1, " ") if apart else (end, "")
    kept = opened[1:] if space and opened[1:] else space
    yield from _edit(text, start, first.at + len(opened), outer + pair[0] + kept)
    kept = closed[:-1] if space and closed[:-1] else space
    yield from _edit(text, second.at + 1 - len(closed), end, kept + pair[1] + closing)


def _edit(text: str, start: int, end: int, new: str) -> Iterator[Edit]:
    if text[start:end] != new:
        yield Edit(start, end, new)
