"""The package as a stranger gets it: the wheel by itself, and a fresh clone with its two commands.

Everything here is built and installed for real, from a copy of the working tree in a folder whose
name holds a space and an accent.
"""

from __future__ import annotations

import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from cleanup.version import __version__
from worktree import ARTICLE, copy_tree, environment, execute

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return environment(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory, env: dict[str, str]) -> Path:
    """A copy of the tree where `make demo` was run: an editable install."""
    tree = copy_tree(tmp_path_factory.mktemp("fresh clone é") / "tree")
    execute("make", "demo", cwd=tree, env=env)
    return tree


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, clone: Path, env: dict[str, str]) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps")
    execute(*pip, "--wheel-dir", folder, clone, cwd=folder, env=env)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, wheel: Path, env: dict[str, str]) -> Path:
    """The folder of programs of a fresh environment that has the wheel and no source tree."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=True)
    execute(folder / "bin/python", "-m", "pip", "install", "--quiet", wheel, cwd=folder, env=env)
    return folder / "bin"


def fix(program: Path, folder: Path, env: dict[str, str]) -> tuple[str, bytes]:
    """Return what `cleanup fix` prints on the article, alone in a folder, and what it writes."""
    (folder / "article.fr.txt").write_bytes(ARTICLE.read_bytes())
    done = execute(
        program, "fix", "article.fr.txt", "-o", "out/", "--exit-zero", cwd=folder, env=env
    )
    return done.stdout, (folder / "out" / "article.fr.txt").read_bytes()


def rule_files(tree: Path) -> list[str]:
    return sorted(p.relative_to(tree).as_posix() for p in (tree / "rules").rglob("*.toml"))


def some_rule(tree: Path) -> tuple[Path, str, str]:
    """Return the file, the code and the message of a rule whose message stands once in its file."""
    for path in sorted((tree / "rules").rglob("*.toml")):
        text = path.read_text(encoding="utf-8")
        for rule in tomllib.loads(text).get("rule", []):
            if text.count(f'"{rule["message"]}"') == 1:
                return path, rule["code"], rule["message"]
    raise AssertionError("no rule found")


def test_demo_leaves_result_report_and_ledger(clone: Path) -> None:
    made = {path.name for path in (clone / "out").iterdir()}
    assert made == {"article.fr.txt", "article.fr.report.html", "article.fr.ledger.jsonl"}
    assert (clone / "out/article.fr.txt").read_bytes() != ARTICLE.read_bytes()


def test_demo_says_where_they_are_and_installs_nothing_twice(
    clone: Path, env: dict[str, str]
) -> None:
    again = execute("make", "demo", cwd=clone, env=env)
    assert "out/article.fr.txt" in again.stdout
    assert "out/article.fr.report.html" in again.stdout
    assert "pip install" not in again.stdout


def test_rules_types_and_licence_are_in_the_wheel(clone: Path, wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = rule_files(clone)
    assert wanted
    assert {f"cleanup/{name}" for name in wanted} <= names
    assert {"cleanup/py.typed", "cleanup/pages/QUO003.md"} <= names
    assert f"mt_cleanup-{__version__}.dist-info/licenses/LICENSE" in names
    assert not [n for n in names if not n.startswith(("cleanup/", "mt_cleanup-"))]


def test_the_wheel_needs_no_source_tree(
    installed: Path, tmp_path: Path, env: dict[str, str]
) -> None:
    where = execute(
        installed / "python", "-c", "import cleanup; print(cleanup.__file__)", cwd=tmp_path, env=env
    )
    assert Path(where.stdout.strip()).is_relative_to(installed.parent)
    version = execute(installed / "cleanup", "--version", cwd=tmp_path, env=env)
    assert __version__ in version.stdout


def test_the_wheel_and_the_editable_install_give_the_same(
    installed: Path, clone: Path, tmp_path: Path, env: dict[str, str]
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    by_wheel = fix(installed / "cleanup", tmp_path / "a", env)
    by_clone = fix(clone / ".venv/bin/cleanup", tmp_path / "b", env)
    assert by_wheel == by_clone
    assert by_wheel[1] == (clone / "out/article.fr.txt").read_bytes()


def test_an_edit_to_a_rule_is_seen_at_once(clone: Path, env: dict[str, str]) -> None:
    path, code, message = some_rule(clone)
    program = clone / ".venv/bin/cleanup"
    text = path.read_text(encoding="utf-8")
    assert "Quince" not in execute(program, "explain", code, cwd=clone, env=env).stdout
    path.write_text(text.replace(f'"{message}"', '"Quince."'), encoding="utf-8")
    try:
        assert "Quince." in execute(program, "explain", code, cwd=clone, env=env).stdout
    finally:
        path.write_text(text, encoding="utf-8")
