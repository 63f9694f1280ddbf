"""The command line over the nearest configuration, for each file."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_texts import CLEAN, DOUBTFUL, PLAIN, SAFE, Call, read, write

from cleanup.cli.common import Choosing, Reading
from cleanup.cli.rulebooks import rulebook_of
from cleanup.cli.settings import Desk


def selection(config: str, **choosing: object) -> dict[str, object]:
    """Return what differs from the default in the merged selection."""
    write("cleanup.toml", config)
    merged = Desk(Choosing(**choosing), Reading(), None).settings("a.txt").selection  # type: ignore[arg-type]
    names = ("select", "ignore", "extend_select", "fixable", "unfixable", "style", "preview")
    return {n: getattr(merged, n) for n in names if getattr(merged, n)}


@pytest.mark.parametrize(
    ("config", "choosing", "merged"),
    [
        pytest.param("", {}, {}, id="nothing"),
        pytest.param("ignore = ['A']", {}, {"ignore": ("A",)}, id="configuration"),
        pytest.param("", {"select": ("A,B", "C")}, {"select": ("A", "B", "C")}, id="commas"),
        pytest.param(
            "ignore = ['A']", {"ignore": ("B",)}, {"ignore": ("A", "B")}, id="ignored-stays-ignored"
        ),
        pytest.param(
            "select = ['A']\nignore = ['B']\nextend-select = ['C']",
            {"select": ("B",)},
            {"select": ("B",)},
            id="select-begins-anew",
        ),
        pytest.param(
            "unfixable = ['A']",
            {"select": ("A",), "unfixable": ("B",)},
            {"select": ("A",), "unfixable": ("A", "B")},
            id="unfixable-stays",
        ),
        pytest.param(
            "fixable = ['A']", {"fixable": ("B",)}, {"fixable": ("B",)}, id="fixable-replaces"
        ),
        pytest.param("style = 'a'", {"style": "b"}, {"style": "b"}, id="style"),
        pytest.param("style = 'a'", {"style": ""}, {}, id="no-style"),
        pytest.param("preview = true", {}, {"preview": True}, id="preview"),
    ],
)
def test_merging(config: str, choosing: dict[str, object], merged: dict[str, object]) -> None:
    assert selection(config, **choosing) == merged


def test_each_file_has_its_nearest_configuration(call: Call) -> None:
    write("cleanup.toml", "ignore = ['TOK']\n")
    write("a.txt")
    write("sub/cleanup.toml", "ignore = ['POS', 'QUO']\n")
    write("sub/b.txt", SAFE)
    write("sub/c.txt", DOUBTFUL)
    _, together, _ = call("lint", ".", "--output-format", "concise")
    _, alone, _ = call("lint", "sub/b.txt", "--output-format", "concise")
    assert {line.split(":")[0] for line in together.splitlines()} == {"sub/b.txt"}
    assert together == alone


def test_fail_on_is_that_of_each_file(call: Call) -> None:
    write("a/cleanup.toml", "fail-on = 'error'\n")
    write("a/a.txt")
    write("b/b.txt")
    assert call("lint", "a")[0] == 0
    assert call("lint", "a", "b")[0] == 1
    assert call("lint", "a", "--fail-on", "warning")[0] == 1


def test_a_named_configuration_is_for_all_and_isolated_ignores_all(call: Call) -> None:
    write("cleanup.toml", "ignore = ['TOK']\n")
    write("other.toml", "ignore = ['QUO']\n")
    write("a.txt")
    assert call("lint", "a.txt")[0] == 0
    assert call("lint", "a.txt", "--config", "other.toml")[0] == 1
    assert call("lint", "a.txt", "--isolated")[0] == 1
    assert "together with --isolated" in call("lint", "--isolated", "--config", "other.toml")[2]


@pytest.mark.parametrize(
    ("config", "said"),
    [
        pytest.param(
            "select = ['TOK', 'TOK0077']",
            "cleanup.toml:1: select: no rule is meant by 'TOK0077'; did you mean 'TOK007'?",
            id="code",
        ),
        pytest.param("style = 'fr-FT'", "cleanup.toml:1: style: there is no style", id="style"),
        pytest.param("sellect = []", "cleanup.toml:1: sellect: unknown key; did", id="key"),
        pytest.param(
            "extend-rules = ['none']",
            "cleanup.toml:1: extend-rules: there is no folder 'none'",
            id="folder",
        ),
        pytest.param(
            "[per-file-ignores]\n'x/*' = ['TOK', 'QU']\n'y/*' = ['SEGG']",
            "cleanup.toml:3: per-file-ignores.\"y/*\": no rule is meant by 'SEGG'",
            id="code-for-other-files",
        ),
        pytest.param(
            "[[files]]\nglob = 'x/*'\nstyle = 'fr-FT'",
            "cleanup.toml:3: files.style: there is no style 'fr-FT'",
            id="style-for-other-files",
        ),
        pytest.param(
            "[rules.BKR001]\npolicy = 'keep'",
            "cleanup.toml:2: rules.BKR001.policy: no rule is meant by 'BKR001'; did you mean",
            id="option-of-no-rule",
        ),
        pytest.param(
            "[rules.BRK01x]", "cleanup.toml:1: rules.BRK01x: no rule is meant", id="empty-table"
        ),
        pytest.param(
            "[rules.BRK001]\npolice = 'keep'",
            "rules.BRK001.police: BRK001 has no option 'police'"
            " (there are: after_saying, plain, policy); did you mean 'policy'?",
            id="option",
        ),
        pytest.param(
            "[rules.BRK001]\npolicy = 'drop'",
            "rules.BRK001.policy: must be one of keep, drop-marks, drop-all, not 'drop'; did",
            id="choice",
        ),
        pytest.param(
            "[rules.BRK001]\nplain = true",
            "rules.BRK001.plain: must be a list of strings, not true",
            id="type",
        ),
        pytest.param(
            "[rules.SCR003]\nfr = ['lire aussi', '(lire aussi']",
            "cleanup.toml:2: rules.SCR003.fr: '(lire aussi' has a bracket without its partner",
            id="formula",
        ),
        pytest.param("[rules.SCR]\nfr = ['a{b}']", "'a{b}' has an unknown name {b}", id="name"),
        pytest.param("[rules.SCR003]\nfr = ['a{b']", "'a{b' is no formula", id="brace"),
        pytest.param("[rules.SCR003]\nfr = ['']", "'' is no formula", id="empty-formula"),
        pytest.param(
            "[[files]]\nglob = '/'\nlang = 'fr'", "cleanup.toml:1: files: '/' names no", id="glob"
        ),
    ],
)
def test_a_wrong_configuration_stops_all(call: Call, config: str, said: str) -> None:
    write("sub/cleanup.toml", config)
    write("sub/b.txt")
    write("a.txt")
    code, out, err = call("fix", ".")
    assert (code, out) == (2, "")
    assert err.removeprefix("error: ").startswith("sub/")
    assert said in err
    assert err.count("\n") == 1
    assert read("a.txt") == SAFE


def test_the_option_is_named_where_it_is_the_wrong_one(call: Call) -> None:
    write("cleanup.toml", "ignore = ['TOK']\n")
    write("a.txt")
    assert call("lint", "--ignore", "X1")[2].startswith("error: --ignore: no rule")


def test_values_of_the_configuration_count(call: Call) -> None:
    write("cleanup.toml", "encoding = 'cp1252'\nlang = 'fr'\nstyle = 'fr-FR'\n")
    path = write("a.txt")
    path.write_bytes(PLAIN.encode("cp1252"))
    assert call("fix", "a.txt")[0] == 0
    assert path.read_bytes().decode("cp1252").startswith("À cette occasion")
    write("cleanup.toml", "max-file-size = 20\n")
    assert "max-file-size is 20" in call("lint", "a.txt")[2]


def test_stdin_has_the_configuration_of_the_working_directory(home: Path) -> None:
    write("cleanup.toml", "lang = 'fr'\n")
    settings = Desk(Choosing(), Reading(), None).settings("-")
    assert (settings.lang, settings.config) == ("fr", str(home / "cleanup.toml"))


def test_a_text_without_a_known_language_is_named(call: Call) -> None:
    write("a.txt", "Lorem.\n")
    write("b.txt", CLEAN)
    _, _, err = call("lint", "a.txt", "b.txt")
    assert err.startswith("note: a.txt: language not known (und)")
    assert call("lint", "a.txt", "--lang", "fr")[2] == ""


# What holds for some files

BY_FILE = """
lang = "fr"

