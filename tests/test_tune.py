"""Tuning the weights: what is drawn, how folds are cut, what counts as a gain, what is written."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.evaluation.corpus import Clean, Gold, Item, Repair, Span, read_items
from cleanup.measure import __main__ as command
from cleanup.measure import tuning
from cleanup.measure.objective import EXACT, FOUND, OFFERED, WRONG, worth
from cleanup.measure.tune import (
    KEPT,
    Setting,
    Weights,
    cross_validate,
    folds,
    report,
    rewritten,
    settings,
)
from cleanup.rulebook.library import load_rulebook
from worktree import ROOT

HAND = load_rulebook().weights
SMALL: Weights = {"parse": {"against": 6, "mixed": 3, "depth": 3}, "early_close": {"long": -1}}
FILE = """# Weights, and why.

[parse]
against = 6        # a mark that points the wrong way
mixed = 3

[early_close]
long = -1          # many words
"""


def repair(text: str, tier: str, start: int, end: int, new: str, family: str) -> Repair:
    gold = Gold(start, end, family, tier, (new,))  # type: ignore[arg-type]
    span = Span(start, end, family, tier)  # type: ignore[arg-type]
    made = text[:start] + new + text[end:]
    return Repair("fr-1", "fr", text, (made,), (made,), family, tier, (span,), (gold,))  # type: ignore[arg-type]


SWAPPED = repair("Il a répondu »non merci«.", "safe", 13, 24, "« non merci »", "quote_swapped")
LOST = repair("La route ferme », a dit le maire.", "unsafe", 0, 0, "« ", "quote_orphan_close")


# What a setting is worth


def test_an_exact_repair_and_its_finding_count_for() -> None:
    assert worth(SWAPPED, load_rulebook()) == EXACT + FOUND


def test_an_offer_counts_less() -> None:
    assert worth(LOST, load_rulebook()) == OFFERED + FOUND


def test_what_nobody_asked_for_counts_against() -> None:
    other = replace(SWAPPED, edits=(), spans=())
    assert worth(other, load_rulebook()) < 0
    assert worth(Clean("fr-2", "fr", SWAPPED.input, "none"), load_rulebook()) < WRONG


def test_correct_text_is_worth_nothing() -> None:
    assert worth(Clean("fr-2", "fr", "Il a répondu «non merci».", "none"), load_rulebook()) == 0


def test_weights_decide() -> None:
    timid = {**HAND, "parse": {**HAND["parse"], "decided": 30}}
    assert worth(SWAPPED, replace(load_rulebook(), weights=timid)) < worth(SWAPPED, load_rulebook())


# Settings


def test_settings_begin_with_the_hand_and_its_neighbours() -> None:
    made = settings(SMALL, 7)
    assert made[0] == Setting()
    assert made[1:6] == [
        Setting((("parse", "against", 5),)),
        Setting((("parse", "against", 7),)),
        Setting((("parse", "mixed", 2),)),
        Setting((("parse", "mixed", 4),)),
        Setting((("early_close", "long", -2),)),
    ]
    assert made[6] == Setting((("early_close", "long", 0),))


@given(st.integers(1, 300), st.integers(0, 1000))
def test_settings_are_the_same_each_time_and_differ(count: int, seed: int) -> None:
    made = settings(HAND, count, seed)
    assert made == settings(HAND, count, seed)
    assert len(made) == len(set(made)) <= count
    assert not any(name in KEPT for setting in made for _, name, _ in setting.changes)


@given(st.integers(0, 1000))
def test_no_weight_changes_sides(seed: int) -> None:
    for setting in settings(HAND, 100, seed):
        for group, name, value in setting.changes:
            assert HAND[group][name] * value >= 0


def test_a_setting_changes_what_it_names() -> None:
    made = Setting((("parse", "mixed", 4),)).weights(SMALL)
    assert made == {**SMALL, "parse": {**SMALL["parse"], "mixed": 4}}


# Folds


@given(st.lists(st.sampled_from("abcd"), max_size=60), st.integers(2, 6), st.integers())
def test_folds_part_the_texts_and_spread_each_family(
    families: list[str], count: int, seed: int
) -> None:
    parts = folds(families, count, seed)
    assert sorted(n for part in parts for n in part) == list(range(len(families)))
    for family, total in Counter(families).items():
        held = [sum(families[n] == family for n in part) for part in parts]
        assert max(held) - min(held) <= 1 and sum(held) == total


# The gain


def test_the_gain_is_that_on_texts_not_chosen_by() -> None:
    # The second setting wins on texts 0 and 1 and loses on 2 and 3.
    result = cross_validate([[0.0] * 4, [1.0, 1.0, -1.0, -1.0]], [(0, 1), (2, 3)])
    assert [fold.chosen for fold in result.folds] == [0, 1]
    assert [fold.gain for fold in result.folds] == [0.0, -2.0]
    assert (result.best, result.exceeds) == (0, False)


def test_a_gain_must_exceed_its_standard_error() -> None:
    parts = [(0, 1), (2, 3)]
    clear = cross_validate([[0.0] * 4, [1.0, 2.0, 1.0, 2.0]], parts)
    assert clear.gain == 6
    assert clear.error == pytest.approx(sqrt(4) * sqrt(1 / 3))
    assert clear.exceeds
    single = cross_validate([[0.0] * 4, [0.0, 1.0, 0.0, 0.0]], parts)
    assert (single.gain, single.exceeds) == (0.0, False)  # not chosen without the text it gains on


def test_of_equal_settings_the_hand_set_one_stays() -> None:
    result = cross_validate([[1.0, 1.0], [1.0, 1.0]], [(0,), (1,)])
    assert result.best == 0


def test_the_report_says_whether_it_is_enough() -> None:
    made = [Setting(), Setting((("parse", "mixed", 4),))]
    result = cross_validate([[0.0] * 4, [1.0, 2.0, 1.0, 2.0]], [(0, 1), (2, 3)])
    assert list(report(result, made, SMALL)) == [
        "fold 1: 2 texts, gain +3.0 ± 1.0, by parse.mixed 3 → 4",
        "fold 2: 2 texts, gain +3.0 ± 1.0, by parse.mixed 3 → 4",
        "all: 4 texts, 2 settings, gain +6.0 ± 1.2 points",
        "best on all texts: parse.mixed 3 → 4",
        "The gain exceeds its standard error.",
    ]


# What is written


def test_only_the_numbers_change() -> None:
    made = rewritten(FILE, Setting((("parse", "mixed", 4), ("early_close", "long", -2))))
    assert made == FILE.replace("mixed = 3", "mixed = 4").replace("long = -1 ", "long = -2 ")


@given(st.integers(0, 1000))
def test_the_shipped_file_is_read_back_as_the_setting(seed: int) -> None:
    text = (ROOT / "rules" / "weights.toml").read_text(encoding="utf-8")
    setting = settings(HAND, 100, seed)[-1]
    assert tomllib.loads(rewritten(text, setting)) == setting.weights(HAND)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the weights file that the command writes to."""
    path = tmp_path / "weights.toml"
    path.write_bytes((ROOT / "rules" / "weights.toml").read_bytes())
    monkeypatch.setattr(tuning, "rules_folder", lambda: tmp_path)
    return path


