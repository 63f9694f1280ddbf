"""Words and short runs of words that stand twice.

Function words and runs of them are repaired, content words reported: reduplication is correct in
many languages. A full stop between two equal words is a seam, and goes with the second.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from cleanup.candidates import Candidate
from cleanup.edits import Edit
from cleanup.view import View

_RUN = regex.compile(
    r"(?<![\p{L}\p{N}’'-])(?P<unit>\p{L}+(?: \p{L}+){0,3}?)(?: (?P=unit))+(?![\p{L}\p{N}’'-])",
    regex.IGNORECASE | regex.VERSION1,
)


def detect_doubled(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield runs of up to four words that stand twice or more with only a space between."""
    text = view.text
    done = -1
    for hit in hits:
        if hit < done:
            continue
        match = _RUN.match(text, hit)
        if not match:
            continue
        done = match.end()
        candidate = _judged(view, match)
        if candidate:
            yield candidate


def _judged(view: View, match: regex.Match[str]) -> Candidate | None:
    pack = view.pack
    unit = match["unit"]
    tokens = unit.lower().split()
    times = (match.end() - match.start() + 1) // (len(unit) + 1)
    if unit.lower() in pack.doubled or match[0].lower() in pack.doubled:
        return None
    closed = all(t in pack.doubled_error for t in tokens) and match[0].islower()
    rule = view.rules.get("REP001" if closed else "REP002")
    if rule is None or (not closed and (times > 2 or not _plain(tokens, match[0]))):
        return None
    edit = Edit(match.start() + len(unit), match.end(), "")
    return Candidate(rule, match.start(), match.end(), (edit,), rule.applicability, suggestion=unit)


def _plain(tokens: list[str], both: str) -> bool:
    """Keep out names and cries: capitals, single short words."""
    return both.islower() and sum(map(len, tokens)) > 6
