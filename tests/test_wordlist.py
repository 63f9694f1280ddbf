"""Optional word lists: what is a word, and what holds where there are none."""

from __future__ import annotations

import subprocess
import sys

import pytest
from simplemma.strategies import StreamDictionaryFactory

from cleanup.engine.settling import UNSAFE, plan
from cleanup.errors import RuleError
from cleanup.extras import NEEDS, lacking, needed, present
from cleanup.language import wordlist
from cleanup.language.wordlist import has_words, is_word
from cleanup.results import Plan
from cleanup.rule.load import make_families, make_rules
from cleanup.rulebook.library import load_rulebook
from cleanup.text.document import Document
from wordless import without_words


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


def test_no_list_is_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def take(_: object, language: str) -> dict[str, str]:
        read.append(language)
        return {}

    monkeypatch.setattr(StreamDictionaryFactory, "_get_dictionary_uncached", take)
    wordlist._lists.cache_clear()
    is_word.cache_clear()
    codes = [code for code in load_rulebook().packs if code != "und"]
    assert not any(is_word(word, code) for word in ("x", "y") for code in codes)
    wordlist._lists.cache_clear()
    is_word.cache_clear()
    assert read == codes


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
