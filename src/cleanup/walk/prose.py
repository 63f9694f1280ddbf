"""Telling prose by its content, for files whose names do not say what they are."""

# ruff: noqa: PTH123

from __future__ import annotations

from cleanup.formats.decoding import binary

_HEAD = 8_192  # bytes that are looked at
_WORDS = 20  # fewer do not show what a file is
# Marks of programs, recipes and tables; leavings of translation have a few of them too.
_MARKS = frozenset("{}[]<>=|\\$@#&*+^~_`/\t")
_SHARE = 0.02  # of what is not space
_SHORT = 20  # characters: lists and keys have short lines, paragraphs and wrapped lines have not


def not_prose(path: str) -> str:
    """Return why a file does not look like prose, or nothing where it does.

    A recipe or a script taken for prose would be changed; an article that is passed over can be
    named. So whatever is in doubt is not prose.
    """
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return ""  # reading it as a whole will tell what is wrong
    if binary(head):
        return "binary"
    # The last character may be cut in two.
    whole = head if len(head) < _HEAD else head[: head.rfind(b" ") + 1]
    try:
        text = whole.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "neither a suffix that is known nor UTF-8"
    return "" if _is_prose(text) else "no suffix, and it does not look like prose"


def _is_prose(text: str) -> bool:
    words = text.split()
    if text.startswith("#!") or len(words) < _WORDS:
        return False
    lines = [line for line in text.split("\n") if line.strip()]
    characters = sum(map(len, words))
    marks = sum(character in _MARKS for character in text)
    return marks < _SHARE * characters and len(text) > _SHORT * len(lines)
