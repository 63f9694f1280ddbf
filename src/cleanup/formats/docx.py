"""DOCX: the text, the notes, the headers and footers; all else in the archive stays as it was."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from cleanup.errors import FileError
from cleanup.files import shown
from cleanup.formats import Asked, Replacement, Splice, replaced, splices_of
from cleanup.formats.spliced import Nature, Woven, open_plain, weave
from cleanup.formats.unpacked import check_unpacked
from cleanup.formats.weaver import Weaver
from cleanup.formats.wordtext import Words, loose, write
from cleanup.formats.zipfiles import Archive, Member, open_zip
from cleanup.results import Location
from cleanup.start.data import dataclass, replace
from cleanup.start.expressions import expression
from cleanup.text.document import Document
from cleanup.text.edits import Change

# Parts that hold prose, in the order in which they are read; comments are talk about the text.
_PARTS = ("document", "footnotes", "endnotes", "header", "footer")
_PART = expression(r"word/(document|footnotes|endnotes|header|footer)([0-9]*)\.xml")


@dataclass(frozen=True, slots=True)
class Docx:
    """A word processor's document; see `cleanup.formats.Source`.

    `woven` has the parts that hold prose, one behind another as if they were one file; `bounds`
    are where they begin and where the last ends, in its bytes.
    """

    archive: Archive
    members: tuple[Member, ...]
    bounds: tuple[int, ...]
    woven: Woven
    format: str = "docx"
    fields: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The name of the file as it was given."""
        return self.archive.path

    @property
    def encoding(self) -> str:
        """The name of the encoding of the parts."""
        return self.woven.encoding

    @property
    def data(self) -> bytes:
        """The bytes of the input."""
        return self.archive.data

    @property
    def document(self) -> Document:
        """The prose."""
        return self.woven.document

    def splices(self, changes: Sequence[Change]) -> tuple[Splice, ...]:
        """Return where the output differs from the input, in order of the output's bytes.

        Raises FileError and ValueError as that of a text file does.
        """
        return splices_of(self.data, self._replacements(changes))

    def splice(self, changes: Sequence[Change]) -> bytes:
        """Return the output: the bytes of the input, but for the changes. Raises as `splices`."""
        return replaced(self.data, self._replacements(changes))

    def locate(self, offset: int) -> Location:
        """Return the paragraph (as `line`) and the code point in it (as `column`) of an offset.

        `byte` and `char` count from the start of the part. Raises ValueError for an offset
        outside of the text.
        """
        place = self.woven.locate(offset)
        blocks = self.document.blocks
        number = bisect_right(blocks, (offset + 1,)) - 1
        start = blocks[number][0] if number >= 0 else 0
        line = int(place.where.rpartition(" ")[2] or 1)  # `footnotes, paragraph 3`
        part = self.bounds[max(0, bisect_right(self.bounds, place.byte) - 1)]
        byte = place.byte - part
        return replace(place, line=line, column=offset - start + 1, byte=byte, char=byte)

    def _replacements(self, changes: Sequence[Change]) -> list[Replacement]:
        output = self.woven.splice(changes)
        new: dict[str, bytes] = {}
        splices = self.woven.splices(changes)
        grown = 0
        at = 0
        for member, low, high in zip(self.members, self.bounds, self.bounds[1:], strict=False):
            begin = low + grown
            while at < len(splices) and splices[at].start - grown < high:
                grown += splices[at].end - splices[at].start - len(splices[at].old)
                at += 1
            part = output[begin : high + grown]
            if part != self.woven.data[low:high]:
                new[member.name] = part
        return self.archive.replacements(new)


def read(data: bytes, path: str, _encoding: str | None, asked: Asked) -> Docx:
    """Return the source of a DOCX file.

    Raises FileError for a file that is none or is damaged, or whose parts hold more than
    `asked.max_size` bytes. The parts have an encoding of their own.
    """
    if not data.startswith(b"PK"):
        old = data.startswith(b"\xd0\xcf\x11\xe0")
        reason = "an old or encrypted Office document, not DOCX" if old else "not a DOCX file"
        raise FileError(f"{shown(path)}: {reason}")
    archive = open_zip(data, path)
    members = sorted((m for m in archive.members if _PART.fullmatch(m.name)), key=_order)
    if len({member.name for member in members}) < len(members):
        raise FileError(f"{shown(path)}: a member of the archive is there twice")
    if not any(member.name.startswith("word/document") for member in members):
        raise FileError(f"{shown(path)}: not a DOCX file: there is no word/document.xml in it")
    parts: list[bytes] = []
    size = 0
    for member in members:
        limit = None if asked.max_size is None else asked.max_size - size
        part = archive.read(member, limit)
        size += len(part)
        check_unpacked(path, size, asked.max_size)
        parts.append(part)
    return _laid(archive, tuple(members), parts)


def _order(member: Member) -> tuple[int, int, str]:
    match = _PART.fullmatch(member.name)
    kind, number = (match[1], match[2]) if match else ("", "")
    return _PARTS.index(kind), int(number or 0), member.name


def _laid(archive: Archive, members: tuple[Member, ...], parts: list[bytes]) -> Docx:
    for member, part in zip(members, parts, strict=True):
        try:
            part.decode("utf-8")
        except UnicodeError:
            reason = f"{member.name} is not UTF-8"
            raise FileError(f"{shown(archive.path)}: {reason}, which is not read") from None
    plain = open_plain(b"".join(parts), archive.path, "utf-8")
    weaver = Weaver(plain.document.text)
    marked = plain.encoding == "utf-8-sig"
    at = 0
    for member, part in zip(members, parts, strict=True):
        # Line ends are one character in the flat text; a mark at the very start is none.
        size = len(part.decode("utf-8").replace("\r\n", "\n")) - int(at == 0 and marked)
        title = member.name.removeprefix("word/").removesuffix(".xml")
        Words(weaver, at, at + size, "" if title == "document" else f"{title}, ").lay()
        at += size
    bounds = tuple(accumulate(map(len, parts), initial=0))
    return Docx(archive, members, bounds, weave(Nature("docx", write, loose), plain, weaver))
