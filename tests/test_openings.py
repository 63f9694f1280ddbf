"""Rules tried where a text begins: all together they find what each would find alone."""

from __future__ import annotations

import pytest

from cleanup.rule.model import Rule, Trigger
from cleanup.rulebook.library import load_library
from cleanup.rulebook.lists import bind, word_lists
from cleanup.rulebook.openings import Openings
from rulesets import make_rule, make_rulebook, run

LIBRARY = load_library()
LISTS = word_lists(LIBRARY.packs["fr"])
OPENING = [r for r in LIBRARY.rules if r.pattern and r.trigger and r.trigger.kind == "start"]
START = Trigger("start")


def opening(pattern: str, code: str) -> Rule:
    return make_rule(pattern, code=code, trigger=START, keeps="removes")


def texts() -> list[str]:
    examples = [text for rule in OPENING for pair in rule.bad for text in pair[:1]]
    examples += [text for rule in OPENING for text in rule.good]
    return [*examples, *(text.upper() for text in examples), *(text[1:] for text in examples), ""]


def test_hits_are_struck_where_none_of_the_rules_matches() -> None:
    rules = dict(enumerate(OPENING))
    openings = Openings(rules, LISTS)
    hits = {number: [0] for number in [*rules, len(rules)]}
    kept = 0
    for text in texts():
        matching = [n for n, rule in rules.items() if bind(rule, LISTS).match(text)]
        struck = openings.strike(hits, text)
        assert struck == (hits if matching else {len(rules): [0]}), text
        kept += bool(matching)
    assert kept > len(OPENING)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(a|b)\1 ", "bb est là."),
        (r"(a|b)(?P=1) ", "bb est là."),
        (r"(?P<sign>[*~])(?P=sign)", "~~ est là."),
        ("(?x)\n  note [ ] # a comment", "note est là."),
        ("(?ix) note [ ] # a comment", "Note est là."),
        ("(?x: no te )bar ", "notebar est là."),
        ("(?:(?x) no te )bar ", "notebar est là."),
        ("[(?x]foo ", "(foo est là."),
        (r"(?i)NOTE ", "note est là."),
    ],
)
def test_a_pattern_means_the_same_beside_others(pattern: str, text: str) -> None:
    rules = [opening(r"(?P<sign>x)y", "TST001"), opening(pattern, "TST002")]
    for book in (make_rulebook(*rules), make_rulebook(*reversed(rules))):
        assert [finding.code for finding in run(text, book).findings] == ["TST002"]
        assert [finding.code for finding in run("xy est là.", book).findings] == ["TST001"]
        assert run("Rien de tel.", book).findings == ()


@pytest.mark.parametrize("other", [r"ab(*PRUNE)c", r"ab(*SKIP)c", r"(?r)qq"])
def test_what_concerns_a_pattern_as_a_whole_concerns_no_other(other: str) -> None:
    book = make_rulebook(opening(other, "TST001"), opening(r"\w\wd ", "TST002"))
    assert [finding.code for finding in run("abd est là.", book).findings] == ["TST002"]
