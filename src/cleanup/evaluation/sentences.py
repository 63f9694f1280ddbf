"""Where sentences end, roughly: good enough to say that a finding is too wide to help."""

from __future__ import annotations

import re

from cleanup.evaluation.corpus import Span
from cleanup.results import Finding

# A line end, or a stop after a word of three letters or more (`M.`, `St.` are abbreviations) or
# after a closing mark, with the marks that close after it.
_STOP = re.compile(
    r"\n\s*"
    r"|(?:(?<=\w{3})|(?<=[\d)\]»”“’\"']))[ \u00a0\u202f]?[.!?…]+"
    r"(?:[ \u00a0\u202f]?[»”“’\"')\]])*\s+"
)
_LETTER = re.compile(r"[^\W_]")


def sentence_ends(text: str) -> list[int]:
    """Return the offsets (code points) at which a sentence ends, blank space included."""
    ends = [0]
    for stop in _STOP.finditer(text):
        letter = _LETTER.search(text, stop.end())
        # A stop before a small letter parts no sentence: often it is the damage itself.
        if "\n" in stop.group() or not letter or not letter.group().islower():
            ends.append(stop.end())
    return [*ends, len(text)]


def fits(finding: Finding, span: Span, text: str) -> bool:
    """Tell whether a finding is no longer than the sentences that a span of the text touches."""
    ends = sentence_ends(text)
    start = max(end for end in ends if end <= span.start)
    stop = min(end for end in ends if end >= span.end)
    return len(text[finding.start : finding.end].strip()) <= stop - start
