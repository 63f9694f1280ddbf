from __future__ import annotations

import pytest
from hypothesis import given
from report_plans import Fix, plan_of, random_plans

from cleanup.report.words import swaps
from cleanup.results import Plan
from cleanup.text.edits import Edit


@pytest.mark.parametrize(
    ("source", "edits", "shown"),
    [
        ("le tres bon", [(5, 6, "è")], [("tres", "très")]),
        ("A cette", [(0, 1, "À")], [("A", "À")]),
        ("l’ete", [(2, 3, "é"), (4, 5, "é")], [("ete", "été")]),
        ("a\u200bb c", [(1, 2, "")], [("\u200b", "")]),
        ("in@@ ternational", [(2, 5, "")], [("@@ ", "")]),
        ("mott x", [(3, 4, "")], [("mott", "mot")]),
        ("« mot »", [(1, 2, "\u00a0"), (5, 6, "\u00a0")], [(" ", "\u00a0")] * 2),
        ("cafe\u0301 x", [(3, 5, "é")], [("cafe\u0301", "café")]),
        ("motmot ete", [(3, 3, " "), (9, 10, "é")], [("", " "), ("ete", "eté")]),
        ("motmox", [(3, 3, " "), (5, 6, "t")], [("motmox", "mot mot")]),
    ],
)
def test_a_change_shows_whole_words(
    source: str, edits: list[tuple[int, int, str]], shown: list[tuple[str, str]]
) -> None:
    fixes = [Fix("AAA001", (Edit(*edit),)) for edit in edits]
    assert [(s.old, s.new) for s in swaps(plan_of(source, *fixes))] == shown


def test_a_text_without_spaces_is_not_one_word() -> None:
    plan = plan_of("漢" * 200, Fix("AAA001", (Edit(100, 101, "字"),)))
    assert [(s.old, s.new) for s in swaps(plan)] == [("漢", "字")]


def test_a_space_that_became_another_by_convention_is_quiet() -> None:
    style = Fix("STY001", (Edit(1, 2, "\u00a0"),), style=True)
    repair = Fix("REP001", (Edit(3, 4, "\u00a0"),))
    assert [s.quiet for s in swaps(plan_of("« a »", style, repair))] == [True, False]


@given(random_plans("ab ’\u0301\n"))
def test_swaps_take_the_source_to_the_result(plan: Plan) -> None:
    at = 0
    parts: list[str] = []
    for swap in swaps(plan):
        assert swap.start >= at
        assert plan.source[swap.start : swap.end] == swap.old
        parts += [plan.source[at : swap.start], swap.new]
        at = swap.end
    assert "".join([*parts, plan.source[at:]]) == plan.text


@given(random_plans())
def test_each_change_is_in_one_swap(plan: Plan) -> None:
    assert [n for s in swaps(plan) for n in s.changes] == list(range(len(plan.changes)))
