"""Optional word lists: what is a word, and what holds where there are none."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from simplemma.strategies import DictionaryLookupStrategy, StreamDictionaryFactory

from cleanup.engine.settling import UNSAFE, plan
from cleanup.errors import RuleError
from cleanup.extras import NEEDS, lacking, needed, present
from cleanup.language import wordindex, wordlist
from cleanup.language.wordlist import has_words, is_word
from cleanup.results import Plan
from cleanup.rule.load import make_families, make_rules
from cleanup.rulebook.library import load_rulebook
from cleanup.text.document import Document
from wordless import without_words

LISTED = [code for code in load_rulebook().packs if code != "und"]


def planned(text: str) -> Plan:
    return plan(Document.of(text), load_rulebook(), UNSAFE, "fr")


@pytest.mark.parametrize(
    ("token", "language"),
    [
        ("enfants", "fr"),
        ("Enfants", "fr"),
        ("mangeassions", "fr"),
        ("gingen", "de"),
        ("durmiendo", "es"),
        ("children", "en"),
        ("городами", "ru"),
    ],
)
def test_inflected_forms_are_words(token: str, language: str) -> None:
    assert is_word(token, language)


@pytest.mark.parametrize("token", ["lesenfants", "tion", "veloppement", "", "’", "l’eau"])
def test_others_are_none(token: str) -> None:
    assert not is_word(token, "fr")


def test_languages_without_a_list() -> None:
    assert has_words("fr")
    assert not has_words("und")
    with pytest.raises(ValueError, match="und"):
        is_word("eau", "und")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a cache of its own, and forget what is known of the lists before and after."""
    kept = (is_word, wordlist._readable, wordlist._index, wordlist._kept, wordlist._lists)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for one in kept:
        one.cache_clear()
    yield tmp_path / "mt-cleanup"
    for one in kept:
        one.cache_clear()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put empty lists in the place of those of the package, and tell which were read."""
    asked: list[str] = []

    def take(_: object, language: str) -> dict[str, str]:
        asked.append(language)
        return {}

    monkeypatch.setattr(StreamDictionaryFactory, "_get_dictionary_uncached", take)
    return asked


@pytest.mark.parametrize("writable", [True, False])
def test_no_list_is_read_twice(folder: Path, read: list[str], writable: bool) -> None:
    if not writable:
        folder.write_bytes(b"")
    assert not any(is_word(word, code) for word in ("x", "y") for code in LISTED)
    assert read == LISTED


def test_whether_there_is_a_list_is_told_without_reading_one(folder: Path, read: list[str]) -> None:
    assert all(map(has_words, LISTED))
    assert not has_words("und")
    assert not has_words("../data/fr")
    assert read == []


def test_where_no_index_can_be_the_list_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wordlist, "version", lambda _: "unknown")
    assert has_words("fr")
    assert is_word("enfants", "fr")
    assert not is_word("lesenfants", "fr")
    assert not folder.exists()


@pytest.fixture
def worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an index be made with the first question."""
    monkeypatch.setattr(wordindex, "is_worth_making", lambda *_: True)


