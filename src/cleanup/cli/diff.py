"""The unified diff of one document, as `git apply` takes it or as a terminal may show it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from cleanup.formats import Splice
from cleanup.formats.unpacked import is_archive
from cleanup.report.unified import differ, render
from cleanup.results import Entry, Plan, Run
from cleanup.run import Treated, Worked
from cleanup.start.data import replace
from cleanup.text.edits import Change

T = TypeVar("T")


def drawn(treated: Treated, *, terminal: bool) -> Worked[str | bytes]:
    """Return the diff of a document, as text where a terminal shows it, else in its bytes."""
    return Worked.of(treated, diff_text(treated) if terminal else diff_bytes(treated))


def with_diff(treated: Treated, work: Callable[[Treated], Worked[T]]) -> Worked[T]:
    """Do a work, and let the reports have the diff of the document too."""
    worked = work(treated)
    account = worked.account
    entry = replace(account.entry, diff=diff_bytes(treated))
    return replace(worked, account=replace(account, entry=entry))


def diff_bytes(treated: Treated) -> bytes:
    """Return the diff in the bytes of the file, whatever its encoding and line ends.

    Of an archive it is that of the prose: nobody could read the other, and no tool applies it.
    """
    if is_archive(treated.file.data):
        return render(Run((treated.entry,))).encode("utf-8", "backslashreplace")
    if not treated.is_as_read:
        return _rendered(treated.entry, _between(treated, "latin-1"))
    changes = treated.plan.changes
    output, splices = treated.source.splice(changes), treated.source.splices(changes)
    return diff_of(treated.entry, treated.file.data, output, splices)


def diff_of(entry: Entry, data: bytes, output: bytes, splices: Sequence[Splice]) -> bytes:
    """Return the diff between two contents of a file, which differ by the splices alone."""
    if is_archive(data):
        return differ(entry.path).encode()
    return _rendered(entry, _as_bytes(data, output, splices))


def _rendered(entry: Entry, plan: Plan) -> bytes:
    return render(Run((entry,)), lambda _: plan).encode("latin-1")


def diff_text(treated: Treated) -> str:
    """Return the diff for a terminal: as text, with what could act on the terminal drawn."""
    from cleanup.report.invisible import draw

    entry = treated.entry
    if not treated.is_as_read and not is_archive(treated.file.data):
        entry = replace(entry, plan=_between(treated, treated.source.encoding))
    return draw(render(Run((entry,))), changed=False)


def _between(treated: Treated, codec: str) -> Plan:
    """Return the way from the file to the output, where the plan begins at an earlier input."""
    from difflib import SequenceMatcher

    output = treated.source.splice(treated.plan.changes)
    old, new = treated.file.data.decode(codec), output.decode(codec)
    before, after = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (old, new))
    changes = []
    at = out = 0
    for _, low, high, first, last in SequenceMatcher(None, before, after, False).get_opcodes():
        was, now = "".join(before[low:high]), "".join(after[first:last])
        if was != now:
            changes.append(Change(at, at + len(was), was, now, out, out + len(now)))
        at, out = at + len(was), out + len(now)
    return Plan(old, new, treated.plan.language, tuple(changes), treated.plan.findings)


def _as_bytes(data: bytes, output: bytes, splices: Sequence[Splice]) -> Plan:
    """Return the changes on the bytes of the file, each taken for one character (Latin-1).

    So the diff holds the very bytes of the file: a byte order mark, `\\r`, any encoding.
    """
    changes = []
    shift = 0
    for splice in splices:
        start = splice.start - shift
        end = start + len(splice.old)
        new = output[splice.start : splice.end].decode("latin-1")
        old = splice.old.decode("latin-1")
        changes.append(Change(start, end, old, new, splice.start, splice.end))
        shift += (splice.end - splice.start) - len(splice.old)
    return Plan(data.decode("latin-1"), output.decode("latin-1"), "und", tuple(changes), ())
