"""No text makes the work grow faster than its length: four times the text, not sixteen times."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from cleanup.engine.settling import SAFE, UNSAFE, Accept, plan
from cleanup.rulebook.library import load_rulebook
from cleanup.text.document import Document

RULEBOOK = load_rulebook()
SIZE = 4_000  # code points of the shorter text
TIMES = 4
# Work that grows with the square is sixteen times as much; between that and four lies what other
# programs on the machine may add. Where the work is too little to be measured, nothing is.
MOST = 9
LEAST = 0.03  # seconds

UNITS = [
    "«",
    "»",
    '"',
    "« ",
    "«»",
    "« mot ",
    "mot » ",
    "« mot “ mot ",
    "« un mot » ",
    "« mot\n\nmot »\n\n",
    "[",
    "[a ",
    "[and] ",
    "«mot»[e] ",
    "(",
    "mot ",
    "mot mit ",
    "de la ",
    "Le chat dort sur le tapis rouge. ",
    "a",
    "\u0301",
    "e\u0301",
    " ",
    "\u00a0",
    "\n",
    "a\n",
    ".",
    "mot . et ",
    "Le chat. dort. ",
    "Il dort. et ",
    "mot ,mot ",
    "&",
    "&amp;",
    "Ã©",
    "Ã©tÃ© ",
    "```\n",
    "`",
    "<",
    "http://",
    "1",
    "1 ",
    "1,5 % ",
    "12:30",
    "<!-- cleanup: off -->\n",
    "l’",
    "Share on Facebook\n",
    "the of and to ",
    "avecles ",
    "’’",
    "- ",
    "* ",
    "{",
]


def of(unit: str) -> Callable[[int], str]:
    return lambda size: unit * (size // len(unit))


def nested(opening: str, closing: str) -> Callable[[int], str]:
    def text(size: int) -> str:
        half = size // (len(opening) + len(closing))
        return opening * half + closing * half

    return text


TEXTS = {
    **{repr(unit): of(unit) for unit in UNITS},
    "nested brackets": nested("[", "]"),
    "nested brackets with words": nested("[mot ", "]"),
    "nested parentheses": nested("(", ")"),
    "nested guillemets": nested("« mot ", " »"),
    "names before a file": lambda size: "a." * (size // 2) + " x.txt",
    "names before an address": lambda size: "a-" * (size // 2) + " x@",
    "doubled words": of("Le le ro. "),
    "a line without a stop behind a sentence that comes again": lambda size: (
        "Le chat dort sur le tapis du salon bleu. Oui. " * 2 + "mot " * (size // 4)
    ),
}


def work(text: str, accept: Accept) -> float:
    started = time.process_time()
    plan(Document.of(text), RULEBOOK, accept, "fr")
    return time.process_time() - started


@pytest.mark.parametrize(
    "unit",
    [
        "cent miles ",
        "Il est <<un mot rare>> ici. ",
        "<!-- cleanup: ignore[TOK007] --> un mot , ici ",
        "<!-- cleanup: off[TOK007] -->\n\nun mot , ici\n\n",
        "<!-- cleanup: ignore[TOK007] -->\n\n",
        "un mot [sic] , ici\n\n",
    ],
)
@pytest.mark.parametrize("head", ["", "<!-- cleanup: file-ignore[QUO] -->\n\n"])
def test_no_hit_is_a_look_at_all_of_the_text(unit: str, head: str) -> None:
    assert_grows(lambda size: head + unit * (size // len(unit)), SAFE, 10 * SIZE)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("accept", [SAFE, UNSAFE], ids=["safe", "unsafe"])
def test_the_work_grows_with_the_text(name: str, accept: Accept) -> None:
    assert_grows(TEXTS[name], accept, SIZE)


def assert_grows(make: Callable[[int], str], accept: Accept, size: int) -> None:
    work(make(200), accept)  # what is made once
    growth = 0.0
    for _ in range(3):
        small, large = work(make(size), accept), work(make(TIMES * size), accept)
        growth = large / max(small, LEAST)
        if growth <= MOST:
            return
    raise AssertionError(f"{TIMES} times the text is {growth:.1f} times the work")


def test_a_million_opening_marks() -> None:
    text = "«" * 1_000_000
    assert plan(Document.of(text), RULEBOOK, SAFE, "fr").text == text


def test_brackets_nested_ten_thousand_deep() -> None:
    text = "[" * 10_000 + "and" + "]" * 10_000
    assert plan(Document.of(text), RULEBOOK, SAFE, "fr").text == text
