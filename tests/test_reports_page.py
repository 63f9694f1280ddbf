"""docs/reports.md: its commands run in their order, and it names the formats there are."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from cleanup.report import RENDERERS
from worktree import ARTICLE, ROOT, environment, execute

BIN = Path(sys.executable).parent
PAGE = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", PAGE, re.M | re.S)
    return [line for block in blocks for line in block.splitlines()]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for name in ("home", "work/articles"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("article.txt", "articles/a.txt", "articles/é b.txt"):
        (tmp_path / "work" / name).write_bytes(ARTICLE.read_bytes())
    return tmp_path / "work"


def test_each_command_runs_in_its_order(desk: Path) -> None:
    # A browser that is there on every machine: it prints the address it is given.
    home = desk.parent / "home"
    env = environment(home, BROWSER="echo %s", TMPDIR=str(home))
    env["PATH"] = f"{BIN}:{env['PATH']}"
    for line in commands():
        done = execute("bash", "-c", line, cwd=desk, env=env, code=None)
        assert done.returncode in (0, 1), f"{line}\n{done.stdout}\n{done.stderr}"
        assert "error:" not in done.stderr, line
    assert (desk / "article.txt").read_bytes() == ARTICLE.read_bytes()
    assert (desk / "article.patch").read_bytes() == (desk / "in-place.patch").read_bytes() != b""
    assert json.loads((desk / "findings.sarif").read_bytes())["version"] == "2.1.0"
    made = {path.name for path in desk.iterdir() if path.is_file()}
    assert {"again.json", "again.html", "all.html", "all.critic.md", "junit.xml"} <= made


def test_each_format_is_named_once() -> None:
    rows = re.findall(r"^\| (`.*?) \|", PAGE, re.M)
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(RENDERERS)


def test_the_schema_it_names_is_there() -> None:
    links = re.findall(r"\]\(([\w./-]+)\)", PAGE)
    assert "report.schema.json" in links
    for link in links:
        assert (ROOT / "docs" / link).is_file(), link
