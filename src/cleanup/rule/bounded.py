"""Patterns that cannot run away: a static check of how a regular expression repeats.

The loader refuses an unbounded repeat inside another (`(a+)+`); one that can cross a line end
(`[^x]+`, `\\s*`), unless the rule is tried at the start or end of a document only; and one that
can run through the words of a line (`[^\\n]*`, `.+`), unless it is tried once in a line at most: a
line may be as long as a document. What is left does work in proportion to the length of the text.
"""

from __future__ import annotations

import re

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


def fault(pattern: str, *, anchored: bool = False, by_line: bool = False) -> str:
    """Return what makes the pattern unbounded, or an empty string where it is bounded.

    `anchored` allows repeats that cross lines, for rules tried once at a document's start or end;
    `by_line` those that run through one, for rules tried where a line begins.
    """
    inner = [False]  # does the group that is open hold an unbounded repeat?
    crosses = [False]  # can it match a line end?
    last = (False, False)  # the same two for the atom just read
    runs = False  # can the atom just read be any word and the space behind it?
    dotall = "(?s" in pattern
    for token in _TOKEN.finditer(pattern):
        text = token[0]
        if token["open"]:
            if not text.endswith(")"):
                inner.append(False)
                crosses.append(False)
        elif token["close"]:
            if len(inner) == 1:
                return "an unbalanced parenthesis"
            last = (inner.pop(), crosses.pop())
            inner[-1] |= last[0]
            crosses[-1] |= last[1]
        elif token["repeat"]:
            if _unbounded(text):
                if last[0]:
                    return f"an unbounded repeat inside another, at {token.start()}"
                if last[1] and not anchored:
                    return f"an unbounded repeat that can cross a line, at {token.start()}"
                if runs and not (anchored or by_line):
                    return f"an unbounded repeat that can run through a line, at {token.start()}"
                inner[-1] = True
                last = (True, last[1])
        else:
            last = (False, _crosses(text, dotall=dotall))
            crosses[-1] |= last[1]
            runs = _runs(text)
            continue
        runs = False
    return ""


def _unbounded(repeat: str) -> bool:
    return repeat[0] in "*+" or repeat.rstrip("+?").endswith(",}")


def _crosses(atom: str, *, dotall: bool) -> bool:
    if atom.startswith("[^"):
        return not any(e in atom for e in ("\\n", "\\s", "\\W"))
    if atom.startswith("["):
        return any(e in atom for e in _CROSSING_ESCAPES) or "\n" in atom
    if atom.startswith(("\\P", "\\L")):
        return atom.startswith("\\P")
    return atom in _CROSSING_ESCAPES or atom == "\n" or (atom == "." and dotall)


def _runs(atom: str) -> bool:
    return atom == "." or (
        atom.startswith("[^") and not any(e in atom for e in (" ", "\\s", "\\W"))
    )
