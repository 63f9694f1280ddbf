"""Where the rules stand: inside the package in a wheel, at the top of the repository otherwise."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def rules_folder() -> Path:
    """Return the folder of the rules that ship with this installation."""
    package = Path(__file__).parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent.parent / "rules"


@cache
def pages_folder() -> Path:
    """Return the folder of the rules' pages; with an installation of old it may not exist."""
    package = Path(__file__).parent
    inside = package / "pages"
    return inside if inside.is_dir() else package.parent.parent / "docs" / "rules"


def cache_folder() -> Path:
    """Return the folder for what can be made again, such as parsed rules."""
    import os

    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if base:
        return Path(base) / "mt-cleanup"
    home = os.environ.get("HOME") or os.environ.get("USERPROFILE")
    if home:
        return Path(home) / ".cache" / "mt-cleanup"
    import tempfile

    return Path(tempfile.gettempdir()) / f"mt-cleanup-{os.getuid() if hasattr(os, 'getuid') else 0}"
