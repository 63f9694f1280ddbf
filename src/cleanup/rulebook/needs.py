"""What becomes of a candidate whose rule needs optional data: it stands, or is only reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleanup.detect.candidates import Candidate
from cleanup.language.wordlist import has_words, is_word
from cleanup.start.data import replace

if TYPE_CHECKING:
    from cleanup.detect.view import View
    from cleanup.text.edits import Edit


def served(candidate: Candidate, view: View) -> Candidate:
    """Return a candidate, left to a person where its rule needs words and the list is no help.

    That is where there is no list of the language, and where what a pattern proposes to write is
    not in it. A detector has asked the list itself.
    """
    rule = candidate.rule
    if rule.needs != "words" or not candidate.edits:
        return candidate
    known = has_words(view.pack.code)
    if known and rule.pattern:
        known = all(_makes_word(view, edit) for edit in candidate.edits)
    return candidate if known else replace(candidate, applicability="manual")


def _makes_word(view: View, edit: Edit) -> bool:
    """Tell whether the letters around an edit and those it writes are one word."""
    text, start, end = view.text, edit.start, edit.end
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    whole = text[start : edit.start] + edit.new + text[edit.end : end]
    return whole.isalpha() and is_word(whole, view.pack.code)
