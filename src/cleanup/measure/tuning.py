"""`make tune`: what the weights could gain on the development set, and on clean text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from cleanup.detect.marks import FAMILIES
from cleanup.evaluation.corpus import Clean, Item, Repair
from cleanup.locate import rules_folder
from cleanup.measure.objective import worth
from cleanup.measure.tune import (
    Result,
    Setting,
    Weights,
    cross_validate,
    folds,
    measured,
    report,
    settings,
    write,
)
from cleanup.rulebook.library import load_rulebook
from cleanup.start.data import replace

if TYPE_CHECKING:
    from cleanup.measure.texts import Source

LINES = 200  # clean lines that are tried, evenly drawn from those with marks


def tune(items: Sequence[Item], sources: Sequence[Source], tries: int, *, keep: bool) -> list[str]:
    """Return the lines of the report; `keep` writes the weights, if their gain exceeds its error.

    Raises RuleError for wrong rules.
    """
    rulebook = load_rulebook()
    texts = [*filter(_marked, items), *_lines(sources)]
    made = settings(rulebook.weights, tries)
    result = tuned(
        texts, made, lambda item, weights: worth(item, replace(rulebook, weights=weights))
    )
    lines = list(report(result, made, rulebook.weights))
    if keep and result.exceeds:
        write(rules_folder() / "weights.toml", made[result.best])
        lines.append("Written to weights.toml.")
    return lines


def tuned(
    texts: Sequence[Item], made: Sequence[Setting], points: Callable[[Item, Weights], float]
) -> Result:
    """Return what cross-validation over the texts says of the settings."""
    hand = load_rulebook().weights

    def under(item: Item, setting: Setting) -> float:
        return points(item, setting.weights(hand))

    families = [item.family if isinstance(item, Repair) else "clean" for item in texts]
    return cross_validate(measured(texts, made, under), folds(families))


def _marked(item: Item) -> bool:
    """Tell whether a text has quotation marks or brackets: on others no weight has a say."""
    text = item.input if isinstance(item, Repair) else item.text
    return any(mark in text for mark in (*FAMILIES, "["))


def _lines(sources: Sequence[Source]) -> Iterator[Clean]:
    for source in sources:
        lines = [text for text in source.texts if any(mark in text.text for mark in FAMILIES)]
        for text in lines[:: max(1, len(lines) // LINES)][:LINES]:
            name = f"{source.file.name}:{text.place}"
            yield Clean(name, source.file.lang, text.text, "clean text")
