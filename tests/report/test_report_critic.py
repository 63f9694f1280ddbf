"""CriticMarkup, read again as an editor does: reject all is the input, accept all the result."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from report_plans import Fix, entry_of, plan_of, random_plans, run_of, seed_plan, swap

from cleanup.report import renderer
from cleanup.results import Part, Plan, Run
from cleanup.text.edits import Edit

# As the published tools find the marks: from the left, each up to the first end of its kind.
MARK = re.compile(
    r"\{\+\+(?P<add>.*?)\+\+\}|\{--(?P<gone>.*?)--\}|\{~~(?P<old>.*?)~>(?P<new>.*?)~~\}"
    r"|\{==(?P<place>.*?)==\}|\{>>(?P<note>.*?)<<\}",
    re.DOTALL,
)


def plain(text: str) -> str:
    """Take the backslash away that keeps the article's own marks from being any."""
    text = re.sub(r"~\\(\\*)(?=>)", r"~\1", text)
    text = re.sub(r"(\+\+|--|~~|==|<<)\\(\\*)(?=\})", r"\1\2", text)
    return re.sub(r"\{\\(\\*)(?=\+\+|--|~~|==|>>)", r"{\1", text)


def read(text: str) -> tuple[str, str, list[str]]:
    """Return the text with all rejected, with all accepted, and the comments."""
    before, after, notes = [], [], []
    at = 0
    for mark in MARK.finditer(text):
        same, at = plain(text[at : mark.start()]), mark.end()
        found = {key: plain(value or "") for key, value in mark.groupdict().items()}
        before += [same, found["gone"], found["old"], found["place"]]
        after += [same, found["add"], found["new"], found["place"]]
        notes += [found["note"]] if mark["note"] is not None else []
    rest = plain(text[at:])
    return "".join([*before, rest]), "".join([*after, rest]), notes


def critic(plan: Plan) -> str:
    return renderer("critic")(run_of(plan))


@pytest.mark.parametrize("style", [False, True])
def test_the_seed_with_its_reasons(style: bool) -> None:
    plan = seed_plan(style)
    text = critic(plan)
    before, after, notes = read(text)
    assert (before, after) == (plan.source, plan.text)
    assert "{-- date 2023-10 --}{>>RES002 crawl-prefix, safe: A crawl prefix" in text
    assert "franches {~~». [and~>[et~~}{>>EDI001" in text
    assert len(notes) >= len(plan.findings)
    (left,) = (note for note in notes if note.startswith("POS001"))
    assert left.endswith("Suggestion: l’approfondissement des liens de leurs deux pays")


@given(plan=random_plans("a{}~~>+-=<\\\n"))
def test_marks_of_the_article_are_no_marks(plan: Plan) -> None:
    if plan.findings:
        assert read(critic(plan))[:2] == (plan.source, plan.text)


@pytest.mark.parametrize(
    "text", ["{++a++}", "{\\--a\\\\--}", "{~~a~>b~~}", "{>>a<<}", "{==a==}", "{{++~>>}}"]
)
def test_an_article_about_criticmarkup_comes_back(text: str) -> None:
    plan = plan_of(f"mto {text}", Fix("AAA001", (Edit(0, 3, text),)))
    before, after, notes = read(critic(plan))
    assert (before, after, len(notes)) == (plan.source, plan.text, 1)


def test_a_comment_cannot_be_ended_by_what_it_says() -> None:
    source = "un mto"
    fix = Fix("AAA001", (swap(source, "mto", "mot"),), message="no <<} {++end++}\nof it")
    before, _, (note,) = read(critic(plan_of(source, fix)))
    assert before == source
    assert note.endswith("no <<} {++end++}⏎of it")


def test_places_that_overlap_are_marked_once() -> None:
    source = "un mto et un autre mot"
    plan = plan_of(
        source,
        Fix("AAA001", (swap(source, "mto", "mot"),)),
        Fix("AAA002", applicability="manual", message="Here.", start=0, end=9),
        Fix("AAA003", applicability="manual", message="Far.", start=13, end=18),
        Fix("AAA004", applicability="manual", message="Also.", start=13, end=22, held="proof"),
        Fix("AAA005", applicability="manual", message="End.", start=22, end=22),
    )
    text = critic(plan)
    assert read(text)[:2] == (plan.source, plan.text)
    assert "{~~mto~>mot~~}{>>AAA001 some-rule, safe: Something is wrong here.<<}{>>AAA002" in text
    assert "{==autre==}{>>AAA003 some-rule, manual: Far.<<}{>>AAA004" in text
    assert text.endswith("{>>AAA005 some-rule, manual: End.<<}")


def test_several_documents_and_errors_are_named() -> None:
    run = run_of(seed_plan(), plan_of(""), errors=["b.txt: byte 3: binary"])
    notes = read(renderer("critic")(run))[2]
    assert notes[0] == "article.txt"
    assert notes[-2:] == ["a1.txt: nothing was found", "error: b.txt: byte 3: binary"]


def test_an_excerpt_says_what_it_lacks() -> None:
    source = "Un mto.\n\nUn autre."
    entry = entry_of(plan_of(source, Fix("AAA001", (swap(source, "mto", "mot"),))))
    parts = (Part(0, 20, 0, 20), Part(9, 80, 9, 80))
    text = renderer("critic")(Run((replace(entry, parts=parts),)))
    assert text.startswith("{>>article.txt: the paragraphs with findings<<}\n\nUn ")
    assert "\n\n{>>text that is not recorded<<}Un autre." in text
