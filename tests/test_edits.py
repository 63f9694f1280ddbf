"""The piece table: whatever edits come, the pieces spell the text and the changes undo it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cleanup.text.edits import (
    Edit,
    Kept,
    Made,
    Piece,
    apply,
    changes,
    invert,
    onward,
    outward,
    revise,
    trim,
)


def spelled(pieces: list[Piece], source: str) -> str:
    return "".join(p.text if isinstance(p, Made) else source[p.start : p.end] for p in pieces)


@st.composite
def rounds(draw: st.DrawFn) -> tuple[str, list[list[tuple[int, int, str]]]]:
    source = draw(st.text("abc ", max_size=12))
    plan = draw(
        st.lists(
            st.lists(st.tuples(st.integers(0, 14), st.integers(0, 4), st.text("abX", max_size=3))),
            max_size=4,
        )
    )
    return source, plan


def legal(raw: list[tuple[int, int, str]], text: str) -> list[Edit]:
    """Return the edits that trimming leaves, in order, none overlapping or at the same point."""
    kept: list[Edit] = []
    for start, length, new in sorted(raw):
        end = min(len(text), start + length)
        if start > len(text):
            continue
        edit = trim(Edit(start, end, new), text)
        if edit.start == edit.end and not edit.new:
            continue
        if kept and (edit.start < kept[-1].end or edit.start == kept[-1].start):
            continue
        if kept and edit.start == edit.end == kept[-1].end:
            continue
        kept.append(edit)
    return kept


@given(rounds())
def test_pieces_spell_the_text_and_changes_undo_it(
    case: tuple[str, list[list[tuple[int, int, str]]]],
) -> None:
    source, plan = case
    text = source
    pieces: list[Piece] = [Kept(0, len(source))] if source else []
    number = 0
    for raw in plan:
        edits = legal(raw, text)
        pieces = revise(pieces, [(e, frozenset({number + k})) for k, e in enumerate(edits)], text)
        number += len(edits)
        text = apply(text, edits)
        assert spelled(pieces, source) == text
    made = changes(pieces, source)
    assert apply(source, [Edit(c.start, c.end, c.new) for c in made]) == text
    back = invert(made)
    assert apply(text, [Edit(c.start, c.end, c.new) for c in back]) == source
    assert all(a.end <= b.start for a, b in pairwise(made))
    assert sum(isinstance(p, Made) for p in pieces) == len(made)
    gaps = [p for p in pieces if isinstance(p, Kept)]
    assert all(a.end <= b.start for a, b in pairwise(gaps))


@given(rounds(), st.integers(0, 12), st.integers(0, 6))
def test_spans_round_outward_to_whole_changes(
    case: tuple[str, list[list[tuple[int, int, str]]]], start: int, length: int
) -> None:
    source, plan = case
    edits = legal(plan[0], source) if plan else []
    pieces = revise(
        [Kept(0, len(source))] if source else [],
        [(e, frozenset({k})) for k, e in enumerate(edits)],
        source,
    )
    made = changes(pieces, source)
    text = apply(source, edits)
    start = min(start, len(text))
    end = min(len(text), start + length)
    low, high, _ = outward(pieces, start, end)
    assert 0 <= low <= high <= len(source)
    again, till = onward(made, low, high)
    assert again <= start <= end <= till
    assert not any(c.start < low < c.end or c.start < high < c.end for c in made)


def test_touching_changes_stay_two() -> None:
    pieces = revise([Kept(0, 4)], [(Edit(1, 2, "X"), frozenset({0}))], "abcd")
    pieces = revise(pieces, [(Edit(2, 3, "Y"), frozenset({1}))], "aXcd")
    assert [(c.old, c.new) for c in changes(pieces, "abcd")] == [("b", "X"), ("c", "Y")]


def test_an_edit_of_made_text_belongs_to_that_change() -> None:
    pieces = revise([Kept(0, 3)], [(Edit(1, 2, "[and]"), frozenset({0}))], "abc")
    pieces = revise(pieces, [(Edit(2, 5, "et"), frozenset({1}))], "a[and]c")
    assert [(c.old, c.new, c.fixes) for c in changes(pieces, "abc")] == [
        ("b", "[et]", frozenset({0, 1}))
    ]


def test_two_edits_of_one_made_piece_are_one_change() -> None:
    pieces = revise([Kept(0, 3)], [(Edit(1, 2, "UVW"), frozenset({0}))], "abc")
    edits = [(Edit(1, 2, "x"), frozenset({1})), (Edit(3, 4, "z"), frozenset({2}))]
    pieces = revise(pieces, edits, "aUVWc")
    assert [(c.old, c.new, c.fixes) for c in changes(pieces, "abc")] == [
        ("b", "xVz", frozenset({0, 1, 2}))
    ]
