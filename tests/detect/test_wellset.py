"""What is plainly in order is left out of the parse: the parse must have found nothing there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.detect.marks import FAMILIES
from cleanup.detect.quoted import Quotations
from cleanup.detect.wellset import wellset
from cleanup.engine.settling import SAFE, Settling, plan
from cleanup.evaluate import read_items
from cleanup.rulebook.library import load_rulebook
from cleanup.text.document import Document

RULEBOOK = load_rulebook()
CORPUS = Path(__file__).parents[2] / "corpus"
ANY = re.compile("|".join(FAMILIES))
PIECES = [
    *"«»“”„\"' ",
    "\u00a0",
    "\u202f",
    "mot",
    "Un mot",
    ".",
    ",",
    "\n\n",
    "\n",
    "[1]",
    "`",
    "12",
    "« oui »",
    "«\u00a0non.\u00a0»",
    "„ja“",
    "“yes”",
    "“ yes ”",
    "„ja”",
    '"si"',
    "« un “mot” dit »",
    "\n\n```\n“x” and „y“\n```\n\n",
    "“" * 12,
    ", ",
]


def found(text: str, language: str) -> list[object]:
    """Return what is said of a text, and the reading of each of its paragraphs."""
    settling = Settling(Document.of(text), RULEBOOK, language)
    settling.run(SAFE)
    view = settling.hearing.view
    result = settling.finish()
    read = Quotations(view)
    return [
        result.findings,
        result.changes,
        [read.get(number) for number in range(len(view.snapshot.paragraphs))],
    ]


def planned(text: str, language: str) -> tuple[str, list[str]]:
    result = plan(Document.of(text), RULEBOOK, SAFE, language)
    return result.language, [f"{f.code} {f.start} {f.applied}" for f in result.findings]


def same_when_all_are_read(text: str, language: str) -> None:
    usual = found(text, language)
    with pytest.MonkeyPatch.context() as patch:
        for table in RULEBOOK._tables.values():
            patch.setitem(table.memory, "wellset", ANY)
        assert found(text, language) == usual


@given(st.lists(st.sampled_from(PIECES), max_size=16), st.sampled_from(["fr", "de", "en", "es"]))
def test_nothing_is_left_out_that_the_parse_would_find(parts: list[str], language: str) -> None:
    same_when_all_are_read("".join(parts), language)


def test_nothing_is_left_out_in_the_corpus() -> None:
    for part in ("devset", "second", "third"):
        for path in sorted((CORPUS / part).glob("*.jsonl")):
            items = [i for i in read_items([path]) if hasattr(i, "input")]
            for item in items[::7]:
                same_when_all_are_read(item.input, item.lang)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "She said “ all is fine here ” today.\n\n```\n“x” and “y”\n```\n"),
        ("en", "She said “ all is fine here ” today.\n\nThe `“code”` is `“here”`.\n"),
        ("fr", "Elle dit “ tout va bien ” hier.\n\n" + "“" * 12),
        ("de", "Er sagte „es geht gut” heute.\n\n```\nx = „y“\n```\n"),
    ],
)
def test_what_is_protected_or_an_ornament_is_no_pair(language: str, text: str) -> None:
    """The document’s habit of spaces is read from the pairs that are in order."""
    same_when_all_are_read(text, language)
    prose, _, _ = text.partition("\n\n")
    assert planned(text, language)[1] == planned(prose, language)[1]


@pytest.mark.parametrize(
    ("language", "text", "plain"),
    [
        ("fr", "Elle dit : « Oui. » Puis « non », (« si »).", True),
        ("fr", "Elle dit “oui” et « non ».", True),
        ("fr", "Elle dit «oui».", False),
        ("fr", "Elle dit “ oui ”.", False),
        ("fr", "Elle dit « oui “non” ».", False),
        ("fr", 'Elle dit "oui" et ("non").', True),
        ("fr", 'Elle dit " oui ".', False),
        ("fr", 'Une planche de 5".', False),
        ("fr", "Elle dit» oui «.", False),
        ("de", "Sie sagt: »Ja.« Dann »nein«.", True),
        ("de", "Sie sagt: „Ja.“", True),
        ("en", "She says “yes”, then “no.”", True),
        ("de", "Sie sagt: »Ja\nnein«.", False),
        ("es", "Dice «sí» y «no».", True),
        ("es", "Dice « sí ».", False),
    ],
)
def test_what_is_plain(language: str, text: str, plain: bool) -> None:
    pattern = wellset(RULEBOOK.packs[language])
    assert all(len(match[0]) > 1 for match in pattern.finditer(text)) == plain
