"""The Markdown parser, and what the markup of a text is: the same before and after a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from cleanup.formats.mdmasks import Mask, masks, painted

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Tokens that are words, and the line ends that a change may take away.
_WORDS = frozenset({"text", "text_special", "softbreak"})


@cache
def parser() -> MarkdownIt:
    """Return the parser: CommonMark with tables and strikethrough, each escape a token."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text as the parser reads it, with what was painted over, and its link references."""

    masked: str
    masks: list[Mask]
    tokens: Sequence[Token]
    references: Mapping[str, Any]


def parse(text: str) -> Parsed:
    """Return a whole file as the parser reads it."""
    found = masks(text)
    masked = painted(text, found)
    env: dict[str, Any] = {}
    tokens = parser().parse(masked, env)
    return Parsed(masked, found, tokens, env.get("references", {}))


@dataclass(frozen=True, slots=True)
class Structure:
    """Tells the markup of a part of a file; `references` are the link references of all of it."""

    references: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, part: str) -> tuple[object, ...]:
        """Return the markup of a part that begins and ends between two blocks."""
        found = masks(part, head=False)
        env = {"references": dict(self.references)}
        tokens = parser().parse(painted(part, found), env)
        spans = tuple(part[mask.start : mask.end] for mask in found)
        return (*spans, *_signs(tokens))


def _signs(tokens: Sequence[Token]) -> Iterator[object]:
    for token in tokens:
        if token.type in _WORDS:
            continue
        content = "" if token.type in ("inline", "image") else token.content
        attributes = tuple((k, v) for k, v in token.attrs.items() if k != "alt")
        yield token.type, token.tag, token.markup, token.info, token.hidden, content, attributes
        yield from _signs(token.children or ())
