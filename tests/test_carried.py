"""Where rules are tried after edits: known from the text before, as a new look finds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.engine.settling import SAFE, plan
from cleanup.rulebook.library import load_rulebook
from cleanup.rulebook.table import Table
from cleanup.scan.carried import Gap, gaps, moved
from cleanup.text.document import Document
from cleanup.text.edits import Edit, apply, parted

RULEBOOK = load_rulebook()
PIECES = [
    "« mot »",
    "«",
    "»",
    "« “",
    "“x”",
    '"oui"',
    "[and]",
    "»[e]",
    "le le",
    "Ã©",
    "&nbsp;",
    " ,",
    "a a dita a dit",
    "``oui''",
    "(@nom)",
    "Est-ce vrai ?!",
    "Partager",
    "Le maire rouvre le pont de la ville demain matin.",
    "minuscule",
    "<!-- cleanup: off -->",
    "\n\n```\n“x” «z»\n```\n\n",
    "\n",
    "\n\n",
    " ",
    " ",
]


def filled(hits: Mapping[int, Sequence[int]]) -> dict[int, list[int]]:
    return {number: list(places) for number, places in hits.items() if places}


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["fr", "de", "en"]))
def test_what_is_carried_is_what_a_new_look_finds(parts: list[str], language: str) -> None:
    known = Table.carry

    def compared(table: Table, hits, view, edits, spans) -> None:  # type: ignore[no-untyped-def]
        known(table, hits, view, edits, spans)
        carried = filled(table.wide_hits(view))
        assert carried == filled(table.wide_hits(view.apart()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Table, "carry", compared)
        plan(Document.of("".join(parts)), RULEBOOK, SAFE, language)


def test_places_between_edits_move_and_those_beside_them_go() -> None:
    edits = [Edit(3, 5, ""), Edit(12, 12, "xyz")]
    spans = [(2, 6), (9, 15)]
    left = list(gaps(edits, spans, 20))
    assert left == [Gap(0, 2, 0), Gap(8, 11, -2), Gap(14, 19, 1)]
    assert list(moved([0, 1, 2, 4, 8, 10, 13, 14, 18], left)) == [0, 1, 6, 8, 15, 19]
    assert list(gaps([], [], 4)) == [Gap(0, 4, 0)]
    assert list(gaps([], [(0, 5)], 4)) == []


def test_what_two_edits_take_only_the_first_one_takes() -> None:
    both = [Edit(1, 3, "„"), Edit(2, 4, "“"), Edit(5, 6, ""), Edit(5, 6, "")]
    assert list(parted(both)) == [Edit(1, 3, "„"), Edit(3, 4, "“"), Edit(5, 6, "")]
    assert apply("a« “b c", list(parted(both))) == "a„“bc"


def test_marks_that_share_a_space_move_what_stands_behind_them_by_one() -> None:
    text = "Il dit “x” “ », puis.\n\nUn.\n\nDeux.\n\nTrois.\n\nIl va de la de la ville.\n"
    result = plan(Document.of(text), RULEBOOK, SAFE, "fr")
    (doubled,) = [finding for finding in result.findings if finding.code == "REP001"]
    assert text[doubled.start : doubled.end] == "de la de la"
    assert result.text.endswith("\n\nIl va de la ville.\n")
