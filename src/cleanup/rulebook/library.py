"""The rules and languages of an installation: read once, and made for the languages that occur."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any

from cleanup.extras import present
from cleanup.locate import rules_path
from cleanup.rule.tables import digest_of, keep, kept, parse, read_folders
from cleanup.rulebook.book import Rulebook, RuleSet
from cleanup.rulebook.selection import Selection, check, names_nothing, pick, unfixable
from cleanup.start.data import dataclass
from cleanup.start.digests import blake2b

if TYPE_CHECKING:
    from pathlib import Path

    from cleanup.language.decision import Ballot
    from cleanup.language.packs import Pack
    from cleanup.rule.model import Family, Rule
    from cleanup.rule.mqm import Typology
    from cleanup.rule.styles import Profile

# The language of texts whose language is not decided: no words, and every pair of marks.
_UNDETERMINED = {
    "name": "undetermined",
    "share": 0.99,
    "quotes": {
        "primary": "“ ”",
        "accepted": [
            "« »",
            "» «",
            "» »",
            "„ “",
            "„ ”",
            "” ”",
            "‘ ’",
            "’ ’",
            "‹ ›",
            "› ‹",
            "› ›",
            '" "',
        ],
    },
    "words": {"function": "-"},
}
_LANGUAGE = "language.toml"
_UND = "und"


@dataclass(frozen=True)
class Library:
    """What the rule folders say: `tables` are the parsed files by path, `digest` their content.

    `derived` is what was worked out of all of them: `voting`, what the vote for a language needs,
    and once they have been checked `serving`, the files by the languages on whose texts their rules
    may run.
    """

    tables: Mapping[str, Mapping[str, Any]]
    digest: str
    derived: Mapping[str, Any]

    @cached_property
    def families(self) -> Mapping[str, Family]:
        """The families of rules, by the letters of their codes."""
        from cleanup.rule.load import make_families

        return make_families(self.tables["families.toml"], "families.toml")

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, by code. Raises RuleError naming file, rule and key."""
        return self._made([file for file in self.tables if _holds_rules(file)])

    def rules_of(self, language: str, *, style: bool = True) -> tuple[Rule, ...]:
        """Return at least the rules that run on texts of a language, by code.

        Those of style are among them only if asked for.
        """
        if "serving" not in self.derived or "rules" in self.__dict__:
            return self.rules
        serving = self.derived["serving"]
        return self._made(serving.get(language, serving[_UND]), style=style)

    def _made(self, files: Sequence[str], *, style: bool = True) -> tuple[Rule, ...]:
        from cleanup.rule.load import check_unique, make_rules

        rules: list[Rule] = []
        for file in files:
            language, families = file.split("/")[-2], self.families
            checked = "serving" in self.derived
            rules += make_rules(
                self.tables[file], file, language, families, checked=checked, style=style
            )
        check_unique(rules)
        if any(rule.kind == "style" for rule in rules):
            from cleanup.rule.styles import serve

            rules = serve(rules, self.profiles)
        return tuple(sorted(rules, key=lambda rule: rule.code))

    @cached_property
    def profiles(self) -> Mapping[str, Profile]:
        """The style profiles by name. Raises RuleError naming file, profile and key."""
        from cleanup.rule.styles import make_profiles

        return make_profiles(self.tables)

    @cached_property
    def packs(self) -> Mapping[str, Pack]:
        """The language packs by code, each made when it is first asked for."""
        files = {f.split("/")[-2]: f for f in self.tables if f.endswith("/" + _LANGUAGE)}
        return _Packs(self.tables, files)

    @cached_property
    def ballot(self) -> Ballot:
        """What the vote for a document's language needs."""
        from cleanup.language.decision import Ballot

        return Ballot.of(self.derived["voting"])


