"""The configuration: the nearest `cleanup.toml`, or `[tool.cleanup]` in a `pyproject.toml`.

One file speaks for a document: the nearest above it that says something. Nothing is inherited.
"""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH109, PTH112, PTH113, PTH118, PTH120, PTH123

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cleanup.errors import ConfigError
from cleanup.files import failure, shown
from cleanup.nearest import nearest
from cleanup.results import SEVERITIES

NAMES = ("cleanup.toml", "pyproject.toml")
_LISTS = ("select", "ignore", "extend-select", "fixable", "unfixable", "extend-rules")
_TEXTS = ("lang", "style", "encoding", "fail-on")
_KEYS = (*_LISTS, *_TEXTS, "max-file-size", "preview")
_UNITS = {"": 1, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file says; `file` is empty where there is none.

    `extend_rules` are folders, joined to that of the file. `max_file_size` is in bytes. Empty and
    None stand for what is not said.
    """

    file: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    fixable: tuple[str, ...] = ()
    unfixable: tuple[str, ...] = ()
    extend_rules: tuple[str, ...] = ()
    lang: str = ""
    style: str = ""
    encoding: str = ""
    fail_on: str = ""
    max_file_size: int | None = None
    preview: bool = False


NOTHING = Config()


def nearest_config(folder: str) -> Config:
    """Return the configuration for the files of a folder (an absolute path).

    Raises ConfigError for a file that cannot be read or says something wrong.
    """
    while True:
        for name in NAMES:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                found = _read(path, must_speak=False)
                if found is not None:
                    return found
        above = os.path.dirname(folder)
        if above == folder:
            return NOTHING
        folder = above


def read_config(path: str) -> Config:
    """Return the configuration a file holds. Raises ConfigError as `nearest_config` does."""
    return _read(path, must_speak=True) or NOTHING


def shown_here(path: str) -> str:
    """Return a path as a message shows it: from the working directory where it is below that."""
    return shown(path.removeprefix(os.path.join(os.getcwd(), "")))


def size(text: str) -> int | None:
    """Return the bytes that `100M`, `64k` or `5_000` stand for, None where it is no size."""
    number = text.strip().upper().removesuffix("B")
    unit = number[-1:] if number[-1:] in ("K", "M", "G") else ""
    digits = number.removesuffix(unit).strip().replace("_", "")
    return int(digits) * _UNITS[unit] if digits.isascii() and digits.isdigit() else None


def check_severity(severity: str, where: str) -> None:
    """Raise ConfigError, naming where it stands, for what is no severity."""
    if severity not in SEVERITIES:
        known = ", ".join(reversed(SEVERITIES))
        hint = nearest(severity, SEVERITIES)
        raise ConfigError(f"{where}: there is no severity {severity!r} (there are: {known}){hint}")


def check_encoding(encoding: str, where: str) -> None:
    """Raise ConfigError, naming where it stands, for what is no encoding of text."""
    try:
        "".encode(encoding)
    except (LookupError, ValueError):
        raise ConfigError(f"{where}: unknown encoding {encoding!r}") from None


def _read(path: str, *, must_speak: bool) -> Config | None:
    """Return what a file says, None for a `pyproject.toml` that says nothing to us."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise ConfigError(str(failure(shown_here(path), error))) from None
    ours = not path.endswith("pyproject.toml")
    if not ours and not must_speak and b"cleanup" not in data:
        return None  # nor is it our business whether it is right
    table = _parse(data, path)
    if ours:
        return _config(table, path, "")
    tool = table.get("tool")
    inner = tool.get("cleanup") if isinstance(tool, dict) else None
    if inner is None:
        if must_speak:
            raise ConfigError(f"{shown_here(path)}: has no table [tool.cleanup]")
        return None
    if not isinstance(inner, dict):
        raise ConfigError(f"{shown_here(path)}: tool.cleanup must be a table")
    return _config(inner, path, "tool.cleanup: ")


def _parse(data: bytes, path: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{shown_here(path)}: byte {error.start}: not valid UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{shown_here(path)}: not valid TOML: {shown(str(error))}") from None


def _config(table: Mapping[str, Any], path: str, prefix: str) -> Config:
    said: dict[str, Any] = {}
    for key, value in table.items():
        where = f"{shown_here(path)}: {prefix}{shown(key)}"
        if key not in _KEYS:
            raise ConfigError(f"{where}: unknown key{nearest(key, _KEYS)}")
        said[key.replace("-", "_")] = _value(key, value, where)
    if "extend_rules" in said:
        where = f"{shown_here(path)}: {prefix}extend-rules"
        said["extend_rules"] = _folders(said["extend_rules"], os.path.dirname(path), where)
    return Config(file=path, **said)


def _folders(names: tuple[str, ...], above: str, where: str) -> tuple[str, ...]:
    for name in names:
        if not os.path.isdir(os.path.join(above, name)):
            raise ConfigError(f"{where}: there is no folder {name!r}")
    return tuple(os.path.join(above, name) for name in names)


def _value(key: str, value: Any, where: str) -> object:
    if key in _LISTS:
        if isinstance(value, str) or not isinstance(value, list):
            raise ConfigError(f"{where}: must be a list of strings, such as ['QUO'], not {value!r}")
        if not all(isinstance(one, str) and one for one in value):
            raise ConfigError(f"{where}: must hold strings alone, not {value!r}")
        return tuple(value)
    if key == "preview":
        if not isinstance(value, bool):
            raise ConfigError(f"{where}: must be true or false, not {value!r}")
        return value
    if key == "max-file-size":
        return _size(value, where)
    if not isinstance(value, str):
        raise ConfigError(f"{where}: must be a string, not {value!r}")
    if key == "fail-on":
        check_severity(value, where)
    if key == "encoding":
        check_encoding(value, where)
    return value


def _size(value: Any, where: str) -> int:
    given = value if type(value) is int and value >= 0 else None
    given = size(value) if isinstance(value, str) else given
    if given is None:
        raise ConfigError(f"{where}: must be a number of bytes or such as '100M', not {value!r}")
    return given
