"""The pages for people: each block of them is run, in a folder such as its reader would have."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from cleanup.version import __version__
from worktree import ARTICLE, ROOT, environment, execute

BIN = Path(sys.executable).parent
GUIDES = ROOT / "docs" / "guides"
CI = ROOT / "docs" / "ci"
# A line for a person alone, and for the environment that is already there.
NOT_HERE = re.compile(r"pip install |pre-commit |cleanup review ")


def blocks(page: Path, language: str) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)


def load_yaml(text: str) -> Any:
    # What pre-commit reads its configuration with; it has no types.
    return import_module("yaml").safe_load(text)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with an article, and with folders of articles."""
    (tmp_path / "home").mkdir()
    for name in (
        "article.txt",
        "articles/a.txt",
        "articles/é b.txt",
        "corpus/a.txt",
        "corpus/b.txt",
    ):
        path = tmp_path / "work" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(ARTICLE.read_bytes())
    return tmp_path / "work"


def shell(line: str, desk: Path) -> subprocess.CompletedProcess[str]:
    env = environment(desk.parent / "home")
    env["PATH"] = f"{BIN}:{env['PATH']}"
    return execute("bash", "-c", line, cwd=desk, env=env, code=None)


@pytest.mark.parametrize("page", sorted(GUIDES.glob("*.md")), ids=lambda page: page.stem)
def test_each_command_of_a_guide_runs_in_its_order(page: Path, desk: Path) -> None:
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    ran = 0
    for line in lines:
        if not NOT_HERE.match(line):
            done = shell(line, desk)
            assert done.returncode in (0, 1), f"{line}\n{done.stdout}\n{done.stderr}"
            assert "error:" not in done.stderr, line
            ran += 1
    assert ran >= 4


def test_the_first_article_comes_back_byte_for_byte(desk: Path) -> None:
    for block in blocks(GUIDES / "first-article.md", "sh"):
        for line in block.splitlines():
            if not NOT_HERE.match(line):
                shell(line, desk)
    assert (desk / "article.txt").read_bytes() == ARTICLE.read_bytes()
    assert (desk / "out" / "article.txt").read_bytes() != ARTICLE.read_bytes()
    assert (desk / "out" / "article.report.html").is_file()


def test_after_the_baseline_nothing_is_reported_but_what_is_new(desk: Path) -> None:
    for block in blocks(GUIDES / "repository.md", "sh"):
        for line in block.splitlines():
            shell(line, desk)
    assert shell("cleanup lint articles/", desk).returncode == 0
    with (desk / "articles" / "a.txt").open("a", encoding="utf-8") as file:
        file.write("\n\nLa route rouvre lundi. , a indiqué la mairie.\n")
    said = shell("cleanup lint articles/ --output-format concise", desk)
    assert said.returncode == 1
    assert [line.split()[2] for line in said.stdout.splitlines()] == ["SEG002"]


def test_the_configuration_of_the_guide_is_accepted(desk: Path) -> None:
    (config,) = blocks(GUIDES / "repository.md", "toml")
    (desk / "cleanup.toml").write_text(config, encoding="utf-8")
    assert shell("cleanup lint --show-settings article.txt", desk).returncode == 0


def test_the_library_example_of_the_guide_runs(desk: Path) -> None:
    (code,) = blocks(GUIDES / "corpus.md", "python")
    done = execute(sys.executable, "-c", code, cwd=desk, env=environment(desk.parent / "home"))
    assert done.stdout.splitlines() == [
        "La route rouvre lundi, a indiqué la mairie.",
        "21 .  → ",
    ]


def steps(action: Path) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = load_yaml(action.read_text(encoding="utf-8"))["runs"]["steps"]
    return made


def test_the_action_annotates_what_it_finds(desk: Path) -> None:
    """Its last step, run as a runner does: the inputs as variables, in a shell that fails fast."""
    *_, lint = steps(ROOT / "action.yml")
    assert set(lint["env"]) == {"CLEANUP_PATHS", "CLEANUP_OPTIONS"}
    env = environment(desk.parent / "home")
    env |= {"PATH": f"{BIN}:{env['PATH']}", "CLEANUP_OPTIONS": "--fail-on=warning\n"}
    env["CLEANUP_PATHS"] = "articles/é b.txt\n\n$(touch hacked)\n"
    done = execute("bash", "-eo", "pipefail", "-c", lint["run"], cwd=desk, env=env, code=2)
    assert "::warning file=articles/é b.txt,line=1," in done.stdout
    assert "$(touch hacked)" in done.stderr and not (desk / "hacked").exists()
    env["CLEANUP_PATHS"], env["CLEANUP_OPTIONS"] = "article.txt", ""
    execute("bash", "-eo", "pipefail", "-c", lint["run"], cwd=desk, env=env, code=1)


def test_the_action_installs_the_version_it_was_asked_for() -> None:
    _, install, _ = steps(ROOT / "action.yml")
    assert install["env"] == {"CLEANUP_SOURCE": "${{ github.action_path }}"}
    assert "${{" not in install["run"]


def test_the_page_uses_the_inputs_that_the_action_has() -> None:
    (block,) = blocks(CI / "github.md", "yaml")
    _, use = load_yaml(block)["jobs"]["cleanup"]["steps"]
    action = load_yaml((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert set(use["with"]) <= set(action["inputs"])
    assert use["uses"].endswith(f"@v{__version__}")


def test_the_gitlab_job_writes_its_report(desk: Path) -> None:
    template = ROOT / "templates" / "cleanup.gitlab-ci.yml"
    job = load_yaml(template.read_text(encoding="utf-8"))["cleanup"]
    (block,) = blocks(CI / "gitlab.md", "yaml")
    assert load_yaml(block)["cleanup"] == job
    assert job["variables"]["CLEANUP_VERSION"] == __version__
    _, line = job["script"]
    assert shell(f"CLEANUP_PATHS=articles; {line}", desk).returncode == 1
    report = job["artifacts"]["reports"]["codequality"]
    issues = json.loads((desk / report).read_text(encoding="utf-8"))
    assert {issue["location"]["path"] for issue in issues} == {"articles/a.txt", "articles/é b.txt"}


def test_the_hooks_of_the_page_are_those_of_the_readme() -> None:
    (block,) = blocks(CI / "pre-commit.md", "yaml")
    assert block in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [*GUIDES.glob("*.md"), *CI.glob("*.md")], ids=lambda p: p.stem)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
