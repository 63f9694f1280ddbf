"""Sentences that come again: found by numbers in a long text, and by nothing but their words."""

from __future__ import annotations

from array import array
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.detect import recurrence
from cleanup.engine.settling import UNSAFE, plan
from cleanup.rulebook.library import load_rulebook
from cleanup.rulebook.selection import Selection
from cleanup.scan import again as numbers
from cleanup.text.document import Document

SENTENCES = [f"La cloche de la tour numéro {n} a été fondue dans ce bourg." for n in range(6)]


def found(text: str) -> list[tuple[str, int]]:
    book = load_rulebook(Selection(select=("REP",)))
    return [(f.code, f.start) for f in plan(Document.of(text), book, UNSAFE, "fr").findings]


@given(st.lists(st.sampled_from([*SENTENCES, "\n", "\n\n", "Non."]), max_size=12))
def test_a_text_in_pieces_repeats_what_the_whole_does(parts: list[str]) -> None:
    text = " ".join(parts)
    whole = found(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recurrence, "_CHUNK", 70)
        assert found(text) == whole


def test_two_sentences_with_one_number_are_two(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join([*SENTENCES, *SENTENCES[2:4]])
    plain = found(text)
    assert [code for code, _ in plain] == ["REP006", "REP006"]
    monkeypatch.setattr(recurrence, "_CHUNK", 70)
    monkeypatch.setattr(recurrence, "hash", lambda _: 7, raising=False)
    assert found(text) == plain
    assert found(" ".join(SENTENCES)) == []


@pytest.mark.parametrize("space", [" ", "  ", "\u00a0", "\u202f", "\t", "\n  "])
def test_what_comes_again_may_stand_behind_any_space(space: str) -> None:
    filler = " ".join(f"Le pont numéro {n} mène au bourg de la rive." for n in range(100))
    text = f"Il pleut sur le port.{space}{SENTENCES[0]} {filler} Tout va.{space}{SENTENCES[0]}"
    assert [code for code, _ in found(text)] == ["REP006"]


@given(st.lists(st.one_of(st.integers(0, 5), st.integers(-(2**63), 2**63 - 1))), st.booleans())
def test_numbers_that_come_again_are_told_from_the_others(found: list[int], few: bool) -> None:
    twice = {number for number, count in Counter(found).items() if count > 1}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(numbers, "_FEW", 10_000 if few else 0)
        assert numbers.again(array("q", found)) == twice
