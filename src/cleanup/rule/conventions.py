"""What a style profile says, and the look-up tables that come of it, one for each convention.

A table goes from text as it is found to what stands there instead; a convention of which a profile
says nothing has none. Where a rule needs names (`opening`, `closing`), they stand in the table too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

FACTS = (
    "primary",
    "secondary",
    "accepted",
    "inner",
    "missing",
    "decimal",
    "group",
    "percent",
    "ellipsis",
)
TABLES = ("before", "apostrophe", "dash", "ordinals", "comma", "spaces")
_SPACES = (" ", "\u00a0", "\u202f")
_NO_BREAK = _SPACES[1:]

Data = Mapping[str, Any]


def conventions(data: Data) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the look-up tables that a profile comes to, without those that say nothing."""
    for name in ("apostrophe", "dash", "ordinals", "comma", "spaces"):
        yield from _said(name, data.get(name, {}))
    for name, derive in _DERIVED.items():
        yield from _said(name, derive(data))


def _said(name: str, table: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    if table:
        yield name, table


def _wrong(space: str) -> tuple[str, ...]:
    """Return the spaces that give way: ordinary ones to a no-break one, and all to none."""
    return _SPACES[:1] if space else _SPACES


def _before(data: Data) -> dict[str, str]:
    spaces = data.get("before", {})
    return {old + m: space + m for m, space in spaces.items() for old in _wrong(space)}


def _missing(data: Data) -> dict[str, str]:
    """Marks that get the space they have elsewhere, unless that is none."""
    before = data.get("before", {})
    return {mark: before[mark] + mark for mark in data.get("missing", "") if before.get(mark)}


def _inner(data: Data) -> dict[str, str]:
    if data.get("primary") != "« »":
        return {}
    space = data.get("inner", "")
    opened = {"«" + old: "«" + space for old in _wrong(space)}
    return {**opened, **{old + "»": space + "»" for old in _wrong(space)}}


def _marks(data: Data, level: str) -> tuple[str, str]:
    """Return the opening and the closing mark of a level with the space inside them."""
    opening, closing = data[level].split()
    space = data.get("inner", "") if opening == "«" else ""
    return opening + space, space + closing


def _straight(data: Data) -> dict[str, str]:
    if "primary" not in data:
        return {}
    opening, closing = _marks(data, "primary")
    return {"opening": opening, "closing": closing}


def _nested(data: Data) -> dict[str, str]:
    """Only guillemets inside guillemets are told from two quotations by their shape alone."""
    if data.get("primary") != "« »" or data.get("secondary", "« »") == "« »":
        return {}
    opening, closing = _marks(data, "secondary")
    return {"opening": opening, "closing": closing}


def _foreign(data: Data) -> dict[str, str]:
    """Marks that open a quotation elsewhere, and are neither the first ones here nor accepted."""
    if "primary" not in data:
        return {}
    opening, closing = _marks(data, "primary")
    own = data["primary"][0] + data.get("accepted", data.get("secondary", "")[:1])
    return {**{mark: opening for mark in "“„«" if mark not in own}, "closing": closing}


def _grouped(data: Data) -> dict[str, str]:
    """An ordinary space between groups of digits; English has none to begin with."""
    group = data.get("group", ",")
    if group == ",":
        return {}
    return {" ": group if group in _NO_BREAK else "\u00a0", **_numerals(data)}


def _apostrophed(data: Data) -> dict[str, str]:
    return {"'": "’", **_numerals(data)} if data.get("group", "") in ("'", "’") else {}


def _numerals(data: Data) -> dict[str, str]:
    """How the proof reads numbers before and after: the decimal mark, then those of groups."""
    decimal = data.get("decimal", ",")
    read = decimal + "".join(mark for mark in " ’'.," if mark != decimal)
    return {"from": read, "to": read}


def _percent(data: Data) -> dict[str, str]:
    space = data.get("percent", "")
    return {sign: space + sign for sign in "%‰"} if space else {}


def _ellipsis(data: Data) -> dict[str, str]:
    return {"...": data["ellipsis"]} if data.get("ellipsis", "...") != "..." else {}


_DERIVED: Mapping[str, Callable[[Data], dict[str, str]]] = {
    "before": _before,
    "missing": _missing,
    "inner": _inner,
    "straight": _straight,
    "nested": _nested,
    "foreign": _foreign,
    "grouped": _grouped,
    "apostrophed": _apostrophed,
    "percent": _percent,
    "ellipsis": _ellipsis,
}
CONVENTIONS = (*(name for name in TABLES if name not in _DERIVED), *_DERIVED)
