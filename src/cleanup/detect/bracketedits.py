"""What becomes of an editorial bracket once its word is known, by the policy of the house.

`keep` leaves the brackets, which tell the reader that the speaker did not say the word;
`drop-marks` leaves the word alone, `drop-all` nothing.
"""

from __future__ import annotations

from cleanup.detect.marks import SPACES
from cleanup.text.edits import Edit, trim

KEEP, DROP_MARKS, DROP_ALL = "keep", "drop-marks", "drop-all"


def translated(text: str, start: int, end: int, form: str, policy: str) -> tuple[Edit, ...]:
    """Return the edits that put `form` into the bracket at `start:end`, or what the policy wants.

    Offsets are code points. Spaces that the bracket lost to the words beside it are given back.
    """
    if policy == DROP_ALL:
        return (_removed(text, start, end),)
    left = " " if text[start - 1 : start].isalnum() else ""
    if policy == DROP_MARKS:
        return (_bare(text, Edit(start, end, left), form),)
    edits = [Edit(start, start, left)] if left else []
    edits.append(Edit(start + 1, end - 1, form))
    right = "" if form.endswith("’") else after(text, end)
    return (*edits, Edit(end, end, right)) if right else tuple(edits)


def joined(text: str, cut: int, end: int, form: str, policy: str) -> Edit:
    """Return the edit that joins the text before `cut` to that behind a bracket ending at `end`."""
    if policy == DROP_ALL:
        return trim(Edit(cut, end, after(text, end)), text)
    if policy == DROP_MARKS:
        return trim(_bare(text, Edit(cut, end, " "), form), text)
    gap = "" if form.endswith("’") else after(text, end)
    return trim(Edit(cut, end, f" [{form}]{gap}"), text)


def after(text: str, end: int) -> str:
    """Return the space that is missing behind an offset, or nothing."""
    return " " if text[end : end + 1].isalnum() else ""


def _bare(text: str, edit: Edit, form: str) -> Edit:
    """Return an edit that puts a word without brackets in; an elided one touches the next."""
    end = edit.end
    if not form.endswith("’"):
        return Edit(edit.start, end, f"{edit.new}{form}{after(text, end)}")
    end += text[end : end + 1] in (*SPACES,)
    return Edit(edit.start, end, edit.new + form)


def _removed(text: str, start: int, end: int) -> Edit:
    """Return the removal of a bracket with one of the spaces beside it."""
    left, right = text[start - 1 : start], text[end : end + 1]
    behind = text[end + 1 : end + 2]
    if left.isalnum() and right.isalnum():
        return Edit(start, end, " ")
    ends = right not in (*SPACES,) or not (behind.isalnum() or behind in ("[", "("))
    if left in (*SPACES,) and not right.isalnum() and ends:
        return Edit(start - 1, end, "")
    return Edit(start, end + (right in (*SPACES,) and not left.isalnum()), "")
