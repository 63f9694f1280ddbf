"""The figures that must hold: a floor kept in the repository, checked on every change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cleanup.errors import ConfigError, FileError
from cleanup.evaluation.measures import Evaluation
from cleanup.evaluation.strict import figures

if TYPE_CHECKING:
    from os import PathLike

_LOWER_IS_BETTER = ("wrong", "changed", "alarms")
_MEASURES = ("found", "precise", "exact", "offered", *_LOWER_IS_BETTER)


def read_floor(path: str | PathLike[str]) -> dict[str, Any]:
    """Return the floor kept in a `.toml` or `.json` file. Raises `FileError`."""
    import json
    import tomllib
    from pathlib import Path

    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8")
        data: Any = json.loads(text) if file.suffix == ".json" else tomllib.loads(text)
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise FileError(f"{path}: neither TOML nor JSON of a floor: {error}") from error
    if not isinstance(data, dict):
        raise FileError(f"{path}: a floor must be a table of figures")
    return data


def gate(evaluation: Evaluation, floor: Mapping[str, Any]) -> list[str]:
    """Return a line for each figure that is worse than the floor says; empty where all hold.

    Keys are those of `figures`, dots in them or nested tables (`[exact.lang] fr = 95`; the figure
    over all is then `exact.all`). For `wrong`, `changed` and `alarms` the number is the most
    allowed, for the others the least. A figure that the data does not give fails. Raises
    `ConfigError` for a name that is no measure and a value that is no number.
    """
    measured = figures(evaluation)
    failed: list[str] = []
    for name, bound in _flat(floor, ""):
        value = measured.get(name)
        most = name.split(".")[0] in _LOWER_IS_BETTER
        limit = f"{'at most' if most else 'at least'} {bound:g}"
        if value is None:
            # No place of a family or language was seen at all, or nothing was found there:
            # a floor that is not measured does not hold.
            failed.append(f"{name}: not measured, must be {limit}")
        elif value > bound if most else value < bound:
            failed.append(f"{name}: {value:.2f}, must be {limit}")
    return failed


def save_floor(evaluation: Evaluation, path: str | PathLike[str]) -> None:
    """Write the figures of an evaluation as the floor that is to hold from now on.

    Kept are all measures over all and by language, `found` and `exact` by family, in TOML. Raises
    `FileError` if it cannot be written.
    """
    from pathlib import Path

    lines = [f"{name} = {_bound(name, value):g}" for name, value in _kept(figures(evaluation))]
    text = "\n".join(["# Written by `make floor`: what `make eval` must not fall below.", *lines])
    try:
        Path(path).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise FileError(f"{path}: cannot be written: {error.strerror or error}") from error


def _kept(measured: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Yield the figures that belong in a floor, by the names they have in its file."""
    for name, value in sorted(measured.items()):
        measure, _, place = name.partition(".")
        axis = place.partition(".")[0]
        if axis in ("", "lang") or (axis == "family" and measure in ("found", "exact")):
            yield (name if place else f"{name}.all"), value


def _bound(name: str, value: float) -> float:
    """Return a figure with two decimals, rounded to the side on which it holds."""
    from math import ceil, floor

    most = name.partition(".")[0] in _LOWER_IS_BETTER
    # A little slack, or the noise of binary fractions would move a round figure by a step.
    return (ceil(value * 100 - 1e-6) if most else floor(value * 100 + 1e-6)) / 100


def _flat(floor: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, float]]:
    for key, value in floor.items():
        name = f"{prefix}{key}".removesuffix(".all")
        if name.split(".")[0] not in _MEASURES:
            known = ", ".join(_MEASURES)
            raise ConfigError(f"floor: no measure is called '{name}'; there are {known}")
        if isinstance(value, Mapping):
            yield from _flat(value, f"{name}.")
        elif isinstance(value, bool) or not isinstance(value, int | float):
            raise ConfigError(f"floor: '{name}' must be a number, not {value!r}")
        else:
            yield name, float(value)
