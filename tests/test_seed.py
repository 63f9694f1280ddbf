"""The article the project began with: what must change in it, what is left, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup import Plan, plan

ARTICLE = (Path(__file__).parent.parent / "corpus" / "article.fr.txt").read_text(encoding="utf-8")

REPAIRED = [
    (" date 2023-10 Le dirigeant", "Le dirigeant"),
    ("« franches ». [and] complet »", "« franches [et] complet »"),
    ("« frustrer »[e] la politique", "« frustrer la politique"),
]
OWNED = "leurs deux pays. » l’approfondissement des liens"
TURNED = "l’approfondissement des liens de leurs deux pays"


@pytest.fixture(scope="module")
def safe() -> Plan:
    return plan(ARTICLE)


def test_exactly_three_places_change(safe: Plan) -> None:
    expected = ARTICLE
    for old, new in REPAIRED:
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    assert safe.text == expected
    assert safe.language == "fr"


def test_the_rest_is_reported(safe: Plan) -> None:
    left = {f.code: f for f in safe.left}
    assert left.keys() == {"POS001", "BRK014"}
    possessive = left["POS001"]
    assert ARTICLE[possessive.start : possessive.end] == OWNED
    assert possessive.suggestion == TURNED
    assert possessive.applicability == "unsafe"
    assert left["BRK014"].applicability == "manual"
    assert left["BRK014"].after, "the broken agreement is raised by the repair that showed it"


def test_unsafe_fixes_turn_the_possessive(safe: Plan) -> None:
    every = plan(ARTICLE, unsafe=True)
    assert every.text == safe.text.replace(OWNED, TURNED)


def test_the_style_profile_adds_typography(safe: Plan) -> None:
    styled = plan(ARTICLE, style="fr-FR")
    expected = safe.text.replace("\n\nA cette occasion", "\n\nÀ cette occasion")
    expected = expected.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    assert styled.text == expected


def test_the_result_is_settled(safe: Plan) -> None:
    assert plan(safe.text, "fr").changes == ()
