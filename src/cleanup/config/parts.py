"""The parts of a configuration: what holds for some files, and what only the rules can judge."""

from __future__ import annotations

from typing import Literal

from cleanup.config.place import Place
from cleanup.errors import ConfigError
from cleanup.rule.options import OptionValue
from cleanup.start.data import dataclass
from cleanup.walk.globs import means


@dataclass(frozen=True, slots=True)
class ForFiles:
    """What holds for the files that globs mean; the globs are relative to `folder`.

    Empty stands for what is not said.
    """

    globs: tuple[str, ...]
    folder: str
    place: Place | str
    ignore: tuple[str, ...] = ()
    lang: str = ""
    style: str = ""
    encoding: str = ""
    format: str = ""
    fields: tuple[str, ...] = ()

    def means(self, path: str) -> bool:
        """Tell whether a file (an absolute path) is meant. Raises ConfigError for a bad glob."""
        try:
            return means(self.globs, self.folder, path)
        except ValueError as error:
            raise ConfigError(f"{self.place}: {error}") from None


@dataclass(frozen=True, slots=True)
class Named:
    """Something that only the rules can tell to be right: a selector or a style."""

    kind: Literal["codes", "style"]
    value: str
    place: Place


@dataclass(frozen=True, slots=True)
class SetOption:
    """An option of rules, set: `rules` is a code or the beginning of codes."""

    rules: str
    name: str
    value: OptionValue
    place: Place
