"""The penalties of a run as text, as JSON and as JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cleanup.report.jsonreport import dumped
from cleanup.score import NAME, PER, Penalty, Scored, Scores
from cleanup.version import __version__

if TYPE_CHECKING:
    from cleanup.report.screen import Line

SCHEMA = 1
SMALL = "too small to score"

Row = tuple[str, ...]


def text(scores: Scores, *, colour: bool = False) -> str:
    """Return the penalties for a reader: documents, the pool, dimensions, what can be seen."""
    from cleanup.report.screen import paint, table

    metrics = sorted(scores.correlations)
    rows = [("document", "before", "after", "words", *metrics)]
    rows += [_row(one, metrics) for one in scores.documents]
    total = scores.total
    if len(scores.documents) > 1:
        rows.append(("all together", *_rates(total), *("" for _ in metrics)))
    lines = [
        [(f"{NAME}: expected points for {PER:,} words, before and after `cleanup fix`", "")],
        [],
        *table(rows, 3 + len(metrics)),
        [],
        *(_by_dimension(total) if total.before and not total.is_small else ()),
        *([(line, "")] for line in (*_correlations(scores), *_sight(scores))),
    ]
    return paint(lines, colour)


def _row(one: Scored, metrics: Sequence[str]) -> Row:
    others = (f"{one.others[m]:g}" if m in one.others else "" for m in metrics)
    name = f"{one.path} ({SMALL})" if one.penalty.is_small else one.path
    return (name, *_rates(one.penalty), *others)


def _rates(penalty: Penalty) -> Row:
    rates = (penalty.rate(penalty.before), penalty.rate(penalty.after))
    return (*("–" if rate is None else f"{rate:.1f}" for rate in rates), f"{penalty.words:,}")


def _by_dimension(total: Penalty) -> list[Line]:
    from cleanup.report.screen import table

    return [*table(_dimensions(total), 2), []]


def _dimensions(total: Penalty) -> list[Row]:
    """Return a row for each dimension that has points, the worst first."""
    rows: list[Row] = [("dimension", "before", "after")]
    for name in sorted(total.before, key=lambda d: (-total.before[d], d)):
        rates = (total.rate(points, name) or 0.0 for points in (total.before, total.after))
        rows.append((name, *(f"{rate:.1f}" for rate in rates)))
    return rows


def _correlations(scores: Scores) -> Iterator[str]:
    for metric, (count, value) in scores.correlations.items():
        none = "no rank correlation (too few, or all alike)"
        said = none if value is None else f"rank correlation {value:+.2f}"
        yield f"{metric}: {count} documents with both numbers, {said}"


def _sight(scores: Scores) -> Iterator[str]:
    """Say which part of MQM is seen: what no rule looks for cannot count."""
    if scores.correlations:
        yield ""
    seen = sum(len(types) for types, _ in scores.sight.values())
    every = seen + sum(len(types) for _, types in scores.sight.values())
    yield f"The rules can see something of {seen} of the {every} types of MQM, and of no other:"
    for dimension, (types, others) in scores.sight.items():
        unseen = f"; not {', '.join(others)}" if others and types else ""
        yield f"  {dimension}: {', '.join(types) or 'nothing'}{unseen}"


def as_json(scores: Scores, errors: Sequence[str] = ()) -> str:
    """Return the penalties as one JSON object, described in docs/score.md."""
    report = {
        "schema": SCHEMA,
        "version": __version__,
        "name": NAME,
        "per_words": PER,
        "documents": [_document(one) for one in scores.documents],
        "total": _penalty(scores.total),
        "sight": {d: {"seen": s, "unseen": u} for d, (s, u) in scores.sight.items()},
        "others": {
            metric: {"documents": count, "rank_correlation": value}
            for metric, (count, value) in scores.correlations.items()
        },
        "errors": list(errors),
    }
    return dumped(report, 2) + "\n"


def as_lines(scores: Scores, errors: Sequence[str] = ()) -> str:
    """Return a line of JSON for each document, then one for each error."""
    lines = [*map(_document, scores.documents), *({"error": error} for error in errors)]
    return "".join(dumped(line, None) + "\n" for line in lines)


def _document(one: Scored) -> dict[str, Any]:
    return {
        "path": one.path,
        "language": one.language,
        **_penalty(one.penalty),
        "findings": one.findings,
        "left": one.left,
        "others": dict(sorted(one.others.items())),
    }


def _penalty(penalty: Penalty) -> dict[str, Any]:
    """Return a penalty: rates for 1,000 words (null where it is too small), and plain points."""
    names = sorted({*penalty.before, *penalty.after})
    return {
        "words": penalty.words,
        "before": _rounded(penalty.rate(penalty.before)),
        "after": _rounded(penalty.rate(penalty.after)),
        "points": {
            "before": _rounded(sum(penalty.before.values())),
            "after": _rounded(sum(penalty.after.values())),
        },
        "dimensions": {
            name: {
                "before": _rounded(penalty.rate(penalty.before, name)),
                "after": _rounded(penalty.rate(penalty.after, name)),
            }
            for name in names
        },
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)
