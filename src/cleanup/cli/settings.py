"""What holds for each document: the command line over the configuration nearest to the file."""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH100, PTH109, PTH120

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from cleanup.cli.common import Choosing, Reading
from cleanup.config import (
    NOTHING,
    Config,
    check_encoding,
    check_severity,
    nearest_config,
    read_config,
    shown_here,
    size,
)
from cleanup.errors import ConfigError
from cleanup.files import MAX_SIZE
from cleanup.results import Severity
from cleanup.selection import Selection, check

if TYPE_CHECKING:
    from cleanup.rulebook import Rulebook
    from cleanup.rules import Rule

_SELECTORS = ("select", "ignore", "extend_select", "fixable", "unfixable", "style")


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a document; `config` is the file that had a say, or empty."""

    selection: Selection
    extend: tuple[str, ...]
    lang: str | None
    encoding: str | None
    fail_on: Severity
    max_size: int
    config: str


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
        self._by_folder: dict[str, Settings] = {}

    def settings(self, path: str) -> Settings:
        """Return what holds for a file (`-`: the working directory). Raises ConfigError."""
        folder = os.getcwd() if path == "-" else os.path.dirname(os.path.abspath(path))
        if folder not in self._by_folder:
            self._by_folder[folder] = self._merge(self._config(folder))
        return self._by_folder[folder]

    def _config(self, folder: str) -> Config:
        if self._reading.isolated:
            return NOTHING
        return nearest_config(folder) if self._named is None else self._named

    def _merge(self, config: Config) -> Settings:
        reading = self._reading
        return Settings(
            selection=_selection(self._choosing, config),
            extend=config.extend_rules,
            lang=reading.lang or config.lang or None,
            encoding=reading.encoding or config.encoding or None,
            fail_on=cast(Severity, self._fail_on or config.fail_on or "warning"),
            max_size=_first(self._max_size, config.max_file_size, MAX_SIZE),
            config=config.file,
        )


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


def _selection(choosing: Choosing, config: Config) -> Selection:
    """Merge what rules were asked for.

    `--select` begins anew, so that a single rule can be tried whatever the configuration says;
    without it what is ignored stays ignored. What may not be fixed is never widened, unless
    `--fixable` says so.
    """
    select = split(choosing.select)
    base = replace(config, select=(), ignore=(), extend_select=()) if select else config
    return Selection(
        select=select or base.select,
        ignore=(*base.ignore, *split(choosing.ignore)),
        extend_select=(*base.extend_select, *split(choosing.extend_select)),
        fixable=split(choosing.fixable) or config.fixable,
        unfixable=(*config.unfixable, *split(choosing.unfixable)),
        style=choosing.style if choosing.style is not None else config.style,
        preview=choosing.preview or config.preview,
    )


def rulebook_of(settings: Settings, choosing: Choosing) -> Rulebook:
    """Return the rules that the settings ask for.

    Raises ConfigError, naming the option or the file and key, for a selector that means nothing,
    RuleError for a wrong rule.
    """
    from pathlib import Path

    from cleanup.library import load_rulebook

    extend = tuple(Path(folder) for folder in settings.extend)
    try:
        return load_rulebook(settings.selection, extend)
    except ConfigError as error:
        where = _culprit(settings, choosing, load_rulebook(Selection(), extend).known)
        raise ConfigError(f"{where}: {error}" if where else str(error)) from None


def _culprit(settings: Settings, choosing: Choosing, known: tuple[Rule, ...]) -> str:
    """Return the option, or the file and the key, that holds the first wrong selector."""
    for key in _SELECTORS:
        if not _wrong(known, key, getattr(settings.selection, key)):
            continue
        given = getattr(choosing, key)
        by_option = _wrong(known, key, split(given) if isinstance(given, tuple) else given)
        name = key.replace("_", "-")
        return f"--{name}" if by_option else f"{shown_here(settings.config)}: {name}"
    return ""


def _wrong(known: tuple[Rule, ...], key: str, given: tuple[str, ...] | str | None) -> bool:
    changed: dict[str, Any] = {key: given} if given else {}
    try:
        check(known, replace(Selection(), **changed))
    except ConfigError:
        return True
    return False
