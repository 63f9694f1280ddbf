"""Where the pieces of a Markdown paragraph stand, which the parser does not tell.

The parser's tokens are laid along the text that it read, one after another. Where they do not
fit, the paragraph is left alone: nothing is guessed. Offsets are code points of that text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cleanup.start.data import dataclass
from cleanup.start.expressions import expression

if TYPE_CHECKING:
    from markdown_it.token import Token

_SOFT = expression(r"[ \t]*\n[ \t]*")
_HARD = expression(r"(?: {2,}|\\)\n[ \t]*")
_LABEL = expression(r"\[(?:[^\[\]\\]|\\.)*\]")
_TAG = expression(r"<(?P<close>/?)(?P<name>[A-Za-z][\w:.-]*)")
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
# Elements whose words are no prose.
_KEPT = frozenset({"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "tt", "var"})
_COMMENT = expression(r"<!--\s*cleanup:")


class MisalignedError(Exception):
    """The tokens are not of the text. Never leaves the formats."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph: `text`, `sign` (written as several), `break`, `soft` (a line end),
    `hole`, `comment`; `means` is what it says, the kind of a hole. `inner` are the runs of the
    words for an image, which are a paragraph of their own.
    """

    kind: str
    start: int
    end: int
    depth: int
    means: str = ""
    inner: tuple[Run, ...] = ()


def align(content: str, tokens: Sequence[Token]) -> list[Run]:
    """Return the runs of a text, in order. Raises MisalignedError."""
    aligner = _Aligner(content)
    for token in tokens:
        aligner.take(token)
    if content[aligner.at :].strip():
        raise MisalignedError
    return aligner.runs


class _Aligner:
    def __init__(self, content: str, at: int = 0) -> None:
        self.content = content
        self.at = at
        self.depth = 0
        self.runs: list[Run] = []
        self.muted = ""  # the element whose words are no prose, and where it began
        self.muted_at = 0
        self.auto = False

    def take(self, token: Token) -> None:
        """Lay one token along the text."""
        if self.auto:  # the sign of an address in angle brackets covered what is inside
            self.auto = token.type != "link_close"
            return
        kind = token.type
        if kind == "text":
            self._add("text", self._step(token.content))
        elif kind == "text_special":
            self._add("sign", self._step(token.markup), token.content)
        elif kind in ("softbreak", "hardbreak"):
            hard = kind == "hardbreak"
            self._add("break" if hard else "soft", self._match(_HARD if hard else _SOFT), "\n")
        elif kind == "code_inline":
            self._add("hole", self._code(token.markup), "code")
        elif kind == "html_inline":
            self._html(token.content)
        elif kind == "image":
            self._image(token)
        elif kind == "link_open" and token.info == "auto":
            self._add("hole", self._match(re.compile(r"<[^<>\s]*>")), "url")
            self.auto = True
        elif kind == "link_close":
            self._step("]")
            self.at = tail(self.content, self.at)
            self.depth -= 1
        else:
            self._markup(token)

    def _markup(self, token: Token) -> None:
        if token.nesting < 0:
            self.depth -= 1
        self._step("[" if token.type == "link_open" else token.markup)
        if token.nesting > 0:
            self.depth += 1

    def _add(self, kind: str, start: int, means: str = "", inner: tuple[Run, ...] = ()) -> None:
        if self.at > start and not self.muted:
            self.runs.append(Run(kind, start, self.at, self.depth, means, inner))

    def _step(self, expected: str) -> int:
        start = self.at
        if not self.content.startswith(expected, start):
            raise MisalignedError
        self.at += len(expected)
        return start

    def _match(self, pattern: re.Pattern[str]) -> int:
        start = self.at
        match = pattern.match(self.content, start)
        if not match:
            raise MisalignedError
        self.at = match.end()
        return start

    def _code(self, mark: str) -> int:
        start = self._step(mark)
        closed = re.compile(rf"(?<!`){re.escape(mark)}(?!`)").search(self.content, self.at)
        if not closed:
            raise MisalignedError
        self.at = closed.end()
        return start

    def _html(self, tag: str) -> None:
        start = self._step(tag)
        match = _TAG.match(tag)
        name = match["name"].lower() if match else ""
        if not match:
            if _COMMENT.match(tag) and "\n" not in tag:
                self._add("comment", start, tag)
        elif name == "br":
            self._add("break", start, "\n")
        elif match["close"]:
            self.depth -= 1
            if self.muted == name:
                self.muted = ""
                self._add("hole", self.muted_at, "code")
        elif name not in _VOID and not tag.endswith("/>"):
            if name in _KEPT and not self.muted:
                self.muted, self.muted_at = name, start
            self.depth += 1

    def _image(self, token: Token) -> None:
        start = self._step("![")
        words = _Aligner(self.content, self.at)
        for child in token.children or ():
            words.take(child)
        self.at = words.at
        self._step("]")
        inner = tuple(words.runs)
        self.at = tail(self.content, self.at)
        self._add("hole", start, "image", inner)


def tail(content: str, at: int) -> int:
    """Return where a link ends whose words end before `at`: behind its address or reference."""
    if content.startswith("(", at):
        end = _address(content, at + 1)
        if end >= 0:
            return end
    label = _LABEL.match(content, at)
    return label.end() if label else at


def _address(content: str, at: int) -> int:
    from markdown_it.helpers import parseLinkDestination, parseLinkTitle

    stop = len(content)
    at = _spaces(content, at)
    found = parseLinkDestination(content, at, stop)
    if found.ok:
        at = found.pos
        behind = _spaces(content, at)
        title = parseLinkTitle(content, behind, stop)
        at = _spaces(content, title.pos) if behind > at and title.ok else behind
    return at + 1 if content.startswith(")", at) else -1


def _spaces(content: str, at: int) -> int:
    while at < len(content) and content[at] in " \t\n":
        at += 1
    return at


def inner_runs(runs: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    """Yield the words of each image."""
    for run in runs:
        if run.inner:
            yield run.inner
