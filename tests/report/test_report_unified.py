from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from report_plans import Fix, entry_of, plan_of, random_plans, run_of, seed_plan, swap

from cleanup.report.unified import render
from cleanup.results import Plan, Run
from cleanup.text.edits import Edit


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    yield folder


def git_apply(folder: Path, diff: str, *options: str) -> None:
    command = ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", *options]
    done = subprocess.run(
        command, cwd=folder, input=diff.encode(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode() + diff


def check(folder: Path, plan: Plan, path: str = "article.txt") -> None:
    diff = render(Run((entry_of(plan, path),)))
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(plan.source.encode())
    if plan.source == plan.text:
        assert diff == ""
        return
    git_apply(folder, diff)
    assert file.read_bytes() == plan.text.encode()
    git_apply(folder, diff, "--reverse")
    assert file.read_bytes() == plan.source.encode()


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(plan=random_plans("ab\n\n\r\x0c", 80))
def test_git_takes_any_diff(repository: Path, plan: Plan) -> None:
    check(repository, plan)


@pytest.mark.parametrize("style", [False, True])
def test_git_takes_the_seed(repository: Path, style: bool) -> None:
    check(repository, seed_plan(style))


@pytest.mark.parametrize(
    ("source", "edit"),
    [
        ("", (0, 0, "a\n")),
        ("a\n", (0, 2, "")),
        ("a", (1, 1, "\n")),
        ("a\n", (1, 2, "")),
        ("a\n", (2, 2, "b")),
        ("a\nb\nc", (1, 3, "")),
        ("\n\n\n", (1, 2, "")),
    ],
    ids=["fill", "empty", "add-newline", "drop-newline", "append", "join", "blank-line"],
)
def test_git_takes_the_ends(repository: Path, source: str, edit: tuple[int, int, str]) -> None:
    check(repository, plan_of(source, Fix("AAA001", (Edit(*edit),))))


@pytest.mark.parametrize(
    "path",
    [
        "plain.txt",
        "./dot.txt",
        "sub dir/two words.txt",
        "été/là.txt",
        'a"quote".txt',
        "back\\slash.txt",
        "tab\there.txt",
        "line\nend.txt",
        "a b/c b.txt",
    ],
)
def test_git_takes_the_name(repository: Path, path: str) -> None:
    check(repository, plan_of("un\ndeux\n", Fix("AAA001", (Edit(0, 2, "Un"),))), path)


def test_a_removed_line_is_one_line_and_far_changes_are_two_hunks() -> None:
    source = "".join(f"ligne {n}\n" for n in range(20))
    plan = plan_of(
        source,
        Fix("AAA001", (Edit(source.index("ligne 2\n"), source.index("ligne 3\n"), ""),)),
        Fix("AAA002", (swap(source, "ligne 15", "Ligne 15"),)),
    )
    assert render(run_of(plan)) == (
        "diff --git a/article.txt b/article.txt\n--- a/article.txt\n+++ b/article.txt\n"
        "@@ -1,6 +1,5 @@\n ligne 0\n ligne 1\n-ligne 2\n ligne 3\n ligne 4\n ligne 5\n"
        "@@ -13,7 +12,7 @@\n ligne 12\n ligne 13\n ligne 14\n-ligne 15\n+Ligne 15\n"
        " ligne 16\n ligne 17\n ligne 18\n"
    )


def test_several_documents_in_one_diff(repository: Path) -> None:
    plans = [plan_of(f"{n}\n", Fix("AAA001", (Edit(0, 1, "x"),))) for n in range(3)]
    run = run_of(*plans, plan_of("same\n"))
    for entry in run.entries:
        (repository / entry.path).write_text(entry.plan.source)
    git_apply(repository, render(run))
    assert [(repository / e.path).read_text() for e in run.entries] == ["x\n"] * 3 + ["same\n"]


def test_other_line_ends_go_through_the_text_as_written(repository: Path) -> None:
    written = plan_of("\ufeffun\r\ndeux\r\n", Fix("AAA001", (Edit(5, 9, "Deux"),)))
    plan = plan_of("un\ndeux\n", Fix("AAA001", (Edit(3, 7, "Deux"),)))
    entry = entry_of(plan, "crlf.txt")
    (repository / "crlf.txt").write_bytes(written.source.encode())
    git_apply(repository, render(Run((entry,)), as_written=lambda _: written))
    assert (repository / "crlf.txt").read_bytes().decode() == "\ufeffun\r\nDeux\r\n"


def test_a_change_that_changes_nothing_makes_no_hunk() -> None:
    plan = plan_of("a\n", Fix("AAA001", (Edit(0, 1, "b"),)))
    same = replace(plan.changes[0], new="a")
    assert render(run_of(replace(plan, text="a\n", changes=(same,)))) == ""
