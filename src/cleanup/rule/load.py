"""TOML tables to rules: every key is checked, and an error names file, rule and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from cleanup.errors import RuleError
from cleanup.extras import NEEDS
from cleanup.nearest import nearest
from cleanup.results import APPLICABILITIES, SEVERITIES
from cleanup.rule.model import BESIDE, KEEPS, STRINGS, TRIGGERS, WEIGHTS, Family, Rule, Trigger

_TEXT = [
    "code",
    "name",
    "message",
    "why",
    "mqm",
    "kind",
    "applicability",
    "severity",
    "keeps",
    "status",
    "pattern",
    "replace",
    "suggest",
    "detector",
    "suspected",
    "source",
    "argued",
    "needs",
    "weight",
    "convention",
]
_LISTS = ["may", "silences", "styles", "raised_by", "literals", "good"]
_TABLES = ["lexicon", "options", "message_in"]
_OTHER = ["trigger", "bad", "todo"]
_PLAIN = frozenset(_TEXT)
_KEYS = frozenset([*_TEXT, *_LISTS, *_TABLES, *_OTHER])
_NEEDED = ["code", "name", "message", "why", "mqm", "applicability", "bad", "good"]
_CHOICES = {
    "kind": ("artifact", "style"),
    "applicability": APPLICABILITIES,
    "severity": SEVERITIES,
    "keeps": KEEPS,
    "status": ("stable", "preview"),
    "suspected": APPLICABILITIES,
    "needs": NEEDS,
    "weight": WEIGHTS,
}


def make_families(data: Mapping[str, Any], file: str) -> dict[str, Family]:
    """Return the families of a `families.toml`, by the letters of their codes."""
    return {
        code: _family(code, table, f"{file}: [{code}]")
        for code, table in data.items()
        if _is_table(table, f"{file}: [{code}]")
    }


def _family(code: str, table: Mapping[str, Any], where: str) -> Family:
    weight = table.get("weight", "")
    if weight and weight not in WEIGHTS:
        known = ", ".join(WEIGHTS)
        hint = nearest(str(weight), WEIGHTS)
        raise RuleError(f"{where}: weight = {weight!r} is not one of {known}{hint}")
    return Family(code, table["name"], table["phase"], bool(table.get("suspect")), weight)


def make_rules(
    data: Mapping[str, Any],
    file: str,
    language: str,
    families: Mapping[str, Family],
    *,
    checked: bool = False,
    style: bool = True,
) -> list[Rule]:
    """Return the rules of one TOML file. Raises RuleError naming file, rule and key.

    What was `checked` before, and kept since, is not looked at again; then those of style may be
    left out.
    """
    if checked:
        asked = [one for one in data.get("rule", []) if style or one.get("kind") != "style"]
        return [_build(table, file, language, families) for table in asked]
    extra = set(data) - {"rule"}
    if extra:
        key = min(extra)
        raise RuleError(f"{file}: unknown table {key!r}{nearest(key, ['rule'])}")
    tables = data.get("rule", [])
    if not isinstance(tables, list):
        raise RuleError(f"{file}: rules are written [[rule]], with two brackets")
    for table in tables:
        _check(table, f"{file}: {table.get('code', 'a rule without code')}", families)
    return [_build(table, file, language, families) for table in tables]


def check_unique(rules: Iterable[Rule]) -> None:
    """Raise RuleError where two rules have one code."""
    seen: dict[str, Rule] = {}
    for rule in rules:
        other = seen.setdefault(rule.code, rule)
        if other is not rule:
            raise RuleError(f"{rule.file}: {rule.code}: the code is taken by {other.file}")


def _check(table: Mapping[str, Any], where: str, families: Mapping[str, Family]) -> None:
    for key in table:
        if key not in _KEYS:
            raise RuleError(f"{where}: unknown key {key!r}{nearest(key, _KEYS)}")
    for key in _NEEDED:
        if not table.get(key):
            raise RuleError(f"{where}: {key!r} is missing or empty")
    for key in _TEXT:
        if key in table and not isinstance(table[key], str):
            raise RuleError(f"{where}: {key!r} must be a string")
    for key in _LISTS:
        _strings(table.get(key, []), where, key)
    for key in _TABLES:
        _is_table(table.get(key, {}), f"{where}: {key!r}")
    for key, choices in _CHOICES.items():
        if key in table and table[key] not in choices:
            known = ", ".join(choices)
            hint = nearest(table[key], choices)
            raise RuleError(f"{where}: {key} = {table[key]!r} is not one of {known}{hint}")
    letters = table["code"].rstrip("0123456789")
    if letters not in families or letters == table["code"]:
        known = ", ".join(families)
        raise RuleError(f"{where}: a code is letters of a family ({known}) and a number")
    _check_repair(table, where)
    _check_options(table.get("options", {}), where)
    _trigger(table, where)
    for key in ("bad", "todo"):
        _check_examples(table, key, where)


def _build(
    table: Mapping[str, Any], file: str, language: str, families: Mapping[str, Family]
) -> Rule:
    """Return the rule of a table that was checked."""
    options = table.get("options", {})
    return Rule(
        **{key: table[key] for key in table if key in _PLAIN},
        language=language,
        family=families[table["code"].rstrip("0123456789")],
        trigger=_trigger(table, file) if "trigger" in table else None,
        may=frozenset(table.get("may", ())),
        silences=tuple(table.get("silences", ())),
        styles=tuple(table.get("styles", ())),
        raised_by=tuple(table.get("raised_by", ())),
        literals=tuple(table.get("literals", ())),
        lexicon=table.get("lexicon", {}),
        options={name: option["default"] for name, option in options.items()},
        declared=options,
        messages=table.get("message_in", {}),
        bad=tuple(map(tuple, table["bad"])),
        good=tuple(table["good"]),
        todo=tuple(map(tuple, table.get("todo", ()))),
        file=file,
    )


def _check_repair(table: Mapping[str, Any], where: str) -> None:
    if ("pattern" in table) == ("detector" in table):
        raise RuleError(f"{where}: give either a pattern or the name of a detector")
    if "argued" in table and (table["applicability"] != "safe" or not table["argued"].strip()):
        raise RuleError(f"{where}: 'argued' is a sentence why a safe rule meets no correct text")
    literals = table.get("literals", ())
    if literals and not all(any(part in text for part in literals) for text, *_ in table["bad"]):
        raise RuleError(f"{where}: 'literals' are what each match, so each of 'bad', holds one of")
    if "pattern" not in table:
        return
    if "trigger" not in table:
        raise RuleError(f"{where}: a pattern needs a trigger, or it would be tried everywhere")
    if (table["applicability"] == "manual") == ("replace" in table):
        raise RuleError(f"{where}: 'replace' belongs to safe and unsafe rules, and to all of them")
    if table.get("kind") == "style" and not (table.get("styles") or table.get("convention")):
        raise RuleError(f"{where}: a style rule names 'styles' or the 'convention' it serves")


def _trigger(table: Mapping[str, Any], where: str) -> Trigger | None:
    raw = table.get("trigger")
    if raw is None:
        return None
    _is_table(raw, f"{where}: 'trigger'")
    kinds = [k for k in raw if k not in ("back", "before", "ahead")]
    if len(kinds) != 1 or kinds[0] not in TRIGGERS:
        hint = nearest(kinds[0], TRIGGERS) if kinds else ""
        raise RuleError(f"{where}: a trigger is one of {', '.join(TRIGGERS)}{hint}")
    kind, value, back = kinds[0], raw[kinds[0]], raw.get("back", 0)
    from_line = back == "line"
    back = 0 if from_line else back
    if not isinstance(back, int):
        raise RuleError(f"{where}: 'back' counts code points, or is \"line\"")
    before, ahead = (_beside(raw, key, kind, where) for key in ("before", "ahead"))
    if kind == "chars" and isinstance(value, str):
        values = tuple(dict.fromkeys(value))
    elif value is True and kind in ("repeat", "start", "end", "line"):
        values = ()
    else:
        values = tuple(_strings(value, where, kind))
    if kind == "pairs" and any(len(v) != 2 for v in values):
        raise RuleError(f"{where}: each of 'pairs' has two characters")
    if kind in STRINGS and not all(values):
        raise RuleError(f"{where}: each of {kind!r} has a character or more")
    if kind in (*STRINGS, "words", "shapes") and not values:
        raise RuleError(f"{where}: the trigger names nothing")
    return Trigger(cast(Any, kind), values, back, before, ahead, from_line)


def _beside(raw: Mapping[str, Any], key: str, kind: str, where: str) -> str:
    """Return what a trigger asks for beside its strings, or nothing."""
    asked = raw.get(key, "")
    if key in raw and (asked not in BESIDE or kind not in STRINGS):
        known, kinds = ", ".join(BESIDE), ", ".join(STRINGS)
        raise RuleError(f"{where}: {key!r} is one of {known}, and belongs to {kinds}")
    return str(asked)


def _check_examples(table: Mapping[str, Any], key: str, where: str) -> None:
    for item in table.get(key, []):
        pair = _strings(item, where, key)
        if not 1 <= len(pair) <= 2:
            raise RuleError(f"{where}: each of {key!r} is [text] or [text, repaired text]")
        if len(pair) == 1 and key == "bad" and table["applicability"] != "manual":
            raise RuleError(f"{where}: a rule that repairs shows its repair in each of 'bad'")


def _check_options(raw: Mapping[str, Any], where: str) -> None:
    """Check the options that are declared; what they declare is looked at with the patterns."""
    for name, option in raw.items():
        _is_table(option, f"{where}: option {name!r}")
        if "default" not in option:
            raise RuleError(f"{where}: option {name!r} has no default")


def _strings(value: Any, where: str, key: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise RuleError(f"{where}: {key!r} must be a list of strings")
    return value


def _is_table(value: Any, where: str) -> bool:
    if not isinstance(value, dict):
        raise RuleError(f"{where} must be a table")
    return True
