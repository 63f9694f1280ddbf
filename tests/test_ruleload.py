"""The loader refuses what is wrong, and says in which file, rule and key."""

from __future__ import annotations

from typing import Any

import pytest

from cleanup.errors import RuleError
from cleanup.library import load_library
from cleanup.packs import load_packs
from cleanup.rulecheck import check_rules
from cleanup.ruleload import check_unique, make_rules
from cleanup.rules import Rule

FAMILIES = load_library().families


def table(**changes: Any) -> dict[str, Any]:
    good = {
        "code": "SEG900",
        "name": "stray-mark",
        "message": "Stray mark.",
        "why": "For the tests.",
        "mqm": "linguistic-conventions/punctuation",
        "applicability": "safe",
        "trigger": {"chars": "~"},
        "pattern": "~",
        "replace": "",
        "bad": [["a~b", "ab"]],
        "good": ["ab"],
    }
    good.update(changes)
    return {key: value for key, value in good.items() if value is not None}


def make(*tables: dict[str, Any]) -> list[Rule]:
    return make_rules({"rule": list(tables)}, "house/marks.toml", "und", FAMILIES)


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        pytest.param({"patern": "x"}, ["patern", "'pattern'"], id="unknown-key"),
        pytest.param({"good": None}, ["'good' is missing"], id="no-good"),
        pytest.param({"bad": []}, ["'bad' is missing"], id="no-bad"),
        pytest.param({"applicability": "save"}, ["'save'", "'safe'"], id="wrong-choice"),
        pytest.param({"keeps": "word"}, ["'word'", "'words'"], id="wrong-keeps"),
        pytest.param({"code": "XYZ001"}, ["letters of a family"], id="unknown-family"),
        pytest.param({"code": "SEG"}, ["a number"], id="no-number"),
        pytest.param({"trigger": {"char": "~"}}, ["'chars'"], id="unknown-trigger"),
        pytest.param({"trigger": {"pairs": ["abc"]}}, ["two characters"], id="long-pair"),
        pytest.param({"trigger": None}, ["needs a trigger"], id="no-trigger"),
        pytest.param({"replace": None}, ["'replace'"], id="no-repair"),
        pytest.param({"message": 3}, ["'message'"], id="no-string"),
        pytest.param({"detector": "quotations"}, ["either"], id="pattern-and-detector"),
        pytest.param({"bad": [["a~b"]]}, ["shows its repair"], id="bad-without-repair"),
    ],
)
def test_wrong_tables_are_refused(changes: dict[str, Any], parts: list[str]) -> None:
    with pytest.raises(RuleError) as caught:
        make(table(**changes))
    for part in ["house/marks.toml", *parts]:
        assert part in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        pytest.param({"pattern": "(~"}, "compile", id="not-a-pattern"),
        pytest.param(
            {"pattern": "(?:a+)+~", "trigger": {"chars": "a"}}, "inside another", id="nested"
        ),
        pytest.param({"pattern": r"~\s*"}, "cross a line", id="across-lines"),
        pytest.param({"bad": [["ab", "ab"]]}, "does not fire", id="bad-does-not-fire"),
        pytest.param({"trigger": {"chars": "b"}}, "does not fire", id="wrong-trigger"),
        pytest.param({"pattern": r"~\L<month>"}, "month", id="unknown-list"),
    ],
)
def test_rules_that_may_not_run_are_refused(changes: dict[str, Any], part: str) -> None:
    with pytest.raises(RuleError, match="SEG900") as caught:
        check_rules(make(table(**changes)), {**load_packs(), "und": load_library().packs["und"]})
    assert part in str(caught.value)


def test_an_unknown_detector_is_named_with_the_nearest() -> None:
    rule = table(detector="quotation", pattern=None, replace=None, trigger=None)
    with pytest.raises(RuleError, match="'quotations'"):
        check_rules(make(rule), load_library().packs)


def test_a_code_is_taken_once() -> None:
    with pytest.raises(RuleError, match="SEG900: the code is taken"):
        check_unique(make(table(), table(name="other")))


def test_a_right_table_makes_a_rule() -> None:
    (rule,) = make(table())
    assert (rule.code, rule.phase, rule.keeps, rule.severity) == (
        "SEG900", "structure", "words", "warning"
    )  # fmt: skip
