"""Every rule's examples: they are the first tests of a rule, and its documentation."""

from __future__ import annotations

import pytest

from cleanup.detect import DETECTORS
from cleanup.examples import bad_failure, good_failure
from cleanup.rule.model import PHASES, TRIGGERS, Rule
from cleanup.rulebook.library import load_library

RULES = load_library().rules


def cases(kind: str) -> list[object]:
    return [
        pytest.param(rule, example, id=f"{rule.code}-{number}")
        for rule in RULES
        for number, example in enumerate(getattr(rule, kind), 1)
    ]


@pytest.mark.parametrize(("rule", "example"), cases("bad"))
def test_bad_comes_out_with_the_rule_alone(rule: Rule, example: tuple[str, ...]) -> None:
    assert bad_failure(rule, example, alone=True) == ""


@pytest.mark.parametrize(("rule", "example"), cases("bad"))
def test_bad_comes_out_with_all_rules(rule: Rule, example: tuple[str, ...]) -> None:
    assert bad_failure(rule, example, alone=False) == ""


@pytest.mark.parametrize(("rule", "text"), cases("good"))
def test_good_stays_as_it_is(rule: Rule, text: str) -> None:
    assert good_failure(rule, text) == ""


def test_known_misses_are_still_missed() -> None:
    """A miss that is mended becomes a `bad` example."""
    mended = [
        (rule.code, example)
        for rule in RULES
        for example in rule.todo
        if not bad_failure(rule, example, alone=True)
    ]
    assert mended == []


def test_each_mechanism_has_a_rule() -> None:
    kinds = {r.trigger.kind for r in RULES if r.trigger}
    assert kinds >= {"chars", "pairs", "words", "shapes", "line", "start"}
    detectors = {DETECTORS[r.detector].trigger.kind for r in RULES if r.detector}
    # What repeats is found by a detector of its own; the last three are no rule's trigger.
    assert kinds | detectors == {*TRIGGERS, "affixes", "stretch", "holds"} - {"repeat"}
    assert {r.phase for r in RULES} == set(PHASES)
    assert {r.applicability for r in RULES} == {"safe", "unsafe", "manual"}
    assert {r.keeps for r in RULES} >= {
        "words", "letters", "base", "case", "number", "decode", "lexicon", "repeats", "removes"
    }  # fmt: skip