[per-file-ignores]
"a/**" = ["TOK"]
"!a/**" = ["NUM"]

[[files]]
glob = ["b/*", "!b/x.txt"]
lang = "en"
style = "en-GB"

[[files]]
glob = "y.txt"
lang = "de"
encoding = "cp1252"
format = "plain"
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("a/x.txt", ("fr", "", None, ("TOK",)), id="ignored"),
        pytest.param("c.txt", ("fr", "", None, ("NUM",)), id="all-others"),
        pytest.param("b/z.txt", ("en", "en-GB", None, ("NUM",)), id="told"),
        pytest.param("b/x.txt", ("fr", "", None, ("NUM",)), id="excepted"),
        pytest.param("b/y.txt", ("de", "en-GB", "cp1252", ("NUM",)), id="the-last-counts"),
        pytest.param("a/b/y.txt", ("de", "", "cp1252", ("TOK",)), id="deep"),
        pytest.param("-", ("fr", "", None, ()), id="stdin"),
    ],
)
def test_a_file_has_what_its_globs_say(path: str, expected: tuple[object, ...]) -> None:
    write("cleanup.toml", BY_FILE)
    settings = Desk(Choosing(), Reading(), None).settings(path)
    selection = settings.selection
    assert (settings.lang, selection.style, settings.encoding, selection.ignore) == expected


