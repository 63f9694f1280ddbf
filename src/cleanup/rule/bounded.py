"""Patterns that cannot run away: a static check of how a regular expression repeats.

The loader refuses an unbounded repeat inside another (`(a+)+`); one that can cross a line end
(`[^x]+`, `\\s*`), unless the rule is tried at the start or end of a document only; and one that
can run through the words of a line (`[^\\n]*`, `[\\w ]+`), unless it is tried once in a line at
most: a line may be as long as a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
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
_VERBOSE = expression(r"\(\?[a-z]*x")
_DOTALL = expression(r"\(\?[a-z]*s")
_CALL = expression(r"(?<!\\)\(\?(?:R|&|P>|[+-]?\d)")  # nobody can tell how far it goes
_WORDED = "azAZéßЖ09.,;:!?'’\"«»“”()[]-–/&%"


class _Nature(NamedTuple):
    """What an atom or a group may do, or several of them one after another."""

    unbounded: bool = False  # hold an unbounded repeat
    crosses: bool = False  # match a line end
    spaced: bool = False  # match a space
    worded: bool = False  # match a letter, a digit, or a mark

    @property
    def runs(self) -> bool:
        """Whether it can go through the words of a line, where it is repeated."""
        return self.spaced and self.worded

    def joined(self, other: _Nature) -> _Nature:
        """Return the nature of both, one after the other."""
        return _Nature(*map(or_, self, other))


def fault(pattern: str, *, anchored: bool = False, by_line: bool = False) -> str:
    """Return what makes the pattern unbounded, or an empty string where it is bounded.

    `anchored` allows repeats that cross lines, for rules tried once at a document's start or end;
    `by_line` those that run through one, for rules tried once in a line.
    """
    if _CALL.search(pattern):
        return "a call of a group"
    dotall = _DOTALL.search(pattern) is not None
    groups = [_Nature()]  # those that are open, as far as they were read
    looks = [False]  # does the group look about only, and take nothing?
    last = _Nature()
    for token in _tokens(pattern):
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
            if looking:
                last = last._replace(spaced=False, worded=False)
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


def _tokens(pattern: str) -> Iterator[re.Match[str]]:
    """Yield the tokens that mean something: where a pattern is spread over lines, no blanks."""
    verbose, comment = _VERBOSE.search(pattern) is not None, False
    for token in _TOKEN.finditer(pattern):
        if verbose and (comment or token[0] == "#" or token[0].isspace()):
            comment = "\n" not in token[0] and (comment or token[0] == "#")
            continue
        yield token


@cache
def _of(atom: str, *, dotall: bool) -> _Nature:
    """Return what an atom can match, by trying it."""
    import regex

    if atom.startswith("\\L"):  # words of a list
        return _Nature(worded=True)
    try:
        tried = regex.compile(atom, regex.V1 | (regex.DOTALL if dotall else 0))
    except regex.error:  # it means something in its place alone: a reference
        return _Nature()
    return _Nature(
        crosses=tried.fullmatch("\n") is not None,
        spaced=tried.fullmatch(" ") is not None,
        worded=any(map(tried.fullmatch, _WORDED)),
    )


def _unbounded(repeat: str) -> bool:
    return repeat[0] in "*+" or repeat.rstrip("+?").endswith(",}")
