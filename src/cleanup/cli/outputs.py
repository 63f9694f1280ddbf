"""What a run writes beside the documents: reports and the ledger."""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH120, PTH122

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cleanup.errors import CleanupError, ConfigError, FileError
from cleanup.extras import present
from cleanup.files import make_folder, write_atomic
from cleanup.nearest import nearest
from cleanup.report import RENDERERS, renderer
from cleanup.results import Run

if TYPE_CHECKING:
    from cleanup.past.ledger import Ledger, Recorded


def read_reports(asked: Sequence[str]) -> list[tuple[str, str]]:
    """Return format and file of each `--report FMT=FILE`. Raises ConfigError."""
    reports = []
    for one in asked:
        name, equals, path = one.partition("=")
        if not equals or not path:
            raise ConfigError(f"--report: {one!r} is not FMT=FILE, such as html=report.html")
        check_format("--report", name, tuple(RENDERERS))
        reports.append((name, path))
    return reports


def check_format(option: str, name: str, known: Sequence[str]) -> None:
    """Raise ConfigError for a report format that is not known."""
    if name not in known:
        there = ", ".join(known)
        raise ConfigError(
            f"{option}: there is no format {name!r} (there are: {there}){nearest(name, known)}"
        )


def write_reports(reports: Sequence[tuple[str, str]], run: Run) -> list[str]:
    """Write the reports; return a line for each that could not be written."""
    errors = []
    for name, path in reports:
        try:
            data = rendered(name, run)
            make_folder(os.path.dirname(path) or ".")
            write_atomic(path, data)
        except CleanupError as error:
            errors.append(str(error))
    return errors


def rendered(name: str, run: Run) -> bytes:
    """Return a report as it stands in a file; the unified diff has the bytes of the documents."""
    if name == "unified":
        return b"".join(entry.diff or b"" for entry in run.entries)
    # File names and articles may hold what no encoding can: half a surrogate pair.
    return renderer(name)(run).encode("utf-8", "backslashreplace")


class Recorder:
    """Keeps the ledger of a run; that of an in-place run begins with the first change."""

    def __init__(self, path: str | None, rules: str, options: Mapping[str, object]) -> None:
        """`path` is None for a run in place, whose ledger goes to the state directory."""
        self._path = path
        self._rules = rules
        self._options = options
        self._ledger: Ledger | None = None
        self._waiting: list[tuple[str, Recorded]] = []

    def begin(self) -> None:
        """Start the ledger that stands beside the results. Raises FileError."""
        if self._path is not None:
            self._open()

    def document(self, path: str, recorded: Recorded) -> None:
        """Record a document. Raises FileError."""
        if self._ledger is None and not recorded.changed:
            self._waiting.append((path, recorded))
            return
        self._open().add(recorded)

    def done(self, path: str) -> None:
        """Record that the file of a document was written. Raises FileError."""
        if self._ledger is not None:
            self._ledger.done(path)

    def close(self, *, complete: bool) -> None:
        """Close the ledger, with its end where the run was not cut off. Raises FileError."""
        if self._ledger is None:
            return
        if complete:
            self._ledger.end()
        self._ledger.close()

    def _open(self) -> Ledger:
        if self._ledger is None:
            self._ledger = self._begin()
            for path, recorded in self._waiting:
                self._ledger.add(recorded)
                self._ledger.done(path)
            self._waiting.clear()
        return self._ledger

    def _begin(self) -> Ledger:
        from cleanup.past.ledger import Ledger

        rules, options, data = self._rules, self._options, present()
        if self._path is not None:
            make_folder(os.path.dirname(self._path) or ".")
            return Ledger.open(self._path, rules=rules, options=options, optional=data)
        from cleanup.past.state import new_ledger

        try:
            path = new_ledger()
            return Ledger.open(path, rules=rules, options=options, optional=data, private=True)
        except FileError as error:
            raise FileError(
                f"{error}: the run could not be undone; --no-ledger does without"
            ) from None


def beside(result: str, suffix: str) -> str:
    """Return `out/article.report.html` for `out/article.txt` and `report.html`."""
    return f"{os.path.splitext(result)[0]}.{suffix}"
