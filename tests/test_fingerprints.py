"""Equal sentences before a finding: counted one by one, or all of the text at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.engine import fingerprints
from cleanup.engine.settling import SAFE, plan
from cleanup.rulebook.library import load_rulebook
from cleanup.text.document import Document

SENTENCES = [
    "Le chat «dort sur le tapis.",
    "Il dit que le chat «dort sur le tapis.",
    "Le chat «dort sur le tapis. Il fait beau.",
    "Le chat «dort sur le tapis",
    "Il fait beau.",
    "\n",
    "\n\n",
]


def prints(text: str) -> list[str]:
    found = plan(Document.of(text), load_rulebook(), SAFE, "fr").findings
    return [finding.fingerprint for finding in found]


@given(st.lists(st.sampled_from(SENTENCES), max_size=12))
def test_the_ways_to_count_equal_sentences_agree(parts: list[str]) -> None:
    text = " ".join(parts)
    one_by_one = prints(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fingerprints, "_SEARCHES", -1)
        assert prints(text) == one_by_one


def test_findings_in_equal_sentences_are_told_apart() -> None:
    found = prints("Le chat «dort sur le tapis.\n\n" * 3)
    assert len(found) == len(set(found)) >= 3
