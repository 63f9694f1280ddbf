"""`cleanup explain`: one rule, why it is there, and its examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleanup.cli.choice import known_rules, meant
from cleanup.cli.declare import arguments, switch
from cleanup.cli.streams import emit
from cleanup.extras import needed
from cleanup.start.data import dataclass

if TYPE_CHECKING:
    from cleanup.rule.model import Rule

_RANKS = {
    "safe": "safe: applied by `cleanup fix`",
    "unsafe": "unsafe: applied with --unsafe-fixes",
    "manual": "manual: reported, a person must look",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explain:
    """The options of `cleanup explain`."""

    codes: tuple[str, ...] = arguments(
        metavar="CODE",
        required=True,
        help="Code or name of a rule, or the beginning of codes.",
    )
    isolated: bool = switch("--isolated", help="Ignore all configuration files.")


def explain(options: Explain) -> int:
    """Print what there is to know about rules; return 0. Raises ConfigError, RuleError."""
    codes = [_code(word) for word in options.codes]
    found = meant(codes, known_rules(isolated=options.isolated), "explain")
    emit("\n".join("".join(f"{line}\n" for line in _lines(rule)) for rule in found))
    return 0


def _code(word: str) -> str:
    """Let `quo003` mean QUO003; names stay as they are."""
    return word.upper() if word.isalnum() and any(c.isdigit() for c in word) else word


def _lines(rule: Rule) -> Iterator[str]:
    from cleanup.measure.figures import shipped_figures
    from cleanup.measure.wording import measured_lines
    from cleanup.report.invisible import draw
    from cleanup.rule.options import declarations, described

    yield f"{rule.code}  {rule.name}"
    yield ""
    yield f"  {rule.message}"
    yield f"  {rule.why}"
    yield ""
    yield f"  applicability  {_RANKS[rule.applicability]}"
    yield f"  severity       {rule.severity}"
    yield f"  kind           {_kind(rule)}"
    yield f"  family         {rule.family.name} (phase: {rule.phase})"
    yield f"  language       {rule.language if rule.language != 'und' else 'any'}"
    yield f"  keeps          {rule.keeps}"
    yield f"  MQM            {rule.mqm}"
    yield f"  penalty        {_penalty(rule)}"
    if rule.needs:
        yield f"  needs          {needed(rule.needs)}"
    if rule.source:
        yield f"  source         {rule.source}"
    if rule.file:
        yield f"  defined in     {rule.file}"
    yield ""
    for label, said in measured_lines(rule, shipped_figures()):
        yield f"  {label:<14} {said}"
    for name, option in declarations(rule.declared).items():
        yield f"  {'option':<14} {name}: {described(option)}"
    for example in rule.bad:
        yield ""
        yield f"  found   {draw(example[0])}"
        yield f"  becomes {draw(example[1])}" if len(example) > 1 else "          (reported only)"
    for text in rule.good:
        yield ""
        yield f"  left    {draw(text)}"
    for example in rule.todo:
        yield ""
        yield f"  missed  {draw(example[0])}"


def _penalty(rule: Rule) -> str:
    """Return what a finding counts in `cleanup score`."""
    from cleanup.measure.figures import shipped_figures
    from cleanup.rulebook.library import load_typology
    from cleanup.score import POINTS, precision

    weight = load_typology().weight_of(rule)
    right = precision(rule, shipped_figures().rules.get(rule.code))
    return f"{weight}: {POINTS[weight]:g} points, of which {right:.2f} may be expected"


def _kind(rule: Rule) -> str:
    kind: str = rule.kind
    if rule.styles:
        kind += f", in the profiles {', '.join(rule.styles)}"
    return kind if rule.status == "stable" else f"{kind}; on trial, runs with --preview"
