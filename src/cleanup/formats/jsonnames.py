"""Which fields of a JSON text hold strings: for those who have not named any yet."""

from __future__ import annotations

import json
from collections.abc import Iterator

from cleanup.files import shown
from cleanup.formats.fieldpaths import joined

_SHOWN = 8  # fields that are told
_LONG = 60  # code points of one


def string_fields(text: str, *, lines: bool) -> str:
    """Return a clause that names string fields of the first record, empty where none is found.

    With `lines` each line is a record, else the text is one, or a list of them.
    """
    candidates = (line for line in text.split("\n") if line.strip()) if lines else iter((text,))
    for candidate in candidates:
        try:
            found = list(dict.fromkeys(_paths(json.loads(candidate), "")))
        except (ValueError, RecursionError):
            continue
        told = [shown(path) for path in found if len(path) <= _LONG]
        more = ", …" if len(told) > _SHOWN else ""
        return f" (text stands in: {', '.join(told[:_SHOWN])}{more})" if told else ""
    return ""


def _paths(value: object, where: str) -> Iterator[str]:
    """Yield the paths to the strings of a value; of a list the first element speaks for all."""
    if isinstance(value, str) and where:
        yield where
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, joined(where, key))
    elif isinstance(value, list):
        for inner in value[:1]:
            yield from _paths(inner, joined(where, None))
