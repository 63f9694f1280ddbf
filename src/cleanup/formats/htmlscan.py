"""Tags, comments and text of HTML with their exact places, as browsers part them, broken or not.

Offsets are code points, end exclusive. What never ends runs to the end of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from cleanup.start.data import dataclass
from cleanup.start.expressions import expression

Kind = Literal["text", "open", "close", "comment", "other"]

_OPEN = expression(r"<(?=[A-Za-z])")
_CLOSE = expression(r"</(?=[A-Za-z])")
_NAME = expression(r"[^\s/>]+")
_ATTRIBUTE = expression(
    r"[\s/]*+(?P<name>[^\s/>][^\s/>=]*+)"
    r"(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s>\"'][^\s>]*+)))?"
)
_END = expression(r"[\s/]*+>")
_COMMENT_END = expression(r"--!?>")
# Elements whose content is text and no markup, until their own end tag.
RAW = frozenset(
    {"iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"}
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute: its name in small letters, the place of its value, and the mark around it.

    Where the mark is empty the value stands bare, or there is none.
    """

    name: str
    low: int
    high: int
    mark: str


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of HTML: `name` of a tag in small letters, `empty` where it ends in a slash."""

    kind: Kind
    low: int
    high: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()
    empty: bool = False


def scan(text: str) -> Iterator[Token]:
    """Yield the pieces of a text, in order; together they are the whole of it."""
    at = begun = 0
    while True:
        at = text.find("<", at)
        if at < 0:
            break
        token = _markup(text, at)
        if token is None:
            at += 1
            continue
        if begun < at:
            yield Token("text", begun, at)
        yield token
        begun = at = token.high
        if token.kind == "open" and token.name in RAW:
            at = _raw_end(text, token.name, begun)
            if at > begun:
                yield Token("text", begun, at)
            begun = at
    if begun < len(text):
        yield Token("text", begun, len(text))


def _markup(text: str, at: int) -> Token | None:
    """Return the markup that begins at an opening sign, None where that is but a sign."""
    if _OPEN.match(text, at):
        return _tag(text, at, "open")
    if _CLOSE.match(text, at):
        return _tag(text, at, "close")
    if text.startswith("<!--", at):
        # `<!-->` is a whole comment.
        short = re.compile(r"<!---?>").match(text, at)
        end = short or _COMMENT_END.search(text, at + 4)
        return Token("comment", at, end.end() if end else len(text))
    if text.startswith("<![CDATA[", at):
        return Token("other", at, _behind(text, "]]>", at))
    if text.startswith(("<!", "<?", "</"), at) and len(text) > at + 2:
        return Token("other", at, _behind(text, ">", at))
    return None


def _behind(text: str, mark: str, at: int) -> int:
    found = text.find(mark, at)
    return found + len(mark) if found >= 0 else len(text)


def _tag(text: str, at: int, kind: Kind) -> Token:
    name = _NAME.match(text, at + (2 if kind == "close" else 1))
    if name is None:
        return Token("other", at, len(text))
    attributes: list[Attribute] = []
    place = name.end()
    while True:
        end = _END.match(text, place)
        if end:
            empty = text.startswith("/", end.end() - 2)
            break
        found = _ATTRIBUTE.match(text, place)
        if not found or _unclosed(text, found):
            return Token("other", at, len(text))  # a tag that never ends is no tag
        attributes.append(_attribute(found))
        place = found.end()
    return Token(kind, at, end.end(), name[0].lower(), tuple(attributes), empty)


def _unclosed(text: str, found: re.Match[str]) -> bool:
    """Tell whether a quotation mark opens a value behind an attribute and never closes."""
    return bool(re.compile(r"\s*=\s*[\"']").match(text, found.end()))


def _attribute(found: re.Match[str]) -> Attribute:
    name = found["name"].lower()
    for group, mark in (("double", '"'), ("single", "'"), ("bare", "")):
        if found[group] is not None:
            return Attribute(name, *found.span(group), mark)
    return Attribute(name, found.end(), found.end(), "")


def _raw_end(text: str, name: str, at: int) -> int:
    if name == "plaintext":
        return len(text)
    end = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE).search(text, at)
    return end.start() if end else len(text)
