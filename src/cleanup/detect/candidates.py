"""What rules and detectors propose: candidates, before any of them is chosen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from cleanup.results import Applicability
from cleanup.rule.model import Rule
from cleanup.start.data import dataclass, field, replace
from cleanup.text.edits import Edit


@dataclass(frozen=True, slots=True)
class Raised:
    """A finding that exists because a fix was made, at a place of the text before the fix."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place where a rule fired in one snapshot; `edits` are made all or none.

    No edits: a person must look. `applicability` is the rule's, or weaker where the evidence is.
    `suggestion` is what would stand at `start:end`. `silences` are codes that keep quiet inside
    the span, whether or not this candidate is applied. A `mute` one was suppressed by the document
    or rejected: it silences them still, and what would have lost the place to it, or a lesser rule
    would speak there; it does no more.
    """

    rule: Rule
    start: int
    end: int
    edits: tuple[Edit, ...] = ()
    applicability: Applicability = "manual"
    confidence: float = 1.0
    evidence: Mapping[str, float] = field(default_factory=dict)
    suggestion: str | None = None
    raises: tuple[Raised, ...] = ()
    silences: tuple[str, ...] = ()
    message: str = ""
    held: str = ""
    mute: bool = False


def carry(
    candidates: Sequence[Candidate], edits: Sequence[Edit], spans: Sequence[tuple[int, int]]
) -> list[Candidate]:
    """Return candidates in the coordinates after edits, without those that must be found anew.

    All three are in the order of their places. `spans` are the stretches of the new text in which
    candidates are found anew, where they begin there; what an edit touches goes as well.
    """
    kept = []
    stops = [stop for _, stop in spans]
    number = shift = 0
    for candidate in candidates:
        start, end = candidate.start, candidate.end
        while number < len(edits) and edits[number].end <= start and edits[number].start < start:
            shift += len(edits[number].new) - (edits[number].end - edits[number].start)
            number += 1
        if number < len(edits) and edits[number].start <= end:
            continue
        at = bisect_right(stops, start + shift)
        if at < len(spans) and spans[at][0] <= start + shift:
            continue
        kept.append(_moved(candidate, shift) if shift else candidate)
    return kept


def _moved(candidate: Candidate, shift: int) -> Candidate:
    return replace(
        candidate,
        start=candidate.start + shift,
        end=candidate.end + shift,
        edits=tuple(Edit(e.start + shift, e.end + shift, e.new) for e in candidate.edits),
        raises=tuple(Raised(r.rule, r.start + shift, r.end + shift) for r in candidate.raises),
    )
