"""Language packs: what the rules must know of a language, as data in `rules/<lang>/language.toml`.

A list of words is written either as one string, its words parted by white space, or as a list
where an entry has several words. `Pack.of` is apart from `read`, so that parsed data can be kept
as JSON between runs; no pack is read before it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from cleanup.errors import RuleError
from cleanup.language.packparts import Apostrophe, Editorial, Pair, Quotes
from cleanup.language.packtables import KEYS, Words, read_quotes, read_tables
from cleanup.start.data import dataclass

if TYPE_CHECKING:
    from pathlib import Path


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
    def of(
        cls, data: Mapping[str, Any], file: str, code: str | None = None, *, checked: bool = False
    ) -> Pack:
        """Return the pack of parsed TOML (or JSON); `file` is named in errors.

        `code` is the name of the file's folder where it is not given. Raises RuleError, which
        names file, table and key, and the nearest key where one is unknown. Of data that was
        `checked` before, the words are read when they are asked for.
        """
        tables = read_tables(data, file)
        head, words, doubled = tables[""], tables["words"], tables["doubled"]
        determiners, contractions = tables["determiners"], tables["contractions"]
        return cls(
            code=code or file.replace("\\", "/").split("/")[-2],
            name=head.text("name"),
            share=head.share("share"),
            quotes=read_quotes(tables["quotes"]),
            apostrophe=Apostrophe(*map(tables["apostrophe"].words, KEYS["apostrophe"])),
            words=Words(words) if checked else dict(Words(words)),
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

    def lists(self, word: str, *names: str) -> bool:
        """Tell whether a word in small letters stands in one of some lists of `words`."""
        return any(word in self.words[name] for name in names)

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


def _folder(folder: Path | None) -> Path:
    from cleanup.locate import rules_folder

    return rules_folder() if folder is None else folder
