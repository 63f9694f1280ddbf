"""From a place in the text to the same place in the characters and bytes of the file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from cleanup.formats.decoding import Decoded
from cleanup.results import Location
from cleanup.start.data import dataclass

# Bytes are counted from the nearest multiple of this many characters, so that one place costs
# the same in a file of a hundred megabytes on one line.
_STEP = 4096


def unify(raw: str) -> str:
    """Return the text with `\\n` at each line end, be it `\\r\\n`, `\\r` or `\\n`."""
    if "\r" not in raw:
        return raw
    return raw.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True)
class Places:
    """The index of one file, each part computed when it is first asked for.

    `text` is what `unify` made of `decoded.text`, the raw text. All offsets are code points,
    except those that `byte` returns.
    """

    text: str
    decoded: Decoded

    def raw(self, offset: int) -> int:
        """Return the offset in the raw text of an offset in the text."""
        if self.text is self.decoded.text:
            return offset
        return offset + bisect_left(self._pairs, offset)

    def byte(self, raw: int) -> int:
        """Return the offset in the file's bytes of an offset in the raw text."""
        decoded = self.decoded
        if decoded.single:
            return len(decoded.bom) + raw
        step = raw // _STEP
        rest = decoded.text[step * _STEP : raw]
        return self._steps[step] + len(rest.encode(decoded.codec))

    def line(self, offset: int) -> int:
        """Return the number, from 0, of the line in which an offset of the text lies."""
        return bisect_right(self._starts, offset) - 1

    def ending(self, line: int) -> str:
        """Return the line end of a line (from 0); a last line without one has the most usual."""
        if self.text is self.decoded.text:
            return "\n"
        if line + 1 >= len(self._starts):
            return self._usual
        stop = self._starts[line + 1]
        return self.decoded.text[self.raw(stop - 1) : self.raw(stop)]

    def locate(self, offset: int) -> Location:
        """Return line, column, byte and character of an offset of the text.

        Raises ValueError for an offset outside of the text.
        """
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset {offset} is not in a text of {len(self.text)} code points")
        line = self.line(offset)
        raw = self.raw(offset)
        return Location(line + 1, offset - self._starts[line] + 1, self.byte(raw), raw)

    @cached_property
    def _pairs(self) -> list[int]:
        """The offsets in the text of the line ends that are two characters in the raw text."""
        found = re.finditer("\r\n", self.decoded.text)
        return [match.start() - before for before, match in enumerate(found)]

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def _steps(self) -> list[int]:
        raw, codec = self.decoded.text, self.decoded.codec
        offsets = [len(self.decoded.bom)]
        for at in range(0, len(raw), _STEP):
            offsets.append(offsets[-1] + len(raw[at : at + _STEP].encode(codec)))
        return offsets

    @cached_property
    def _usual(self) -> str:
        raw = self.decoded.text
        pairs = raw.count("\r\n")
        counts = {"\n": raw.count("\n") - pairs, "\r\n": pairs, "\r": raw.count("\r") - pairs}
        return max(counts, key=lambda end: counts[end])
