"""Plans under decisions: what is rejected stays, what is accepted goes, and nothing else moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cleanup.decisions.decided import Decided, plan_decided
from cleanup.decisions.file import Decision, Decisions, Verdict
from cleanup.engine.settling import SAFE, UNSAFE, Accept, plan
from cleanup.results import Finding, Plan
from cleanup.rulebook.library import load_rulebook
from cleanup.rulebook.table import Rulebook
from cleanup.text.document import Document
from rulesets import make_rule, make_rulebook, marked_texts, rule_sets

TWICE = "Les trois candidates , dont une retraitée , sont là."
POSSESSIVE = "Ils ont vanté leurs deux clubs. » la longue rivalité."
NOTES = "Il juge les débats « francs ». [and] utile »."


def decide(verdict: Verdict, *findings: Finding, suggestion: str | None = None) -> Decisions:
    return Decisions(tuple(Decision(f.code, f.fingerprint, verdict, suggestion) for f in findings))


def under(
    text: str,
    decisions: Decisions,
    accept: Accept = SAFE,
    rulebook: Rulebook | None = None,
) -> Decided:
    return plan_decided(Document.of(text), rulebook or load_rulebook(), accept, "fr", decisions)


def plain(text: str, rulebook: Rulebook | None = None, accept: Accept = SAFE) -> Plan:
    return plan(Document.of(text), rulebook or load_rulebook(), accept, "fr")


def prints(findings: Sequence[Finding]) -> Counter[tuple[str, str]]:
    return Counter((f.code, f.fingerprint) for f in findings)


def test_a_rejected_place_stays_and_the_others_are_repaired() -> None:
    first, second = plain(TWICE).findings
    for finding, expected in (
        (first, "Les trois candidates , dont une retraitée, sont là."),
        (second, "Les trois candidates, dont une retraitée , sont là."),
    ):
        done = under(TWICE, decide("reject", finding))
        assert done.plan.text == expected
        assert len(done.plan.findings) == 1
        assert done.used == {(finding.code, finding.fingerprint)}
        again = under(expected, decide("reject", finding))
        assert (again.plan.changes, again.plan.findings) == ((), ())


def test_fingerprints_do_not_depend_on_decisions() -> None:
    first, second = plain(TWICE).findings
    assert under(TWICE, decide("reject", first)).plan.findings[0].fingerprint == second.fingerprint


def test_no_lesser_rule_speaks_where_a_finding_was_rejected() -> None:
    (found,) = plain(POSSESSIVE).findings
    assert found.applicability == "unsafe"
    for verdict in ("reject", "baseline"):
        done = under(POSSESSIVE, decide(verdict, found), UNSAFE)
        assert (done.plan.text, done.plan.findings) == (POSSESSIVE, ())


def test_what_is_accepted_is_applied_by_a_safe_plan() -> None:
    (found,) = plain(POSSESSIVE).findings
    done = under(POSSESSIVE, decide("accept", found))
    assert done.plan.text == plain(POSSESSIVE, accept=UNSAFE).text != POSSESSIVE
    assert [f.applied for f in done.plan.findings] == [True]


def test_a_person_may_write_what_stands_there() -> None:
    (found,) = plain(POSSESSIVE).findings
    chosen = decide("accept", found, suggestion="la rivalité de leurs clubs")
    done = under(POSSESSIVE, chosen)
    expected = POSSESSIVE[: found.start] + "la rivalité de leurs clubs" + POSSESSIVE[found.end :]
    assert done.plan.text == expected


def test_a_manual_finding_is_applied_as_a_person_wrote_it() -> None:
    rulebook = make_rulebook(make_rule(";", code="TST001"), make_rule("~", "", code="TST002"))
    text = "a ~b ; c ; d"
    manual = [f for f in plain(text, rulebook).findings if f.code == "TST001"]
    without = under(text, decide("accept", manual[1]), rulebook=rulebook)
    assert without.plan.text == "a b ; c ; d"
    done = under(text, decide("accept", manual[1], suggestion="et"), rulebook=rulebook)
    assert done.plan.text == "a b ; c et d"
    assert [(f.start, f.applied) for f in done.plan.findings] == [(2, True), (5, False), (9, True)]


def test_what_still_fires_is_accepted_once() -> None:
    rulebook = make_rulebook(make_rule(";", code="TST001"))
    (found,) = plain("a ; b", rulebook).findings
    done = under("a ; b", decide("accept", found, suggestion="; c ;"), rulebook=rulebook)
    assert done.plan.text == "a ; c ; b"


def test_what_a_person_wrote_must_fit_the_encoding() -> None:
    (found,) = plain(POSSESSIVE).findings
    document = Document(POSSESSIVE, ((0, len(POSSESSIVE)),), encodable=lambda t: "œ" not in t)
    chosen = decide("accept", found, suggestion="œuvre")
    done = plan_decided(document, load_rulebook(), SAFE, "fr", chosen)
    assert done.plan.changes == ()


def test_a_rule_that_may_only_report_is_not_accepted() -> None:
    rulebook = replace(load_rulebook(), unfixable=frozenset({"POS001"}))
    (found,) = plain(POSSESSIVE, rulebook).findings
    assert under(POSSESSIVE, decide("accept", found), rulebook=rulebook).plan.changes == ()


def test_what_a_repair_raises_can_be_rejected() -> None:
    raised = [f for f in plain(NOTES).findings if not f.applied]
    assert [f.code for f in raised] == ["BRK014"]
    done = under(NOTES, decide("reject", *raised))
    assert done.plan.text == plain(NOTES).text
    assert [f.code for f in done.plan.findings] == ["BRK006"]


def test_a_decision_about_what_is_not_there_is_of_no_use() -> None:
    done = under(TWICE, Decisions((Decision("TOK007", "0" * 16, "reject"),)))
    assert (done.plan, done.used) == (plain(TWICE), frozenset())


def test_equal_sentences_are_told_apart() -> None:
    text = f"{TWICE}\n\n{TWICE} Oui. {TWICE}"
    found = [f for f in plain(text).findings if f.code == "TOK007"]
    assert len(prints(found)) == len(found) == 6
    done = under(text, decide("reject", found[3]))
    assert done.plan.text.count(" ,") == 1
    assert done.plan.text.index(" ,") > done.plan.text.index("\n\n")
    assert under(done.plan.text, decide("reject", found[3])).plan.changes == ()


@settings(max_examples=200, deadline=None)
@given(marked_texts(), rule_sets())
def test_fingerprints_are_the_same_after_fix(text: str, rulebook: Rulebook) -> None:
    done = plain(text, rulebook)
    after = plain(done.text, rulebook)
    assume(not any(f.held or f.after for f in done.findings))
    assert prints(after.findings) == prints(done.left)


@settings(max_examples=200, deadline=None)
@given(marked_texts(), rule_sets())
def test_to_reject_everything_is_to_change_nothing(text: str, rulebook: Rulebook) -> None:
    everything = Decisions()
    for _ in range(40):
        done = under(text, everything, UNSAFE, rulebook).plan
        if not done.findings:
            break
        everything = Decisions((*everything.entries, *decide("reject", *done.findings).entries))
    assert done.text == text


@settings(max_examples=200, deadline=None)
@given(marked_texts(), rule_sets())
def test_accepting_each_is_accepting_all(text: str, rulebook: Rulebook) -> None:
    left = [f for f in plain(text, rulebook).left if f.applicability == "unsafe"]
    spans = sorted((f.start, f.end) for f in left)
    assume(all(a[1] < b[0] for a, b in pairwise(spans)))
    unsafe = plain(text, rulebook, UNSAFE)
    assume(sum(f.applicability == "unsafe" for f in unsafe.findings) == len(left))
    assume(not any(f.held for f in unsafe.findings))
    assert under(text, decide("accept", *left), SAFE, rulebook).plan.text == unsafe.text


PARTS = ("Les trois candidates , sont là .", TWICE, POSSESSIVE, NOTES, "Le maire  est venu.")


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4), st.data())
def test_rejecting_changes_no_other_result(parts: list[str], data: st.DataObject) -> None:
    text = "\n\n".join(parts)
    before = plain(text)
    safe = [f for f in before.findings if f.applied]
    assume(safe)
    gone = data.draw(st.sampled_from(safe))
    done = under(text, decide("reject", gone)).plan
    number = before.findings.index(gone)
    depended = [f for f in before.findings if number in f.after]
    assert prints(done.findings) == prints(before.findings) - prints([gone, *depended])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4), st.data())
def test_it_settles_under_decisions(parts: list[str], data: st.DataObject) -> None:
    text = "\n\n".join(parts)
    found = plain(text).findings
    gone = data.draw(st.lists(st.sampled_from(found), unique_by=id)) if found else []
    decisions = decide("reject", *gone)
    done = under(text, decisions).plan
    again = under(done.text, decisions).plan
    assert again.changes == ()
    raised = [f for f in done.left if f.after]  # by repairs, which are no more to be made
    assert prints(done.left) - prints(raised) <= prints(again.findings) <= prints(done.left)


@settings(max_examples=200, deadline=None)
@given(marked_texts(), rule_sets(), st.data())
def test_whatever_the_rules_it_settles(text: str, rulebook: Rulebook, data: st.DataObject) -> None:
    found = plain(text, rulebook).findings
    assume(found)
    gone = data.draw(st.lists(st.sampled_from(found), unique_by=id, max_size=3))
    decisions = decide("reject", *gone)
    done = under(text, decisions, rulebook=rulebook).plan
    assert under(done.text, decisions, rulebook=rulebook).plan.text == done.text


@pytest.mark.parametrize("accept", [SAFE, UNSAFE], ids=["safe", "unsafe"])
def test_nothing_decided_is_the_plan(accept: Accept) -> None:
    text = f"{TWICE}\n\n{POSSESSIVE}"
    assert under(text, Decisions(), accept).plan == plain(text, accept=accept)
