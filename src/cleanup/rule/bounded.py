"""Patterns that cannot run away: a static check of how a regular expression repeats.

The loader refuses an unbounded repeat inside another (`(a+)+`); one that can cross a line end
(`[^x]+`, `\\s*`), unless the rule is tried at the start or end of a document only; and one that
can run through the words of a line (`[^\\n]*`, `.+`), unless it is tried once in a line at most: a
line may be as long as a document. What is left does work in proportion to the length of the text.
"""

from __future__ import annotations

import re
from operator import or_
from typing import NamedTuple

from cleanup.start.expressions import expression

_TOKEN = expression(
    r"""
    (?P<escape>\\(?:[pP]\{[^}]*\}|L<[^>]*>|k<[^>]*>|g<[^>]*>|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.))
  | (?P<set>\[\^?\]?(?:\\.|\[[^\]]*\]|[^\]\\])*\])
  | (?P<open>\((?:\?(?:P?<[A-Za-z_]\w*>|<?[=!]|>|\||[a-zA-Z-]*:|[a-zA-Z-]*\)|\#[^)]*\))?)?)
  | (?P<close>\))
  | (?P<repeat>(?:[*+?]|\{\d*,?\d*\})[+?]?)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CROSSING_ESCAPES = {"\\s", "\\W", "\\D", "\\X", "\\R", "\\n", "\\r"}


class _Nature(NamedTuple):
    """What an atom or a group may do, or several of them one after another."""

    unbounded: bool = False  # hold an unbounded repeat
    crosses: bool = False  # match a line end
    spaced: bool = False  # match a space
    runs: bool = False  # go through the words of a line, where it is repeated

    def joined(self, other: _Nature) -> _Nature:
        """Return the nature of both, one after the other."""
        return _Nature(*map(or_, self, other))


def fault(pattern: str, *, anchored: bool = False, by_line: bool = False) -> str:
    """Return what makes the pattern unbounded, or an empty string where it is bounded.

    `anchored` allows repeats that cross lines, for rules tried once at a document's start or end;
    `by_line` those that run through one, for rules tried once in a line.
    """
    groups = [_Nature()]  # those that are open, as far as they were read
    looks = [False]  # does the group look about only, and take nothing?
    last = _Nature()
    dotall = "(?s" in pattern
    for token in _TOKEN.finditer(pattern):
        text = token[0]
        if token["open"]:
            if not text.endswith(")"):
                groups.append(_Nature())
                looks.append(text.endswith(("=", "!")))
            continue
        if token["close"]:
            if len(groups) == 1:
                return "an unbalanced parenthesis"
            last, looking = groups.pop(), looks.pop()
            spaced = last.spaced and not looking
            last = last._replace(spaced=spaced, runs=spaced)
        elif not token["repeat"]:
            last = _of(text, dotall=dotall)
        elif _unbounded(text):
            if last.unbounded:
                return f"an unbounded repeat inside another, at {token.start()}"
            if last.crosses and not anchored:
                return f"an unbounded repeat that can cross a line, at {token.start()}"
            if last.runs and not (anchored or by_line):
                return f"an unbounded repeat that can run through a line, at {token.start()}"
            last = last._replace(unbounded=True)
        groups[-1] = groups[-1].joined(last)
    return ""


def _of(atom: str, *, dotall: bool) -> _Nature:
    negated = atom.startswith("[^")
    runs = atom in {".", "\\N"} or (negated and not _holds(atom, " ", "\\s", "\\W"))
    spaced = runs or (not negated and " " in atom)
    return _Nature(crosses=_crosses(atom, dotall=dotall), spaced=spaced, runs=runs)


def _holds(atom: str, *parts: str) -> bool:
    return any(part in atom for part in parts)


def _unbounded(repeat: str) -> bool:
    return repeat[0] in "*+" or repeat.rstrip("+?").endswith(",}")


def _crosses(atom: str, *, dotall: bool) -> bool:
    if atom.startswith("[^"):
        return not _holds(atom, "\\n", "\\s", "\\W")
    if atom.startswith("["):
        return _holds(atom, "\n", *_CROSSING_ESCAPES)
    if atom.startswith(("\\P", "\\L")):
        return atom.startswith("\\P")
    return atom in _CROSSING_ESCAPES or atom == "\n" or (atom == "." and dotall)
