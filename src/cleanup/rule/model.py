"""A rule: one kind of artifact, as data. `load` makes them from TOML, `rulebook` uses them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from cleanup.errors import RuleError
from cleanup.results import Applicability, Severity
from cleanup.start.compiling import compile_pattern
from cleanup.start.data import dataclass, field

if TYPE_CHECKING:
    import regex

TriggerKind = Literal[
    "chars",
    "pairs",
    "strings",
    "words",
    "shapes",
    "affixes",
    "repeat",
    "line",
    "start",
    "end",
    "stretch",
    "holds",
]

# `regex.VERSION1 | regex.MULTILINE`: regex itself is imported where something is to be compiled.
FLAGS = 0x108
PHASES = ("encoding", "residue", "markup", "structure", "words", "style")
TRIGGERS = ("chars", "pairs", "strings", "words", "shapes", "repeat", "line", "start", "end")
STRINGS = ("chars", "pairs", "strings")  # what may ask for what stands beside it
BESIDE = ("letter", "lower", "digit", "byte")
# How grave a fault is, as in MQM; what each counts for is in `score`.
WEIGHTS = ("none", "typo", "minor", "major", "critical")
KEEPS = (
    "words",
    "letters",
    "base",
    "case",
    "number",
    "decode",
    "lexicon",
    "repeats",
    "removes",
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """Where a rule is tried, and nowhere else.

    `values` are characters (`chars`), strings of two of them (`pairs`) or of any number
    (`strings`), words in lower case, phrases or the name of a word list of the language behind an
    `@` (`words`), tokens with each run of digits as one 0 (`shapes`), or prefixes of lines (`line`;
    none: every line that holds something). Characters and strings may ask for what stands right
    before and behind them: `before` and `ahead` are each one of `BESIDE`.

    The pattern is matched `back` code points before the place that was hit (behind it, where that
    is negative), or with `from_line` where its line begins.

    For detectors alone are `affixes`, what a token begins with (`@list-`) or ends with (`-@list`),
    and `stretch`, for those that read all there is: its two places are the ends of what is looked
    at, a whole text or paragraphs that changed. `holds` is a stretch that holds one of `values`.
    """

    kind: TriggerKind
    values: tuple[str, ...] = ()
    back: int = 0
    before: str = ""
    ahead: str = ""
    from_line: bool = False

    @property
    def wide(self) -> bool:
        """Whether what is tried there may reach over paragraphs."""
        return self.kind in ("line", "start", "end")


@dataclass(frozen=True, slots=True)
class Family:
    """The rules whose codes begin with the same letters."""

    code: str
    name: str
    phase: str
    suspect: bool = False
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Served:
    """What a style profile says for one rule: the language it is for, and what becomes of what."""

    language: str
    table: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of artifact: its name, where it is tried, what it does, how that is proven.

    `declared` are the options it has as its table declares them, by name (`options.declarations`
    reads them), and `options` what they are set to. A rule of style serves the profiles `styles`;
    one that names a `convention` gets its lexicon from the profile it runs for (`profiles`, by
    name), and runs on texts of that one's language (`styles.fill`). `weight` is how grave a fault
    of its kind is; where it is empty, that of its family, else of its MQM type (`mqm.Typology`).
    """

    code: str
    name: str
    language: str
    family: Family
    message: str
    why: str
    mqm: str
    applicability: Applicability
    kind: Literal["artifact", "style"] = "artifact"
    severity: Severity = "warning"
    keeps: str = "words"
    status: Literal["stable", "preview"] = "stable"
    trigger: Trigger | None = None
    pattern: str | None = None
    replace: str | None = None
    suggest: str | None = None
    detector: str | None = None
    may: frozenset[str] = frozenset()
    silences: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    convention: str = ""
    profiles: Mapping[str, Served] = field(default_factory=dict)
    raised_by: tuple[str, ...] = ()
    suspected: Applicability | None = None
    lexicon: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    declared: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    messages: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    argued: str = ""
    literals: tuple[str, ...] = ()
    needs: str = ""
    weight: str = ""
    bad: tuple[tuple[str, ...], ...] = ()
    good: tuple[str, ...] = ()
    todo: tuple[tuple[str, ...], ...] = ()
    file: str = ""

    @property
    def phase(self) -> str:
        """The phase of its family."""
        return self.family.phase


@cache
def compiled(pattern: str, lists: tuple[tuple[str, frozenset[str]], ...]) -> regex.Pattern[str]:
    """Return the pattern compiled with the word lists it names as `\\L<name>`.

    `^` and `$` stand at the ends of lines, `\\A` and `\\Z` at those of the document.
    Raises RuleError where the pattern is not one.
    """
    try:
        return compile_pattern(pattern, FLAGS, lists)
    except Exception as error:
        import regex

        if not isinstance(error, regex.error | KeyError | TypeError | ValueError):
            raise
        message = f"the pattern does not compile: {error}"
        raise RuleError(message) from error


def matches(code: str, selector: str) -> bool:
    """Tell whether a code is meant by a selector: a code, a prefix of codes, or `ALL`."""
    return selector == "ALL" or code.startswith(selector)
