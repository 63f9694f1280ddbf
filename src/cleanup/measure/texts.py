"""The texts to measure on, given by path: clean ones by line, machine translation by row.

The language of a file is in its name: `fr.novels.txt`, `abstracts.en-fr.tsv` (source, target).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cleanup.errors import FileError
from cleanup.measure.figures import TextFile
from cleanup.measure.verdicts import digest
from cleanup.start.data import dataclass

if TYPE_CHECKING:
    from pathlib import Path

_COLUMNS = ("id", "system", "source", "mt", "reference")


@dataclass(frozen=True, slots=True)
class Text:
    """One text, independent of those around it. `place` is its line, or its row and system.

    `source` and `reference` are empty for clean text.
    """

    place: str
    text: str
    source: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A file with its texts."""

    file: TextFile
    texts: tuple[Text, ...]


def read_sources(paths: Iterable[Path], suffix: str, known: Iterable[str]) -> list[Source]:
    """Return the files of a suffix (`.txt` or `.tsv`), also those below folders.

    `known` are the languages that there are packs for. Raises FileError for a path without such
    files, a file that cannot be read, a name without a known language, a row without its columns.
    """
    languages = frozenset(known)
    return [_read(path, languages) for path in _files(paths, suffix)]


def _files(paths: Iterable[Path], suffix: str) -> Iterator[Path]:
    for path in paths:
        inside = sorted(path.rglob(f"*{suffix}")) if path.is_dir() else [path]
        if not inside:
            raise FileError(f"{path}: no {suffix} file in this folder")
        yield from inside


def _read(path: Path, known: frozenset[str]) -> Source:
    lang = path.name.partition(".")[0]
    rows = path.suffix == ".tsv"
    if rows:
        lang = path.name.removesuffix(".tsv").rpartition("-")[2]
    if lang not in known:
        raise FileError(f"{path}: the name says no language that is known: {lang!r}")
    try:
        data = path.read_bytes()
        lines = data.decode("utf-8").split("\n")
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise FileError(f"{path}: not UTF-8 at byte {error.start}") from error
    texts = tuple(_rows(lines, path) if rows else _lines(lines))
    words = sum(len(text.text.split()) for text in texts)
    return Source(TextFile(path.name, digest(data), lang, words), texts)


def _lines(lines: Iterable[str]) -> Iterator[Text]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield Text(str(number), line.rstrip("\r"))


def _rows(lines: Iterable[str], path: Path) -> Iterator[Text]:
    """Yield the rows, once each: a row that was annotated twice stands in the file twice."""
    seen: set[tuple[str, str]] = set()
    at: list[int] = []
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r").split("\t")
        if number == 1:
            missing = [name for name in _COLUMNS if name not in cells]
            if missing:
                raise FileError(f"{path}:1: no column {missing[0]!r}")
            at = [cells.index(name) for name in _COLUMNS]
        elif line.strip():
            if len(cells) <= max(at):
                raise FileError(f"{path}:{number}: a row of {len(cells)} columns")
            name, system, source, text, reference = (cells[n] for n in at)
            place = f"{name} {system}"
            if (place, text) not in seen:
                seen.add((place, text))
                yield Text(place, text, source, reference)