@pytest.mark.usefixtures("worth_it")
def test_a_kept_index_answers_without_the_package(folder: Path) -> None:
    assert is_word("maison", "fr")
    program = (
        "import sys; from cleanup.language.wordlist import has_words, is_word;"
        "assert has_words('fr') and is_word('Enfants', 'fr') and not is_word('lesenfants', 'fr');"
        "sys.exit(3 if 'simplemma' in sys.modules else 0)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
    (path,) = folder.glob("*.index")
    path.write_bytes(path.read_bytes()[:-8])
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 3


def askings(word: str) -> Iterator[str]:
    """Yield what may be asked about a word of a list, and what is none and nearly one."""
    yield from (word, word.lower(), word.upper(), word.capitalize(), word.swapcase())
    yield from (f"{word}x", word[1:], word[:-1], word[::-1], word.replace("'", "’"))
    decomposed = unicodedata.normalize("NFD", word)
    yield from (decomposed, decomposed.replace("\u0301", "\u0300"))
    # Apostrophes, then marks that the package overlooks in some scripts.
    for sign in "'’ʼ\u055e\u05b4\u0640\u064e\u0670":
        yield from (word[:2] + sign + word[2:], (word[:2] + sign + word[2:]).upper())


@pytest.mark.usefixtures("worth_it")
@pytest.mark.parametrize("language", [*LISTED, "ar", "grc", "he", "hy", "tr", "uk"])
def test_the_index_answers_as_the_package_does(
    folder: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    whole = StreamDictionaryFactory().get_dictionary(language)
    # Every other word of a sample stands for the list; those between are none, and nearly some.
    words = list(islice(whole, 0, None, max(1, len(whole) // 1_000)))
    part = dict.fromkeys(words[::2], "")
    monkeypatch.setattr(StreamDictionaryFactory, "_get_dictionary_uncached", lambda *_: part)
    package = DictionaryLookupStrategy(StreamDictionaryFactory())
    asked = {form for word in words for form in askings(word) if form}
    wrong = [
        form
        for form in asked
        if is_word(form, language)
        != (package.get_lemma(unicodedata.normalize("NFC", form), language) is not None)
    ]
    assert wrong == []
    assert len(list(folder.iterdir())) == 1


@pytest.mark.usefixtures("worth_it")
def test_the_index_of_a_whole_list_holds_its_words(folder: Path) -> None:
    words = StreamDictionaryFactory().get_dictionary("fr")
    index = wordlist._index(wordlist._source(), "fr")
    assert index
    assert len(index.digests) == len(words)
    assert all(map(index.has, words))


def test_presence_is_part_of_the_rule_set() -> None:
    whole = load_rulebook().digest
    assert present()["words"].split()[1][0].isdigit()
    assert lacking(["words"]) == ()
    with without_words():
        assert present() == {}
        assert lacking(["words", "words"]) == ("words",)
        assert not has_words("fr")
        assert load_rulebook().digest != whole
    assert load_rulebook().digest == whole


def test_without_words_a_rule_reports_or_keeps_silent() -> None:
    text = "une infor-\nmation sûre pour lesenfants et une forma tion lorsquevous dormez"
    assert planned(text).text == (
        "une information sûre pour les enfants et une formation lorsque vous dormez"
    )
    with without_words():
        found = planned(text)
    assert found.text == text
    assert [(f.code, f.applicability) for f in found.findings] == [("OCR001", "manual")]


def test_a_bracketed_letter_before_its_whole_word() -> None:
    text = "« Il faut [a]agir », dit-il."
    assert planned(text).text == "« Il faut agir », dit-il."
    with without_words():
        assert planned(text).text == text


@pytest.mark.parametrize("word", ["[s]ynthèse", "[a]vis", "[a]llait", "[o]osphère", "contre[s]"])
def test_a_letter_of_the_editor_stays(word: str) -> None:
    assert planned(f"« Il faut une {word} », dit-il.").findings == ()


def test_a_compound_keeps_its_hyphen() -> None:
    found = planned("Le porte-\navions est à quai.")
    assert found.text == found.source
    assert [(f.code, f.applicability) for f in found.findings] == [("OCR001", "manual")]


def test_nothing_is_loaded_without_a_candidate() -> None:
    program = (
        "import sys; from cleanup import fix;"
        "fix('Le maire a reçu les enfants de la ville , lundi.', lang='fr');"
        "sys.exit('simplemma' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("need", NEEDS)
def test_each_need_says_how_it_is_installed(need: str) -> None:
    assert f"mt-cleanup[{need}]" in needed(need)


def test_an_unknown_need_is_an_error() -> None:
    families = make_families({"TOK": {"name": "t", "phase": "markup"}}, "families.toml")
    table = {
        **dict.fromkeys(("name", "message", "why", "mqm"), "x"),
        "code": "TOK001",
        "applicability": "unsafe",
        "needs": "wrds",
        "detector": "glued",
        "bad": [["a", "b"]],
        "good": ["b"],
    }
    with pytest.raises(RuleError, match=r"TOK001: needs = 'wrds' is not one of words.*'words'"):
        make_rules({"rule": [table]}, "x.toml", "und", families)
    (made,) = make_rules({"rule": [{**table, "needs": "words"}]}, "x.toml", "und", families)
    assert made.needs == "words"
