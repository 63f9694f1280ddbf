"""Language packs: what loads, what is refused and how, and the shipped data itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleanup.errors import RuleError
from cleanup.language.editorial import sources
from cleanup.language.packs import Pack, codes, load_packs, pack, read
from cleanup.language.packtables import KEYS

ALL = codes()
SMALL = {
    "name": "Small",
    "share": 0.4,
    "quotes": {"primary": "« »"},
    "words": {"function": "le la et"},
}


def small(**over: object) -> Pack:
    return Pack.of({**SMALL, **over}, "rules/xx/language.toml").check()


def test_nine_languages_ship() -> None:
    assert ALL == ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru")
    assert [p.code for p in load_packs().values()] == list(ALL)


def test_the_least_pack() -> None:
    made = small()
    assert (made.code, made.share) == ("xx", 0.4)
    assert made.quotes.primary == made.quotes.secondary == ("«", "»")
    assert set(made.words) == set(KEYS["words"])
    assert made.words["months"] == frozenset()


@pytest.mark.parametrize(
    ("over", "says"),
    [
        ({"shares": 1}, 'shares: unknown key; the nearest is "share"'),
        ({"share": 40}, "share: must be a number between 0 and 1"),
        ({"share": True}, "share: must be a number between 0 and 1"),
        ({"name": 3}, "name: must be a string"),
        ({"unlabelled": "no"}, "unlabelled: must be true or false"),
        ({"words": {}}, "[words] function: missing"),
        (
            {"words": {"function": "le", "mnths": ""}},
            '[words] mnths: unknown key; the nearest is "m',
        ),
        ({"words": {"function": ["le", 3]}}, "[words] function: must be words"),
        ({"words": 3}, "words: must be a table"),
        ({"verb_second": 1}, "verb_second: must be true or false"),
        ({"quotes": {}}, "[quotes] primary: missing"),
        ({"quotes": {"primary": "« »", "speaker": "x"}}, '[quotes] speaker: must be "inside" or'),
        ({"quotes": {"primary": "«»"}}, "[quotes] primary: must be two marks"),
        ({"quotes": {"primary": "« »", "inner": "xy"}}, "[quotes] inner: must be empty or one"),
        ({"quotes": {"primary": "« »", "continuation": ["x"]}}, "[quotes] continuation: each"),
        ({"determiners": {"le": "x"}}, "[determiners] le: must be a gender and a number"),
        ({"editorial": {"and": ""}}, "[editorial] and: must name a form"),
        ({"spacing": {"before": {":": 1}}}, "[spacing] before: must be a table of strings"),
        ({"numbers": {"group": "."}}, "[numbers] group: must be a list of strings"),
        (
            {"variant": {"CA": {"shar": 1}}},
            '[variant.CA]: shar: unknown key; the nearest is "share"',
        ),
        ({"variant": {"CA": 1}}, "[variant] CA: must be a table"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_errors_name_file_table_and_key(over: dict[str, object], says: str) -> None:
    with pytest.raises(RuleError) as caught:
        small(**over)
    text = str(caught.value)
    assert text.startswith("rules/xx/language.toml")
    assert says in text
    assert "\n" not in text


def test_a_missing_or_broken_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"xx.*language\.toml: cannot be read"):
        pack("xx", tmp_path)
    (tmp_path / "yy").mkdir()
    (tmp_path / "yy" / "language.toml").write_bytes(b"name = \n")
    with pytest.raises(RuleError, match=r"language\.toml: is not TOML") as caught:
        pack("yy", tmp_path)
    assert "\n" not in str(caught.value)


def test_a_folder_is_a_language(tmp_path: Path) -> None:
    (tmp_path / "zz").mkdir()
    (tmp_path / "zz" / "language.toml").write_text(
        'name = "Zz"\nshare = 0.3\n[quotes]\nprimary = "“ ”"\n[words]\nfunction = "ze za"\n'
    )
    assert codes(tmp_path) == ("zz",)
    assert load_packs(tmp_path)["zz"].words["function"] == {"ze", "za"}


@pytest.mark.parametrize("code", ALL)
def test_data_survives_json(code: str) -> None:
    from cleanup.locate import rules_folder

    data = read(rules_folder() / code / "language.toml")
    assert Pack.of(json.loads(json.dumps(data)), pack(code).file, code) == pack(code)


@pytest.mark.parametrize("code", ALL)
def test_every_pack_names_every_concept(code: str) -> None:
    own, english = pack(code), pack("en")
    assert own.editorial.keys() == english.editorial.keys()
    assert own.labels.keys() == english.labels.keys()
    assert len(own.editorial) == 81


@pytest.mark.parametrize("code", ALL)
def test_lists_do_not_contradict(code: str) -> None:
    own = pack(code)
    assert not own.doubled & own.doubled_error
    assert own.doubled_error <= own.words["function"] | own.apostrophe.elisions
    assert own.decimal not in own.group
    assert own.quotes.primary in own.quotes.accepted
    assert len({w.lower() for w in own.words["months"]}) >= 12
    assert len({w.lower() for w in own.words["weekdays"]}) >= 7
    assert all(word == word.lower() for word in own.words["function"])


def test_french_knows_its_own() -> None:
    fr = pack("fr")
    assert fr.determiners["la"] == ("f", "s")
    assert fr.determiners["les"] == ("", "p")
    assert fr.contractions["de le"] == "du"
    assert fr.contractions["à les"] == "aux"
    assert fr.editorial["and"].forms == ("et",)
    assert fr.editorial["the"].agrees
    assert fr.editorial["do"].forms == ("",)
    assert {"déclare", "déclaré", "ajouta", "expliquent", "dit"} <= fr.words["attribution"]
    assert {"pense", "pensons", "sais", "affirme", "croit"} <= fr.words["thinking_saying"]
    assert {"-t-il", "-t-elle", "-il"} <= fr.words["inversion"]
    assert {"haricots", "héros", "hiérarchie", "huit"} <= fr.h_aspire
    assert not {"homme", "hôpital", "heure", "histoire", "héroïne", "hôtel"} & fr.h_aspire
    assert {"nous", "vous"} <= fr.doubled
    for correct_twice in ("nous", "vous", "est", "en", "son", "entre", "une", "sous"):
        assert correct_twice not in fr.doubled_error


def test_polish_and_russian_know_their_own() -> None:
    pl, ru = pack("pl"), pack("ru")
    said = {"mówi", "powiedział", "powiedziała", "rzekli", "doniosły", "przyznając", "dodano"}
    assert said <= pl.words["attribution"]
    assert {"wiem", "sądzimy", "twierdzą", "myśleli"} <= pl.words["thinking_saying"]
    said = {"сказал", "сказала", "говорят", "добавив", "признался", "подчёркивает", "подчеркивает"}
    assert said <= ru.words["attribution"]
    assert {"знаем", "считаю", "надеются", "думать"} <= ru.words["thinking_saying"]
    for own in (pl, ru):
        assert own.words["relatives"] <= own.words["commas"]
        assert not own.words["proclitics"] & own.words["abbreviations"]
        assert own.quotes.stop == "outside"
    for correct_twice in ("bardzo", "to", "tak", "o"):
        assert correct_twice not in pl.doubled_error
    for correct_twice in ("что", "не", "а", "у"):
        assert correct_twice not in ru.doubled_error


def test_without_labelled_damage_what_reads_a_sentence_only_proposes() -> None:
    from cleanup.rulebook.library import load_rulebook

    book = load_rulebook()
    assert [p.code for p in book.packs.values() if p.unlabelled] == ["ru"]
    reading = [r for r in book.rules if r.family.phase == "structure" and r.detector]
    here = book.table("ru").rules
    assert any(r.applicability == "safe" for r in reading)
    for rule in reading:
        if rule.code in here:
            assert here[rule.code].applicability != "safe", rule.code
            assert here[rule.code].suspected is None, rule.code


def test_variants_change_what_they_name_and_nothing_else() -> None:
    fr = pack("fr")
    assert fr.variant("BE") is fr
    canada = fr.variant("CA")
    assert (canada.code, canada.quotes.inner) == ("fr", "\u00a0")
    assert canada.spacing["!"] == ""
    assert canada.spacing["%"] == fr.spacing["%"]
    assert canada.words == fr.words
    assert fr.variant("CH").quotes.inner == ""
    assert pack("es").variant("MX").decimal == "."
    assert pack("de").variant("CH").quotes.primary == ("«", "»")


def test_sources_invert_the_other_tables() -> None:
    found = sources(pack("fr"))
    assert ("and", "en") in found["and"]
    assert ("and", "de") in found["und"]
    assert found["I"] == (("I", "en"),)
    assert all(source != "fr" for pairs in found.values() for _, source in pairs)


@pytest.mark.parametrize("code", ALL)
def test_sources_leave_native_words_and_letters_alone(code: str) -> None:
    target = pack(code)
    native = (target.words["function"] | target.collisions) - target.bracketed
    for word in sources(target):
        assert word.lower() not in native
        assert len(word) > 1 or word != word.lower()


def test_dutch_of_is_never_the_english_one() -> None:
    assert "of" not in sources(pack("nl"))
    assert ("of", "en") in sources(pack("fr"))["of"]
