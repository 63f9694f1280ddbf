"""The numbers of a rule in words, the same for `cleanup explain` and for its page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleanup.measure.earned import count, rank
from cleanup.measure.figures import form

if TYPE_CHECKING:
    from cleanup.measure.figures import Clean, Figures
    from cleanup.rule.model import Rule


def measured_lines(rule: Rule, figures: Figures) -> Iterator[tuple[str, str]]:
    """Yield label and sentence: how the rank was earned, then what was counted."""
    measured = figures.rules.get(rule.code)
    if measured is None:
        yield "measured", "not yet"
        return
    earned = rank(rule, measured)
    if earned:
        yield "earned", f"{earned.how or 'not yet'}: {earned.why}"
    found = measured.labelled
    texts = f"on {figures.labelled:,} labelled texts"
    if rule.kind == "style":
        yield "labelled", f"{count(found.true, 'damaged place')} found {texts}"
    else:
        true = f"{found.true:,} true ({found.repaired:,} repaired)"
        yield "labelled", f"{true}, {found.false:,} false {texts}"
    if measured.clean is None:
        yield "clean text", "not measured"
        return
    yield "clean text", _clean(rule, measured.clean)
    yield "exposure", f"its trigger stood at {count(measured.clean.exposure, 'other place')} there"


def _clean(rule: Rule, clean: Clean) -> str:
    said = f"{count(clean.fired, 'finding')} in {count(clean.words, 'word')}"
    if clean.fired and rule.kind != "style":
        said += f": {count(clean.right, 'fault')} of the text, {clean.false:,} false"
        if clean.changed:
            wrong = clean.changed - clean.right_changes
            said += f"; {clean.changed:,} changed, {wrong:,} wrongly"
    return said if clean.of == form(rule) else f"{said} (before the rule was last edited)"
