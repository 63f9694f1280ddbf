from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_plans import Fix, plan_of, random_plans, seed_plan, swap

from cleanup.report.context import Gap, Passage, Same, excerpt, passages
from cleanup.report.words import Swap
from cleanup.results import Plan
from cleanup.text.edits import Edit


def drawn(passage: Passage) -> str:
    shown = []
    for part in passage.parts:
        if isinstance(part, Gap):
            shown.append("[…]")
        else:
            shown.append(part.text if isinstance(part, Same) else f"<{part.old}|{part.new}>")
    return "".join(shown)


def test_only_changed_paragraphs_are_shown() -> None:
    source = "Un.\n\nDeux mots.\n \t\nTrois."
    plan = plan_of(source, Fix("AAA001", (swap(source, "mots", "mats"),)))
    assert [drawn(p) for p in passages(plan, [0])] == ["Deux <mots|mats>."]


def test_a_removal_over_blank_lines_joins_its_paragraphs() -> None:
    source = "Un.\n\nDeux.\n\nTrois."
    plan = plan_of(source, Fix("AAA001", (Edit(3, 10, ""),)))
    assert [drawn(p) for p in passages(plan, [0])] == ["Un.<\n\nDeux.|>"]


def test_a_passage_needs_a_wanted_change_and_shows_all() -> None:
    source = "a b\n\nc d"
    fixes = [Fix("AAA001", (Edit(n, n + 1, "x"),)) for n in (0, 2, 5)]
    plan = plan_of(source, *fixes)
    assert [p.changes for p in passages(plan, [1])] == [(0, 1)]


def test_a_long_paragraph_is_cut_to_sentences() -> None:
    filler = "Voici une phrase de plus qui ne change pas. " * 20
    source = f"{filler}Le mot tres rare. {filler}Un autre mto ici. {filler}"
    fixes = [
        Fix("AAA001", (swap(source, "tres", "très"),)),
        Fix("AAA002", (swap(source, "mto", "mot"),)),
    ]
    (passage,) = passages(plan_of(source, *fixes), [0, 1])
    assert drawn(passage) == ("[…]Le mot <tres|très> rare. […]Un autre <mto|mot> ici. […]")


def test_a_long_paragraph_without_sentences_is_cut_at_words() -> None:
    words = "mot " * 400
    source = f"{words}tres {words}"
    (passage,) = passages(plan_of(source, Fix("A1", (swap(source, "tres", "très"),))), [0])
    shown = drawn(passage)
    assert len(shown) < 600
    assert set(shown.replace("[…]", " ").split()) == {"mot", "<tres|très>"}


def test_the_flags_tell_which_end_a_change_touches() -> None:
    source = "aa bb cc"
    (passage,) = passages(plan_of(source, Fix("A1", (swap(source, "bb", "dd"),))), [0])
    same = [p for p in passage.parts if isinstance(p, Same)]
    assert [(p.head, p.tail) for p in same] == [(False, True), (True, False)]


@given(random_plans("ab. \n", 80))
def test_parts_hold_each_swap_once_and_whole_paragraphs(plan: Plan) -> None:
    found = passages(plan, range(len(plan.changes)))
    held = [n for p in found for s in p.parts if isinstance(s, Swap) for n in s.changes]
    assert held == list(range(len(plan.changes)))
    at = 0
    for passage in found:
        old = "".join(
            p.text if isinstance(p, Same) else p.old
            for p in passage.parts
            if not isinstance(p, Gap)
        )
        place = plan.source.find(old, at)
        assert place >= 0
        at = place + len(old)


def test_an_excerpt_is_the_sentence() -> None:
    text = "Avant. M. Roy a dit oui. Après.\n\nAutre."
    found = excerpt(text, text.index("oui"), text.index("oui") + 3)
    assert (found.before.endswith("a dit "), found.place, found.after) == (True, "oui", ". ")
    assert (found.cut_before, found.cut_after) == (True, True)


def test_an_excerpt_of_the_seed_spells_its_place() -> None:
    plan = seed_plan()
    for finding in plan.findings:
        found = excerpt(plan.text, finding.out_start, finding.out_end)
        assert found.place == plan.text[finding.out_start : finding.out_end]
        assert found.before + found.place + found.after in plan.text
        assert "\n\n" not in found.before + found.after


@pytest.mark.parametrize("between", ["\n", ". "])
def test_a_page_without_blank_lines_is_parted_at_lines_or_sentences(between: str) -> None:
    source = between.join(f"Mot {n} , fin" for n in range(200))
    fixes = [
        Fix("AAA001", (Edit(at, at + 1, ""),))
        for at in range(len(source))
        if source.startswith(" ,", at)
    ]
    found = passages(plan_of(source, *fixes), range(len(fixes)))
    assert [len(p.changes) for p in found] == [40] * 5
    assert "".join(source[p.start : p.end] for p in found) == source
    assert drawn(found[1]).startswith("Mot 40< |>, fin")


def test_places_without_a_change_are_shown_too() -> None:
    source = "Un.\n\nDeux.\n\nTrois."
    plan = plan_of(source, Fix("AAA001", (swap(source, "Un", "Uns"),)))
    found = passages(plan, [], [(5, 9)])
    assert [(drawn(p), p.changes) for p in found] == [("Deux.", ())]
    assert found[0].parts == (Same("Deux."),) and found[0].start == 5


@given(random_plans(), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_passages_are_apart_and_in_order(plan: Plan, spans: list[tuple[int, int]]) -> None:
    size = len(plan.source)
    asked = {(min(a, b, size), min(max(a, b), size)) for a, b in spans}
    found = passages(plan, range(len(plan.changes)), asked)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for start, end in asked:
        assert any(p.start <= start and end <= p.end for p in found)
    for passage in found:
        shown = [p for p in passage.parts if not isinstance(p, Gap)]
        for part in shown:
            text = part.text if isinstance(part, Same) else part.old
            assert plan.source.startswith(text, part.start)
