"""Plain text: every character is prose; encoding, byte order mark and line ends stay as found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleanup.errors import FileError
from cleanup.files import shown
from cleanup.formats import Replacement, Splice, replaced, splices_of
from cleanup.formats.declared import declared_language
from cleanup.formats.decoding import Encodable, decode
from cleanup.formats.places import Places, unify
from cleanup.results import Location
from cleanup.start.data import dataclass
from cleanup.text.document import Document
from cleanup.text.edits import Change


@dataclass(frozen=True, slots=True)
class Plain:
    """A text file as it was read; see `cleanup.formats.Source`."""

    path: str
    encoding: str
    data: bytes
    document: Document
    places: Places
    format: str = "plain"
    fields: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    def splices(self, changes: Sequence[Change]) -> tuple[Splice, ...]:
        """Return where the output differs from the input, in order of the output's bytes.

        Raises FileError for a change that the encoding cannot hold, ValueError for changes that
        are not of this document.
        """
        return splices_of(self.data, self._replacements(changes))

    def splice(self, changes: Sequence[Change]) -> bytes:
        """Return the output: the bytes of the input, but for the changes. Raises as `splices`."""
        return replaced(self.data, self._replacements(changes))

    def locate(self, offset: int) -> Location:
        """Return the place of an offset (code points of the text) in the input file.

        Raises ValueError for an offset outside of the text.
        """
        return self.places.locate(offset)

    def _replacements(self, changes: Sequence[Change]) -> Iterator[Replacement]:
        """Yield start and end in the input's bytes, and the new bytes, of each change."""
        raw = self.places.decoded.text
        done = 0
        last = ""  # the raw character at the end of the output so far
        for number, change in enumerate(changes):
            self._check(change, done)
            low, high = self.places.raw(change.start), self.places.raw(change.end)
            if change.start > done:
                last = raw[low - 1]
            touching = number + 1 < len(changes) and changes[number + 1].start == change.end
            following = "" if touching else raw[high : high + 1]
            new = _apart(last, self._with_line_ends(change), following)
            last = new[-1:] or last
            done = change.end
            codec = self.places.decoded.codec
            yield self.places.byte(low), self.places.byte(high), new.encode(codec)

    def _check(self, change: Change, done: int) -> None:
        text = self.document.text
        if not done <= change.start <= change.end <= len(text):
            raise ValueError(f"change {change.start}:{change.end} is out of order or of the text")
        if text[change.start : change.end] != change.old:
            raise ValueError(f"change {change.start}:{change.end} is not of this document")
        if not self.document.encodable(change.new):
            place = self.locate(change.start)
            raise FileError(
                f"{shown(self.path)}:{place.line}:{place.column}: "
                f"{change.new!a} cannot be held by {self.encoding}"
            )

    def _with_line_ends(self, change: Change) -> str:
        """Return the new text, each line end as the line has it in which it comes to stand."""
        if "\n" not in change.new:
            return change.new
        line = self.places.line(change.start)
        lines = change.new.split("\n")
        last = line + change.old.count("\n")
        whole = lines[0]
        for number, text in enumerate(lines[1:]):
            ending = self.places.ending(min(line + number, last))
            whole += _apart(whole[-1:], ending, "") + text
        return whole


def _apart(before: str, new: str, after: str) -> str:
    """Return the new text so that no `\\r` and `\\n` that were two line ends become one.

    Where a line that ended in `\\r` comes to stand before a `\\n`, it gets a `\\n` of its own.
    """
    if before == "\r" and (new + after).startswith("\n"):
        new = "\n" + new
    if new.endswith("\r") and after == "\n":
        new += "\n"
    return new


def read(data: bytes, path: str, encoding: str | None) -> Plain:
    """Return the source of a text file.

    Raises FileError for bytes that are empty, binary or not of the encoding, ConfigError for an
    unknown encoding.
    """
    decoded = decode(data, path, encoding)
    text = unify(decoded.text)
    document = Document(
        text=text,
        blocks=((0, len(text)),),
        language=declared_language(text),
        encodable=Encodable(decoded.codec),
    )
    return Plain(path, decoded.encoding, data, document, Places(text, decoded))
