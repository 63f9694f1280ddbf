"""HTML: the text between the tags, and the attributes that people read; broken markup as well.

The article comes first in the text of the document, then the titles and attributes, each a block.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from collections.abc import Iterator

from cleanup.errors import FileError
from cleanup.formats.declared import declared_language
from cleanup.formats.htmlscan import scan
from cleanup.formats.htmltext import Written, holds
from cleanup.formats.htmltree import Tree
from cleanup.formats.htmlwords import Words
from cleanup.formats.plain import Plain
from cleanup.formats.spliced import Nature, Woven, open_plain, weave
from cleanup.formats.weaver import Weaver
from cleanup.start.data import replace

# Repairs of Markdown, which HTML only shows.
_SENSELESS = frozenset({"MKP001", "MKP002", "MKP003"})
_CHARSET = re.compile(
    rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})"
    rb"|<\?xml\s[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]{2,40})",
    re.IGNORECASE,
)
_BEHIND = "<p>"  # what follows a part is markup: a `<` at its end could become one with that
_HEAD = 4096  # bytes in which the encoding is looked for


def structure(part: str) -> object:
    """Return the markup of a part, and between which pieces of it there are words."""
    return tuple(_signs(part + _BEHIND))


def _signs(part: str) -> Iterator[object]:
    words = False
    for token in scan(part):
        if token.kind == "text":
            words = words or bool(part[token.low : token.high].strip())
            continue
        names = tuple(attribute.name for attribute in token.attributes)
        yield words, token.kind, token.name, names, token.empty
        words = False
    yield words


NATURE = Nature("html", structure=structure, senseless=_SENSELESS)


def read(data: bytes, path: str, encoding: str | None) -> Woven:
    """Return the source of an HTML file.

    Its encoding is the one asked for, else that of its byte order mark, else UTF-8 where it is
    valid, else the one it declares. Raises FileError for bytes that are empty, binary or not of
    the encoding, ConfigError for an unknown encoding.
    """
    plain = _opened(data, path, encoding)
    flat = plain.document.text
    language = declared_language(flat)
    weaver = Weaver(flat)
    _lay(flat, weaver, language)
    nature = replace(NATURE, write=Written(plain.places.decoded.codec))
    return weave(nature, plain, weaver, language=language, encodable=holds)


def _opened(data: bytes, path: str, encoding: str | None) -> Plain:
    try:
        return open_plain(data, path, encoding)
    except FileError:
        declared = _declared(data) if encoding is None else None
        if declared is None:
            raise
        return open_plain(data, path, declared)


def _declared(data: bytes) -> str | None:
    """Return the encoding that a page declares, as browsers read the name."""
    found = _CHARSET.search(data[:_HEAD])
    if not found:
        return None
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
        data.decode(name)
    except (LookupError, UnicodeError):
        return None
    if name in ("iso8859-1", "ascii"):
        try:
            data.decode("cp1252")
        except UnicodeError:
            return name
        return "cp1252"
    return name


def _lay(flat: str, weaver: Weaver, language: str | None) -> None:
    words = Words(flat, weaver)
    tree = Tree(flat, language)
    for token in scan(flat):
        state = tree.state
        if token.kind == "text" or (token.kind == "comment" and not tree.kept):
            if not tree.kept:
                (words.text if token.kind == "text" else words.comment)(token, state)
            continue
        began = tree.kept_at if tree.kept else token.low
        inside = bool(tree.kept)
        step = tree.step(token)
        words.markup(step, began, token.high, state)
        if token.kind == "open" and not inside:
            words.attributes(token, tree.state)
    words.asides()
    weaver.frames += _frames(weaver)


def _frames(weaver: Weaver) -> list[tuple[int, int]]:
    """Return the spans of the blocks in the file; one that lies in another goes with it."""
    spans: list[tuple[int, int]] = []
    starts = [strand.start for strand in weaver.strands]
    for start, end in weaver.blocks:
        block = weaver.strands[bisect_left(starts, start) : bisect_left(starts, end)]
        spans.append((min(s.low for s in block), max(s.high for s in block)))
    found: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if found and low < found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return found
