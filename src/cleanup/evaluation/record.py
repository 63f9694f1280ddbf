"""An evaluation kept on disk, and what was gained and lost since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cleanup.errors import FileError
from cleanup.evaluation.measures import CleanVerdict, Evaluation, RepairVerdict, precise
from cleanup.evaluation.outcome import strong
from cleanup.evaluation.strict import figures
from cleanup.start.data import dataclass

if TYPE_CHECKING:
    from os import PathLike

_SCHEMA = 1
# Better is higher. A place of the wrong wording is worse than one left alone.
_RANK = {"other": 0, "unasked": 0, "missed": 1, "untouched": 1, "offered": 2, "found": 2}
_RANK["exact"] = 2


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of an evaluation.

    `marks` says of each gold span and edit what became of it, `counts` how many things were done
    wrong or falsely found in each text (none is left out), `figures` the measures by name.
    """

    marks: Mapping[str, str]
    counts: Mapping[str, int]
    figures: Mapping[str, float]
    ids: frozenset[str]


def make_record(evaluation: Evaluation) -> Record:
    """Return what is to be kept of an evaluation."""
    verdicts: list[RepairVerdict | CleanVerdict] = [*evaluation.repairs, *evaluation.cleans]
    marks = dict(mark for verdict in evaluation.repairs for mark in _marks(verdict))
    counts = {name: number for v in verdicts for name, number in _counts(v) if number}
    ids = frozenset(verdict.item.id for verdict in verdicts)
    return Record(marks, counts, figures(evaluation), ids)


def save(evaluation: Evaluation, path: str | PathLike[str]) -> None:
    """Write an evaluation as JSON for `compare`. Raises `FileError` if it cannot be written."""
    import json
    from pathlib import Path

    record = make_record(evaluation)
    data = {
        "schema": _SCHEMA,
        "ids": sorted(record.ids),
        "figures": record.figures,
        "marks": record.marks,
        "counts": record.counts,
    }
    try:
        text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        Path(path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise FileError(f"{path}: cannot be written: {error.strerror or error}") from error


def read_record(path: str | PathLike[str]) -> Record:
    """Return what `save` wrote. Raises `FileError` if the file is not readable or not such."""
    import json
    from pathlib import Path

    try:
        data: Any = json.loads(Path(path).read_bytes())
        if data["schema"] != _SCHEMA:
            raise FileError(f"{path}: saved evaluation of another schema: {data['schema']}")
        return Record(
            marks={str(k): str(v) for k, v in data["marks"].items()},
            counts={str(k): int(v) for k, v in data["counts"].items()},
            figures={str(k): float(v) for k, v in data["figures"].items()},
            ids=frozenset(map(str, data["ids"])),
        )
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FileError(f"{path}: not a saved evaluation: {error!r}") from error


def compare(evaluation: Evaluation, saved: Record | str | PathLike[str]) -> list[str]:
    """Return lines that name every gold span, gold edit and text gained and lost since.

    `saved` is a record or the path of one. The main figures come first; texts that only one of
    the two evaluations saw are named and not compared. Empty where nothing differs.
    """
    before = saved if isinstance(saved, Record) else read_record(saved)
    now = make_record(evaluation)
    both = now.ids & before.ids
    lost: list[str] = []
    gained: list[str] = []
    for name, old, new, step in _differences(before, now, both):
        (gained if step > 0 else lost).append(f"{name}: {old} → {new}")
    return [
        *_figure_lines(before, now),
        *(f"lost    {line}" for line in lost),
        *(f"gained  {line}" for line in gained),
        *(f"new     {name}" for name in sorted(now.ids - before.ids)),
        *(f"gone    {name}" for name in sorted(before.ids - now.ids)),
    ]


def _marks(verdict: RepairVerdict) -> Iterator[tuple[str, str]]:
    item = verdict.item
    for span, found in zip(item.spans, verdict.found, strict=True):
        name = f"{item.id} span {span.start}:{span.end} {span.family} ({span.tier})"
        yield name, "found" if found else "missed"
    for gold, fate, offer in zip(item.edits, verdict.fates, verdict.offered, strict=True):
        name = f"{item.id} edit {gold.start}:{gold.end} {gold.family} ({gold.tier})"
        if gold.tier == "safe":
            yield name, {"fixed": "exact", "same": "untouched"}.get(fate, fate)
        elif fate != "same":
            yield name, "unasked"
        else:
            yield name, "offered" if offer == "fixed" else "untouched"


def _counts(verdict: RepairVerdict | CleanVerdict) -> Iterator[tuple[str, int]]:
    name = verdict.item.id
    yield f"{name} wrong", len(verdict.wrongs)
    if isinstance(verdict, CleanVerdict):
        yield f"{name} false findings", len(verdict.alarms)
    else:
        findings = filter(strong, verdict.safe.findings)
        false = sum(not precise(verdict.item, finding) for finding in findings)
        yield f"{name} false findings", false


def _differences(
    before: Record, now: Record, both: frozenset[str]
) -> Iterator[tuple[str, object, object, int]]:
    """Yield name, old, new and whether that is a gain (above zero) or a loss (below)."""
    for name in sorted({*before.marks, *now.marks}):
        old, new = before.marks.get(name, "none"), now.marks.get(name, "none")
        if _id(name) in both and old != new:
            # A gold place that was relabelled since appears as one gone and one come.
            yield name, old, new, _RANK.get(new, 0) - _RANK.get(old, 1) or -1
    for name in sorted({*before.counts, *now.counts}):
        was, is_ = before.counts.get(name, 0), now.counts.get(name, 0)
        if _id(name) in both and was != is_:
            yield name, was, is_, was - is_


def _id(name: str) -> str:
    for kind in (" span ", " edit ", " wrong", " false findings"):
        head, found, _ = name.rpartition(kind)
        if found:
            return head
    return name


def _figure_lines(before: Record, now: Record) -> Iterator[str]:
    for name in sorted(n for n in {*before.figures, *now.figures} if "." not in n):
        old, new = before.figures.get(name), now.figures.get(name)
        if old != new:
            yield f"{name}: {_figure(old)} → {_figure(new)}"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
