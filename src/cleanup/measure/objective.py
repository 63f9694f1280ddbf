"""What a set of weights is worth on one labelled or clean text, in points.

Exact repairs and places found count for, wrong changes and alarms on correct text count many times
against: the product lives by what it leaves alone.
"""

from __future__ import annotations

from cleanup.engine.settling import SAFE, UNSAFE, plan
from cleanup.evaluation.corpus import Item, Repair
from cleanup.evaluation.outcome import overlaps, strong
from cleanup.evaluation.places import judge_places
from cleanup.results import Plan
from cleanup.rulebook.table import Rulebook
from cleanup.text.document import Document

# Families of damage that the weights decide about, by how their names begin.
FAMILIES = ("quote_", "possessive_", "editorial_bracket_", "stranded_")
EXACT = 1.0
FOUND = 0.5
OFFERED = 0.5
OFFERED_OTHERWISE = -0.5
WRONG = -20.0
ALARM = -5.0


def worth(item: Item, rulebook: Rulebook) -> float:
    """Return the points of one text under the weights of a rulebook."""
    if not isinstance(item, Repair):
        found = plan(Document.of(item.text), rulebook, SAFE, item.lang)
        alarms = sum(strong(finding) for finding in found.findings)
        return WRONG * len(found.changes) + ALARM * alarms
    safe = plan(Document.of(item.input), rulebook, SAFE, item.lang)
    return _repaired(item, safe) + _offered(item, rulebook)


def _repaired(item: Repair, safe: Plan) -> float:
    places = judge_places(item.input, item.edits, safe.changes, ("safe",))
    points = WRONG * len(places.outside)
    for gold, fate in zip(item.edits, places.fates, strict=True):
        if gold.tier == "safe" and fate == "fixed":
            points += EXACT * gold.family.startswith(FAMILIES)
        elif fate != "same":
            points += WRONG
    strongs = [finding for finding in safe.findings if strong(finding)]
    for span in item.spans:
        if span.family.startswith(FAMILIES):
            points += FOUND * any(overlaps(finding, span) for finding in strongs)
    return points


def _offered(item: Repair, rulebook: Rulebook) -> float:
    """Return the points of what is offered; only where something is to be offered."""
    own = [g.tier == "unsafe" and g.family.startswith(FAMILIES) for g in item.edits]
    if not any(own):
        return 0.0
    every = plan(Document.of(item.input), rulebook, UNSAFE, item.lang)
    places = judge_places(item.input, item.edits, every.changes, ("safe", "unsafe"))
    points = {"fixed": OFFERED, "same": 0.0, "other": OFFERED_OTHERWISE}
    return sum(points[fate] for mine, fate in zip(own, places.fates, strict=True) if mine)
