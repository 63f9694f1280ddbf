"""JSON: the fields that are named, by path; every other byte stays as it was written.

The elements of a list at the top are records, each a document of its own; anything else is one.
"""

from __future__ import annotations

from functools import reduce

from cleanup.errors import FileError
from cleanup.files import shown
from cleanup.formats import Asked
from cleanup.formats.fieldpaths import Path, joined
from cleanup.formats.jsonrecords import Laid, paths_of
from cleanup.formats.jsonscan import Invalid, scan, space
from cleanup.formats.spliced import Woven, open_plain


def read(data: bytes, path: str, encoding: str | None, asked: Asked) -> Woven:
    """Return the source of a JSON file.

    Raises FileError for bytes that are no text or no JSON, ConfigError for fields that are not
    named, or not paths.
    """
    plain = open_plain(data, path, encoding)
    flat = plain.document.text
    paths = paths_of(asked, plain)
    laid = Laid.of(plain, "json")
    try:
        start = space(flat, 0)
        if flat[start : start + 1] == "[":
            _lay_list(laid, start, paths)
        else:
            scanned = scan(flat, start, paths, laid.marks)
            _end(flat, scanned.end)
            laid.add(scanned)
    except Invalid as error:
        place = plain.locate(error.at)
        raise FileError(f"{shown(path)}:{place.line}:{place.column}: {error}") from None
    if not laid.records and laid.faults.count:
        raise FileError(laid.faults.lines[0])
    return laid.source(asked.fields, whole=flat[start : start + 1] != "[")


def _lay_list(laid: Laid, start: int, paths: tuple[Path, ...]) -> None:
    """Lay the elements of a list out, each by itself."""
    flat = laid.plain.document.text
    whole = scan(flat, start, ())  # is it JSON at all?
    _end(flat, whole.end)
    for path in paths:
        if isinstance(path[0], str):
            laid.faults.add(laid.plain.locate(start), _missed(path))
    inner = [path for path in paths if not isinstance(path[0], str)]
    at, count = space(flat, start + 1), 0
    while flat[at] != "]":
        below = [path[1:] for path in inner if path[0] is None or path[0] == count]
        scanned = scan(flat, at, below, laid.marks, joined("", count))
        laid.add(scanned)
        at = space(flat, scanned.end)
        at = space(flat, at + 1) if flat[at] == "," else at
        count += 1
    for path in inner:
        if isinstance(path[0], int) and path[0] >= count:
            laid.faults.add(laid.plain.locate(start), f"there is no element {path[0]}")


def _missed(path: Path) -> str:
    right = reduce(joined, path, "[]")
    return f"there is no field {joined('', path[0])} in a list; in its elements it is {right}"


def _end(flat: str, at: int) -> None:
    at = space(flat, at)
    if at < len(flat):
        raise Invalid(at, "nothing may stand behind the value")
