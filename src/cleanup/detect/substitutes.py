"""Marks that stand for the quotation marks of a language: typed, foreign, or angle brackets.

The pair becomes the one that the language writes first, with the space inside that the document
writes; inside such a quotation it becomes the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.detect.candidates import Candidate
from cleanup.detect.marks import SPACES
from cleanup.detect.view import View
from cleanup.language.decision import UNDECIDED
from cleanup.language.packparts import Pair
from cleanup.results import Applicability
from cleanup.rule.model import Rule
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit

# A tag has marks of its own inside (`=`, `/`, a quotation mark); prose in angle brackets has none.
_ANGLE = expression(r"(?<![^\s(\[«“„’'])<([^\W\d_][^<>=/\"|{}\\_@#\n]{2,200}[^\W_][.!?…]?)>(?!\w)")
_TYPED = expression(r"(?<![^\s(\[’'])(?:``|,,)(?=[^\W_])([^`'\n]{1,200})(?<=[^\s,])''(?!['\w])")
_LOW = expression(r"(?<!\w)„(?=\S)([^„“”«»\n]{1,200})(?<=\S)[“”](?!\w)")
# Letters at both ends; `a << b et c >> d` compares, and what programs shift has signs of its own.
_CHEVRONS = expression(
    r"(?<![^\s(\[«“„’'])<<([ \u00a0\u202f]?)(?=[¿¡«“]|[^\W\d_]{2}|[^\W\d_][’' ][^\W\d_]{2})"
    r"([^<>={}|\\_@#`\n]{2,300}?)(?<=[^\W\d_]{2}|[^\W_][.!?…,»”])[ \u00a0\u202f]?>>(?![\w>=])"
)
_CODE = expression(r"[={}\\`|]|::|;\s*$|\b(?:cout|cin|endl|EOF)\b", re.MULTILINE)
_AFTER = (*".,;:!?)…»”", "")
_CORNER = expression(r"「([^「」\n]{1,200})」")
_WORD = expression(r"[^\W\d_]+")
_REACH = 2000  # characters in which the quotation around a pair must begin


def detect_substitutes(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield pairs of foreign marks and of angle brackets."""
    prose: dict[tuple[int, int], bool] = {}
    for hit in hits:
        mark = view.text[hit]
        if mark == "<":
            yield from _angle(view, hit)
            yield from _chevrons(view, hit, prose)
        else:
            yield from _foreign(view, hit)


def detect_typed(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield ``words'' and ,,words'', beside true marks: a text that has none follows a habit."""
    rule = view.rules.get("QUO030")
    # In a text with commands (\emph) the marks are those of a type-setting program.
    if rule is None or not _own(view) or "\\" in view.text:
        return
    for hit in hits:
        match = _TYPED.match(view.text, hit)
        if match:
            yield _candidate(view, rule, match)


def _angle(view: View, hit: int) -> Iterator[Candidate]:
    rule = view.rules.get("QUO032")
    match = _ANGLE.match(view.text, hit) if rule else None
    if rule is None or match is None:
        return
    words = _WORD.findall(match[1])
    no_prose = {*rule.options["elements"], *rule.options["placeholder"]}
    if len(words) > 1 and words[0].lower() not in no_prose and words[0] == match[1].split()[0]:
        yield _candidate(view, rule, match)


def _chevrons(view: View, hit: int, prose: dict[tuple[int, int], bool]) -> Iterator[Candidate]:
    """Yield guillemets typed as two signs each: <<words>>.

    `prose` is what is known of the paragraphs so far.
    """
    rule, text = view.rules.get("QUO034"), view.text
    match = _CHEVRONS.match(text, hit) if rule else None
    if rule is None or match is None:
        return
    span = view.snapshot.paragraph(hit)
    if span not in prose:
        prose[span] = _is_prose(text[slice(*span)])
    if not prose[span]:
        return
    words = _WORD.findall(match[2])
    if re.match(r"[a-z] ", match[2]) and words[0] not in view.pack.determiners:
        return
    no_prose = {*rule.options["elements"], *rule.options["placeholder"]}
    if match[2][-1] in ".!?…":
        clear = len(words) > 1
    elif match[1]:  # between two words with a space all round, one word may be shifted by another
        clear = len(words) > 1 or text[match.end() : match.end() + 1] in _AFTER
    else:  # one or two words may be a field to fill in or a stereotype of a diagram
        clear = len(words) > 2 and words[0].lower() not in no_prose
    pair, gap = _pair(view, hit)
    if pair[0] != "«" and _rather_guillemets(view):
        pair, gap = ("«", "»"), ""
    rank: Applicability = rule.applicability if clear else "unsafe"
    edits = (
        Edit(match.start(), match.start(2), pair[0] + gap),
        Edit(match.end(2), match.end(), gap + pair[1]),
    )
    yield Candidate(rule, *match.span(), edits, rank, silences=rule.silences)


def _is_prose(paragraph: str) -> bool:
    """Tell whether chevrons of a paragraph can be quotation marks: as many close as open."""
    return paragraph.count("<<") == paragraph.count(">>") and not _CODE.search(paragraph)


def _rather_guillemets(view: View) -> bool:
    """Tell whether a language with other marks accepts guillemets, and the document writes them."""
    quotes, habits = view.pack.quotes, view.facts.habits
    return ("«", "»") in quotes.accepted and habits.count("«") > habits.count(quotes.primary[0])


def _foreign(view: View, hit: int) -> Iterator[Candidate]:
    """Yield a pair that the language never writes, beside one that it does."""
    rule = view.rules.get("QUO015")
    mark, quotes = view.text[hit], view.pack.quotes
    known = (quotes.primary, quotes.secondary, *quotes.accepted)
    if rule is None or view.pack.code == UNDECIDED or any(mark in pair for pair in known):
        return
    match = (_LOW if mark == "„" else _CORNER).match(view.text, hit)
    if match and _own(view):
        yield _candidate(view, rule, match)


def _own(view: View) -> re.Match[str] | None:
    """Return a pair of the marks that the language writes first, with the space inside it."""

    def found(view: View) -> re.Match[str] | None:
        opening, closing = map(re.escape, view.pack.quotes.primary)
        inside = rf"([{SPACES}]?)[^{opening}{closing}\n]{{1,400}}{closing}"
        return re.search(rf"(?<!\w){opening}{inside}", view.text)

    return view.once("own marks", found)


def _candidate(view: View, rule: Rule, match: re.Match[str]) -> Candidate:
    (opening, closing), gap = _pair(view, match.start())
    edits = (
        Edit(match.start(), match.start(1), opening + gap),
        Edit(match.end(1), match.end(), gap + closing),
    )
    span = match.span()
    return Candidate(rule, *span, edits, rule.applicability, silences=rule.silences)


def _pair(view: View, at: int) -> tuple[Pair, str]:
    """Return the marks to write at a place, and the space inside them."""
    quotes, text = view.pack.quotes, view.text
    opening, closing = quotes.primary
    before = text[max(view.snapshot.paragraph(at)[0], at - _REACH) : at]
    if before.count(opening) > before.count(closing):
        return quotes.secondary, ""
    own = _own(view)
    return quotes.primary, own[1] if own else quotes.inner