def test_globs_are_relative_to_the_file_that_has_them(home: Path) -> None:
    write("base.toml", "[per-file-ignores]\n'sub/a.txt' = ['TOK']\n'*.md' = ['NUM']\n")
    write("sub/cleanup.toml", "extend = '../base.toml'\n[per-file-ignores]\n'/a.txt' = ['QUO']\n")
    desk = Desk(Choosing(), Reading(), None)
    assert desk.settings("sub/a.txt").selection.ignore == ("TOK", "QUO")
    assert desk.settings("sub/sub/a.txt").selection.ignore == ()
    outside = Desk(Choosing(), Reading(config="sub/cleanup.toml"), None)
    assert outside.settings("x/a.md").selection.ignore == ("NUM",)
    assert outside.settings(str(home.parent / "a.md")).selection.ignore == ("NUM",)
    assert outside.settings(str(home.parent / "sub" / "a.txt")).selection.ignore == ()


def test_the_command_line_counts_for_more(home: Path) -> None:
    write("cleanup.toml", BY_FILE)
    choosing = Choosing(per_file_ignores=("b/*:UNT,SEG", "*.md:lang:fr"), style="fr-FR")
    desk = Desk(choosing, Reading(lang="it"), None)
    settings = desk.settings("b/z.txt")
    assert (settings.lang, settings.selection.style) == ("it", "fr-FR")
    assert settings.selection.ignore == ("NUM", "UNT", "SEG")
    assert desk.settings("c/d.md").selection.ignore == ("NUM", "lang:fr")


def test_what_is_ignored_in_a_file_stays_so_when_a_rule_is_tried(call: Call) -> None:
    write("a.txt")
    write("b.txt")
    write("cleanup.toml", "ignore = ['TOK']\n[per-file-ignores]\n'b.*' = ['TOK']\n")
    _, out, _ = call("lint", ".", "--select", "TOK", "--output-format", "concise")
    assert {line.split(":")[0] for line in out.splitlines()} == {"a.txt"}


@pytest.mark.parametrize("given", ["QUO", ":QUO", "a.txt:", "a.txt:,"])
def test_a_wrong_per_file_ignore_is_named(call: Call, given: str) -> None:
    write("a.txt")
    code, _, err = call("lint", "--per-file-ignores", given)
    assert (code, err.count("\n")) == (2, 1)
    assert err.startswith("error: --per-file-ignores: must be a glob and rules")


def test_a_code_of_per_file_ignores_is_named_by_its_option(call: Call) -> None:
    write("a.txt")
    said = call("lint", "--per-file-ignores", "x:QUOO3")[2]
    assert said.startswith("error: --per-file-ignores: no rule is meant by 'QUOO3'; did")


