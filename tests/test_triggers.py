"""Triggers miss nothing: a rule found by searching everywhere is found at its trigger."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from cleanup.evaluate import read_items
from cleanup.rule.model import Rule, Trigger
from cleanup.rulebook.library import load_library
from cleanup.rulebook.lists import bind, word_lists
from cleanup.scan import tokens
from cleanup.scan.scanner import Scanner

LIBRARY = load_library()
CORPUS = Path(__file__).parent.parent / "corpus" / "devset"
TEXTS = [i.input for i in read_items([CORPUS / "repair_fr.jsonl"]) if hasattr(i, "input")]
ANYWHERE = ("chars", "pairs", "strings", "words", "shapes", "line")


def begins(text: str, at: int, words: set[str]) -> bool:
    """Tell whether one of some words or phrases stands at a place of a text."""
    first = re.compile(r"\w+").match(text, at)
    following = text[at : at + 40].lower()
    return first is not None and (
        first[0].lower() in words
        or any(re.match(rf"{re.escape(w)}(?!\w)", following) for w in words if " " in w)
    )


def named(trigger: Trigger, lists: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the words of a trigger, those of its lists among them."""
    values = (lists[v[1:]] if v.startswith("@") else {v} for v in trigger.values)
    return {word.lower() for words in values for word in words}


def found(trigger: Trigger, text: str) -> list[int]:
    return Scanner([trigger]).scan(text).get(0, [])


@pytest.mark.parametrize(
    "rule",
    # What a convention leaves open is not known before a profile fills it in.
    [
        r
        for r in LIBRARY.rules
        if r.pattern and r.trigger and r.trigger.kind in ANYWHERE and not r.convention
    ],
    ids=lambda rule: rule.code,
)
def test_nothing_is_missed(rule: Rule) -> None:
    assert rule.trigger is not None
    lists = word_lists(LIBRARY.packs["fr" if rule.language == "und" else rule.language])
    pattern, scanner = bind(rule, lists), Scanner([rule.trigger], lists)
    examples = [e[0] for e in (*rule.bad, *rule.todo)] + list(rule.good)
    for text in [*TEXTS, *examples]:
        tried = {h - rule.trigger.back for h in scanner.scan(text).get(0, [])}
        everywhere = {m.start() for m in pattern.finditer(text, overlapped=True)}
        if rule.trigger.kind == "line" or rule.trigger.from_line:
            everywhere = {s for s in everywhere if s == 0 or text[s - 1] == "\n"}
        if rule.trigger.kind == "words":  # the pattern may leave it to its trigger which words
            words = named(rule.trigger, lists)
            everywhere = {s for s in everywhere if begins(text, s + rule.trigger.back, words)}
        assert everywhere <= tried


def test_characters_pairs_and_shapes() -> None:
    assert found(Trigger("chars", ("«", "»")), "a « b »") == [2, 6]
    assert found(Trigger("chars", (",",), ahead="letter"), "a,b ,é , c,2,_,") == [1, 4]
    assert found(Trigger("pairs", ("..", ".,")), "a... b.,") == [1, 2, 6]
    assert found(Trigger("chars", ("»",), ahead="lower"), "»a »É »é »1 »") == [0, 6]
    assert found(Trigger("chars", ("Ã", "â"), ahead="byte"), "Ã© â€ âme Ã ça ÃÂ â\x80") == [
        0,
        3,
        10,
        18,
    ]
    assert found(Trigger("pairs", (". ",), ahead="lower"), "a. b. C. \n. é.") == [1, 10]
    assert found(Trigger("strings", ("et L", "« »", "«"), ahead=""), "« » Et Le et La") == [0, 10]
    assert found(Trigger("strings", ("« ", "«"), ahead="digit"), "« 6 «7 «\u00a08") == [0, 4]
    assert found(Trigger("pairs", ("\n\n",), before="lower"), "\n\na\n\nE\n\né\n\n.\n\n") == [3, 9]
    assert found(Trigger("chars", (",",), before="digit", ahead="letter"), ",a 1,a 1,1 a,a") == [4]
    assert found(Trigger("pairs", ("aa", "  ")), "aaa   ") == [0, 1, 3, 4]
    assert found(Trigger("shapes", ("0th",)), "le 75th et le 6th, 7the") == [3, 14]
    assert found(Trigger("shapes", ("0/0",)), "1/2 et 3/4/5 et a1/2 (6/7)") == [0, 22]
    assert found(Trigger("words", ("and",)), "And sand, l’and") == [0, 12]
    assert found(Trigger("words", ("le puede",)), "puede, Le puede: le poder, le puedes") == [7]


