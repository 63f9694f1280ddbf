"""Decisions of people about single findings: the file `cleanup.decisions.toml`.

A decision is known by rule and fingerprint, so it holds wherever the document moves, and for the
same sentence in another document too. `path` and `excerpt` are there for people, and to tell
which decisions are of no use any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, Literal

from cleanup.errors import ConfigError
from cleanup.files import failure, shown
from cleanup.nearest import nearest
from cleanup.start.data import dataclass, field
from cleanup.start.expressions import expression

Verdict = Literal["accept", "reject", "baseline"]
VERDICTS: tuple[Verdict, ...] = ("accept", "reject", "baseline")

_NEEDED = ("rule", "fingerprint", "verdict")
_KEYS = (*_NEEDED, "suggestion", "reason", "path", "excerpt")
_AROUND = 30  # code points of the text quoted on each side of a place
_LONGEST = 100
_HEADER = expression(r"^[ \t]*\[\[[ \t]*decision[ \t]*\]\][^\n]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one finding.

    `accept` has its fix applied, with `suggestion` in its place where that is given; `reject` and
    `baseline` keep the place silent. `path` is that of the document, from the folder of the file.
    `file` and `line` (from 1) are where it stands, empty and 0 where it is new.
    """

    rule: str
    fingerprint: str
    verdict: Verdict
    suggestion: str | None = None
    reason: str = ""
    path: str = ""
    excerpt: str = ""
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by."""
        return self.rule, self.fingerprint


@dataclass(frozen=True)
class Decisions:
    """The decisions that hold for a document; of two about one finding the last counts."""

    entries: tuple[Decision, ...] = ()

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Decision]:
        return {one.key: one for one in self.entries}

    def of(self, rule: str, fingerprint: str) -> Decision | None:
        """Return the decision about a finding, or None."""
        return self._by_key.get((rule, fingerprint))

    def __bool__(self) -> bool:
        return bool(self.entries)


UNDECIDED = Decisions()


def load(files: Iterable[str]) -> Decisions:
    """Return what files say together, the last above the others. Raises ConfigError.

    A file that stands as it was is not read again.
    """
    import os

    entries: list[Decision] = []
    for path in files:
        try:
            status = os.stat(path)  # noqa: PTH116
        except OSError as error:
            raise ConfigError(str(failure(path, error))) from None
        entries += _kept(path, status.st_mtime_ns, status.st_size, status.st_ino)
    return Decisions(tuple(entries))


@lru_cache(maxsize=64)
def _kept(path: str, _mtime_ns: int, _size: int, _inode: int) -> tuple[Decision, ...]:
    return read_decisions(path)


def read_decisions(path: str) -> tuple[Decision, ...]:
    """Return the decisions of a file, in order. Raises ConfigError naming file, line and key."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            data = file.read()
    except OSError as error:
        raise ConfigError(str(failure(path, error))) from None
    try:
        return parse(data.decode("utf-8-sig").replace("\r\n", "\n"), path)
    except UnicodeDecodeError as error:
        raise ConfigError(f"{shown(path)}: byte {error.start}: not valid UTF-8") from None


def parse(text: str, path: str) -> tuple[Decision, ...]:
    """Return the decisions of a file's text. Raises ConfigError as `read_decisions`."""
    import tomllib

    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{shown(path)}: not valid TOML: {shown(str(error))}") from None
    for key in table:
        if key != "decision":
            line = _line_of(text, key, 0)
            hint = nearest(key, ["decision"])
            raise ConfigError(f"{shown(path)}:{line}: {shown(key)}: unknown key{hint}")
    given = table.get("decision", [])
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        line = _line_of(text, "decision", 0)
        raise ConfigError(f"{shown(path)}:{line}: decision: write [[decision]], in two brackets")
    return _checked(_decisions(given, text, path), path)


def _decisions(given: list[dict[str, Any]], text: str, path: str) -> Iterator[Decision]:
    starts = [match.start() for match in _HEADER.finditer(text)]
    starts = starts if len(starts) == len(given) else [0] * len(given)
    for at, table in zip(starts, given, strict=True):
        for key in (*table, *_NEEDED):
            reason = _fault(key, table)
            if reason:
                where = f"{shown(path)}:{_line_of(text, key, at)}: {shown(key)}"
                raise ConfigError(f"{where}: {reason}")
        yield Decision(**table, file=path, line=text.count("\n", 0, at) + 1)


def _fault(key: str, table: Mapping[str, Any]) -> str:
    if key not in _KEYS:
        return f"unknown key{nearest(key, _KEYS)}"
    if key not in table:
        return "is missing"
    value = table[key]
    if not isinstance(value, str):
        return f"must be a string, not {value!r}"
    if key in _NEEDED and not value:
        return "is empty"
    if key == "verdict" and value not in VERDICTS:
        return f"{value!r} is none of {', '.join(VERDICTS)}{nearest(value, VERDICTS)}"
    if key == "suggestion" and table.get("verdict") != "accept":
        return "belongs to what is accepted"
    return ""


