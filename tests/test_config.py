"""The configuration: where it is found, and what is said about one that is wrong."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.config import NOTHING, Config, nearest_config, read_config, shown_here, size
from cleanup.config.keys import KEYS
from cleanup.config.lines import line_of
from cleanup.config.sample import is_table, sample
from cleanup.config.schema import schema
from cleanup.config.schema import text as schema_text
from cleanup.errors import ConfigError

FULL = """
select = ["QUO", "SEG002"]
ignore = ["NUM"]
extend-select = ["style"]
fixable = ["ALL"]
unfixable = ["BRK"]
extend-rules = ["house"]
lang = "fr"
style = "fr-FR"
encoding = "cp1252"
fail-on = "error"
max-file-size = "2M"
preview = true

[per-file-ignores]
"a/*" = ["TYP"]

[[files]]
glob = "b/*"
lang = "en"
style = "en-GB"
encoding = "latin-1"
format = "plain"

[rules.QUO]
words = ["a"]
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_key_is_read(here: Path) -> None:
    (here / "house").mkdir()
    (here / "cleanup.toml").write_text(FULL, encoding="utf-8")
    config = nearest_config(str(here))
    assert config.file == str(here / "cleanup.toml")
    assert config.select == ("QUO", "SEG002")
    assert config.ignore == ("NUM",)
    assert config.extend_select == ("style",)
    assert config.fixable == ("ALL",)
    assert config.unfixable == ("BRK",)
    assert config.extend_rules == (str(here / "house"),)
    assert (config.lang, config.style, config.encoding) == ("fr", "fr-FR", "cp1252")
    assert (config.fail_on, config.max_file_size, config.preview) == ("error", 2_000_000, True)
    ignored, told = config.for_files
    assert (ignored.globs, ignored.folder, ignored.ignore) == (("a/*",), str(here), ("TYP",))
    assert (told.lang, told.style, told.encoding, told.format) == (
        "en",
        "en-GB",
        "latin-1",
        "plain",
    )
    option = config.options[0]
    assert (option.rules, option.name, option.value) == ("QUO", "words", ("a",))
    assert str(option.place) == "cleanup.toml:26: rules.QUO.words"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("files", "lang"),
    [
        pytest.param({"cleanup.toml": "lang = 'a'"}, "a", id="beside"),
        pytest.param({"../cleanup.toml": "lang = 'a'"}, "a", id="above"),
        pytest.param(
            {"cleanup.toml": "lang = 'a'", "../cleanup.toml": "lang = 'b'"}, "a", id="nearest"
        ),
        pytest.param(
            {"cleanup.toml": "", "../cleanup.toml": "lang = 'b'"}, "", id="nothing-inherited"
        ),
        pytest.param({"pyproject.toml": "[tool.cleanup]\nlang = 'a'"}, "a", id="pyproject"),
        pytest.param(
            {"cleanup.toml": "lang = 'a'", "pyproject.toml": "[tool.cleanup]\nlang = 'b'"},
            "a",
            id="own-file-first",
        ),
        pytest.param(
            {"pyproject.toml": "[project]\nname = 'cleanup'", "../cleanup.toml": "lang = 'b'"},
            "b",
            id="silent-pyproject",
        ),
        pytest.param(
            {"pyproject.toml": "not TOML", "../cleanup.toml": "lang = 'b'"},
            "b",
            id="foreign-broken-pyproject",
        ),
        pytest.param({}, "", id="none"),
    ],
)
def test_the_nearest_file_that_speaks_counts(here: Path, files: dict[str, str], lang: str) -> None:
    folder = here / "a" / "b"
    folder.mkdir(parents=True)
    for name, text in files.items():
        write(folder / name, text)
    assert nearest_config(str(folder)).lang == lang


@pytest.mark.parametrize(
    "text",
    [
        "[tool.cleanup]\nlang = 'a'",
        "[tool.other]\n  [ tool . cleanup ]  # ours\r\nlang = 'a'",
        "['tool'.\"cleanup\"]\nlang = 'a'",
        "[tool]\ncleanup.lang = 'a'",
        "[ 'tool' ]\ncleanup = { lang = 'a' }",
        "tool.cleanup.lang = 'a'",
        "\"tool\".cleanup = { lang = 'a' }",
        "\ufefftool = { cleanup = { lang = 'a' } }",
        "[\"t\\u006fol\".cleanup]\nlang = 'a'",
        "\"t\\u006fol\".cleanup.lang = 'a'",
    ],
)
def test_our_table_is_found_however_it_is_written(here: Path, text: str) -> None:
    (here / "pyproject.toml").write_text(text, "utf-8", newline="")
    assert nearest_config(str(here)).lang == "a"