def test_beginnings_and_endings() -> None:
    lists = {"small": frozenset({"les", "avec"})}
    trigger = Trigger("affixes", ("@small-", "-@small"))
    text = "avecles les Avecmoi, d’avecmoi lesx tablesles\n(avecmoi) danses.les motavec, motavec"
    hits = Scanner([trigger], lists).scan(text)[0]
    tokens = [text[hit:].split(maxsplit=1)[0] for hit in hits]
    assert tokens == ["avecles", "Avecmoi,", "tablesles", "motavec"]
    assert Scanner([Trigger("affixes", ("@none-",))], {}).scan(text) == {}


def test_many_words_are_found_as_few_are() -> None:
    named = tuple(f"mot{letter}" for letter in "abcdefghijklmnopqrstuvwxyzàâçéèêëîïôûùœ")
    text = "Motz, " + " ".join(reversed(named)) + " İMOTA xmotb motc_"
    every = [match.start() for match in re.finditer(r"(?i)(?<!\w)mot\w(?!\w)", text)]
    assert found(Trigger("words", named), text) == every
    assert found(Trigger("words", named[:1]), text) == [text.index("mota")]


def test_lines_start_and_end() -> None:
    text = "[ad]\nx [ad]\n[ad]"
    assert found(Trigger("line", ("[",)), text) == [0, 12]
    assert found(Trigger("line", ("x", "[a")), text) == [0, 5, 12]
    assert found(Trigger("line"), text) == [0, 5, 12]
    assert found(Trigger("start"), text) == [0]
    assert found(Trigger("end"), text) == [0, 5, 12]
    assert found(Trigger("chars", ("d", "x"), from_line=True), text) == [0, 5, 12]
    assert found(Trigger("chars", ("d",), from_line=True), "dd d\n\n \nd d\n") == [0, 8]


def test_a_long_text_is_taken_apart_and_loses_nothing() -> None:
    text = "un mot ou deux, le puede " * 9_000 + "x" * 120_000 + " mot"
    words = [match.start() for match in re.finditer(r"\bmot\b", text)]
    assert found(Trigger("words", ("mot",)), text) == words
    assert len(found(Trigger("words", ("le puede", "z", "y", "w", "v")), text)) == 9_000


def test_stretches_that_hold_something() -> None:
    triggers = [Trigger("stretch"), Trigger("holds", ("«", "»"))]
    assert Scanner(triggers).scan("a »b", 1, 3) == {0: [1, 3], 1: [1, 3]}
    assert Scanner(triggers).scan("a »b", 3, 4) == {0: [3, 4]}


def test_repeats_of_up_to_four_words() -> None:
    assert found(Trigger("repeat"), "a b b c") == [2]
    assert found(Trigger("repeat"), "les de la de la x") == [4]
    assert found(Trigger("repeat"), "un deux trois quatre un deux trois quatre") == [0]
    assert found(Trigger("repeat"), "un deux un trois") == []


def test_a_part_of_a_text_is_scanned_in_place() -> None:
    triggers = [Trigger("chars", ("»",)), Trigger("repeat"), Trigger("words", ("de",))]
    text = "» de de\n\nx » de de y"
    hits = Scanner(triggers).scan(text, 9, len(text))
    assert {n: list(h) for n, h in hits.items()} == {0: [11], 1: [13], 2: [13, 16]}


@pytest.mark.parametrize("size", range(5, 40))
def test_a_phrase_is_found_wherever_a_long_text_is_parted(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "un mot de plus, cent miles ici, puis Cent miles là et cent\u00a0miles"
    whole = found(Trigger("words", ("cent miles",)), text)
    assert whole == [text.find("cent"), text.find("Cent")]
    monkeypatch.setattr(tokens, "_PART", size)
    assert found(Trigger("words", ("cent miles",)), text) == whole
