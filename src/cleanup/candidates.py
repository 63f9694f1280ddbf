"""What rules and detectors propose: candidates, before any of them is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cleanup.edits import Edit
from cleanup.results import Applicability
from cleanup.rules import Rule


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
    the span, whether or not this candidate is applied. A `mute` one was suppressed by the
    document: it silences them still, or a lesser rule would speak in its place, and does no more.
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
