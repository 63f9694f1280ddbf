"""Scores that others gave to the documents of a run (quality estimation), beside our own.

JSON Lines: `{"path": "a.txt", "score": 0.81, "metric": "name"}`; other keys are left alone. What
the numbers mean is the business of whoever gave them.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cleanup.errors import FileError

if TYPE_CHECKING:
    from cleanup.score import Scored

DEFAULT = "qe"  # the metric of a line that names none
FEWEST = 5  # documents under which a correlation says nothing

Given = Mapping[str, Mapping[str, float]]


def read_scores(path: str, data: bytes) -> dict[str, dict[str, float]]:
    """Return the scores by absolute path of the document and by metric.

    Raises FileError, naming file and line, for a line that is wrong or says the same twice.
    """
    found: dict[str, dict[str, float]] = {}
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        document, metric, score = _line(line, f"{path}:{number}")
        scores = found.setdefault(document, {})
        if metric in scores:
            raise FileError(f"{path}:{number}: a second score of {metric!r} for this document")
        scores[metric] = score
    return found


def _line(line: bytes, where: str) -> tuple[str, str, float]:
    try:
        said: Any = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise FileError(f"{where}: is no JSON: {reason}") from error
    if not isinstance(said, dict):
        raise FileError(f'{where}: must be an object such as {{"path": "a.txt", "score": 0.8}}')
    document, score, metric = said.get("path"), said.get("score"), said.get("metric", DEFAULT)
    if not isinstance(document, str) or not document:
        raise FileError(f"{where}: 'path' must be the path of a document, not {document!r}")
    if isinstance(score, bool) or not isinstance(score, int | float) or not math.isfinite(score):
        raise FileError(f"{where}: 'score' must be a number, not {score!r}")
    if not isinstance(metric, str) or not metric:
        raise FileError(f"{where}: 'metric' must be a name, not {metric!r}")
    return key_of(document), metric, float(score)


def key_of(path: str) -> str:
    """Return what a path goes by: absolute, from the working directory."""
    return os.path.abspath(path)  # noqa: PTH100


def correlate(documents: Iterable[Scored]) -> dict[str, tuple[int, float | None]]:
    """Return for each metric on how many documents both numbers are known, and how they agree.

    That is Spearman's rank correlation of the penalty before fixing with the score, -1 to 1; None
    on few documents, or where all have the same number.
    """
    pairs: dict[str, list[tuple[float, float]]] = {}
    for one in documents:
        rate = one.penalty.rate(one.penalty.before)
        for metric, score in one.others.items():
            known = pairs.setdefault(metric, [])
            if rate is not None:
                known.append((rate, score))
    return {metric: (len(known), spearman(known)) for metric, known in sorted(pairs.items())}


def spearman(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return the rank correlation of pairs of numbers, None where there is none to be had."""
    if len(pairs) < FEWEST:
        return None
    first, second = (_ranks([pair[side] for pair in pairs]) for side in (0, 1))
    middle = (len(pairs) + 1) / 2
    both = sum((a - middle) * (b - middle) for a, b in zip(first, second, strict=True))
    spreads = (sum((rank - middle) ** 2 for rank in ranks) for ranks in (first, second))
    spread = math.sqrt(math.prod(spreads))
    return both / spread if spread else None


def _ranks(numbers: Sequence[float]) -> list[float]:
    """Return the rank of each number, from 1; equal ones share the middle of theirs."""
    places: dict[float, list[int]] = {}
    for place, number in enumerate(sorted(numbers), 1):
        places.setdefault(number, []).append(place)
    return [sum(places[number]) / len(places[number]) for number in numbers]
