"""`cleanup lint --write-baseline`: what is found today is known, and only what is new speaks."""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH100, PTH120

from __future__ import annotations

import os
from collections.abc import Iterable

from cleanup.decisions.file import (
    Amendment,
    Decision,
    Verdict,
    load,
    read_decisions,
    surroundings,
    unused,
    write_amended,
)
from cleanup.results import Entry, Finding, Plan


class Baseline:
    """Keeps what a run finds, for the decisions file of each document."""

    def __init__(self) -> None:
        self._found: dict[str, list[Decision]] = {}
        self._read: dict[str, set[str]] = {}

    def take(self, entry: Entry, home: str, holding: tuple[str, ...]) -> None:
        """Take in a document; `holding` are the files of decisions that hold for it."""
        known = load(holding)
        path = relative(entry.path, home)
        self._read.setdefault(home, set()).add(path)
        self._found.setdefault(home, []).extend(
            decision_on(finding, entry.plan, path, "baseline")
            for finding in entry.plan.findings
            if known.of(finding.code, finding.fingerprint) is None
        )

    def write(self, used: Iterable[tuple[str, str]]) -> list[tuple[str, int, int]]:
        """Write the files; return each with how many findings came and went.

        What stood in a baseline for a document that was read, and is found no more, goes. Raises
        ConfigError, FileError.
        """
        done = []
        keys = set(used)
        for home, found in self._found.items():
            there = read_decisions(home) if os.path.isfile(home) else ()  # noqa: PTH113
            stale = {
                one.key
                for one in unused(there, keys)
                if one.verdict == "baseline" and one.path in self._read[home]
            }
            put = tuple({one.key: one for one in found}.values())
            write_amended(home, Amendment(put, frozenset(stale)))
            done.append((home, len(put), len(stale)))
        return done


def decision_on(
    finding: Finding,
    plan: Plan,
    path: str,
    verdict: Verdict,
    suggestion: str | None = None,
) -> Decision:
    """Return a decision about a finding of a plan; `path` is the document's, from the file."""
    return Decision(
        finding.code,
        finding.fingerprint,
        verdict,
        suggestion=suggestion,
        path=path,
        excerpt=surroundings(plan.source, finding.start, finding.end),
    )


def relative(path: str, home: str) -> str:
    """Return the path of a document as a decisions file names it."""
    try:
        found = os.path.relpath(os.path.abspath(path), os.path.dirname(home))
    except ValueError:  # on another drive
        found = os.path.abspath(path)
    return found.replace(os.sep, "/")
