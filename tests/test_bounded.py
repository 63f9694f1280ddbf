"""No pattern may run away: the static check. `benchmarks/hostile.py` times the shipped ones."""

from __future__ import annotations

import pytest

from cleanup.rule.bounded import fault
from cleanup.rulebook.library import load_library

LIBRARY = load_library()


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
