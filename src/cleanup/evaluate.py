"""How well the tool does on labelled texts: one judgement, its tables, what changed since.

The planner is passed in, so nothing here knows the engine:

    items = read_items(["corpus/devset"])
    print(render(evaluate(items, planner)))
"""

from __future__ import annotations

from collections.abc import Sequence

from cleanup.evaluation.corpus import Clean, Item, Repair, holdout, read_items
from cleanup.evaluation.floor import gate, read_floor, save_floor
from cleanup.evaluation.measures import SET_ASIDE, Evaluation, Planner, Wrong, judge
from cleanup.evaluation.record import Record, compare, read_record, save
from cleanup.evaluation.reference import expected_line, reference_tables
from cleanup.evaluation.strict import figures, strict_tables, wrong_lines
from cleanup.evaluation.tables import Table, draw

__all__ = [
    "Clean",
    "Evaluation",
    "Item",
    "Planner",
    "Record",
    "Repair",
    "Table",
    "Wrong",
    "compare",
    "evaluate",
    "figures",
    "gate",
    "holdout",
    "read_floor",
    "read_items",
    "read_record",
    "render",
    "save",
    "save_floor",
    "tables",
]


def evaluate(items: Sequence[Item], planner: Planner) -> Evaluation:
    """Run a planner on labelled items and return the verdicts.

    `planner(text, lang)` returns the plan of the safe fixes and the plan of all fixes offered;
    it is called again on what it made, to see whether that settles. Findings are those of the
    safe plan, applied and left. Raises what the planner raises.
    """
    return judge(items, planner)


def tables(evaluation: Evaluation) -> list[Table]:
    """Return all tables as data: those of the reference scorer first, then the strict ones."""
    return [*reference_tables(evaluation), *strict_tables(evaluation)]


def render(evaluation: Evaluation) -> str:
    """Return the tables as Markdown, with every thing done wrong named (the first forty)."""
    strict = strict_tables(evaluation)
    wrongs = wrong_lines(evaluation)
    parts = [
        f"items: {len(evaluation.repairs)} repair, {len(evaluation.cleans)} clean",
        *map(draw, reference_tables(evaluation)),
        expected_line(evaluation),
        *map(draw, strict),
        f"Set aside in the strict measures: {SET_ASIDE}, a matter of style."
        " The tables before them count it.",
        "\n".join(wrongs),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"
