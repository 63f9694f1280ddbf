"""Nothing is lost: what the changes keep, seen from outside, on damaged texts of all languages."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cleanup.engine.settling import FREE_WORDS, SAFE, SHARE, UNSAFE, plan
from cleanup.evaluate import Clean, read_items
from cleanup.results import Plan
from cleanup.rule.proof import words
from cleanup.rulebook.library import load_library, load_rulebook
from cleanup.text.document import Document
from cleanup.text.edits import Edit, apply, invert
from rulesets import kept_or_repaired

CORPUS = Path(__file__).parent.parent / "corpus" / "devset"
FILES = sorted(CORPUS.glob("*.jsonl"), key=lambda path: path.name)
KEEPS = {rule.code: rule.keeps for rule in load_library().rules}
REPAIRS = {rule.code for rule in load_library().rules if rule.may}


def inputs(path: Path) -> list[tuple[str, str]]:
    """Return the language and the text of each labelled document of a file."""
    items = read_items([path])
    return [(item.lang, item.text if isinstance(item, Clean) else item.input) for item in items]


FRENCH = [text for _, text in inputs(CORPUS / "repair_fr.jsonl")]
PARAGRAPHS = [p for text in FRENCH for p in text.split("\n") if 0 < len(p) < 400]
KEPT = (
    "https://a.example/x_,y..z",
    "www.exemple.org/les-les/a_.b",
    "`[and] , »  `",
    "``les les ` , ``",
    "le.nom+x@la-la.example.org",
    '<a href="les les , x">',
    "{{ les les , x }}",
    "12:30:05",
    "les-les.tar.gz",
    "1.10.2",
)
FRONT = "---\ntitle: les les , »\n---\n"
FENCE = "\n\n```\nles les , » [and] .\n```\n\n"

damaged = st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=4).map("\n\n".join)


def run(text: str, lang: str = "fr", *, unsafe: bool = False) -> Plan:
    return plan(Document.of(text), load_rulebook(), UNSAFE if unsafe else SAFE, lang)


def letters(text: str) -> str:
    opened = unicodedata.normalize("NFC", text)
    return "".join(c for c in opened if c.isalnum())


def bare(text: str) -> str:
    opened = unicodedata.normalize("NFD", letters(text).replace("œ", "oe").replace("Œ", "Oe"))
    return "".join(c for c in opened if not unicodedata.combining(c))


def conserved(found: Plan) -> None:
    """Assert of each unit of safe changes that alone, made in the input, it keeps what it says."""
    for unit in found.units():
        made = [found.changes[n] for n in sorted(unit)]
        fixes = [found.findings[n] for change in made for n in change.fixes]
        if any(f.applicability != "safe" for f in fixes):
            continue
        old = found.source
        new = apply(old, [Edit(c.start, c.end, c.new) for c in made])
        keeps = {KEEPS[f.code] for f in fixes}
        if keeps == {"words"}:
            assert words(new) == words(old)
        elif keeps <= {"words", "letters"}:
            assert letters(new) == letters(old)
        elif keeps <= {"words", "letters", "case", "base"}:
            assert bare(new).casefold() == bare(old).casefold()
        elif keeps <= {"words", "repeats"}:
            assert set(words(new.casefold())) == set(words(old.casefold()))
            assert len(words(new)) < len(words(old))


def removed(found: Plan) -> int:
    """Return how many words went by removals alone."""
    gone = 0
    for change in found.changes:
        if {KEEPS[found.findings[n].code] for n in change.fixes} == {"removes"}:
            gone += len(words(change.old)) - len(words(change.new))
    return gone


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_labelled_texts_settle_and_lose_nothing(path: Path) -> None:
    for lang, text in inputs(path):
        found = run(text, lang)
        assert run(found.text, lang).changes == ()
        conserved(found)
        back = [Edit(c.start, c.end, c.new) for c in invert(found.changes)]
        assert apply(found.text, back) == text
        assert all(a.end <= b.start for a, b in pairwise(found.changes))


@settings(max_examples=80, deadline=None)
@given(damaged)
def test_composed_texts_settle_and_lose_nothing(text: str) -> None:
    found = run(text)
    assert run(found.text).changes == ()
    conserved(found)
    total = len(words(text))
    assert removed(found) <= max(total // SHARE, min(FREE_WORDS, total - 1))


@settings(max_examples=60, deadline=None)
@given(damaged, st.sampled_from(KEPT), st.integers(0, 400))
def test_protected_text_comes_out_as_it_went_in(text: str, kept: str, at: int) -> None:
    place = text.find(" ", min(at, len(text)))
    place = len(text) if place < 0 else place
    assume("`" not in text and "<" not in text)
    whole = f"{text[:place]} {kept}{text[place:]}"
    for unsafe in (False, True):
        found = run(whole, unsafe=unsafe)
        assert kept_or_repaired(found, kept)
        if not any(f.applied and f.code in REPAIRS for f in found.findings):
            assert found.text.count(kept) == whole.count(kept)


@settings(max_examples=60, deadline=None)
@given(damaged, damaged)
def test_front_matter_and_fences_come_out_as_they_went_in(before: str, after: str) -> None:
    assume("```" not in before + after)
    found = run(FRONT + before + FENCE + after, unsafe=True)
    assert found.text.startswith(FRONT)
    assert FENCE.strip() in found.text
