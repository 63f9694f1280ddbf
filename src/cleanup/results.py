"""What a plan says: findings, fixes and changes. Reports, ledger and library read these alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import Literal

from cleanup.start.data import dataclass, field
from cleanup.text.edits import Change
from cleanup.version import __version__

Applicability = Literal["safe", "unsafe", "manual"]
Severity = Literal["error", "warning", "info"]

# The weakest last: a change made by several fixes has the weakest of theirs.
APPLICABILITIES: tuple[Applicability, ...] = ("safe", "unsafe", "manual")
SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule fired.

    `start` and `end` are code points of the input, end exclusive; `out_start` and `out_end` are
    the same place in the text of the plan. A finding made on repaired text points at the whole
    changes it came from, and `after` names the findings (positions in `Plan.findings`) whose
    fixes revealed it. `suggestion` is what would stand at `start:end`, or None where a person has
    to write it. `applied` tells whether its fix is among the plan's changes; `held` says why a
    fix that would have been applied was not (`proof`, `encoding`, `markup`, `unsettled`, `share`),
    else it is empty. `mqm` is the type of error under which the rule is filed (themqm.org).
    """

    code: str
    name: str
    start: int
    end: int
    out_start: int
    out_end: int
    message: str
    severity: Severity
    applicability: Applicability
    kind: Literal["artifact", "style"] = "artifact"
    family: str = ""
    confidence: float = 1.0
    evidence: Mapping[str, float] = field(default_factory=dict)
    suggestion: str | None = None
    applied: bool = False
    held: str = ""
    after: tuple[int, ...] = ()
    fingerprint: str = ""
    mqm: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is known about one document: the only computation, read by every command.

    `source` is the input and `text` the result, both with `\\n` line ends. `language` is the pack
    that was used (`und` where none was decided). `changes` are in order and never overlap; each
    names its fixes as positions in `findings`. `findings` stand in the order of their places and
    hold those that were applied as well as those left.
    """

    source: str
    text: str
    language: str
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]

    @property
    def left(self) -> tuple[Finding, ...]:
        """The findings that were not applied and wait for a person."""
        return tuple(f for f in self.findings if not f.applied)

    def applicability(self, change: Change) -> Applicability:
        """Return the weakest applicability of the fixes behind a change."""
        ranks = [APPLICABILITIES.index(self.findings[i].applicability) for i in change.fixes]
        return APPLICABILITIES[max(ranks, default=0)]

    def units(self) -> tuple[frozenset[int], ...]:
        """Return the groups of changes (positions in `changes`) that stand or fall together.

        Fixes that share a change, and changes that share a fix, are one unit for accepting,
        rejecting and undoing.
        """
        group: dict[int, set[int]] = {}
        owner: dict[int, int] = {}
        for number, change in enumerate(self.changes):
            members = {number}
            for fix in change.fixes:
                if fix in owner:
                    members |= group[owner[fix]]
            for member in members:
                group[member] = members
                for fix in self.changes[member].fixes:
                    owner[fix] = member
        unique = {id(members): members for members in group.values()}
        return tuple(frozenset(m) for m in sorted(unique.values(), key=min))


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file as its reader sees it: line and column count from 1, the others from 0.

    `column` counts code points. `byte` is the offset in the file as it was read, `char` that in
    its characters: each line end as it stands there, a byte order mark left out. `where` is what
    the readers of such files call the place (a cue, a cell, a field), where it has a name.
    """

    line: int
    column: int
    byte: int
    char: int = 0
    where: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Where a stretch of an excerpt begins, and where it began in the document.

    `base` is an offset of `Plan.source`, `start` the same place in the input; `out_base` and
    `out_start` are those in `Plan.text` and in the result (all in code points).
    """

    base: int
    start: int
    out_base: int
    out_start: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a run, as the reports see it.

    `path` is shown as it stands, `format` is the name of the source, and `locate` gives the place
    of an offset (code points of `plan.source`) in the input file. Reports need nothing else, so
    they can be drawn from a live run and from a ledger alike. A ledger holds some paragraphs of a
    document: then `parts` tell where those stand in it, and the plan is one of these alone.
    `diff` is the unified diff in the bytes of the file, where a report was asked for that has it.
    """

    path: str
    format: str
    plan: Plan
    locate: Callable[[int], Location]
    parts: tuple[Part, ...] = ()
    diff: bytes | None = None

    def at(self, offset: int) -> int:
        """Return the offset in the whole input of one in `plan.source`."""
        number = bisect_right(self.parts, offset, key=lambda part: part.base) - 1
        part = self.parts[number] if number >= 0 else None
        return offset - part.base + part.start if part else offset

    def out_at(self, offset: int) -> int:
        """Return the offset in the whole result of one in `plan.text`."""
        number = bisect_right(self.parts, offset, key=lambda part: part.out_base) - 1
        part = self.parts[number] if number >= 0 else None
        return offset - part.out_base + part.out_start if part else offset


@dataclass(frozen=True, slots=True)
class Run:
    """What a report is drawn from: the documents of one run, in order, and what went wrong.

    `errors` are whole lines that name file, place and reason.
    """

    entries: tuple[Entry, ...]
    errors: tuple[str, ...] = ()
    version: str = __version__
