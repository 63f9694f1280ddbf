"""A snapshot: its paragraphs, and the protected text of the input wherever edits moved it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.text.document import Document, Protected
from cleanup.text.edits import Edit, Kept, trim
from cleanup.text.snapshot import Snapshot

NOTHING = frozenset[str]()


def revised(snapshot: Snapshot, *edits: tuple[int, int, str], first: int = 0) -> Snapshot:
    """Return the snapshot after edits, with fixes numbered from `first`."""
    made = [trim(Edit(*edit), snapshot.text) for edit in edits]
    return snapshot.revised([(e, frozenset({first + n})) for n, e in enumerate(made)])


def test_taking_back_gives_the_input_its_text_again() -> None:
    start = Snapshot.of(Document.of("un deux trois"))
    after = revised(start, (0, 2, "UN"), (8, 13, ""))
    assert after.text == "UN deux "
    kept = after.without(frozenset({1}), ((3, 13),))
    assert (kept.text, kept.frozen) == ("UN deux trois", ((3, 13),))
    assert [(c.old, c.new) for c in kept.changes] == [("un", "UN")]
    assert after.without(frozenset({0, 1}), ()).text == start.text


@settings(max_examples=200, deadline=None)
@given(st.text("ab \n", max_size=20), st.data())
def test_without_all_fixes_it_is_the_input(text: str, data: st.DataObject) -> None:
    snapshot = Snapshot.of(Document.of(text))
    for number in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(snapshot.text)))
        end = data.draw(st.integers(start, len(snapshot.text)))
        edit = trim(Edit(start, end, data.draw(st.text("abX\n", max_size=3))), snapshot.text)
        if edit.new or edit.start < edit.end:
            snapshot = snapshot.revised([(edit, frozenset({number}))])
    fixes = frozenset(n for change in snapshot.changes for n in change.fixes)
    back = snapshot.without(fixes, ())
    assert back.text == text
    assert all(isinstance(piece, Kept) for piece in back.pieces)


def test_no_paragraph_reaches_over_a_border_of_blocks() -> None:
    text = "un\ndeux\n\ntrois"
    one = Snapshot.of(Document(text, ((0, len(text)),)))
    two = Snapshot.of(Document(text, ((0, 2), (3, 7), (9, 14))))
    assert [text[a:b] for a, b in one.paragraphs] == ["un\ndeux", "trois"]
    assert [text[a:b] for a, b in two.paragraphs] == ["un", "deux", "trois"]
    after = revised(two, (0, 0, "zéro "))
    assert [after.text[a:b] for a, b in after.paragraphs] == ["zéro un", "deux", "trois"]


def test_the_paragraph_of_a_place() -> None:
    snapshot = Snapshot.of(Document.of("un\n\ndeux"))
    assert [snapshot.paragraph_number(at) for at in (0, 2, 3, 4, 8)] == [0, 0, 0, 1, 1]
    assert snapshot.paragraph(5) == (4, 8)
    assert Snapshot.of(Document.of("")).paragraph(0) == (0, 0)


@pytest.mark.parametrize(
    ("code", "may", "start", "end", "expected"),
    [
        pytest.param("TOK001", NOTHING, 3, 5, "code", id="inside"),
        pytest.param("TOK001", NOTHING, 0, 3, "", id="before"),
        pytest.param("TOK001", NOTHING, 3, 3, "", id="inserted-at-its-start"),
        pytest.param("TOK001", NOTHING, 4, 4, "code", id="inserted-in-it"),
        pytest.param("TOK001", frozenset({"code"}), 3, 5, "", id="may"),
        pytest.param("TOK001", NOTHING, 8, 9, "suppressed", id="suppressed"),
        pytest.param("TOK002", NOTHING, 8, 9, "", id="other-code"),
        pytest.param("TOK001", NOTHING, 4, 9, "code", id="both"),
        pytest.param("TOK001", frozenset({"code"}), 4, 9, "suppressed", id="both-and-may"),
    ],
)
def test_what_keeps_a_rule_off(
    code: str, may: frozenset[str], start: int, end: int, expected: str
) -> None:
    kept = (Protected(3, 6, "code"), Protected(8, 10, "suppressed", frozenset({"TOK001"})))
    snapshot = Snapshot.of(Document("un mot de plus", ((0, 14),), protected=kept))
    assert snapshot.barred(code, may, start, end) == expected


def test_protected_spans_move_with_the_text() -> None:
    kept = (Protected(3, 6, "code"),)
    after = revised(Snapshot.of(Document("un mot de", ((0, 9),), protected=kept)), (0, 2, "quatre"))
    assert after.text == "quatre mot de"
    assert after.barred("TOK001", NOTHING, 7, 10) == "code"
    assert after.barred("TOK001", NOTHING, 3, 6) == ""


def test_what_edits_make_is_protected_too() -> None:
    snapshot = Snapshot.of(Document.of("voir a@ b.example ici"))
    assert snapshot.protected(0, 20) == []
    after = revised(snapshot, (7, 8, ""))
    assert [p.kind for p in after.protected(0, 20)] == ["email"]


def test_frozen_paragraphs_are_kept_off() -> None:
    snapshot = revised(Snapshot.of(Document.of("un\n\ndeux")), (0, 2, "UNE"))
    frozen = snapshot.without(frozenset(), ((4, 8),))
    assert frozen.barred("TOK001", NOTHING, 5, 7) == "unsettled"
    assert frozen.barred("TOK001", NOTHING, 0, 3) == ""


def test_edges_are_those_of_the_input() -> None:
    snapshot = Snapshot.of(Document("un mot de plus", ((0, 14),), edges=(6,)))
    assert not snapshot.fits([Edit(5, 7, "x")])
    assert snapshot.fits([Edit(3, 6, "x")]) and snapshot.fits([Edit(6, 9, "x")])
    after = revised(snapshot, (0, 2, "quatre"))
    assert not after.fits([Edit(9, 11, "x")]) and after.fits([Edit(5, 7, "x")])


def test_text_may_go_on_both_sides_of_an_edge() -> None:
    snapshot = Snapshot.of(Document("un mot de plus", ((0, 14),), edges=(4, 6, 9)))
    assert snapshot.fits([Edit(5, 7, "")])
    assert not snapshot.fits([Edit(3, 6, "")]), "up to an edge, from across another: not safe"
    assert not snapshot.fits([Edit(0, 5, "")]), "nothing would stay before the edge"
    after = revised(snapshot, (7, 8, "x"))
    assert not after.fits([Edit(5, 8, "")]), "what was made there is not of one side"


def test_long_lines_of_a_block_run_on_where_lines_are_no_paragraphs() -> None:
    text = f"{'mot ' * 40}\nsuite\n\nautre"
    assert len(Snapshot.of(Document(text, ((0, len(text)),))).paragraphs) == 3
    assert len(Snapshot.of(Document(text, ((0, len(text)),), lines=False)).paragraphs) == 2
