"""The promises of the engine, on any text and with any rules."""

from __future__ import annotations

import gc
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.engine.settling import SAFE, UNSAFE, Settling, plan
from cleanup.evaluate import read_items
from cleanup.results import Plan
from cleanup.rule.model import Trigger
from cleanup.rulebook.library import load_rulebook
from cleanup.rulebook.table import Rulebook
from cleanup.text.document import Document
from cleanup.text.edits import Edit, Made, apply, invert
from rulesets import kept_or_repaired, make_rule, make_rulebook, marked_texts, rule_sets, run

CORPUS = Path(__file__).parent.parent / "corpus" / "devset"
TEXTS = [item.input for item in read_items([CORPUS / "repair_fr.jsonl"]) if hasattr(item, "input")]
PIECES = [piece for text in TEXTS for piece in text.split(". ") if 0 < len(piece) < 200]
MARKS = st.text("« »[]“”\"'’.,;:!?&#@<>*_`\n\u00a0\u202f aeé0Ã©", max_size=40)

mixed_texts = st.lists(st.one_of(st.sampled_from(PIECES), MARKS), max_size=5).map(" ".join)
any_texts = st.one_of(mixed_texts, st.text(max_size=60), st.sampled_from(TEXTS))


def shipped(text: str, *, unsafe: bool = False) -> Plan:
    return plan(Document.of(text), load_rulebook(), UNSAFE if unsafe else SAFE, "fr")


def hold(found: Plan, text: str) -> None:
    """Assert what holds for every plan."""
    assert found.source == text
    assert apply(text, [Edit(c.start, c.end, c.new) for c in found.changes]) == found.text
    back = [Edit(c.start, c.end, c.new) for c in invert(found.changes)]
    assert apply(found.text, back) == text
    assert all(a.end <= b.start and a.out_end <= b.out_start for a, b in pairwise(found.changes))
    for change in found.changes:
        assert text[change.start : change.end] == change.old != change.new
        assert found.text[change.out_start : change.out_end] == change.new
        assert change.fixes and all(found.findings[n].applied for n in change.fixes)
    for finding in found.findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert 0 <= finding.out_start <= finding.out_end <= len(found.text)
        assert len(finding.fingerprint) == 16


@settings(max_examples=150, deadline=None)
@given(any_texts)
def test_every_text_has_a_plan_that_settles(text: str) -> None:
    for unsafe in (False, True):
        found = shipped(text, unsafe=unsafe)
        hold(found, text)
        assert shipped(found.text).text == found.text or unsafe
    safe = shipped(text)
    assert shipped(safe.text).changes == ()


@settings(max_examples=250, deadline=None)
@given(marked_texts(), rule_sets())
def test_random_rules_settle(text: str, rulebook: Rulebook) -> None:
    found = run(text, rulebook)
    hold(found, text)
    assert run(found.text, rulebook).text == found.text
    hold(run(text, rulebook, UNSAFE), text)


@settings(max_examples=100, deadline=None)
@given(any_texts)
def test_the_safe_plan_does_not_know_what_is_accepted_later(text: str) -> None:
    safe, every = shipped(text), shipped(text, unsafe=True)
    applied = {(f.code, f.start, f.end) for f in safe.findings if f.applied}
    later = {(f.code, f.start, f.end) for f in every.findings if f.applied}
    unsettled = any(f.held == "unsettled" for f in every.findings)
    assert applied <= later or unsettled


@settings(max_examples=60, deadline=None)
@given(mixed_texts, st.integers(0, 200))
def test_protected_text_stays(text: str, at: int) -> None:
    for kept in ("https://a.example/x_,y..z", "`[and] , »`", "le@la.example"):
        place = min(at, len(text))
        whole = f"{text[:place]} {kept} {text[place:]}"
        if "`" not in text:
            assert kept_or_repaired(shipped(whole, unsafe=True), kept)


@settings(max_examples=60, deadline=None)
@given(mixed_texts)
def test_candidates_carried_over_edits_are_those_found_anew(text: str) -> None:
    settling = Settling(Document.of(text), load_rulebook(), "fr")

    def shown() -> set[tuple[str, int, int, tuple[Edit, ...]]]:
        settling.hearing.hear()
        return {(c.rule.code, c.start, c.end, c.edits) for c in settling.hearing.heard}

    take, seen = settling.hearing.look_again, 0

    def compared(*given: Any) -> None:
        nonlocal seen
        take(*given)
        carried = shown()
        settling.hearing.refresh()
        assert shown() == carried
        seen += 1

    settling.hearing.look_again = compared  # type: ignore[method-assign,assignment]
    settling.run(UNSAFE)
    assert seen == 0 or settling.applied


