"""The cleanup penalty: what a finding counts, when there is a number, what others' scores say."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup import fix
from cleanup.errors import FileError, RuleError
from cleanup.measure.figures import Clean, Figures, Labelled, Measured, shipped_figures
from cleanup.others import correlate, key_of, read_scores, spearman
from cleanup.report.scores import as_json, as_lines, text
from cleanup.rule.model import WEIGHTS
from cleanup.rule.mqm import Typology
from cleanup.rulebook.library import load_library, load_typology
from cleanup.score import (
    POINTS,
    Cost,
    Penalty,
    Scored,
    Scores,
    costs,
    count_words,
    pool,
    precision,
    rank,
    weigh,
)

RULES = {rule.code: rule for rule in load_library().rules}
TYPOLOGY = load_typology()
RULE = RULES["QUO003"]
STYLE = RULES["TYP002"]


def penalty(words: int, before: float, after: float = 0.0, dimension: str = "accuracy") -> Penalty:
    return Penalty(words, {dimension: before}, {dimension: after})


def scored(path: str, words: int, before: float, **others: float) -> Scored:
    return Scored(path, "fr", penalty(words, before), others=others)


def scores(*documents: Scored) -> Scores:
    found = rank(documents)
    total = pool(one.penalty for one in found)
    return Scores(found, total, TYPOLOGY.sight([RULE]), correlate(found))


# The typology


def test_every_rule_is_filed_under_a_type_of_mqm() -> None:
    assert not [rule.code for rule in RULES.values() if not TYPOLOGY.type_of(rule)]


def test_weights_are_those_of_mqm() -> None:
    assert tuple(POINTS) == WEIGHTS
    assert [POINTS[weight] for weight in WEIGHTS] == [0, 0.1, 1, 5, 25]


def test_a_rule_is_as_grave_as_it_says_or_its_family_or_its_type() -> None:
    family = replace(RULE.family, weight="")
    plain = replace(RULE, weight="", family=family, mqm="accuracy/omission")
    assert TYPOLOGY.weight_of(plain) == "major"
    of_family = replace(plain, family=replace(family, weight="typo"))
    assert TYPOLOGY.weight_of(of_family) == "typo"
    assert TYPOLOGY.weight_of(replace(of_family, weight="critical")) == "critical"


def test_what_no_rule_is_filed_under_cannot_be_seen() -> None:
    sight = TYPOLOGY.sight([replace(RULE, mqm="design-and-markup/encoding")])
    assert sight["linguistic-conventions"][0] == ["character-encoding"]
    assert sight["accuracy"][0] == [] and "omission" in sight["accuracy"][1]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"accuracy": {"omission": "mayor"}}, "[accuracy] omission: 'mayor' is no weight"),
        ({"filed": {"x": "accuracy/omision"}}, "there is no type 'accuracy/omision'"),
    ],
)
def test_a_wrong_typology_is_named(data: dict[str, Any], reason: str) -> None:
    with pytest.raises(RuleError) as raised:
        Typology.of({"accuracy": {"omission": "major"}, **data})
    assert reason in str(raised.value)


# What a finding counts


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        (None, 0.5),
        (Measured(), 0.5),
        (Measured(Labelled(8, 0, 8)), 0.9),
        (Measured(Labelled(2, 2, 2), Clean(fired=4, right=2)), 0.5),
        (Measured(Labelled(0, 0, 0), Clean(fired=8)), 0.1),
    ],
)
def test_precision_is_what_was_counted_with_one_of_each_added(
    measured: Measured | None, expected: float
) -> None:
    assert precision(RULE, measured) == pytest.approx(expected)


def test_what_a_style_asks_for_is_right() -> None:
    assert precision(STYLE, Measured(clean=Clean(fired=100))) == 1


def test_a_finding_counts_its_points_as_far_as_its_rule_is_right() -> None:
    rule = replace(RULE, weight="major", mqm="accuracy/omission")
    scale = costs([rule], TYPOLOGY, Figures({rule.code: Measured(Labelled(8, 0, 8))}))
    assert scale == {rule.code: Cost(5, 0.9, "accuracy")}
    assert scale[rule.code].expected == pytest.approx(4.5)


def test_before_counts_all_and_after_what_is_left() -> None:
    plan = fix("Le pont , ferm\u00c3\u00a9 hier. « Oui », dit-il, « non ». »", "fr")
    scale = {f.code: Cost(5, 0.5, "accuracy") for f in plan.findings}
    assert 0 < len(plan.left) < len(plan.findings)
    found = weigh(plan, count_words(plan.source), scale)
    assert found.before == {"accuracy": 2.5 * len(plan.findings)}
    assert found.after == {"accuracy": 2.5 * len(plan.left)}
    nothing = {code: replace(cost, points=0) for code, cost in scale.items()}
    assert weigh(plan, 10, nothing) == Penalty(10)


def test_the_shipped_rules_all_count() -> None:
    scale = costs(RULES.values(), TYPOLOGY, shipped_figures())
    assert scale.keys() == RULES.keys()
    free = {code for code, cost in scale.items() if not cost.points}
    assert free == {code for code in RULES if code.startswith("SUP")}


# Documents


def test_under_a_thousand_words_there_is_no_number() -> None:
    assert penalty(999, 50).rate({"accuracy": 50}) is None
    assert penalty(1000, 50).rate({"accuracy": 50}) == 50
    assert penalty(4000, 50).rate({"accuracy": 50}) == 12.5
    assert penalty(4000, 50).rate({"accuracy": 50}, "style") == 0


def test_the_worst_stands_first_and_the_small_last() -> None:
    found = scores(
        scored("b", 2000, 10), scored("small", 10, 99), scored("a", 2000, 10), scored("c", 2000, 20)
    )
    assert [one.path for one in found.documents] == ["c", "a", "b", "small"]


def test_small_documents_count_in_the_pool() -> None:
    found = scores(scored("a", 600, 3), scored("b", 600, 9))
    assert found.total == Penalty(1200, {"accuracy": 12.0}, {"accuracy": 0.0})
    assert found.over(9) == ["total"] and not found.over(10)


@given(st.lists(st.tuples(st.integers(0, 5000), st.floats(0, 100), st.floats(0, 100))))
def test_the_pool_is_as_bad_as_some_document(parts: list[tuple[int, float, float]]) -> None:
    made = [penalty(words, before, after) for words, before, after in parts]
    total = pool(made)
    assert total.words == sum(words for words, _, _ in parts)
    big = [one for one in made if not one.is_small]
    if big and len(big) == len(made):
        rates = [one.rate(one.before) or 0.0 for one in big]
        pooled = total.rate(total.before)
        assert pooled is not None
        assert min(rates) - 1e-6 <= pooled <= max(rates) + 1e-6


def test_the_text_says_what_the_number_is_and_what_it_cannot_see() -> None:
    shown = text(scores(scored("a.txt", 2000, 10, comet=0.5), scored("b.txt", 10, 3)))
    assert shown.startswith("cleanup penalty (MQM-mapped)")
    assert "MQM score" not in shown and "quality" not in shown
    rows = [" ".join(line.split()) for line in shown.splitlines()]
    assert "document before after words comet" in rows
    assert "a.txt 5.0 0.0 2,000 0.5" in rows
    assert "b.txt (too small to score) – – 10" in rows
    assert "all together 6.5 0.0 2,010" in rows
    assert "accuracy 6.5 0.0" in rows
    assert "terminology: nothing" in rows
    seen, every = 1, len(TYPOLOGY.weights)
    assert f"The rules can see something of {seen} of the {every} types of MQM" in shown


def test_the_json_says_the_same() -> None:
    found = scores(scored("a.txt", 2000, 10, comet=0.5), scored("b.txt", 10, 3))
    report = json.loads(as_json(found, ["c.txt: gone"]))
    assert report["name"] == "cleanup penalty (MQM-mapped)"
    first, second = report["documents"]
    assert (first["before"], first["after"], first["others"]) == (5, 0, {"comet": 0.5})
    assert first["dimensions"] == {"accuracy": {"before": 5, "after": 0}}
    assert (second["before"], second["points"]) == (None, {"before": 3, "after": 0})
    assert report["others"] == {"comet": {"documents": 1, "rank_correlation": None}}
    assert report["errors"] == ["c.txt: gone"]
    lines = [json.loads(line) for line in as_lines(found, ["x"]).splitlines()]
    assert lines == [first, second, {"error": "x"}]


# Scores of others


def test_scores_of_others_are_read_by_document_and_metric() -> None:
    data = b'{"path": "a", "score": 1, "more": []}\n\n{"path": "./a", "score": 0.5, "metric": "m"}'
    assert read_scores("s", data) == {key_of("a"): {"qe": 1.0, "m": 0.5}}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is no JSON"),
        ("[]", "must be an object"),
        ('{"score": 1}', "'path' must be the path"),
        ('{"path": "", "score": 1}', "'path' must be the path"),
        ('{"path": "a"}', "'score' must be a number, not None"),
        ('{"path": "a", "score": true}', "'score' must be a number, not True"),
        ('{"path": "a", "score": NaN}', "'score' must be a number, not nan"),
        ('{"path": "a", "score": 1, "metric": 3}', "'metric' must be a name"),
        ('{"path": "b", "score": 2}', "a second score of 'qe'"),
        ("\xff", "is no JSON"),
    ],
)
def test_a_wrong_line_is_named(line: str, reason: str) -> None:
    data = b'{"path": "b", "score": 1}\n' + line.encode("latin-1")
    with pytest.raises(FileError) as raised:
        read_scores("s.jsonl", data)
    assert str(raised.value).startswith("s.jsonl:2: ") and reason in str(raised.value)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(1, 1), (2, 2), (3, 3), (4, 4)], None),
        ([(1, 1), (2, 4), (3, 9), (4, 16), (5, 25)], 1),
        ([(1, 9), (2, 8), (3, 7), (4, 6), (5, 5)], -1),
        ([(1, 0), (2, 0), (3, 0), (4, 0), (5, 0)], None),
        ([(1, 1), (1, 2), (2, 3), (3, 4), (3, 5)], 0.9486832980505138),
    ],
)
def test_ranks_are_compared(pairs: list[tuple[float, float]], expected: float | None) -> None:
    assert spearman(pairs) == (expected if expected is None else pytest.approx(expected))


def test_only_documents_with_both_numbers_are_compared() -> None:
    found = [scored(str(n), 1000 * n, 10, m=n) for n in range(6)] + [scored("x", 5000, 1)]
    ((metric, (count, value)),) = correlate(found).items()
    assert (metric, count) == ("m", 5)
    assert value == pytest.approx(-1)