@pytest.mark.parametrize(
    "text",
    [
        "[tool.other]\ncleanup = 1\n[project.scripts]\ncleanup = 'cleanup.cli:run'",
        "[[tool.other.cleanup]]\nlang = 'a'",
        "[tool.cleanup]\n[tool.cleanup",
    ],
    ids=["elsewhere", "deeper", "broken"],
)
def test_what_is_no_table_of_ours_says_nothing_unless_it_begins_like_one(
    here: Path, text: str
) -> None:
    (here / "pyproject.toml").write_text(text, "utf-8")
    if text.startswith("[tool.cleanup"):
        with pytest.raises(ConfigError, match="not valid TOML"):
            nearest_config(str(here))
    else:
        assert nearest_config(str(here)).lang == ""


def test_without_a_file_nothing_is_said(here: Path) -> None:
    assert nearest_config(str(here)) == NOTHING


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("selct = []", ["1: selct: unknown key", "'select'"], id="unknown-key"),
        pytest.param("[rule]\n", ["1: rule: unknown key", "'rules'"], id="unknown-table"),
        pytest.param("lang = 'fr'\n\nfiles = 1", ["3: files: is written [[files]]"], id="line"),
        pytest.param("[[files]]\nlang = 'fr'", ["1: files: needs a glob"], id="no-glob"),
        pytest.param(
            "[[files]]\nglob = 'a'\n[[files]]\nglob = 'b'\nlnag = ''",
            ["5: files.lnag: unknown key", "'lang'"],
            id="file-key",
        ),
        pytest.param(
            "[[files]]\nglob = 'a'\nformat = 'plan'",
            ["3: files.format: there is no format 'plan'", "'plain'"],
            id="format",
        ),
        pytest.param("files = [1]", ["1: files: must be a table"], id="file-table"),
        pytest.param("per-file-ignores = []", ["must be a table"], id="ignores"),
        pytest.param(
            "[per-file-ignores]\n'a/*.txt' = 'QUO'",
            ['2: per-file-ignores."a/*.txt": must be a list'],
            id="ignored",
        ),
        pytest.param("rules = 1", ["rules: must be a table"], id="rules-table"),
        pytest.param("[rules]\nX = 1", ["2: rules.X: must be a table"], id="rule-table"),
        pytest.param(
            "[rules.X]\na = [1]", ["2: rules.X.a: must be a string, a number"], id="option"
        ),
        pytest.param("extend = 'x.toml'", ["1: extend: there is no file 'x.toml'"], id="extend"),
        pytest.param("extend = 3", ["1: extend: must be a string"], id="extend-type"),
        pytest.param(
            "extend = 'cleanup.toml'",
            ["1: extend: goes in a circle: cleanup.toml → cleanup.toml"],
            id="circle",
        ),
        pytest.param("select = 'QUO'", ["select: must be a list"], id="text-for-list"),
        pytest.param("ignore = [1]", ["ignore: must hold strings"], id="number-in-list"),
        pytest.param("lang = 3", ["lang: must be a string"], id="number-for-text"),
        pytest.param("preview = 'yes'", ["preview: must be true or false"], id="text-for-bool"),
        pytest.param(
            "fail-on = 'warnin'", ["fail-on", "error, warning, info", "'warning'"], id="severity"
        ),
        pytest.param("encoding = 'utf8-x'", ["encoding: unknown encoding"], id="encoding"),
        pytest.param("encoding = 'hex'", ["encoding: unknown encoding"], id="not-of-text"),
        pytest.param("max-file-size = 'big'", ["max-file-size: must be"], id="size"),
        pytest.param("max-file-size = -1", ["max-file-size: must be"], id="negative-size"),
        pytest.param("max-file-size = true", ["max-file-size: must be"], id="bool-size"),
        pytest.param("extend-rules = ['x']", ["extend-rules: there is no folder 'x'"], id="rules"),
        pytest.param("lang = fr", ["not valid TOML", "line 1"], id="toml"),
    ],
)
def test_what_is_wrong_is_named_in_one_line(here: Path, text: str, parts: list[str]) -> None:
    (here / "cleanup.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        nearest_config(str(here))
    said = str(caught.value)
    assert said.startswith("cleanup.toml:")
    assert "\n" not in said
    for part in parts:
        assert part in said


def test_a_wrong_key_of_pyproject_is_named_with_its_table(here: Path) -> None:
    (here / "pyproject.toml").write_text("[tool.cleanup]\nlnag = 'fr'\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"^pyproject\.toml:2: tool\.cleanup\.lnag: .*'lang'"):
        nearest_config(str(here))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"lang = '\xe9'", "byte 8: not valid UTF-8", id="encoding"),
        pytest.param(None, "no such file", id="missing"),
    ],
)
def test_a_file_that_cannot_be_read(here: Path, data: bytes | None, said: str) -> None:
    path = here / "cleanup.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ConfigError, match=said):
        read_config(str(path))


