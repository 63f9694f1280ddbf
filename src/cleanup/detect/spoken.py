"""Where somebody is speaking: what is said may be repeated, and may be in any language."""

from __future__ import annotations

_DASHES = ("—", "–", "- ", "― ")
_PAIRS = (("«", "»"), ("“", "”"), ("„", "“"))


def spoken(text: str, low: int, high: int, at: int) -> bool:
    """Tell whether `at` stands in a quotation or a line of dialogue of the paragraph `low:high`.

    Offsets are code points of `text`. Marks are only counted: where they are doubtful, it speaks.
    """
    head = text[low : min(at, high)]
    if head.lstrip().startswith(_DASHES) or text.startswith(_DASHES, low):
        return True
    if head.count('"') % 2:
        return True
    return any(head.rfind(opening) > head.rfind(closing) for opening, closing in _PAIRS)
