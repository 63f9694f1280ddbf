"""`cleanup report`: past runs again from their ledgers; and that all formats tell of one plan."""

from __future__ import annotations

import json
import re
import subprocess
import webbrowser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from cli_texts import ARTICLE, CLEAN, DOUBTFUL, SAFE, SAFE_FIXED, Call, listed, read, write

import cleanup
from cleanup.cli import streams
from cleanup.report import RENDERERS

FORMATS = tuple(RENDERERS)
# What a terminal, a page and a text say in their own way; the others are asked for places.
MACHINE = ("json", "jsonl", "sarif", "github", "gitlab", "junit")


def places(name: str, text: str) -> set[tuple[str, int]]:
    """Return code and line of each finding that a machine format tells of."""
    if name == "json":
        (document,) = json.loads(text)["documents"]
        return {(f["code"], f["line"]) for f in document["findings"]}
    if name == "jsonl":
        return {(f["code"], f["line"]) for f in map(json.loads, text.splitlines())}
    if name == "sarif":
        (run,) = json.loads(text)["runs"]
        where = [(r["ruleId"], r["locations"][0]["physicalLocation"]) for r in run["results"]]
        return {(code, place["region"]["startLine"]) for code, place in where}
    if name == "gitlab":
        issues = json.loads(text)
        return {(i["check_name"][:6], i["location"]["lines"]["begin"]) for i in issues}
    if name == "junit":
        cases = [case.attrib["name"] for case in ElementTree.fromstring(text).iter("testcase")]
        return {(case[:6], int(case.split()[-1].split(":")[0])) for case in cases}
    found = re.findall(r"line=(\d+).*title=(\w{6})", text)
    return {(code, int(line)) for line, code in found}


def fixed(call: Call, *words: str) -> None:
    """Repair the article to out/, with every report in all/."""
    Path("a.txt").write_bytes(ARTICLE.read_bytes())
    asked = [f"--report={name}=all/{name}" for name in FORMATS]
    call("fix", "a.txt", "-o", "out/", *asked, *words)


def test_every_report_of_one_run_tells_of_the_same_plan(call: Call) -> None:
    fixed(call)
    assert listed("all") == sorted(FORMATS)
    told = {name: places(name, read(f"all/{name}")) for name in MACHINE}
    assert len(told["json"]) > 3
    assert all(one == told["json"] for one in told.values())
    for name in ("terminal", "text", "concise", "markdown", "critic", "html"):
        text = read(f"all/{name}")
        assert all(code in text for code, _ in told["json"]), name


@pytest.mark.parametrize("name", FORMATS)
def test_a_ledger_gives_the_report_of_its_run(call: Call, name: str) -> None:
    fixed(call)
    code, out, err = call("report", "out/a.ledger.jsonl", "--output-format", name)
    assert (code, err) == (0, "")
    live = read(f"all/{name}")
    if name in ("critic", "html"):  # the paragraphs alone are recorded
        assert all(code in out for code, _ in places("json", read("all/json")))
    else:
        assert out == live


def test_offsets_from_a_ledger_are_those_of_the_file(call: Call) -> None:
    text = "\ufeff" + "Rien.\r\n\r\n" * 3 + SAFE.replace("\n", "\r\n") + "\r\n" + CLEAN
    write("a.txt", text)
    call("fix", "a.txt", "--report", "sarif=live.sarif", "--report", "json=live.json")
    for name in ("sarif", "json"):
        code, out, _ = call("report", "--output-format", name)
        assert (code, out) == (0, read(f"live.{name}"))


def test_without_a_ledger_the_last_run_of_the_folder(call: Call) -> None:
    write("a.txt")
    assert call("report")[0] == 2
    call("fix", "a.txt")
    code, out, err = call("report")
    assert (code, err) == (0, "")
    assert "a.txt:1:" in out and "[-" in out
    assert "\x1b" not in out


def test_reports_go_to_files_and_nothing_to_stdout(call: Call) -> None:
    fixed(call)
    words = ("report", "out/a.ledger.jsonl", "--output-format", "json", "-o", "r/a.json")
    assert call(*words, "--report", "markdown=r/a.md", "--report", "junit=r/a.xml") == (0, "", "")
    assert listed("r") == ["a.json", "a.md", "a.xml"]
    assert read("r/a.json") == read("all/json")


