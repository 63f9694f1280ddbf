"""`cleanup eval`: how well the rules do on labelled texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleanup.cli.declare import arguments, switch, value
from cleanup.cli.streams import emit, say
from cleanup.errors import ConfigError, FileError
from cleanup.start.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleanup.evaluate import Item, Planner
    from cleanup.results import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Eval:
    """The options of `cleanup eval`."""

    data: tuple[str, ...] = arguments(
        metavar="DATA", required=True, help="Labelled texts: .jsonl files, or folders of them."
    )
    save: str | None = value(
        "--save", metavar="FILE", help="Keep what became of each labelled place."
    )
    against: str | None = value(
        "--against", metavar="FILE", help="Name all that was gained and lost since a --save."
    )
    holdout: bool = switch("--holdout", help="Judge the third that is held out, alone.")
    tuning: bool = switch("--tuning", help="Judge the two thirds that are not held out.")
    floor: str | None = value(
        "--floor", metavar="FILE", help="Exit 1 if a figure is worse than this file allows."
    )
    save_floor: str | None = value(
        "--save-floor", metavar="FILE", help="Write the figures as a floor for --floor."
    )


def eval(options: Eval) -> int:
    """Print the tables of an evaluation; return 1 below the floor. Raises CleanupError."""
    from cleanup.evaluate import compare, evaluate, gate, read_floor, read_items, render, save
    from cleanup.evaluate import save_floor as write_floor

    if options.holdout and options.tuning:
        raise ConfigError("--holdout: cannot be given together with --tuning")
    floor = read_floor(options.floor) if options.floor else {}
    items = _part(options, read_items(options.data))
    evaluation = evaluate(items, _planner())
    emit(render(evaluation))
    if options.against:
        lines = compare(evaluation, options.against) or ["nothing gained and nothing lost"]
        emit("\n" + "".join(f"{line}\n" for line in lines))
    if options.save:
        save(evaluation, options.save)
    if options.save_floor:
        write_floor(evaluation, options.save_floor)
    failing = gate(evaluation, floor)
    for line in failing:
        say(f"below the floor: {line}")
    return 1 if failing else 0


def _part(options: Eval, items: Sequence[Item]) -> Sequence[Item]:
    from cleanup.evaluate import holdout

    if options.holdout or options.tuning:
        items = holdout(items, options.holdout)
    if not items:
        raise FileError(f"{', '.join(options.data)}: there are no labelled texts")
    return items


def _planner() -> Planner:
    from cleanup.engine.settling import SAFE, UNSAFE, plan
    from cleanup.rulebook.library import load_rulebook
    from cleanup.text.document import Document

    rulebook = load_rulebook()

    def both(text: str, language: str) -> tuple[Plan, Plan]:
        document = Document.of(text)
        return (
            plan(document, rulebook, SAFE, language),
            plan(document, rulebook, UNSAFE, language),
        )

    return both
