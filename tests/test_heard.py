"""What concerns the whole document is looked at late, and only where a phase asks for it."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings

from cleanup.engine.settling import SAFE, UNSAFE, Settling, plan
from cleanup.evaluate import read_items
from cleanup.language.decision import decide
from cleanup.language.facts import Facts
from cleanup.rulebook.library import load_library, load_rulebook
from cleanup.rulebook.table import Rulebook
from cleanup.text.document import Document
from cleanup.text.edits import Edit
from cleanup.text.snapshot import Snapshot
from rulesets import make_rule, make_rulebook, marked_texts, rule_sets, run

CORPUS = Path(__file__).parent.parent / "corpus" / "devset"
ITEMS = [item for item in read_items([CORPUS]) if hasattr(item, "input")]
EXAMPLES = [
    (rule.code, "fr" if rule.language == "und" else rule.language, bad[0])
    for rule in load_library().rules
    for bad in rule.bad[:2]
    if rule.detector
]


def test_looking_late_changes_no_plan() -> None:
    for item in ITEMS:
        document = Document.of(item.input)
        late = plan(document, load_rulebook(), UNSAFE, item.lang)
        with patch.object(Snapshot, "suppresses", new=True):
            assert plan(document, load_rulebook(), UNSAFE, item.lang) == late


@settings(max_examples=150, deadline=None)
@given(marked_texts(), rule_sets())
def test_looking_late_changes_no_plan_of_any_rules(text: str, rulebook: Rulebook) -> None:
    late = run(text, rulebook)
    with patch.object(Snapshot, "suppresses", new=True):
        assert run(text, rulebook) == late


def test_a_phase_without_a_safe_fix_asks_for_nothing_that_may_silence_it() -> None:
    settling = Settling(Document.of("Le maire de la ville est ici.\n"), load_rulebook(), "fr")
    settling.hearing.refresh()
    table = settling.hearing.table
    assert settling.hearing.able("style") == []
    assert settling.hearing.looked == table.proposing["style"] < table.wide("style")


def test_suspicion_is_of_the_text_as_it_came() -> None:
    """What is asked for after the evidence is repaired finds it in the first text."""
    rulebook = make_rulebook(
        make_rule("!", "", code="QUO901", suspect=True),
        make_rule(";", "", code="BRK901", suspect=True),
        make_rule("~", "", code="TST001", applicability="unsafe", suspected="safe"),
    )
    assert run("a ! b ; c ~ d", rulebook).text == "a  b  c  d"
    assert run("a ! b c ~ d", rulebook).text == "a  b c ~ d"
    settling = Settling(Document.of("a ! b ; c"), rulebook, "fr")
    settling.run(SAFE)
    assert settling.snapshot.text == "a  b  c"
    assert settling.suspect


def test_what_a_text_is_done_with_is_let_go() -> None:
    """A long text is held twice: as it came, and as it is."""
    text = "Le maire dit «\u00a0oui\u00a0»[and] non . Il a a dit &nbsp; cela.\n\n" * 3
    settling = Settling(Document.of(text), load_rulebook(), "fr")
    seen: list[weakref.ref[Snapshot]] = []
    revise = settling.hearing.revise

    def noted(edits: Sequence[tuple[Edit, frozenset[int]]]) -> None:
        seen.append(weakref.ref(settling.snapshot))
        revise(edits)

    gc.collect()
    gc.disable()
    try:
        with patch.object(settling.hearing, "revise", noted):
            settling.run(SAFE)
        assert len(seen) > 1
        assert [one() for one in seen if one() is not None] == []
    finally:
        gc.enable()


def test_facts_that_move_on_are_those_of_the_new_text() -> None:
    decision = decide("", None, "fr", load_rulebook().ballot)
    old, new = "Il dit « oui ».", "Il dit «oui» et «non»."
    for asked in (False, True):
        facts = Facts(old, decision)
        assert not asked or facts.habits
        facts.let_go()
        assert not facts.are_of(old)
        assert facts.differ(Facts(new, decision)) is asked
        assert not facts.differ(Facts(old, decision))
        if not asked:
            facts.move_on(new)
            assert facts.are_of(new)
            assert facts.habits == Facts(new, decision).habits


@pytest.mark.parametrize(("code", "lang", "text"), EXAMPLES)
def test_a_detector_speaks_for_the_rules_that_name_it(code: str, lang: str, text: str) -> None:
    settling = Settling(Document.of(text), load_rulebook(), lang)
    settling.run(SAFE)
    settling.hearing.refresh()
    settling.hearing.hear()
    for number, found in settling.hearing.wide.items():
        one = settling.hearing.table._wide[number]
        assert all(c.rule is one.rule or one.emits(c.rule) for c in found)