def test_a_named_pyproject_must_speak(here: Path) -> None:
    (here / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"has no table \[tool\.cleanup\]"):
        read_config(str(here / "pyproject.toml"))


@pytest.mark.parametrize(
    ("text", "bytes_"),
    [
        ("0", 0),
        ("5_000", 5_000),
        ("64k", 64_000),
        ("100M", 100_000_000),
        ("1 GB", 1_000_000_000),
        ("12B", 12),
        ("", None),
        ("M", None),
        ("-1", None),
        ("1.5M", None),
        ("1T", None),
        ("٣", None),
    ],
)
def test_sizes(text: str, bytes_: int | None) -> None:
    assert size(text) == bytes_


def test_paths_are_shown_from_here(here: Path) -> None:
    assert shown_here(os.path.join(here, "a", "b.txt")) == os.path.join("a", "b.txt")  # noqa: PTH118
    assert shown_here("/elsewhere/a\nb.txt") == "/elsewhere/a\\nb.txt"


# What a file extends

BASE = """
ignore = ["A"]
unfixable = ["A"]
select = ["S"]
style = "a"
lang = "fr"
preview = true

[per-file-ignores]
"x/*" = ["P"]

[rules.R]
option = "a"
"""


def based(here: Path, own: str) -> Config:
    write(here / "shared" / "base.toml", BASE)
    write(here / "sub" / "cleanup.toml", f"extend = '../shared/base.toml'\n{own}")
    return nearest_config(str(here / "sub"))


def test_a_file_says_what_its_base_says(here: Path) -> None:
    config = based(here, "")
    assert config.file == str(here / "sub" / "cleanup.toml")
    assert (config.select, config.ignore, config.style) == (("S",), ("A",), "a")
    assert config.for_files[0].folder == str(here / "shared")
    assert str(config.places("lang")[0]) == "shared/base.toml:6: lang"


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        pytest.param("ignore = ['B']", {"ignore": ("A", "B")}, id="ignored-stays-ignored"),
        pytest.param(
            "select = ['T']\nignore = ['B']",
            {"select": ("T",), "ignore": ("B",)},
            id="select-begins-anew",
        ),
        pytest.param("select = ['T']", {"select": ("T",), "ignore": ()}, id="select-alone"),
        pytest.param("unfixable = ['B']", {"unfixable": ("A", "B")}, id="unfixable-stays"),
        pytest.param("style = ''\npreview = false", {"style": "", "preview": False}, id="unsaid"),
        pytest.param("lang = 'de'", {"lang": "de", "style": "a"}, id="one-key"),
    ],
)
def test_what_is_said_beside_a_base(here: Path, own: str, expected: dict[str, object]) -> None:
    config = based(here, own)
    assert {name: getattr(config, name) for name in expected} == expected


def test_tables_add_to_those_of_the_base(here: Path) -> None:
    config = based(here, "[rules.R]\noption = 'b'\n[[files]]\nglob = 'y/*'\nlang = 'en'")
    assert [part.globs for part in config.for_files] == [("x/*",), ("y/*",)]
    assert [one.value for one in config.options] == ["a", "b"]


def test_a_circle_of_several_files_is_named(here: Path) -> None:
    write(here / "cleanup.toml", "extend = 'a.toml'")
    write(here / "a.toml", "\nextend = 'b.toml'")
    write(here / "b.toml", "extend = './a.toml'")
    with pytest.raises(ConfigError) as caught:
        nearest_config(str(here))
    assert str(caught.value) == "b.toml:1: extend: goes in a circle: a.toml → b.toml → a.toml"


def test_a_pyproject_can_be_the_base(here: Path) -> None:
    write(here / "pyproject.toml", "[tool.cleanup]\nlang = 'fr'")
    write(here / "sub" / "cleanup.toml", "extend = '../pyproject.toml'")
    assert nearest_config(str(here / "sub")).lang == "fr"


