"""The numbers of the rules as they are kept, in `measured.json` beside the rules.

No text of what was measured is kept: of each file its name, its digest and its size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from cleanup.errors import FileError
from cleanup.locate import rules_folder
from cleanup.start.data import dataclass, field

if TYPE_CHECKING:
    from pathlib import Path

    from cleanup.rule.model import Rule

_SCHEMA = 2


@dataclass(frozen=True, slots=True)
class Labelled:
    """Findings of a rule on the labelled texts.

    `true` overlap a damaged place, `false` do not; of the true ones `repaired` were applied by the
    safe plan. Findings on a text that the rule has as its own example are left out.
    """

    true: int = 0
    false: int = 0
    repaired: int = 0


@dataclass(frozen=True, slots=True)
class Clean:
    """Findings of a rule on clean text of its languages, `words` of it.

    Of the `fired` ones `right` were judged to be faults of the text itself; `changed` were applied,
    of which `right_changes` so judged. `exposure` counts the places where the trigger stood and
    nothing was found. `of` names the form of the rule that was measured.
    """

    words: int = 0
    fired: int = 0
    right: int = 0
    changed: int = 0
    right_changes: int = 0
    exposure: int = 0
    of: str = ""

    @property
    def false(self) -> int:
        """The findings that were not judged right."""
        return self.fired - self.right


@dataclass(frozen=True, slots=True)
class Measured:
    """The numbers of one rule; `clean` is None until it ran on clean text."""

    labelled: Labelled = field(default_factory=Labelled)
    clean: Clean | None = None


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that was measured: name without folder, digest of its bytes, language, words."""

    name: str
    digest: str
    lang: str
    words: int


@dataclass(frozen=True, slots=True)
class Toll:
    """What a reader of a clean file is asked to look at: findings of artifacts together.

    `warned` are those at warning level or above, `changed` those that were applied; the `right`
    ones of either were judged to be faults of the text itself.
    """

    warned: int = 0
    right_warnings: int = 0
    changed: int = 0
    right_changes: int = 0


@dataclass(frozen=True, slots=True)
class Sample:
    """What became of findings drawn from machine translation; the unjudged count as wrong."""

    files: tuple[TextFile, ...]
    findings: int
    drawn: int
    right: int
    judged: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All numbers: by rule, by clean file (its digest), and of the texts they come from."""

    rules: Mapping[str, Measured] = field(default_factory=dict)
    labelled: int = 0
    clean: tuple[TextFile, ...] = ()
    tolls: Mapping[str, Toll] = field(default_factory=dict)
    sample: Sample | None = None


@cache
def shipped_figures() -> Figures:
    """Return the numbers of the shipped rules, empty where none are kept. Raises FileError."""
    path = figures_file()
    return read_figures(path) if path.is_file() else Figures()


def figures_file() -> Path:
    """Return where the numbers of the shipped rules stand."""
    return rules_folder() / "measured.json"


def form(rule: Rule) -> str:
    """Return a short digest of what a rule's table says about when it fires and what it does.

    The code of a detector is no part of it.
    """
    said: tuple[object, ...] = (
        (rule.language, rule.trigger, rule.pattern, rule.replace, rule.detector, rule.keeps),
        (rule.applicability, sorted(rule.may), rule.silences, rule.suspected),
        (sorted(rule.lexicon.items()), sorted(rule.options.items())),
    )
    if rule.convention:
        tables = sorted((name, *one.table.items()) for name, one in rule.profiles.items())
        said = (*said, (rule.convention, tables))
    return blake2b(repr(said).encode(), digest_size=4).hexdigest()


def read_figures(path: Path) -> Figures:
    """Return the numbers kept in a file. Raises FileError where it holds none."""
    import json

    try:
        data: Any = json.loads(path.read_bytes())
        if data["schema"] != _SCHEMA:
            raise FileError(f"{path}: numbers of another schema: {data['schema']}")
        sample = data["sample"]
        if sample:
            sample = Sample(**{**sample, "files": _files(sample["files"])})
        rules = {code: _measured(entry) for code, entry in data["rules"].items()}
        tolls = {digest: Toll(**toll) for digest, toll in data["tolls"].items()}
        return Figures(rules, data["labelled"], _files(data["clean"]), tolls, sample)
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FileError(f"{path}: no numbers of rules: {error!r}") from error


def write_figures(figures: Figures, path: Path) -> None:
    """Write the numbers, a line for each rule. Raises FileError where that fails."""
    import json

    def line(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    files = ",\n".join(f"  {line(asdict(file))}" for file in figures.clean)
    sample = line(asdict(figures.sample) if figures.sample else None)
    rules = ",\n".join(
        f"  {line(code)}: {line(asdict(figures.rules[code]))}" for code in sorted(figures.rules)
    )
    tolls = line({digest: asdict(toll) for digest, toll in figures.tolls.items()})
    text = (
        f'{{\n "schema": {_SCHEMA},\n "labelled": {figures.labelled},\n "clean": [\n{files}\n ],\n'
        f' "tolls": {tolls},\n "sample": {sample},\n "rules": {{\n{rules}\n }}\n}}\n'
    )
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise FileError(f"{path}: cannot be written: {error.strerror or error}") from error


def _measured(entry: Mapping[str, Any]) -> Measured:
    clean = entry["clean"]
    return Measured(Labelled(**entry["labelled"]), Clean(**clean) if clean else None)


def _files(entries: list[Mapping[str, Any]]) -> tuple[TextFile, ...]:
    return tuple(TextFile(**entry) for entry in entries)
