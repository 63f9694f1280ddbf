"""The numbers of the rules: how they are counted, judged, kept and shown; that they are fresh."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.cli import main
from cleanup.errors import FileError, RuleError
from cleanup.evaluate import Item, read_items
from cleanup.evaluation.corpus import Clean as CleanItem
from cleanup.evaluation.corpus import Repair, Span
from cleanup.measure import __main__ as command
from cleanup.measure.count import count_clean, count_labelled
from cleanup.measure.earned import HITS, rank, unearned
from cleanup.measure.figures import (
    Clean,
    Figures,
    Labelled,
    Measured,
    Sample,
    TextFile,
    figures_file,
    form,
    read_figures,
    shipped_figures,
    write_figures,
)
from cleanup.measure.firing import Pass, passes
from cleanup.measure.pages import make_pages, write_pages
from cleanup.measure.sample import draw, judge
from cleanup.measure.texts import Source, read_sources
from cleanup.measure.verdicts import Verdicts, blank, digest, read_verdicts
from cleanup.measure.wording import measured_lines
from cleanup.rule.load import make_families, make_rules
from cleanup.rule.model import Rule
from cleanup.rulebook.library import load_library
from worktree import ROOT

CORPUS = ROOT / "corpus"
SPACED = "Le pont , fermé hier, rouvre lundi."
STALE = "run `make measure`: the rules changed since they were measured"

RULES = {rule.code: rule for rule in load_library().rules}
STOP = RULES["TOK007"]  # space before a comma or a full stop
STYLE = next(r for r in RULES.values() if r.kind == "style" and r.language == "fr")


@pytest.fixture(scope="module")
def runs() -> list[Pass]:
    return passes(RULES.values())


def repair(text: str, *spans: tuple[int, int], name: str = "fr-1") -> Repair:
    found = tuple(Span(start, end, "spacing", "safe") for start, end in spans)
    return Repair(name, "fr", text, (text,), (text,), "spacing", "safe", found, ())


def sources(folder: Path, **files: str) -> list[Source]:
    for name, text in files.items():
        (folder / f"{name}.x.txt").write_text(text, encoding="utf-8")
    return read_sources([folder], ".txt", ["fr", "de"])


# What is kept in the repository


def test_the_labelled_numbers_are_those_of_today(runs: list[Pass]) -> None:
    items = read_items([CORPUS / "devset"])
    figures = shipped_figures()
    now = count_labelled(RULES.values(), runs, items)
    assert figures.labelled == len(items)
    assert {code: own.labelled for code, own in figures.rules.items()} == now, STALE


def test_the_pages_are_those_of_today() -> None:
    library = load_library()
    made = make_pages(library.rules, library.families, shipped_figures())
    folder = ROOT / "docs" / "rules"
    assert {path.name for path in folder.iterdir()} == made.keys(), STALE
    for name, text in made.items():
        assert (folder / name).read_text(encoding="utf-8") == text, STALE


def test_every_safe_rule_has_earned_its_rank() -> None:
    assert list(unearned(RULES.values(), shipped_figures())) == []


@pytest.mark.parametrize("name", ["judged.jsonl", "judged_mt.jsonl"])
def test_the_verdicts_can_be_read_and_name_rules(name: str) -> None:
    given = read_verdicts(CORPUS / name).given
    assert given
    assert {rule for _, _, rule in given} <= RULES.keys()


def test_no_figure_is_below_its_floor(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main(["eval", str(CORPUS / "devset"), "--floor", str(CORPUS / "floor.toml")])
    assert code == 0, capsys.readouterr().err


def test_the_numbers_lie_beside_the_rules_and_are_none_of_them() -> None:
    assert figures_file().is_file()
    assert all(name.endswith(".toml") for name in load_library().tables)


# Counting


def test_a_finding_at_a_damaged_place_is_true_and_any_other_false(runs: list[Pass]) -> None:
    items: list[Item] = [
        repair(SPACED, (7, 9)),
        repair(SPACED, (20, 25), name="fr-2"),
        CleanItem("fr-3", "fr", SPACED, "none"),
    ]
    counts = count_labelled(RULES.values(), runs, items)
    assert counts[STOP.code] == Labelled(true=1, false=2, repaired=1)
    assert counts.keys() == RULES.keys()


def test_a_rule_gets_no_credit_for_its_own_example(runs: list[Pass]) -> None:
    own = f"{STOP.bad[0][0]} Il pleut."
    counts = count_labelled(RULES.values(), runs, [repair(own, (0, len(own)))])
    assert counts[STOP.code] == Labelled()


def test_a_finding_of_style_is_never_false(runs: list[Pass]) -> None:
    text = f"{STYLE.bad[0][0]}"
    other = replace(STYLE, bad=())
    rules = [other if rule is STYLE else rule for rule in RULES.values()]
    item = CleanItem("fr-1", STYLE.language, text, "none")
    assert count_labelled(rules, runs, [item])[STYLE.code] == Labelled()
    hit = repair(text, (0, len(text)))
    assert count_labelled(rules, runs, [hit])[STYLE.code].true > 0


def test_each_rule_is_counted_in_one_run(runs: list[Pass]) -> None:
    codes = [code for run in runs for code in run.codes]
    assert sorted(codes) == sorted(RULES)
    assert all(run.style == "" or RULES[c].kind == "style" for run in runs for c in run.codes)


def test_clean_text_gives_firings_judged_ones_and_exposure(
    runs: list[Pass], tmp_path: Path
) -> None:
    # The second line has the comma behind a space at a place where the rule says no.
    files = sources(tmp_path, fr=f"{SPACED}\n\nUn , deux.\nLe code « , » sépare.\n", de="Ja , gut.")
    fr = next(source.file for source in files if source.file.lang == "fr")
    right = Verdicts({(fr.digest, "1", STOP.code): ("right",)})
    clean, tolls = count_clean(RULES.values(), runs, files, right)
    counted = clean[STOP.code]
    unjudged = count_clean(RULES.values(), runs, files, Verdicts())[0][STOP.code]
    assert counted.words == sum(source.file.words for source in files)
    assert (counted.right, unjudged.right) == (1, 0)
    assert counted.false == counted.fired - 1 == unjudged.false - 1
    assert (counted.changed, counted.right_changes) == (counted.fired, 1)
    assert counted.fired + counted.exposure == 4
    assert counted.exposure >= 1
    assert counted.of == form(STOP)
    found = sum(count.fired for code, count in clean.items() if RULES[code].kind != "style")
    warned = sum(toll.warned for toll in tolls.values())
    assert 0 < counted.changed <= sum(toll.changed for toll in tolls.values()) <= found
    assert (tolls[fr.digest].right_changes, warned) == (1, found)


def test_a_rule_of_one_language_is_measured_on_that_alone(runs: list[Pass], tmp_path: Path) -> None:
    files = sources(tmp_path, fr="Un deux.", de="Eins.")
    counts, _ = count_clean(RULES.values(), runs, files, Verdicts())
    assert counts[STYLE.code].words == 2
    assert counts[STOP.code].words == 3


# How `safe` is earned


def measured(repaired: int = 0, false: int = 0, clean: Clean | None = None) -> Measured:
    return Measured(Labelled(repaired, false, repaired), clean)


ARGUED = replace(STOP, argued="No reason in the world.")
DECODED = replace(STOP, keeps="decode")
LITERAL = replace(STOP, literals=("</s>",))


@pytest.mark.parametrize(
    ("rule", "numbers", "how"),
    [
        (STOP, measured(HITS), "count"),
        (STOP, measured(HITS - 1), ""),
        (STOP, None, ""),
        (STOP, measured(HITS, false=1), ""),
        (STOP, measured(HITS, clean=Clean(fired=3, right=2)), ""),
        (STOP, measured(HITS, clean=Clean(fired=3, right=3)), "count"),
        (DECODED, measured(), "construction"),
        (DECODED, measured(false=1), ""),
        (LITERAL, measured(), "construction"),
        (LITERAL, measured(false=1), ""),
        (ARGUED, measured(), "argued"),
        (ARGUED, measured(HITS), "count"),
        (ARGUED, measured(0, false=1), ""),
    ],
)
def test_safe_is_earned(rule: Rule, numbers: Measured | None, how: str) -> None:
    earned = rank(rule, numbers)
    assert earned
    assert earned.how == how
    assert earned.why
    assert bool(earned.todo) == (not how)


@pytest.mark.parametrize("rule", [replace(STOP, applicability="manual"), STYLE])
def test_other_rules_have_nothing_to_earn(rule: Rule) -> None:
    assert rank(rule, measured(HITS)) is None


def test_a_rule_nobody_measured_is_told_what_to_do() -> None:
    new = replace(STOP, code="TOK900", file="fr/new.toml")
    judged = replace(STOP, code="TOK901", file="fr/new.toml")
    figures = Figures({"TOK901": measured(HITS, false=1)})
    first, second = unearned([new, judged, ARGUED], figures)
    assert first.startswith("fr/new.toml: TOK900 ")
    assert "`argued`" in first
    assert "`make measure`" in first
    assert "`make judge`" in second


def test_literals_that_cannot_be_seen_are_named() -> None:
    earned = rank(replace(STOP, literals=("\u0001", "@@ ", "▁", "</s>")), None)
    assert earned
    assert earned.why.endswith("`<U+0001>`, `@@·`, `▁` and others")


LITERALS = [rule for rule in RULES.values() if rule.literals]


@pytest.mark.parametrize("rule", LITERALS, ids=lambda rule: rule.code)
def test_each_match_holds_one_of_the_literals(rule: Rule) -> None:
    (run,) = passes([rule])
    for text, *_ in rule.bad:
        found = run.findings(text, "fr" if rule.language == "und" else rule.language)
        assert found
        for finding in found:
            assert any(part in text[finding.start : finding.end] for part in rule.literals)


def table(**more: object) -> dict[str, object]:
    rule: dict[str, object] = {
        "code": "TOK900",
        "name": "x",
        "message": "m",
        "why": "w",
        "mqm": "q",
        "good": ["b"],
    }
    rule |= {"applicability": "safe", "pattern": "a", "trigger": {"chars": "a"}, "replace": "b"}
    return {"rule": [rule | {"bad": [["a", "b"]]} | more]}


FAMILIES = make_families({"TOK": {"name": "t", "phase": "markup"}}, "families.toml")


def test_an_argument_is_part_of_the_rule() -> None:
    (rule,) = make_rules(table(argued="No text has it."), "f.toml", "fr", FAMILIES)
    assert rule.argued == "No text has it."


@pytest.mark.parametrize("more", [{"argued": " "}, {"argued": "x", "applicability": "unsafe"}])
def test_an_argument_is_a_sentence_of_a_safe_rule(more: dict[str, str]) -> None:
    with pytest.raises(RuleError, match=r"f\.toml: TOK900: 'argued'"):
        make_rules(table(**more), "f.toml", "fr", FAMILIES)


def test_literals_are_part_of_the_rule() -> None:
    (rule,) = make_rules(table(literals=["a"]), "f.toml", "fr", FAMILIES)
    assert rule.literals == ("a",)


def test_literals_stand_in_each_example() -> None:
    with pytest.raises(RuleError, match=r"f\.toml: TOK900: 'literals'"):
        make_rules(table(literals=["@@"]), "f.toml", "fr", FAMILIES)


# Verdicts


def line(**more: object) -> str:
    row = {"file": "ab", "line": 3, "rule": "TOK007", "verdict": "right", "reason": "It is."}
    return json.dumps(row | more)


def test_verdicts_are_taken_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    path.write_text(f"{line()}\n{line(verdict='wrong', times=2)}\n{line(line=4)}\n")
    said = read_verdicts(path)
    place = ("ab", "3", "TOK007")
    assert [said.of(place, n) for n in range(4)] == ["right", "wrong", "wrong", ""]
    assert said.of(("ab", "4", "TOK007"), 0) == "right"
    assert said.of(("cd", "3", "TOK007"), 0) == ""
    assert read_verdicts(tmp_path / "none.jsonl").given == {}


@pytest.mark.parametrize(
    "wrong",
    ["{", "[]", line(verdict="maybe"), line(reason=" "), line(times="x"), '{"line": 1}'],
)
def test_a_bad_verdict_is_named_by_its_line(wrong: str, tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    path.write_text(f"{line()}\n{wrong}\n")
    with pytest.raises(FileError, match=r"judged\.jsonl:2: "):
        read_verdicts(path)


@pytest.mark.parametrize("where", ["12", "doc1:2 engine"])
def test_a_blank_that_is_filled_in_is_a_verdict(where: str, tmp_path: Path) -> None:
    place = ("ab", where, "TOK007")
    path = tmp_path / "judged.jsonl"
    path.write_text(json.dumps(json.loads(blank(place)) | {"verdict": "wrong", "reason": "No."}))
    assert read_verdicts(path).of(place, 0) == "wrong"


# Texts


def test_clean_text_is_read_by_line(tmp_path: Path) -> None:
    (source,) = sources(tmp_path, fr="Un deux.\r\n\nTrois.")
    assert [(text.place, text.text) for text in source.texts] == [
        ("1", "Un deux."),
        ("3", "Trois."),
    ]
    data = (tmp_path / "fr.x.txt").read_bytes()
    assert source.file == TextFile("fr.x.txt", digest(data), "fr", 3)


HEAD = "id\tsystem\tsource\tmt\treference\tannotations\n"


def rows(folder: Path, text: str, name: str = "a.en-fr.tsv") -> list[Source]:
    (folder / name).write_text(text, encoding="utf-8")
    return read_sources([folder], ".tsv", ["fr"])


def test_translations_are_read_once_each(tmp_path: Path) -> None:
    row = "d:1\ts1\tOne.\tUn.\tUne.\t[]\n"
    (source,) = rows(tmp_path, HEAD + row + row + row.replace("s1", "s2"))
    assert [text.place for text in source.texts] == ["d:1 s1", "d:1 s2"]
    first = source.texts[0]
    assert (first.source, first.text, first.reference) == ("One.", "Un.", "Une.")
    assert source.file.lang == "fr"


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("id\tmt\n", "a.en-fr.tsv", ":1: no column 'system'"),
        (f"{HEAD}a\tb\n", "a.en-fr.tsv", ":2: a row of 2 columns"),
        (HEAD, "a.en-xx.tsv", "no language that is known: 'xx'"),
        (HEAD, "a.txt", "no .tsv file in this folder"),
    ],
)
def test_what_cannot_be_measured_is_said(text: str, name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        rows(tmp_path, text, name)
    assert said in str(caught.value)


# Drawing


def test_a_smaller_draw_is_part_of_a_larger_one(runs: list[Pass], tmp_path: Path) -> None:
    text = "".join(f"d:{n}\ts\tx\tLe pont numéro {n} , fermé.\ty\t\n" for n in range(30))
    files = rows(tmp_path, HEAD + text)
    some, total = draw(runs[0], files, 5)
    more, _ = draw(runs[0], files, 12)
    places = [{firing.place for firing in drawn} for drawn in (some, more)]
    assert total == 30
    assert list(map(len, places)) == [5, 12]
    assert places[0] < places[1]
    said = Verdicts({some[0].place: ("right",), some[1].place: ("wrong",)})
    sample = judge(some, total, files, said)
    assert (sample.drawn, sample.judged, sample.right, sample.findings) == (5, 2, 1, 30)


# What is kept and shown

FILE = TextFile("fr.x.txt", "0123456789abcdef", "fr", 1000)
FIGURES = Figures(
    rules={
        "TOK007": Measured(Labelled(7, 0, 6), Clean(1000, 3, 3, 2, 2, 40, form(STOP))),
        "QUO001": Measured(Labelled(1, 2, 0)),
    },
    labelled=12,
    clean=(FILE,),
    sample=Sample((FILE,), 300, 200, 190, 199),
)


@pytest.mark.parametrize("figures", [FIGURES, Figures(), replace(FIGURES, sample=None)])
def test_numbers_survive_on_disk(figures: Figures, tmp_path: Path) -> None:
    path = tmp_path / "measured.json"
    write_figures(figures, path)
    assert read_figures(path) == figures


@pytest.mark.parametrize("text", ["{", '{"schema": 0}', '{"schema": 1}', "[]"])
def test_numbers_that_are_none_are_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "measured.json"
    path.write_text(text)
    with pytest.raises(FileError, match=r"measured\.json: "):
        read_figures(path)


def test_the_words_say_what_was_counted() -> None:
    said = dict(measured_lines(STOP, FIGURES))
    assert said == {
        "earned": "count: 6 labelled places found and repaired",
        "labelled": "7 true (6 repaired), 0 false on 12 labelled texts",
        "clean text": "3 findings in 1,000 words: 3 faults of the text, 0 false;"
        " 2 changed, 0 wrongly",
        "exposure": "its trigger stood at 40 other places there",
    }
    assert dict(measured_lines(RULES["QUO001"], FIGURES))["clean text"] == "not measured"
    assert list(measured_lines(STOP, Figures())) == [("measured", "not yet")]


def test_numbers_of_an_earlier_form_of_the_rule_are_marked() -> None:
    edited = replace(STOP, pattern="x")
    said = dict(measured_lines(edited, FIGURES))["clean text"]
    assert said.endswith("(before the rule was last edited)")


def test_explain_shows_the_numbers(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cleanup.measure.figures.shipped_figures", lambda: FIGURES)
    assert main(["explain", "--isolated", "TOK007"]) == 0
    shown = capsys.readouterr().out
    assert "  labelled       7 true (6 repaired), 0 false on 12 labelled texts\n" in shown


def test_a_page_says_all_about_a_rule() -> None:
    rule = replace(
        STOP, message="A | *b* <c>", bad=(("a \u00a0.", "a."), ("b",)), todo=(("c", "d"),)
    )
    page = make_pages([rule], load_library().families, FIGURES)["TOK007.md"]
    for part in (
        r"**A \| \*b\* \<c\>**",
        "| applicability | safe: applied by `cleanup fix` |",
        "- earned: count: 6 labelled places",
        "```text\na ⍽.\n```\n\nbecomes:\n\n```text\na.\n```",
        "```text\nb\n```\n\nis reported only.",
        "should become:\n\n```text\nd\n```",
    ):
        assert part in page


def test_the_table_has_a_row_for_each_rule_and_names_what_is_not_earned() -> None:
    library = load_library()
    page = make_pages([STOP, RULES["QUO003"]], library.families, FIGURES)["README.md"]
    assert (
        "| [TOK007](TOK007.md) space-before-stop | any | safe | count | 7 | 0 | 3 (0) | 40 |"
        in page
    )
    assert "| safe | not yet | - | - | - | - |" in page
    assert "of 300 findings 200 were\ndrawn, 199 of them judged, 190 right." in page
    assert page.index("## QUO quotations") > page.index("## TOK")


@given(st.text(alphabet="`a \n<", max_size=30))
def test_an_example_never_ends_its_fence(text: str) -> None:
    rule = replace(STOP, bad=(), good=(text,))
    page = make_pages([rule], load_library().families, Figures())["TOK007.md"]
    _, _, block = page.partition("## Good\n\n")
    fence, _, rest = block.partition("text\n")
    assert set(fence) == {"`"}
    assert rest.count(fence) == 1


def test_pages_of_rules_that_are_gone_go(tmp_path: Path) -> None:
    write_pages({"A.md": "a\n", "B.md": "b\n"}, tmp_path / "rules")
    write_pages({"B.md": "c\n"}, tmp_path / "rules")
    assert [p.name for p in (tmp_path / "rules").iterdir()] == ["B.md"]
    assert (tmp_path / "rules" / "B.md").read_bytes() == b"c\n"


# The command


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of one clean text, in a folder where `count` also leaves its numbers."""
    folder = tmp_path / "corpus"
    (folder / "devset").mkdir(parents=True)
    item = {"id": "fr-1", "lang": "fr", "text": "Il pleut.", "trap": "none"}
    (folder / "devset" / "a.jsonl").write_text(json.dumps(item))
    monkeypatch.setattr(command, "figures_file", lambda: tmp_path / "measured.json")
    monkeypatch.chdir(tmp_path)
    return folder


