"""Where something is said: a file, a line and a key."""

# ruff: noqa: PTH123

from __future__ import annotations

from cleanup.errors import ConfigError
from cleanup.files import shown, shown_here
from cleanup.start.data import dataclass, replace
from cleanup.start.expressions import expression

_BARE = expression(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A key of a configuration file, or with a number behind it an entry of its list.

    As text it is `cleanup.toml:3: rules.QUO003.option`, the file as seen from the working
    directory. Without keys it is the file.
    """

    file: str
    keys: tuple[str | int, ...] = ()

    def at(self, *keys: str | int) -> Place:
        """Return the place of a key below this one."""
        return replace(self, keys=(*self.keys, *keys))

    def wrong(self, reason: str) -> ConfigError:
        """Return the error that names this place and the reason."""
        return ConfigError(f"{self}: {reason}")

    @property
    def source(self) -> str:
        """The file and the line, such as `cleanup.toml:3`; the file alone where no line is known.

        The file is read again for it, since only errors and `--show-settings` want to know.
        """
        from cleanup.config.lines import line_of

        name = shown_here(self.file)
        try:
            with open(self.file, encoding="utf-8-sig", newline="") as file:
                line = line_of(file.read(), self.keys) if self.keys else None
        except (OSError, ValueError):
            return name
        return name if line is None else f"{name}:{line}"

    def __str__(self) -> str:
        names = [key for key in self.keys if isinstance(key, str)]
        dotted = ".".join(n if _BARE.fullmatch(n) else f'"{shown(n)}"' for n in names)
        return f"{self.source}: {dotted}" if dotted else self.source
