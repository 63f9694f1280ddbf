"""What became of the gold edits of a text, judged by the text alone, and what counts as equal.

This is the judgement of the reference scorer that came with the development set, kept so that
numbers stay comparable; `places` judges by the changes of a plan and is stricter.
"""

from __future__ import annotations

import re
from typing import Literal

from cleanup.evaluation.corpus import Repair, Span
from cleanup.results import Finding

Fate = Literal["fixed", "same", "other"]

_NO_BREAK = str.maketrans("\u00a0\u202f", "  ")
_CONTEXT = 14  # code points that must stand unchanged beside an edit to recognise it


def fold(text: str) -> str:
    """Return the text with every kind of no-break space as a plain one; offsets stay."""
    return text.translate(_NO_BREAK)


def lenient(text: str) -> str:
    """Return the text without what no reader sees.

    The kind of no-break space, blank space at line ends, extra blank lines, surrounding space.
    """
    text = fold(text).replace("\r\n", "\n")
    text = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def overlaps(finding: Finding, span: Span, slack: int = 1) -> bool:
    """Tell whether a finding overlaps a span; with the slack of one, touching is enough."""
    end = max(finding.end, finding.start + 1)
    return finding.start < span.end + slack and end > span.start - slack


def strong(finding: Finding) -> bool:
    """Tell whether a finding counts: information does not."""
    return finding.severity != "info"


def outcome(item: Repair, output: str) -> tuple[list[Fate], bool]:
    """Return the fate of each gold edit, and whether something outside the gold edits changed."""
    out = fold(output).strip()
    pattern = rf"\s*(?:{_pattern(item)})\s*"
    # Surrounding blank space is free, also where an accepted wording begins or ends with it.
    for candidate in (out, f"\n{out}\n", f" {out} "):
        if match := re.fullmatch(pattern, candidate, re.DOTALL):
            fixed = [match.group(f"f{k}") is not None for k in range(len(item.edits))]
            return ["fixed" if f else "same" for f in fixed], False
    return [_seen(item, k, out) for k in range(len(item.edits))], True


def _pattern(item: Repair) -> str:
    text = fold(item.input)
    parts: list[str] = []
    at = 0
    for k, edit in enumerate(item.edits):
        accept = sorted({fold(new) for new in edit.accept}, key=len, reverse=True)
        fixed = "|".join(map(re.escape, accept))
        same = re.escape(text[edit.start : edit.end])
        parts += [re.escape(text[at : edit.start]), f"(?:(?P<f{k}>{fixed})|{same})"]
        at = edit.end
    return "".join([*parts, re.escape(text[at:])])


def _seen(item: Repair, k: int, out: str) -> Fate:
    """Look for an edit and its surroundings anywhere in an output that does not match whole."""
    text, edit = fold(item.input), item.edits[k]
    low = item.edits[k - 1].end if k else 0
    high = item.edits[k + 1].start if k + 1 < len(item.edits) else len(text)
    left = text[max(low, edit.start - _CONTEXT) : edit.start]
    right = text[edit.end : min(high, edit.end + _CONTEXT)]
    wordings = [left + fold(new) + right for new in edit.accept]
    if len((left + right).strip()) >= 4 and any(w.strip() in out for w in wordings):
        return "fixed"
    return "same" if (left + text[edit.start : edit.end] + right).strip() in out else "other"
