"""The space before ; : ! ? where it is missing although the text writes it elsewhere.

Which of these marks take a space is the language's convention (`[spacing.before]`). A mark without
one is repaired only where the same text has spaced ones and hardly another bare one: throughout a
text it is a style of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.detect.candidates import Candidate
from cleanup.detect.view import View
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit

_STRAYS = 2  # bare marks in a text that spaces the others
_BACK = 300  # code points that are looked at for the beginning of a quotation
_SPACES = " \u00a0\u202f"
_OPEN = expression(r"[«“‘„\"(\[](?=[^»”’\")\]\n]*$)")
_LETTERS = expression(r"[^\W\d_]+$")
_ENDS = expression(r"[\s»”\")]*(?:\Z|\n|[^\W\d_a-zß-öø-ÿ])")


def detect_high_marks(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield bare marks of a text that spaces such marks elsewhere.

    A colon with a space is no evidence for the others: Canadian French spaces the colon alone.
    """
    rule = view.rules["TOK018"]
    text = view.text
    if not view.pack.spacing:
        return
    bare = [h for h in hits if _bare(view, h)]
    if not 0 < len(bare) <= _STRAYS:
        return
    spaced = {text[h]: text[h - 1] for h in hits if h and text[h - 1] in _SPACES}
    for hit in bare:
        others = [s for m, s in spaced.items() if m != ":" or text[hit] == ":"]
        if others:
            space = spaced.get(text[hit]) or _default(view, text[hit], others)
            edit = Edit(hit, hit, space)
            yield Candidate(rule, hit, hit + 1, (edit,), rule.applicability)


def _default(view: View, mark: str, others: list[str]) -> str:
    """Return the space for a mark of which the text has no other: a plain one in a plain text."""
    return " " if set(others) == {" "} else view.pack.spacing[mark]


def _bare(view: View, hit: int) -> bool:
    """Tell whether a mark stands without a space right behind a word, outside of quotations."""
    text = view.text
    mark = text[hit]
    if not view.pack.spacing.get(mark) or not text[hit - 1 : hit].isalpha():
        return False
    if text[hit + 1 : hit + 2] not in (" ", "\n", "\u00a0", ""):
        return False
    start, _ = view.snapshot.paragraph(hit)
    before = text[max(start, hit - _BACK) : hit]
    word = _LETTERS.search(before)
    if not word or _OPEN.search(before):
        return False
    if mark in "!?":
        return word[0].islower() and bool(_ENDS.match(text, hit + 1))
    return len(word[0]) > 2 and _led(before[: word.start()], word[0], text[hit + 1 : hit + 3])


def _led(before: str, word: str, behind: str) -> bool:
    """Tell whether a colon or semicolon goes on with a sentence, and is no key of a list."""
    if behind[:1] != " " or behind[1:].isupper():
        return False
    first = not before or before.rstrip()[-1:] in tuple(".!?…»”")
    return word[0].isupper() if first else before[-1] == " " and before[-2:-1].isalpha()
