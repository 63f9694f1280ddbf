"""The hooks as a repository of articles has them: real pre-commit, on a scratch repository.

The configuration is the block of the README, with this working tree, committed to a scratch
repository, in the place of its address.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from worktree import ARTICLE, ROOT, copy_tree, environment, execute

pytestmark = pytest.mark.slow

NAMES = ("article.fr.txt", "dossier été/l’article du jour.md")
BIN = Path(sys.executable).parent

# What a person writes where the tool only reports.
BY_HAND = (
    (
        "leurs deux pays. » l’approfondissement des liens.",
        "l’approfondissement des liens de leurs deux pays.",
    ),
    ("« franches [et] complet »", "« francs et complets »"),
)


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return environment(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory, env: dict[str, str]) -> str:
    """The README's block, asking for the hooks of this working tree."""
    hooks = copy_tree(tmp_path_factory.mktemp("hooks") / "tree")
    execute("git", "init", "--quiet", cwd=hooks, env=env)
    execute("git", "add", "--all", cwd=hooks, env=env)
    execute("git", "commit", "--quiet", "--message", "all", cwd=hooks, env=env)
    rev = execute("git", "rev-parse", "HEAD", cwd=hooks, env=env).stdout.strip()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```yaml\n(.*?)```", readme, re.S)
    assert block
    asked = re.sub(r"(?<=repo: ).*", str(hooks), block[1])
    return re.sub(r"(?<=rev: ).*", rev, asked)


