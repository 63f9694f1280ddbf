"""The ledger: whatever happened, what it holds takes the files back byte for byte, or refuses."""

from __future__ import annotations

import errno
import json
import os
import signal
import stat
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.errors import FileError
from cleanup.files import digest, read_bytes, write_atomic
from cleanup.formats import Source, Splice, read, restore
from cleanup.past import state
from cleanup.past.excerpts import entries
from cleanup.past.history import PastRun, read_ledger
from cleanup.past.ledger import Ledger, blocks
from cleanup.past.undo import Outcome, undo, verify
from cleanup.results import Finding, Location, Plan
from cleanup.text.edits import Change

ARTICLE = (
    "\ufeffPremier.\r\n\r\nIl est « arrivé »  . [and] 😀 parti.\r\nEt encore.\r\n\r\nFin".encode(
        "utf-16-le"
    )
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of its own, with a state directory of its own."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "work"


def planned(source: Source, *pairs: tuple[str, str]) -> Plan:
    """Return a plan that replaces the first of each pair, wherever it stands, by the second."""
    text = source.document.text
    spans = sorted((text.index(old), old, new) for old, new in pairs)
    changes: list[Change] = []
    findings: list[Finding] = []
    shift = at = 0
    result = ""
    for number, (start, old, new) in enumerate(spans):
        end = start + len(old)
        out = start + shift
        place = (start, end, out, out + len(new))
        changes.append(Change(start, end, old, new, *place[2:], frozenset({number})))
        findings.append(
            Finding("SEG001", "seam", *place, "A seam.", "warning", "safe", "artifact", "segments",
                    0.9, {"margin": 1.5}, new, True, "", (number - 1,) if number else (), "f00")
        )  # fmt: skip
        shift += len(new) - len(old)
        result += text[at:start] + new
        at = end
    return Plan(text, result + text[at:], "fr", tuple(changes), tuple(findings))


REPAIRS = (("  . [and]", " [et]"), ("\nEt encore.", ""), ("Fin", "Fin.\n"))


def started(path: str = "run.ledger.jsonl", private: bool = False) -> Ledger:
    return Ledger.open(
        path, rules="abc", options={"lang": "fr"}, optional={"names": True}, private=private
    )


def repaired(ledger: Ledger, name: str, *pairs: tuple[str, str], target: str | None = None) -> None:
    """Do what a run does with one file."""
    file = read_bytes(name)
    source = read(file.data, name)
    output = ledger.document(source, planned(source, *pairs), target)
    write_atomic(target or name, output, expect=None if target else file)
    ledger.done(name)


def run_on(*names: str, pairs: tuple[tuple[str, str], ...] = REPAIRS) -> PastRun:
    for name in names:
        Path(name).write_bytes(ARTICLE)
    with started() as ledger:
        for name in names:
            repaired(ledger, name, *pairs)
        ledger.end()
    return read_ledger("run.ledger.jsonl")


def statuses(outcomes: tuple[Outcome, ...]) -> list[str]:
    return [outcome.status for outcome in outcomes]


def test_what_is_written_is_read_again(folder: Path) -> None:
    run = run_on("a.txt")
    source = read(ARTICLE, "a.txt")
    plan = planned(source, *REPAIRS)
    (document,) = run.documents
    assert (run.rules, run.options, run.optional) == ("abc", {"lang": "fr"}, {"names": True})
    assert (run.cwd, run.ended, document.done) == (str(folder), True, True)
    assert (document.path, document.target, document.format) == ("a.txt", None, "plain")
    assert (document.encoding, document.language) == ("utf-16-le", "fr")
    assert document.input == digest(ARTICLE)
    assert document.output == digest(Path("a.txt").read_bytes())
    assert document.findings == plan.findings
    assert document.changes == plan.changes
    assert document.splices == source.splices(plan.changes)
    assert document.places[plan.changes[0].start] == source.locate(plan.changes[0].start)
    assert document.places[plan.changes[0].start] == Location(3, 18, 60, 29)


def test_the_records_stand_in_order_of_the_kinds() -> None:
    run_on("a.txt")
    records = [json.loads(line) for line in Path("run.ledger.jsonl").read_bytes().splitlines()]
    kinds = [record["record"] for record in records]
    assert kinds == [
        "run", "document", "block", "block",
        *["finding"] * 3, *["change"] * 3, *["splice"] * 3, "done", "end",
    ]  # fmt: skip
    assert [r["text"] for r in records if r["record"] == "block"] == [
        "Il est « arrivé »  . [and] 😀 parti.\nEt encore.",
        "Fin",
    ]


def test_the_text_can_be_left_out() -> None:
    Path("a.txt").write_bytes(ARTICLE)
    with Ledger.open("l.jsonl", rules="", options={}, text="none") as ledger:
        repaired(ledger, "a.txt", *REPAIRS)
        ledger.end()
    run = read_ledger("l.jsonl")
    assert run.documents[0].blocks == ()
    assert statuses(undo(run)) == ["restored"]
    assert Path("a.txt").read_bytes() == ARTICLE


def test_undo_gives_the_input_back_once() -> None:
    run = run_on("a.txt", "b.txt")
    Path("a.txt").chmod(0o640)
    assert Path("a.txt").read_bytes() != ARTICLE
    assert undo(run) == (Outcome("a.txt", "restored"), Outcome("b.txt", "restored"))
    assert Path("a.txt").read_bytes() == Path("b.txt").read_bytes() == ARTICLE
    assert stat.S_IMODE(Path("a.txt").stat().st_mode) == 0o640
    assert statuses(undo(run)) == ["input", "input"]
    assert Path("a.txt").read_bytes() == ARTICLE


def test_verify_proves_both_ways() -> None:
    run = run_on("a.txt")
    assert statuses(verify(run)) == ["output"]
    undo(run)
    assert statuses(verify(run)) == ["input"]


def test_a_file_changed_since_is_refused_and_the_others_are_done() -> None:
    run = run_on("a.txt", "b.txt", "c.txt")
    Path("a.txt").write_bytes(Path("a.txt").read_bytes() + b"!\0")
    edited = Path("a.txt").read_bytes()
    Path("b.txt").unlink()
    assert statuses(verify(run)) == ["refused", "refused", "output"]
    first, second, third = undo(run)
    assert first.status == second.status == "refused"
    assert first.reason.endswith("a.txt: changed since the run; left as it is")
    assert second.reason.endswith("b.txt: no such file")
    assert third.status == "restored"
    assert Path("a.txt").read_bytes() == edited
    assert Path("c.txt").read_bytes() == ARTICLE


def test_a_file_given_twice_is_taken_back_to_its_beginning() -> None:
    Path("a.txt").write_bytes(ARTICLE)
    with started() as ledger:
        repaired(ledger, "a.txt", ("  . [and]", " [et]"))
        repaired(ledger, "a.txt", ("Fin", "Fin."))
        ledger.end()
    assert statuses(undo(read_ledger("run.ledger.jsonl"))) == ["restored", "restored"]
    assert Path("a.txt").read_bytes() == ARTICLE


def test_paths_are_those_of_the_working_directory_of_the_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_on("a.txt")
    monkeypatch.chdir("/")
    run = read_ledger(str(folder / "run.ledger.jsonl"))
    assert undo(run) == (Outcome("a.txt", "restored"),)
    assert (folder / "a.txt").read_bytes() == ARTICLE


def test_an_output_elsewhere_is_taken_back_there(folder: Path) -> None:
    Path("a.txt").write_bytes(ARTICLE)
    Path("out").mkdir()
    with started("out/a.ledger.jsonl") as ledger:
        repaired(ledger, "a.txt", *REPAIRS, target="out/a.txt")
        ledger.end()
    Path("a.txt").write_bytes(b"another")
    run = read_ledger("out/a.ledger.jsonl")
    assert verify(run) == (Outcome("out/a.txt", "output"),)
    assert undo(run) == (Outcome("out/a.txt", "restored"),)
    assert Path("out/a.txt").read_bytes() == ARTICLE
    assert Path("a.txt").read_bytes() == b"another"


def test_an_output_that_became_empty_is_taken_back() -> None:
    Path("a.txt").write_bytes(b"date 2023-10")
    with started() as ledger:
        repaired(ledger, "a.txt", ("date 2023-10", ""))
        ledger.end()
    assert Path("a.txt").read_bytes() == b""
    assert statuses(undo(read_ledger("run.ledger.jsonl"))) == ["restored"]
    assert Path("a.txt").read_bytes() == b"date 2023-10"


def test_an_unchanged_document_is_no_business_of_undo() -> None:
    run = run_on("a.txt", pairs=())
    assert len(run.documents) == 1
    assert undo(run) == verify(run) == ()


RUN = """
import os, signal, sys
from cleanup.files import read_bytes, write_atomic
from cleanup.formats import read
from cleanup.past.ledger import Ledger
from cleanup.results import Plan
from cleanup.text.edits import Change

def die():
    os.kill(os.getpid(), signal.SIGKILL)

ledger = Ledger.open("run.ledger.jsonl", rules="", options={})
for name in ("a.txt", "b.txt"):
    file = read_bytes(name)
    source = read(file.data, name)
    text = source.document.text
    changes = (Change(0, 3, text[:3], "X\\n", 0, 2),)
    output = ledger.document(source, Plan(text, "X\\n" + text[3:], "fr", changes, ()))
    if (name, sys.argv[1]) == ("b.txt", "before"):
        die()
    write_atomic(name, output, expect=file)
    if (name, sys.argv[1]) == ("b.txt", "after"):
        die()
    ledger.done(name)
"""


@pytest.mark.parametrize(("moment", "second"), [("before", "input"), ("after", "restored")])
def test_a_run_that_was_killed_is_undone(moment: str, second: str) -> None:
    for name in ("a.txt", "b.txt"):
        Path(name).write_bytes(ARTICLE)
    process = subprocess.run([sys.executable, "-c", RUN, moment], check=False)
    assert process.returncode == -signal.SIGKILL
    assert Path("a.txt").read_bytes() != ARTICLE
    assert (Path("b.txt").read_bytes() == ARTICLE) == (moment == "before")
    run = read_ledger("run.ledger.jsonl")
    assert not run.ended
    assert [document.done for document in run.documents] == [True, False]
    assert statuses(undo(run)) == ["restored", second]
    assert Path("a.txt").read_bytes() == Path("b.txt").read_bytes() == ARTICLE


def test_a_ledger_cut_anywhere_undoes_what_it_holds_or_refuses() -> None:
    run_on("a.txt")
    whole = Path("run.ledger.jsonl").read_bytes()
    output = Path("a.txt").read_bytes()
    first = whole.index(b"\n") + 1
    last_splice = whole.rindex(b'{"record":"splice"')
    for end in range(first, len(whole)):
        Path("cut.jsonl").write_bytes(whole[:end])
        run = read_ledger("cut.jsonl")
        Path("a.txt").write_bytes(output)
        outcome = statuses(undo(run))
        if outcome == ["restored"]:
            assert Path("a.txt").read_bytes() == ARTICLE
            assert end > last_splice
        else:
            assert outcome in ([], ["refused"])
            assert Path("a.txt").read_bytes() == output
            assert end < whole.index(b"\n", last_splice)


def test_zeros_at_the_end_after_a_crash_are_passed_over() -> None:
    run_on("a.txt")
    data = Path("run.ledger.jsonl").read_bytes()
    Path("run.ledger.jsonl").write_bytes(data + b"\0" * 4096)
    assert statuses(undo(read_ledger("run.ledger.jsonl"))) == ["restored"]


@pytest.mark.parametrize(
    ("line", "bad", "reason"),
    [
        (1, b"", "line 1: not a record of a ledger"),
        (1, b'{"record":"end"}', "line 1: not a ledger: it must begin with a run"),
        (1, b'{"record":"run","schema":2}', "line 1: schema 2: this version reads schema 1"),
        (2, b"[1]", "line 2: not a record of a ledger"),
        (2, b'{"record":"splice","start":0,"end":0,"old":""}', "line 2: 'splice' before any"),
        (2, b'{"record":"document","path":"a"}', "line 2: 'format' is missing"),
        (3, b'{"record":"spice"}', "line 3: 'spice' is not a kind of record"),
        (3, b'{"record":"done","path":"z"}', "line 3: 'z' is done before it began"),
        (3, b'{"record":"splice","start":-1,"end":0,"old":""}', "line 3: start must be a number"),
        (3, b'{"record":"splice","start":0,"end":0,"old":"?"}', "line 3: "),
        (3, b'{"record":"finding","code":"X"}', "line 3: 'name' is missing"),
        (3, b"{", "line 3: not a record of a ledger"),
        (3, b'{"record":"end"}', "line 4: a record after the end"),
    ],
)
def test_a_bad_line_is_named(line: int, bad: bytes, reason: str) -> None:
    run_on("a.txt")
    lines = Path("run.ledger.jsonl").read_bytes().split(b"\n")
    lines[line - 1] = bad
    Path("bad\n.jsonl").write_bytes(b"\n".join(lines))
    with pytest.raises(FileError) as caught:
        read_ledger("bad\n.jsonl")
    assert str(caught.value).startswith("bad\\n.jsonl: " + reason)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("key", ["input", "output", "old", "start"])
def test_a_ledger_that_was_tampered_with_changes_nothing(key: str) -> None:
    run_on("a.txt")
    output = Path("a.txt").read_bytes()
    records = [json.loads(line) for line in Path("run.ledger.jsonl").read_bytes().splitlines()]
    record = next(r for r in records if key in r and r["record"] in {"document", "splice"})
    record[key] = {"old": "AAAA", "start": 10**9}.get(key, "0" * 64)
    Path("bad.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records))
    run = read_ledger("bad.jsonl")
    assert statuses(verify(run)) == statuses(undo(run)) == ["refused"]
    assert Path("a.txt").read_bytes() == output


def test_names_that_are_not_of_the_systems_encoding_come_back() -> None:
    name = os.fsdecode(b"caf\xe9\n\xe2\x80\xa8.txt")
    run = run_on(name)
    assert undo(run) == (Outcome(name, "restored"),)
    assert Path(name).read_bytes() == ARTICLE


def test_a_document_that_would_not_come_back_is_not_touched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("a.txt").write_bytes(ARTICLE)
    monkeypatch.setattr("cleanup.past.ledger.restore", lambda *_: b"")
    with started() as ledger, pytest.raises(FileError, match="undoing would not be exact"):
        repaired(ledger, "a.txt", *REPAIRS)
    assert Path("a.txt").read_bytes() == ARTICLE
    assert read_ledger("run.ledger.jsonl").documents == ()


def test_the_splices_are_on_disk_before_the_file_is_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("a.txt").write_bytes(ARTICLE)
    source = read(ARTICLE, "a.txt")
    synced: list[tuple[int, int]] = []

    def sync(descriptor: int) -> None:
        status = os.fstat(descriptor)
        synced.append((status.st_ino, status.st_size))

    with started() as ledger:
        monkeypatch.setattr(os, "fsync", sync)
        ledger.document(source, planned(source, *REPAIRS))
        status = Path("run.ledger.jsonl").stat()
        assert b"splice" in Path("run.ledger.jsonl").read_bytes()
        assert synced == [(status.st_ino, status.st_size)]


def test_a_file_that_changes_while_it_is_taken_back_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = run_on("a.txt")

    def meanwhile(output: bytes, splices: tuple[Splice, ...]) -> bytes:
        Path("a.txt").write_bytes(b"edited")
        return restore(output, splices)

    monkeypatch.setattr("cleanup.past.undo.restore", meanwhile)
    (outcome,) = undo(run)
    assert outcome.status == "refused"
    assert "changed since it was read" in outcome.reason
    assert Path("a.txt").read_bytes() == b"edited"


def test_a_full_disk_leaves_no_half_line(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_bytes(ARTICLE)
    write = os.write
    left = [100]

    def fill(descriptor: int, data: bytes) -> int:
        if not left:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(descriptor, data[: left.pop()])

    with started() as ledger:
        monkeypatch.setattr(os, "write", fill)
        with pytest.raises(FileError, match=r"run\.ledger\.jsonl: no space left"):
            repaired(ledger, "a.txt", *REPAIRS)
        monkeypatch.setattr(os, "write", write)
        repaired(ledger, "a.txt", ("Fin", "Fin."))
        ledger.end()
    run = read_ledger("run.ledger.jsonl")
    assert len(run.documents) == 1
    assert statuses(verify(run)) == ["output"]


def test_a_ledger_takes_the_place_of_a_ledger_only() -> None:
    run_on("a.txt")
    assert len(run_on("b.txt").documents) == 1
    Path("run.ledger.jsonl").write_text("mine")
    with pytest.raises(FileError, match="exists and is not a ledger; left as it is"):
        started()
    assert Path("run.ledger.jsonl").read_text() == "mine"


@given(
    st.text("ab\n", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5)), max_size=5),
)
def test_blocks_hold_every_place_once_and_end_at_paragraphs(
    text: str, spans: list[tuple[int, int]]
) -> None:
    places = [(min(a, len(text)), min(a + n, len(text))) for a, n in spans]
    findings = tuple(
        Finding("X", "x", a, b, a, b, "", "info", "manual", "artifact") for a, b in places
    )
    found = blocks(Plan(text, text, "und", (), findings))
    for start, end in places:
        assert sum(low <= start and end <= high for low, high in found) == 1
    assert all(a[1] < b[0] for a, b in pairwise(found))
    for low, high in found:
        assert low == 0 or text[low - 2 : low] == "\n\n"
        assert high == len(text) or text.startswith("\n\n", high)


def test_a_paragraph_without_end_is_cut_about_the_place() -> None:
    text = "Une ligne de texte.\n" * 5000 + "x" * 9000
    places = (50_010, 105_000)
    findings = tuple(Finding("X", "x", a, a + 1, a, a + 1, "", "info", "manual") for a in places)
    (first, second) = blocks(Plan(text, text, "und", (), findings))
    assert first[0] < 50_010 < first[1]
    assert first[1] - first[0] < 4100
    assert text[first[0] - 1] == text[first[1]] == "\n"
    assert second == (103_000, 107_001)


def kept_run(name: str = "a.txt", pairs: tuple[tuple[str, str], ...] = REPAIRS) -> str:
    """Do an in-place run as the command does; return its ledger."""
    Path(name).write_bytes(ARTICLE)
    path = state.new_ledger()
    with started(path, private=True) as ledger:
        repaired(ledger, name, *pairs)
        ledger.end()
    return path


def test_the_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert state.state_folder() == str(tmp_path / "state" / "mt-cleanup")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert state.state_folder() == str(tmp_path / "home" / ".local" / "state" / "mt-cleanup")
    monkeypatch.delenv("XDG_STATE_HOME")
    assert state.state_folder() == str(tmp_path / "home" / ".local" / "state" / "mt-cleanup")


def test_a_kept_ledger_is_its_owners_alone() -> None:
    path = Path(kept_run())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    with pytest.raises(FileError, match="file exists"):
        started(str(path), private=True)


def test_the_newest_run_of_a_folder_that_is_not_undone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert state.newest(str(folder)) is None
    first = kept_run("a.txt")
    second = kept_run("b.txt")
    kept_run("c.txt", pairs=())
    (folder / "sub").mkdir()
    monkeypatch.chdir(folder / "sub")
    third = kept_run("a.txt")
    Path(state.state_folder(), "99999999T000000-0-0.ledger.jsonl").write_text("broken\n")
    assert state.newest(str(folder / "sub")) == third
    for path in (second, first):
        assert state.newest(str(folder)) == path
        assert statuses(undo(read_ledger(path))) == ["restored"]
    assert state.newest(str(folder)) is None


def test_a_run_of_which_a_file_was_refused_is_not_undone(folder: Path) -> None:
    path = kept_run()
    output = Path("a.txt").read_bytes()
    Path("a.txt").write_bytes(b"edited")
    assert statuses(undo(read_ledger(path))) == ["refused"]
    assert state.newest(str(folder)) == path
    Path("a.txt").write_bytes(output)
    assert statuses(undo(read_ledger(path))) == ["restored"]
    assert state.newest(str(folder)) is None


def test_a_run_that_changed_nothing_leaves_no_ledger() -> None:
    path = kept_run(pairs=())
    assert not Path(path).exists()


def test_the_last_fifty_are_kept() -> None:
    paths = [kept_run() for _ in range(52)]
    state.mark_undone(paths[3])
    kept = sorted(str(p) for p in Path(state.state_folder()).glob("*.jsonl"))
    assert kept == paths[-50:]
    kept_run()
    kept_run()
    assert not list(Path(state.state_folder()).glob("*.undone"))


def test_undoing_a_ledger_elsewhere_leaves_no_mark(folder: Path) -> None:
    undo(run_on("a.txt"))
    assert sorted(p.name for p in folder.iterdir()) == ["a.txt", "run.ledger.jsonl"]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_reports_can_be_drawn_from_the_ledger_alone(bom: bytes) -> None:
    text = "Tête.\n\nÉt é  . [and] là.\nEncore.\n\nRien.\n\nUn 😀 mot  mot.\n\nFin"
    Path("a.txt").write_bytes(bom + text.encode())
    source = read(bom + text.encode(), "a.txt")
    plan = planned(source, ("  . [and]", " [et]"), ("Encore", "Toujours"), ("mot  mot", "mot"))
    with started() as ledger:
        ledger.document(source, plan)
    Path("a.txt").unlink()
    (entry,) = entries(read_ledger("run.ledger.jsonl"))
    excerpt = entry.plan
    assert (entry.path, entry.format, excerpt.language) == ("a.txt", "plain", "fr")
    assert excerpt.source == "Ét é  . [and] là.\nEncore.\n\nUn 😀 mot  mot."
    assert excerpt.text == "Ét é [et] là.\nToujours.\n\nUn 😀 mot."
    whole = [(c.old, c.new, c.fixes) for c in plan.changes]
    assert [(c.old, c.new, c.fixes) for c in excerpt.changes] == whole
    for place in excerpt.changes:
        old = excerpt.source[place.start : place.end]
        new = excerpt.text[place.out_start : place.out_end]
        there = text.index(old)
        assert (old, new) in {(c.old, c.new) for c in plan.changes}
        for offset in range(len(old) + 1):
            assert entry.locate(place.start + offset) == source.locate(there + offset)
    moved = [(f.start, f.end, f.out_start, f.out_end) for f in excerpt.findings]
    assert moved == [(c.start, c.end, c.out_start, c.out_end) for c in excerpt.changes]


def test_a_ledger_without_text_cannot_be_drawn() -> None:
    Path("a.txt").write_bytes(ARTICLE)
    with Ledger.open("l.jsonl", rules="", options={}, text="none") as ledger:
        repaired(ledger, "a.txt", *REPAIRS)
    with pytest.raises(FileError, match=r"^l\.jsonl: holds no text of a\.txt to show$"):
        entries(read_ledger("l.jsonl"))


def test_a_document_without_findings_is_an_empty_entry() -> None:
    (entry,) = entries(run_on("a.txt", pairs=()))
    assert (entry.plan.source, entry.plan.text, entry.plan.changes) == ("", "", ())
    assert entry.locate(0) == Location(1, 1, 0)
