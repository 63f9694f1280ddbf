"""Single findings that a person accepted, and what is written in their place."""

from __future__ import annotations

from cleanup.detect.candidates import Candidate
from cleanup.start.data import dataclass, replace
from cleanup.text.edits import Edit, apply, onward, trim
from cleanup.text.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Place:
    """A finding that was accepted, known by rule, span of the input (code points) and offer.

    `new` is what a person wrote for that span; None takes what the finding offers.
    """

    code: str
    start: int
    end: int
    offer: str | None
    new: str | None = None


def offered(
    candidate: Candidate, snapshot: Snapshot
) -> tuple[int, int, frozenset[int], str | None]:
    """Return the span of a candidate in the input, the fixes it stands on, and what it offers.

    The span is rounded outward to whole changes; the offer is what would stand there, or None.
    """
    start, end, after = snapshot.outward(candidate.start, candidate.end)
    offer = candidate.suggestion
    if candidate.edits:
        shift = candidate.start
        moved = [Edit(e.start - shift, e.end - shift, e.new) for e in candidate.edits]
        offer = apply(snapshot.text[candidate.start : candidate.end], moved)
    if offer is not None:
        low, high = onward(snapshot.changes, start, end)
        text = snapshot.text
        offer = text[low : candidate.start] + offer + text[candidate.end : high]
    return start, end, after, offer


def rewritten(candidate: Candidate, place: Place, snapshot: Snapshot) -> Candidate:
    """Return an accepted candidate with the edits that put what was chosen in its place.

    Without edits where nothing is offered, or where what was chosen stands there already.
    """
    new = place.offer if place.new is None else place.new
    if new is None or (candidate.edits and new == place.offer):
        return candidate
    low, high = onward(snapshot.changes, place.start, place.end)
    edit = trim(Edit(low, high, new), snapshot.text)
    edits = (edit,) if edit.new or edit.start < edit.end else ()
    return replace(candidate, start=low, end=high, edits=edits, raises=())
