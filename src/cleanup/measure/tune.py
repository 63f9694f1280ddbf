"""Tuning the weights of `rules/weights.toml` on labelled texts, by cross-validation.

Settings near the hand-set one are drawn with a fixed seed, and each is tried on all texts. In each
fold the setting is chosen that is best on the other folds, and measured on the texts it has not
seen: what is won there over the hand-set weights is the gain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import sqrt
from random import Random
from statistics import stdev
from typing import TYPE_CHECKING, TypeVar

from cleanup.start.data import dataclass

if TYPE_CHECKING:
    from pathlib import Path

FOLDS = 5
SEED = 20231012
MOST = 4  # weights that one setting changes, at the most
STEP = 2  # how far each of them goes, at the most
GROUPS = ("parse", "early_close", "possessive")
# Limits of the work and of the words that are counted: no matter of evidence.
KEPT = frozenset({"depth", "beyond", "short_words", "long_words"})

Weights = Mapping[str, Mapping[str, int]]
Key = tuple[str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting:
    """Weights that differ from the hand-set ones in `changes`: group, name, new value."""

    changes: tuple[tuple[str, str, int], ...] = ()

    def weights(self, hand: Weights) -> dict[str, dict[str, int]]:
        """Return all weights under this setting."""
        made = {group: dict(table) for group, table in hand.items()}
        for group, name, value in self.changes:
            made[group][name] = value
        return made


@dataclass(frozen=True, slots=True)
class Fold:
    """The texts held out in one fold, the setting chosen on all others, its gain on these."""

    texts: tuple[int, ...]
    chosen: int
    gains: tuple[float, ...]

    @property
    def gain(self) -> float:
        """The points won over the hand-set weights on the held-out texts, together."""
        return sum(self.gains)


@dataclass(frozen=True, slots=True)
class Result:
    """The folds, the setting that is best on all texts, and whether it is worth having."""

    folds: tuple[Fold, ...]
    best: int

    @property
    def gains(self) -> list[float]:
        """The gain on each text, held out."""
        return [gain for fold in self.folds for gain in fold.gains]

    @property
    def gain(self) -> float:
        """The points won on all held-out texts."""
        return sum(self.gains)

    @property
    def error(self) -> float:
        """The standard error of the gain."""
        return error(self.gains)

    @property
    def exceeds(self) -> bool:
        """Whether there is a gain, and more of it than its error."""
        return self.gain > 0 and self.gain > self.error


def error(gains: Sequence[float]) -> float:
    """Return the standard error of the sum of independent gains."""
    return sqrt(len(gains)) * stdev(gains) if len(gains) > 1 else 0.0


def settings(hand: Weights, count: int, seed: int = SEED) -> list[Setting]:
    """Return `count` settings: the hand-set one, each single step from it, then random draws."""
    keys = [(g, name) for g in GROUPS for name in hand.get(g, {}) if name not in KEPT]
    made = [Setting()]
    for key in keys:
        made += [_moved(hand, {key: step}) for step in (-1, 1)]
    random = Random(seed)
    while keys and len(made) < count:
        chosen = random.sample(keys, random.randint(2, min(MOST, len(keys))))
        made.append(_moved(hand, {key: random.choice(_STEPS) for key in chosen}))
    return list(dict.fromkeys(made))[:count]


_STEPS = [step for step in range(-STEP, STEP + 1) if step]


def _moved(hand: Weights, steps: Mapping[Key, int]) -> Setting:
    """Return the setting with each weight moved; none crosses zero, where it would change sides."""
    changes = []
    for (group, name), step in steps.items():
        old = hand[group][name]
        new = max(0, old + step) if old >= 0 else min(0, old + step)
        if new != old:
            changes.append((group, name, new))
    return Setting(tuple(changes))


def folds(families: Sequence[str], count: int = FOLDS, seed: int = SEED) -> list[tuple[int, ...]]:
    """Return the numbers of the texts of each fold, every family spread evenly over them."""
    random = Random(seed)
    order: list[int] = []
    for family in sorted(set(families)):
        own = [number for number, name in enumerate(families) if name == family]
        random.shuffle(own)
        order += own
    return [tuple(sorted(order[first::count])) for first in range(count)]


def cross_validate(worths: Sequence[Sequence[float]], parts: Sequence[tuple[int, ...]]) -> Result:
    """Return what choosing a setting gains on texts it was not chosen by.

    `worths` holds for each setting, the hand-set one first, the points of each text. Of equally
    good settings the first is chosen, so the hand-set weights win a draw.
    """
    whole = [sum(row) for row in worths]
    made = []
    for part in parts:
        rest = [total - sum(row[n] for n in part) for total, row in zip(whole, worths, strict=True)]
        chosen = _first_best(rest)
        gains = tuple(worths[chosen][n] - worths[0][n] for n in part)
        made.append(Fold(part, chosen, gains))
    return Result(tuple(made), _first_best(whole))


def _first_best(points: Sequence[float]) -> int:
    # Sums of many halves are exact; the rounding is for points that are not.
    return max(range(len(points)), key=lambda n: (round(points[n], 6), -n))


def measured(
    texts: Sequence[T], made: Sequence[Setting], worth: Callable[[T, Setting], float]
) -> list[list[float]]:
    """Return the points of each text under each setting."""
    return [[worth(text, setting) for text in texts] for setting in made]


def report(result: Result, made: Sequence[Setting], hand: Weights) -> Iterator[str]:
    """Yield lines that say what was gained: by fold, over all, and whether it is enough."""
    for number, fold in enumerate(result.folds, 1):
        chosen = described(made[fold.chosen], hand)
        gain = f"gain {fold.gain:+.1f} ± {error(fold.gains):.1f}"
        yield f"fold {number}: {len(fold.texts)} texts, {gain}, by {chosen}"
    gain = f"gain {result.gain:+.1f} ± {result.error:.1f} points"
    yield f"all: {len(result.gains)} texts, {len(made)} settings, {gain}"
    yield f"best on all texts: {described(made[result.best], hand)}"
    if result.exceeds:
        yield "The gain exceeds its standard error."
    else:
        yield "The gain does not exceed its standard error: the hand-set weights stay."


def described(setting: Setting, hand: Weights) -> str:
    """Return what a setting changes: `parse.against 6 → 5`."""
    parts = [f"{g}.{name} {hand[g][name]} → {value}" for g, name, value in setting.changes]
    return ", ".join(parts) or "the hand-set weights"


def rewritten(toml: str, setting: Setting) -> str:
    """Return the text of a weights file with the values of a setting; all else stays."""
    lines = toml.split("\n")
    values = {(group, name): value for group, name, value in setting.changes}
    group = ""
    for at, line in enumerate(lines):
        if heading := re.match(r"\[(\w+)\]", line):
            group = heading[1]
        elif (entry := re.match(r"(\w+)( *= *)-?\d+", line)) and (group, entry[1]) in values:
            value = values[group, entry[1]]
            lines[at] = f"{entry[1]}{entry[2]}{value}{line[entry.end() :]}"
    return "\n".join(lines)


def write(path: Path, setting: Setting) -> None:
    """Write the values of a setting into a weights file."""
    path.write_text(rewritten(path.read_text(encoding="utf-8"), setting), encoding="utf-8")
