"""Language packs: what the rules must know of a language, as data in `rules/<lang>/language.toml`.

A list of words is written either as one string, its words parted by white space, or as a list
where an entry has several words. `Pack.of` is apart from `read`, so that parsed data can be kept
as JSON between runs; no pack is read before it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from cleanup.errors import RuleError

if TYPE_CHECKING:
    from pathlib import Path

Pair = tuple[str, str]

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


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything the rules know of one language.

    `share` is the least share of function words in clean text of the language (0 to 1).
    `words` has every key of `KEYS["words"]`, empty where the pack does not give it; of those,
    `participles`, `plurals`, `feminine`, `masculine`, `abstract` (nouns for deeds and qualities)
    and `infinitives` are endings, `proclitics` words that no sentence ends with, `openers` and
    `closers` small words with which hardly any other word begins or ends, `fragments` beginnings
    and endings of words that are none themselves. `genitives` are
    determiners that begin a complement of the noun before them, `adjectives` endings of an
    adjective before its noun, `verbs` endings of a finite verb, `commas` words before which a comma
    stands, `measures` words behind a number that may be a decimal one.
    `verb_second` tells that the verb of a main clause stands right behind its first phrase.
    `unlabelled` tells that no damage of the language has been labelled yet, so that nothing says
    how often what detectors read in a sentence is right: their repairs are proposed, none is made.
    `determiners` map a form to gender (`m`, `f`, `n`, `c` or `""`) and number (`s`, `p` or `""`);
    `contractions` two words to the one they become. `editorial` and `labels` go by concept, whose
    name is the English word. `inflections` are the letters this language leaves in brackets when
    it was the source. `doubled` may stand twice, `doubled_error` never does correctly.
    `spacing` maps a mark to the space expected before it. `collisions` look like words of another
    language but belong to this one; of those no editor puts `bracketed` into brackets. `data` is
    the table the pack was made from.
    """

    code: str
    name: str
    share: float
    quotes: Quotes
    apostrophe: Apostrophe
    words: Mapping[str, frozenset[str]]
    determiners: Mapping[str, Pair]
    contractions: Mapping[str, str]
    editorial: Mapping[str, Editorial]
    labels: Mapping[str, Editorial]
    inflections: frozenset[str]
    collisions: frozenset[str]
    bracketed: frozenset[str]
    h_aspire: frozenset[str]
    verb_second: bool
    unlabelled: bool
    doubled: frozenset[str]
    doubled_error: frozenset[str]
    decimal: str
    group: tuple[str, ...]
    spacing: Mapping[str, str]
    variants: Mapping[str, Mapping[str, Any]]
    data: Mapping[str, Any]
    file: str

    @classmethod
    def of(cls, data: Mapping[str, Any], file: str, code: str | None = None) -> Pack:
        """Return the pack of parsed TOML (or JSON); `file` is named in errors.

        `code` is the name of the file's folder where it is not given. Raises RuleError, which
        names file, table and key, and the nearest key where one is unknown.
        """
        tables = _tables(data, file)
        head, words, doubled = tables[""], tables["words"], tables["doubled"]
        determiners, contractions = tables["determiners"], tables["contractions"]
        return cls(
            code=code or file.replace("\\", "/").split("/")[-2],
            name=head.text("name"),
            share=head.share("share"),
            quotes=_quotes(tables["quotes"]),
            apostrophe=Apostrophe(*map(tables["apostrophe"].words, KEYS["apostrophe"])),
            words={key: words.words(key) for key in KEYS["words"]},
            determiners={form: determiners.agreement(form) for form in determiners.data},
            contractions={pair: contractions.text(pair) for pair in contractions.data},
            editorial={key: tables["editorial"].editorial(key) for key in tables["editorial"].data},
            labels={key: tables["labels"].editorial(key) for key in tables["labels"].data},
            inflections=head.words("inflections"),
            collisions=head.words("collisions"),
            bracketed=head.words("bracketed"),
            h_aspire=head.words("h_aspire"),
            verb_second=head.truth("verb_second"),
            unlabelled=head.truth("unlabelled"),
            doubled=doubled.words("allowed"),
            doubled_error=doubled.words("error"),
            decimal=tables["numbers"].text("decimal", ","),
            group=tables["numbers"].texts("group"),
            spacing=tables["spacing"].mapping("before"),
            variants=tables["variant"].data,
            data=data,
            file=file,
        )

    def check(self) -> Pack:
        """Return the pack. Raises RuleError where the override of a region is wrong."""
        for region in self.variants:
            self.variant(region)
        return self

    def variant(self, region: str) -> Pack:
        """Return the pack of a region (`CA`): this one where the region changes nothing."""
        override = self.variants.get(region)
        if override is None:
            return self
        if not isinstance(override, Mapping):
            raise RuleError(f"{self.file}: [variant] {region}: must be a table")
        base = {key: value for key, value in self.data.items() if key != "variant"}
        return Pack.of(_merge(base, override), f"{self.file} [variant.{region}]", self.code)


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of a pack, with all that an error has to name."""

    file: str
    name: str
    data: Mapping[str, Any]

    def wrong(self, key: str, reason: str) -> RuleError:
        place = f"[{self.name}] {key}" if self.name else key
        return RuleError(f"{self.file}: {place}: {reason}")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if value is None:
            raise self.wrong(key, "missing")
        if not isinstance(value, str):
            raise self.wrong(key, "must be a string")
        return value

    def share(self, key: str) -> float:
        value = self.data.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1:
            raise self.wrong(key, "must be a number between 0 and 1")
        return float(value)

    def truth(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key, ())
        if isinstance(value, str) or not all(isinstance(entry, str) for entry in value):
            raise self.wrong(key, "must be a list of strings")
        return tuple(value)

    def words(self, key: str) -> frozenset[str]:
        value = self.data.get(key, "")
        if isinstance(value, str):
            return frozenset(value.split())
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise self.wrong(key, "must be words in a string, or a list of strings")
        return frozenset(value)

    def pair(self, key: str) -> Pair:
        if key not in self.data:
            raise self.wrong(key, "missing")
        return self._pair(key, self.data[key])

    def pairs(self, key: str) -> tuple[Pair, ...]:
        return tuple(self._pair(key, value) for value in self.data.get(key, ()))

    def _pair(self, key: str, value: object) -> Pair:
        if not isinstance(value, str) or len(value.split()) != 2:
            raise self.wrong(key, 'must be two marks with a space between them, like "« »"')
        opening, closing = value.split()
        return opening, closing

    def agreement(self, key: str) -> Pair:
        value = self.text(key)
        gender = value[:-1] if value[-1:] in ("s", "p") else value
        if gender not in ("", "m", "f", "n", "c"):
            raise self.wrong(key, 'must be a gender and a number, like "ms", "fp" or "p"')
        return gender, value[len(gender) :]

    def editorial(self, key: str) -> Editorial:
        value = self.text(key)
        forms = [form.strip() for form in value.removeprefix("≈").split(",")]
        named = tuple("" if form == "∅" else form for form in forms if form)
        if not named and not value.startswith("≈"):
            raise self.wrong(key, "must name a form, or ∅ where the bracket is dropped")
        return Editorial(named, value.startswith("≈"))

    def side(self, key: str) -> Literal["inside", "outside"]:
        value = self.text(key, "inside")
        if value not in ("inside", "outside"):
            raise self.wrong(key, 'must be "inside" or "outside"')
        return "outside" if value == "outside" else "inside"

    def mapping(self, key: str) -> Mapping[str, str]:
        value = self.data.get(key, _EMPTY)
        if not isinstance(value, Mapping) or not all(isinstance(v, str) for v in value.values()):
            raise self.wrong(key, "must be a table of strings")
        return value


def _tables(data: Mapping[str, Any], file: str) -> dict[str, _Table]:
    names = (*KEYS[""], *list(KEYS)[1:], *OPEN)
    _known(file, "", data, names)
    tables = {"": _Table(file, "", data)}
    for name in (*list(KEYS)[1:], *OPEN):
        table = data.get(name, _EMPTY)
        if not isinstance(table, Mapping):
            raise RuleError(f"{file}: {name}: must be a table")
        if name in KEYS:
            _known(file, name, table, KEYS[name])
        tables[name] = _Table(file, name, table)
    if not tables["words"].words("function"):
        raise tables["words"].wrong("function", "missing")
    return tables


def _known(file: str, name: str, table: Mapping[str, Any], keys: tuple[str, ...]) -> None:
    for key in table:
        if key not in keys:
            from difflib import get_close_matches

            near = get_close_matches(key, keys, n=1, cutoff=0.0)[0]
            raise _Table(file, name, table).wrong(key, f'unknown key; the nearest is "{near}"')


def _quotes(table: _Table) -> Quotes:
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


def _merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        merged[key] = _merge(old, value) if both and old is not None else value
    return merged


def codes(folder: Path | None = None) -> tuple[str, ...]:
    """Return the languages that have a pack in the rule folder (the shipped one), in order."""
    found = _folder(folder).glob("*/language.toml")
    return tuple(sorted(path.parent.name for path in found))


def read(path: Path) -> dict[str, Any]:
    """Return the parsed TOML file, which JSON can hold. Raises RuleError where that fails."""
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RuleError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: is not TOML: {' '.join(str(error).split())}") from error


@cache
def pack(code: str, folder: Path | None = None) -> Pack:
    """Return the pack of a language, read when first asked for.

    Raises RuleError where the rule folder has no such pack or the pack is wrong.
    """
    path = _folder(folder) / code / "language.toml"
    return Pack.of(read(path), str(path), code).check()


def load_packs(folder: Path | None = None) -> Mapping[str, Pack]:
    """Return all packs of a rule folder (the shipped one) by code. Raises RuleError."""
    return {code: pack(code, folder) for code in codes(folder)}


def sources(
    target: Pack, packs: Iterable[Pack] | None = None
) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return the words of other languages that may stand untranslated in brackets of `target`.

    Each word, as its pack writes it, goes to the pairs (concept, source language) it can mean.
    Words that are also words of the target are left out, and so are single small letters: they
    are endings or note marks more often than words. `packs` are all packs where not given.
    """
    others = load_packs().values() if packs is None else packs
    native = target.words["function"] | target.collisions | _editorial_words(target)
    native -= target.bracketed
    found: dict[str, list[tuple[str, str]]] = {}
    for other in others:
        if other.code == target.code:
            continue
        for concept, editorial in (*other.editorial.items(), *other.labels.items()):
            for form in editorial.forms:
                letter = len(form) < 2 and form == form.lower()
                if not letter and form.lower() not in native:
                    found.setdefault(form, []).append((concept, other.code))
    return {form: tuple(pairs) for form, pairs in found.items()}


def _editorial_words(pack: Pack) -> frozenset[str]:
    named = (*pack.editorial.values(), *pack.labels.values())
    return frozenset(form.lower() for editorial in named for form in editorial.forms)


def _folder(folder: Path | None) -> Path:
    from cleanup.locate import rules_folder

    return rules_folder() if folder is None else folder
