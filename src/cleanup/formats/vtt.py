"""WebVTT subtitles: the text of the cues; all else, styles and notes included, stays as it is.

A note is a comment: `NOTE cleanup: ignore[CODE]` keeps rules off the cue that follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from cleanup.errors import FileError
from cleanup.files import shown
from cleanup.formats.cues import Cue, Reel, structure
from cleanup.formats.spliced import Nature, Woven, open_plain, weave
from cleanup.formats.weaver import Weaver
from cleanup.start.data import replace
from cleanup.start.expressions import expression

_START = expression(r"(?:[0-9]+:)?[0-9]{2}:[0-9]{2}\.[0-9]{3}")
_BLOCK = expression(r"[^\n]+(?:\n[^\n]+)*")
_NOTE = expression(r"NOTE(?=[ \t\n])[ \t]*\n?[ \t]*cleanup:[^\n]*")
_LANGUAGE = expression(r"^Language:[ \t]*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)[ \t]*$", re.M)
_ENTITY = expression(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z]+);")


def read(data: bytes, path: str, encoding: str | None) -> Woven:
    """Return the source of a file of subtitles.

    Raises FileError for bytes that are no text or do not begin as the format does, ConfigError
    for an unknown encoding.
    """
    plain = open_plain(data, path, encoding)
    flat = plain.document.text
    blocks = list(_BLOCK.finditer(flat))
    if not re.match(r"WEBVTT(?=[ \t\n]|\Z)", flat):
        raise FileError(f"{shown(path)}:1: not a WebVTT file: it does not begin with WEBVTT")
    weaver = Weaver(flat)
    reel = Reel(weaver, _lay_text)
    for block in blocks:
        note = _NOTE.match(block[0])
        if note is not None:
            reel.end()
            weaver.fixed(block.start(), block.start() + note.end(), note[0], "comment")
            reel.end()
        else:
            reel.lay(_cue(block))
    declared = _LANGUAGE.search(blocks[0][0])
    woven = weave(
        Nature("vtt", _write, structure), plain, weaver, language=declared and declared[1]
    )
    return replace(woven, document=replace(woven.document, comments=("NOTE", "\n")))


def _cue(block: re.Match[str]) -> Iterator[Cue]:
    """Yield the cue that a block is, if it is one."""
    lines: list[tuple[int, int]] = []
    at = block.start()
    for line in block[0].split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    for number, (low, high) in enumerate(lines[:2]):
        line = block.string[low:high]
        if "-->" in line:
            start = _START.search(line)
            label = block.string[slice(*lines[0])].strip() if number else ""
            name = f"cue {label} ({start[0]})" if label and start else f"cue {start and start[0]}"
            if start and lines[number + 1 :]:
                yield Cue(block.start(), block.end(), tuple(lines[number + 1 :]), name)
            return


def _lay_text(weaver: Weaver, low: int, high: int) -> None:
    at = low
    for match in _ENTITY.finditer(weaver.flat, low, high):
        sign = unescape(match[0])
        if len(sign) == 1 and sign not in "\r\n\0\ufffd":
            weaver.verbatim(at, match.start())
            weaver.whole(match.start(), match.end(), sign)
            at = match.end()
    weaver.verbatim(at, high)


def _write(text: str, _context: str) -> str:
    """Write text as it stands in a cue."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