@pytest.fixture
def project(tmp_path: Path, config: str, env: dict[str, str]) -> Path:
    """A repository of articles: the damaged one twice, and damage in files that are not prose."""
    for name in NAMES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(ARTICLE.read_bytes())
    for name in ("data.json", "requirements.txt"):
        (tmp_path / name).write_bytes(ARTICLE.read_bytes())
    (tmp_path / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    execute("git", "init", "--quiet", cwd=tmp_path, env=env)
    execute("git", "add", "--all", cwd=tmp_path, env=env)
    return tmp_path


def run_hook(hook: str, project: Path, env: dict[str, str], code: int) -> str:
    """Run one hook on all files, check how it exits, and return what it says."""
    command = (BIN / "pre-commit", "run", hook, "--all-files", "--color", "never")
    done = execute(*command, cwd=project, env=env, code=code)
    # Else a hook that could not be installed, or crashed, would pass for one that found something.
    assert re.search(r"^cleanup (fix|lint)\.+(Passed|Failed)$", done.stdout, re.M), done.stdout
    assert "Traceback" not in done.stdout
    return done.stdout


def fixed(project: Path, env: dict[str, str]) -> Path:
    run_hook("cleanup-fix", project, env, code=1)
    return project


def suppress(text: str, findings: list[dict[str, object]]) -> str:
    """Return the text with a comment above each paragraph that still has findings."""
    lines = text.split("\n")
    codes: dict[int, set[str]] = {}
    for found in findings:
        if found["severity"] != "info":
            codes.setdefault(int(str(found["line"])), set()).add(str(found["code"]))
    assert codes
    for line in sorted(codes, reverse=True):
        named = ", ".join(sorted(codes[line]))
        lines[line - 1 : line - 1] = [f"<!-- cleanup: ignore[{named}] as printed -->", ""]
    return "\n".join(lines)


def remaining(path: Path, project: Path, env: dict[str, str]) -> list[dict[str, object]]:
    command = (BIN / "cleanup", "lint", "--output-format", "json", "--exit-zero", path)
    (document,) = json.loads(execute(*command, cwd=project, env=env).stdout)["documents"]
    findings: list[dict[str, object]] = document["findings"]
    return findings


def test_fix_changes_the_article_and_fails_then_passes(project: Path, env: dict[str, str]) -> None:
    before = ARTICLE.read_text(encoding="utf-8")
    said = run_hook("cleanup-fix", project, env, code=1)
    assert "files were modified by this hook" in said
    for name in NAMES:
        text = (project / name).read_text(encoding="utf-8")
        # The space before it indents a paragraph of Markdown, and is none of its prose.
        assert text.lstrip(" ").startswith("Le dirigeant nord-coréen"), name
        assert "« franches [et] complet »" in text, name
        assert text.count("\n") == before.count("\n"), name
    for name in ("data.json", "requirements.txt"):
        assert (project / name).read_text(encoding="utf-8") == before, name
    execute("git", "add", "--all", cwd=project, env=env)
    run_hook("cleanup-fix", project, env, code=0)
    assert execute("git", "diff", "--name-only", cwd=project, env=env).stdout == ""


def test_lint_writes_nothing_and_names_each_place(project: Path, env: dict[str, str]) -> None:
    said = run_hook("cleanup-lint", project, env, code=1)
    for name in NAMES:
        assert f"{name}:1:" in said
    assert "requirements.txt" not in said
    assert execute("git", "diff", "--name-only", cwd=project, env=env).stdout == ""


def test_lint_fails_until_the_rest_is_repaired(project: Path, env: dict[str, str]) -> None:
    run_hook("cleanup-lint", fixed(project, env), env, code=1)
    for name in NAMES:
        text = (project / name).read_text(encoding="utf-8")
        for old, new in BY_HAND:
            assert old in text
            text = text.replace(old, new)
        (project / name).write_text(text, encoding="utf-8")
    run_hook("cleanup-lint", project, env, code=0)


def test_lint_fails_until_the_rest_is_suppressed(project: Path, env: dict[str, str]) -> None:
    fixed(project, env)
    for name in NAMES:
        path = project / name
        run_hook("cleanup-lint", project, env, code=1)
        left = remaining(path, project, env)
        path.write_text(suppress(path.read_text(encoding="utf-8"), left), encoding="utf-8")
    run_hook("cleanup-lint", project, env, code=0)
    execute("git", "add", "--all", cwd=project, env=env)
    run_hook("cleanup-fix", project, env, code=0)


def test_lint_fails_until_the_configuration_ignores_the_rest(
    project: Path, env: dict[str, str]
) -> None:
    left = remaining(fixed(project, env) / NAMES[0], project, env)
    codes = {str(found["code"]) for found in left}
    assert "POS001" in codes and "QUO001" not in codes
    # A composite that does not run silences no lesser rule: its lone mark is then reported.
    ignored = sorted(codes | {"QUO001"})
    (project / "cleanup.toml").write_text(f"ignore = {json.dumps(ignored)}\n", encoding="utf-8")
    run_hook("cleanup-lint", project, env, code=0)


def commit(project: Path, env: dict[str, str], code: int) -> str:
    """Commit what is staged as a person does, with the hooks installed."""
    env = env | {"PATH": f"{BIN}:{env['PATH']}"}
    execute(BIN / "pre-commit", "install", cwd=project, env=env)
    done = execute("git", "commit", "--message", "articles", cwd=project, env=env, code=code)
    return done.stdout + done.stderr


def test_a_commit_checks_what_is_staged_and_nothing_else(
    project: Path, env: dict[str, str]
) -> None:
    """Clean text is staged, damage is not: the commit goes through and the damage stays."""
    name = project / NAMES[1]
    clean = "La route du col rouvre lundi, a indiqué la mairie.\n"
    execute("git", "rm", "--quiet", "--cached", NAMES[0], cwd=project, env=env)
    name.write_text(clean, encoding="utf-8")
    execute("git", "add", NAMES[1], cwd=project, env=env)
    damaged = f"{clean}\n{ARTICLE.read_text(encoding='utf-8')}"
    name.write_text(damaged, encoding="utf-8")
    said = commit(project, env, code=0)
    assert len(re.findall(r"^cleanup (?:fix|lint)\.+Passed$", said, re.M)) == 2, said
    assert name.read_text(encoding="utf-8") == damaged
    shown = execute("git", "show", f"HEAD:{NAMES[1]}", cwd=project, env=env)
    assert shown.stdout == clean


def test_a_partly_staged_file_keeps_the_rest(project: Path, env: dict[str, str]) -> None:
    """Damage is staged, other lines are not: it is repaired in the file, the other lines stay."""
    name = project / NAMES[0]
    parts = [
        "La route du col rouvre lundi. , a indiqué la mairie.",
        "Un.",
        "Deux.",
        "Trois.",
        "Quatre.",
    ]
    staged = "\n\n".join(parts) + "\n"
    execute("git", "rm", "--quiet", "--cached", NAMES[1], cwd=project, env=env)
    name.write_text(staged, encoding="utf-8")
    execute("git", "add", NAMES[0], cwd=project, env=env)
    name.write_text(f"{staged}\nUne ligne que personne n’a encore voulue.\n", encoding="utf-8")
    said = commit(project, env, code=1)
    assert "files were modified by this hook" in said
    text = name.read_text(encoding="utf-8")
    assert text.startswith("La route du col rouvre lundi, a indiqué la mairie.\n")
    assert text.endswith("\nUne ligne que personne n’a encore voulue.\n")


def test_where_both_touch_a_line_nothing_is_lost(project: Path, env: dict[str, str]) -> None:
    """The repair and an unstaged change collide: pre-commit takes the repair back and says so."""
    name = project / NAMES[0]
    execute("git", "rm", "--quiet", "--cached", NAMES[1], cwd=project, env=env)
    name.write_text("La route du col rouvre lundi. , a indiqué la mairie.\n", encoding="utf-8")
    execute("git", "add", NAMES[0], cwd=project, env=env)
    changed = "La route du col rouvre mardi. , a indiqué la préfecture.\n"
    name.write_text(changed, encoding="utf-8")
    said = commit(project, env, code=1)
    assert "Rolling back fixes" in said
    assert name.read_text(encoding="utf-8") == changed


def test_the_hooks_for_this_repository_name_programs_of_the_development_extra() -> None:
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    programs = re.findall(r"entry: \.venv/bin/(\S+)", text)
    assert len(programs) == text.count("- id:") > 0
    assert [name for name in programs if not (BIN / name).is_file()] == []
