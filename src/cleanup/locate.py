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
