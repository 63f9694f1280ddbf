"""Optional data: what a rule may need that does not come with the package, and what is here.

A rule names its need (`needs = "words"`). The data is part of the rule set: what is found depends
on it, so its presence and version stand in the hash of the rules, in the ledger and in `--version`.
Nothing is imported to find that out.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec

from cleanup.start.data import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Optional data: what it is, the Python package it is in, our extra that installs that."""

    what: str
    package: str
    extra: str


SOURCES: Mapping[str, Source] = {"words": Source("word lists", "simplemma", "words")}
NEEDS = tuple(SOURCES)


@cache
def version(need: str) -> str:
    """Return the version of the data that serves a need; empty where it is not installed."""
    spec = find_spec(SOURCES[need].package)
    if spec is None or spec.origin is None:
        return ""
    prefix = f"{SOURCES[need].package}-"
    # `importlib.metadata` would say it as well, and costs more than the whole start of the tool.
    for name in _entries(os.path.dirname(os.path.dirname(spec.origin))):  # noqa: PTH120
        if name.startswith(prefix) and name.endswith(".dist-info"):
            return name[len(prefix) : -len(".dist-info")]
    return "unknown"


def present() -> dict[str, str]:
    """Return the needs that are served, each with the package and version that serves it."""
    return {need: f"{SOURCES[need].package} {version(need)}" for need in NEEDS if version(need)}


def lacking(needs: Iterable[str]) -> tuple[str, ...]:
    """Return those of some needs that nothing serves, in the order of `NEEDS`."""
    asked = set(needs)
    return tuple(need for need in NEEDS if need in asked and not version(need))


def needed(need: str) -> str:
    """Return what a need is, and how it is installed."""
    source = SOURCES[need]
    return f"{source.what} ({source.package}; pip install 'mt-cleanup[{source.extra}]')"


def _entries(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208
    except OSError:
        return []
