"""The Markdown parser, and what the markup of a text is: the same before and after a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from os.path import commonprefix
from typing import TYPE_CHECKING, Any

from cleanup.formats.mdmasks import Mask, masks, painted
from cleanup.start.data import dataclass, field

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from cleanup.text.edits import Change

# Tokens that are words, and the line ends that a change may take away.
_WORDS = frozenset({"text", "softbreak"})


@dataclass(frozen=True, slots=True)
class Markup:
    """What the markup of a part is: its `signs`, what is `escaped` in it (`\\*`, `&amp;`), and
    the `words` between two signs, without white space.
    """

    signs: tuple[object, ...]
    escaped: tuple[str, ...]
    words: tuple[str, ...]


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

    def __call__(self, part: str) -> Markup:
        """Return the markup of a part that begins and ends between two blocks."""
        found = masks(part, head=False)
        env = {"references": dict(self.references)}
        masked = painted(part, found)
        tokens = parser().parse(masked, env)
        spans: tuple[object, ...] = tuple(part[mask.start : mask.end] for mask in found)
        lines = masked.split("\n")
        # The signs that close a heading are no token.
        spans += tuple(
            lines[token.map[0]].rstrip().endswith("#")
            for token in tokens
            if token.map and token.type == "heading_open" and token.markup.startswith("#")
        )
        return _markup(spans, tokens)


def alike(before: Markup, after: Markup, changes: Sequence[Change]) -> bool:
    """Tell whether changes left the markup as it is, and all that is new are words.

    What was escaped may go, none may come; words change in no more places than were changed.
    """
    rest = iter(before.escaped)
    if before.signs != after.signs or not all(sign in rest for sign in after.escaped):
        return False
    grown = sum(len(_seen(change.new)) - len(_seen(change.old)) for change in changes)
    pairs = [pair for pair in zip(before.words, after.words, strict=True) if pair[0] != pair[1]]
    if len(pairs) > len(changes) or sum(len(b) - len(a) for a, b in pairs) != grown:
        return False
    touching = all(a.end == b.start for a, b in pairwise(changes))
    return len(pairs) != 1 or not touching or _replaced(*pairs[0], changes)


def _replaced(before: str, after: str, changes: Sequence[Change]) -> bool:
    """Tell whether changes that touch, and nothing else, make one text of another."""
    old = _seen("".join(change.old for change in changes))
    new = _seen("".join(change.new for change in changes))
    same = len(commonprefix((before, after)))  # noqa: RUF071 (signs are compared, not paths)
    return any(
        before[:at] + new + before[at + len(old) :] == after and before.startswith(old, at)
        for at in range(max(0, same - len(old) - len(new)), same + 1)
    )


def _seen(text: str) -> str:
    return "".join(text.split())


def _markup(spans: tuple[object, ...], tokens: Sequence[Token]) -> Markup:
    signs, escaped, words = list(spans), [], [""]
    for token in _flat(tokens):
        if token.type in ("text", "text_special"):
            words[-1] += _seen(token.content)
        if token.type == "text_special":
            escaped.append(token.markup)
        elif token.type not in _WORDS:
            content = "" if token.type in ("inline", "image") else token.content
            attributes = tuple((k, v) for k, v in token.attrs.items() if k != "alt")
            sign = (token.type, token.tag, token.markup, token.info, token.hidden)
            signs.append((*sign, content, attributes))
            words.append("")
    return Markup(tuple(signs), tuple(escaped), tuple(words))


def _flat(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or ())
