"""What the README and its neighbours promise exists: commands, options, targets, codes, links."""

from __future__ import annotations

import io
import re
import shlex
import subprocess
import sys
import tomllib
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path

import pytest

from cleanup.version import __version__
from worktree import ARTICLE, ROOT, environment, execute, files

BIN = Path(sys.executable).parent
PAGES = ("README.md", "CONTRIBUTING.md")


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", read(page), re.M | re.S)


def shell_lines(page: str) -> list[str]:
    """The command lines of the shell blocks, without their comments."""
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    return [line.partition(" #")[0].rstrip() for line in lines if line.strip()]


def spans(page: str) -> list[str]:
    """The commands named inside sentences, in backquotes."""
    prose = re.sub(r"^```.*?^```", "", read(page), flags=re.M | re.S)
    return [s for s in re.findall(r"`([^`\n]+)`", prose) if re.match(r"(make|cleanup) [a-z]", s)]


COMMANDS = sorted({line for page in PAGES for line in (*shell_lines(page), *spans(page))})
CLEANUP = [line for line in COMMANDS if line.startswith("cleanup ")]
MAKE = [line for line in COMMANDS if line.startswith("make ")]


def words(line: str) -> list[str]:
    """The words of a command line, without redirection."""
    found = shlex.split(line)
    return found[: found.index("<")] if "<" in found else found


@cache
def help_of(command: str) -> str:
    shown = subprocess.run(
        [BIN / "cleanup", command, "--help"],
        env=environment(ROOT / "out", COLUMNS="200"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert shown.returncode == 0, shown.stderr
    return shown.stdout


def test_the_pages_hold_commands() -> None:
    assert {words(line)[1] for line in CLEANUP} >= {"fix", "lint", "undo", "explain", "rules"}
    assert {"make demo", "make test"} <= set(MAKE)


@pytest.mark.parametrize("line", CLEANUP)
def test_each_command_and_option_exists(line: str) -> None:
    _, command, *rest = words(line)
    shown = help_of(command)
    for word in rest:
        if word.startswith("-") and word != "-":
            assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", shown), word


@pytest.mark.parametrize("line", MAKE)
def test_each_make_target_exists(line: str) -> None:
    phony = re.search(r"^\.PHONY: (.*)$", read("Makefile"), re.M)
    assert phony
    for target in words(line)[1:]:
        assert target in phony[1].split()
        assert re.search(rf"^{target}:", read("Makefile"), re.M)


def test_other_lines_are_pip_alone() -> None:
    others = set(COMMANDS) - set(CLEANUP) - set(MAKE)
    assert others == {"pip install mt-cleanup"}


def test_the_two_commands_come_before_the_installation() -> None:
    page = read("README.md")
    assert page.index("make demo") < page.index("make test") < page.index("pip install")


def test_the_paragraph_is_what_the_tool_does_to_the_article() -> None:
    from cleanup import fix

    before, after = re.findall(r"^> (.*)$", read("README.md"), re.M)
    article = ARTICLE.read_text(encoding="utf-8")
    assert before in article.split("\n")
    assert after in fix(article, lang="fr").text.split("\n")


def test_the_configuration_is_accepted(tmp_path: Path) -> None:
    short, long = blocks("README.md", "toml")
    assert set(tomllib.loads(short)) == {"lang", "style", "ignore"}
    assert {"extend", "files", "rules"} <= set(tomllib.loads(long))
    folder = tmp_path / "articles"
    (folder / "house").mkdir(parents=True)
    (tmp_path / "base.toml").write_text("", encoding="utf-8")
    (folder / "a.txt").write_text("À Paris, il pleut.\n", encoding="utf-8")
    for config in (short, long):
        (folder / "cleanup.toml").write_text(config, encoding="utf-8")
        command = (BIN / "cleanup", "lint", "--exit-zero", "a.txt")
        execute(*command, cwd=folder, env=environment(tmp_path))


def test_the_library_example_runs() -> None:
    (code,) = blocks("README.md", "python")
    with redirect_stdout(io.StringIO()) as said:
        exec(compile(code, "README.md", "exec"), {})
    assert said.getvalue().splitlines()[0] == "Il juge l’accord « clair [et] complet »."


def test_each_rule_named_exists(tmp_path: Path) -> None:
    codes = {code for page in PAGES for code in re.findall(r"\b[A-Z]{3}\d{3}\b", read(page))}
    assert codes
    for code in sorted(codes):
        shown = execute(BIN / "cleanup", "explain", code, cwd=tmp_path, env=environment(tmp_path))
        assert code in shown.stdout


def test_the_hooks_are_those_of_this_version() -> None:
    (block,) = blocks("README.md", "yaml")
    named = re.findall(r"- id: (\S+)", block)
    assert sorted(named) == sorted(re.findall(r"- id: (\S+)", read(".pre-commit-hooks.yaml")))
    assert f"rev: v{__version__}\n" in block


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md"])
def test_local_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", read(page))
    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_ci_runs_the_test_command() -> None:
    assert read(".ci/run").splitlines()[-1] == "exec make test"
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


# Spelled in parts, or this file would be the first to be found.
FOREIGN = re.compile(
    r"(?<![\w.])/(?:work|root)/"
    r"|/opt/(?:wheels|py" + r"pi)"
    r"|(?:\bpy" + r"pi|\bpythonhosted|\bnpm" + r"js|\bregistry\.[a-z]+)\.(?:org|com|io)\b"
    r"|\bdeb\.deb" + r"ian\.org",
    re.I,
)


def test_no_text_names_a_registry_host_or_a_path_of_one_machine() -> None:
    named: list[str] = []
    checked = 0
    for path in files():
        data = (ROOT / path).read_bytes()
        if b"\0" in data:
            continue
        checked += 1
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            named += [f"{path}:{number}: {m[0]}" for m in FOREIGN.finditer(line)]
    assert checked > len(PAGES)
    assert named == []


@pytest.mark.parametrize(
    "text", ["/" + "root/x", "(/" + "work/main)", "https://py" + "pi.org/simple", "py" + "pi.org"]
)
def test_that_pattern_finds_what_it_is_for(text: str) -> None:
    assert FOREIGN.search(text)
