"""Replacement templates: what is kept is no part of an edit, and lines go whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
import regex

from cleanup.rule.template import fill, rewrite, whole_lines
from cleanup.text.edits import Edit, apply
from rulesets import make_rule

LEXICON = {"a": "un", "b": ""}
FOUND = r"(?P<one>\w+) (?P<two>\w+)(?P<none>x)?"


@pytest.mark.parametrize(
    ("template", "edits"),
    [
        pytest.param("", [(0, 3, "")], id="nothing"),
        pytest.param("é", [(0, 3, "é")], id="text"),
        pytest.param(r"\g<one>-\g<two>", [(1, 2, "-")], id="between"),
        pytest.param(r"«\g<one> \g<two>»", [(0, 0, "«"), (1, 2, " "), (3, 3, "»")], id="around"),
        pytest.param(r"\g<two> \g<one>", [(0, 2, ""), (3, 3, " a")], id="turned-round"),
        pytest.param(r"\g<one>\g<none>", [(1, 3, "")], id="group-that-is-not-there"),
        pytest.param("{one}", [(0, 3, "un")], id="looked-up"),
        pytest.param("{two}", [(0, 3, "")], id="looked-up-empty"),
    ],
)
def test_rewrite(template: str, edits: list[tuple[int, int, str]]) -> None:
    rule = replace(make_rule("a", ""), lexicon=LEXICON)
    found = regex.match(FOUND, "a b")
    assert found is not None
    made = rewrite(template, rule, found)
    assert made == [Edit(*edit) for edit in edits]
    assert fill(template, rule, found) == apply("a b", made)


def test_a_look_up_that_finds_nothing_is_no_repair() -> None:
    found = regex.match(FOUND, "z b")
    assert found is not None
    assert rewrite("{one}", replace(make_rule("z", ""), lexicon=LEXICON), found) is None
    assert fill("{one}", replace(make_rule("z", ""), lexicon=LEXICON), found) is None


@pytest.mark.parametrize(
    ("before", "gone", "after", "left"),
    [
        pytest.param("a\n\n", "X", "\n\nb", "a\n\nb", id="paragraph"),
        pytest.param("a\n", "X", "\nb", "a\nb", id="line"),
        pytest.param("a\n", "X\n", "b", "a\nb", id="line-with-its-end"),
        pytest.param("", "X", "\n\nb", "b", id="first"),
        pytest.param("a\n\n", "X", "", "a", id="last"),
        pytest.param("a\n\n", "X", "\n", "a\n", id="last-with-its-end"),
        pytest.param("a\n\n", "X\n", "", "a\n", id="last-that-takes-its-end"),
        pytest.param("a\n\n", "X", "\n \n", "a\n", id="last-with-blank-lines"),
        pytest.param("a ", "X", "\nb", "a \nb", id="end-of-a-line"),
        pytest.param("a\n", "X", " b", "a\n b", id="start-of-a-line"),
        pytest.param("", "X", "", "", id="all"),
        pytest.param("", "X", "\n", "", id="all-with-its-end"),
    ],
)
def test_whole_lines(before: str, gone: str, after: str, left: str) -> None:
    text = before + gone + after
    edit = whole_lines(Edit(len(before), len(before + gone), ""), text)
    assert edit.new == "" and edit.start <= len(before)
    assert apply(text, [edit]) == left