# Options of rules

BRACKET = "« La digue est solide [and] neuve », dit le maire de la ville.\n"


def test_an_option_of_a_rule_reaches_its_detector(call: Call) -> None:
    write("a.txt", BRACKET)
    _, kept, _ = call("fix", "a.txt", "--diff", "--unsafe-fixes")
    assert "+« La digue est solide [et] neuve »" in kept
    write("cleanup.toml", "[rules.BRK]\npolicy = 'drop-marks'\n")
    _, safe, _ = call("fix", "a.txt", "--diff")
    _, unsafe, _ = call("fix", "a.txt", "--diff", "--unsafe-fixes")
    assert safe == ""
    assert "+« La digue est solide et neuve »" in unsafe


def test_the_more_exact_selector_sets_an_option() -> None:
    write("cleanup.toml", "[rules.BRK001]\npolicy = 'keep'\n[rules.BRK]\npolicy = 'drop-all'\n")
    settings = Desk(Choosing(), Reading(), None).settings("a.txt")
    rules = {rule.code: rule for rule in rulebook_of(settings, Choosing()).rules}
    assert rules["BRK001"].options["policy"] == "keep"
    assert rules["BRK006"].options["policy"] == "drop-all"
    assert rules["BRK006"].applicability == "unsafe"
    assert (rules["BRK001"].applicability, rules["BRK001"].suspected) == ("unsafe", "safe")


def test_options_are_part_of_the_hash_of_the_rules() -> None:
    def digest(text: str) -> str:
        write("cleanup.toml", text)
        return rulebook_of(Desk(Choosing(), Reading(), None).settings("a.txt"), Choosing()).digest

    plain = digest("")
    marks, everything = (
        digest(f"[rules.BRK001]\npolicy = '{p}'") for p in ("drop-marks", "drop-all")
    )
    assert len({plain, marks, everything}) == 3
    assert digest("") == plain


def test_explain_shows_the_options_of_a_rule(call: Call) -> None:
    _, out, _ = call("explain", "BRK006")
    assert "option         policy: one of keep, drop-marks (unsafe), drop-all (unsafe)" in out
    assert 'default "keep": what becomes of the brackets' in out


# Rules of one's own

OWN = """
[[rule]]
code = "TYP901"
name = "house-word"
message = "A word of the house."
why = "The house writes it otherwise."
mqm = "style"
applicability = "safe"
keeps = "lexicon"
lexicon = { "newsroom" = "rédaction" }
trigger = { words = ["newsroom"] }
pattern = "newsroom"
replace = "rédaction"
bad = [["La newsroom est grande.", "La EXPECTED est grande."]]
good = ["La rédaction est grande."]
"""


@pytest.mark.parametrize(("expected", "exit_code"), [("rédaction", 0), ("autre", 1)])
def test_examples_of_own_rules_are_run(call: Call, expected: str, exit_code: int) -> None:
    write("house/fr/words.toml", OWN.replace("EXPECTED", expected))
    write("cleanup.toml", "extend-rules = ['house']\n")
    code, out, err = call("test", "TYP901")
    assert code == exit_code
    assert err == f"1 rule, 2 examples, {2 * exit_code} failing\n"
    assert out.count("TYP901: bad example 1") == 2 * exit_code
    assert call("test", "TYP901", "--isolated")[0] == 2


# What is shown


def test_settings_are_shown_with_where_they_are_from(call: Call) -> None:
    write("base.toml", "ignore = ['NUM']\n")
    write(
        "cleanup.toml",
        f"extend = 'base.toml'\nignore = ['SEG']\n{BY_FILE}[rules.BRK]\npolicy = 'keep'\n".replace(
            "en-GB", "fr-FR"
        ),
    )
    write("b/z.txt")
    code, out, err = call(
        "lint", "b/z.txt", "--show-settings", "--fail-on", "error", "--ignore", "REP"
    )
    cells = [[c.strip() for c in line.split("  ") if c.strip()] for line in out.splitlines()]
    rows = {row[0]: row[1:] for row in cells}
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "b/z.txt"
    assert rows["configuration"] == ["cleanup.toml"]
    assert rows["lang"] == ['"en"', "cleanup.toml:12"]
    assert rows["ignore"] == [
        '["NUM", "SEG", "REP", "NUM"]',
        "base.toml:1, cleanup.toml:2, cleanup.toml:8, --ignore",
    ]
    assert rows["fail-on"] == ['"error"', "--fail-on"]
    assert rows["max-file-size"] == ["100M", "default"]
    assert rows["rules.BRK.policy"] == ['"keep"', "cleanup.toml:21"]