def test_several_ledgers_are_one_report(call: Call) -> None:
    for name in ("a", "b"):
        write(f"{name}.txt")
        call("fix", f"{name}.txt", "-o", "out/")
    ledgers = ("out/a.ledger.jsonl", "out/b.ledger.jsonl")
    code, out, _ = call("report", *ledgers, "--output-format", "json")
    assert code == 0
    assert [document["path"] for document in json.loads(out)["documents"]] == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"no ledger\n", "bad.jsonl: line 1: not a record of a ledger"),
        (b'{"record":"run","schema":9}\n', "bad.jsonl: line 1: schema 9: this version reads"),
        (b'{"a":1}\n', "bad.jsonl: line 1: not a ledger: it must begin with a run"),
        (b"", "bad.jsonl: empty"),
    ],
    ids=["text", "version", "json", "empty"],
)
def test_a_bad_ledger_is_one_line_and_stops_no_other(call: Call, bad: bytes, reason: str) -> None:
    fixed(call)
    Path("bad.jsonl").write_bytes(bad)
    code, out, err = call("report", "bad.jsonl", "out/a.ledger.jsonl", "--output-format", "concise")
    assert code == 2
    assert len(err.splitlines()) == 1 and err.startswith(f"error: {reason}")
    assert out.startswith(read("all/concise"))
    assert call("report", "bad.jsonl", "-o", "r.txt")[:2] == (2, "")
    assert not Path("r.txt").exists()


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("finding", "severity", "grave"),
        ("finding", "evidence", [1]),
        ("finding", "after", "0"),
        ("finding", "suggestion", 1),
        ("finding", "end", 0),
        ("finding", "applied", "yes"),
        ("change", "fixes", [99]),
        ("change", "new", None),
        ("block", "text", 1),
    ],
)
def test_a_record_that_no_run_writes_is_named(
    call: Call, kind: str, key: str, value: object
) -> None:
    fixed(call)
    records = [json.loads(line) for line in read("out/a.ledger.jsonl").splitlines()]
    number = max(n for n, record in enumerate(records) if record["record"] == kind)
    records[number][key] = value
    write("bad.jsonl", "".join(f"{json.dumps(record)}\n" for record in records))
    code, out, err = call("report", "bad.jsonl")
    assert (code, out) == (2, "")
    assert err.startswith(f"error: bad.jsonl: line {number + 1}: ")


@pytest.mark.parametrize("key", ["old", "start"])
def test_changes_that_are_not_of_the_text_are_refused(call: Call, key: str) -> None:
    fixed(call)
    records = [json.loads(line) for line in read("out/a.ledger.jsonl").splitlines()]
    record = [r for r in records if r["record"] == "change"][-1]
    record[key] = "another" if key == "old" else record[key] - 1
    write("bad.jsonl", "".join(f"{json.dumps(record)}\n" for record in records))
    code, out, err = call("report", "bad.jsonl")
    assert (code, out) == (2, "")
    assert err == "error: bad.jsonl: the changes of a.txt are not of its text\n"


def test_a_run_that_was_cut_off_is_shown_as_far_as_it_went(call: Call) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        write(f"in/{name}")
    call("fix", "in", "-o", "out/")
    lines = read("out/ledger.jsonl").splitlines(keepends=True)
    done = [n for n, line in enumerate(lines) if json.loads(line)["record"] == "done"]
    write("cut.jsonl", "".join(lines[: done[1]]) + lines[done[1]][:9])
    code, out, err = call("report", "cut.jsonl", "--output-format", "json")
    note = "cut.jsonl: the run was interrupted, shown as far as it went; in/b.txt may have been"
    assert (code, err) == (0, f"note: {note} written\n")
    report = json.loads(out)
    assert [document["path"] for document in report["documents"]] == ["in/a.txt"]
    assert report["errors"] == [f"{note} written"]
    for name in FORMATS:
        if name != "unified":
            _, out, _ = call("report", "cut.jsonl", f"--output-format={name}")
            assert "the run was interrupted" in out, name


def test_a_ledger_without_the_text_says_so(call: Call) -> None:
    write("a.txt")
    call("fix", "a.txt", "-o", "out/")
    lines = read("out/a.ledger.jsonl").splitlines(keepends=True)
    kept = [line for line in lines if json.loads(line)["record"] != "block"]
    write("none.jsonl", "".join(kept))
    error = "error: none.jsonl: holds no text of a.txt to show\n"
    assert call("report", "none.jsonl") == (2, "", error)


def test_a_diff_needs_the_file_as_the_run_left_it(call: Call) -> None:
    path = write("a.txt")
    call("fix", "a.txt", "--report", "unified=live.diff")
    assert call("report", "--output-format", "unified") == (0, read("live.diff"), "")
    path.write_text("Other.\n")
    code, out, err = call("report", "--output-format", "unified")
    assert (code, out) == (2, "")
    assert err == "error: a.txt: changed since the run; a unified diff needs it as it was\n"


