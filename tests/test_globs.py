"""Globs mean the files that git would mean by them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.walk.globs import means


@pytest.mark.parametrize(
    ("globs", "path", "meant"),
    [
        pytest.param(("*.txt",), "/r/a/b.txt", True, id="a-name-anywhere"),
        pytest.param(("a/*",), "/r/a/b.txt", True, id="from-the-folder"),
        pytest.param(("a/*",), "/r/c/a/b.txt", False, id="not-deeper"),
        pytest.param(("**/a/*",), "/r/c/a/b.txt", True, id="over-folders"),
        pytest.param(("a",), "/r/c/a/b/d.txt", True, id="a-folder"),
        pytest.param(("/b.txt",), "/r/a/b.txt", False, id="anchored"),
        pytest.param(("été/**",), "/r/été/b.txt", True, id="letters"),
        pytest.param(("#a",), "/r/#a", True, id="no-comment"),
        pytest.param(("a/**", "!a/b/**"), "/r/a/c.txt", True, id="not-excepted"),
        pytest.param(("a/**", "!a/b/**"), "/r/a/b/c.txt", False, id="excepted"),
        pytest.param(("!a/b/**", "a/**"), "/r/a/b/c.txt", False, id="in-any-order"),
        pytest.param(("!a/**",), "/r/b.txt", True, id="all-others"),
        pytest.param(("!a/**",), "/r/a/b.txt", False, id="not-these"),
        pytest.param(("*.txt",), "/s/b.txt", True, id="outside-by-name"),
        pytest.param(("s/*.txt", "/b.txt"), "/s/b.txt", False, id="outside-by-path"),
        pytest.param(("b.txt",), "/rr/b.txt", True, id="folder-with-the-same-beginning"),
        pytest.param((), "/r/b.txt", False, id="none"),
    ],
)
def test_globs_mean_files(globs: tuple[str, ...], path: str, meant: bool) -> None:
    assert means(globs, "/r", path) is meant


@pytest.mark.parametrize("glob", ["", "/", "!", "!/", " "])
def test_a_glob_that_names_nothing_is_refused(glob: str) -> None:
    with pytest.raises(ValueError, match="names no file"):
        means((glob,), "/", "/a")


PARTS = st.sampled_from(["a", "b", "*", "**", "a*", "?", "[ab]", "*.x"])
GLOBS = st.builds(
    lambda head, parts: head + "/".join(parts),
    st.sampled_from(["", "/"]),
    st.lists(PARTS, min_size=1, max_size=3),
)
PATHS = ["a", "b", "a.x", "ab/a", "ab/b.x", "b/a/b", "b/a/a.x", "b/ab/a/b"]


@given(glob=GLOBS, path=st.sampled_from(["x/a", "a/b/a.x", "b/ab", "ab/x/y.x"]))
def test_an_exception_takes_away_all_that_it_means(glob: str, path: str) -> None:
    meant = means((glob,), "/r", f"/r/{path}")
    assert means((f"!{glob}",), "/r", f"/r/{path}") is not meant
    assert not means((glob, f"!{glob}"), "/r", f"/r/{path}")


def test_git_means_the_same_files(tmp_path: Path) -> None:
    globs = ["a", "*.x", "b/*", "/b", "**/a", "b/**/b", "a*/b.x", "?", "[ab]/a", "b/a/"]
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    for glob in globs:
        (tmp_path / ".gitignore").write_text(f"{glob}\n")
        asked = subprocess.run(
            ["git", "-C", str(tmp_path), "check-ignore", "--no-index", "--stdin"],
            input="\n".join(PATHS),
            capture_output=True,
            text=True,
            check=False,
        )
        ours = [p for p in PATHS if means((glob,), str(tmp_path), str(tmp_path / p))]
        assert ours == asked.stdout.split(), glob
