from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_plans import ARTICLE, Fix, plan_of, run_of, seed_plan, swap

from cleanup.report.invisible import is_hostile
from cleanup.report.lint import concise, text
from cleanup.report.screen import cells, escape_unencodable, wrap
from cleanup.report.terminal import render
from cleanup.results import Entry, Location, Run
from cleanup.text.edits import Edit

HOSTILE = "a\x1b[2Jb \u202ec\u2066d \x9b31m e\x00f\u2028g\rh"


def test_the_seed_article_as_prose() -> None:
    shown = render(run_of(seed_plan()), width=10_000)
    assert "[-·date 2023-10·-]Le dirigeant" in shown
    assert "« franches [-». [and-]{+[et+}] complet »" in shown
    assert "« frustrer [-»[e]·-]la politique" in shown
    assert "L’échange de lettres a marqué" not in shown
    assert "article.txt:5:268  QUO003 early-closed-quotation  safe: The quotation was" in shown
    assert "POS001 possessive-as-quote  unsafe: " in shown
    assert "suggestion: l’approfondissement des liens de leurs deux pays" in shown
    assert re.search(r"^QUO003 +early-closed-quotation +quotations +1 +0$", shown, re.MULTILINE)
    assert shown.endswith("3 changes in 1 document, 2 findings left, 1 document read\n")


def test_spaces_changed_by_convention_are_quiet_and_folded() -> None:
    shown = render(run_of(seed_plan(style=True)), width=10_000)
    assert "«⍽très satisfait⍽»" in shown
    assert re.search(r"TYP001 guillemet-space  style: \d+ changes  · → ⍽", shown)
    assert shown.count("TYP001") == 2  # the fold and the summary


def test_colour_adds_styles_and_nothing_else() -> None:
    run = run_of(seed_plan())
    shown = render(run, colour=True)
    assert "\x1b[" in shown
    assert "[-" not in re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert "\x1b[" not in render(run)


def test_what_is_left_stands_in_its_sentence_with_what_revealed_it() -> None:
    shown = render(run_of(seed_plan()), width=10_000)
    assert "de « franches [et] [=complet=] »." in shown
    assert "\n      came to light by EDI001 bracket-seam\n" in shown
    source = "Un mto. Un autre."
    plan = plan_of(source, Fix("AAA001", message="Look.", start=3, end=6, held="proof"))
    assert "Un [=mto=]. …\n      held back: the repair did not pass its proof\n" in render(
        run_of(plan)
    )
    painted = render(run_of(plan), colour=True)
    assert "\x1b[4mmto\x1b[0m" in painted and "[=" not in painted


def test_one_repair_of_several_changes_names_them_all() -> None:
    source = "Un (mto. Un autre mto) ici."
    plan = plan_of(source, Fix("AAA001", (Edit(3, 4, "["), Edit(21, 22, "]"))))
    shown = render(run_of(plan))
    assert "article.txt:1:4  AAA001 some-rule  safe: Something is wrong here. (one repair" in shown
    assert "(one repair with 1:22)" in shown and "(one repair with 1:4)" in shown


@pytest.mark.parametrize("width", [40, 60, 100])
@pytest.mark.parametrize("style", [False, True])
def test_nothing_is_wider_than_the_terminal(width: int, style: bool) -> None:
    error = "b.txt: byte 3: " + "not valid UTF-8 " * 9
    shown = render(run_of(seed_plan(style), errors=[error]), width=width)
    widest = max(shown.splitlines(), key=cells)
    assert cells(widest) <= width, widest


def test_families_are_counted_where_they_hold_several_rules() -> None:
    shown = render(run_of(seed_plan(style=True)))
    assert re.search(r"^typography +18 +0$", shown, re.MULTILINE)
    alone = plan_of("un mto", Fix("AAA001", end=2), Fix("AAA002", end=2))
    assert "family  applied" not in render(run_of(alone))


def test_rules_are_hyperlinks_where_the_terminal_takes_them() -> None:
    run = run_of(plan_of("un mto", Fix("QUO003", end=2), Fix("ZZZ999", end=2)))
    page = (ARTICLE.parents[1] / "docs" / "rules" / "QUO003.md").as_uri()
    shown = render(run, colour=True, links=True)
    assert shown.count(f"\x1b]8;;{page}\x1b\\QUO003\x1b]8;;\x1b\\") == 2
    assert shown == render(run, colour=True, links=True)
    without = re.sub(r"\x1b\]8;;.*?\x1b\\", "", shown)
    assert "\x1b]" not in without and "ZZZ999" in without
    assert without == render(run, colour=True)
    assert "\x1b" not in render(run, links=True)


