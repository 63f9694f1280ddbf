"""Replacement templates: text, groups that are kept, and words looked up in the rule's lexicon.

`\\g<name>` is the text of a group as it stands; `{name}` is what the lexicon has for that text in
lower case; where the pattern has no such group, what it has for the name. What a template keeps in
its order is no part of the edit, so that a replacement around a long group changes its ends alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleanup.start.expressions import expression
from cleanup.text.edits import Edit

if TYPE_CHECKING:
    import regex

    from cleanup.rule.model import Rule

_PART = expression(r"\\g<(?P<group>\w+)>|\{(?P<looked>\w+)\}|(?P<text>[^\\{]+|.)", re.DOTALL)


def rewrite(template: str, rule: Rule, found: regex.Match[str]) -> list[Edit] | None:
    """Return the edits that turn a match into its template, None where a look-up finds nothing."""
    edits: list[Edit] = []
    at = found.start()
    new = ""
    for part in _PART.finditer(template):
        if part["group"]:
            start, end = found.span(part["group"])
            if start >= at:
                edits.append(Edit(at, start, new))
                at, new = end, ""
            elif start >= 0:
                new += found[part["group"]]
        elif part["looked"]:
            name = part["looked"]
            key = found[name].lower() if name in found.re.groupindex else name
            word = rule.lexicon.get(key)
            if word is None:
                return None
            new += word
        else:
            new += part["text"]
    edits.append(Edit(at, found.end(), new))
    return [edit for edit in edits if edit.new or edit.start < edit.end]


def fill(template: str, rule: Rule, found: regex.Match[str]) -> str | None:
    """Return the text that a match would become, None where a look-up finds nothing."""
    edits = rewrite(template, rule, found)
    if edits is None:
        return None
    parts = []
    at = found.start()
    for edit in edits:
        parts += [found.string[at : edit.start], edit.new]
        at = edit.end
    return "".join([*parts, found.string[at : found.end()]])


def whole_lines(edit: Edit, text: str) -> Edit:
    """Widen the removal of whole lines so that it leaves no empty lines behind.

    Inside a document the blank lines before stay; at its end the line end before goes with the
    line, and a last line end is kept.
    """
    start, end = edit.start, edit.end
    if start and text[start - 1] != "\n":
        return edit
    rest = text[end:]
    if not rest.strip():
        while start and text[start - 1] == "\n":
            start -= 1
        end = len(text) - (1 if start and text.endswith("\n") else 0)
        return Edit(start, max(start, end), "")
    if rest[:1] != "\n" and end and text[end - 1] != "\n":
        return edit
    blank = not start or text.endswith("\n\n", 0, start)
    while text[end : end + 1] == "\n":
        end += 1
        if not blank:
            break
    return Edit(start, end, "")