class _Packs(Mapping[str, "Pack"]):
    """Packs made on demand, so that nobody pays for a language that does not occur."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]], files: Mapping[str, str]) -> None:
        self._tables = tables
        self._files = files
        self._made: dict[str, Pack] = {}

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__ | {"_made": {}}

    def __getitem__(self, code: str) -> Pack:
        if code not in self._made:
            from cleanup.language.packs import Pack

            if code == "und":
                self._made[code] = Pack.of(_UNDETERMINED, "und", "und")
            else:
                file = self._files[code]
                self._made[code] = Pack.of(self._tables[file], file, code, checked=True)
        return self._made[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


@cache
def load_library(extend: tuple[Path, ...] = ()) -> Library:
    """Read the shipped rules and those of the user's own folders. Raises RuleError."""
    files = read_folders((rules_path(), *map(str, extend)))
    digest = digest_of(files)
    known = kept(digest)
    if known is not None:
        return Library(known[0], digest, known[1])
    tables = parse(files)
    derived = {"voting": _voting(tables)}
    library = Library(tables, digest, derived)
    _check(library)
    derived["serving"] = _serving(library.rules)
    keep(digest, tables, derived)
    return library


def load_rulebook(selection: Selection | None = None, extend: Sequence[Path] = ()) -> Rulebook:
    """Return the rules that a selection picks, ready to run; the same object for the same call.

    Raises ConfigError for a selector that means nothing, RuleError for a wrong rule or pack.
    """
    return _rulebook(selection or Selection(), tuple(extend), tuple(present().items()))


def load_typology() -> Typology:
    """Return the MQM typology that ships with the rules. Raises RuleError."""
    from cleanup.rule.mqm import FILE, Typology

    return Typology.of(load_library().tables[FILE])


@cache
def _rulebook(
    selection: Selection, extend: tuple[Path, ...], optional: tuple[tuple[str, str], ...]
) -> Rulebook:
    library = load_library(extend)
    if not names_nothing(selection):
        check(library.rules, selection)
    chosen = RuleSet(partial(_chosen, library, selection))
    asked = blake2b(f"{library.digest}\n{selection}\n{optional}".encode(), digest_size=16)
    return Rulebook(
        rules=chosen,
        known=RuleSet(partial(_known, library)),
        packs=library.packs,
        ballot=library.ballot,
        weights=library.tables["weights.toml"],
        unfixable=unfixable(chosen, selection),
        digest=asked.hexdigest(),
        home=library.profiles.get(selection.style) if selection.style else None,
    )


def _known(library: Library, language: str | None) -> Sequence[Rule]:
    return library.rules if language is None else library.rules_of(language)


def _chosen(library: Library, selection: Selection, language: str | None) -> Sequence[Rule]:
    if language is None:
        return pick(library.rules, selection)
    # Rules of style run only where something asks for them.
    return pick(library.rules_of(language, style=not names_nothing(selection)), selection)


def _holds_rules(file: str) -> bool:
    from cleanup.rule.styles import is_styles

    parts = file.split("/")
    return len(parts) > 1 and parts[-1] != _LANGUAGE and not is_styles(file)


def _voting(tables: dict[str, Any]) -> dict[str, Any]:
    """Return what the vote needs. Raises RuleError for a language that is wrong."""
    from cleanup.language.decision import gather
    from cleanup.language.packs import Pack

    languages = tables.pop("languages.toml", {})
    packs = [
        Pack.of(table, name, name.split("/")[-2]).check()
        for name, table in tables.items()
        if name.endswith("/" + _LANGUAGE)
    ]
    return gather(packs, languages)


def _serving(rules: Sequence[Rule]) -> dict[str, list[str]]:
    """Return the files whose rules may run on texts of a language, by languages.

    A rule of style runs on texts of the languages of its profiles.
    """
    files: dict[str, dict[str, None]] = {_UND: {}}
    for rule in rules:
        for language in (rule.language, *(one.language for one in rule.profiles.values())):
            files.setdefault(language, {})[rule.file] = None
    return {language: list(own | files[_UND]) for language, own in files.items()}


def _check(library: Library) -> None:
    """Check what only a whole look shows, once for each content of the folders."""
    from cleanup.rulebook.check import check_rules

    check_rules(library.rules, library.packs)
