"""The unified diff of one document, as `git apply` takes it or as a terminal may show it."""

from __future__ import annotations

from cleanup.edits import Change
from cleanup.report.unified import render
from cleanup.results import Plan, Run
from cleanup.run import Treated


def diff_bytes(treated: Treated) -> bytes:
    """Return the diff in the bytes of the file, whatever its encoding and line ends."""
    plan = _as_bytes(treated)
    text = render(Run((treated.entry,)), lambda _: plan)
    return text.encode("latin-1")


def diff_text(treated: Treated) -> str:
    """Return the diff for a terminal: as text, with what could act on the terminal drawn."""
    from cleanup.report.invisible import draw

    return draw(render(Run((treated.entry,))), changed=False)


def _as_bytes(treated: Treated) -> Plan:
    """Return the plan on the bytes of the file, each taken for one character (Latin-1).

    So the diff holds the very bytes of the file: a byte order mark, `\\r`, any encoding.
    """
    source = treated.file.data
    output = treated.source.splice(treated.plan.changes)
    changes = []
    shift = 0
    for splice in treated.source.splices(treated.plan.changes):
        start = splice.start - shift
        end = start + len(splice.old)
        new = output[splice.start : splice.end].decode("latin-1")
        old = splice.old.decode("latin-1")
        changes.append(Change(start, end, old, new, splice.start, splice.end))
        shift += (splice.end - splice.start) - len(splice.old)
    plan = treated.plan
    text = output.decode("latin-1")
    return Plan(source.decode("latin-1"), text, plan.language, tuple(changes), plan.findings)
