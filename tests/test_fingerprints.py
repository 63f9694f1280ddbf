"""Equal sentences before a finding: counted one by one, or all of the text at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.engine import fingerprints
from cleanup.engine.fingerprints import Fingerprints
from cleanup.engine.settling import UNSAFE, plan
from cleanup.rulebook.library import load_rulebook
from cleanup.text.document import Document
from cleanup.text.snapshot import Snapshot

SENTENCES = [
    "Le chat «dort sur le tapis.",
    "Il dit que le chat «dort sur le tapis.",
    "Le chat «dort sur le tapis. Il fait beau.",
    "Le chat «dort sur le tapis",
    "Il fait beau.",
    " Il fait beau. ",
    " Le chat «dort sur le tapis. ",
    " ",
    "\n",
    "\n\n",
]


def prints(text: str) -> list[str]:
    found = plan(Document.of(text), load_rulebook(), UNSAFE, "fr").findings
    return [finding.fingerprint for finding in found]


def everywhere(text: str) -> list[str]:
    rule = load_rulebook().rules[0]
    spans = [(at, min(at + 5, len(text))) for at in range(0, len(text), 3)]
    snapshot = Snapshot.of(Document.of(text))
    return [Fingerprints(snapshot).of(rule, *span) for span in spans]


@given(st.lists(st.sampled_from(SENTENCES), max_size=12))
def test_the_ways_to_count_equal_sentences_agree(parts: list[str]) -> None:
    text = "".join(parts)
    one_by_one = prints(text), everywhere(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fingerprints, "_SEARCHES", -1)
        assert (prints(text), everywhere(text)) == one_by_one


def test_findings_in_equal_sentences_are_told_apart() -> None:
    found = prints("Le chat «dort sur le tapis.\n\n" * 3)
    assert len(found) == len(set(found)) >= 3
