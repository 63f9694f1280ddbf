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
        (r"[^\n]+\]", False),
        (r"[^\n]{0,200}\]", True),
        (r"[^\n ]+\]", True),
        (r"[^\W\d]+", True),
        (r"\p{L}+ \d*", True),
        (r"(?:a+)+", False),
        (r"(?:a{2,})*", False),
        (r"(?:\w+ ?)+", False),
        (r"[^x]+", False),
        (r"\s*x", False),
        (r"\P{L}+", False),
        (r"\W+", False),
        (r"(?s).+", False),
        (r".+x", False),
        (r"(?:.)+x", False),
        (r"(?:[^\n])+x", False),
        (r"(?:\p{L}|[ ,])*x", False),
        (r"(?: \d{1,4})*x", False),
        (r"(?: \d{1,4}){0,9}x", True),
        (r"(?:(?! )\S)+x", True),
        (r"[\p{L} ,]*x", False),
        (r"[ -~]+x", False),
        (r"[[a] b]+x", False),
        (r"(?is).{0,9}.*x", False),
        (r"\p{Any}*x", False),
        (r"([^\n])(?1)*x", False),
        (r"(?:\h\w{1,9})*", False),
        (r"[^\S\n]+x", True),
        (r"[^\S\r\n]*x", True),
        (r"[^\h\n]+x", True),
        (r"[^\p{Zs}\n]+x", True),
        (r"[^,\x20\n]+x", True),
        (r"(?: |\u00a0)+x", True),
        (r"(?:[ \t])*x", True),
        ("(?x) (?: \\p{Lu} \\. )+ x  # a blank", True),
        ("(?x) (?: \\p{Lu} [ ] )+ x", False),
        (r"(?:(?=a)\w b)+x", False),
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


def test_a_pattern_tried_once_a_line_may_run_through_it() -> None:
    assert fault(r"[^\n]+\]", by_line=True) == ""
    assert fault(r"[^x]+\]", by_line=True) != ""
