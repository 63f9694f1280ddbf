"""From the bytes of a document to its prose and back: what every format promises.

This package alone knows the bytes of documents. A format is one module with a function
`read(data, path, encoding) -> Source` and one line in `FORMATS`; it is imported when a document
of its kind is met.
"""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH122

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Protocol, cast

from cleanup.errors import ConfigError, FileError
from cleanup.files import MAX_SIZE, shown
from cleanup.results import Location
from cleanup.start.data import dataclass
from cleanup.text.document import Document
from cleanup.text.edits import Change


@dataclass(frozen=True, slots=True)
class Splice:
    """What stood in the input where the output has `output[start:end]` (offsets in bytes)."""

    start: int
    end: int
    old: bytes


Replacement = tuple[int, int, bytes]
"""Start and end in the bytes of an input, and what stands there in the output."""


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

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that were read, as they were named; none where the format has no fields."""

    @property
    def faults(self) -> tuple[str, ...]:
        """What could not be read in a file of many parts: lines that name place and reason."""

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
class Asked:
    """What a reader is told beside the bytes: the fields that are prose, as they were written, and
    how many bytes may come out of what is packed.
    """

    fields: tuple[str, ...] = ()
    max_size: int | None = MAX_SIZE


class AskedReader(Protocol):
    """The one function of the module of a format that `asks`."""

    def __call__(self, data: bytes, path: str, encoding: str | None, asked: Asked) -> Source:
        """Return the source of a document that is not empty. Raises FileError, ConfigError."""


@dataclass(frozen=True, slots=True)
class Format:
    """A line of the table of formats: its name, its module and the file names that speak of it.

    The reader of a format that `asks` is told more than the bytes. One that is `data` holds prose
    only in the fields that are named: a walk through a folder passes it over.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    asks: bool = False
    data: bool = False


# A later format adds its line here and nothing else, and takes from `plain` what was read as plain
# text until then. A suffix that no line names is plain text where the file is named.
FORMATS: tuple[Format, ...] = (
    Format("plain", "cleanup.formats.plain", (".txt", ".text")),
    Format("markdown", "cleanup.formats.markdown", (".md", ".markdown")),
    Format("html", "cleanup.formats.html", (".html", ".htm", ".xhtml")),
    Format("json", "cleanup.formats.json", (".json",), asks=True, data=True),
    Format("jsonl", "cleanup.formats.jsonlines", (".jsonl", ".ndjson"), asks=True, data=True),
    Format("csv", "cleanup.formats.csv", (".csv", ".tsv", ".tab"), asks=True, data=True),
    Format("srt", "cleanup.formats.srt", (".srt",)),
    Format("vtt", "cleanup.formats.vtt", (".vtt",)),
    Format("docx", "cleanup.formats.docx", (".docx",), asks=True),
)
# What a walk through a folder takes for prose.
SUFFIXES: tuple[str, ...] = tuple(
    suffix for format in FORMATS if not format.data for suffix in format.suffixes
)
# What it takes only where its fields are named.
DATA_SUFFIXES: tuple[str, ...] = tuple(
    suffix for format in FORMATS if format.data for suffix in format.suffixes
)
# A file in another: the name without this suffix tells what is in it.
PACKED = (".gz", ".zst")


def read(
    data: bytes,
    path: str,
    encoding: str | None = None,
    format: str | None = None,
    asked: Asked | None = None,
) -> Source:
    """Return the source of a document, by the format named or else by the suffix of its path.

    `encoding` is the name of a codec; without it the byte order mark decides, else it is UTF-8.
    Raises FileError where the bytes are empty, binary or not of the encoding, ConfigError where
    the format or the encoding is unknown, or a format needs other fields to be named.
    """
    asked = asked or Asked()
    if path.lower().endswith(PACKED) and data:
        from cleanup.formats.packed import unpack

        return unpack(data, path, encoding, format, asked)
    return read_as(_choose(path, format), data, path, encoding, asked)


def read_inner(
    data: bytes, path: str, encoding: str | None, format: str | None, asked: Asked
) -> Source:
    """Return the source of what came out of a packed file; `path` is that of the packed file."""
    return read_as(_choose(os.path.splitext(path)[0], format), data, path, encoding, asked)


def read_as(chosen: Format, data: bytes, path: str, encoding: str | None, asked: Asked) -> Source:
    """Return the source of a document of a format. Raises as `read`."""
    if not data:
        raise FileError(f"{shown(path)}: empty")
    reader = import_module(chosen.module).read
    if chosen.asks:
        return cast(AskedReader, reader)(data, path, encoding, asked)
    return cast(Reader, reader)(data, path, encoding)


def _choose(path: str, name: str | None) -> Format:
    if name is not None:
        for candidate in FORMATS:
            if candidate.name == name:
                return candidate
        known = ", ".join(f.name for f in FORMATS)
        raise ConfigError(f"unknown format {name!r}: choose one of {known}")
    lowered = path.lower()
    return next((f for f in FORMATS if lowered.endswith(f.suffixes)), FORMATS[0])


def replaced(data: bytes, replacements: Iterable[Replacement]) -> bytes:
    """Return the bytes with the replacements made. They are in order and do not overlap."""
    parts: list[bytes] = []
    at = 0
    for start, end, new in replacements:
        parts += (data[at:start], new)
        at = end
    parts.append(data[at:])
    return b"".join(parts)


def splices_of(data: bytes, replacements: Iterable[Replacement]) -> tuple[Splice, ...]:
    """Return the splices by which `restore` takes the replacements back."""
    found: list[Splice] = []
    shift = 0
    for start, end, new in replacements:
        at = start + shift
        found.append(Splice(at, at + len(new), data[start:end]))
        shift += len(new) - (end - start)
    return tuple(found)


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
