"""On the way to a settled text: nothing carried along differs from what is found anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings

from cleanup import check
from cleanup.detect.candidates import Candidate
from cleanup.engine.settling import SAFE, UNSAFE, Accept, Settling, plan
from cleanup.rule.model import Trigger
from cleanup.rulebook.table import Rulebook
from cleanup.text.document import Document, Protected
from cleanup.text.edits import Edit
from rulesets import make_rule, make_rulebook, marked_texts, rule_sets, run

Shown = set[tuple[str, int, int, tuple[Edit, ...], str, bool]]


def shown(candidates: Sequence[Candidate]) -> Shown:
    return {(c.rule.code, c.start, c.end, c.edits, c.held, c.mute) for c in candidates}


def wide(settling: Settling) -> list[Candidate]:
    return [candidate for found in settling.hearing.wide.values() for candidate in found]


def compare(text: str, rulebook: Rulebook, accept: Accept) -> int:
    """Settle a text; after each round of edits assert that nothing was missed or kept in vain."""
    settling = Settling(Document.of(text), rulebook, "fr")
    take, seen = settling.hearing.look_again, 0

    def compared(*given: Any) -> None:
        nonlocal seen
        take(*given)
        settling.hearing.hear()
        carried = len(settling.hearing.local), shown(settling.hearing.local), shown(wide(settling))
        settling.hearing.refresh()
        settling.hearing.hear()
        assert (
            len(settling.hearing.local),
            shown(settling.hearing.local),
            shown(wide(settling)),
        ) == carried
        seen += 1

    settling.hearing.look_again = compared  # type: ignore[method-assign,assignment]
    settling.run(accept)
    return seen


@settings(max_examples=200, deadline=None)
@given(marked_texts(), rule_sets())
def test_carried_candidates_are_those_found_anew(text: str, rulebook: Rulebook) -> None:
    for accept in (SAFE, UNSAFE):
        compare(text, rulebook, accept)


def test_what_stands_between_paragraphs_is_looked_at_again() -> None:
    rulebook = make_rulebook(make_rule("  ", " "))
    assert compare("a\n\n    \n\nb", rulebook, SAFE) == 2
    assert run("a\n\n    \n\nb", rulebook).text == "a\n\n \n\nb"
    assert run("    ", rulebook).text == " "


@pytest.mark.parametrize("applicability", ["safe", "unsafe"])
def test_growth_ends(applicability: str) -> None:
    grows = make_rule(";", ";;;", applicability="safe" if applicability == "safe" else "unsafe")
    found = run("a ; b", make_rulebook(grows), UNSAFE)
    assert found.text == found.source
    assert "unsettled" in {f.held for f in found.findings}


def test_accepted_and_safe_fixes_that_undo_one_another_are_put_back() -> None:
    rules = (
        make_rule("!", ";", code="TST001", applicability="unsafe"),
        make_rule(";", "!", code="TST002"),
    )
    found = run("a ! b", make_rulebook(*rules), UNSAFE)
    assert found.text == "a ! b"
    (held,) = [f for f in found.findings if f.held == "unsettled"]
    assert "TST001" in held.message and "TST002" in held.message


def test_accepting_one_rule_by_its_code() -> None:
    rules = (
        make_rule("!", "", code="TST001", applicability="unsafe"),
        make_rule(";", "", code="TST002", applicability="unsafe"),
    )
    found = run("a! b;", make_rulebook(*rules), Accept(codes=frozenset({"TST002"})))
    assert found.text == "a! b"
    assert [(f.code, f.applied) for f in found.findings] == [("TST001", False), ("TST002", True)]


def test_a_finding_names_the_fixes_that_revealed_it() -> None:
    rules = (make_rule("~", "!", code="TST001"), make_rule("!!", code="TST002"))
    found = run("a ~! b", make_rulebook(*rules))
    assert found.text == "a !! b"
    first, second = found.findings
    assert (first.code, first.start, first.end, first.after) == ("TST001", 2, 3, ())
    assert (second.code, second.start, second.end, second.after) == ("TST002", 2, 4, (0,))


def test_a_suppressed_composite_is_silent_and_stays_where_it_was() -> None:
    owner = make_rule("!a~", "!", code="TST001", silences=("TST002",))
    lesser = make_rule("~", "", code="TST002")
    rulebook = make_rulebook(owner, lesser)
    kept = Protected(0, 4, "suppressed", frozenset({"TST001"}))
    document = Document("!a~ b ~c", ((0, 8),), protected=(kept,))
    found = plan(document, rulebook, language="fr")
    assert found.text == "!a~ b c"
    assert [f.code for f in found.findings] == ["TST002"]


def test_what_code_keeps_off_silences_nothing() -> None:
    owner = make_rule("!a~", "!", code="TST001", silences=("TST002",))
    lesser = make_rule("~", "", code="TST002")
    document = Document("!a~ b", ((0, 5),), protected=(Protected(0, 1, "code"),))
    assert plan(document, make_rulebook(owner, lesser), language="fr").text == "!a b"


def test_what_a_fix_raises_can_be_suppressed() -> None:
    text = "Il juge les débats « francs ». [and] utile »."
    assert [f.code for f in check(text, "fr")] == ["BRK014", "BRK006"]
    told = f"<!-- cleanup: ignore[BRK014] so printed -->\n\n{text}"
    assert [f.code for f in check(told, "fr")] == ["BRK006"]


def test_a_trigger_that_begins_before_its_hit() -> None:
    rule = make_rule("a;", "a", trigger=Trigger("chars", (";",), back=1))
    assert run("a; ;a;", make_rulebook(rule)).text == "a ;a"


def test_what_comes_back_to_what_it_was_is_no_change() -> None:
    rules = (
        make_rule("!(?P<word>a)~", r";\g<word>", code="TST001", phase="markup"),
        make_rule(";", "!", code="TST002", phase="style"),
    )
    found = run("b !a~ c", make_rulebook(*rules))
    assert found.text == "b !a c"
    assert [(c.old, c.new) for c in found.changes] == [("~", "")]
    assert {f.code for f in found.findings if f.applied} >= {"TST001"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("~```\nx\n\n;\n\ny\n\n~```", "```\nx\n\n;\n\ny\n\n```"),
        ("!```\nx\n\n;\n\ny\n\n!```", "x\n\n\n\ny\n\n"),
    ],
    ids=["a-fence-comes", "a-fence-goes"],
)
def test_a_fence_that_comes_or_goes_is_seen_far_from_it(text: str, expected: str) -> None:
    rulebook = make_rulebook(
        make_rule("~", "", code="TST001", phase="encoding", may=frozenset({"code"})),
        make_rule("!```\n?", "", code="TST002", phase="encoding", may=frozenset({"code"})),
        make_rule(";", "", code="TST003", phase="style"),
    )
    found = run(text, rulebook)
    assert found.text == expected
    assert run(found.text, rulebook).changes == ()
