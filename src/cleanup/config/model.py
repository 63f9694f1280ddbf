"""What a configuration says, as data; the parts of it that few files have stand in `parts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleanup.start.data import dataclass

if TYPE_CHECKING:
    from cleanup.config.parts import ForFiles, Named, SetOption
    from cleanup.config.place import Place


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file says, with those it extends; `file` is empty where there is none.

    `extend_rules` are folders, absolute. `max_file_size` is in bytes. Empty and None stand for what
    is not said. `named` are all selectors and styles, for the check when the rules are known, and
    `said` is where each key was given, by the name of the key.
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
    fields: tuple[str, ...] = ()
    fail_on: str = ""
    max_file_size: int | None = None
    preview: bool = False
    require_data: bool = False
    exclude: tuple[ForFiles, ...] = ()
    extend_exclude: tuple[ForFiles, ...] = ()
    force_exclude: bool = False
    respect_gitignore: bool = True
    for_files: tuple[ForFiles, ...] = ()
    options: tuple[SetOption, ...] = ()
    named: tuple[Named, ...] = ()
    said: tuple[tuple[str, Place], ...] = ()

    def places(self, key: str) -> tuple[Place, ...]:
        """Return where a key was given, the base first."""
        return tuple(place for name, place in self.said if name == key)


NOTHING = Config()
