"""JSON Lines: each line is a record and a document of its own; a bad one is left as it was."""

from __future__ import annotations

from cleanup.formats import Asked
from cleanup.formats.fieldpaths import Path
from cleanup.formats.jsonrecords import Laid, paths_of
from cleanup.formats.jsonscan import Invalid, Scanned, scan, space
from cleanup.formats.spliced import Woven, open_plain
from cleanup.start.data import replace


def read(data: bytes, path: str, encoding: str | None, asked: Asked) -> Woven:
    """Return the source of a file of JSON Lines.

    Raises FileError for bytes that are no text, ConfigError for fields that are not named, or not
    paths. Lines that are no JSON, and those without a field, are among the faults of the source.
    """
    plain = open_plain(data, path, encoding)
    paths = paths_of(asked, plain, lines=True)
    laid = Laid.of(plain, "jsonl")
    text = plain.document.text
    at = 0
    while at < len(text):  # one line after another: together they are as large as the text
        end = text.find("\n", at)
        line = text[at:] if end < 0 else text[at:end]
        if line.strip():
            _lay_line(laid, line, at, paths)
        at += len(line) + 1
    return laid.source(asked.fields)


def _lay_line(laid: Laid, line: str, start: int, paths: tuple[Path, ...]) -> None:
    try:
        scanned = scan(line, 0, paths, laid.marks)
        end = space(line, scanned.end)
        if end < len(line):
            raise Invalid(end, "nothing may stand behind the record")
    except Invalid as error:
        laid.faults.add(laid.plain.locate(start + error.at), str(error))
        return
    laid.add(_moved(scanned, start))


def _moved(scanned: Scanned, by: int) -> Scanned:
    return Scanned(
        [replace(one, low=one.low + by, high=one.high + by) for one in scanned.fields],
        [replace(one, at=one.at + by) for one in scanned.faults],
        scanned.marked,
        scanned.end + by,
    )