def _checked(found: Iterator[Decision], path: str) -> tuple[Decision, ...]:
    seen: dict[tuple[str, str], Decision] = {}
    entries = []
    for one in found:
        other = seen.setdefault(one.key, one)
        if (other.verdict, other.suggestion) != (one.verdict, one.suggestion):
            where = f"{shown(path)}:{one.line}: fingerprint"
            raise ConfigError(f"{where}: decided otherwise in line {other.line}")
        entries.append(one)
    return tuple(entries)


def _line_of(text: str, key: str, at: int) -> int:
    """Return the line (from 1) of a key after `at`, or that of `at` where it cannot be found."""
    header = _HEADER.match(text, at)
    following = _HEADER.search(text, header.end()) if header else None
    end = following.start() if following else len(text)
    pattern = re.compile(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(key)}[\"']?", re.MULTILINE)
    found = pattern.search(text, header.end() if header else at, end)
    return text.count("\n", 0, found.start() if found else at) + 1


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is to be changed in a file: decisions to put in, and keys of those to take out."""

    put: tuple[Decision, ...] = ()
    drop: frozenset[tuple[str, str]] = frozenset()


_INTRODUCTION = (
    "# Decisions about findings, by rule and fingerprint: accept, reject, or baseline (was there\n"
    "# before). Written by `cleanup review`, `cleanup lint --write-baseline` and by hand.\n"
)


def amended(text: str, path: str, amendment: Amendment) -> str:
    """Return the text of a file with an amendment, in the order of path, rule and fingerprint.

    What stands there stays as it is written, with the comments above it. Raises ConfigError
    where the text is wrong.
    """
    present = parse(text, path)
    head, blocks = _blocks(text)
    if len(blocks) != len(present):  # written in another way than one table after another
        head, blocks = "", [render(one) for one in present]
    kept = {one.key: (one, block) for one, block in zip(present, blocks, strict=True)}
    for key in amendment.drop:
        kept.pop(key, None)
    for one in amendment.put:
        comments = _comments(kept[one.key][1]) if one.key in kept else ""
        if one.key not in kept or kept[one.key][0] != one:
            kept[one.key] = (one, comments + render(one))
    ordered = sorted(kept.values(), key=lambda pair: (pair[0].path, *pair[0].key))
    parts = [head.strip("\n") or _INTRODUCTION.strip("\n"), *(b.strip("\n") for _, b in ordered)]
    return "\n\n".join(parts) + "\n"


def _blocks(text: str) -> tuple[str, list[str]]:
    """Part the text of a file into what stands before the decisions, and each decision."""
    starts = []
    for match in _HEADER.finditer(text):
        start = match.start()
        while start > 0 and text[text.rfind("\n", 0, start - 1) + 1 : start].startswith("#"):
            start = text.rfind("\n", 0, start - 1) + 1
        starts.append(start)
    if not starts:
        return text, []
    ends = [*starts[1:], len(text)]
    return text[: starts[0]], [text[a:b] for a, b in zip(starts, ends, strict=True)]


def _comments(block: str) -> str:
    header = _HEADER.search(block)
    return block[: header.start()] if header else ""


def render(one: Decision) -> str:
    """Return a decision as a table of TOML."""
    values = {key: getattr(one, key) for key in _KEYS}
    needed = {k: v for k, v in values.items() if v or (k == "suggestion" and v is not None)}
    return "[[decision]]\n" + "".join(f"{k} = {_quoted(v)}\n" for k, v in needed.items())


def _quoted(value: str) -> str:
    from json import dumps

    # What JSON leaves as it is and TOML does not take; half a surrogate pair can only be a name.
    text = dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    return text.encode("utf-8", "replace").decode("utf-8")


def write_amended(path: str, amendment: Amendment) -> None:
    """Amend a decisions file in one step, or begin one.

    Raises ConfigError where what stands there is wrong, FileError where it cannot be written.
    """
    import os

    from cleanup.files import read_bytes, write_atomic

    there = read_bytes(path, None, allow_empty=True) if os.path.exists(path) else None  # noqa: PTH110
    try:
        text = there.data.decode("utf-8-sig") if there else ""
    except UnicodeDecodeError as error:
        raise ConfigError(f"{shown(path)}: byte {error.start}: not valid UTF-8") from None
    new = amended(text.replace("\r\n", "\n"), path, amendment)
    if new != text:
        write_atomic(path, new.encode("utf-8"), expect=there)


def surroundings(text: str, start: int, end: int) -> str:
    """Return what a decision quotes of a text around `start:end` (code points), on one line."""
    around = text[max(0, start - _AROUND) : min(end, start + _LONGEST) + _AROUND]
    return " ".join(around.split())


def unused(entries: Iterable[Decision], used: Iterable[tuple[str, str]]) -> list[Decision]:
    """Return the decisions that no document had a use for; what was accepted may be done."""
    keys = set(used)
    return [one for one in entries if one.verdict != "accept" and one.key not in keys]
