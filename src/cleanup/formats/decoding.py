"""Which characters the bytes of a text stand for, and which characters they could hold."""

from __future__ import annotations

import codecs

from cleanup.errors import BinaryError, ConfigError, FileError
from cleanup.files import shown
from cleanup.start.data import dataclass

# Byte order mark, codec of what follows, name of the two together. The marks of UTF-32 come
# first: that of UTF-16 little endian is the beginning of one of them.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32-le", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be", "utf-16-be"),
)
# These codecs write a mark of their own; where the file has none, none may be written.
_UNMARKED = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
# How files begin that may hold no NUL for long, or none at all: with an encoding of single bytes
# asked for, they would be read as text.
_KINDS = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
)
_UNICODE = frozenset({"utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"})


@dataclass(frozen=True, slots=True)
class Encodable:
    """Tells whether a text can stand in a file of this encoding and be read again as it is.

    A carriage return would come back as a line end, and NUL would make the file binary.
    """

    codec: str

    def __call__(self, text: str) -> bool:
        """Return whether every character of the text can be held."""
        if "\r" in text or "\0" in text:
            return False
        if text.isascii() and self.codec in _UNICODE:
            return True
        try:
            # Some codecs write a look-alike: U+00A5 becomes a backslash in Shift JIS.
            return text.encode(self.codec).decode(self.codec) == text
        except UnicodeError:
            return False


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file, with its own line ends.

    `bom` are the bytes before the text, `codec` reads and writes the text without them, and
    `encoding` names both together. `single` tells that each character is one byte.
    """

    text: str
    codec: str
    encoding: str
    bom: bytes
    single: bool


def binary(data: bytes) -> str:
    """Return what kind of file begins with these bytes if it is not text, else nothing."""
    for magic, kind in _KINDS:
        if data.startswith(magic):
            return kind
    marked = any(data.startswith(bom) for bom, _, _ in _MARKS)
    return "" if marked or b"\0" not in data else "a binary file"


def decode(data: bytes, path: str, encoding: str | None) -> Decoded:
    """Return the characters of a file.

    A byte order mark decides, also against `encoding` (a run over many files names one for all),
    unless the bytes are not valid that way. Without either, the file must be UTF-8. Raises
    FileError for bytes that are binary or not of the encoding, ConfigError for an encoding that
    is unknown.
    """
    asked = _codec(encoding)
    _refuse_kind(data, path)
    for bom, codec, name in _MARKS:
        if data.startswith(bom):
            try:
                return _decoded(data, path, codec, name, bom)
            except FileError:
                if asked in {None, codec}:
                    raise
            break
    if asked is None:
        _refuse_binary(data, path)
    return _decoded(data, path, asked or "utf-8", asked or "utf-8", b"", asked is None)


def _codec(encoding: str | None) -> str | None:
    """Return the name of a codec that writes no mark of its own."""
    if encoding is None:
        return None
    try:
        b"a".decode(encoding)  # says no to codecs that are not of text, such as hex
        name = codecs.lookup(encoding).name
    except UnicodeError:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise ConfigError(f"unknown encoding {encoding!r}") from None
    return _UNMARKED.get(name, name)


def _refuse_kind(data: bytes, path: str) -> None:
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise BinaryError(f"{shown(path)}: {kind}, not text")


def _refuse_binary(data: bytes, path: str) -> None:
    at = data.find(0)
    if at < 0:
        return
    head = data[:400]
    hint = ""
    if 4 * head.count(0) > len(head) and at < 2:
        order = "be" if at == 0 else "le"
        hint = f", or UTF-16 without a byte order mark (then say --encoding utf-16-{order})"
    kind = FileError if hint else BinaryError
    raise kind(f"{shown(path)}: byte {at}: NUL: a binary file{hint}")


def _decoded(
    data: bytes, path: str, codec: str, name: str, bom: bytes, guessed: bool = False
) -> Decoded:
    body = data[len(bom) :]
    try:
        text = body.decode(codec)
    except UnicodeError as error:
        at = len(bom) + getattr(error, "start", 0)
        advice = "; name its encoding with --encoding, such as cp1252" if guessed else ""
        raise FileError(f"{shown(path)}: byte {at}: not valid {name}{advice}") from None
    if not text:
        raise FileError(f"{shown(path)}: empty")
    at = text.find("\0")
    if at >= 0:
        place = len(bom) + len(text[:at].encode(codec))
        raise BinaryError(f"{shown(path)}: byte {place}: NUL: a binary file")
    if codec == "utf-8":
        single = text.isascii()
    elif codec in _UNICODE:
        single = False
    else:
        single = _is_single(codec)
        if not single:
            _refuse_entangled(body, text, path, codec)
    return Decoded(text, codec, name, bom, single)


def _is_single(codec: str) -> bool:
    """Tell whether a codec has one byte for each character, whatever stands beside it."""
    start = codecs.getincrementaldecoder(codec)
    for value in range(256):
        try:
            if len(start().decode(bytes((value,)), False)) != 1:
                return False  # it waits for more: the byte alone is not a character
        except UnicodeError:
            continue
    return True


def _refuse_entangled(body: bytes, text: str, path: str, codec: str) -> None:
    """Refuse text whose characters do not each have bytes of their own (shift states, twins).

    There no place in the text is a place in the bytes, and undoing could not be exact.
    """
    try:
        apart = b"".join([character.encode(codec) for character in text])
    except UnicodeError:
        apart = b""
    if apart != body:
        raise FileError(
            f"{shown(path)}: byte 0: {codec} cannot be changed in place exactly; "
            "convert the file to UTF-8"
        )
