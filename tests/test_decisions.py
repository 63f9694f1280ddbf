"""The file of decisions: what is written is read again, and what people wrote stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.decisions.file import (
    VERDICTS,
    Amendment,
    Decision,
    Decisions,
    amended,
    load,
    parse,
    read_decisions,
    render,
    unused,
    write_amended,
)
from cleanup.errors import ConfigError

ONE = Decision("TOK007", "1" * 16, "reject", reason="so printed", path="a.txt")
TWO = Decision("QUO003", "2" * 16, "accept", suggestion="", path="a.txt", excerpt='say "yes"')

TEXTS = st.text(max_size=20)


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    verdict = draw(st.sampled_from(VERDICTS))
    suggestion = draw(st.none() | TEXTS) if verdict == "accept" else None
    rule, mark = draw(st.sampled_from(["A1", "B2"])), draw(st.text("01", min_size=1, max_size=3))
    reason, path, excerpt = draw(TEXTS), draw(TEXTS), draw(TEXTS)
    return Decision(rule, mark, verdict, suggestion, reason, path, excerpt)


@given(decisions())
def test_what_is_written_is_read_again(one: Decision) -> None:
    assert parse(render(one), "x") == (one,)


@given(st.lists(decisions(), max_size=6), st.lists(decisions(), max_size=6))
def test_amending_puts_in_and_takes_out(before: list[Decision], put: list[Decision]) -> None:
    first = amended("", "x", Amendment(tuple(before)))
    second = amended(first, "x", Amendment(tuple(put)))
    expected = {one.key: one for one in [*before, *put]}
    assert {one.key: one for one in parse(second, "x")} == expected
    assert amended(second, "x", Amendment(tuple(put))) == second
    keys = frozenset(one.key for one in put)
    left = parse(amended(second, "x", Amendment(drop=keys)), "x")
    assert {one.key for one in left} == set(expected) - keys


@given(st.permutations([ONE, TWO, Decision("A", "3", "baseline", path="b.txt")]))
def test_the_order_is_always_the_same(given_: list[Decision]) -> None:
    text = ""
    for one in given_:
        text = amended(text, "x", Amendment((one,)))
    assert text == amended("", "x", Amendment(tuple(given_)))


def test_comments_and_writing_stay() -> None:
    text = (
        "# The desk decides.\n\n"
        "# The printer did this.\n# Twice.\n[[decision]]\n"
        "rule = 'TOK007'  # by hand\nfingerprint = '1111111111111111'\nverdict = 'reject'\n"
    )
    new = amended(text, "x", Amendment((TWO,)))
    assert new.startswith("# The desk decides.\n\n")
    assert text.removeprefix("# The desk decides.\n\n") in new
    changed = amended(new, "x", Amendment((ONE,)))
    assert "# The printer did this.\n# Twice.\n[[decision]]\nrule = " in changed
    assert "by hand" not in changed


def test_tables_written_in_another_way_are_kept() -> None:
    text = "decision = [{ rule = 'A', fingerprint = '1', verdict = 'reject' }]\n"
    new = amended(text, "x", Amendment((ONE,)))
    assert [one.rule for one in parse(new, "x")] == ["A", "TOK007"]


def test_of_two_files_the_last_counts(tmp_path: Path) -> None:
    first, second = str(tmp_path / "a.toml"), str(tmp_path / "b.toml")
    write_amended(first, Amendment((ONE,)))
    write_amended(second, Amendment((Decision(*ONE.key, "accept"),)))
    found = load((first, second)).of(*ONE.key)
    assert found is not None
    assert (found.verdict, found.file, found.line) == ("accept", second, 4)
    write_amended(second, Amendment((TWO,), frozenset({ONE.key})))
    assert load((first, second)).of(*ONE.key) == ONE


def test_a_wrong_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("x = 1\n")
    with pytest.raises(ConfigError, match=":1: x: unknown key"):
        write_amended(str(path), Amendment((ONE,)))
    path.write_bytes(b"\xff")
    for act in (lambda: read_decisions(str(path)), lambda: write_amended(str(path), Amendment())):
        with pytest.raises(ConfigError, match="byte 0: not valid UTF-8"):
            act()


def test_line_ends_of_windows_and_a_mark_at_the_head(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbf" + render(ONE).replace("\n", "\r\n").encode())
    assert read_decisions(str(path)) == (ONE,)
    write_amended(str(path), Amendment((TWO,)))
    assert set(read_decisions(str(path))) == {ONE, TWO}


def test_what_was_accepted_is_never_of_no_use() -> None:
    assert unused([ONE, TWO], []) == [ONE]
    assert unused([ONE, TWO], [ONE.key]) == []
    assert not Decisions() and Decisions((ONE,))


@pytest.mark.parametrize("verdict", ["reject", "baseline"])
def test_a_suggestion_belongs_to_what_is_accepted(verdict: str) -> None:
    text = f"[[decision]]\nrule = 'A'\nfingerprint = '1'\nverdict = '{verdict}'\nsuggestion = 'x'\n"
    with pytest.raises(ConfigError, match=":5: suggestion: belongs to what is accepted"):
        parse(text, "x")
