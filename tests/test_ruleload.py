"""The loader refuses what is wrong, and says in which file, rule and key."""

from __future__ import annotations

from typing import Any

import pytest

from cleanup.detect.formulas import fault
from cleanup.errors import RuleError
from cleanup.language.packs import load_packs
from cleanup.rule.load import check_unique, make_rules
from cleanup.rule.model import Rule
from cleanup.rule.options import declarations, described
from cleanup.rulebook.check import check_rules
from cleanup.rulebook.library import load_library

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
        pytest.param(
            {"trigger": {"line": True, "ahead": "letter"}}, ["'ahead'", "chars"], id="ahead-line"
        ),
        pytest.param(
            {"trigger": {"chars": "~", "ahead": "word"}}, ["lower", "digit"], id="ahead-word"
        ),
        pytest.param(
            {"trigger": {"chars": "~", "before": "word"}}, ["'before'", "lower"], id="before-word"
        ),
        pytest.param(
            {"trigger": {"chars": "~", "ahead": False}}, ["'ahead'", "lower"], id="ahead-false"
        ),
        pytest.param({"trigger": {"strings": [""]}}, ["a character or more"], id="empty-string"),
        pytest.param(
            {"trigger": {"chars": "~", "back": "word"}}, ["'back'", "line"], id="back-word"
        ),
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


def test_a_rule_for_any_language_takes_the_words_of_one_in_which_its_examples_fire() -> None:
    packs = {**load_packs(), "und": load_library().packs["und"]}
    rule = table(
        pattern=r"~(?= \L<months>)", replace="", bad=[["~ janvier", " janvier"]], good=["~ four"]
    )
    check_rules(make(rule), packs)
    with pytest.raises(RuleError, match="does not fire"):
        check_rules(make({**rule, "bad": [["~ four", " four"]]}), packs)


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


@pytest.mark.parametrize(
    ("option", "said"),
    [
        pytest.param({}, "has no default", id="default"),
        pytest.param(
            {"default": 1, "typ": "list"}, "unknown key 'typ'; did you mean 'type'?", id="key"
        ),
        pytest.param({"default": {}}, "has no type of", id="no-type"),
        pytest.param({"default": 1, "type": "int"}, "has no type of", id="unknown-type"),
        pytest.param({"default": "a", "type": "list"}, "the default must be a list", id="type"),
        pytest.param({"default": [1], "type": "list"}, "must be a list of strings", id="entries"),
        pytest.param({"default": True, "type": "integer"}, "must be a whole number", id="boolean"),
        pytest.param({"default": "a", "choices": ["b"]}, "must be one of b, not 'a'", id="choice"),
        pytest.param({"default": 1, "choices": ["b"]}, "only a string or a list", id="of-number"),
        pytest.param({"default": "a", "choices": "a"}, "'choices' must be a list", id="choices"),
        pytest.param(
            {"default": "a", "choices": ["a"], "unsafe": ["a"]},
            "'a' is no choice beside",
            id="unsafe",
        ),
    ],
)
def test_an_option_that_contradicts_itself_is_refused(option: dict[str, Any], said: str) -> None:
    with pytest.raises(RuleError) as caught:
        check_rules(make(table(options={"x": option})), load_library().packs)
    assert str(caught.value).startswith("house/marks.toml: SEG900: option 'x'")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("default", "kind"),
    [(True, "boolean"), (3, "integer"), (0.5, "number"), ("a", "string"), (["a"], "list")],
)
def test_an_option_has_the_type_of_its_default(default: object, kind: str) -> None:
    option = declarations({"x": {"default": default}})["x"]
    assert (option.type, option.fault(default)) == (kind, "")
    assert option.fault(None) != ""


def test_a_number_may_be_whole() -> None:
    option = declarations({"x": {"default": 0.5}})["x"]
    assert (option.fault(2), option.fault("2") != "", option.fault(True) != "") == ("", True, True)


def test_every_option_that_ships_is_described_and_right() -> None:
    for rule in load_library().rules:
        for name, option in declarations(rule.declared, rule.code).items():
            assert option.help, (rule.code, name)
            assert described(option).endswith(option.help)
            if option.type == "formulas":
                assert not [f for f in option.default if fault(f)], (rule.code, name)


@pytest.mark.parametrize("formula", ["{any} is here", "{title}", "({site}|read) more"])
def test_a_formula_begins_with_what_can_be_looked_for(formula: str) -> None:
    """It is looked for by its first word: what may begin with any is found in hardly a line."""
    assert fault(formula) == "begins with no word that could be looked for"


@pytest.mark.parametrize("formula", ["{n} comments", "(© |read) more", "📷 {title}"])
def test_a_formula_may_begin_with_a_number_or_a_sign(formula: str) -> None:
    assert fault(formula) == ""
