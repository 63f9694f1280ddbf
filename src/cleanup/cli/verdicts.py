"""Which decisions hold for a document, where new ones go, and which are of no use any more."""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH100, PTH109, PTH113, PTH118, PTH120

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cleanup.errors import ConfigError
from cleanup.files import shown_here

if TYPE_CHECKING:
    from cleanup.cli.common import Reading
    from cleanup.decisions.file import Decision

NAME = "cleanup.decisions.toml"


class Verdicts:
    """Finds the decisions files of a call, and keeps what the documents made of them.

    `used` are rule and fingerprint of all decisions that a document obeyed.
    """

    def __init__(self, reading: Reading) -> None:
        """Raises ConfigError for a file that is named and is not there or is wrong."""
        self._given = tuple(os.path.abspath(path) for path in reading.decisions)
        self._isolated = reading.isolated
        self._nearest: dict[tuple[str, str], str] = {}
        self._checked: set[str] = set()
        self._read: set[str] = set()
        self.used: set[tuple[str, str]] = set()
        for path in self._given:
            self._check(path)

    def files(self, path: str, config: str) -> tuple[str, ...]:
        """Return the files that hold for a document, the last above the others.

        `config` is the configuration file of the document, or empty. Raises ConfigError.
        """
        found = "" if self._isolated else self._find(_folder(path), config)
        if found and found not in self._given:
            self._check(found)
            return (found, *self._given)
        return self._given

    def home(self, path: str, config: str) -> str:
        """Return the file that new decisions about a document go to.

        Raises ConfigError where several are given.
        """
        if len(self._given) > 1:
            raise ConfigError("--decisions: new decisions go to one file; name one alone")
        if self._given:
            return self._given[0]
        found = "" if self._isolated else self._find(_folder(path), config)
        return found or os.path.join(os.path.dirname(config) or os.getcwd(), NAME)

    def forget(self) -> None:
        """Look for files anew: one may have come."""
        self._nearest.clear()

    def take(self, path: str, used: Iterable[tuple[str, str]]) -> None:
        """Remember that a document was read, and what it had a use for."""
        self._read.add(os.path.abspath(path))
        self.used.update(used)

    def unused(self, running: Iterable[str]) -> Iterator[str]:
        """Yield a line for each decision about a document that was read and has no use for it.

        `running` are the codes of the rules that ran: of others nothing is known.
        """
        entries = list(self._unused()) if self._checked else ()
        codes = set(running) if entries else ()
        for entry in entries:
            if entry.rule in codes:
                of = f" in {entry.path}" if entry.path else ""
                yield (
                    f"note: {shown_here(entry.file)}:{entry.line}: no use any more:"
                    f" {entry.verdict} of {entry.rule}{of}"
                )

    def _unused(self) -> Iterator[Decision]:
        from cleanup.decisions.file import read_decisions, unused

        for file in sorted(self._checked):
            for entry in unused(read_decisions(file), self.used):
                about = os.path.normpath(os.path.join(os.path.dirname(file), entry.path))
                if about in self._read if entry.path else file in self._given:
                    yield entry

    def _check(self, path: str) -> None:
        if path not in self._checked:
            from cleanup.decisions.file import load

            load((path,))
            self._checked.add(path)

    def _find(self, folder: str, config: str) -> str:
        """Return the nearest file in a folder or above it, not above the configuration's."""
        top = os.path.dirname(config)
        if (folder, top) not in self._nearest:
            path, above = os.path.join(folder, NAME), os.path.dirname(folder)
            if not os.path.isfile(path):
                path = "" if folder in (above, top) else self._find(above, config)
            self._nearest[folder, top] = path
        return self._nearest[folder, top]


def _folder(path: str) -> str:
    return os.getcwd() if path in ("-", "<stdin>") else os.path.dirname(os.path.abspath(path))
