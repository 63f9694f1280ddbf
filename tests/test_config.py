"""The configuration: where it is found, and what is said about one that is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cleanup.config import NOTHING, nearest_config, read_config, shown_here, size
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


def test_without_a_file_nothing_is_said(here: Path) -> None:
    assert nearest_config(str(here)) == NOTHING


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("selct = []", ["selct: unknown key", "'select'"], id="unknown-key"),
        pytest.param("[rule]\n", ["rule: unknown key"], id="unknown-table"),
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
    assert said.startswith("cleanup.toml: ")
    assert "\n" not in said
    for part in parts:
        assert part in said


def test_a_wrong_key_of_pyproject_is_named_with_its_table(here: Path) -> None:
    (here / "pyproject.toml").write_text("[tool.cleanup]\nlnag = 'fr'\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"^pyproject\.toml: tool\.cleanup: lnag: .*'lang'"):
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
