from __future__ import annotations

from hypothesis import given
from report_plans import Fix, entry_of, plan_of, random_plans, seed_plan, swap

from cleanup.report.pagedata import described
from cleanup.report.pageitems import items
from cleanup.results import Plan
from cleanup.text.edits import Edit


def test_items_are_numbered_by_place_and_style_comes_last() -> None:
    plan = seed_plan(style=True)
    found = items(plan)
    assert [item.number for item in found] == list(range(1, len(found) + 1))
    codes = [plan.findings[item.findings[0]].code for item in found]
    assert codes[:5] == ["RES002", "POS001", "EDI001", "EDI009", "QUO003"]
    assert [item.style for item in found] == [False] * 5 + [True] * (len(found) - 5)


def test_changes_of_one_fix_are_one_item_of_the_weakest_rank() -> None:
    source = "« un » deux , trois"
    pair = (swap(source, "« un", "“un"), swap(source, "un »", "un”"))
    plan = plan_of(
        source, Fix("AAA001", pair, "unsafe"), Fix("BBB001", (swap(source, "deux ,", "deux,"),))
    )
    first, second = items(plan)
    assert (len(first.changes), first.findings, first.rank) == (2, (0,), "unsafe")
    assert (len(second.changes), second.rank) == (1, "safe")


def offer(start: int, end: int, **more: str) -> Fix:
    return Fix("AAA001", applicability="unsafe", start=start, end=end, suggestion="x", **more)  # type: ignore[arg-type]


def test_rivals_are_offers_that_overlap() -> None:
    plan = plan_of("un deux trois quatre", offer(0, 7), offer(3, 13), offer(8, 13), offer(14, 20))
    assert [item.rivals for item in items(plan)] == [(2,), (1, 3), (2,), ()]


def test_offers_at_one_point_are_rivals_and_what_offers_nothing_is_none() -> None:
    plan = plan_of("un deux", offer(2, 2), offer(2, 2), offer(2, 7), offer(3, 7, held="proof"))
    found = items(plan)
    assert [item.rivals for item in found] == [(2,), (1,), (), ()]
    assert [item.offer for item in found] == [True, True, True, False]


def test_a_finding_about_a_whole_document_is_marked_at_its_head() -> None:
    (item,) = items(plan_of("mot " * 1000, Fix("AAA001", applicability="manual", end=4000)))
    assert (item.start, item.end) == (0, 600)


@given(random_plans())
def test_every_change_has_one_item_and_its_edits_make_the_text(plan: Plan) -> None:
    found = items(plan)
    assert sorted(n for item in found for n in item.changes) == list(range(len(plan.changes)))
    known = list(described(entry_of(plan), found, 0, {}))
    edits = sorted(edit for one in known for edit in one.get("edits", []))  # type: ignore[attr-defined]
    text, at = "", 0
    for start, end, new in edits:
        text += plan.source[at:start] + new
        at = end
    assert text + plan.source[at:] == plan.text


def test_an_insertion_is_an_item_too() -> None:
    (item,) = items(plan_of("un", Fix("AAA001", (Edit(2, 2, "."),))))
    assert (item.start, item.end, item.changes) == (2, 2, (0,))
