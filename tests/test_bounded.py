"""No pattern may run away: the static check, and the shipped patterns on hostile texts."""

from __future__ import annotations

import time

import pytest

from cleanup.bounded import fault
from cleanup.library import load_library
from cleanup.rulebook import bind, word_lists
from cleanup.rules import Rule
from cleanup.triggers import Scanner

LIBRARY = load_library()
PATTERNS = [r for r in LIBRARY.rules if r.pattern]


@pytest.mark.parametrize(
    ("pattern", "bounded"),
    [
        (r"a{1,3}b", True),
        (r"[^\n]+\]", True),
        (r"\p{L}+ \d*", True),
        (r"(?:a+)+", False),
        (r"(?:a{2,})*", False),
        (r"(?:\w+ ?)+", False),
        (r"[^x]+", False),
        (r"\s*x", False),
        (r"\P{L}+", False),
        (r"\W+", False),
        (r"(?s).+", False),
        (r".+x", True),
        (r"(?:a{1,3}){1,3}", True),
        (r"(?<=a{1,3})b", True),
        (r"[]x]+", True),
        (r"\(+", True),
    ],
)
def test_the_static_check(pattern: str, bounded: bool) -> None:
    assert (fault(pattern) == "") is bounded


def test_a_pattern_tried_once_may_cross_lines() -> None:
    assert fault(r"\s*x", anchored=True) == ""
    assert fault(r"(?:\s+)+", anchored=True) != ""


def work(rule: Rule, size: int) -> float:
    """Return the least of three timings of all matches of a rule on a hostile text."""
    pack = LIBRARY.packs[rule.language]
    lists = word_lists(pack)
    pattern = bind(rule, lists)
    seed = rule.bad[0][0]
    text = (seed + seed[::-1] + seed * 2) * max(1, size // (4 * len(seed)))
    assert rule.trigger is not None
    scanner = Scanner([rule.trigger], lists)
    best = 1e9
    for _ in range(3):
        started = time.process_time()
        for hit in scanner.scan(text).get(0, ()):
            if hit >= rule.trigger.back:
                pattern.match(text, hit - rule.trigger.back)
        best = min(best, time.process_time() - started)
    return best


@pytest.mark.parametrize("rule", PATTERNS, ids=lambda rule: rule.code)
def test_work_grows_with_the_text_and_no_faster(rule: Rule) -> None:
    small, large = work(rule, 20_000), work(rule, 40_000)
    # Twice the text may cost twice the work; below a millisecond the clock says nothing.
    assert large < max(0.02, 4.5 * small)