def test_count_writes_numbers_and_pages_and_keeps_what_it_cannot_count(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clean = corpus.parent / "fr.x.txt"
    clean.write_text(SPACED, encoding="utf-8")
    assert command.main(["count", "--clean", str(clean)]) == 1
    first = read_figures(corpus.parent / "measured.json")
    own = first.rules["TOK007"].clean
    assert own
    assert (own.fired, own.false) == (1, 1)
    said = capsys.readouterr().err
    assert "TOK007 space-before-stop: not yet safe: 1 false finding" in said
    assert (corpus.parent / "docs" / "rules" / "TOK007.md").is_file()
    assert command.main(["count"]) == 1
    assert read_figures(corpus.parent / "measured.json") == first


def test_judge_prints_what_has_no_verdict(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clean = corpus.parent / "fr.x.txt"
    clean.write_text(SPACED, encoding="utf-8")
    (corpus.parent / "a.en-fr.tsv").write_text(
        f"{HEAD}d:1\ts\tSource\t{SPACED}\tReference\t\n", encoding="utf-8"
    )
    words = ["judge", "--clean", str(clean), "--mt", str(corpus.parent)]
    assert command.main(words) == 0
    shown = capsys.readouterr().out
    assert "fr.x.txt:1 TOK007 space-before-stop (changed)\n  text       Le pont⟦" in shown
    assert "  source     Source\n  reference  Reference\n" in shown
    blanks = [json.loads(row) for row in shown.splitlines() if row.startswith("  {")]
    for name, row in zip(("judged.jsonl", "judged_mt.jsonl"), blanks, strict=True):
        (corpus / name).write_text(json.dumps(row | {"verdict": "right", "reason": "A space."}))
    assert command.main(words) == 0
    assert capsys.readouterr().out == ""
    assert command.main([*words, "--every"]) == 0
    assert capsys.readouterr().out.count("\n  right\n") == 2


def test_a_text_that_cannot_be_read_is_one_line(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["count", "--clean", str(corpus.parent / "fr.none.txt")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


# The floor


def test_a_floor_that_was_saved_holds_and_fails_when_a_number_falls(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, floor = tmp_path / "set.jsonl", tmp_path / "floor.toml"
    spans = [{"start": 7, "end": 9, "family": "spacing", "tier": "safe"}]
    edits = [{"start": 7, "end": 8, "family": "spacing", "tier": "safe", "accept": [""]}]
    fixed = SPACED.replace(" ,", ",")
    item = {"id": "fr-1", "lang": "fr", "input": SPACED, "expected": [fixed]}
    item |= {"expected_safe": [fixed], "family": "spacing", "tier": "safe"}
    data.write_text(json.dumps(item | {"spans": spans, "edits": edits}))
    assert main(["eval", str(data), "--save-floor", str(floor)]) == 0
    assert "exact.all = 100\n" in floor.read_text()
    assert main(["eval", str(data), "--floor", str(floor)]) == 0
    # The same item with a place more that no rule finds.
    spans.append({"start": 27, "end": 32, "family": "spacing", "tier": "safe"})
    data.write_text(json.dumps(item | {"spans": spans, "edits": edits}))
    capsys.readouterr()
    assert main(["eval", str(data), "--floor", str(floor)]) == 1
    assert "below the floor: found: 50.00, must be at least 100" in capsys.readouterr().err
