"""Data classes as `dataclasses` has them, made without compiling anything before it is needed.

To declare a class there costs half a millisecond: five methods are written as text and compiled. A
hook that looks at one file declares a hundred classes and makes few instances of most of them. Here
the methods are closures, and `__init__` is compiled once a class has proven busy. To a type checker
these are the functions of `dataclasses`, and for those they are data classes like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "field", "fields", "replace"]

if TYPE_CHECKING:
    from dataclasses import dataclass, field, fields, replace

_BUSY = 100  # instances for which a compiled `__init__` pays
_MISSING: Any = object()
_FIELDS = "__data_fields__"
_STANDARD = "__dataclass_fields__"


class _Field:
    """One field as it was declared; `name` and `type` (its annotation) are given by the class."""

    __slots__ = ("compare", "default", "default_factory", "metadata", "name", "type")

    def __init__(self, default: Any, factory: Any, compare: bool, metadata: Any) -> None:
        self.name = self.type = ""
        self.default = default
        self.default_factory = factory
        self.compare = compare
        self.metadata = metadata

    def value(self) -> Any:
        """Return what the field holds where nothing is given."""
        return self.default if self.default_factory is _MISSING else self.default_factory()

    @property
    def required(self) -> bool:
        return self.default is _MISSING and self.default_factory is _MISSING


class _Standard:
    """The fields as `dataclasses` knows them, for its functions: worked out when they ask."""

    def __get__(self, _: object, owner: type) -> Any:
        import dataclasses

        declared = [(one.name, one.type, _standard(one)) for one in owner.__data_fields__]  # type: ignore[attr-defined]
        known = dataclasses.make_dataclass(owner.__name__, declared, kw_only=True)
        made = getattr(known, _STANDARD)
        setattr(owner, _STANDARD, made)
        return made


def _standard(one: _Field) -> Any:
    from dataclasses import MISSING, field

    given: dict[str, Any] = {"default": one.default, "default_factory": one.default_factory}
    given = {key: MISSING if value is _MISSING else value for key, value in given.items()}
    return field(**given, compare=one.compare, metadata=one.metadata)


def _field(
    *,
    default: Any = _MISSING,
    default_factory: Any = _MISSING,
    compare: bool = True,
    metadata: Any = None,
) -> Any:
    """Declare a field, as `dataclasses.field` does."""
    return _Field(default, default_factory, compare, metadata or {})


def _fields(kind: Any) -> tuple[Any, ...]:
    """Return the fields of a data class or of an instance of one, in order."""
    found: tuple[Any, ...] = getattr(kind, _FIELDS)
    return found


def _replace(one: Any, /, **changes: Any) -> Any:
    """Return a copy with other values in some fields. Raises TypeError for an unknown one."""
    for name in one.__match_args__:
        if name not in changes:
            changes[name] = getattr(one, name)
    return one.__class__(**changes)


def _dataclass(
    *, frozen: bool = False, slots: bool = False, order: bool = False, kw_only: bool = False
) -> Callable[[type], type]:
    """Make a data class of a class, as `dataclasses.dataclass` does. Nothing is inherited."""

    def make(kind: type) -> type:
        declared = tuple(_declared(kind))
        names = tuple(one.name for one in declared)
        given: dict[str, Any] = _compared(declared, frozen, order) | {"__repr__": _shown(names)}
        if frozen:
            given |= {"__setattr__": _refuse, "__delattr__": _refuse}
            if slots:
                given |= {"__getstate__": _state(names), "__setstate__": _restore(names)}
        given |= {_FIELDS: declared, _STANDARD: _Standard(), "__match_args__": names}
        given["__init__"] = _made(declared, frozen, kw_only)
        given = {name: one for name, one in given.items() if name not in kind.__dict__}
        if slots:
            return _slotted(kind, names, given)
        for name, one in given.items():
            setattr(kind, name, one)
        return kind

    return make


def _declared(kind: type) -> Iterator[_Field]:
    for name, said in kind.__annotations__.items():
        given = kind.__dict__.get(name, _MISSING)
        one = given if isinstance(given, _Field) else _Field(given, _MISSING, True, {})
        one.name, one.type = name, said
        if given is one:  # as elsewhere, a class shows the default alone
            if one.default is _MISSING:
                delattr(kind, name)
            else:
                setattr(kind, name, one.default)
        yield one


def _slotted(kind: type, names: tuple[str, ...], given: dict[str, Any]) -> type:
    """Return the class again, with slots in the place of its defaults, and with what is given.

    To give it that later would cost more than the class: for each method its slots are looked up.
    """
    inside = {key: value for key, value in kind.__dict__.items() if key not in names}
    inside |= given | {"__slots__": names}
    for key in ("__dict__", "__weakref__"):
        inside.pop(key, None)
    made: type = type(kind)(kind.__name__, kind.__bases__, inside)
    made.__qualname__ = kind.__qualname__
    return made


def _compared(declared: tuple[_Field, ...], frozen: bool, order: bool) -> dict[str, Any]:
    """Return the methods that compare two instances of one class by their fields."""
    names = [one.name for one in declared if one.compare]
    key: Any = attrgetter(*names) if names else _nothing

    def equal(self: Any, other: Any) -> Any:
        if other.__class__ is self.__class__:
            return key(self) == key(other)
        return NotImplemented

    def hashed(self: Any) -> int:
        return hash(key(self))

    methods: dict[str, Any] = {"__eq__": equal, "__hash__": hashed if frozen else None}
    return methods | (_ordered(key) if order else {})


def _nothing(_: Any) -> tuple[()]:
    return ()


def _ordered(key: Any) -> dict[str, Any]:
    def less(self: Any, other: Any) -> Any:
        return key(self) < key(other) if other.__class__ is self.__class__ else NotImplemented

    def less_or_equal(self: Any, other: Any) -> Any:
        return key(self) <= key(other) if other.__class__ is self.__class__ else NotImplemented

    # The others of the four are these, the other way round.
    return {"__lt__": less, "__le__": less_or_equal}


def _shown(names: tuple[str, ...]) -> Any:
    def shown(self: Any) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({told})"

    return shown


def _refuse(_: object, name: str, *__: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot change field {name!r}")


def _state(names: tuple[str, ...]) -> Any:
    return lambda self: [getattr(self, name) for name in names]


def _restore(names: tuple[str, ...]) -> Any:
    def restore(self: Any, state: list[Any]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return restore


def _made(declared: tuple[_Field, ...], frozen: bool, kw_only: bool) -> Any:
    """Return an `__init__` that takes what is plainly right, until the class is busy.

    Whatever else it is given the compiled one refuses, with the words of Python.
    """
    places = {one.name: at for at, one in enumerate(declared)}
    most = 0 if kw_only else len(declared)
    count = 0

    def __init__(self: Any, *given: Any, **named: Any) -> None:
        nonlocal count
        count += 1
        first = len(given)
        if count > _BUSY or first > most:
            compiled(self, *given, **named)
            return
        values = [*given, *([_MISSING] * (len(declared) - first))]
        for name, value in named.items():
            at = places.get(name, -1)
            if at < first:
                compiled(self, *given, **named)
                return
            values[at] = value
        for at in range(first, len(values)):
            if values[at] is _MISSING:
                if declared[at].required:
                    compiled(self, *given, **named)
                    return
                values[at] = declared[at].value()
        for one, value in zip(declared, values, strict=True):
            object.__setattr__(self, one.name, value)

    def compiled(self: Any, *given: Any, **named: Any) -> None:
        method = _compiled(declared, frozen, kw_only)
        self.__class__.__init__ = method
        method(self, *given, **named)

    return __init__


def _compiled(declared: tuple[_Field, ...], frozen: bool, kw_only: bool) -> Any:
    known: dict[str, Any] = {"_set": object.__setattr__, "_missing": _MISSING}
    takes, does = ["self", *(["*"] if kw_only and declared else [])], []
    for at, one in enumerate(declared):
        name, value = one.name, one.name
        if one.default_factory is not _MISSING:
            known[f"_value{at}"] = one.default_factory
            takes.append(f"{name}=_missing")
            value = f"_value{at}() if {name} is _missing else {name}"
        elif one.default is not _MISSING:
            known[f"_value{at}"] = one.default
            takes.append(f"{name}=_value{at}")
        else:
            takes.append(name)
        does.append(f"_set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    body = "\n ".join(does or ["pass"])
    exec(f"def __init__({', '.join(takes)}):\n {body}", known)
    return known["__init__"]


if not TYPE_CHECKING:
    dataclass, field, fields, replace = _dataclass, _field, _fields, _replace
