"""What a walk leaves out for git's sake is what git leaves out: asked of git itself."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cleanup.walk.tree import Excludes, Sieve, walk

FILES = ("a.txt", "b.md", "é.txt", "x y.txt", "#a.txt", "!b.txt", "[a].txt", "a.b.txt")
FOLDERS = ("", "sub", "sub/deep", "sub/deep/er", "other", "other/sub", "a.txt.d")
ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CEILING_DIRECTORIES": "/",
}


def git(*words: str, cwd: Path) -> bytes:
    env = {**os.environ, **ALONE}
    done = subprocess.run(["git", *words], cwd=cwd, env=env, check=True, capture_output=True)
    return done.stdout


def by_git(folder: Path) -> set[str]:
    listed = git("ls-files", "--others", "--exclude-standard", "-z", cwd=folder)
    names = {os.fsdecode(name) for name in listed.split(b"\0") if name}
    return {name for name in names if not name.rpartition("/")[2].startswith(".")}


def sieve(*, gitignore: bool = True) -> Sieve:
    return Sieve(lambda _: Excludes(), lambda _: gitignore, None, lambda _: None)


def by_walk(folder: Path, start: str = "") -> set[str]:
    found = walk(str(folder / start), sieve(), lambda _: "")
    return {Path(path).relative_to(folder).as_posix() for path in found}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    git("init", "--quiet", cwd=folder)
    for inner in FOLDERS:
        for name in FILES:
            path = folder / inner / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x", encoding="utf-8")
    return folder


PARTS = ["a", "*", "**", "sub", "deep", "?.txt", "*.txt", "[ab].md", "[!a]*", "a.txt", "é*", "er"]
PARTS += ["[[:alpha:]].txt", "[\\d].txt", "[", "a\\", "[]a]*", "[z-a]", "*b", "***", "[^b]*"]
EDGES = ["", "/", "!", "!/", "\\#", "\\!", "#", " "]
LINE = st.builds(
    lambda edge, parts, end: edge + "/".join(parts) + end,
    st.sampled_from(EDGES),
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=3),
    st.sampled_from(["", "/", "/**", "/*", " ", "\\ ", "\r"]),
)
LINES = st.lists(LINE, max_size=5)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(top=LINES, inner=LINES, exclude=LINES)
@example(top=["*", "!*/", "!*.txt"], inner=[], exclude=[])
@example(top=["sub/**", "!sub/a.txt"], inner=[], exclude=[])
@example(top=["sub/"], inner=["!a.txt"], exclude=[])
@example(top=["*.txt", "!/sub/deep/a.txt"], inner=["!b.txt"], exclude=["*.md"])
@example(top=["!*.md"], inner=[], exclude=["*"])
@example(top=["\ufeffa.txt", "x\\ y.txt", "\\[a\\].txt"], inner=["/a.txt\r"], exclude=[])
def test_the_same_as_git(
    repository: Path, top: list[str], inner: list[str], exclude: list[str]
) -> None:
    for place, lines in (
        (".gitignore", top),
        ("sub/.gitignore", inner),
        (".git/info/exclude", exclude),
    ):
        (repository / place).write_bytes("\n".join(lines).encode())
    assert by_walk(repository) == by_git(repository)
