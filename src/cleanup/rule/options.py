"""Options of rules: declared in `[rule.options.NAME]` of a rule's table, set in a configuration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cleanup.errors import RuleError
from cleanup.nearest import nearest
from cleanup.start.data import dataclass

# A list holds strings, and so do formulas, which only the detector that reads them can judge. Where
# it was set it is a tuple, so that what was asked for can be compared.
OptionValue = str | int | float | bool | tuple[str, ...]

_PYTHON: Mapping[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "string": (str,),
    "list": (list, tuple),
    "formulas": (list, tuple),
}
_KEYS = ("type", "default", "choices", "unsafe", "help")
_WORDS = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "a string",
    "list": "a list of strings",
    "formulas": "a list of formulas",
}
_WIDE = 160  # code points of a default that is shown whole


@dataclass(frozen=True, slots=True)
class Option:
    """What an option of a rule may be: its type, what it is by default, and what it is for.

    `choices` are the strings it may be, none: any. Those in `unsafe` let the rule propose only,
    whatever its applicability is, because they give up what its proof keeps.
    """

    type: str
    default: Any
    choices: tuple[str, ...] = ()
    unsafe: tuple[str, ...] = ()
    help: str = ""

    def fault(self, value: object) -> str:
        """Return what is wrong with a value, or nothing."""
        if not _is(self.type, value):
            return f"must be {_WORDS[self.type]}, not {written(value)}"
        strings = value if isinstance(value, list | tuple) else (value,)
        for one in strings if self.choices else ():
            if one not in self.choices:
                known, hint = ", ".join(self.choices), nearest(str(one), self.choices)
                return f"must be one of {known}, not {one!r}{hint}"
        return ""

    def lowers(self, value: object) -> bool:
        """Tell whether a value lets the rule propose only."""
        return value in self.unsafe


def declarations(raw: Mapping[str, Mapping[str, Any]], where: str = "") -> dict[str, Option]:
    """Return the options that a rule's table declares, each of which has a default.

    The type is that of the default where it is not given. Raises RuleError, which begins with
    `where`, for a declaration that contradicts itself.
    """
    return {name: _declare(table, f"{where}: option {name!r}") for name, table in raw.items()}


def _declare(raw: Mapping[str, Any], where: str) -> Option:
    for key in raw:
        if key not in _KEYS:
            raise RuleError(f"{where} has an unknown key {key!r}{nearest(key, _KEYS)}")
    default = raw["default"]
    kind = raw.get("type") or next((k for k in _PYTHON if _is(k, default)), "")
    if kind not in _PYTHON:
        hint = nearest(str(kind), _PYTHON)
        raise RuleError(f"{where} has no type of {', '.join(_PYTHON)}{hint}")
    choices, unsafe = (_strings(raw.get(key, []), key, where) for key in ("choices", "unsafe"))
    if choices and kind not in ("string", "list"):
        raise RuleError(f"{where}: only a string or a list has choices")
    stray = [choice for choice in unsafe if choice not in choices or choice == default]
    if stray:
        raise RuleError(f"{where}: {stray[0]!r} is no choice beside the default")
    option = Option(kind, default, choices, unsafe, raw.get("help", ""))
    reason = option.fault(default)
    if reason:
        raise RuleError(f"{where}: the default {reason}")
    return option


def described(option: Option) -> str:
    """Return what an option may be, is by default and is for, in one line."""
    default = written(option.default)
    if len(default) > _WIDE:
        default = f"{len(option.default):,} of our own"
    said = f"{_WORDS[option.type]}, default {default}"
    if option.choices:
        marked = (f"{c} (unsafe)" if c in option.unsafe else c for c in option.choices)
        said = f"one of {', '.join(marked)}; default {default}"
    return f"{said}: {option.help}" if option.help else said


def written(value: object) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(written(one) for one in value)}]"
    if isinstance(value, str):
        import json

        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _is(kind: str, value: object) -> bool:
    if kind in ("list", "formulas"):
        return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
    return isinstance(value, _PYTHON[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _strings(value: object, key: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not _is("list", value):
        raise RuleError(f"{where}: {key!r} must be a list of strings")
    return tuple(value)