def test_each_made_piece_is_one_change() -> None:
    text = TEXTS[0]
    settling = Settling(Document.of(text), load_rulebook(), "fr")
    settling.run(SAFE)
    made = [p for p in settling.snapshot.pieces if isinstance(p, Made)]
    assert len(settling.finish().changes) == len(made) > 0


def test_rules_that_undo_one_another_are_put_back_and_named() -> None:
    turns = make_rulebook(make_rule("!", ";", code="TST001"), make_rule(";", "!", code="TST002"))
    found = run("a ! b\n\nc ; d", turns)
    assert found.text == found.source
    held = [f for f in found.findings if f.held == "unsettled"]
    assert held and all("TST001" in f.message and "TST002" in f.message for f in held)


def test_rules_that_grow_a_text_without_end_are_put_back() -> None:
    found = run("a ! b\n\nc d", make_rulebook(make_rule("!", "!!!!")))
    assert found.text == found.source
    assert [f.held for f in found.findings] == ["unsettled"] * len(found.findings) != []


def test_a_cycle_in_one_paragraph_leaves_the_others_repaired() -> None:
    rules = (
        make_rule("!", ";", code="TST001"),
        make_rule(";", "!", code="TST002"),
        make_rule("~", "", code="TST003"),
    )
    found = run("a ! b\n\nc ~d", make_rulebook(*rules))
    assert found.text == "a ! b\n\nc d"


def test_an_edit_that_fails_its_proof_is_held_back() -> None:
    found = run("un mot~ici", make_rulebook(make_rule("~ici", "", keeps="words")))
    assert (found.changes, [f.held for f in found.findings]) == ((), ["proof"])
    assert found.findings[0].applicability == "manual"


def test_what_the_encoding_cannot_hold_is_held_back() -> None:
    document = Document("a ~ b", ((0, 5),), encodable=str.isascii)
    found = plan(document, make_rulebook(make_rule("~", "\u2013")), language="fr")
    assert (found.text, [f.held for f in found.findings]) == ("a ~ b", ["encoding"])


def test_no_edit_crosses_an_edge() -> None:
    rulebook = make_rulebook(make_rule("!;", "~"))
    document = Document("a!;b !;", ((0, 7),), edges=(2,))
    found = plan(document, rulebook, language="fr")
    assert (found.text, sorted(f.held for f in found.findings)) == ("a!;b ~", ["", "markup"])


def test_spans_of_the_format_are_protected() -> None:
    from cleanup.text.document import Protected

    document = Document("a ~ b ~", ((0, 7),), protected=(Protected(0, 4, "code"),))
    assert plan(document, make_rulebook(make_rule("~", "")), language="fr").text == "a ~ b "
    may = make_rulebook(make_rule("~", "", may=frozenset({"code"})))
    assert plan(document, may, language="fr").text == "a  b "


def test_removals_take_at_most_a_fifth_of_a_long_text() -> None:
    rule = make_rule("~.+$", "", keeps="removes", trigger=Trigger("line", ("~",)), phase="residue")
    words = "un deux trois quatre cinq six sept huit neuf dix "
    few, many = words * 40 + "\n\n~" + words * 8, words * 20 + "\n\n~" + words * 8
    assert "~" not in run(few, make_rulebook(rule)).text
    found = run(many, make_rulebook(rule))
    assert (found.text, [f.held for f in found.findings]) == (many, ["share"])


def test_suspicion_only_raises() -> None:
    rules = [
        make_rule("!", "", code="QUO901", suspect=True),
        make_rule(";", "", code="BRK901", suspect=True),
        make_rule("~", "", code="TST001", applicability="unsafe", suspected="safe"),
    ]
    assert run("a ~b", make_rulebook(*rules)).text == "a ~b"
    assert run("a! b; c ~d", make_rulebook(*rules)).text == "a b c d"


def test_a_composite_owns_its_span_also_when_it_is_not_applied() -> None:
    owner = make_rule("!a~", "!", code="TST001", applicability="unsafe", silences=("TST002",))
    lesser = make_rule("~", "", code="TST002")
    found = run("!a~ b ~c", make_rulebook(owner, lesser))
    assert found.text == "!a~ b c"
    assert [f.code for f in found.left] == ["TST001"]


@pytest.mark.parametrize("text", ["", "\n", " ", "\u0000", "»" * 300, "[" * 300, "a " * 300])
def test_odd_texts(text: str) -> None:
    hold(shipped(text), text)


def test_a_plan_leaves_nothing_that_only_a_search_for_circles_frees() -> None:
    """The command line does not search for them: what was worked out of each text would stay."""
    for text in TEXTS:
        shipped(text, unsafe=True)  # what is made once for all texts may be one
    gc.collect()
    gc.disable()
    try:
        for text in TEXTS:
            shipped(text, unsafe=True)
            assert gc.collect() == 0
    finally:
        gc.enable()
