"""The rule folders: an edit is seen at once, and what is kept between runs is never trusted."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleanup import plan
from cleanup.errors import RuleError
from cleanup.rule import load as ruleload
from cleanup.rulebook import library
from cleanup.rulebook.book import RuleSet
from cleanup.rulebook.library import load_library, load_rulebook
from cleanup.rulebook.selection import Selection
from cleanup.start.shelf import Shelf

RULE = """
[[rule]]
code = "SEG900"
name = "stray-mark"
message = "Stray mark."
why = "For the tests."
mqm = "linguistic-conventions/punctuation"
applicability = "safe"
trigger = { chars = "~" }
pattern = "~"
replace = ""
source = "the tests"
bad = [["a~ b", "a b"]]
good = ["a b"]
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A rule folder of the user's own, with one rule, and a cache that nothing else uses."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "house"
    (folder / "und").mkdir(parents=True)
    (folder / "und" / "marks.toml").write_text(RULE, encoding="utf-8")
    forget()
    yield folder
    forget()


def forget() -> None:
    """Be as a new process is."""
    load_library.cache_clear()
    library._rulebook.cache_clear()


def kept(house: Path) -> list[Path]:
    return sorted((house.parent / "cache" / "mt-cleanup").glob("rules-*"))


def codes(house: Path) -> set[str]:
    return {rule.code for rule in load_library((house,)).rules}


def test_rules_of_a_folder_stand_beside_those_that_ship(house: Path) -> None:
    shipped = {rule.code for rule in load_library().rules}
    assert codes(house) == shipped | {"SEG900"}
    (rule,) = load_rulebook(Selection(select=("SEG900",)), [house]).rules
    assert (rule.language, rule.file) == ("und", f"{house.as_posix()}/und/marks.toml")


def test_an_edit_is_seen_at_once(house: Path) -> None:
    before = load_library((house,))
    (house / "und" / "marks.toml").write_text(RULE.replace("900", "901"), encoding="utf-8")
    forget()
    assert "SEG901" in codes(house) and "SEG900" not in codes(house)
    assert load_library((house,)).digest != before.digest
    assert len(kept(house)) == 2


def test_what_is_kept_gives_the_same_rules(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_library((house,)).rules
    forget()
    monkeypatch.setattr(library, "parse", None)  # nothing is parsed a second time
    assert load_library((house,)).rules == first


@pytest.mark.parametrize(
    "selection",
    [Selection(), Selection(preview=True), Selection(style="fr-FR"), Selection(select=("ALL",))],
    ids=["default", "preview", "style", "all"],
)
def test_the_rules_of_a_language_are_those_among_all(house: Path, selection: Selection) -> None:
    for _ in range(2):  # as they are read first, and as they are kept
        forget()
        book = load_rulebook(selection, [house])
        assert isinstance(book.rules, RuleSet)
        made = {code: [*book.rules.of(code)] for code in (*book.packs, "und")}
        every = list(load_rulebook(selection, [house]).rules)
        for code, rules in made.items():
            ours = [rule for rule in rules if rule.language in ("und", code)]
            assert ours == [rule for rule in every if rule.language in ("und", code)]
            assert any(rule.code == "SEG900" for rule in ours)


def test_nothing_is_made_before_a_text_asks(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_library((house,))
    forget()
    made: list[str] = []
    monkeypatch.setattr(ruleload, "_build", lambda table, *_: made.append(table["code"]))
    assert load_rulebook(Selection(), [house]).digest and not made


def test_another_process_gets_the_rules_themselves(house: Path) -> None:
    book = load_rulebook(Selection(select=("SEG900",)), [house])
    assert pickle.loads(pickle.dumps(book)).rules == book.rules == (book.rules[0],)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"0" * 32 + b"\n{}\n"], ids=repr)
def test_a_broken_cache_is_made_anew(house: Path, data: bytes) -> None:
    first = load_library((house,)).rules
    (path,) = kept(house)
    whole = path.read_bytes()
    path.write_bytes(data)
    forget()
    assert load_library((house,)).rules == first
    assert path.read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_no_fault(house: Path) -> None:
    place = house.parent / "cache"
    place.write_text("a file stands where the folder should be", encoding="utf-8")
    assert "SEG900" in codes(house)
    assert place.is_file()


def test_no_half_written_file_is_left(house: Path) -> None:
    load_library((house,))
    (path,) = kept(house)
    assert path.suffix == ".shelf"
    assert any(b"SEG900" in part for part in Shelf(str(path)).values())


@pytest.mark.parametrize(
    ("name", "text", "parts"),
    [
        pytest.param("und/marks.toml", "[[rule]\n", ["und/marks.toml", "not TOML"], id="toml"),
        pytest.param("und/marks.toml", RULE.replace("why", "wyh"), ["SEG900", "'wyh'"], id="key"),
        pytest.param("und/more.toml", RULE, ["SEG900", "taken by"], id="code-twice"),
        pytest.param("und/more.toml", RULE.replace("SEG900", "QUO001"), ["QUO001"], id="shipped"),
        pytest.param("xx/marks.toml", RULE.replace("900", "901"), ["SEG901", "'xx'"], id="pack"),
    ],
)
def test_a_wrong_folder_is_refused(house: Path, name: str, text: str, parts: list[str]) -> None:
    (house / name).parent.mkdir(exist_ok=True)
    (house / name).write_text(text, encoding="utf-8")
    for _ in range(2):  # what was refused is not kept either
        forget()
        with pytest.raises(RuleError) as caught:
            codes(house)
        for part in parts:
            assert part in str(caught.value)
        assert "\n" not in str(caught.value)


def test_a_folder_that_is_not_there_is_named(house: Path) -> None:
    with pytest.raises(RuleError, match="nowhere"):
        load_library((house / "nowhere",))


def test_one_call_makes_one_rulebook(house: Path) -> None:
    assert load_rulebook(Selection(ignore=("QUO",))) is load_rulebook(Selection(ignore=("QUO",)))
    assert load_rulebook(Selection(ignore=("QUO",))).digest != load_rulebook().digest


UNDECIDED = "Hon sade: {} och gick hem igen, som hon alltid hade gjort."


@pytest.mark.parametrize("quoted", ["„Vi går”", "“Vi går”", "«Vi går»", "„Vi går“", '"Vi går"'])
def test_a_text_of_no_known_language_keeps_its_marks(quoted: str) -> None:
    assert plan(UNDECIDED.format(quoted), "sv").changes == ()


@pytest.mark.parametrize("quoted", ["”Vi går”", "»Vi går»", "»Vi går«", "›Vi går›"])
def test_a_text_of_no_known_language_keeps_these_marks_too(quoted: str) -> None:
    assert plan(UNDECIDED.format(quoted), "sv").changes == ()