# Lines

LONG = """\
lang = "select"
# select = []
select = [
  "A",  # B
  "B",
]
note = '''
select = 1
'''
[files]
'a b' = { select = 3 }
[[x]]
y = 1
[[x]]
y = 2
"""


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        pytest.param(("lang",), 1, id="first"),
        pytest.param(("select",), 3, id="not-the-comment"),
        pytest.param(("select", 1), 5, id="entry"),
        pytest.param(("note",), 7, id="long-string"),
        pytest.param(("files",), 10, id="table"),
        pytest.param(("files", "a b", "select"), 11, id="inline"),
        pytest.param(("x", 1), 14, id="array-of-tables"),
        pytest.param(("x", 1, "y"), 15, id="in-an-array-of-tables"),
        pytest.param(("none",), None, id="missing"),
    ],
)
def test_the_line_of_a_key(keys: tuple[str | int, ...], line: int | None) -> None:
    assert line_of(LONG, keys) == line
    assert line_of(LONG.replace("\n", "\r\n"), keys) == line


NAME = st.sampled_from(["a", "b", "c d", "e.f"])
VALUE = st.sampled_from(["1", '"a"', '["a",\n "b"]', "'''\na = 1\n'''", "{ a = 1 }"])


@given(st.dictionaries(NAME, st.dictionaries(NAME, VALUE), min_size=1))
def test_every_key_is_found_where_it_was_written(tables: dict[str, dict[str, str]]) -> None:
    lines: list[str] = []
    places: dict[tuple[str, ...], int] = {}
    for table, keys in tables.items():
        lines += ["# a b", f'["{table}"]']
        places[(table,)] = len(lines)
        for key, value in keys.items():
            places[(table, key)] = len(lines) + 1
            lines += f'"{key}" = {value}'.split("\n")
    for path, line in places.items():
        assert line_of("\n".join(lines), path) == line


# What is written from the table of keys

EXAMPLES = "".join(f"{key.example}\n" for key in sorted(KEYS.values(), key=is_table))


def test_the_sample_loads_and_says_nothing(here: Path) -> None:
    (here / "cleanup.toml").write_text(sample(), encoding="utf-8")
    assert nearest_config(str(here)) == Config(file=str(here / "cleanup.toml"))


def test_the_sample_loads_with_everything_in_it(here: Path) -> None:
    lines = sample().splitlines()
    assert all(line.startswith("#") for line in lines if line)
    taken = [line.removeprefix("#") for line in lines if not line.startswith("# ")]
    (here / "sub" / "house").mkdir(parents=True)
    write(here / "base.toml", "")
    write(here / "sub" / "cleanup.toml", "\n".join(taken))
    config = nearest_config(str(here / "sub"))
    assert {name for name, _ in config.said} == set(KEYS)


def test_the_schema_in_the_documentation_is_that_of_today() -> None:
    path = Path(__file__).parents[1] / "docs" / "config.schema.json"
    assert path.read_text(encoding="utf-8") == schema_text(), "`make schema` writes it"


@pytest.mark.parametrize(
    ("toml", "right"),
    [
        pytest.param(FULL, True, id="full"),
        pytest.param(EXAMPLES, True, id="examples"),
        pytest.param("selct = []", False, id="key"),
        pytest.param("select = 'A'", False, id="list"),
        pytest.param("fail-on = 'warn'", False, id="severity"),
        pytest.param("max-file-size = '1.5M'", False, id="size"),
        pytest.param("max-file-size = -1", False, id="negative"),
        pytest.param("[[files]]\nlang = 'fr'", False, id="glob"),
        pytest.param("[[files]]\nglob = []", False, id="no-globs"),
        pytest.param("[[files]]\nglob = 'x'\nformat = 'x'", False, id="format"),
        pytest.param("[rules.X]\na = {}", False, id="option"),
        pytest.param("[per-file-ignores]\na = 'X'", False, id="ignores"),
    ],
)
def test_the_schema_and_the_reader_agree(here: Path, toml: str, right: bool) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    valid = jsonschema.Draft202012Validator(schema()).is_valid(tomllib.loads(toml))
    (here / "sub" / "house").mkdir(parents=True)
    write(here / "base.toml", "")
    write(here / "sub" / "cleanup.toml", toml)
    try:
        nearest_config(str(here / "sub"))
    except ConfigError:
        read = False
    else:
        read = True
    assert (valid, read) == (right, right)
