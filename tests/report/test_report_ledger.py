"""Machine formats from a ledger say what they said of the run: same places, same offsets."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from report_plans import Fix, plan_of, random_plans

from cleanup.formats import read
from cleanup.past.excerpts import entries
from cleanup.past.history import read_ledger
from cleanup.past.ledger import Ledger
from cleanup.report import renderer
from cleanup.results import Entry, Plan, Run

FORMATS = ("json", "jsonl", "sarif", "github", "gitlab", "junit")


def both(plan: Plan, data: bytes, folder: Path) -> tuple[Run, Run]:
    """Return a run as it was and as its ledger has it."""
    source = read(data, "a.txt")
    live = Entry("a.txt", source.format, plan, source.locate)
    path = str(folder / "run.ledger.jsonl")
    with Ledger.open(path, rules="", options={}) as ledger:
        ledger.document(source, plan)
        ledger.end()
    return Run((live,)), Run(entries(read_ledger(path)))


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=random_plans("aé😀 .\n\n", 120), ending=st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_ledger_says_the_same(name: str, plan: Plan, ending: str, tmp_path: Path) -> None:
    assume(plan.source)
    data = plan.source.replace("\n", ending).encode("utf-8-sig")
    live, past = both(plan, data, tmp_path)
    assert renderer(name)(past) == renderer(name)(live)


def test_paragraphs_far_apart_keep_their_offsets(tmp_path: Path) -> None:
    text = "Un mto.\n\n" + "Rien.\n\n" * 50 + "Un autre mto là.\n\n" + "Rien.\n\n" * 9
    first, last = text.index("mto"), text.rindex("mto")
    fixes = [Fix("AAA001", start=at, end=at + 3, suggestion="mot") for at in (first, last)]
    live, past = both(plan_of(text, *fixes), text.encode(), tmp_path)
    (entry,) = past.entries
    assert len(entry.plan.source) < len(text) / 3
    assert [entry.at(f.start) for f in entry.plan.findings] == [first, last]
    assert renderer("json")(past) == renderer("json")(live)
