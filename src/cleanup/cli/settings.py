"""What holds for each document: the command line over the configuration nearest to the file."""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH100, PTH109, PTH120

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from cleanup.cli.common import Choosing, Reading
from cleanup.config import (
    NOTHING,
    Config,
    check_encoding,
    check_severity,
    nearest_config,
    read_config,
    size,
)
from cleanup.errors import ConfigError
from cleanup.files import MAX_SIZE
from cleanup.results import Severity
from cleanup.rulebook.selection import Selection
from cleanup.start.data import dataclass, field, replace

if TYPE_CHECKING:
    from cleanup.config.parts import ForFiles

_BY_FILE = ("lang", "style", "encoding", "fields")


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a document; `config` is the file that had a say, or empty.

    `said` is all that it says, and `parts` are those of it, and of the command line, that hold for
    some files and so for this one, the later before the earlier where they disagree.
    """

    selection: Selection
    extend: tuple[str, ...]
    lang: str | None
    encoding: str | None
    format: str | None
    fields: tuple[str, ...]
    fail_on: Severity
    max_size: int
    config: str
    said: Config = field(compare=False)
    parts: tuple[ForFiles, ...] = field(compare=False)


class Desk:
    """Hands out settings, looking for the configuration of each folder once in a run."""

    def __init__(self, choosing: Choosing, reading: Reading, fail_on: str | None) -> None:
        """Raises ConfigError for a value of the command line that is wrong."""
        self._choosing = choosing
        self._reading = reading
        self._fail_on = fail_on
        self._max_size = _max_size(reading.max_file_size)
        if fail_on is not None:
            check_severity(fail_on, "--fail-on")
        if reading.encoding is not None:
            check_encoding(reading.encoding, "--encoding")
        if reading.config is not None and reading.isolated:
            raise ConfigError("--config: cannot be given together with --isolated")
        self._named = read_config(os.path.abspath(reading.config)) if reading.config else None
        self._asked = tuple(asked_ignores(one) for one in choosing.per_file_ignores)
        self._by_folder: dict[str, Config] = {}
        self._merged: dict[tuple[str, tuple[ForFiles, ...]], Settings] = {}

    def names_fields(self, path: str) -> bool:
        """Tell whether the configuration names fields for just such files. Raises ConfigError."""
        full = os.path.abspath(path)
        parts = self.config(os.path.dirname(full)).for_files
        return any(part.fields and part.means(full) for part in parts)

    def settings(self, path: str) -> Settings:
        """Return what holds for a file (`-`: the working directory). Raises ConfigError."""
        full = "" if path == "-" else os.path.abspath(path)
        folder = os.path.dirname(full) if full else os.getcwd()
        config = self.config(folder)
        parts = (*config.for_files, *self._asked)
        if parts:
            parts = tuple(part for part in parts if full and part.means(full))
        key = (folder, parts)
        if key not in self._merged:
            self._merged[key] = self._merge(config, parts)
        return self._merged[key]

    def config(self, folder: str) -> Config:
        """Return what is said for the files of a folder (an absolute path). Raises ConfigError."""
        if folder not in self._by_folder:
            self._by_folder[folder] = self._config(folder)
        return self._by_folder[folder]

    def _config(self, folder: str) -> Config:
        if self._reading.isolated:
            return NOTHING
        return nearest_config(folder) if self._named is None else self._named

    def _merge(self, config: Config, parts: tuple[ForFiles, ...]) -> Settings:
        reading, here = self._reading, config
        for part in parts:
            changed = {name: getattr(part, name) for name in _BY_FILE if getattr(part, name)}
            here = replace(here, **changed)
        return Settings(
            selection=_selection(self._choosing, here, parts),
            extend=config.extend_rules,
            lang=reading.lang or here.lang or None,
            encoding=reading.encoding or here.encoding or None,
            format=next((part.format for part in reversed(parts) if part.format), None),
            fields=reading.field or here.fields,
            fail_on=cast(Severity, self._fail_on or config.fail_on or "warning"),
            max_size=_first(self._max_size, config.max_file_size, MAX_SIZE),
            config=config.file,
            said=config,
            parts=parts,
        )


def asked_ignores(text: str) -> ForFiles:
    """Return what one `--per-file-ignores` says: a glob, a colon, and selectors with commas.

    Raises ConfigError for what is written otherwise.
    """
    from cleanup.config.parts import ForFiles

    option = "--per-file-ignores"
    glob, colon, codes = text.partition(":")
    if not glob or not colon or not split([codes]):
        right = "a glob and rules, such as 'en/*:QUO,NUM'"
        raise ConfigError(f"{option}: must be {right}, not {text!r}")
    return ForFiles((glob,), os.getcwd(), option, ignore=split([codes]))


def _first(*sizes: int | None) -> int:
    return next(one for one in sizes if one is not None)


def _max_size(text: str | None) -> int | None:
    if text is None:
        return None
    found = size(text)
    if found is None:
        raise ConfigError(f"--max-file-size: must be bytes or such as 100M, not {text!r}")
    return found


def split(given: Iterable[str]) -> tuple[str, ...]:
    """Return the selectors of an option's values; several may stand in one, with commas."""
    parts = [part.strip() for one in given for part in one.split(",")]
    return tuple(part for part in parts if part)


def _selection(choosing: Choosing, config: Config, parts: Sequence[ForFiles]) -> Selection:
    """Merge what rules were asked for.

    `--select` begins anew, so that a single rule can be tried whatever the configuration says;
    without it what is ignored stays ignored. What is ignored in a file stays so in any case, and
    what may not be fixed is never widened, unless `--fixable` says so.
    """
    here = [code for part in parts for code in part.ignore]
    select = split(choosing.select)
    base = replace(config, select=(), ignore=(), extend_select=()) if select else config
    return Selection(
        select=select or base.select,
        ignore=(*base.ignore, *split(choosing.ignore), *here),
        extend_select=(*base.extend_select, *split(choosing.extend_select)),
        fixable=split(choosing.fixable) or config.fixable,
        unfixable=(*config.unfixable, *split(choosing.unfixable)),
        style=choosing.style if choosing.style is not None else config.style,
        preview=choosing.preview or config.preview,
        options=tuple((one.rules, one.name, one.value) for one in config.options if one.name),
    )