@pytest.mark.parametrize("name", ["a.txt", "été/deux mots.txt", 'q"uote\\.txt', "tab\there.txt"])
@pytest.mark.parametrize(
    "text",
    [SAFE, SAFE.rstrip("\n"), SAFE.replace("\n", "\r\n") * 2, "\ufeff" + CLEAN + "\r\n" + SAFE],
    ids=["lf", "no-final-newline", "crlf", "mixed-bom"],
)
def test_git_takes_the_unified_report(call: Call, name: str, text: str) -> None:
    path = write(name, text)
    call("fix", name, "--report", "unified=r.diff")
    after = path.read_bytes()
    assert after != text.encode()
    git = ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn"]
    subprocess.run([*git, "--reverse", "r.diff"], check=True, capture_output=True)
    assert path.read_bytes() == text.encode()
    subprocess.run([*git, "r.diff"], check=True, capture_output=True)
    assert path.read_bytes() == after


def test_the_browser_gets_a_page_of_its_own(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def take(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", take)
    fixed(call)
    code, out, err = call("report", "out/a.ledger.jsonl", "--open")
    (url,) = opened
    page = Path(unquote(urlsplit(url).path))
    assert (code, out, err) == (0, "", f"written: {page}\n")
    assert page.read_text().startswith("<!doctype html>")
    assert page.stat().st_mode & 0o077 == 0
    assert call("report", "out/a.ledger.jsonl", "--open", "-o", "r.html") == (0, "", "")
    assert opened[1] == Path("r.html").absolute().as_uri()
    page.unlink()
    page.parent.rmdir()


def test_without_a_browser_the_page_is_named(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    write("a.txt")
    call("fix", "a.txt")
    code, _, err = call("report", "--open", "-o", "r.html")
    assert (code, err) == (2, "error: r.html: written, but no browser could be opened\n")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--output-format", "htm"], "--output-format: there is no format 'htm'"),
        (["--report", "x"], "--report: 'x' is not FMT=FILE"),
        (["--open", "--output-format", "json"], "--open: a browser shows html, not json"),
        (["-o", ""], "-o: must name a file"),
        (["--color", "no"], "--color: 'no' is none of"),
        (["a.jsonl", "-o", "./a.jsonl"], "-o: ./a.jsonl would replace a.jsonl"),
        (["a.jsonl"], "a.jsonl: no such file"),
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_said(call: Call, words: list[str], reason: str) -> None:
    code, out, err = call("report", *words)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {reason}")


@pytest.mark.parametrize("name", [*MACHINE, "text", "concise"])
def test_lint_prints_each_format(call: Call, name: str) -> None:
    write("a.txt", SAFE + "\n" + DOUBTFUL)
    code, out, _ = call("lint", "a.txt", "--output-format", name, "--report", f"{name}=r")
    assert code == 1
    assert read("r") == out
    found = {finding.code for finding in cleanup.check(SAFE + "\n" + DOUBTFUL, lang="fr")}
    if name in MACHINE:
        assert {rule for rule, _ in places(name, out)} == found


def test_a_run_that_was_taken_back_can_still_be_shown(call: Call, home: Path) -> None:
    write("a.txt")
    call("fix", "a.txt")
    (ledger,) = (home.parent / "state" / "mt-cleanup").glob("*.jsonl")
    call("undo")
    assert read("a.txt") == SAFE != SAFE_FIXED
    code, out, _ = call("report", str(ledger))
    assert code == 0 and "a.txt:1:" in out


@pytest.mark.parametrize(
    ("term", "forced", "expected"),
    [
        ("xterm-256color", None, True),
        ("xterm-256color", "0", False),
        ("dumb", None, False),
        ("linux", None, False),
        (None, None, False),
    ],
)
def test_hyperlinks_are_for_terminals_that_take_them(
    monkeypatch: pytest.MonkeyPatch, term: str | None, forced: str | None, expected: bool
) -> None:
    for name, given in (("TERM", term), ("FORCE_HYPERLINK", forced)):
        if given is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, given)
    assert not streams.links()  # a pipe
    monkeypatch.setattr(streams, "is_terminal", lambda: True)
    assert streams.links() is expected


def test_a_ledger_from_before_types_and_ends_were_kept_is_shown(call: Call) -> None:
    fixed(call)
    records = [json.loads(line) for line in read("out/a.ledger.jsonl").splitlines()]
    later = re.compile(r"mqm|char|end_\w+")
    old = [{k: v for k, v in record.items() if not later.fullmatch(k)} for record in records]
    write("old.jsonl", "".join(f"{json.dumps(record)}\n" for record in old))
    assert call("report", "old.jsonl", "--output-format", "json") == (0, read("all/json"), "")
