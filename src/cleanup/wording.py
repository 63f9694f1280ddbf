"""From what the engine did and left to findings in the coordinates of the input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import cast

from cleanup.candidates import Candidate, Raised
from cleanup.edits import Change, Edit, apply, onward
from cleanup.paragraphs import sentence_around, sentence_ends
from cleanup.proof import words
from cleanup.results import Applicability, Finding, Plan
from cleanup.rules import Rule
from cleanup.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Applied:
    """A candidate that was applied: its span in the input, and the fixes whose text it stood on."""

    candidate: Candidate
    rank: str
    start: int
    end: int
    after: frozenset[int]
    raised: tuple[Raised, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A finding that does not know its number yet; `fix` and `after` are numbers of fixes."""

    rule: Rule
    start: int
    end: int
    applicability: str
    fix: int = -1
    after: frozenset[int] = frozenset()
    suggestion: str | None = None
    candidate: Candidate | None = None
    held: str = ""
    message: str = ""


def word(
    *,
    snapshot: Snapshot,
    safe: Snapshot,
    language: str,
    applied: Mapping[int, Applied],
    left: Sequence[tuple[Candidate, str]],
    unsettled: Sequence[tuple[tuple[int, int], list[Rule]]],
) -> Plan:
    """Return the plan. `safe` is the text settled by safe fixes alone, which fingerprints read."""
    # Where fixes put back what others had changed, nothing is left that they have done.
    real = [c for c in snapshot.changes if c.old != c.new]
    behind = {number for change in real for number in change.fixes}
    done = {number: fix for number, fix in applied.items() if number in behind}
    drafts = [_of_fix(number, fix, snapshot) for number, fix in done.items()]
    for number, fix in done.items():
        drafts += [
            _Draft(r.rule, r.start, r.end, "manual", after=frozenset({number})) for r in fix.raised
        ]
    drafts += [_of_candidate(c, rank, snapshot) for c, rank in left]
    drafts += [_of_turning(span, rules) for span, rules in unsettled if rules]
    drafts.sort(key=lambda d: (d.start, d.end, d.rule.code, d.fix))
    numbers = {d.fix: i for i, d in enumerate(drafts) if d.fix >= 0}
    made = tuple(replace(c, fixes=frozenset(numbers[f] for f in c.fixes)) for c in real)
    prints = _Fingerprints(safe)
    findings = tuple(_finding(d, numbers, made, prints) for d in drafts)
    return Plan(snapshot.document.text, snapshot.text, language, made, findings)


def _of_fix(number: int, fix: Applied, snapshot: Snapshot) -> _Draft:
    out = onward(snapshot.changes, fix.start, fix.end)
    return _Draft(
        fix.candidate.rule,
        fix.start,
        fix.end,
        fix.rank,
        fix=number,
        after=fix.after,
        suggestion=snapshot.text[out[0] : out[1]],
        candidate=fix.candidate,
    )


def _of_candidate(candidate: Candidate, rank: str, snapshot: Snapshot) -> _Draft:
    start, end, after = snapshot.outward(candidate.start, candidate.end)
    suggestion = candidate.suggestion
    if candidate.edits:
        shift = candidate.start
        moved = [Edit(e.start - shift, e.end - shift, e.new) for e in candidate.edits]
        suggestion = apply(snapshot.text[candidate.start : candidate.end], moved)
    if suggestion is not None:
        low, high = onward(snapshot.changes, start, end)
        text = snapshot.text
        suggestion = text[low : candidate.start] + suggestion + text[candidate.end : high]
    if candidate.held:
        rank = "manual"
    return _Draft(
        candidate.rule,
        start,
        end,
        rank,
        after=after,
        suggestion=suggestion,
        candidate=candidate,
        held=candidate.held,
    )


def _of_turning(span: tuple[int, int], rules: list[Rule]) -> _Draft:
    names = ", ".join(dict.fromkeys(r.code for r in rules))
    message = f"Left as it was: the repairs of {names} undo one another here."
    return _Draft(rules[0], *span, "manual", held="unsettled", message=message)


def _finding(
    draft: _Draft, numbers: Mapping[int, int], made: tuple[Change, ...], prints: _Fingerprints
) -> Finding:
    rule, candidate = draft.rule, draft.candidate
    out_start, out_end = onward(made, draft.start, draft.end)
    message = draft.message or (candidate.message if candidate else "") or rule.message
    return Finding(
        code=rule.code,
        name=rule.name,
        start=draft.start,
        end=draft.end,
        out_start=out_start,
        out_end=out_end,
        message=message,
        severity=rule.severity,
        applicability=cast(Applicability, draft.applicability),
        kind=rule.kind,
        family=rule.family.name,
        confidence=candidate.confidence if candidate else 1.0,
        evidence=candidate.evidence if candidate else {},
        suggestion=draft.suggestion,
        applied=draft.fix >= 0,
        held=draft.held,
        after=tuple(sorted(numbers[f] for f in draft.after if f in numbers)),
        fingerprint=prints.of(rule, draft.start, draft.end),
    )


class _Fingerprints:
    """The same before and after `fix`: made of the settled safe text, not of places in a file."""

    def __init__(self, safe: Snapshot) -> None:
        self._safe = safe
        self._seen: Counter[bytes] = Counter()
        # Many findings stand in one sentence where a page is badly damaged: it is read once.
        self._ends: dict[tuple[int, int], list[int]] = {}
        self._begun: dict[tuple[str, int, int], blake2b] = {}

    def of(self, rule: Rule, start: int, end: int) -> str:
        """Return rule, folded words of the sentence and place among equals, as 16 hex digits."""
        begun = self._begin(rule.code, *self._sentence(start, end))
        self._seen[begun.digest()] += 1
        whole = begun.copy()
        whole.update(f"\n{self._seen[begun.digest()]}".encode())
        return whole.hexdigest()

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the span, in the safe text, of the sentences that a span of the input touches."""
        low, high = onward(self._safe.changes, start, end)
        first, last = self._safe.paragraph(low)
        within = (min(first, low), max(last, high))
        if within not in self._ends:
            self._ends[within] = sentence_ends(self._safe.text, *within)
        return sentence_around(self._safe.text, (low, high), within, self._ends[within])

    def _begin(self, code: str, first: int, last: int) -> blake2b:
        key = (code, first, last)
        if key not in self._begun:
            folded = " ".join(words(self._safe.text[first:last].casefold()))
            self._begun[key] = blake2b(f"{code}\n{folded}".encode(), digest_size=8)
        return self._begun[key]
