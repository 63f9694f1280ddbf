"""Where the named fields of a JSON text stand, to the character. Accepts what RFC 8259 does, alone.

What no path leads to is read by the `json` module, for its speed and so that both agree on what is
JSON; only the way to the fields is walked here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from cleanup.formats.fieldpaths import Path, Step, joined
from cleanup.start.data import dataclass, field
from cleanup.start.expressions import expression

_SPACE = expression(r"[ \t\n\r]*")
_KINDS = {"{": "an object", "[": "a list", "n": "null", "t": "true", "f": "false"}


@dataclass(frozen=True, slots=True)
class Field:
    """A string that is prose: `low` and `high` are the code points between its quotation marks.

    `path` says where it stands in its record.
    """

    low: int
    high: int
    path: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a place (a code point of the text scanned)."""

    at: int
    reason: str


@dataclass(slots=True)
class Scanned:
    """A JSON value: its fields in their order, what is wrong with them, and where it ends.

    `marked` are the strings found under the keys that were asked for beside the fields.
    """

    fields: list[Field] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    marked: dict[str, str] = field(default_factory=dict)
    end: int = 0


class Invalid(ValueError):
    """The text is no JSON: `at` is the code point where that shows, the text the reason."""

    def __init__(self, at: int, reason: str) -> None:
        super().__init__(f"not valid JSON: {reason}")
        self.at = at


def scan(
    text: str,
    at: int,
    paths: Sequence[Path],
    marks: frozenset[str] = frozenset(),
    where: str = "",
) -> Scanned:
    """Find the fields of the value that begins at or after `at`. Raises Invalid.

    `marks` are keys of the value itself whose strings are wanted too; `where` is how the place of
    the value is shown.
    """
    scanner = _Scanner(text, marks, where)
    try:
        scanner.scanned.end = scanner.value(space(text, at), paths, where)
    except RecursionError:
        raise Invalid(at, "nested too deeply") from None
    return scanner.scanned


def space(text: str, at: int) -> int:
    """Return where white space that begins at `at` ends."""
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _no_constant(name: str) -> None:
    raise ValueError(name)


# Numbers stay text: nobody asks for their value, and a long one is refused by `int`.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_no_constant)


class _Scanner:
    """Walks one value."""

    def __init__(self, text: str, marks: frozenset[str], top: str) -> None:
        self.text = text
        self.marks = marks
        self.top = top
        self.scanned = Scanned()

    def value(self, at: int, paths: Sequence[Path], where: str) -> int:
        """Walk the value at `at`, to which `paths` still lead; return where it ends."""
        if not paths and (where != self.top or not self.marks):
            return self.skip(at)
        first = self.text[at : at + 1]
        if not first:
            raise Invalid(at, "expecting value")
        deeper = [path for path in paths if path]
        if len(deeper) < len(paths):
            if first == '"':
                end = self.string(at)[1]
                self.scanned.fields.append(Field(at + 1, end - 1, where))
            else:
                self.fault(at, f"{where} is {_KINDS.get(first, 'a number')}, not text")
        if first == "{":
            return self.walk_object(at, deeper, where)
        if first == "[":
            return self.walk_list(at, deeper, where)
        for path in deeper:
            self.miss(at, where, path[0])
        return self.skip(at)

    def walk_object(self, at: int, paths: Sequence[Path], where: str) -> int:
        """Walk an object."""
        start, at = at, space(self.text, at + 1)
        seen: set[Step] = {None}
        closed = self.text[at : at + 1] == "}"
        while not closed:
            if self.text[at : at + 1] != '"':
                raise Invalid(at, "a key in quotation marks must stand here")
            key, end = self.string(at)
            at = space(self.text, end)
            if self.text[at : at + 1] != ":":
                raise Invalid(at, "a colon must stand here")
            at = space(self.text, at + 1)
            seen.add(key)
            below = [path[1:] for path in paths if path[0] is None or path[0] == key]
            if where == self.top and key in self.marks and self.text[at : at + 1] == '"':
                self.scanned.marked[key] = self.string(at)[0]
            at, closed = self.next(self.value(at, below, joined(where, key)), "}")
        for path in paths:
            if path[0] not in seen:
                self.miss(start, where, path[0])
        return at + 1

    def walk_list(self, at: int, paths: Sequence[Path], where: str) -> int:
        """Walk a list."""
        start, at = at, space(self.text, at + 1)
        count = 0
        closed = self.text[at : at + 1] == "]"
        while not closed:
            below = [path[1:] for path in paths if path[0] is None or path[0] == count]
            at, closed = self.next(self.value(at, below, joined(where, count)), "]")
            count += 1
        for path in paths:
            step = path[0]
            if isinstance(step, str) or (isinstance(step, int) and step >= count):
                self.miss(start, where, step)
        return at + 1

    def next(self, at: int, close: str) -> tuple[int, bool]:
        """Return where the next key or element stands, or the end mark, and whether it is that."""
        at = space(self.text, at)
        mark = self.text[at : at + 1]
        if mark == ",":
            return space(self.text, at + 1), False
        if mark != close:
            raise Invalid(at, f"a comma or {close} must stand here")
        return at, True

    def string(self, at: int) -> tuple[str, int]:
        """Return the string at `at`, and where it ends."""
        value, end = self.read(at)
        return str(value), end

    def skip(self, at: int) -> int:
        """Return where the value at `at` ends."""
        return self.read(at)[1]

    def read(self, at: int) -> tuple[object, int]:
        """Return the value at `at`, and where it ends."""
        try:
            return _DECODER.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            raise Invalid(error.pos, _plainly(error.msg)) from None
        except ValueError as error:
            raise Invalid(at, f"{error} is no value of JSON") from None

    def fault(self, at: int, reason: str) -> None:
        """Keep what is wrong with a field."""
        self.scanned.faults.append(Fault(at, reason))

    def miss(self, at: int, where: str, step: Step) -> None:
        """Keep that a field is not there, and what is there in its place."""
        name = joined(where, step)
        kind = _KINDS.get(self.text[at], "text" if self.text[at] == '"' else "a number")
        inside = f" (what should hold it is {kind})" if kind != "an object" else ""
        self.fault(at, f"there is no field {name}{inside}")


def _plainly(message: str) -> str:
    """Return what the `json` module says as it can stand behind a place."""
    if message == "Unterminated string starting at":
        return "no quotation mark ends the string"
    return message[:1].lower() + message[1:].removesuffix(" at")
