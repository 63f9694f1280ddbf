"""Which candidates are taken when several want the same place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from itertools import accumulate

from cleanup.detect.candidates import Candidate
from cleanup.results import APPLICABILITIES
from cleanup.rule.model import PHASES, matches


def heard(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that no composite silences: it owns its span, applied, mute or not.

    What is mute owns its place as well: nothing that would have lost it speaks there.
    """
    return unsilenced([c for c in candidates if not c.mute], candidates)


def unsilenced(speaking: Sequence[Candidate], all_: Iterable[Candidate]) -> list[Candidate]:
    """Return those of some candidates that none of all candidates silences."""
    owners = sorted((c for c in all_ if c.silences or c.mute), key=lambda c: c.start)
    if not owners:
        return list(speaking)
    starts = [owner.start for owner in owners]
    reach = list(accumulate((owner.end for owner in owners), max))
    return [c for c in speaking if not _owned(c, owners, starts, reach)]


def _owned(
    candidate: Candidate, owners: Sequence[Candidate], starts: list[int], reach: list[int]
) -> bool:
    """Tell whether an owner that touches a candidate silences it; `reach` is how far they go."""
    at = bisect_right(starts, candidate.end) - 1
    while at >= 0 and reach[at] >= candidate.start:
        if owners[at] is not candidate and _silenced(candidate, owners[at]):
            return True
        at -= 1
    return False


def _silenced(candidate: Candidate, owner: Candidate) -> bool:
    if owner.mute and _lesser(candidate, owner):
        return True
    if not any(matches(candidate.rule.code, s) for s in owner.silences):
        return False
    start, end = candidate.start, candidate.end
    return (start < owner.end and end > owner.start) or owner.start <= start == end <= owner.end


def _lesser(candidate: Candidate, mute: Candidate) -> bool:
    """Tell whether a candidate would speak in the place of a mute one that outranks it."""
    if _strength(mute) > _strength(candidate) or _rank(mute) > _rank(candidate):
        return False
    if (candidate.start, candidate.end) == (mute.start, mute.end):
        return True
    taken = sorted((edit.start, edit.end) for edit in mute.edits)
    return any(not _free((edit.start, edit.end), taken) for edit in candidate.edits)


def _strength(candidate: Candidate) -> int:
    return APPLICABILITIES.index(candidate.applicability)


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return candidates with edits of which no two overlap, in the order of their places.

    A composite goes first, then the earlier phase, the longer span, the higher confidence, the
    code. The losers come back in the next round.
    """
    taken: list[tuple[int, int]] = []
    chosen = []
    for candidate in sorted(candidates, key=_rank):
        span = (candidate.start, candidate.end)
        if _free(span, taken):
            insort(taken, span)
            chosen.append(candidate)
    return sorted(chosen, key=lambda c: (c.edits[0].start, c.edits[-1].end))


def _rank(candidate: Candidate) -> tuple[bool, int, int, float, str, int]:
    rule = candidate.rule
    return (
        not candidate.silences,
        PHASES.index(rule.phase),
        candidate.start - candidate.end,
        -candidate.confidence,
        rule.code,
        candidate.start,
    )


def _free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Tell whether a span overlaps none that is taken; two insertions at one point overlap."""
    start, end = span
    at = bisect_left(taken, span)
    for other, stop in taken[max(0, at - 1) : at + 1]:
        if start < stop and end > other:
            return False
        if start == end and other <= start <= stop:
            return False
        if other == stop and start <= other <= end:
            return False
    return True
