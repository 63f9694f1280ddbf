"""Reading a configuration file, with those it extends: it inherits nothing else."""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH113, PTH118, PTH120, PTH123

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.config.keys import FILE_KEYS, KEYS, Key
from cleanup.config.merging import extended
from cleanup.config.model import NOTHING, Config
from cleanup.config.parts import ForFiles, Named, SetOption
from cleanup.config.place import Place
from cleanup.config.values import value_of
from cleanup.errors import ConfigError
from cleanup.files import failure, shown
from cleanup.nearest import nearest
from cleanup.start.data import dataclass, field, replace


def read_file(path: str, *, must_speak: bool, below: tuple[str, ...] = ()) -> Config | None:
    """Return what a file says, None for a `pyproject.toml` that says nothing to us.

    `below` are the files that extend this one. Raises ConfigError for a file that cannot be read
    or says something wrong.
    """
    head = Place(path)
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise ConfigError(str(failure(str(head), error))) from None
    ours = not path.endswith("pyproject.toml")
    table: Mapping[str, Any] = _parse(data, head)
    if not ours:
        tool = table.get("tool")
        inner = tool.get("cleanup") if isinstance(tool, dict) else None
        if inner is None:
            if must_speak:
                raise head.wrong("has no table [tool.cleanup]")
            return None
        head = head.at("tool", "cleanup")
        table = _table(inner, head)
    own = _Reader(path).config(table, head)
    base = table.get("extend")
    return own if base is None else extended(_base(base, head.at("extend"), below), own)


def _base(name: str, place: Place, below: tuple[str, ...]) -> Config:
    """Return the configuration that a file extends."""
    path = os.path.normpath(os.path.join(os.path.dirname(place.file), name))
    chain = (*below, place.file)
    if path in chain:
        circle = [*chain[chain.index(path) :], path]
        raise place.wrong("goes in a circle: " + " → ".join(str(Place(one)) for one in circle))
    if not os.path.isfile(path):
        raise place.wrong(f"there is no file {name!r}")
    return read_file(path, must_speak=True, below=chain) or NOTHING


def _parse(data: bytes, head: Place) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise head.wrong(f"byte {error.start}: not valid UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise head.wrong(f"not valid TOML: {shown(str(error))}") from None


def _table(value: Any, place: Place) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise place.wrong(f"must be a table, not {value!r}")
    return value


def _known(table: Mapping[str, Any], keys: Mapping[str, Key], place: Place) -> None:
    for name in table:
        if name not in keys:
            raise place.at(name).wrong(f"unknown key{nearest(name, keys)}")


@dataclass(slots=True)
class _Reader:
    """Reads the tables of one file, and keeps what only the rules can tell to be right."""

    file: str
    named: list[Named] = field(default_factory=list)

    def config(self, table: Mapping[str, Any], head: Place) -> Config:
        """Return what the file says by itself."""
        _known(table, KEYS, head)
        said: dict[str, Any] = {}
        for_files: list[ForFiles] = []
        options: list[SetOption] = []
        for name, value in table.items():
            key, place = KEYS[name], head.at(name)
            if key.kind == "ignores":
                for_files += self._ignores(_table(value, place), place)
            elif key.kind == "files":
                for_files += self._files(value, place)
            elif key.kind == "options":
                options += _options(_table(value, place), place)
            elif key.kind == "globs":
                globs: Any = self._plain(key, value, place)
                said[key.field] = (ForFiles(globs, os.path.dirname(self.file), place),)
            else:
                said[key.field] = self._plain(key, value, place)
        said.pop("extend", None)
        return replace(
            Config(file=self.file, **said),
            for_files=tuple(for_files),
            options=tuple(options),
            named=tuple(self.named),
            said=tuple((name, head.at(name)) for name in table),
        )

    def _plain(self, key: Key, value: Any, place: Place) -> object:
        found = value_of(key, value, place)
        if key.kind == "style" and isinstance(found, str) and found:
            self.named.append(Named("style", found, place))
        elif key.kind == "codes" and isinstance(found, tuple):
            self.named += (Named("codes", c, place.at(n)) for n, c in enumerate(found))
        return found

    def _ignores(self, table: Mapping[str, Any], place: Place) -> Iterator[ForFiles]:
        codes = KEYS["ignore"]
        for glob, value in table.items():
            here = place.at(glob)
            ignore: Any = self._plain(codes, value, here)
            yield ForFiles((glob,), os.path.dirname(self.file), here, ignore=ignore)

    def _files(self, tables: Any, place: Place) -> Iterator[ForFiles]:
        if not isinstance(tables, list):
            raise place.wrong("is written [[files]], with two brackets")
        for number, table in enumerate(tables):
            here = place.at(number)
            _known(_table(table, here), FILE_KEYS, here)
            said: Any = {n: self._plain(FILE_KEYS[n], v, here.at(n)) for n, v in table.items()}
            if not said.get("glob"):
                raise here.wrong("needs a glob that says which files are meant")
            globs = said.pop("glob")
            yield ForFiles(globs, os.path.dirname(self.file), here, **said)


def _options(table: Mapping[str, Any], place: Place) -> Iterator[SetOption]:
    """Yield the options that are set; the types are checked when the rules are known."""
    for rules, options in table.items():
        for name, value in _table(options, place.at(rules)).items():
            here = place.at(rules, name)
            if isinstance(value, list) and all(isinstance(one, str) for one in value):
                yield SetOption(rules, name, tuple(value), here)
            elif isinstance(value, str | int | float | bool):
                yield SetOption(rules, name, value, here)
            else:
                raise here.wrong(
                    f"must be a string, a number, true, false or a list of strings, not {value!r}"
                )
        if not options:
            yield SetOption(rules, "", (), place.at(rules))
