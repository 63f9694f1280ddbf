"""SubRip subtitles: the text of the cues; numbers, times, positions and tags stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.errors import FileError
from cleanup.files import shown
from cleanup.formats.cues import Cue, Reel, structure
from cleanup.formats.spliced import Nature, Woven, open_plain, weave
from cleanup.formats.weaver import Weaver
from cleanup.start.expressions import expression

_TIME = r"-?[0-9]+:[0-9]{1,2}:[0-9]{1,2}(?:[,.][0-9]{1,3})?"
# Behind the times some tools write where on the screen the cue stands.
_HEAD = expression(
    rf"^(?:[ \t]*(?P<number>[0-9]+)[ \t]*\n)?"
    rf"[ \t]*(?P<start>{_TIME})[ \t]*-->[ \t]*{_TIME}(?:[ \t][^\n]*)?(?:\n|\Z)",
    re.MULTILINE,
)


def read(data: bytes, path: str, encoding: str | None) -> Woven:
    """Return the source of a file of subtitles.

    Raises FileError for bytes that are no text, and where there is no cue, ConfigError for an
    unknown encoding.
    """
    plain = open_plain(data, path, encoding)
    weaver = Weaver(plain.document.text)
    cues = list(_cues(weaver.flat))
    if not cues:
        raise FileError(f"{shown(path)}:1: not a SubRip file: there is no line of times in it")
    Reel(weaver, Weaver.verbatim).lay(cues)
    return weave(Nature("srt", structure=structure), plain, weaver)


def _cues(flat: str) -> Iterator[Cue]:
    """Yield the cues. The text of one ends where the next begins: it may hold empty lines."""
    heads = list(_HEAD.finditer(flat))
    for count, head in enumerate(heads, 1):
        stop = heads[count].start() if count < len(heads) else len(flat)
        text = flat[head.end() : stop].rstrip()
        lines: list[tuple[int, int]] = []
        at = head.end()
        for line in text.split("\n"):
            lines.append((at, at + len(line)))
            at += len(line) + 1
        name = f"cue {head['number'] or count} ({head['start']})"
        yield Cue(head.start(), head.end() + len(text), tuple(lines), name)
