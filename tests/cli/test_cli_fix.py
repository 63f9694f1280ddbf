"""`cleanup fix`: what is written where, what is said, and how it is taken back."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cli_texts import (
    ARTICLE,
    CLEAN,
    DOUBTFUL,
    DOUBTFUL_FIXED,
    PLAIN,
    SAFE,
    SAFE_FIXED,
    Call,
    listed,
    read,
    write,
)

import cleanup
from cleanup.engine.settling import plan
from cleanup.results import Plan


def state(home: Path) -> list[str]:
    folder = home.parent / "state"
    return listed(str(folder)) if folder.exists() else []


def test_in_place_and_back(call: Call, home: Path) -> None:
    path = write("a.txt")
    path.chmod(0o640)
    code, out, err = call("fix", "a.txt")
    assert code == 0
    assert read("a.txt") == SAFE_FIXED
    assert path.stat().st_mode & 0o777 == 0o640
    assert "TOK007" in out
    assert "`cleanup undo` takes it back" in err
    assert len(state(home)) == 1
    assert call("verify")[:2] == (0, "a.txt: proved: input and output follow from each other\n")
    assert call("undo")[:2] == (0, "a.txt: restored\n")
    assert read("a.txt") == SAFE
    assert call("undo")[0] == 2


def test_a_file_without_changes_is_not_touched(call: Call, home: Path) -> None:
    before = write("a.txt", CLEAN).stat()
    code, _, err = call("fix", "a.txt")
    after = Path("a.txt").stat()
    assert (code, err) == (0, "")
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
    assert state(home) == []


def test_the_second_run_changes_nothing(call: Call) -> None:
    write("a.txt")
    call("fix", "a.txt")
    _, out, _ = call("fix", "a.txt")
    assert "0 changes" in out
    assert call("undo")[1] == "a.txt: restored\n"
    assert read("a.txt") == SAFE


def test_what_is_left_exits_1_and_unsafe_fixes_repair_it(call: Call) -> None:
    write("a.txt", DOUBTFUL)
    assert call("fix", "a.txt")[0] == 1
    assert read("a.txt") == DOUBTFUL
    assert call("fix", "a.txt", "--exit-zero")[0] == 0
    code, _, _ = call("fix", "a.txt", "--unsafe-fixes")
    assert (code, read("a.txt")) == (0, DOUBTFUL_FIXED)


def test_one_document_to_a_folder(call: Call) -> None:
    write("articles/été.fr.txt")
    code, out, err = call("fix", "articles/été.fr.txt", "-o", "out/")
    assert code == 0
    assert listed("out") == ["été.fr.ledger.jsonl", "été.fr.report.html", "été.fr.txt"]
    assert read("out/été.fr.txt") == SAFE_FIXED
    assert read("articles/été.fr.txt") == SAFE
    assert "[-·-]" in out
    assert err.startswith("written: out/été.fr.txt, ")
    assert "TOK007" in read("out/été.fr.report.html")


def test_several_documents_keep_their_paths(call: Call) -> None:
    write("in/a.txt")
    write("in/deep/b.md", CLEAN)
    assert call("fix", "in", "-o", "out")[0] == 0
    assert listed("out") == ["a.txt", "deep/b.md", "ledger.jsonl", "report.html"]
    assert read("out/deep/b.md") == CLEAN
    records = [json.loads(line) for line in read("out/ledger.jsonl").splitlines()]
    kinds = [record["record"] for record in records]
    assert kinds.count("document") == kinds.count("done") == 2
    assert (kinds[0], kinds[-1]) == ("run", "end")
    assert records[0]["options"] == {"paths": ["in"], "output": "out"}


def test_named_files_keep_what_tells_them_apart(call: Call) -> None:
    write("x/a.txt")
    write("y/a.txt", CLEAN)
    call("fix", "x/a.txt", "y/a.txt", "-o", "out/")
    assert (read("out/x/a.txt"), read("out/y/a.txt")) == (SAFE_FIXED, CLEAN)


def test_results_are_never_read_as_input(call: Call) -> None:
    write("a.txt")
    write("b.txt")
    for name in ("out", "results"):
        for _ in range(2):
            call("fix", ".", "-o", f"{name}/")
    assert listed("results") == [
        "a.txt",
        "b.txt",
        "ledger.jsonl",
        "report.html",
    ]
    assert listed("out") == listed("results")


def test_a_run_with_output_is_undone_by_its_ledger(call: Call) -> None:
    write("a.txt")
    call("fix", "a.txt", "-o", "out/")
    assert call("undo", "out/a.ledger.jsonl")[:2] == (0, "out/a.txt: restored\n")
    assert read("out/a.txt") == SAFE


def test_one_document_to_a_file(call: Call) -> None:
    write("a.txt")
    assert call("fix", "a.txt", "-o", "made/b.txt")[0] == 0
    assert read("made/b.txt") == SAFE_FIXED
    assert listed("made") == ["b.ledger.jsonl", "b.txt"]


def test_a_file_in_the_place_of_the_ledger_stops_the_run(call: Call) -> None:
    write("in/a.txt")
    write("in/b.txt")
    write("out/ledger.jsonl", "mine\n")
    code, out, err = call("fix", "in", "-o", "out/")
    assert (code, out) == (2, "")
    assert err == "error: out/ledger.jsonl: exists and is not a ledger; left as it is\n"
    assert listed("out") == ["ledger.jsonl"]
    assert read("out/ledger.jsonl") == "mine\n"


def test_no_ledger(call: Call, home: Path) -> None:
    write("a.txt")
    call("fix", "a.txt", "-o", "out/", "--no-ledger")
    assert listed("out") == ["a.report.html", "a.txt"]
    _, _, err = call("fix", "a.txt", "--no-ledger")
    assert state(home) == []
    assert "undo" not in err
    assert read("a.txt") == SAFE_FIXED


def test_without_a_place_for_the_ledger_nothing_is_changed(
    call: Call, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.txt")
    write("b.txt", CLEAN)
    write("../blocked", "x")
    monkeypatch.setenv("XDG_STATE_HOME", str(home.parent / "blocked"))
    code, _, err = call("fix", "a.txt", "b.txt")
    assert code == 2
    assert "--no-ledger does without" in err
    assert read("a.txt") == SAFE
    assert call("fix", "b.txt")[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param("fix a.txt -o .", "-o: ./a.txt would replace a.txt", id="folder"),
        pytest.param("fix a.txt -o a.txt", "-o: a.txt would replace a.txt", id="file"),
        pytest.param("fix a.txt --report html=b/../a.txt", "--report: b/../a.txt", id="report"),
        pytest.param("lint a.txt --report html=a.txt", "--report: a.txt", id="lint-report"),
        pytest.param("fix a.txt b.txt -o c.txt", "-o: c.txt is a file", id="several-to-a-file"),
        pytest.param(
            "fix a.txt -o out/ --report json=out/a.txt", "--report: out/a.txt", id="twice"
        ),
        pytest.param("fix a.txt -o x.txt --report json=x.txt", "--report: x.txt", id="twice-file"),
    ],
)
def test_no_input_and_no_result_is_overwritten(call: Call, words: str, said: str) -> None:
    for name in ("a.txt", "b.txt", "c.txt", "b/d.txt"):
        write(name)
    before = {name: read(name) for name in listed()}
    code, out, err = call(*words.split())
    assert (code, out) == (2, "")
    assert said in err
    assert {name: read(name) for name in listed()} == before


def test_one_bad_file_stops_no_other(call: Call) -> None:
    write("in/a.txt", "")
    write("in/b.txt")
    code, _, err = call("fix", "in", "-o", "out/")
    assert code == 2
    assert "error: in/a.txt: empty" in err
    assert read("out/b.txt") == SAFE_FIXED
    assert "in/a.txt: empty" in read("out/report.html")


def test_a_file_changed_meanwhile_is_left(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt")

    def meddle(*given: Any) -> Plan:
        write("a.txt", CLEAN)
        return plan(*given)

    monkeypatch.setattr("cleanup.run.plan", meddle)
    code, _, err = call("fix", "a.txt")
    assert code == 2
    assert "a.txt: changed since it was read" in err
    assert read("a.txt") == CLEAN


def test_reports_that_are_asked_for(call: Call) -> None:
    write("a.txt")
    call("fix", "a.txt", "-o", "out/", "--report", "json=r/a.json", "--report", "markdown=a.md")
    assert json.loads(read("r/a.json"))["documents"][0]["path"] == "a.txt"
    assert "TOK007" in read("a.md")
    assert "out/a.report.html".removeprefix("out/") in listed("out")


def test_over_ten_documents_the_summary_alone_is_printed(call: Call) -> None:
    for number in range(11):
        write(f"in/{number}.txt")
    _, out, _ = call("fix", "in", "-o", "out")
    assert "22 changes in 11 documents" in out
    assert "[-" not in out
    _, out, _ = call("fix", "in/1.txt", "--statistics")
    assert "2 changes in 1 document" in out
    assert "[-" not in out


def test_quiet_says_nothing(call: Call) -> None:
    write("a.txt")
    assert call("fix", "a.txt", "-o", "out/", "-q") == (0, "", "")
    assert len(listed("out")) == 3


def test_verbose_says_what_is_read(call: Call) -> None:
    write("a.txt")
    write("cleanup.toml", "lang = 'fr'\n")
    _, _, err = call("fix", "a.txt", "-v")
    assert err.startswith("configuration: cleanup.toml\nread a.txt (fr)\n")


def test_style_is_asked_for(call: Call) -> None:
    write("a.txt", PLAIN)
    assert call("fix", "a.txt")[0] == 0
    assert read("a.txt") == PLAIN
    call("fix", "a.txt", "--style", "fr-FR")
    assert read("a.txt").startswith("À cette occasion")


def test_rules_that_may_not_fix_only_report(call: Call) -> None:
    write("a.txt")
    assert call("fix", "a.txt", "--unfixable", "TOK007")[0] == 1
    assert call("fix", "a.txt", "--fixable", "QUO")[0] == 1
    assert read("a.txt") == SAFE
    assert call("fix", "a.txt", "--fixable", "QUO,TOK")[0] == 0


@pytest.mark.parametrize(
    ("encoding", "ending"),
    [("utf-8", "\r\n"), ("utf-8-sig", "\n"), ("cp1252", "\r\n"), ("utf-8", "\r")],
)
def test_a_diff_applies_to_any_file(call: Call, home: Path, encoding: str, ending: str) -> None:
    rest = [CLEAN.replace("trois", number) for number in ("deux", "quatre", "cinq", "six", "huit")]
    around = "".join(rest)
    lines = (around + SAFE + around + SAFE.rstrip("\n")).replace("\n", ending)
    path = write("dossier été/a.txt")
    path.write_bytes(lines.encode(encoding))
    words = ["--encoding", encoding] if encoding == "cp1252" else []
    report = subprocess_diff(str(path), *words)
    assert path.read_bytes() == lines.encode(encoding)
    Path("../a.diff").write_bytes(report)
    subprocess.run(["git", "apply", "../a.diff"], check=True, cwd=home)
    fixed = lines.replace(" ,", ",").encode(encoding)
    assert path.read_bytes() == fixed


def subprocess_diff(*words: str) -> bytes:
    """Bytes come out of a real process only."""
    import sys

    command = [sys.executable, "-m", "cleanup", "fix", "--diff", "--exit-zero", *words]
    return subprocess.run(command, check=True, capture_output=True).stdout


def test_a_diff_writes_nothing_and_all_is_left(call: Call, home: Path) -> None:
    write("a.txt")
    code, out, _ = call("fix", "a.txt", "--diff")
    assert code == 1
    assert f"-{SAFE}+{SAFE_FIXED}" in out
    assert (read("a.txt"), state(home), listed()) == (SAFE, [], ["a.txt"])


def test_a_link_is_followed_and_stays(call: Call) -> None:
    write("real.txt")
    os.symlink("real.txt", "link.txt")  # noqa: PTH211
    call("fix", "link.txt")
    assert Path("link.txt").is_symlink()
    assert read("real.txt") == SAFE_FIXED


def test_the_article_comes_out_as_the_library_has_it(call: Call) -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    planned = cleanup.plan(text)
    code, out, err = call("fix", str(ARTICLE), "-o", "out/")
    assert read("out/article.fr.txt") == planned.text != text
    assert code == int(bool(planned.left))
    assert "article.fr.txt (fr)" in out
    assert f"{len(planned.changes)} changes in 1 document" in out
    assert "written: out/article.fr.txt, out/article.fr.report.html" in err
    assert call("verify", "out/article.fr.ledger.jsonl")[0] == 0
    assert call("undo", "out/article.fr.ledger.jsonl")[0] == 0
    assert read("out/article.fr.txt") == text
