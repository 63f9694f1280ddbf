"""Reading a ledger: the runs of the past, also those that were cut off."""

from __future__ import annotations

from binascii import a2b_base64
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from cleanup.errors import FileError
from cleanup.files import read_bytes, shown
from cleanup.formats import Splice
from cleanup.past.ledger import SCHEMA
from cleanup.past.recorded import Record, change, count, finding, location, text, texts
from cleanup.results import Finding, Location
from cleanup.start.data import dataclass, field
from cleanup.text.edits import Change

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the input with a change or finding, and where it began (code points)."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class PastDocument:
    """What a ledger holds about one document.

    `path` and `target` (where the output was written, if not to `path`) are as they were given,
    relative to the working directory of the run. `input` and `output` are digests of the bytes.
    `places` are the places in the input file of the offsets at which a block, finding or change
    begins, and of those at which a finding or change ends. `done` tells that the run replaced the
    file and came to say so. `fields` are those that were read, in a format that has fields.
    """

    path: str
    format: str
    encoding: str
    language: str
    input: str
    output: str
    target: str | None
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    splices: tuple[Splice, ...]
    places: Mapping[int, Location]
    done: bool
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PastRun:
    """What a ledger holds about a run; `ended` is false when it was cut off."""

    path: str
    version: str
    rules: str
    options: Mapping[str, object]
    optional: Mapping[str, object]
    cwd: str
    started: str
    documents: tuple[PastDocument, ...]
    ended: bool


@dataclass(slots=True)
class _Draft:
    """A document of which more records may come."""

    head: dict[str, str]
    target: str | None
    fields: tuple[str, ...] = ()
    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    splices: list[Splice] = field(default_factory=list)
    places: dict[int, Location] = field(default_factory=dict)
    done: bool = False

    def finish(self) -> PastDocument:
        return PastDocument(
            path=self.head["path"],
            format=self.head["format"],
            encoding=self.head["encoding"],
            language=self.head["language"],
            input=self.head["input"],
            output=self.head["output"],
            target=self.target,
            blocks=tuple(self.blocks),
            findings=tuple(self.findings),
            changes=tuple(self.changes),
            splices=tuple(self.splices),
            places=self.places,
            done=self.done,
            fields=self.fields,
        )


def read_ledger(path: str) -> PastRun:
    """Return what a ledger holds; a last line that was cut off counts as not written.

    Raises FileError, naming the line, where the file is not a ledger this version can read.
    """
    records = _records(path, read_bytes(path, None).data)
    number, first = next(records, (1, {}))
    run = _understood(path, number, _run, first)
    drafts: list[_Draft] = []
    ended = False
    for number, record in records:
        if ended:
            raise FileError(f"{shown(path)}: line {number}: a record after the end")
        ended = record.get("record") == "end"
        if not ended:
            _understood(path, number, lambda r: _take(drafts, r), record)
    documents = tuple(draft.finish() for draft in drafts)
    return PastRun(path=path, documents=documents, ended=ended, **run)


def _records(path: str, data: bytes) -> Iterator[tuple[int, Record]]:
    from json import loads

    *whole, rest = data.split(b"\n")
    for number, line in enumerate([*whole, rest] if rest else whole, 1):
        try:
            record = loads(line)
            if not isinstance(record, dict):
                raise ValueError
        except (ValueError, RecursionError):
            if number > len(whole):
                return  # the run was interrupted while it wrote this line
            raise FileError(f"{shown(path)}: line {number}: not a record of a ledger") from None
        yield number, record


def _understood(path: str, number: int, build: Callable[[Record], T], record: Record) -> T:
    try:
        return build(record)
    except (KeyError, TypeError, ValueError) as error:
        reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise FileError(f"{shown(path)}: line {number}: {shown(reason)}") from None


def _run(record: Record) -> dict[str, Any]:
    if record.get("record") != "run":
        raise ValueError("not a ledger: it must begin with a run")
    if record["schema"] != SCHEMA:
        raise ValueError(f"schema {record['schema']!r}: this version reads schema {SCHEMA}")
    texts = {key: text(record, key) for key in ("version", "rules", "cwd", "started")}
    return {**texts, "options": record["options"], "optional": record["optional"]}


def _take(drafts: list[_Draft], record: Record) -> None:
    """Add a record to the documents it belongs to."""
    kind = record["record"]
    if kind == "document":
        keys = ("path", "format", "encoding", "language", "input", "output")
        target = text(record, "target") if "target" in record else None
        fields = texts(record, "fields") if "fields" in record else ()
        drafts.append(_Draft({key: text(record, key) for key in keys}, target, fields))
        return
    if not drafts:
        raise ValueError(f"{kind!r} before any document")
    draft = drafts[-1]
    if kind == "done":
        same = [d for d in drafts if d.head["path"] == record["path"]]
        if not same:
            raise ValueError(f"{record['path']!r} is done before it began")
        same[-1].done = True
    elif kind == "block":
        draft.blocks.append(Block(count(record, "start"), text(record, "text")))
    elif kind == "finding":
        draft.findings.append(finding(record))
    elif kind == "change":
        draft.changes.append(change(record, len(draft.findings)))
    elif kind == "splice":
        old = a2b_base64(text(record, "old"), strict_mode=True)
        draft.splices.append(Splice(count(record, "start"), count(record, "end"), old))
    else:
        raise ValueError(f"{kind!r} is not a kind of record")
    if "line" in record:
        draft.places[count(record, "start")] = location(record)
    if "end_line" in record:
        draft.places[count(record, "end")] = location(record, "end_")
