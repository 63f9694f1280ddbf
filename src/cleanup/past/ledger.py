"""The record of a run as JSON Lines: what was found and changed, enough to undo and to verify.

`run` comes first; then for each document `document`, `block`, `finding`, `change`, `splice` (each
belongs to the `document` before it) and, once the file is replaced, `done` with its path; `end`
comes last. `past.history` reads it. Offsets are code points of the input (`start`, `end`) or of
the result (`out_start`, `out_end`), those of a `splice` are bytes of the output file.
"""

from __future__ import annotations

import os
from binascii import b2a_base64
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import Literal

from cleanup.errors import FileError
from cleanup.files import digest, failure, shown, sync_folder
from cleanup.formats import Source, Splice, restore
from cleanup.past.recorded import of_change, of_finding, of_location
from cleanup.results import Finding, Plan
from cleanup.start.data import dataclass
from cleanup.text.edits import Change
from cleanup.version import __version__

SCHEMA = 1
Text = Literal["blocks", "none"]

_FIRST = b'{"record":"run"'  # how every ledger begins
_CONTEXT = 2_000  # code points kept on each side of a place in a paragraph that has no end


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a ledger holds of a document, as `lines`; `changed` tells whether it has splices."""

    lines: bytes
    changed: bool


def record(
    source: Source, plan: Plan, target: str | None = None, text: Text = "blocks"
) -> Recorded:
    """Return what a ledger records of a plan for a document, without any ledger at hand.

    `target` is the file it is written to, where that is not the input. Raises FileError where a
    change cannot be held by the encoding, or undoing would not give the input back.
    """
    output = source.splice(plan.changes)
    splices = source.splices(plan.changes)
    if restore(output, splices) != source.data:
        raise FileError(f"{shown(source.path)}: undoing would not be exact; left as it is")
    head: dict[str, object] = {
        "record": "document",
        "path": source.path,
        "format": source.format,
        "encoding": source.encoding,
        "language": plan.language,
        "input": digest(source.data),
        "output": digest(output),
    }
    if target is not None:
        head["target"] = target
    if source.fields:
        head["fields"] = list(source.fields)
    lines = b"".join(_line(one) for one in (head, *_details(source, plan, splices, text)))
    return Recorded(lines, bool(splices))


def _details(
    source: Source, plan: Plan, splices: Iterable[Splice], text: Text
) -> Iterator[dict[str, object]]:
    if text == "blocks":
        for start, end in blocks(plan):
            place = of_location(source.locate(start))
            yield {"record": "block", "start": start, "text": plan.source[start:end], **place}
    for finding in plan.findings:
        yield {"record": "finding", **of_finding(finding), **_span(source, finding)}
    for change in plan.changes:
        yield {"record": "change", **of_change(change), **_span(source, change)}
    for splice in splices:
        old = b2a_base64(splice.old, newline=False).decode("ascii")
        yield {"record": "splice", "start": splice.start, "end": splice.end, "old": old}


class Ledger:
    """The ledger of a run that goes on; a context manager that closes it, complete or not."""

    def __init__(self, path: str, descriptor: int, text: Text, private: bool) -> None:
        self.path = path
        self._descriptor = descriptor
        self._text = text
        self._private = private
        self._size = 0
        self._changed = False

    @classmethod
    def open(
        cls,
        path: str,
        *,
        rules: str,
        options: Mapping[str, object],
        optional: Mapping[str, object] | None = None,
        text: Text = "blocks",
        private: bool = False,
    ) -> Ledger:
        """Start the ledger of a run in the current working directory.

        `rules` is the hash of the rule set, `options` and `optional` (which optional data was
        there) are what JSON can hold. `text="none"` leaves the paragraphs out. A private ledger
        is a new file that only its owner can read, and goes again when nothing was changed; any
        other replaces an earlier one. Raises FileError.
        """
        from datetime import UTC, datetime
        from pathlib import Path

        try:
            descriptor = _open(path, private)
            folder = str(Path.cwd())
            sync_folder(str(Path(path).parent))
        except OSError as error:
            raise failure(path, error) from None
        ledger = cls(path, descriptor, text, private)
        run = {
            "record": "run",
            "schema": SCHEMA,
            "version": __version__,
            "rules": rules,
            "options": dict(options),
            "optional": dict(optional or {}),
            "cwd": folder,
            "started": datetime.now(UTC).isoformat(),
        }
        ledger._write([run])
        return ledger

    def document(self, source: Source, plan: Plan, target: str | None = None) -> bytes:
        """Record what a plan does to a document; return the bytes to write. See `record`, `add`."""
        self.add(record(source, plan, target, self._text))
        return source.splice(plan.changes)

    def add(self, recorded: Recorded) -> None:
        """Record a document.

        On return the splices are on disk, so the file may be replaced. Raises FileError where
        they cannot be written.
        """
        self._append(recorded.lines)
        if recorded.changed:
            self._changed = True
            self._sync()

    def done(self, path: str) -> None:
        """Record that the document read from `path` now stands in its file. Raises FileError."""
        self._write([{"record": "done", "path": path}])

    def end(self) -> None:
        """Record that the run came to its end, and close. Raises FileError."""
        self._write([{"record": "end"}])
        self._sync()
        self.close()
        if self._private and not self._changed:
            from pathlib import Path

            Path(self.path).unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file; twice is once."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _write(self, records: Iterable[Mapping[str, object]]) -> None:
        self._append(b"".join(map(_line, records)))

    def _append(self, data: bytes) -> None:
        """Append whole lines or nothing."""
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(self._descriptor, view) :]
        except OSError as error:
            self._rewind()
            raise failure(self.path, error) from None
        self._size += len(data)

    def _rewind(self) -> None:
        """Drop a half line, which would make the records after it unreadable."""
        try:
            os.ftruncate(self._descriptor, self._size)
            os.lseek(self._descriptor, self._size, os.SEEK_SET)
        except OSError:
            self.close()

    def _sync(self) -> None:
        try:
            os.fsync(self._descriptor)
        except OSError as error:
            raise failure(self.path, error) from None


def _open(path: str, private: bool) -> int:
    """Return the descriptor of an empty file; what stands there must be a ledger."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
    if private:
        return os.open(path, flags | os.O_EXCL, 0o600)
    descriptor = os.open(path, flags, 0o666)
    if os.read(descriptor, len(_FIRST)) not in {b"", _FIRST}:
        os.close(descriptor)
        raise FileError(f"{shown(path)}: exists and is not a ledger; left as it is")
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.ftruncate(descriptor, 0)
    return descriptor


