"""Lays the words of a page out: what a browser shows as one space is one, and where blocks end."""

from __future__ import annotations

from typing import Literal

from cleanup.formats.htmlscan import Attribute, Token
from cleanup.formats.htmltext import stretches
from cleanup.formats.htmltree import State, Step
from cleanup.formats.weaver import Weaver
from cleanup.start.data import dataclass
from cleanup.start.expressions import expression
from cleanup.text.document import Protected

_COMMENT = expression(r"<!--\s*cleanup:")
_READ = frozenset({"alt", "aria-description", "aria-label", "placeholder", "title"})
# What a page tells of itself to those that link to it.
_META = frozenset(  # a name a line would fill the page
    """
    description og:description og:image:alt og:title title twitter:description twitter:image:alt
    twitter:title
    """.split()  # noqa: SIM905
)
# Around the article, and in titles and attributes, these find what belongs there: a button says
# that it shares, and a title says again what the article says.
_AT_HOME = frozenset({"LLM", "OCR", "REP", "SCR", "SEG", "SUB"})


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What is laid out only if words follow: a space, a line break, a hole."""

    kind: Literal["space", "break", "hole"]
    low: int
    high: int
    state: State


class Words:
    """The words of one page on their way into a weaver."""

    def __init__(self, flat: str, weaver: Weaver) -> None:
        self.flat = flat
        self.weaver = weaver
        self._waiting: list[_Waiting] = []
        self._asides: list[tuple[int, int, str]] = []

    def text(self, token: Token, state: State) -> None:
        """Add a piece of text."""
        if state.title:
            if not state.foreign:
                self._asides.append((token.low, token.high, ""))
            return
        for one in stretches(self.flat, token.low, token.high):
            if one.kind == "space":
                self._wait(_Waiting("space", one.low, one.high, state))
                continue
            self._flush()
            start = self._start
            if one.kind == "whole":
                self.weaver.whole(one.low, one.high, one.text, state.depth)
            else:
                self.weaver.verbatim(one.low, one.high, state.depth)
            self._shield(start, state)

    def comment(self, token: Token, _: State) -> None:
        """Add a comment, where it is a directive."""
        words = self.flat[token.low : token.high]
        if not _COMMENT.match(words):
            return
        if self.weaver.is_open:
            self._flush()
            self.weaver.fixed(token.low, token.high, words, "comment")
            return
        self.part()
        self.weaver.fixed(token.low, token.high, words, "comment")
        self.weaver.part()

    def markup(self, step: Step, low: int, high: int, state: State) -> None:
        """Go past markup, which may have begun before its last tag."""
        if step == "block":
            self.part()
        elif step in ("break", "hole"):
            self._wait(_Waiting("break" if step == "break" else "hole", low, high, state))

    def attributes(self, token: Token, state: State) -> None:
        """Keep the attributes that people read for the end."""
        if state.foreign:
            return
        for one in token.attributes:
            if one.mark and (one.name in _READ or self._tells(token, one)):
                self._asides.append((one.low, one.high, one.mark))

    def _tells(self, token: Token, one: Attribute) -> bool:
        if token.name != "meta" or one.name != "content":
            return False
        names = {
            self.flat[a.low : a.high].strip().lower()
            for a in token.attributes
            if a.name in ("name", "property")
        }
        return not names.isdisjoint(_META)

    def part(self) -> None:
        """End the block."""
        while self._waiting and self._waiting[-1].kind != "hole":
            self._waiting.pop()
        if self.weaver.is_open:
            self._flush()
        self._waiting.clear()
        self.weaver.part()

    def asides(self) -> None:
        """Add titles and attributes, each as a block."""
        self.part()
        for low, high, mark in self._asides:
            start = self._start
            for one in stretches(self.flat, low, high, attribute=True):
                if one.kind == "whole":
                    self.weaver.whole(one.low, one.high, one.text, 0, mark)
                else:
                    self.weaver.verbatim(one.low, one.high, 0, mark)
            if self.weaver.is_open:
                self.weaver.protected.append(Protected(start, self.weaver.size, "aside", _AT_HOME))
            self.weaver.part()

    @property
    def _start(self) -> int:
        """Where the text begins that is added next."""
        weaver = self.weaver
        return weaver.size if weaver.is_open or not weaver.strands else weaver.size + 2

    def _wait(self, one: _Waiting) -> None:
        last = self._waiting[-1].kind if self._waiting else ""
        if one.kind == "hole":
            self._waiting.append(one)
        elif not self._waiting and not self.weaver.is_open:
            return  # nothing to part yet
        elif one.kind == "break":
            if last == "space":
                self._waiting.pop()
            self._waiting.append(one)
        elif last not in ("space", "break"):
            self._waiting.append(one)

    def _flush(self) -> None:
        for one in self._waiting:
            start = self._start
            if one.kind == "hole":
                self.weaver.hole(one.low, one.high, "code")
            elif one.kind == "break":
                self.weaver.fixed(one.low, one.high, "\n")
            elif self.flat[one.low : one.high] == " ":
                self.weaver.verbatim(one.low, one.high, one.state.depth)
            else:
                self.weaver.whole(one.low, one.high, " ", one.state.depth)
            self._shield(start, one.state)
        self._waiting.clear()

    def _shield(self, start: int, state: State) -> None:
        end = self.weaver.size
        if state.foreign:
            self.weaver.protected.append(Protected(start, end, "foreign"))
        elif state.chrome:
            self.weaver.protected.append(Protected(start, end, "chrome", _AT_HOME))
