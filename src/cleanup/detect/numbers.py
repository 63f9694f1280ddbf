"""Times on the twelve-hour clock, which a pattern cannot count on to twenty-four."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.detect.candidates import Candidate
from cleanup.detect.view import View
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit

_CLOCK = expression(
    r"(?<![\w.,:/-])(?P<hour>1[0-2]|[1-9])(?:[:.](?P<minute>[0-5]\d))?[ \u00a0\u202f]?"
    r"(?P<half>[ap])(?:m\b|\.[ ]?m\.)(?P<next>(?= *(?:[\w.,;:!?)»]|\Z)))",
    re.IGNORECASE,
)
_WIDEST = 14  # code points of such a time


def detect_clock(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield times such as `3 p.m.` and `10:30 am`, with their form on the other clock."""
    rule = next((r for r in view.rules.values() if r.detector == "clock"), None)
    text = view.text
    if rule is None:
        return
    done = 0
    for hit in hits:
        for match in _CLOCK.finditer(text, max(done, hit - _WIDEST), hit + _WIDEST):
            done = match.end()
            if _unit(text, match):
                continue
            hour = int(match["hour"]) % 12 + (12 if match["half"] in "pP" else 0)
            form = str(rule.options["minutes" if match["minute"] else "hours"])
            new = form.replace("{hour}", str(hour)).replace("{minute}", match["minute"] or "")
            behind = text[match.end() : match.end() + 2]
            dotted = match[0].endswith(".")
            if dotted and (not behind.strip() or behind.strip()[0].isupper()):
                new += "."  # the stop of the sentence
            edit = Edit(match.start(), match.end(), new)
            yield Candidate(rule, *match.span(), (edit,), rule.applicability)


def _unit(text: str, match: re.Match[str]) -> bool:
    """Tell whether the letters belong to a name: what follows is written with a capital."""
    plain = match[0][-1] != "."
    behind = text[match.end() : match.end() + 2]
    return plain and behind[:1] == " " and behind[1:].isupper()
