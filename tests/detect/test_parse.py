"""The parse of quotation marks: roles, errors, the margin, and how much work it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.detect import parse as module
from cleanup.detect.marks import FAMILIES, Mark, read_marks
from cleanup.detect.parse import CLOSE, OPEN, SPURIOUS, parse
from cleanup.language.packs import pack
from cleanup.rulebook.library import load_library

WEIGHTS = load_library().tables["weights.toml"]["parse"]
BEYOND = WEIGHTS["beyond"]
PIECES = ("« ", " »", "«", "»", "“", "”", '"', " mot ", "mot", ", ", ". ", " : ")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def marks_of(text: str, lang: str = "fr") -> list[Mark]:
    return list(read_marks(text, 0, len(text), pack(lang), ()))


@pytest.mark.parametrize(
    ("text", "roles", "errors"),
    [
        ("Le « plan » avance.", (OPEN, CLOSE), ()),
        ("Le plan » avance.", (SPURIOUS,), (("spurious", 0),)),
        ("Il dit »non« et rit.", (OPEN, CLOSE), (("against", 0), ("against", 1))),
        ('Il parle d’"erreurs » et rit.', (OPEN, CLOSE), (("mixed", 1),)),
        ("« J’ai lu “Plan” hier », dit-il.", (OPEN, OPEN, CLOSE, CLOSE), ()),
    ],
)
def test_roles_and_errors(
    text: str, roles: tuple[str, ...], errors: tuple[tuple[str, int], ...]
) -> None:
    found = parse(marks_of(text), WEIGHTS)
    assert (found.roles, found.errors) == (roles, errors)


def test_two_readings_of_an_early_close_are_equally_cheap() -> None:
    assert parse(marks_of("Un « plan » et une carte »."), WEIGHTS).margin == 0


def test_a_mark_that_stands_twice_is_one_repair_whichever_goes() -> None:
    found = parse(marks_of("Le « plan » » avance."), WEIGHTS)
    assert found.margin >= WEIGHTS["decided"]


def test_a_refused_role_costs_the_margin_of_that_role() -> None:
    marks = marks_of("Le plan » avance.")
    free = parse(marks, WEIGHTS)
    other = parse(marks, WEIGHTS, refused=frozenset({(0, SPURIOUS)}))
    assert other.roles != free.roles
    assert other.cost - free.cost == free.margin


@given(TEXTS)
def test_partners_are_mutual_and_the_margin_is_in_its_bounds(text: str) -> None:
    found = parse(marks_of(text), WEIGHTS)
    for number, partner in enumerate(found.partners):
        if partner >= 0:
            assert found.partners[partner] == number
            assert {found.roles[number], found.roles[partner]} == {OPEN, CLOSE}
    assert 0 <= found.margin <= BEYOND


@given(TEXTS.filter(lambda text: sum(char in FAMILIES for char in text) <= 4))
def test_no_choice_of_roles_is_cheaper(text: str) -> None:
    marks = marks_of(text)
    best = parse(marks, WEIGHTS).cost
    every = ("open", "close", "again", "spurious", "prime", "apostrophe")
    for roles in product((OPEN, CLOSE, SPURIOUS), repeat=len(marks)):
        refused = {(n, other) for n, role in enumerate(roles) for other in every if other != role}
        try:
            forced = parse(marks, WEIGHTS, refused=frozenset(refused))
        except ValueError:  # these roles cannot be balanced
            continue
        assert best <= forced.cost


@pytest.mark.parametrize("text", ["«", "»", '"', "« a » ", " « a", "un mot » et ", "“a » "])
def test_the_work_grows_in_proportion(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = 0
    plain = module._choices

    def counted(*given: object) -> Iterator[object]:
        nonlocal steps
        for choice in plain(*given):  # type: ignore[arg-type]
            steps += 1
            yield choice

    monkeypatch.setattr(module, "_choices", counted)
    work = []
    for times in (500, 1_000):
        steps = 0
        parse(marks_of(text * times), WEIGHTS)
        work.append(steps)
    assert 0 < work[1] <= 2.1 * work[0]
