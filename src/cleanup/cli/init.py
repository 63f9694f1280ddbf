"""`cleanup init`: write a commented cleanup.toml."""

from __future__ import annotations

from cleanup.cli.declare import argument
from cleanup.cli.streams import say
from cleanup.errors import ConfigError
from cleanup.start.data import dataclass

_NAME = "cleanup.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Init:
    """The options of `cleanup init`."""

    folder: str | None = argument(
        metavar="FOLDER", help="Where it is written (default: the working directory)."
    )


def init(options: Init) -> int:
    """Write the file and return 0.

    Raises ConfigError where there is one already, or a `[tool.cleanup]` that it would hide, and
    FileError where it cannot be written.
    """
    from pathlib import Path

    from cleanup.config import nearest_config, shown_here
    from cleanup.config.sample import sample
    from cleanup.files import failure

    path = Path(options.folder or ".") / _NAME
    folder = path.absolute().parent
    other = Path(nearest_config(str(folder)).file)
    if other.parent == folder and other.name != _NAME:
        raise ConfigError(f"{shown_here(str(other))}: has [tool.cleanup], which it would hide")
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(sample())
    except FileExistsError:
        there = "is there already, and stays as it is"
        raise ConfigError(f"{shown_here(str(path))}: {there}") from None
    except OSError as error:
        raise failure(str(path), error) from None
    say(f"written: {shown_here(str(path))}")
    if other.name:
        above = shown_here(str(other))
        say(f"note: {above} no longer counts there, unless `extend` names it")
    return 0
