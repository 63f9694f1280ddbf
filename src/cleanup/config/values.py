"""What the values of a configuration must be; each check names the place of what is wrong."""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH112, PTH118, PTH120

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from cleanup.errors import ConfigError
from cleanup.nearest import nearest
from cleanup.results import SEVERITIES

if TYPE_CHECKING:
    from cleanup.config.keys import Key
    from cleanup.config.place import Place

_UNITS = {"": 1, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000}


def value_of(key: Key, value: Any, place: Place) -> object:
    """Return the value of a key that is no table, as the configuration keeps it.

    Raises ConfigError for one of another type, or one that means nothing.
    """
    if key.kind in ("codes", "folders", "globs", "fields"):
        return _strings(key, value, place)
    if key.kind == "switch":
        if not isinstance(value, bool):
            raise place.wrong(f"must be true or false, not {value!r}")
        return value
    if key.kind == "size":
        return _size(value, place)
    if not isinstance(value, str):
        raise place.wrong(f"must be a string, not {value!r}")
    if key.kind == "severity":
        check_severity(value, place)
    if key.kind == "encoding":
        check_encoding(value, place)
    if key.kind == "format":
        _check_format(value, place)
    return value


def size(text: str) -> int | None:
    """Return the bytes that `100M`, `64k` or `5_000` stand for, None where it is no size."""
    number = text.strip().upper().removesuffix("B")
    unit = number[-1:] if number[-1:] in ("K", "M", "G") else ""
    digits = number.removesuffix(unit).strip().replace("_", "")
    return int(digits) * _UNITS[unit] if digits.isascii() and digits.isdigit() else None


def check_severity(severity: str, where: object) -> None:
    """Raise ConfigError, naming where it stands, for what is no severity."""
    if severity not in SEVERITIES:
        known = ", ".join(reversed(SEVERITIES))
        hint = nearest(severity, SEVERITIES)
        raise ConfigError(f"{where}: there is no severity {severity!r} (there are: {known}){hint}")


def check_encoding(encoding: str, where: object) -> None:
    """Raise ConfigError, naming where it stands, for what is no encoding of text."""
    try:
        "".encode(encoding)
    except (LookupError, ValueError):
        raise ConfigError(f"{where}: unknown encoding {encoding!r}") from None


def known_formats() -> tuple[str, ...]:
    """Return the names of the formats."""
    from cleanup.formats import FORMATS

    return tuple(one.name for one in FORMATS)


def _check_format(name: str, place: Place) -> None:
    known = known_formats()
    if name not in known:
        there, hint = ", ".join(known), nearest(name, known)
        raise place.wrong(f"there is no format {name!r} (there are: {there}){hint}")


def _strings(key: Key, value: Any, place: Place) -> tuple[str, ...]:
    if key.kind == "globs" and isinstance(value, str):
        value = [value]
    if isinstance(value, str) or not isinstance(value, list):
        such = ["text"] if key.kind == "fields" else ["QUO"]
        raise place.wrong(f"must be a list of strings, such as {such}, not {value!r}")
    if not all(isinstance(one, str) and one for one in value):
        raise place.wrong(f"must hold strings alone, not {value!r}")
    if key.kind != "folders":
        return tuple(value)
    above = os.path.dirname(place.file)
    for name in value:
        if not os.path.isdir(os.path.join(above, name)):
            raise place.wrong(f"there is no folder {name!r}")
    return tuple(os.path.join(above, name) for name in value)


def _size(value: Any, place: Place) -> int:
    given = value if type(value) is int and value >= 0 else None
    given = size(value) if isinstance(value, str) else given
    if given is None:
        raise place.wrong(f"must be a number of bytes or such as '100M', not {value!r}")
    return given
