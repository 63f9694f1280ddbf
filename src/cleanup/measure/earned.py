"""How a safe rule earned its rank: by count, by construction, or by an argument; or not yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from cleanup.report.invisible import draw
from cleanup.start.data import dataclass

if TYPE_CHECKING:
    from cleanup.measure.figures import Figures, Measured
    from cleanup.rule.model import Rule

HITS = 5
# A proof that no correct text passes: what is decoded must be the encoding of something. That the
# words stay or stand twice is no such proof ("nous nous levons" is correct), so a rule that keeps
# `words` or `repeats` needs hits or an argument.
PROOFS = frozenset({"decode"})
_SHOWN = 3  # literals that are named where there are more

_ARGUE = (
    "say in `argued` why no correct text can match, or name the `literals` that no prose contains,"
    ' or make it "unsafe", then run `make measure`'
)
_JUDGE = (
    "see `make judge`: narrow the rule, give a verdict in corpus/judged.jsonl,"
    ' or make it "unsafe", then run `make measure`'
)


@dataclass(frozen=True, slots=True)
class Rank:
    """How a rule came to be safe, and why in one line.

    `how` is empty where it did not; `todo` says then what there is to do.
    """

    how: Literal["count", "construction", "argued", ""]
    why: str
    todo: str = ""


def rank(rule: Rule, measured: Measured | None) -> Rank | None:
    """Return how a rule earned `safe`, None for a rule that is not safe or a matter of style."""
    if rule.applicability != "safe" or rule.kind == "style":
        return None
    hits = measured.labelled.repaired if measured else 0
    false = _false(measured)
    if false:
        return Rank("", f"{count(false, 'false finding')} on correct text", _JUDGE)
    if hits >= HITS:
        return Rank("count", f"{hits} labelled places found and repaired")
    if rule.keeps in PROOFS:
        return Rank("construction", f"each edit proves itself (`keeps` is {rule.keeps})")
    if rule.literals:
        held = ", ".join(f"`{draw(part)}`" for part in rule.literals[:_SHOWN])
        held += " and others" if len(rule.literals) > _SHOWN else ""
        return Rank("construction", f"each match holds a literal that no prose contains: {held}")
    if rule.argued:
        return Rank("argued", rule.argued)
    return Rank("", f"{count(hits, 'labelled hit')} of {HITS}, no proof and no argument", _ARGUE)


def unearned(rules: Iterable[Rule], figures: Figures) -> Iterator[str]:
    """Yield a line for each safe rule that has not earned its rank: why not, and what to do."""
    for rule in rules:
        earned = rank(rule, figures.rules.get(rule.code))
        if earned and not earned.how:
            yield f"{rule.file}: {rule.code} {rule.name}: not yet safe: {earned.why}; {earned.todo}"


def count(number: int, what: str) -> str:
    """Return a number with its noun: `1 finding`, `2,000 findings`."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _false(measured: Measured | None) -> int:
    if not measured:
        return 0
    return measured.labelled.false + (measured.clean.false if measured.clean else 0)
