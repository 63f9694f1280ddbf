"""The command line over the nearest configuration, for each file."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_texts import CLEAN, DOUBTFUL, PLAIN, SAFE, Call, read, write

from cleanup.cli.common import Choosing, Reading
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
            "select = ['TOK', 'QUOO3']",
            "cleanup.toml: select: no rule is meant by 'QUOO3'; did you mean 'QUO003'?",
            id="code",
        ),
        pytest.param("style = 'fr-FT'", "cleanup.toml: style: there is no style", id="style"),
        pytest.param("sellect = []", "cleanup.toml: sellect: unknown key; did", id="key"),
        pytest.param(
            "extend-rules = ['none']",
            "cleanup.toml: extend-rules: there is no folder 'none'",
            id="folder",
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
