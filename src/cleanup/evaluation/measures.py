"""The verdict on each labelled text: what was found, repaired, missed and done wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from cleanup.evaluation.corpus import Clean, Item, Repair, Span
from cleanup.evaluation.outcome import Fate, overlaps, strong
from cleanup.evaluation.places import judge_places
from cleanup.evaluation.sentences import fits
from cleanup.results import Finding, Plan
from cleanup.start.data import dataclass
from cleanup.text.edits import Change, Edit, apply, trim

Planner = Callable[[str, str], tuple[Plan, Plan]]
"""Takes text and language, returns the plan of the safe fixes and that of all fixes offered."""

Reason = Literal["wording", "unasked", "outside", "unsettled", "plan"]
REASONS: dict[Reason, str] = {
    "wording": "a gold place was given another wording",
    "unasked": "an unsafe or report place was changed without being asked",
    "outside": "text outside the gold edits was changed",
    "unsettled": "a second run changed more",
    "plan": "the text of the plan is not what its changes make",
}

SET_ASIDE = "capital_accent"
"""The family that is style: an accepted repair of it counts neither for nor against."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing done wrong by the safe plan, at `start:end` of the input (code points).

    Where a second run changed more, the place is the whole text, and `old` and `new` are what the
    two runs made of the part in which they differ.
    `family` is that of the gold place, else of the whole text (`clean` for clean texts); `tier`
    is that of the gold place or empty.
    """

    id: str
    lang: str
    start: int
    end: int
    old: str
    new: str
    reason: Reason
    family: str
    tier: str = ""


@dataclass(frozen=True, slots=True)
class RepairVerdict:
    """What was made of a damaged text.

    `fates` are those of the gold edits under the safe plan, `offered` under the plan of all
    fixes; `found` stands beside the spans. `again` is the safe plan of the first expected
    output, None where something can only be reported.
    """

    item: Repair
    safe: Plan
    every: Plan
    again: Plan | None
    fates: tuple[Fate, ...]
    offered: tuple[Fate, ...]
    found: tuple[bool, ...]
    wrongs: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class CleanVerdict:
    """What was made of a clean text."""

    item: Clean
    safe: Plan
    wrongs: tuple[Wrong, ...]

    @property
    def alarms(self) -> tuple[Finding, ...]:
        """The findings above the level of information."""
        return tuple(f for f in self.safe.findings if strong(f))

    @property
    def changed(self) -> bool:
        """Whether anything but line ends at the end of the text changed."""
        return self.safe.text.rstrip("\n") != self.item.text.rstrip("\n")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The verdicts on all texts, in the order of the items."""

    repairs: tuple[RepairVerdict, ...]
    cleans: tuple[CleanVerdict, ...]

    @property
    def wrongs(self) -> tuple[Wrong, ...]:
        """Everything that was done wrong, damaged texts first."""
        damaged = [wrong for verdict in self.repairs for wrong in verdict.wrongs]
        return (*damaged, *(wrong for verdict in self.cleans for wrong in verdict.wrongs))


def judge(items: Sequence[Item], planner: Planner) -> Evaluation:
    """Run a planner on all items and return the verdicts. Raises what the planner raises."""
    repairs = [judge_repair(item, planner) for item in items if isinstance(item, Repair)]
    cleans = [judge_clean(item, planner) for item in items if isinstance(item, Clean)]
    return Evaluation(tuple(repairs), tuple(cleans))


def judge_repair(item: Repair, planner: Planner) -> RepairVerdict:
    """Return the verdict on a damaged text."""
    safe, every = planner(item.input, item.lang)
    reported = any(span.tier == "report" for span in item.spans)
    places = judge_places(item.input, item.edits, safe.changes, ("safe",))
    offered = judge_places(item.input, item.edits, every.changes, ("safe", "unsafe"))
    family = item.family
    wrongs = [
        *_wrong_edits(item, safe, places.fates),
        *(_wrong_change(item, change) for change in places.outside),
        *_wrong_plan(item, item.input, family, safe, planner),
    ]
    return RepairVerdict(
        item=item,
        safe=safe,
        every=every,
        again=None if reported else planner(item.expected[0], item.lang)[0],
        fates=places.fates,
        offered=offered.fates,
        found=tuple(_found(span, safe.findings, item.input) for span in item.spans),
        wrongs=tuple(wrongs),
    )


def judge_clean(item: Clean, planner: Planner) -> CleanVerdict:
    """Return the verdict on a clean text, in which every change is wrong."""
    safe, _ = planner(item.text, item.lang)
    verdict = CleanVerdict(item, safe, ())
    wrongs = [
        Wrong(item.id, item.lang, c.start, c.end, c.old, c.new, "outside", "clean")
        for c in safe.changes
        if verdict.changed and c.old != c.new
    ]
    wrongs += _wrong_plan(item, item.text, "clean", safe, planner)
    return CleanVerdict(item, safe, tuple(wrongs))


def precise(item: Repair, finding: Finding) -> bool:
    """Tell whether a finding overlaps a gold span (or touches it, as where a mark is lost)."""
    return any(overlaps(finding, span) for span in item.spans)


def _found(span: Span, findings: Sequence[Finding], text: str) -> bool:
    return any(strong(f) and overlaps(f, span) and fits(f, span, text) for f in findings)


def _wrong_edits(item: Repair, plan: Plan, fates: Sequence[Fate]) -> list[Wrong]:
    wrongs: list[Wrong] = []
    for gold, fate in zip(item.edits, fates, strict=True):
        if fate == "same" or (fate == "fixed" and gold.tier == "safe"):
            continue
        near = [c for c in plan.changes if c.start <= gold.end and c.end >= gold.start]
        start = min([gold.start, *(c.start for c in near)])
        end = max([gold.end, *(c.end for c in near)])
        old = item.input[start:end]
        new = apply(old, [Edit(c.start - start, c.end - start, c.new) for c in near])
        reason: Reason = "wording" if gold.tier == "safe" else "unasked"
        place = (item.id, item.lang, start, end, old, new)
        wrongs.append(Wrong(*place, reason, gold.family, gold.tier))
    return wrongs


def _wrong_change(item: Repair, change: Change) -> Wrong:
    place = (item.id, item.lang, change.start, change.end, change.old, change.new)
    for span in item.spans:
        if span.tier == "report" and change.start <= span.end and change.end >= span.start:
            return Wrong(*place, "unasked", span.family, span.tier)
    return Wrong(*place, "outside", item.family)


def _wrong_plan(item: Item, text: str, family: str, safe: Plan, planner: Planner) -> list[Wrong]:
    """Return what is wrong with a plan as a whole: its bookkeeping, or that it does not settle."""
    whole = (item.id, item.lang, 0, len(text))
    edits = [Edit(c.start, c.end, c.new) for c in safe.changes]
    if apply(text, edits) != safe.text:
        return [Wrong(*whole, "", "", "plan", family)]
    if safe.text == text:
        return []
    second = planner(safe.text, item.lang)[0]
    if second.text == safe.text:
        return []
    more = trim(Edit(0, len(safe.text), second.text), safe.text)
    return [Wrong(*whole, safe.text[more.start : more.end], more.new, "unsettled", family)]
