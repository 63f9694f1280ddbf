"""What is wrong with quotation marks: early closes, doubled, swapped, mixed and lone marks."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.candidates import Candidate
from cleanup.detect.early import Cluster, clusters
from cleanup.detect.marks import SPACES, Mark
from cleanup.detect.parse import SPURIOUS
from cleanup.detect.quoted import Quoted, quotations
from cleanup.detect.spacing import spaced
from cleanup.edits import Edit
from cleanup.results import Applicability
from cleanup.rules import Rule
from cleanup.view import View


def detect_quotations(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield what the parse of the paragraphs shows to be wrong. `hits` are all marks."""
    if not hits:
        return
    owned: set[int] = set()
    for cluster in clusters(view):
        owned |= {cluster.first, cluster.second}
        yield from _early(view, cluster)
    for quoted in quotations(view).values():
        yield from _doubled(view, quoted, owned)
        yield from spaced(view, quoted, owned)
        if quoted.parse.errors:
            yield from _wrong(view, quoted, owned)


def _early(view: View, cluster: Cluster) -> Iterator[Candidate]:
    rule = view.rules.get("QUO003")
    if rule is None:
        return
    weights = view.weights["early_close"]
    start, end = cluster.cut
    text = view.text
    new = "" if text[end : end + 1] in (*SPACES, ",", "") else " "
    rank: Applicability = "safe" if cluster.points >= weights["safe"] else "unsafe"
    yield Candidate(
        rule,
        start,
        cluster.second + 1,
        (Edit(start, end, new),),
        rank,
        min(1.0, cluster.points / 10),
        cluster.evidence,
        silences=rule.silences,
    )


def _doubled(view: View, quoted: Quoted, owned: set[int]) -> Iterator[Candidate]:
    """Yield marks that stand twice with nothing between: the outer one of each two goes."""
    rule = view.rules.get("QUO005")
    if rule is None:
        return
    marks, partners, text = quoted.marks, quoted.parse.partners, view.text
    pairs = zip(range(len(marks)), range(1, len(marks)), strict=False)
    beside = {(a, b) for a, b in pairs if _twin(text, marks[a], marks[b])}
    for a, b in sorted(beside):
        closing = (partners[b], partners[a])
        if marks[a].opens and partners[a] > a and closing in beside:
            first = Edit(marks[a].at, marks[b].at, "")
            second = Edit(marks[closing[0]].at + 1, marks[closing[1]].at + 1, "")
            owned |= {m.at for m in (marks[a], marks[b], marks[closing[0]], marks[closing[1]])}
            yield _safe(rule, (first, second))
        elif marks[a].closes and not marks[a].opens and -1 in (partners[a], partners[b]):
            owned |= {marks[a].at, marks[b].at}
            yield _safe(rule, (Edit(marks[a].at + 1, marks[b].at + 1, ""),))
        elif marks[a].opens and not marks[a].closes and -1 in (partners[a], partners[b]):
            owned |= {marks[a].at, marks[b].at}
            yield _safe(rule, (Edit(marks[a].at, marks[b].at, ""),))


def _twin(text: str, a: Mark, b: Mark) -> bool:
    return a.char == b.char and a.char != '"' and not text[a.at + 1 : b.at].strip(SPACES)


def _safe(rule: Rule, edits: tuple[Edit, ...]) -> Candidate:
    span = (edits[0].start, edits[-1].end)
    return Candidate(rule, *span, edits, rule.applicability, silences=rule.silences)


def _wrong(view: View, quoted: Quoted, owned: set[int]) -> Iterator[Candidate]:
    """Yield the other errors of a parse, each by its rule."""
    errors = [(kind, n) for kind, n in quoted.parse.errors if quoted.marks[n].at not in owned]
    decided = quoted.parse.margin >= view.weights["parse"]["decided"]
    done: set[int] = set()
    for kind, number in errors:
        mark, partner = quoted.marks[number], quoted.parse.partners[number]
        if number in done:
            continue
        if kind in ("spurious", "unclosed"):
            yield from _lone(view, quoted, mark)
        elif partner >= 0:
            done |= {number, partner}
            first, second = sorted((number, partner))
            if decided:
                yield from _redrawn(view, quoted, first, second)


def _lone(view: View, quoted: Quoted, mark: Mark) -> Iterator[Candidate]:
    opens = mark.opens and (not mark.closes or mark.opening > mark.closing)
    rule = view.rules.get("QUO002" if opens else "QUO001")
    if rule is None:
        return
    if opens and not view.text[quoted.end :].strip() and _cut_off(view, quoted, mark):
        return
    yield Candidate(rule, mark.at, mark.at + 1)


def _cut_off(view: View, quoted: Quoted, mark: Mark) -> bool:
    """Tell whether the last paragraph may end inside its quotation because the text was cut off.

    It does not end its sentence, or the whole paragraph is quoted and may go on in the next.
    """
    ended = view.text[: quoted.end].rstrip().endswith((".", "!", "?", "…"))
    return not ended or mark.first


def _redrawn(view: View, quoted: Quoted, opening: int, closing: int) -> Iterator[Candidate]:
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
        start, end = edits[0].start, second.at + 1
        yield Candidate(rule, start, end, edits, rule.applicability, silences=rule.silences)


def _stranded(view: View, quoted: Quoted, opening: int) -> Iterator[Edit]:
    """Yield the removal of a lone mark before a colon that introduces the quotation: `» : »Oui`."""
    number = opening - 1
    if number < 0 or quoted.parse.roles[number] != SPURIOUS:
        return
    text, lone = view.text, quoted.marks[number].at
    if text[lone + 1 : quoted.marks[opening].at].strip() == ":":
        start = lone - (text[lone - 1] in SPACES)
        yield Edit(start, lone + 1, "")


def _pair(view: View, first: Mark, second: Mark) -> tuple[str, str] | None:
    """Return the pair of marks that the document writes more often, the straight one never."""
    quotes = view.pack.quotes
    pairs = dict.fromkeys((quotes.primary, quotes.secondary, *quotes.accepted))
    able = [p for p in pairs if '"' not in p and (first.char in p or second.char in p)]
    habits = view.facts.habits
    return max(able, key=lambda p: habits.count("".join(set(p))), default=None)


def _turned(view: View, mark: Mark) -> tuple[str, str] | None:
    quotes = view.pack.quotes
    pairs = (quotes.primary, quotes.secondary, *quotes.accepted)
    return next((p for p in pairs if mark.char in p), None)


def _drawn(view: View, first: Mark, second: Mark, pair: tuple[str, str]) -> Iterator[Edit]:
    """Yield the edits that draw a pair; its inner spaces are one mark’s, or the document’s."""
    text = view.text
    inside = text[first.at + 1], text[second.at - 1]
    spaced = [c for c in inside if c in SPACES]
    guillemets = pair[0] in "«»‹›"
    habit = view.facts.habits.inner if guillemets and first.family == second.family else ""
    space = spaced[0] if spaced else habit
    before = "" if inside[1] in SPACES else space
    after = "" if inside[0] in SPACES else space
    if first.char != pair[0] or after:
        yield Edit(first.at, first.at + 1, pair[0] + after)
    if second.char != pair[1] or before:
        yield Edit(second.at, second.at + 1, before + pair[1])
