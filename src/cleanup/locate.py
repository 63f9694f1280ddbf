"""Where the rules stand: inside the package in a wheel, at the top of the repository otherwise."""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH112, PTH118, PTH120

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@cache
def rules_path() -> str:
    """Return the folder of the rules that ship with this installation."""
    return _shipped("rules", "rules")


def rules_folder() -> Path:
    """Return the same folder, for those who walk in it."""
    from pathlib import Path

    return Path(rules_path())


def pages_folder() -> Path:
    """Return the folder of the rules' pages; with an installation of old it may not exist."""
    from pathlib import Path

    return Path(_shipped("pages", os.path.join("docs", "rules")))


def _shipped(inside: str, outside: str) -> str:
    package = os.path.dirname(__file__)
    found = os.path.join(package, inside)
    if os.path.isdir(found):
        return found
    return os.path.join(os.path.dirname(os.path.dirname(package)), outside)


def cache_path(name: str) -> str:
    """Return the path of a file for what can be made again, such as parsed rules."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    home = os.environ.get("HOME") or os.environ.get("USERPROFILE")
    if not base and home:
        base = os.path.join(home, ".cache")
    if base:
        return os.path.join(base, "mt-cleanup", name)
    import tempfile

    user = os.getuid() if hasattr(os, "getuid") else 0
    return os.path.join(tempfile.gettempdir(), f"mt-cleanup-{user}", name)
