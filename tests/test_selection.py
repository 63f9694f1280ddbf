"""Which rules run, and what is said where a selector means none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cleanup.errors import ConfigError
from cleanup.rulebook.selection import Selection, choose_rules, unfixable
from rulesets import make_rule

RULES = (
    make_rule("!", "", code="QUO001"),
    replace(make_rule(";", "", code="QUO002", applicability="unsafe"), name="lone-mark"),
    replace(make_rule("~", "", code="SEG001"), language="fr"),
    replace(make_rule("~", "", code="SEG002"), status="preview"),
    replace(make_rule("~", "", code="TYP001"), kind="style", styles=("fr-FR",)),
    make_rule("~", code="TYP002"),
)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        pytest.param(Selection(), "QUO001 QUO002 SEG001 TYP002", id="default"),
        pytest.param(Selection(select=("QUO",)), "QUO001 QUO002", id="prefix"),
        pytest.param(Selection(select=("QUO002",)), "QUO002", id="code"),
        pytest.param(Selection(select=("lone-mark",)), "QUO002", id="name"),
        pytest.param(Selection(select=("style",)), "TYP001", id="kind"),
        pytest.param(Selection(select=("unsafe",)), "QUO002", id="applicability"),
        pytest.param(Selection(select=("lang:fr",)), "SEG001", id="language"),
        pytest.param(Selection(select=("ALL",)), "QUO001 QUO002 SEG001 TYP001 TYP002", id="all"),
        pytest.param(Selection(ignore=("QUO",)), "SEG001 TYP002", id="ignore"),
        pytest.param(Selection(select=("QUO",), ignore=("QUO001",)), "QUO002", id="ignore-wins"),
        pytest.param(
            Selection(select=("QUO",), extend_select=("TYP001",)),
            "QUO001 QUO002 TYP001",
            id="extend",
        ),
        pytest.param(Selection(style="fr-FR", ignore=("artifact",)), "TYP001", id="style"),
        pytest.param(
            Selection(select=("SEG",), preview=True), "SEG001 SEG002", id="preview-asked-for"
        ),
        pytest.param(Selection(select=("SEG",)), "SEG001", id="preview-by-prefix"),
        pytest.param(Selection(select=("SEG002",)), "SEG002", id="preview-by-code"),
    ],
)
def test_selection(selection: Selection, expected: str) -> None:
    assert " ".join(r.code for r in choose_rules(RULES, selection)) == expected


@pytest.mark.parametrize(
    ("selection", "parts"),
    [
        pytest.param(Selection(select=("QUO003",)), ["'QUO003'", "QUO00"], id="code"),
        pytest.param(Selection(ignore=("lone-marks",)), ["'lone-marks'", "lone-mark"], id="name"),
        pytest.param(Selection(unfixable=("XYZ",)), ["'XYZ'"], id="unfixable"),
        pytest.param(Selection(select=("quo",)), ["'quo'"], id="small-letters"),
        pytest.param(Selection(style="fr-CA"), ["'fr-CA'", "'fr-FR'"], id="style"),
        pytest.param(Selection(select=("",)), ["''"], id="empty"),
    ],
)
def test_a_selector_that_means_nothing_is_named(selection: Selection, parts: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        choose_rules(RULES, selection)
    for part in parts:
        assert part in str(caught.value)
    assert "\n" not in str(caught.value)


def test_rules_that_only_report() -> None:
    assert unfixable(RULES, Selection()) == frozenset()
    assert unfixable(RULES, Selection(unfixable=("QUO",))) == {"QUO001", "QUO002"}
    others = {"QUO002", "SEG001", "SEG002", "TYP001", "TYP002"}
    assert unfixable(RULES, Selection(fixable=("QUO001",))) == others
    both = Selection(fixable=("QUO",), unfixable=("QUO001",))
    assert unfixable(RULES, both) == others - {"QUO002"} | {"QUO001"}
