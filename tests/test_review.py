"""What a review asks and remembers, without a terminal."""

from __future__ import annotations

from cleanup import plan
from cleanup.decisions.file import Decision, Decisions
from cleanup.decisions.review import Answer, State, can_accept, failed, key_of, like, questions

TEXT = (
    "Les trois candidates , dont une retraitée , sont là.\n\n"
    "Ils ont vanté leurs deux clubs. » la longue rivalité.\n\n"
    "Elles ont salué leurs deux villes. » la vieille amitié."
)
PLAN = plan(TEXT, "fr")
NOBODY = Decisions()


def test_what_is_doubtful_is_asked() -> None:
    asked = questions(PLAN, NOBODY, frozenset())
    assert [f.code for f in asked] == ["POS001", "POS001"]
    assert all(can_accept(f) for f in asked)
    everything = questions(PLAN, NOBODY, frozenset(), everything=True)
    assert [f.code for f in everything] == ["TOK007", "TOK007", "POS001", "POS001"]


def test_what_was_decided_or_left_is_not_asked_again() -> None:
    first, second = questions(PLAN, NOBODY, frozenset())
    decided = Decisions((Decision(*key_of(first), "accept"),))
    assert questions(PLAN, decided, frozenset()) == (second,)
    assert questions(PLAN, NOBODY, frozenset({key_of(second)})) == (first,)


def test_all_of_a_rule() -> None:
    asked = questions(PLAN, NOBODY, frozenset(), everything=True)
    assert like(asked[0], asked) == asked[:2]
    assert like(asked[3], asked[3:]) == asked[3:]


def test_answers_are_undone_one_after_another() -> None:
    first = Answer("a", (("A", "1"), ("A", "2")), "accept")
    second = Answer("b", (("B", "1"),))
    state = State().given(first).given(second)
    assert (state.count("accept"), state.count("reject"), state.count(None)) == (2, 0, 1)
    assert (state.later("b"), state.later("a")) == (frozenset({("B", "1")}), frozenset())
    last, before = state.undone()
    assert (last, before) == (second, State((first,)))
    assert before.undone() == (first, State())
    assert State().undone() == (None, State())


def test_what_was_accepted_and_is_not_applied_failed() -> None:
    asked = questions(PLAN, NOBODY, frozenset(), everything=True)
    decided = [Decision(*key_of(f), "accept") for f in asked]
    assert failed(decided, PLAN) == tuple(decided[2:])
