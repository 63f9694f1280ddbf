"""Style profiles: what a house or a country writes, as data, and the rules that follow it.

A profile states facts (its marks, its group mark) and tables (what becomes what). What rules need
is derived from both: a look-up table for each convention. A rule that names a convention serves
every profile that has it, and runs with that profile's table on texts of its language alone.

`rules/cldr.toml` holds what CLDR says, `rules/styles.toml` what stands above that. A rule folder of
a user may hold a `styles.toml` as well; a profile there `extends` another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cleanup.errors import RuleError
from cleanup.nearest import nearest
from cleanup.rule.conventions import CONVENTIONS, FACTS, TABLES, Data, conventions
from cleanup.rule.model import Rule, Served
from cleanup.start.data import dataclass, replace

FILES = ("cldr.toml", "styles.toml")
_HEAD = ("extends", "language", "abstract")
_KEYS = "@convention"  # in a trigger: what the profile's table has to look up


@dataclass(frozen=True, slots=True)
class Profile:
    """A style: its name (`fr-FR`), its language, the names it extends, nearest first.

    `spacing` maps a mark to the space before it. `conventions` are look-up tables by name: text as
    it is found, and what stands there instead.
    """

    name: str
    language: str
    bases: tuple[str, ...]
    spacing: Mapping[str, str]
    conventions: Mapping[str, Mapping[str, str]]

    @property
    def region(self) -> str:
        """The region in its name or in the nearest one that it extends (`CA`), empty if none."""
        regions = (name.partition("-")[2] for name in (self.name, *self.bases))
        return next((region for region in regions if region.isupper()), "")


def is_styles(file: str) -> bool:
    """Tell whether a file of a rule folder holds profiles and no rules."""
    return file.rsplit("/", 1)[-1] in FILES


def make_profiles(tables: Mapping[str, Data]) -> dict[str, Profile]:
    """Return the profiles of all files that hold such, by name.

    Raises RuleError, naming file and profile, for a key that is not known, a value of the wrong
    kind, a profile that extends one there is not, or itself.
    """
    given: dict[str, tuple[str, Data]] = {}
    cldr: Data = tables.get(FILES[0], {})
    for file, data in tables.items():
        if is_styles(file) and file != FILES[0]:
            for name, table in data.items():
                _check(f"{file}: {name}", table)
                given[name] = (file, table)
    profiles = (_profile(name, given, cldr) for name in given if not _abstract(given[name][1]))
    return {profile.name: profile for profile in profiles}


def _abstract(table: Data) -> bool:
    return bool(table.get("abstract"))


def _check(where: str, table: Any) -> None:
    if not isinstance(table, dict):
        raise RuleError(f"{where}: must be a table")
    for key, value in table.items():
        if key not in (*_HEAD, *FACTS, *TABLES):
            raise RuleError(f"{where}: unknown key {key!r}{nearest(key, (*FACTS, *TABLES))}")
        if key in TABLES:
            right = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
            said = "a table of strings"
        else:
            right = isinstance(value, bool if key == "abstract" else str)
            said = "true or false" if key == "abstract" else "a string"
        if not right:
            raise RuleError(f"{where}: {key!r} must be {said}")
    for key in ("primary", "secondary"):
        if key in table and len(table[key].split()) != 2:
            raise RuleError(f'{where}: {key!r} must be two marks with a space between, like "« »"')


def _profile(name: str, given: Mapping[str, tuple[str, Data]], cldr: Data) -> Profile:
    chain = _chain(name, given)
    data: dict[str, Any] = {}
    # What is said here stands above CLDR, and what is nearer above what it extends.
    names = chain[::-1]
    for one in (*(cldr.get(n, {}) for n in names), *(given[n][1] for n in names)):
        for key, value in one.items():
            data[key] = {**data.get(key, {}), **value} if key in TABLES else value
    language = data.get("language", "")
    if not language:
        raise RuleError(f"{given[name][0]}: {name}: there is no language, its own or inherited")
    spacing = data.get("before", {})
    return Profile(name, language, tuple(chain[1:]), spacing, dict(conventions(data)))


def _chain(name: str, given: Mapping[str, tuple[str, Data]]) -> list[str]:
    """Return a profile and those it extends, nearest first."""
    chain = [name]
    while base := given[chain[-1]][1].get("extends", ""):
        where = f"{given[chain[-1]][0]}: {chain[-1]}"
        if base not in given:
            raise RuleError(f"{where}: there is no style {base!r} to extend{nearest(base, given)}")
        if base in chain:
            raise RuleError(f"{where}: extends itself, by way of {base!r}")
        chain.append(base)
    return chain


def serve(rules: Iterable[Rule], profiles: Mapping[str, Profile]) -> list[Rule]:
    """Return the rules, those of style with the profiles they serve.

    Raises RuleError for a convention that there is not and for one that no profile has.
    """
    return [_served(rule, profiles) if rule.kind == "style" else rule for rule in rules]


def _served(rule: Rule, profiles: Mapping[str, Profile]) -> Rule:
    if not rule.convention:
        own = {*rule.styles, *(p.name for p in profiles.values() if {*p.bases} & {*rule.styles})}
        return replace(rule, styles=tuple(sorted(own, key=_order(profiles))))
    where = f"{rule.file}: {rule.code}"
    if rule.convention not in CONVENTIONS:
        hint = nearest(rule.convention, CONVENTIONS)
        raise RuleError(f"{where}: there is no convention {rule.convention!r}{hint}")
    able = {p.name: p for p in profiles.values() if rule.convention in p.conventions}
    if not able:
        raise RuleError(f"{where}: no style has the convention {rule.convention!r}")
    tables = {n: Served(p.language, p.conventions[rule.convention]) for n, p in able.items()}
    return replace(rule, styles=tuple(able), profiles=tables)


def _order(profiles: Mapping[str, Profile]) -> Callable[[str], int]:
    names = list(profiles)
    return lambda name: names.index(name) if name in profiles else len(names)


def fill(rule: Rule, style: str) -> list[Rule]:
    """Return a rule as it runs under a style: one that names a convention with the style's table.

    Where the style does not have it, as where there is none and the rule was selected by its code,
    the first profile of each language stands in.
    """
    if not rule.profiles:
        return [rule]
    if style in rule.profiles:
        return [_with(rule, rule.profiles[style])]
    first: dict[str, Served] = {}
    for served in rule.profiles.values():
        first.setdefault(served.language, served)
    return [_with(rule, served) for served in first.values()]


def _with(rule: Rule, served: Served) -> Rule:
    trigger = rule.trigger
    if trigger and any(_KEYS in value for value in trigger.values):
        keys = [v.replace(_KEYS, key) for v in trigger.values for key in served.table]
        trigger = replace(trigger, values=tuple(keys))
    lexicon = {**rule.lexicon, **served.table}
    return replace(rule, language=served.language, trigger=trigger, lexicon=lexicon, profiles={})
