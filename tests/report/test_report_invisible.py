from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.report.invisible import draw, glyph, is_hostile, one_line, pieces


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u00a0b", "a⍽b"),
        ("a\u202fb", "a⸱b"),
        ("a  b", "a··b"),
        (" ", "·"),
        (" a b ", "·a b·"),
        ("a\u200bb", "a<U+200B>b"),
        ("a\tb\n", "a⇥b⏎"),
        ("\x1b[31m", "<U+001B>[31m"),
        ("\ufe0f\u00ad\ufeff", "<U+FE0F><U+00AD><U+FEFF>"),
        ("\ud800", "<U+D800>"),
        ("l’été à Œuvre", "l’été à Œuvre"),
    ],
)
def test_everything_unseen_is_drawn_in_a_change(text: str, shown: str) -> None:
    assert draw(text) == shown


@pytest.mark.parametrize(
    ("head", "tail", "shown"),
    [
        (False, False, "\u00a0a\u00a0b  c\u202f"),
        (True, False, "⍽a\u00a0b  c\u202f"),
        (False, True, "\u00a0a\u00a0b  c⸱"),
    ],
)
def test_context_is_drawn_only_where_a_change_touches_it(
    head: bool, tail: bool, shown: str
) -> None:
    parts = pieces("\u00a0a\u00a0b  c\u202f", changed=False, head=head, tail=tail)
    assert "".join(p if isinstance(p, str) else p.mark for p in parts) == shown


def test_one_space_beside_a_change_is_plain_and_two_are_drawn() -> None:
    assert pieces(" a", changed=False, head=True) == [" a"]
    assert [
        p if isinstance(p, str) else p.mark for p in pieces("  a", changed=False, head=True)
    ] == [
        "·",
        "·",
        "a",
    ]


@given(st.text(), st.booleans(), st.booleans(), st.booleans())
def test_pieces_spell_the_text(text: str, changed: bool, head: bool, tail: bool) -> None:
    parts = pieces(text, changed=changed, head=head, tail=tail)
    assert "".join(p if isinstance(p, str) else p.char for p in parts) == text


@given(st.text(st.characters(codec=None, categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Lu"])))
def test_one_line_is_one_line_and_harmless(text: str) -> None:
    shown = one_line(text)
    assert not any(is_hostile(c) for c in shown)
    assert len(shown.splitlines()) <= 1


@pytest.mark.parametrize(
    ("char", "title"),
    [("\u00a0", "no-break space"), ("\x1b", "escape"), ("\u200b", "zero width space")],
)
def test_a_glyph_names_its_character(char: str, title: str) -> None:
    found = glyph(char)
    assert found is not None
    assert found.title == title
