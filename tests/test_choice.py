"""Who is taken where several want one place, and who keeps quiet."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.detect.candidates import Candidate
from cleanup.engine.choice import choose, heard
from cleanup.rule.model import PHASES
from cleanup.text.edits import Edit
from rulesets import make_rule


def want(
    code: str,
    start: int,
    end: int,
    *,
    phase: str = "words",
    confidence: float = 1.0,
    silences: tuple[str, ...] = (),
    mute: bool = False,
) -> Candidate:
    rule = make_rule("a", "", code=code, phase=phase)
    edits = (Edit(start, end, "x"),)
    return Candidate(rule, start, end, edits, "safe", confidence, silences=silences, mute=mute)


@pytest.mark.parametrize(
    ("candidates", "taken"),
    [
        pytest.param([want("A001", 0, 3), want("B001", 3, 5)], "A001 B001", id="side-by-side"),
        pytest.param([want("A001", 0, 3), want("B001", 2, 6)], "B001", id="longer"),
        pytest.param([want("B001", 0, 3), want("A001", 0, 3)], "A001", id="code"),
        pytest.param(
            [want("A001", 0, 3, confidence=0.5), want("B001", 0, 3)], "B001", id="confidence"
        ),
        pytest.param(
            [want("A001", 0, 9), want("B001", 0, 3, phase="structure")], "B001", id="phase"
        ),
        pytest.param(
            [want("A001", 0, 9, phase="encoding"), want("B001", 0, 3, silences=("C",))],
            "B001",
            id="composite",
        ),
        pytest.param([want("A001", 3, 3), want("B001", 3, 3)], "A001", id="one-point"),
        pytest.param([want("A001", 3, 3), want("B001", 3, 5)], "B001", id="insert-at-start"),
        pytest.param([want("A001", 5, 5), want("B001", 3, 5)], "B001", id="insert-at-end"),
        pytest.param([want("A001", 4, 4), want("B001", 3, 5)], "B001", id="insert-inside"),
        pytest.param(
            [want("A001", 0, 4), want("B001", 3, 9), want("C001", 8, 10)], "B001", id="chain"
        ),
    ],
)
def test_choose(candidates: list[Candidate], taken: str) -> None:
    for order in (candidates, candidates[::-1]):
        assert " ".join(c.rule.code for c in choose(order)) == taken


PLACES = st.tuples(
    st.sampled_from(["A001", "B001", "C001"]),
    st.integers(0, 12),
    st.integers(0, 4),
    st.sampled_from(PHASES),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PLACES, max_size=12))
def test_what_is_taken_never_overlaps_and_what_is_not_would(
    places: list[tuple[str, int, int, str]],
) -> None:
    candidates = [want(c, start, start + size, phase=p) for c, start, size, p in places]
    taken = choose(candidates)
    for a, b in pairwise(taken):
        assert a.end <= b.start and (a.start, a.end) != (b.start, b.end)
    for candidate in candidates:
        if not any(candidate is other for other in taken):
            assert any(
                candidate.start <= other.end and other.start <= candidate.end for other in taken
            )


@pytest.mark.parametrize(
    ("lesser", "speaks"),
    [
        pytest.param(want("QUO001", 4, 5), False, id="inside"),
        pytest.param(want("QUO001", 9, 12), False, id="over-its-end"),
        pytest.param(want("QUO001", 10, 12), True, id="behind"),
        pytest.param(want("QUO001", 10, 10), False, id="inserted-at-its-end"),
        pytest.param(want("QUO002", 4, 5), True, id="other-rule"),
        pytest.param(want("SEG007", 4, 5), False, id="prefix"),
    ],
)
@pytest.mark.parametrize("mute", [False, True], ids=["heard", "mute"])
def test_a_composite_silences_what_it_names(lesser: Candidate, speaks: bool, mute: bool) -> None:
    owner = want("POS001", 2, 10, silences=("QUO001", "SEG"), mute=mute)
    speaks &= not (mute and lesser.rule.code == "QUO002")  # it would have lost the place
    expected = ([] if mute else ["POS001"]) + ([lesser.rule.code] if speaks else [])
    assert [c.rule.code for c in heard([owner, lesser])] == expected


@pytest.mark.parametrize(
    ("other", "speaks"),
    [
        pytest.param(want("TST002", 3, 5), False, id="loses"),
        pytest.param(want("TST002", 4, 9), True, id="longer"),
        pytest.param(want("TST002", 4, 5, phase="markup"), True, id="earlier-phase"),
        pytest.param(want("TST002", 6, 8), True, id="beside"),
        pytest.param(replace(want("TST002", 3, 5), edits=()), True, id="only-reports"),
        pytest.param(replace(want("TST002", 3, 6), edits=()), False, id="reports-the-same-place"),
    ],
)
def test_what_is_mute_owns_its_place(other: Candidate, speaks: bool) -> None:
    mute = want("TST001", 3, 6, mute=True)
    assert [c.rule.code for c in heard([mute, other])] == (["TST002"] if speaks else [])


def test_a_mute_offer_does_not_own_the_place_of_a_safe_repair() -> None:
    mute = replace(want("TST001", 3, 6, mute=True), applicability="unsafe")
    assert len(heard([mute, want("TST002", 3, 5)])) == 1


def test_a_composite_does_not_silence_itself() -> None:
    owner = want("POS001", 2, 10, silences=("POS",))
    assert heard([owner]) == [owner]
