"""How a safe rule earned its rank: by count, by construction, or by an argument; or not yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from cleanup.measure.figures import Measured
    from cleanup.rules import Rule

HITS = 5
# A proof that no correct text passes: what is decoded must be the encoding of something. That the
# words stay or stand twice is no such proof ("nous nous levons" is correct), so a rule that keeps
# `words` or `repeats` needs hits or an argument.
PROOFS = frozenset({"decode"})


@dataclass(frozen=True, slots=True)
class Rank:
    """How a rule came to be safe, and why in one line. `how` is empty where it did not."""

    how: Literal["count", "construction", "argued", ""]
    why: str


def rank(rule: Rule, measured: Measured | None) -> Rank | None:
    """Return how a rule earned `safe`, None for a rule that is not safe or a matter of style."""
    if rule.applicability != "safe" or rule.kind == "style":
        return None
    hits = measured.labelled.repaired if measured else 0
    false = _false(measured)
    if false:
        return Rank("", f"{count(false, 'false finding')} on correct text")
    if hits >= HITS:
        return Rank("count", f"{hits} labelled places found and repaired")
    if rule.keeps in PROOFS:
        return Rank("construction", f"each edit proves itself (`keeps` is {rule.keeps})")
    if rule.argued:
        return Rank("argued", rule.argued)
    return Rank("", f"{count(hits, 'labelled hit')} of {HITS}, no proof and no argument")


def count(number: int, what: str) -> str:
    """Return a number with its noun: `1 finding`, `2,000 findings`."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _false(measured: Measured | None) -> int:
    if not measured:
        return 0
    return measured.labelled.false + (measured.clean.false if measured.clean else 0)