def _line(entry: Mapping[str, object]) -> bytes:
    from json import dumps

    text = dumps(entry, ensure_ascii=False, separators=(",", ":"))
    # A file name that is not of the system's encoding holds half a surrogate pair; the escape
    # that the error handler writes for it is the one JSON has.
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _span(source: Source, marked: Finding | Change) -> dict[str, object]:
    end = of_location(source.locate(marked.end))
    return of_location(source.locate(marked.start)) | {f"end_{key}": at for key, at in end.items()}


def blocks(plan: Plan) -> list[tuple[int, int]]:
    """Return the spans (code points of the input) of the paragraphs that a report shows.

    They are those with a change or a finding, in order; what lies over several joins them.
    """
    found: list[tuple[int, int]] = []
    places = [(f.start, f.end) for f in plan.findings]
    places += [(c.start, c.end) for c in plan.changes]
    for place in sorted(places):
        low, high = _paragraph(plan.source, *place)
        if found and low <= found[-1][1]:
            low, last = found.pop()
            high = max(high, last)
        found.append((low, high))
    return found


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to blank lines, or in a long paragraph to line ends about it."""
    blank = text.rfind("\n\n", 0, start)
    low = blank + 2 if blank >= 0 else 0
    blank = text.find("\n\n", end)
    high = blank if blank >= 0 else len(text)
    if start - low > _CONTEXT:
        low = start - _CONTEXT
        low = max(low, text.find("\n", low, start) + 1)
    if high - end > _CONTEXT:
        high = end + _CONTEXT
        line_end = text.rfind("\n", end, high)
        high = line_end if line_end >= 0 else high
    return low, high