def liking(name: str, value: int) -> object:
    """Return an objective that likes one weight of the parser at a value, on damaged texts."""

    def points(item: Item, rulebook: object) -> float:
        weights: Mapping[str, Mapping[str, int]] = rulebook.weights  # type: ignore[attr-defined]
        return float(weights["parse"][name] == value)

    return points


def test_weights_are_written_only_if_asked_and_gained(
    written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = written.read_text(encoding="utf-8")
    old = HAND["parse"]["mixed"]
    items = [replace(SWAPPED, id=f"fr-{n}") for n in range(10)]
    monkeypatch.setattr(tuning, "worth", liking("mixed", old))
    assert "stay" in tuning.tune(items, [], 40, keep=True)[-1]
    assert written.read_text(encoding="utf-8") == before
    monkeypatch.setattr(tuning, "worth", liking("mixed", old + 1))
    assert tuning.tune(items, [], 40, keep=False)[-1] == "The gain exceeds its standard error."
    assert written.read_text(encoding="utf-8") == before
    assert tuning.tune(items, [], 40, keep=True)[-1] == "Written to weights.toml."
    assert tomllib.loads(written.read_text(encoding="utf-8"))["parse"]["mixed"] == old + 1


def test_the_command_says_the_same_each_time(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    items = [i for i in read_items([ROOT / "corpus" / "devset"]) if i.lang == "nl"]
    monkeypatch.setattr(command, "read_items", lambda _: items)
    said = []
    for _ in range(2):
        assert command.main(["tune", "--tries", "12"]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert said[0].count("fold") == 5


def test_the_page_names_every_weight_as_it_is() -> None:
    page = (ROOT / "docs" / "weights.md").read_text(encoding="utf-8")
    rows = Counter(line.rsplit("|", 2)[0] for line in page.splitlines() if line.startswith("| `"))
    kept = Counter(
        f"| `{name}` | {value} " for table in HAND.values() for name, value in table.items()
    )
    assert rows == kept
