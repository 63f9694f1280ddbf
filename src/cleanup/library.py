"""The rules and languages of an installation, read from their folders once and kept parsed.

The TOML files are the one source. What they say is kept as JSON in the user's cache under a name
made of their content, so that a changed rule is seen at once and an unchanged one costs no parser.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from cleanup.data import dataclass
from cleanup.errors import RuleError
from cleanup.extras import present
from cleanup.language import Ballot, gather
from cleanup.locate import cache_folder, rules_folder
from cleanup.packs import Pack
from cleanup.rulebook import Rulebook
from cleanup.ruleload import check_unique, make_families, make_rules
from cleanup.rules import Family, Rule
from cleanup.selection import Selection, choose_rules, unfixable
from cleanup.styles import Profile, is_styles, make_profiles, serve
from cleanup.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from cleanup.mqm import Typology

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


@dataclass(frozen=True)
class Library:
    """What the rule folders say: `tables` are the parsed files by path, `digest` their content."""

    tables: Mapping[str, Mapping[str, Any]]
    digest: str
    voting: Mapping[str, Any]

    @cached_property
    def families(self) -> Mapping[str, Family]:
        """The families of rules, by the letters of their codes."""
        return make_families(self.tables["families.toml"], "families.toml")

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, by code. Raises RuleError naming file, rule and key."""
        rules: list[Rule] = []
        for file, table in self.tables.items():
            parts = file.split("/")
            if len(parts) > 1 and parts[-1] != _LANGUAGE and not is_styles(file):
                rules += make_rules(table, file, parts[-2], self.families)
        check_unique(rules)
        served = serve(rules, self.profiles)
        return tuple(sorted(served, key=lambda rule: rule.code))

    @cached_property
    def profiles(self) -> Mapping[str, Profile]:
        """The style profiles by name. Raises RuleError naming file, profile and key."""
        return make_profiles(self.tables)

    @cached_property
    def packs(self) -> Mapping[str, Pack]:
        """The language packs by code, each made when it is first asked for."""
        files = {f.split("/")[-2]: f for f in self.tables if f.endswith("/" + _LANGUAGE)}
        return _Packs(self.tables, files)

    @cached_property
    def ballot(self) -> Ballot:
        """What the vote for a document's language needs."""
        return Ballot.of(self.voting)


class _Packs(Mapping[str, Pack]):
    """Packs made on demand, so that nobody pays for a language that does not occur."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]], files: Mapping[str, str]) -> None:
        self._tables = tables
        self._files = files
        self._made: dict[str, Pack] = {}

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__ | {"_made": {}}

    def __getitem__(self, code: str) -> Pack:
        if code not in self._made:
            if code == "und":
                self._made[code] = Pack.of(_UNDETERMINED, "und", "und")
            else:
                file = self._files[code]
                self._made[code] = Pack.of(self._tables[file], file, code)
        return self._made[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


@cache
def load_library(extend: tuple[Path, ...] = ()) -> Library:
    """Read the shipped rules and those of the user's own folders. Raises RuleError."""
    files: dict[str, bytes] = {}
    for number, folder in enumerate((rules_folder(), *extend)):
        prefix = "" if number == 0 else f"{folder.as_posix()}/"
        if not folder.is_dir():
            raise RuleError(f"{folder}: there is no such rule folder")
        for path in sorted(folder.rglob("*.toml")):
            files[prefix + path.relative_to(folder).as_posix()] = path.read_bytes()
    content = blake2b(__version__.encode(), digest_size=16)
    for name, data in files.items():
        content.update(f"\0{name}\0{len(data)}\0".encode() + data)
    digest = content.hexdigest()
    kept = _kept(digest)
    if kept is None:
        kept = _parsed(files)
        library = Library(kept["tables"], digest, kept["voting"])
        _check(library)
        _keep(digest, kept)
    return Library(kept["tables"], digest, kept["voting"])


def load_rulebook(selection: Selection | None = None, extend: Sequence[Path] = ()) -> Rulebook:
    """Return the rules that a selection picks, ready to run; the same object for the same call.

    Raises ConfigError for a selector that means nothing, RuleError for a wrong rule or pack.
    """
    return _rulebook(selection or Selection(), tuple(extend), tuple(present().items()))


def load_typology() -> Typology:
    """Return the MQM typology that ships with the rules. Raises RuleError."""
    from cleanup.mqm import FILE, Typology

    return Typology.of(load_library().tables[FILE])


@cache
def _rulebook(
    selection: Selection, extend: tuple[Path, ...], optional: tuple[tuple[str, str], ...]
) -> Rulebook:
    library = load_library(extend)
    chosen = choose_rules(library.rules, selection)
    asked = blake2b(f"{library.digest}\n{selection}\n{optional}".encode(), digest_size=16)
    return Rulebook(
        rules=chosen,
        known=library.rules,
        packs=library.packs,
        ballot=library.ballot,
        weights=library.tables["weights.toml"],
        unfixable=unfixable(chosen, selection),
        digest=asked.hexdigest(),
        home=library.profiles.get(selection.style),
    )


def _parsed(files: Mapping[str, bytes]) -> dict[str, Any]:
    import tomllib

    tables: dict[str, dict[str, Any]] = {}
    for name, data in files.items():
        try:
            tables[name] = tomllib.loads(data.decode("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            reason = " ".join(str(error).split())
            raise RuleError(f"{name}: is not TOML: {reason}") from error
    languages = tables.pop("languages.toml", {})
    packs = [
        Pack.of(table, name, name.split("/")[-2]).check()
        for name, table in tables.items()
        if name.endswith("/" + _LANGUAGE)
    ]
    return {"tables": tables, "voting": gather(packs, languages)}


def _check(library: Library) -> None:
    """Check what only a whole look shows, once for each content of the folders."""
    from cleanup.rulecheck import check_rules

    check_rules(library.rules, library.packs)


def _kept(digest: str) -> dict[str, Any] | None:
    import json

    try:
        data = (cache_folder() / f"rules-{digest}.json").read_bytes()
        return dict(json.loads(data))
    except (OSError, ValueError):
        return None


def _keep(digest: str, data: Mapping[str, Any]) -> None:
    """Write the parsed rules to the cache, whole or not at all; a cache that fails is no fault."""
    import json
    import os

    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"rules-{digest}.{os.getpid()}.part"
        part.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        part.replace(folder / f"rules-{digest}.json")
        for old in folder.glob("rules-*.json"):
            if old.stem != f"rules-{digest}" and _older(old):
                old.unlink(missing_ok=True)
    except OSError:
        return


def _older(path: Path) -> bool:
    """Tell whether a kept file was not written within the last week."""
    import time

    return time.time() - path.stat().st_mtime > 7 * 24 * 3600
