"""Which files are read, and where their results go."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from cli_texts import write

from cleanup.cli.common import Choosing, Reading, Walking
from cleanup.cli.paths import Inputs, aim
from cleanup.cli.settings import Desk
from cleanup.errors import ConfigError


def find(paths: list[str], without: str | None = None, **asked: Any) -> list[str]:
    """Return what a call would read."""
    desk = Desk(Choosing(), Reading(), None)
    return Inputs(desk, Walking(**asked), lambda _: None).find(paths, without)


@pytest.fixture(autouse=True)
def tree() -> None:
    for path in (
        "b.txt",
        "a.md",
        "z.MARKDOWN",
        "data.json",
        ".hidden.txt",
        ".git/x.txt",
        "sub/c.txt",
        "sub/out/d.txt",
        "sub/a/e.txt",
        "out/f.txt",
    ):
        write(path)


@pytest.mark.parametrize(
    ("paths", "without", "found"),
    [
        pytest.param(
            ["."], None, ["a.md", "b.txt", "z.MARKDOWN", "sub/c.txt", "sub/a/e.txt"], id="here"
        ),
        pytest.param(["sub/"], None, ["sub/c.txt", "sub/a/e.txt"], id="folder"),
        pytest.param(["sub"], "sub/a", ["sub/c.txt"], id="without"),
        pytest.param(["sub"], "./sub/../sub/a/", ["sub/c.txt"], id="without-spelled-otherwise"),
        pytest.param(["out"], None, ["out/f.txt"], id="named-out"),
        pytest.param(["out"], "out/", [], id="named-and-without"),
        pytest.param(["data.json", ".hidden.txt"], None, ["data.json", ".hidden.txt"], id="named"),
        pytest.param(
            ["sub/c.txt", "./sub/c.txt", "sub"], None, ["sub/c.txt", "sub/a/e.txt"], id="once"
        ),
        pytest.param(["none.txt"], None, ["none.txt"], id="missing"),
    ],
)
def test_finding(paths: list[str], without: str | None, found: list[str]) -> None:
    assert find(paths, without) == found


def test_links_to_folders_are_not_followed() -> None:
    os.symlink("..", "sub/a/up")  # noqa: PTH211
    assert find(["sub"]) == ["sub/c.txt", "sub/a/e.txt"]


@pytest.mark.parametrize(
    ("output", "paths", "results"),
    [
        pytest.param("new/", ["sub/c.txt"], ["new/c.txt"], id="slash"),
        pytest.param("out", ["sub/c.txt"], ["out/c.txt"], id="a-folder-that-is-there"),
        pytest.param("new", ["sub/c.txt"], ["new"], id="file"),
        pytest.param("new", ["sub"], ["new/c.txt", "new/a/e.txt"], id="of-a-folder"),
        pytest.param("new/", ["sub/c.txt", "b.txt"], ["new/sub/c.txt", "new/b.txt"], id="common"),
        pytest.param("new/", ["sub/a", "sub/c.txt"], ["new/a/e.txt", "new/c.txt"], id="mixed"),
        pytest.param("new/", ["../home/b.txt"], ["new/b.txt"], id="up-and-down"),
    ],
)
def test_aiming(output: str, paths: list[str], results: list[str]) -> None:
    target = aim(output, paths)
    assert [os.path.normpath(target.of(path)) for path in find(paths)] == results


@pytest.mark.parametrize("paths", [["sub"], ["sub/c.txt", "a.md"]])
def test_a_file_cannot_hold_several(paths: list[str]) -> None:
    with pytest.raises(ConfigError, match=r"-o: b\.txt is a file"):
        aim("b.txt", paths)


def test_no_result_leaves_its_folder(home: Path) -> None:
    target = aim("new/", ["sub/a/e.txt", "b.txt"])
    for path in find(["sub/a/e.txt", "b.txt"]):
        assert Path(target.of(path)).resolve().is_relative_to(home / "new")