def test_colour_is_asked_for_and_not_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" in render(run_of(seed_plan()), colour=True)


@pytest.mark.parametrize("colour", [False, True])
def test_an_article_cannot_speak_to_the_terminal(colour: bool) -> None:
    source = f"{HOSTILE} mto {HOSTILE}"
    plan = plan_of(
        source,
        Fix("AAA001", (swap(source, "mto", "m\x1bot"),), message=HOSTILE, name=HOSTILE),
        Fix("AAA002", message=HOSTILE, suggestion=HOSTILE, end=3, family=HOSTILE, held=HOSTILE),
    )
    entry = Entry(f"{HOSTILE}\n.txt", "plain", plan, lambda at: Location(1, at + 1, at))
    run = Run((entry,))
    for shown in (
        render(run, colour=colour),
        concise(run, colour=colour),
        text(run, colour=colour),
    ):
        plain = re.sub(r"\x1b\[[0-9;]*m", "", shown) if colour else shown
        assert not any(is_hostile(c) for c in plain)
        assert "<U+001B>[2J" in plain or "<U+001B>ot" in plain


def test_over_ten_documents_the_summary_alone() -> None:
    shown = render(run_of(*[seed_plan()] * 11))
    assert "Le dirigeant" not in shown
    assert "33 changes in 11 documents" in shown
    assert "Le dirigeant" in render(run_of(*[seed_plan()] * 11), detail=True)


def test_concise_is_one_line_for_each_finding() -> None:
    plan = plan_of(
        "Le  mot.\nUn mot  mto.",
        Fix("AAA001", (Edit(2, 3, ""),), message="Doubled space."),
        Fix("AAA002", message="Look.", start=12, end=15),
        Fix("AAA003", message="Swapped letters.", start=17, end=20, suggestion="mot\u00a0"),
    )
    assert concise(run_of(plan)) == (
        "article.txt:1:3: warning AAA001 Doubled space. [remove]\n"
        "article.txt:2:4: warning AAA002 Look.\n"
        'article.txt:2:9: warning AAA003 Swapped letters. ["mot⍽"]\n'
    )


def test_text_puts_carets_under_the_place() -> None:
    source = "漢字 le  mot."
    plan = plan_of(source, Fix("AAA001", (Edit(6, 7, ""),), message="Doubled space."))
    assert text(run_of(plan)).splitlines()[1:3] == ["    漢字 le ·mot.", "    " + " " * 8 + "^"]


def test_carets_stay_on_the_first_line_and_long_lines_are_cut() -> None:
    source = "mot " * 100 + "ici\nfin"
    plan = plan_of(source, Fix("AAA001", message="x", start=400, end=407))
    _, line, carets, _ = text(run_of(plan)).split("\n", 3)
    assert line.startswith("    …")
    assert line.endswith("ici")
    assert carets.strip() == "^^^"
    assert carets.index("^") == line.index("ici")


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("ascii", "\\xe9\\u237d"),
        ("latin-1", "é\\u237d"),
        ("utf-8", "é⍽"),
        ("no-such", "\\xe9\\u237d"),
    ],
)
def test_what_a_terminal_cannot_hold_is_escaped(encoding: str, shown: str) -> None:
    assert escape_unencodable("é⍽", encoding) == shown


@given(st.lists(st.tuples(st.text("ab \n", max_size=12), st.sampled_from(["", "red"]))))
def test_wrapping_loses_no_letter_and_keeps_to_the_width(spans: list[tuple[str, str]]) -> None:
    lines = wrap(spans, 12, "  ")
    flat = [(c, s) for t, s in spans for c in t if c not in " \n"]
    assert [(c, s) for line in lines for t, s in line[1:] for c in t if c != " "] == flat
    for line in lines:
        shown = "".join(t for t, _ in line)
        assert cells(shown) <= 12 or " " not in shown.strip()


def test_nothing_heavy_is_imported_without_colour() -> None:
    code = (
        "import sys; import cleanup.report.terminal, cleanup.report.lint, cleanup.report.unified;"
        "import cleanup.report.jsonreport;"
        "sys.exit(bool({'rich', 'typer', 'ftfy', 'pathlib', 'tempfile'} & "
        "(set(sys.modules) - set(sys.argv[1:]))))"
    )
    # What an editable installation imports before any of our code is not ours.
    before = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    subprocess.run([sys.executable, "-c", code, *before], check=True)
