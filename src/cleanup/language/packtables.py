"""The tables of `language.toml` and their keys, each value read as what it is to be.

What is wrong is an error that names file, table and key, and the nearest key where one is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal

from cleanup.errors import RuleError
from cleanup.language.packparts import Editorial, Pair, Quotes
from cleanup.start.data import dataclass

# Every key a pack may have, by table; "" is the head of the file.
KEYS: Mapping[str, tuple[str, ...]] = {
    "": (
        "name",
        "share",
        "inflections",
        "collisions",
        "bracketed",
        "h_aspire",
        "verb_second",
        "unlabelled",
    ),
    "quotes": ("primary", "secondary", "accepted", "inner", "continuation", "stop", "speaker"),
    "spacing": ("before",),
    "apostrophe": ("elisions", "aphaeresis", "genitive"),
    "words": (
        "function",
        "titles",
        "abbreviations",
        "units",
        "attribution",
        "inversion",
        "impersonal",
        "thinking_saying",
        "months",
        "weekdays",
        "relatives",
        "prepositions",
        "conjunctions",
        "pronouns",
        "auxiliaries",
        "participles",
        "irregular",
        "plurals",
        "feminine",
        "masculine",
        "abstract",
        "infinitives",
        "proclitics",
        "indefinite",
        "preposed",
        "numerals",
        "openers",
        "closers",
        "fragments",
        "genitives",
        "adjectives",
        "verbs",
        "commas",
        "measures",
    ),
    "doubled": ("allowed", "error"),
    "numbers": ("decimal", "group"),
}
# Tables whose keys are words of the language, not ours.
OPEN = ("determiners", "contractions", "editorial", "labels", "variant")

_EMPTY: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a pack, with all that an error has to name.

    Each method reads the value of a key as what it is to be, and raises RuleError where it is not.
    """

    file: str
    name: str
    data: Mapping[str, Any]

    def wrong(self, key: str, reason: str) -> RuleError:
        """Return the error that a key is wrong, for the caller to raise."""
        place = f"[{self.name}] {key}" if self.name else key
        return RuleError(f"{self.file}: {place}: {reason}")

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string."""
        value = self.data.get(key, default)
        if value is None:
            raise self.wrong(key, "missing")
        if not isinstance(value, str):
            raise self.wrong(key, "must be a string")
        return value

    def share(self, key: str) -> float:
        """Return a number between 0 and 1."""
        value = self.data.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1:
            raise self.wrong(key, "must be a number between 0 and 1")
        return float(value)

    def truth(self, key: str) -> bool:
        """Return whether something is so; without the key it is not."""
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings."""
        value = self.data.get(key, ())
        if isinstance(value, str) or not all(isinstance(entry, str) for entry in value):
            raise self.wrong(key, "must be a list of strings")
        return tuple(value)

    def words(self, key: str) -> frozenset[str]:
        """Return words, written as one string or as a list."""
        value = self.data.get(key, "")
        if isinstance(value, str):
            return frozenset(value.split())
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise self.wrong(key, "must be words in a string, or a list of strings")
        return frozenset(value)

    def pair(self, key: str) -> Pair:
        """Return an opening and a closing mark."""
        if key not in self.data:
            raise self.wrong(key, "missing")
        return self._pair(key, self.data[key])

    def pairs(self, key: str) -> tuple[Pair, ...]:
        """Return a list of such pairs."""
        return tuple(self._pair(key, value) for value in self.data.get(key, ()))

    def _pair(self, key: str, value: object) -> Pair:
        if not isinstance(value, str) or len(value.split()) != 2:
            raise self.wrong(key, 'must be two marks with a space between them, like "« »"')
        opening, closing = value.split()
        return opening, closing

    def agreement(self, key: str) -> Pair:
        """Return a gender and a number."""
        value = self.text(key)
        gender = value[:-1] if value[-1:] in ("s", "p") else value
        if gender not in ("", "m", "f", "n", "c"):
            raise self.wrong(key, 'must be a gender and a number, like "ms", "fp" or "p"')
        return gender, value[len(gender) :]

    def editorial(self, key: str) -> Editorial:
        """Return what one concept is called."""
        value = self.text(key)
        if value.isalpha():  # as most are
            return Editorial((value,))
        forms = [form.strip() for form in value.removeprefix("≈").split(",")]
        named = tuple("" if form == "∅" else form for form in forms if form)
        if not named and not value.startswith("≈"):
            raise self.wrong(key, "must name a form, or ∅ where the bracket is dropped")
        return Editorial(named, value.startswith("≈"))

    def side(self, key: str) -> Literal["inside", "outside"]:
        """Return on which side of a mark something stands."""
        value = self.text(key, "inside")
        if value not in ("inside", "outside"):
            raise self.wrong(key, 'must be "inside" or "outside"')
        return "outside" if value == "outside" else "inside"

    def mapping(self, key: str) -> Mapping[str, str]:
        """Return a table of strings."""
        value = self.data.get(key, _EMPTY)
        if not isinstance(value, Mapping) or not all(isinstance(v, str) for v in value.values()):
            raise self.wrong(key, "must be a table of strings")
        return value


class Words(Mapping[str, frozenset[str]]):
    """The word lists of a pack by key, each read when it is asked for: of most packs few are."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._read: dict[str, frozenset[str]] = {}

    def __getitem__(self, key: str) -> frozenset[str]:
        if key not in self._read:
            if key not in KEYS["words"]:
                raise KeyError(key)
            self._read[key] = self._table.words(key)
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(KEYS["words"])

    def __len__(self) -> int:
        return len(KEYS["words"])


def read_tables(data: Mapping[str, Any], file: str) -> dict[str, Table]:
    """Return the tables of a pack by name, those it does not have empty; "" is the head.

    Raises RuleError where one is no table, or has a key that no pack has.
    """
    names = (*KEYS[""], *list(KEYS)[1:], *OPEN)
    _known(file, "", data, names)
    found = {"": Table(file, "", data)}
    for name in (*list(KEYS)[1:], *OPEN):
        table = data.get(name, _EMPTY)
        if not isinstance(table, Mapping):
            raise RuleError(f"{file}: {name}: must be a table")
        if name in KEYS:
            _known(file, name, table, KEYS[name])
        found[name] = Table(file, name, table)
    if not found["words"].words("function"):
        raise found["words"].wrong("function", "missing")
    return found


def _known(file: str, name: str, table: Mapping[str, Any], keys: tuple[str, ...]) -> None:
    for key in table:
        if key not in keys:
            from difflib import get_close_matches

            near = get_close_matches(key, keys, n=1, cutoff=0.0)[0]
            raise Table(file, name, table).wrong(key, f'unknown key; the nearest is "{near}"')


def read_quotes(table: Table) -> Quotes:
    """Return the quotation marks that a table gives. Raises RuleError where it does not."""
    continuation: list[Literal["open", "close"]] = []
    for entry in table.texts("continuation"):
        if entry not in ("open", "close"):
            raise table.wrong("continuation", 'each entry must be "open" or "close"')
        continuation.append("open" if entry == "open" else "close")
    primary = table.pair("primary")
    secondary = table.pair("secondary") if "secondary" in table.data else primary
    inner = table.text("inner", "")
    if len(inner) > 1 or inner.strip():
        raise table.wrong("inner", "must be empty or one space")
    accepted = table.pairs("accepted")
    stop, speaker = table.side("stop"), table.side("speaker")
    return Quotes(primary, secondary, accepted, inner, tuple(continuation), stop, speaker)
