"""Decisions and directives on the command line: every way of fixing obeys them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli_texts import CLEAN, DOUBTFUL, DOUBTFUL_FIXED, SAFE, SAFE_FIXED, Call, read, write

NAME = "cleanup.decisions.toml"
IGNORED = f"<!-- cleanup: ignore[TOK007, POS001] so printed -->\n{SAFE}\n"
BOTH = SAFE + "\n" + DOUBTFUL


def findings(call: Call, *words: str) -> list[dict[str, str]]:
    _, out, _ = call("lint", "--output-format", "json", *words)
    return [f for d in json.loads(out)["documents"] for f in d["findings"]]


def decision(finding: dict[str, str], verdict: str, **more: str) -> str:
    values = {"rule": finding["code"], "fingerprint": finding["fingerprint"], "verdict": verdict}
    lines = (f"{key} = {json.dumps(value)}\n" for key, value in (values | more).items())
    return "[[decision]]\n" + "".join(lines) + "\n"


@pytest.fixture
def judged(call: Call) -> list[dict[str, str]]:
    """Reject the first safe finding of a document and accept its doubtful one."""
    write("a.txt", BOTH)
    found = findings(call, "a.txt")
    assert [f["code"] for f in found] == ["TOK007", "TOK007", "POS001"]
    write(NAME, decision(found[0], "reject") + decision(found[2], "accept"))
    return found


RESULT = SAFE.replace("retraitée ,", "retraitée,") + "\n" + DOUBTFUL_FIXED


def test_fix_obeys(call: Call, judged: list[dict[str, str]]) -> None:
    code, out, err = call("fix", "a.txt")
    assert (code, read("a.txt")) == (0, RESULT)
    assert "no use" not in err
    assert "1 left" not in out
    code, _, err = call("fix", "a.txt")
    assert (code, read("a.txt")) == (0, RESULT)
    assert call("undo")[0] == 0
    assert read("a.txt") == BOTH


def test_lint_shows_what_is_not_decided(call: Call, judged: list[dict[str, str]]) -> None:
    assert [f["code"] for f in findings(call, "a.txt")] == ["TOK007", "POS001"]


def test_diff_obeys(call: Call, judged: list[dict[str, str]]) -> None:
    Path("a.diff").write_bytes(call("fix", "--diff", "a.txt")[1].encode())
    subprocess.run(["git", "apply", "a.diff"], check=True)
    assert read("a.txt") == RESULT


def test_a_result_elsewhere_obeys(call: Call, judged: list[dict[str, str]]) -> None:
    assert call("fix", "a.txt", "-o", "out/")[0] == 0
    assert (read("a.txt"), read("out/a.txt")) == (BOTH, RESULT)


def test_several_processes_obey(call: Call, judged: list[dict[str, str]]) -> None:
    for number in range(3):
        write(f"b{number}.txt", BOTH)
    assert call("fix", ".", "-j2")[0] == 0
    assert {read(f"b{number}.txt") for number in range(3)} == {RESULT}


def test_isolated_ignores_what_is_found_and_not_what_is_given(
    call: Call, judged: list[dict[str, str]]
) -> None:
    assert len(findings(call, "a.txt", "--isolated")) == 3
    assert len(findings(call, "a.txt", "--isolated", "--decisions", NAME)) == 2


def test_what_is_given_is_above_what_is_found(call: Call, judged: list[dict[str, str]]) -> None:
    write("other.toml", decision(judged[0], "accept") + decision(judged[2], "reject"))
    assert call("fix", "a.txt", "--decisions", "other.toml")[0] == 0
    assert read("a.txt") == SAFE_FIXED + "\n" + DOUBTFUL


def test_a_run_is_taken_back_before_it_is_decided_anew(call: Call) -> None:
    write("a.txt", BOTH)
    found = findings(call, "a.txt")
    assert call("fix", "a.txt")[0] == 1
    assert read("a.txt") == SAFE_FIXED + "\n" + DOUBTFUL
    write("mine.toml", decision(found[0], "reject") + decision(found[2], "accept"))
    diff = call("fix", "a.txt", "--diff", "--decisions", "mine.toml")[1]
    Path("a.diff").write_bytes(diff.encode())
    assert call("fix", "a.txt", "--decisions", "mine.toml")[0] == 0
    assert read("a.txt") == RESULT
    write("b.txt", SAFE_FIXED + "\n" + DOUBTFUL)
    Path("a.diff").write_bytes(diff.replace("a.txt", "b.txt").encode())
    subprocess.run(["git", "apply", "a.diff"], check=True)
    assert read("b.txt") == RESULT
    assert call("undo")[0] == 0
    assert read("a.txt") == BOTH


def test_a_run_beside_its_output_is_taken_back(call: Call) -> None:
    write("a.txt", BOTH)
    found = findings(call, "a.txt")
    call("fix", "a.txt", "-o", "out/")
    write("mine.toml", decision(found[0], "reject"))
    call("fix", "out/a.txt", "--decisions", "mine.toml")
    assert read("out/a.txt") == SAFE.replace("retraitée ,", "retraitée,") + "\n" + DOUBTFUL


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(["--select", "POS"], id="other-rules"),
        pytest.param(["--unsafe-fixes"], id="other-fixes"),
        pytest.param([], id="edited-since"),
    ],
)
def test_the_work_of_others_is_not_taken_back(call: Call, change: list[str]) -> None:
    write("a.txt", BOTH)
    found = findings(call, "a.txt")
    call("fix", "a.txt", *change)
    if not change:
        write("a.txt", read("a.txt") + "\nFin.\n")
    before = read("a.txt")
    write("mine.toml", decision(found[2], "reject"))
    call("fix", "a.txt", "--decisions", "mine.toml", "--select", "ENC")
    assert read("a.txt") == before


def test_to_reject_all_is_to_have_the_input_again(call: Call) -> None:
    write("a.txt")
    write(NAME, "".join(decision(f, "reject") for f in findings(call, "a.txt")))
    Path(NAME).rename("later.toml")
    call("fix", "a.txt")
    Path("later.toml").rename(NAME)
    assert call("fix", "a.txt")[0] == 0
    assert read("a.txt") == SAFE


def test_a_baseline_is_silent_until_something_new(call: Call) -> None:
    write("sub/a.txt", BOTH)
    code, out, err = call("lint", "--write-baseline")
    assert (code, out, err) == (0, "", f"{NAME}: 3 put in, 0 taken out\n")
    assert call("lint", "sub")[:2] == (0, "")
    assert call("fix", "sub/a.txt")[0] == 0
    assert read("sub/a.txt") == BOTH
    write("sub/a.txt", BOTH + "\nIl est venu , ce soir, à la mairie.\n")
    assert call("lint", "sub")[0] == 1
    assert len(findings(call, "sub")) == 1


def test_a_baseline_is_stable_and_keeps_what_people_wrote(call: Call) -> None:
    write("a.txt", BOTH)
    call("lint", "--write-baseline")
    first = read(NAME)
    call("lint", "--write-baseline")
    assert read(NAME) == first
    text = first.replace('verdict = "baseline"', 'verdict = "reject"', 1)
    text = text.replace("[[decision]]", "# So printed.\n[[decision]]", 1)
    write(NAME, text)
    write("a.txt", DOUBTFUL)
    assert call("lint", "--write-baseline")[2] == f"{NAME}: 0 put in, 2 taken out\n"
    assert "# So printed.\n[[decision]]" in read(NAME)
    assert read(NAME).count("[[decision]]") == 1


def test_what_is_of_no_use_is_said_with_its_line(call: Call) -> None:
    write("a.txt", SAFE)
    call("lint", "--write-baseline")
    line = read(NAME).split("\n").index("[[decision]]") + 1
    write("a.txt", CLEAN)
    code, _, err = call("lint", "a.txt")
    assert code == 0
    assert f"note: {NAME}:{line}: no use any more: baseline of TOK007 in a.txt" in err
    write("b.txt", CLEAN)
    assert call("lint", "b.txt")[2] == ""
    assert call("lint", "a.txt", "--select", "QUO")[2] == ""


def test_a_document_may_move(call: Call) -> None:
    write("a.txt", SAFE)
    call("lint", "--write-baseline")
    write("sub/moved.txt", SAFE)
    Path("a.txt").unlink()
    assert call("lint", ".") == (0, "", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("x = 1\n", f"{NAME}:1: x: unknown key", id="key"),
        pytest.param("\n[[decisoin]]\n", f"{NAME}:2: decisoin: unknown key; did you", id="table"),
        pytest.param("[decision]\n", f"{NAME}:1: decision: write [[decision]]", id="brackets"),
        pytest.param(
            '[[decision]]\nrule = "A"\nfingerprint = "b"\nverdict = "acept"\n',
            f"{NAME}:4: verdict: 'acept' is none of accept, reject, baseline; did you mean",
            id="verdict",
        ),
        pytest.param(
            '[[decision]]\nrule = "A"\nverdict = "accept"\n',
            f"{NAME}:1: fingerprint: is missing",
            id="missing",
        ),
        pytest.param(
            '[[decision]]\nrule = "A"\nfingerprint = 3\nverdict = "accept"\n',
            f"{NAME}:3: fingerprint: must be a string, not 3",
            id="type",
        ),
        pytest.param(
            "# first\n"
            '[[decision]]\nrule = "A"\nfingerprint = "b"\nverdict = "accept"\n'
            '[[decision]]\nrule = "A"\nfingerprint = "b"\nverdict = "reject"\n',
            f"{NAME}:6: fingerprint: decided otherwise in line 2",
            id="twice",
        ),
        pytest.param("[[decision]\n", f"{NAME}: not valid TOML", id="toml"),
    ],
)
def test_a_wrong_file_is_named_with_line_and_key(call: Call, text: str, said: str) -> None:
    write("a.txt")
    write(NAME, text)
    for words in (("lint", "a.txt"), ("fix", "a.txt"), ("lint", "--write-baseline")):
        code, out, err = call(*words)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert err.startswith("error: ") and said in err
    assert read("a.txt") == SAFE


def test_a_file_that_is_given_must_be_there(call: Call) -> None:
    write("a.txt")
    assert call("lint", "a.txt", "--decisions", "none.toml")[0] == 2


def test_who_decides_nothing_imports_nothing_for_it() -> None:
    write("a.txt")
    code = (
        "import sys; from cleanup.cli import main; main(['fix', 'a.txt', '-q', '--no-ledger']); "
        "print([m for m in ('decisions.file', 'decisions.decided', 'decisions.review',"
        " 'past.replay', 'detect.directives') if f'cleanup.{m}' in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_rejection_beside_an_accepted_repair_holds_the_second_time(call: Call) -> None:
    text = DOUBTFUL.replace("Le maire et", "Le maire , et")
    write("a.txt", text)
    found = findings(call, "a.txt")
    assert [f["code"] for f in found] == ["TOK007", "POS001"]
    write(NAME, decision(found[0], "reject") + decision(found[1], "accept"))
    expected = DOUBTFUL_FIXED.replace("Le maire et", "Le maire , et")
    for _ in range(3):
        assert call("fix", "a.txt")[0] == 0
        assert read("a.txt") == expected


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["fix", "a.txt"], id="fix"),
        pytest.param(["fix", "a.txt", "--unsafe-fixes"], id="unsafe"),
        pytest.param(["fix", "a.txt", "--diff"], id="diff"),
        pytest.param(["fix", "a.txt", "-o", "out/"], id="elsewhere"),
        pytest.param(["lint", "a.txt"], id="lint"),
    ],
)
def test_directives_are_obeyed_by_all(call: Call, words: list[str]) -> None:
    text = f"{IGNORED}<!-- cleanup: ignore[POS001] x -->\n{DOUBTFUL}"
    write("a.txt", text)
    code, _, _ = call(*words, "--report", "html=r.html", "--report", "json=r.json")
    assert (code, read("a.txt")) == (0, text)
    assert "space-before-stop" not in read("r.html")
    found = [f for d in json.loads(read("r.json"))["documents"] for f in d["findings"]]
    assert [f["code"] for f in found] == ["SUP001"]
