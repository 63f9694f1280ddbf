"""How a command declares its options: once, as the fields of a frozen dataclass.

The commands that typer shows and the small parser that plain calls need are both made from these
fields, so no flag can be known to one and not to the other. A field with the metadata `GROUP` holds
another such dataclass, whose options belong to the command too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeVar, cast

from cleanup.start.data import dataclass, field, fields

Kind = Literal["switch", "value", "values", "argument", "arguments"]
T = TypeVar("T")

GROUP: Mapping[str, Any] = {"group": True}


@dataclass(frozen=True, slots=True)
class Option:
    """One option or argument: the name of its field, how it is written and what it does.

    A `switch` is a bool, a `value` and an `argument` a str or None, `values` and `arguments` a
    tuple of str. `choices` are offered by completion; what else is given is refused by the command.
    """

    name: str
    kind: Kind
    flags: tuple[str, ...]
    help: str
    metavar: str = ""
    panel: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False


def switch(*flags: str, help: str, panel: str = "") -> bool:
    """Declare an option without a value."""
    return field(default=False, metadata=_kept("switch", flags, help, panel=panel))


def value(
    *flags: str,
    help: str,
    metavar: str,
    panel: str = "",
    choices: tuple[str, ...] = (),
) -> str | None:
    """Declare an option with one value; of several the last counts."""
    kept = _kept("value", flags, help, metavar=metavar, panel=panel, choices=choices)
    return field(default=None, metadata=kept)


def values(*flags: str, help: str, metavar: str, panel: str = "") -> tuple[str, ...]:
    """Declare an option that may be given several times."""
    return field(default=(), metadata=_kept("values", flags, help, metavar=metavar, panel=panel))


def argument(*, help: str, metavar: str) -> str | None:
    """Declare the one argument of a command; None where it is left out."""
    return field(default=None, metadata=_kept("argument", (), help, metavar=metavar))


def arguments(*, help: str, metavar: str, required: bool = False) -> tuple[str, ...]:
    """Declare all arguments of a command."""
    kept = _kept("arguments", (), help, metavar=metavar, required=required)
    return field(default=(), metadata=kept)


def _kept(kind: Kind, flags: tuple[str, ...], help: str, **rest: Any) -> Mapping[str, Any]:
    return {"option": {"kind": kind, "flags": flags, "help": help, **rest}}


def options_of(kind: type[Any]) -> Iterator[Option]:
    """Yield the options of a dataclass and of its groups, in the order they are declared."""
    for one in fields(kind):
        if "group" in one.metadata:
            yield from options_of(cast(Any, one.default_factory))
        else:
            yield Option(one.name, **one.metadata["option"])


def fill(kind: type[T], given: Mapping[str, Any]) -> T:
    """Return an instance with the values that were given, by names of fields."""
    ready: dict[str, Any] = {}
    for one in fields(cast(Any, kind)):
        if "group" in one.metadata:
            ready[one.name] = fill(cast(Any, one.default_factory), given)
        elif one.name in given:
            ready[one.name] = given[one.name]
    return kind(**ready)
