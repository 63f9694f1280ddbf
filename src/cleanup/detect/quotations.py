"""What is wrong with quotation marks: early closes, doubled, swapped, mixed and lone marks."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.detect.candidates import Candidate
from cleanup.detect.early import Cluster, clusters
from cleanup.detect.lone import lone
from cleanup.detect.marks import SPACES
from cleanup.detect.parse import SPURIOUS
from cleanup.detect.phrases import comma_before
from cleanup.detect.quoted import Quoted, quotations
from cleanup.detect.redrawn import foreign_end, redrawn, sure, turned_round
from cleanup.detect.spacing import loosened, spaced
from cleanup.detect.view import View
from cleanup.results import Applicability
from cleanup.text.edits import Edit


def detect_quotations(view: View, _: list[int]) -> Iterator[Candidate]:
    """Yield what the parse of the paragraphs shows to be wrong."""
    owned: set[int] = set()
    for cluster in clusters(view):
        owned |= {cluster.first, cluster.second}
        yield from _early(view, cluster)
    for quoted in quotations(view).odd:
        yield from turned_round(view, quoted, owned)
        yield from _doubled(view, quoted, owned)
        yield from foreign_end(view, quoted, owned)
        yield from spaced(view, quoted, owned)
        yield from loosened(view, quoted, owned)
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
    comma = comma_before(view.pack, text[cluster.joint : cluster.second])
    if text[end : end + 1] in SPACES and comma != "no":
        new, rank = ("," + new, rank) if comma == "yes" else (new, "unsafe")
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
    marks, partners = quoted.marks, quoted.parse.partners
    if rule is None or not any(mark.twin for mark in marks):
        return
    pairs = zip(range(len(marks)), range(1, len(marks)), strict=False)
    beside = {(a, b) for a, b in pairs if marks[b].twin}
    for a, b in sorted(beside):
        closing = (partners[b], partners[a])
        if marks[a].opens and partners[a] > a and closing in beside:
            first = Edit(marks[a].at, marks[b].at, "")
            second = Edit(marks[closing[0]].at + 1, marks[closing[1]].at + 1, "")
            owned |= {m.at for m in (marks[a], marks[b], marks[closing[0]], marks[closing[1]])}
            yield sure(quoted.lead(view), rule, (first, second))
        elif marks[a].closes and not marks[a].opens and -1 in (partners[a], partners[b]):
            owned |= {marks[a].at, marks[b].at}
            lead = quoted.lead(view, _either(a, b), least="decided_twin")
            yield sure(lead, rule, (Edit(marks[a].at + 1, marks[b].at + 1, ""),))
        elif marks[a].opens and not marks[a].closes and -1 in (partners[a], partners[b]):
            owned |= {marks[a].at, marks[b].at}
            lead = quoted.lead(view, _either(a, b), least="decided_twin")
            yield sure(lead, rule, (Edit(marks[a].at, marks[b].at, ""),))


def _either(a: int, b: int) -> list[tuple[int, str]]:
    return [(a, SPURIOUS), (b, SPURIOUS)]


def _wrong(view: View, quoted: Quoted, owned: set[int]) -> Iterator[Candidate]:
    """Yield the other errors of a parse, each by its rule."""
    errors = [(kind, n) for kind, n in quoted.parse.errors if quoted.marks[n].at not in owned]
    done: set[int] = set()
    for kind, number in errors:
        partner = quoted.parse.partners[number]
        if number in done:
            continue
        if kind in ("spurious", "unclosed"):
            yield from lone(view, quoted, number)
        elif partner >= 0:
            done |= {number, partner}
            first, second = sorted((number, partner))
            yield from redrawn(view, quoted, first, second)
