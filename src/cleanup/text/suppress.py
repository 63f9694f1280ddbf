"""What directives in the text and `[sic]` protect. Offsets are code points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cleanup.start.expressions import expression
from cleanup.text.document import Protected

if TYPE_CHECKING:
    from cleanup.text.directives import Directive

SUPPRESSED = "suppressed"  # the kind of the spans that directives and decisions protect
DIRECTIVE = "directive"  # the kind of the directives themselves
UNUSED = "SUP001"  # the rule that names what a directive keeps off in vain

_SIC = expression(r"\[[sS][iI][cC]\]")
_SPACES = tuple(" \u00a0\u202f")


def protect(text: str, found: Iterable[Directive]) -> Iterator[Protected]:
    """Yield the spans that the directives of a text protect, themselves included, and `[sic]`."""
    if "[sic" in text or "[Sic" in text or "[SIC" in text:
        for match in _SIC.finditer(text):
            start = behind = match.start() - text.startswith(_SPACES, match.start() - 1)
            while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_’'-"):
                start -= 1
            if 0 <= start < behind:
                yield Protected(start, match.end(), "sic")
    for one in found:
        yield Protected(one.start, one.end, DIRECTIVE)
        for span in one.spans:
            yield Protected(*span, SUPPRESSED, one.codes)


def needed(
    found: Sequence[Directive], muted: Iterable[tuple[str, int, int]]
) -> set[tuple[int, str]]:
    """Return which codes of which directives (by number) keep something off.

    `muted` are code, start and end of what was found and is suppressed.
    """
    return {
        (number, word)
        for code, start, end in (muted if found else ())
        for number, one in enumerate(found)
        for word in one.codes
        if code.startswith(word) and any(start <= high and end >= low for low, high in one.spans)
    }
