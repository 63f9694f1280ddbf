"""A unified diff that `git apply` takes, built from the changes of a plan."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from cleanup.results import Entry, Plan, Run
from cleanup.start.data import dataclass

_CONTEXT = 3


@dataclass(frozen=True, slots=True)
class _Swap:
    """Lines `first:stop` of the input (from 0) become `new`."""

    first: int
    stop: int
    new: tuple[str, ...]


def render(run: Run, as_written: Callable[[Entry], Plan] | None = None) -> str:
    """Return one unified diff of all documents that changed, with three lines of context.

    Lines end at `\\n` alone, as git sees them. A plan has `\\n` whatever the file has, so the
    diff of a plan applies to files with `\\n` only. For other line ends the caller gives
    `as_written`: it returns the same changes on the text as the file holds it (`\\r` and byte
    order mark included), and the diff then applies to that file. The text is written as it is,
    control characters included; encode it as the file is encoded. Paths are taken as relative to
    where the diff will be applied.
    """
    parts: list[str] = []
    for entry in run.entries:
        plan = as_written(entry) if as_written else entry.plan
        hunks = _hunks(plan)
        if hunks:
            parts.append(_header(entry.path) + hunks)
    return "".join(parts)


def differ(path: str) -> str:
    """Return what git says of a file that changed and is no text."""
    old, new = _names(path)
    return f"diff --git {old} {new}\nBinary files {old} and {new} differ\n"


def _names(path: str) -> tuple[str, str]:
    name = os.path.normpath(path).replace(os.sep, "/").lstrip("/")
    return _quoted(f"a/{name}"), _quoted(f"b/{name}")


def _header(path: str) -> str:
    name = os.path.normpath(path).replace(os.sep, "/").lstrip("/")
    old, new = _names(path)
    # As git does it: without the tab, a space in a name would end it for `patch`.
    stop = "\t" if " " in name else ""
    return f"diff --git {old} {new}\n--- {old}{stop}\n+++ {new}{stop}\n"


def _quoted(name: str) -> str:
    """Return a name as git writes it: in C quotes where it has more than plain ASCII."""
    marks = {0x22: '\\"', 0x5C: "\\\\", 0x07: "\\a", 0x08: "\\b", 0x09: "\\t"}
    marks |= {0x0A: "\\n", 0x0B: "\\v", 0x0C: "\\f", 0x0D: "\\r"}
    parts = [
        marks.get(byte) or (chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03o}")
        for byte in os.fsencode(name)
    ]
    quoted = "".join(parts)
    return quoted if quoted == name else f'"{quoted}"'


def _hunks(plan: Plan) -> str:
    lines = _split(plan.source)
    swaps = _swaps(plan, lines)
    parts: list[str] = []
    shift = 0
    at = 0
    while at < len(swaps):
        last = at
        while last + 1 < len(swaps) and swaps[last + 1].first - swaps[last].stop <= 2 * _CONTEXT:
            last += 1
        group = swaps[at : last + 1]
        parts.append(_hunk(lines, group, shift))
        shift += sum(len(s.new) - (s.stop - s.first) for s in group)
        at = last + 1
    return "".join(parts)


def _split(text: str) -> list[str]:
    """Part a text after each `\\n`; `splitlines` would also part it at a form feed."""
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _swaps(plan: Plan, lines: Sequence[str]) -> list[_Swap]:
    """Return the lines that change. Changes on one line, or on lines that meet, are together."""
    starts = [0, *accumulate(len(line) for line in lines)]
    groups: list[tuple[int, int, int, int]] = []  # first and last line, first and last change
    for number, change in enumerate(plan.changes):
        first = _line_of(starts, change.start)
        last = _line_of(starts, change.end)
        if groups and first <= groups[-1][1]:
            groups[-1] = (groups[-1][0], max(last, groups[-1][1]), groups[-1][2], number)
        else:
            groups.append((first, last, number, number))
    found: list[_Swap] = []
    for first, last, head, tail in groups:
        stop = min(last + 1, len(lines))
        old = lines[first:stop]
        new = _split(_result(plan, starts[first], starts[stop], head, tail))
        swap = _trimmed(first, old, new)
        if swap.new or swap.stop > swap.first:
            found.append(swap)
    return found


def _line_of(starts: Sequence[int], offset: int) -> int:
    """Return the line an offset stands in; the end of the text belongs to the last line."""
    return max(0, min(bisect_right(starts, offset) - 1, len(starts) - 2))


def _result(plan: Plan, low: int, high: int, head: int, tail: int) -> str:
    """Return what `source[low:high]` became; `head` and `tail` are its first and last change."""
    first, last = plan.changes[head], plan.changes[tail]
    return plan.text[first.out_start - (first.start - low) : last.out_end + (high - last.end)]


def _trimmed(first: int, old: Sequence[str], new: Sequence[str]) -> _Swap:
    """Leave out the lines that are the same at both ends, such as the one after a lost line."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return _Swap(first + head, first + len(old) - tail, tuple(new[head : len(new) - tail]))


def _hunk(lines: Sequence[str], group: Sequence[_Swap], shift: int) -> str:
    low = max(0, group[0].first - _CONTEXT)
    high = min(len(lines), group[-1].stop + _CONTEXT)
    body: list[str] = []
    at = low
    for swap in group:
        body.extend(_marked(" ", lines[at : swap.first]))
        body.extend(_marked("-", lines[swap.first : swap.stop]))
        body.extend(_marked("+", swap.new))
        at = swap.stop
    body.extend(_marked(" ", lines[at:high]))
    grown = sum(len(s.new) - (s.stop - s.first) for s in group)
    old, new = _range(low, high - low), _range(low + shift, high - low + grown)
    return f"@@ -{old} +{new} @@\n" + "".join(body)


def _range(first: int, count: int) -> str:
    """Return a range as a hunk names it; an empty one names the line before it."""
    start = first + 1 if count else first
    return f"{start}" if count == 1 else f"{start},{count}"


def _marked(mark: str, lines: Sequence[str]) -> list[str]:
    return [
        mark + (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
        for line in lines
    ]
