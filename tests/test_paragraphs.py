"""Paragraphs and sentences: where one ends, whatever the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.text.paragraphs import inked, paragraphs, sentence_around, sentence_ends

LONG = "Une ligne bien plus longue que celles d’un texte que l’on a coupé à la main. " * 2
TEXTS = st.text("ab.« »!\n \u00a0", max_size=80)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("\n\n\n", [], id="blank"),
        pytest.param("un", ["un"], id="one"),
        pytest.param("un\ndeux", ["un\ndeux"], id="wrapped"),
        pytest.param("un\n\ndeux", ["un", "deux"], id="blank-line"),
        pytest.param("un\n \t\u00a0\n\ndeux\n", ["un", "deux"], id="line-of-spaces"),
        pytest.param(f"{LONG}\n{LONG}", [LONG, LONG], id="a-line-each"),
        pytest.param(f"un\n{LONG}\ndeux", ["un", LONG, "deux"], id="beside-a-long-line"),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in paragraphs(text)] == expected


@settings(deadline=None)
@given(st.one_of(TEXTS, st.lists(st.sampled_from([LONG, "un", ""])).map("\n".join)))
def test_nothing_but_white_space_stands_between_paragraphs(text: str) -> None:
    spans = paragraphs(text)
    assert all(start < end for start, end in spans)
    assert all(a[1] < b[0] for a, b in pairwise(spans))
    borders = [0, *(at for span in spans for at in span), len(text)]
    assert not any(text[a:b].strip() for a, b in zip(borders[::2], borders[1::2], strict=True))


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("Un mot. Deux mots. Trois.", "Deux", "Deux mots."),
        ("Un mot. Deux mots. Trois.", "Un", "Un mot."),
        ("Un mot. Deux mots. Trois.", "mots. Tr", "Deux mots. Trois."),
        ("« Un mot. » Deux mots", "Deux", "Deux mots"),
        ("Il vit à 3.5 km. Ici", "km", "Il vit à 3.5 km."),
        ("Un mot ! « Deux » ? Trois", "Deux", "« Deux » ?"),
    ],
)
def test_sentences(text: str, part: str, expected: str) -> None:
    start = text.index(part)
    whole = (0, len(text))
    low, high = sentence_around(
        text, (start, start + len(part)), whole, sentence_ends(text, *whole)
    )
    assert text[low:high] == expected


@settings(deadline=None)
@given(TEXTS, st.integers(0, 80), st.integers(0, 9))
def test_the_sentences_hold_the_span(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(len(text), start + length)
    whole = (0, len(text))
    low, high = sentence_around(text, (start, end), whole, sentence_ends(text, *whole))
    assert 0 <= low <= start <= end <= high <= len(text)


@given(TEXTS)
def test_what_is_inked_is_what_stripping_leaves(text: str) -> None:
    start, end = inked(text)
    assert text[start:end] == text.strip()
    assert end == len(text.rstrip())
