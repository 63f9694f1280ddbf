"""What a language pack is made of: its marks, its apostrophes, its words in editorial brackets."""

from __future__ import annotations

from typing import Literal

from cleanup.start.data import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotation marks of a language.

    `primary`, `secondary` and each of `accepted` are an opening and a closing mark. `inner` is the
    space expected inside the primary marks (`""` or one character). `continuation` tells which
    mark opens the following paragraphs of a long quotation: `open`, `close`, both or neither.
    `stop` tells where the stop of a sentence stands that is quoted whole: `inside` its marks, or
    `outside`; `speaker` the same of the name of who speaks.
    """

    primary: Pair
    secondary: Pair
    accepted: tuple[Pair, ...] = ()
    inner: str = ""
    continuation: tuple[Literal["open", "close"], ...] = ()
    stop: Literal["inside", "outside"] = "inside"
    speaker: Literal["inside", "outside"] = "inside"


@dataclass(frozen=True, slots=True)
class Apostrophe:
    """Word parts that take an apostrophe, in lower case and without it.

    `elisions` stand before it (`l`, `qu`), `aphaeresis` after it (`tis`), and `genitive` are the
    endings that make a genitive with it (`s`; an entry `-` is the bare mark after `s`, `x`, `z`).
    """

    elisions: frozenset[str] = frozenset()
    aphaeresis: frozenset[str] = frozenset()
    genitive: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Editorial:
    """What one concept is called in editorial brackets.

    An empty form means that the bracket is best dropped. `agrees` is true where agreement or
    context decides between the forms (or demands one that is not listed).
    """

    forms: tuple[str, ...]
    agrees: bool = False
