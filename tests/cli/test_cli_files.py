"""What a call reads in folders and by globs, and what it leaves alone."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from cli_texts import CLEAN, SAFE, SAFE_FIXED, Call, read, write

# Prose enough for a file whose name does not say so.
LETTER = SAFE + "Elle a remercié les habitants du village pour leur patience et leur confiance.\n"
MAKEFILE = (
    "# Build all the articles of the site again, one after the other, and show how many.\n" * 2
)
MAKEFILE += "all: $(PAGES)\n\t@echo $(words $(PAGES)) && rm -f $(OUT)/*.html\n"


def shown(call: Call, *words: str) -> list[str]:
    """Return the files that `lint` would read."""
    code, out, err = call("lint", "--show-files", *words)
    assert code == 0, err
    return out.splitlines()


def said(call: Call, *words: str) -> list[str]:
    """Return what `-v` says to be passed over."""
    _, _, err = call("lint", "-v", *words)
    lines = [line for line in err.splitlines() if line.startswith("passed over ")]
    return [line.removeprefix("passed over ") for line in lines]


@pytest.mark.parametrize(
    ("globs", "found"),
    [
        pytest.param(["*.md"], ["a.md"], id="here"),
        pytest.param(["**/*.md"], ["a.md", "in/b.md", "in/deep/c.md"], id="anywhere"),
        pytest.param(["in/**/*.md"], ["in/b.md", "in/deep/c.md"], id="below"),
        pytest.param(["in/d*"], ["in/deep/c.md", "in/deep/d.txt"], id="a-folder"),
        pytest.param(["in/[bx].*"], ["in/b.md"], id="class-and-suffixes-of-prose"),
        pytest.param(["in/*.rst"], ["in/b.rst"], id="its-own-suffix"),
        pytest.param(["in/**/?.txt", "a.md"], ["in/deep/d.txt", "a.md"], id="with-a-name"),
        pytest.param(["./in/b.*"], ["in/b.md"], id="dot"),
        pytest.param(["in/z*.md"], ["in/z*.md"], id="nothing"),
    ],
)
def test_globs_that_no_shell_expanded(call: Call, globs: list[str], found: list[str]) -> None:
    for name in ("a.md", "in/b.md", "in/b.rst", "in/b.py", "in/deep/c.md", "in/deep/d.txt"):
        write(name)
    write("in/.hidden/e.md")
    write("in/deep/.gitignore", "i*\n")
    write("in/deep/i.md")
    assert shown(call, *globs) == found


def test_a_name_with_the_marks_of_a_glob_is_a_name(call: Call) -> None:
    write("[a].txt")
    write("a.txt")
    assert shown(call, "[a].txt") == ["[a].txt"]


def test_results_of_a_glob_keep_their_paths(call: Call) -> None:
    write("in/a.txt")
    write("in/deep/b.txt", CLEAN)
    assert call("fix", "in/**/*.txt", "-o", "made")[0] == 0
    assert read("made/a.txt") == SAFE_FIXED
    assert read("made/deep/b.txt") == CLEAN


def test_a_walk_takes_prose_and_says_what_it_passes_over(call: Call) -> None:
    write("a.txt")
    write("letter", LETTER)
    write("Makefile", MAKEFILE)
    write("script", "#!/bin/sh\n" + LETTER)
    write("short", "Trop court , pour savoir.\n")
    write("blob").write_bytes(b"ab\0" + LETTER.encode())
    write("latin").write_bytes(LETTER.encode("cp1252"))
    write("page.py", LETTER)
    write("requirements.txt", "ftfy , regex\n")
    write("node_modules/read.md")
    write("scan.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    write("archive.md").write_bytes(b"PK\x03\x04 and no NUL")
    write(".hidden.txt")
    assert set(shown(call)) == {"a.txt", "archive.md", "letter", "scan.txt"}
    code, _, err = call("lint", "--exit-zero")
    assert (code, err) == (0, "")
    assert set(said(call)) == {
        "Makefile: no suffix, and it does not look like prose",
        "archive.md: a ZIP archive, not text",
        "blob: binary",
        "latin: neither a suffix that is known nor UTF-8",
        "node_modules: excluded",
        "page.py: no suffix of prose; it is read where it is named",
        "requirements.txt: excluded",
        "scan.txt: a PNG image, not text",
        "script: no suffix, and it does not look like prose",
        "short: no suffix, and it does not look like prose",
    }


def test_what_is_named_is_read_whatever_it_is_called(call: Call) -> None:
    for name in ("Makefile", "page.py", "requirements.txt", ".hidden.txt", "node_modules/x.md"):
        write(name)
        assert call("fix", name)[0] == 0
        assert read(name) == SAFE_FIXED


def test_a_binary_file_that_is_named_is_an_error(call: Call) -> None:
    write("scan.txt").write_bytes(b"%PDF-1.7\n" + SAFE.encode())
    for words in (["scan.txt"], [".", "scan.txt"], ["scan.txt", "--encoding", "cp1252"]):
        code, _, err = call("fix", *words)
        assert (code, err) == (2, "error: scan.txt: a PDF document, not text\n")


def test_utf_16_without_a_mark_is_not_taken_for_binary(call: Call) -> None:
    write("a.txt").write_bytes(SAFE.encode("utf-16-le"))
    code, _, err = call("lint")
    assert code == 2
    assert "--encoding utf-16-le" in err


EXCLUDING = [
    pytest.param(["drafts/"], ["a.txt", "b/a.txt"], id="folder"),
    pytest.param(["a.txt"], ["b/drafts/d.txt", "drafts/d.txt"], id="name"),
    pytest.param(["/a.txt"], ["b/a.txt", "b/drafts/d.txt", "drafts/d.txt"], id="from-here"),
    pytest.param(["drafts", "!b/drafts"], ["a.txt", "b/a.txt", "b/drafts/d.txt"], id="again"),
    pytest.param(["b", "!.x"], [".x/x.txt", "a.txt", "drafts/d.txt"], id="hidden-after-all"),
]


@pytest.mark.parametrize("key", ["exclude", "extend-exclude", ""])
@pytest.mark.parametrize(("globs", "found"), EXCLUDING)
def test_excluding(call: Call, globs: list[str], found: list[str], key: str) -> None:
    for name in ("a.txt", "drafts/d.txt", "b/a.txt", "b/drafts/d.txt", ".x/x.txt"):
        write(name)
    words = [] if key else [f"--exclude={glob}" for glob in globs]
    if key:
        write("cleanup.toml", f"{key} = {globs}\n")
    assert sorted(shown(call, *words)) == found
    assert shown(call, "drafts/d.txt", "a.txt", *words) == ["drafts/d.txt", "a.txt"]
    named = shown(call, "drafts/d.txt", "a.txt", "--force-exclude", *words)
    assert named == [name for name in ("drafts/d.txt", "a.txt") if name in found]


def test_excludes_hold_from_the_folder_of_the_configuration(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("cleanup.toml", 'exclude = ["in/old/*.txt"]\nforce-exclude = true\n')
    write("in/old/a.txt")
    write("in/b.txt")
    monkeypatch.chdir("in")
    assert shown(call, ".", "old/a.txt") == ["b.txt"]
    assert shown(call, "old/a.txt", "--isolated") == ["old/a.txt"]


def test_excluding_in_place_of_what_the_tool_leaves_out(call: Call) -> None:
    write("requirements.txt")
    write("out/a.txt")
    write("x.txt")
    write("cleanup.toml", 'exclude = ["x.txt"]\n')
    assert shown(call) == ["requirements.txt"]
    assert shown(call, "--exclude", "!out") == ["requirements.txt", "out/a.txt"]


def test_what_is_no_pattern_is_named(call: Call) -> None:
    write("a.txt")
    code, _, err = call("lint", "--exclude", "/")
    assert (code, err) == (2, "error: --exclude: '/' means no path\n")


def test_gitignore_holds_in_walks(call: Call) -> None:
    write(".gitignore", "*.tmp.txt\n/made\n!/made/kept.txt\n")
    write("sub/.gitignore", "!b.tmp.txt\n")
    for name in ("a.txt", "a.tmp.txt", "made/kept.txt", "sub/b.tmp.txt", "sub/c.tmp.txt"):
        write(name)
    assert shown(call) == ["a.txt", "sub/b.tmp.txt"]
    assert shown(call, "sub") == ["sub/b.tmp.txt"]
    assert shown(call, "made", "a.tmp.txt") == ["made/kept.txt", "a.tmp.txt"]
    assert "made: ignored by git" in said(call)
    everything = ["a.tmp.txt", "a.txt", "made/kept.txt", "sub/b.tmp.txt", "sub/c.tmp.txt"]
    assert shown(call, "--no-respect-gitignore") == everything
    write("cleanup.toml", "respect-gitignore = false\n")
    assert shown(call) == everything


def test_a_repository_inside_another_answers_for_itself(call: Call) -> None:
    write(".gitignore", "b.txt\n")
    subprocess.run(["git", "init", "--quiet", "inner"], check=True)
    subprocess.run(["git", "init", "--quiet"], check=True)
    write("inner/.git/info/exclude", "c.txt\n")
    for name in ("b.txt", "inner/b.txt", "inner/c.txt"):
        write(name)
    assert shown(call) == ["inner/b.txt"]


def test_worktrees_share_what_is_excluded(call: Call) -> None:
    who = {f"GIT_{w}_{k}": "x" for w in ("AUTHOR", "COMMITTER") for k in ("NAME", "EMAIL")}
    for words in (["init", "-q", "main"], ["-C", "main", "commit", "-qm1", "--allow-empty"]):
        subprocess.run(["git", *words], check=True, env={**os.environ, **who})
    add = ["git", "-C", "main", "worktree", "add", "--quiet", "../side"]
    subprocess.run(add, check=True, capture_output=True)
    write("main/.git/info/exclude", "b.txt\n")
    write("side/a.txt")
    write("side/b.txt")
    assert shown(call, "side") == ["side/a.txt"]


def test_links(call: Call) -> None:
    write("in/a.txt")
    write("elsewhere/b.txt")
    Path("in/link.txt").symlink_to("a.txt")
    Path("in/other.txt").symlink_to("../elsewhere/b.txt")
    Path("in/gone.txt").symlink_to("none.txt")
    Path("in/circle.txt").symlink_to("circle.txt")
    Path("in/up").symlink_to("..")
    Path("in/sub").mkdir()
    Path("in/sub/in").symlink_to("../../in")
    os.mkfifo("in/pipe.txt")
    assert shown(call, "in") == ["in/a.txt", "in/other.txt"]
    assert said(call, "in") == [
        "in/circle.txt: a link that leads nowhere",
        "in/gone.txt: a link that leads nowhere",
        "in/pipe.txt: not a regular file",
        "in/up: a link to a folder",
        "in/sub/in: a link to a folder",
    ]
    assert call("fix", "in")[0] == 0
    assert Path("in/other.txt").is_symlink()
    assert (read("in/a.txt"), read("elsewhere/b.txt")) == (SAFE_FIXED, SAFE_FIXED)
    assert call("undo")[0] == 0
    assert (read("in/a.txt"), read("elsewhere/b.txt")) == (SAFE, SAFE)


def test_with_output_each_link_has_a_result(call: Call) -> None:
    write("in/a.txt")
    Path("in/b.txt").symlink_to("a.txt")
    assert call("fix", "in", "-o", "out")[0] == 0
    assert (read("out/a.txt"), read("out/b.txt")) == (SAFE_FIXED, SAFE_FIXED)
    assert not Path("out/b.txt").is_symlink()


def test_a_folder_that_cannot_be_read_is_an_error(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("in/a.txt")
    write("in/locked/b.txt")
    scan = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr("os.scandir", refuse)
    code, out, err = call("lint", "in")
    assert (code, "in/a.txt" in out) == (2, True)
    assert err.startswith("error: in/locked: ")


def test_names_of_all_kinds_in_a_stable_order(call: Call) -> None:
    names = ["a b.txt", "a\nb.txt", "a.txt", "a/z.txt", "é.txt", "’.md", "\x1b[1m.txt"]
    for name in names:
        write(f"in/{name}")
    code, out, _ = call("fix", "in")
    assert code == 0
    assert "\x1b" not in out
    assert {read(f"in/{name}") for name in names} == {SAFE_FIXED}
    first = shown(call, "in")
    assert first == shown(call, "in")
    assert first == [
        "in/\\x1b[1m.txt",
        "in/a\\nb.txt",
        "in/a b.txt",
        "in/a.txt",
        "in/é.txt",
        "in/’.md",
        "in/a/z.txt",
    ]


def piped(
    call: Call, monkeypatch: pytest.MonkeyPatch, text: str, *words: str
) -> tuple[int, str, str]:
    import io

    stream = io.TextIOWrapper(io.BytesIO(text.encode()))
    monkeypatch.setattr("sys.stdin", stream)
    return call(*words)


def test_standard_input_by_a_name(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    write("sub/cleanup.toml", 'ignore = ["TOK007"]\nextend-exclude = ["old/"]\n')
    for words in (["lint", "-"], ["fix", "-", "-q"], ["fix", "-", "--diff"]):
        code, out, err = piped(call, monkeypatch, SAFE, *words, "--stdin-filename", "in/a.txt")
        assert (code, err) == (int("lint" in words or "--diff" in words), "")
        assert ("in/a.txt" in out) == ("-q" not in words)
    _, out, _ = piped(call, monkeypatch, SAFE, "lint", "-", "--stdin-filename", "sub/none.txt")
    assert out == ""
    named = ["--stdin-filename", "sub/old/a.txt", "--force-exclude", "--select", "TOK007"]
    assert piped(call, monkeypatch, SAFE, "fix", "-", *named)[:2] == (0, SAFE)
    assert piped(call, monkeypatch, SAFE, "lint", "-", *named)[:2] == (0, "")
    assert piped(call, monkeypatch, SAFE, "fix", "-", "--diff", *named)[:2] == (0, "")
    assert call("lint", ".", *named)[0] == 2
