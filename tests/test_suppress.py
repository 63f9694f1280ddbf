"""Directives in the text keep rules off, and a place they cover is silent."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup import Plan, plan
from cleanup.engine.settling import plan as work_out
from cleanup.rulebook.library import load_rulebook
from cleanup.text.directives import directives
from cleanup.text.document import Document
from cleanup.text.snapshot import Snapshot
from cleanup.text.suppress import SUPPRESSED

DAMAGED = "Les trois candidates , dont une retraitée, sont là."
REPAIRED = "Les trois candidates, dont une retraitée, sont là."
POSSESSIVE = "Ils ont vanté leurs deux clubs. » la longue rivalité."
IGNORE = "<!-- cleanup: ignore[TOK007] so printed -->"
OFF, ON = "<!-- cleanup: off[TOK007] x -->", "<!-- cleanup: on -->"


def codes(text: str) -> list[str]:
    return [f.code for f in plan(text, "fr").findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(DAMAGED, ["TOK007"], id="none"),
        pytest.param(f"{IGNORE}\n\n{DAMAGED}", [], id="next"),
        pytest.param(f"{IGNORE}\n{DAMAGED}", [], id="next-line"),
        pytest.param(f"{IGNORE}\n\n{DAMAGED}\n\n{DAMAGED}", ["TOK007"], id="only-the-next"),
        pytest.param(f"{DAMAGED} {IGNORE}", [], id="own"),
        pytest.param(f"<!-- cleanup: ignore[TOK] x -->\n\n{DAMAGED}", [], id="prefix"),
        pytest.param(f"<!-- cleanup: ignore[SEG002, TOK] -->\n\n{DAMAGED}", ["SUP001"], id="list"),
        pytest.param(
            f"{IGNORE}\n<!-- cleanup: ignore[QUO] x -->\n\n{DAMAGED}", ["SUP001"], id="two-lines"
        ),
        pytest.param(f"{OFF}\n\n{DAMAGED}\n\n{ON}\n\n{DAMAGED}", ["TOK007"], id="off-and-on"),
        pytest.param(f"{OFF}\n\n{DAMAGED}\n\n{DAMAGED}", [], id="off-to-the-end"),
        pytest.param(f"{DAMAGED}\n\n<!-- cleanup: file-ignore[TOK007] x -->", [], id="file"),
        pytest.param(f"<!-- cleanup: ignore[POS001] x -->\n\n{POSSESSIVE}", [], id="silent"),
        pytest.param("Il écrit les les [sic] jeux.", [], id="sic"),
        pytest.param("Il écrit les les jeux [sic].", ["REP001"], id="sic-behind-another-word"),
        pytest.param(f"`{IGNORE}`\n\n{DAMAGED}", ["TOK007"], id="shown-as-code"),
        pytest.param(f"```\n{IGNORE}\n```\n\n{DAMAGED}", ["TOK007"], id="shown-in-a-fence"),
    ],
)
def test_directives(text: str, expected: list[str]) -> None:
    found = codes(text)
    assert found == expected or (expected == ["REP001"] and len(found) == 1)


@pytest.mark.parametrize(
    ("text", "expected", "message"),
    [
        pytest.param(
            f"<!-- cleanup: ignore[QUO001] x -->\n\n{DAMAGED}",
            ["SUP001", "TOK007"],
            "QUO001 is kept off here, and there is nothing of it.",
            id="other",
        ),
        pytest.param(
            f"<!-- cleanup: ignore x -->\n\n{DAMAGED}",
            ["SUP002", "TOK007"],
            "The directive names no rule and does nothing: ignore[CODE] names one.",
            id="no-code",
        ),
        pytest.param(
            f"<!-- cleanup: ignore[QUOO3] x -->\n\n{DAMAGED}",
            ["SUP002", "TOK007"],
            "No rule is meant by 'QUOO3'; did you mean 'QUO",
            id="unknown",
        ),
        pytest.param(
            f"<!-- cleanup: ignore[period-comma-collision] x -->\n\n{DAMAGED}",
            ["SUP002", "TOK007"],
            "No rule is meant by 'period-comma-collision'; its code is SEG002",
            id="name",
        ),
        pytest.param(
            f"<!-- cleanup: ignroe[TOK007] x -->\n\n{DAMAGED}",
            ["SUP002", "TOK007"],
            "There is no directive 'ignroe' (there are: ignore, off, on, file-ignore);"
            " did you mean 'ignore'?",
            id="verb",
        ),
        pytest.param(
            f"{ON}\n\n{DAMAGED}",
            ["SUP002", "TOK007"],
            "Nothing is off here that could be turned on.",
            id="on",
        ),
        pytest.param(
            f"{IGNORE}\n\n{REPAIRED}",
            ["SUP001"],
            "TOK007 is kept off here, and there is nothing of it.",
            id="repaired",
        ),
    ],
)
def test_what_does_not_work_is_said(text: str, expected: list[str], message: str) -> None:
    found = plan(text, "fr").findings
    assert sorted(f.code for f in found) == sorted(expected)
    assert any(f.message.startswith(message) for f in found)


def test_the_place_of_a_wrong_code_is_the_code() -> None:
    text = f"<!-- cleanup: ignore[TOK007, QUOO1] x -->\n\n{DAMAGED}"
    (found,) = plan(text, "fr").findings
    assert text[found.start : found.end] == "QUOO1"


def test_a_rule_that_does_not_run_is_not_said_to_be_unused() -> None:
    text = f"<!-- cleanup: ignore[TYP005] x -->\n\n{REPAIRED}"
    assert codes(text) == []
    assert [f.code for f in plan(text, "fr", style="fr-FR").findings] == ["SUP001"]


def test_a_lesser_rule_does_not_speak_in_a_suppressed_place() -> None:
    assert codes(f"<!-- cleanup: ignore[POS001] x -->\n\n{POSSESSIVE}") == []
    assert codes(POSSESSIVE) == ["POS001"]


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_suppressed_places_are_not_repaired(unsafe: bool) -> None:
    text = f"{IGNORE}\n\n{DAMAGED}\n\n<!-- cleanup: ignore[POS001] x -->\n\n{POSSESSIVE}\n"
    found = plan(text, "fr", unsafe=unsafe)
    assert (found.text, found.findings) == (text, ())


PARTS = st.sampled_from(
    [DAMAGED, REPAIRED, POSSESSIVE, IGNORE, OFF, ON, "<!-- cleanup: file-ignore[POS] -->", "Oui ,"]
)


def assert_directives_stand(found: Plan) -> None:
    for change in found.changes:
        assert "cleanup:" not in change.old
        assert not any(
            change.start < at.end and change.end > at.start
            for at in directives(found.source, [(0, len(found.source))])
        )


@settings(max_examples=60, deadline=None)
@given(st.lists(PARTS, max_size=6), st.booleans())
def test_directives_are_never_changed_and_it_settles(parts: list[str], unsafe: bool) -> None:
    found = plan("\n\n".join(parts), "fr", unsafe=unsafe)
    assert_directives_stand(found)
    again = plan(found.text, "fr", unsafe=unsafe)
    assert again.changes == ()


def test_a_format_names_its_own_comments() -> None:
    text = f"% cleanup: ignore[TOK007] so printed\n\n{DAMAGED}"
    document = Document(text, ((0, len(text)),), comments=("%", "\n"))
    assert work_out(document, load_rulebook(), language="fr").findings == ()
    assert [f.code for f in plan(text, "fr").findings] == ["TOK007"]


def test_a_directive_behind_a_fence_in_front_matter_is_only_shown() -> None:
    front = "---\ntitle: x\n```\na\n```\n<!-- cleanup: file-ignore[TOK007] -->\n---"
    assert "TOK007" in codes(f"{front}\n\n{DAMAGED}\n")


def test_an_empty_place_is_kept_off_where_two_directives_end_together() -> None:
    text = "[sic]\n\nx<!-- cleanup: off[A] --><!-- cleanup: off[A] -->"
    end = len(text)
    assert Snapshot.of(Document.of(text)).barred("A001", frozenset(), end, end) == SUPPRESSED
