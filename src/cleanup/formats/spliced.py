"""The source of every format in which prose is woven into markup: it writes by splicing alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from cleanup.errors import FileError
from cleanup.files import shown
from cleanup.formats import Splice
from cleanup.formats.decoding import Encodable, decode
from cleanup.formats.places import Places, unify
from cleanup.formats.plain import Plain
from cleanup.formats.weaver import Weaver
from cleanup.formats.woven import Alike, Fits, Layout, Write, as_it_is, same
from cleanup.results import Location
from cleanup.start.data import dataclass, replace
from cleanup.text.document import Document, Protected
from cleanup.text.edits import Change


@dataclass(frozen=True, slots=True)
class Woven:
    """A file as its format read it; see `cleanup.formats.Source`.

    `plain` is the same file as plain text: it knows the bytes. `named` are offsets of the text, in
    order, from which on a place has a name that its readers know (a cue, a cell, a field).
    """

    format: str
    document: Document
    plain: Plain
    layout: Layout
    named: tuple[tuple[int, str], ...] = ()
    fields: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The name of the file as it was given."""
        return self.plain.path

    @property
    def encoding(self) -> str:
        """The name of the encoding; `utf-8-sig` is UTF-8 with a byte order mark."""
        return self.plain.encoding

    @property
    def data(self) -> bytes:
        """The bytes of the input."""
        return self.plain.data

    def splices(self, changes: Sequence[Change]) -> tuple[Splice, ...]:
        """Return where the output differs from the input, in order of the output's bytes.

        Raises FileError for a change that the encoding or the markup cannot hold, ValueError for
        changes that are not of this document.
        """
        return self.plain.splices(self._moved(changes))

    def splice(self, changes: Sequence[Change]) -> bytes:
        """Return the output: the bytes of the input, but for the changes. Raises as `splices`."""
        return self.plain.splice(self._moved(changes))

    def locate(self, offset: int) -> Location:
        """Return the place of an offset (code points of the text) in the input file.

        Raises ValueError for an offset outside of the text.
        """
        if not 0 <= offset <= len(self.document.text):
            size = len(self.document.text)
            raise ValueError(f"offset {offset} is not in a text of {size} code points")
        place = self.plain.locate(self.layout.place(offset))
        number = bisect_right(self.named, offset, key=lambda one: one[0])
        return replace(place, where=self.named[number - 1][1]) if number else place

    def _moved(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        moved = self.layout.moved(changes)
        fits = self.document.fits
        # The plan has asked for each fix; this is for several that fit only one without another.
        if moved and fits is not None and not fits(changes, 0, len(self.document.text)):
            place = self.locate(changes[0].start)
            raise FileError(
                f"{shown(self.path)}:{place.line}:{place.column}: "
                "the changes together would break the markup; left as it is"
            )
        return moved


def open_plain(data: bytes, path: str, encoding: str | None) -> Plain:
    """Return a file as plain text, for a format to find the prose in `document.text`.

    Raises FileError for bytes that are empty, binary or not of the encoding, ConfigError for an
    unknown encoding.
    """
    decoded = decode(data, path, encoding)
    flat = unify(decoded.text)
    document = Document(flat, encodable=Encodable(decoded.codec))
    return Plain(path, decoded.encoding, data, document, Places(flat, decoded))


@dataclass(frozen=True, slots=True)
class Nature:
    """What a format says of all its documents.

    `write`, `structure` and `alike` are as `Layout` and `Fits` take them. `lines` tells whether a
    line of a block may be a paragraph of its own, as in plain text. `senseless` are the codes (or
    prefixes of codes) of rules that make no sense in the format.
    """

    format: str
    write: Write = as_it_is
    structure: Callable[[str], object] | None = None
    alike: Alike = same
    lines: bool = False
    senseless: frozenset[str] = frozenset()


def weave(
    nature: Nature,
    plain: Plain,
    weaver: Weaver,
    *,
    language: str | None = None,
    encodable: Callable[[str], bool] | None = None,
) -> Woven:
    """Return the source of a file whose prose has been laid out.

    `language` is the tag that the document declares; `encodable` tells what can be written, where
    that is more or less than the encoding holds.
    """
    weaver.part()
    text = weaver.text
    layout = Layout(text, weaver.flat, tuple(weaver.strands), nature.write)
    protected = list(weaver.protected)
    if nature.senseless:
        protected.append(Protected(0, len(text), nature.format, nature.senseless))
    document = Document(
        text=text,
        blocks=tuple(weaver.blocks),
        edges=tuple(weaver.edges),
        protected=tuple(protected),
        language=language,
        encodable=encodable or plain.document.encodable,
        fits=Fits(layout, tuple(sorted(weaver.frames)), nature.structure, nature.alike),
        lines=nature.lines,
    )
    return Woven(nature.format, document, plain, layout, tuple(weaver.named))
