"""From the bytes of a document to its prose and back: what every format promises.

This package alone knows the bytes of documents. A format is one module with a function
`read(data, path, encoding) -> Source` and one line in `FORMATS`; it is imported when a document
of its kind is met.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from cleanup.document import Document
from cleanup.edits import Change
from cleanup.errors import ConfigError, FileError
from cleanup.files import shown
from cleanup.results import Location


@dataclass(frozen=True, slots=True)
class Splice:
    """What stood in the input where the output has `output[start:end]` (offsets in bytes)."""

    start: int
    end: int
    old: bytes


class Source(Protocol):
    """One document as a format read it; takes the changes of a plan back into its bytes.

    `data` are the bytes of the input. `encoding` is a name that `read` takes for the same bytes
    again. Changes are in code points of `document.text`, in order, and do not overlap.
    """

    @property
    def path(self) -> str:
        """The name of the file as it was given."""

    @property
    def format(self) -> str:
        """The name of the format."""

    @property
    def encoding(self) -> str:
        """The name of the encoding; `utf-8-sig` is UTF-8 with a byte order mark."""

    @property
    def data(self) -> bytes:
        """The bytes of the input."""

    @property
    def document(self) -> Document:
        """The prose."""

    def splices(self, changes: Sequence[Change]) -> tuple[Splice, ...]:
        """Return where the output differs from the input, in order of the output's bytes.

        Raises FileError for a change that the encoding cannot hold, ValueError for changes that
        are not of this document.
        """

    def splice(self, changes: Sequence[Change]) -> bytes:
        """Return the output: the bytes of the input, but for the changes. Raises as `splices`."""

    def locate(self, offset: int) -> Location:
        """Return the place of an offset (code points of `document.text`) in the input file.

        Raises ValueError for an offset outside of the text.
        """


class Reader(Protocol):
    """The one function of a format's module."""

    def __call__(self, data: bytes, path: str, encoding: str | None) -> Source:
        """Return the source of a document that is not empty. Raises FileError, ConfigError."""


@dataclass(frozen=True, slots=True)
class Format:
    """A line of the table of formats: its name, its module and the file names that speak of it."""

    name: str
    module: str
    suffixes: tuple[str, ...]


# A later format adds its line here and nothing else; a suffix that no line names is plain text.
FORMATS: tuple[Format, ...] = (Format("plain", "cleanup.formats.plain", (".txt", ".text")),)


def read(data: bytes, path: str, encoding: str | None = None, format: str | None = None) -> Source:
    """Return the source of a document, by the format named or else by the suffix of its path.

    `encoding` is the name of a codec; without it the byte order mark decides, else it is UTF-8.
    Raises FileError where the bytes are empty, binary or not of the encoding, ConfigError where
    the format or the encoding is unknown.
    """
    chosen = _choose(path, format)
    if not data:
        raise FileError(f"{shown(path)}: empty")
    reader = cast(Reader, import_module(chosen.module).read)
    return reader(data, path, encoding)


def _choose(path: str, name: str | None) -> Format:
    if name is not None:
        for candidate in FORMATS:
            if candidate.name == name:
                return candidate
        known = ", ".join(f.name for f in FORMATS)
        raise ConfigError(f"unknown format {name!r}: choose one of {known}")
    lowered = path.lower()
    return next((f for f in FORMATS if lowered.endswith(f.suffixes)), FORMATS[0])


def restore(output: bytes, splices: Iterable[Splice]) -> bytes:
    """Return the input of which `output` was made: each splice's old bytes in their place.

    Raises ValueError for splices that are out of order or do not lie in the output.
    """
    parts: list[bytes] = []
    at = 0
    for splice in splices:
        if not at <= splice.start <= splice.end <= len(output):
            raise ValueError(f"splice {splice.start}:{splice.end} is not of these bytes")
        parts.append(output[at : splice.start])
        parts.append(splice.old)
        at = splice.end
    parts.append(output[at:])
    return b"".join(parts)
