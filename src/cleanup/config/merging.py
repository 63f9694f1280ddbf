"""A configuration over the one it extends."""

from __future__ import annotations

from typing import Any

from cleanup.config.model import Config
from cleanup.start.data import fields, replace

# What the extending file adds to; any other key that it gives replaces that of its base.
_ADDED = ("extend_rules", "unfixable", "extend_exclude", "for_files", "options", "named", "said")
_ADDED_RULES = ("ignore", "extend_select")


def extended(base: Config, own: Config) -> Config:
    """Return what a file says together with its base.

    They are merged as the command line is with a configuration: `select` begins anew, without it
    what is ignored stays ignored, and what may not be fixed is never widened.
    """
    keys = {name.replace("-", "_") for name, _ in own.said}
    merged: dict[str, Any] = {"file": own.file}
    for field in (one.name for one in fields(Config)):
        added = field in _ADDED or (field in _ADDED_RULES and not own.select)
        if added:
            both = (*getattr(base, field), *getattr(own, field))
            merged[field] = tuple(dict.fromkeys(both))
        elif field in keys or (field in _ADDED_RULES and own.select):
            merged[field] = getattr(own, field)
    return replace(base, **merged)