def test_files_with_the_same_settings_are_shown_together(call: Call) -> None:
    write("cleanup.toml", "[per-file-ignores]\n'b.txt' = ['TOK']\n")
    for name in "abcdef":
        write(f"{name}.txt")
    heads = [
        line
        for line in call("lint", "--show-settings")[1].splitlines()
        if line.endswith((".txt", "more"))
    ]
    assert heads == ["a.txt, c.txt, d.txt and 2 more", "b.txt"]
    assert call("fix", "a.txt", "--show-settings", "--isolated")[1].count("cleanup.toml") == 0
    assert read("a.txt") == SAFE


def test_what_is_left_out_is_shown_too(call: Call) -> None:
    write("cleanup.toml", "exclude = ['x/']\nforce-exclude = true\n")
    write("a.txt")
    _, out, _ = call("lint", "--show-settings", "--exclude", "y/", "--no-respect-gitignore")
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert 'exclude ["x/", "y/"] cleanup.toml:1, --exclude' in lines
    assert "force-exclude true cleanup.toml:2" in lines
    assert "respect-gitignore false --no-respect-gitignore" in lines


def test_the_settings_of_stdin_are_those_of_the_file_it_is_named_for(call: Call) -> None:
    write("cleanup.toml", BY_FILE.replace("en-GB", "fr-FR"))
    _, out, _ = call("lint", "-", "--show-settings", "--stdin-filename", "b/z.txt")
    assert out.startswith("-\n")
    assert ["lang", '"en"', "cleanup.toml:10"] in [line.split() for line in out.splitlines()]
    unnamed = call("lint", "-", "--show-settings")[1]
    assert ["lang", '"fr"', "cleanup.toml:2"] in [line.split() for line in unnamed.splitlines()]


def test_settings_that_are_wrong_are_an_error(call: Call) -> None:
    write("a.txt")
    write("cleanup.toml", "ignore = ['TOKK']\n")
    code, out, err = call("lint", "--show-settings")
    assert (code, out) == (2, "")
    assert "cleanup.toml:1: ignore: no rule is meant by 'TOKK'" in err


@pytest.mark.parametrize("command", ["lint", "fix"])
def test_files_are_shown_and_not_read(call: Call, command: str) -> None:
    write("a.txt")
    write("sub/é b.txt")
    assert call(command, ".", "--show-files") == (0, "a.txt\nsub/é b.txt\n", "")
    assert read("a.txt") == SAFE


# `cleanup init`


def test_init_writes_a_file_that_changes_nothing(call: Call) -> None:
    write("a.txt")
    before = call("lint", "--output-format", "json")
    assert call("init") == (0, "", "written: cleanup.toml\n")
    assert call("lint", "--output-format", "json") == before
    assert call("lint", "--show-settings")[1].splitlines()[1].split() == [
        "configuration",
        "cleanup.toml",
    ]


def test_init_overwrites_nothing_and_hides_nothing(call: Call) -> None:
    write("cleanup.toml", "lang = 'fr'\n")
    code, _, err = call("init")
    assert (code, err) == (2, "error: cleanup.toml: is there already, and stays as it is\n")
    assert read("cleanup.toml") == "lang = 'fr'\n"
    write("sub/pyproject.toml", "[tool.cleanup]\nlang = 'fr'\n")
    code, _, err = call("init", "sub")
    assert (code, "sub/pyproject.toml: has [tool.cleanup]" in err) == (2, True)
    write("other/x.txt")
    code, _, err = call("init", "other")
    assert (code, "note: cleanup.toml no longer counts there" in err) == (0, True)
    assert call("init", "missing")[2] == "error: missing/cleanup.toml: no such file\n"
