"""The pages of the rules in docs/rules: one for each, and a table by family. Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from cleanup.errors import FileError
from cleanup.extras import needed
from cleanup.measure.earned import count, rank
from cleanup.measure.figures import Figures, Measured, TextFile, Toll
from cleanup.measure.wording import measured_lines
from cleanup.report.invisible import draw
from cleanup.rule.model import Family, Rule
from cleanup.rule.options import declarations, described

_RANKS = {
    "safe": "safe: applied by `cleanup fix`",
    "unsafe": "unsafe: applied with `--unsafe-fixes`",
    "manual": "manual: reported, a person must look",
}
_MADE = "<!-- Made by `make measure` from the rules and their numbers; edits here are lost. -->"
_MARKS = re.compile(r"([\\`*_\[\]<>|#~])")


def make_pages(
    rules: Sequence[Rule], families: Mapping[str, Family], figures: Figures
) -> dict[str, str]:
    """Return the pages by file name: `README.md`, and `QUO003.md` for that rule."""
    pages = {f"{rule.code}.md": _lined(_page(rule, figures)) for rule in rules}
    return {"README.md": _lined(_table(rules, families, figures)), **pages}


def write_pages(pages: Mapping[str, str], folder: Path) -> None:
    """Write the pages, and remove those of rules that are gone. Raises FileError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        for path in folder.glob("*.md"):
            if path.name not in pages:
                path.unlink()
    except OSError as error:
        raise FileError(f"{folder}: cannot be written: {error.strerror or error}") from error


def _lined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _plain(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return _MARKS.sub(r"\\\1", text)


def _page(rule: Rule, figures: Figures) -> Iterator[str]:
    yield _MADE
    yield f"# {rule.code} {rule.name}"
    yield from ("", f"**{_plain(rule.message)}** {_plain(rule.why)}", "")
    yield from ("| | |", "|---|---|")
    yield from (f"| {label} | {_plain_cell(said)} |" for label, said in _facts(rule))
    yield from ("", "## Measured", "")
    for label, said in measured_lines(rule, figures):
        yield f"- {label}: {_plain(said)}"
    if rule.declared:
        yield from ("", "## Options", "")
    for name, option in declarations(rule.declared).items():
        yield f"- `{name}`: {_plain(described(option))}"
    yield from ("", "## Bad", "")
    for example in rule.bad:
        yield from _example(example, "becomes")
    yield from ("## Good", "")
    for text in rule.good:
        yield from _block(text)
    if rule.todo:
        yield from ("## Known misses", "")
        for example in rule.todo:
            yield from _example(example, "should become")


def _facts(rule: Rule) -> Iterator[tuple[str, str]]:
    yield "applicability", _RANKS[rule.applicability]
    yield "severity", rule.severity
    profiles = f", in the profiles {', '.join(rule.styles)}" if rule.styles else ""
    trial = "" if rule.status == "stable" else "; on trial, runs with `--preview`"
    yield "kind", rule.kind + profiles + trial
    yield "family", f"{rule.family.name} (phase: {rule.phase})"
    yield "language", "any" if rule.language == "und" else rule.language
    yield "keeps", rule.keeps
    yield "MQM", rule.mqm
    if rule.needs:
        yield "needs", f"{needed(rule.needs)}; without it, reported at most"
    if rule.source:
        yield "source", rule.source
    yield "defined in", f"[rules/{rule.file}](../../rules/{rule.file})"


def _plain_cell(said: str) -> str:
    """Return a cell of our own Markdown in which only the border of cells is escaped."""
    return said.replace("|", "\\|")


def _example(example: Sequence[str], verb: str) -> Iterator[str]:
    yield from _block(example[0])
    yield from (f"{verb}:", "") if len(example) > 1 else ("is reported only.", "")
    if len(example) > 1:
        yield from _block(example[1])


def _block(text: str) -> Iterator[str]:
    """Yield a text as code, its invisible characters drawn, in a fence longer than any in it."""
    shown = draw(text)
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (f"{fence}text", shown, fence, "")


def _table(
    rules: Sequence[Rule], families: Mapping[str, Family], figures: Figures
) -> Iterator[str]:
    yield _MADE
    yield "# The rules"
    yield ""
    yield from _summary(rules, figures)
    for family in families.values():
        own = [rule for rule in rules if rule.family.code == family.code]
        if own:
            yield from ("", f"## {family.code} {family.name}", "")
            yield "| rule | language | applicability | earned | true | false | clean | exposure |"
            yield "|---|---|---|---|--:|--:|--:|--:|"
            yield from (_row(rule, figures.rules.get(rule.code)) for rule in own)


def _summary(rules: Sequence[Rule], figures: Figures) -> Iterator[str]:
    earned = [rank(rule, figures.rules.get(rule.code)) for rule in rules]
    safe = [one for one in earned if one]
    missing = sum(not one.how for one in safe)
    yield f"{count(len(rules), 'rule')}, {len(safe)} of them safe rules for artifacts;"
    yield f"{missing or 'none'} of these has still to earn that. A rule does so by"
    yield ""
    yield "- *count*: at least five places of the labelled texts found and repaired, none wrongly;"
    yield "- *construction*: each edit proves itself, or each match holds a literal that no prose"
    yield "  contains;"
    yield "- *argued*: fewer places, and a sentence on the page of the rule why no correct text can"
    yield "  match."
    yield ""
    yield "The columns:"
    yield ""
    yield f"- *true* and *false*: findings on the {figures.labelled:,} labelled texts in `corpus/`"
    yield "  that meet a damaged place, and those that do not;"
    yield "- *clean*: findings on clean text, in brackets those that were not judged to be faults"
    yield "  of the text;"
    yield "- *exposure*: how often the trigger stood there and nothing was found."
    if figures.clean:
        words = sum(file.words for file in figures.clean)
        yield ""
        yield f"The clean text has {words:,} words in {count(len(figures.clean), 'file')}; a rule"
        yield "is measured on those of its language. What a reader of each is asked to look at:"
        yield "*warnings* of artifacts and *changes* by safe rules, in brackets those that were not"
        yield "judged to be faults of the text, and these warnings for 100,000 words."
        yield from ("", *_tolls(figures))
    sample = figures.sample
    if sample:
        yield ""
        yield f"Machine translation: of {count(sample.findings, 'finding')} {sample.drawn:,} were"
        yield f"drawn, {sample.judged:,} of them judged, {sample.right:,} right."
        yield from ("", *_files(sample.files))


def _tolls(figures: Figures) -> Iterator[str]:
    yield "| file | words | warnings | for 100,000 words | changes | SHA-256 begins with |"
    yield "|---|--:|--:|--:|--:|---|"
    for file in figures.clean:
        toll = figures.tolls.get(file.digest, Toll())
        false, wrong = toll.warned - toll.right_warnings, toll.changed - toll.right_changes
        rate = 100_000 * false / max(1, file.words)
        cells = (
            *(file.name, f"{file.words:,}", f"{toll.warned:,} ({false:,})", f"{rate:.1f}"),
            *(f"{toll.changed:,} ({wrong:,})", file.digest),
        )
        yield f"| {' | '.join(cells)} |"


def _files(files: Iterable[TextFile]) -> Iterator[str]:
    yield from ("| file | words | SHA-256 begins with |", "|---|--:|---|")
    yield from (f"| {file.name} | {file.words:,} | {file.digest} |" for file in files)


def _row(rule: Rule, measured: Measured | None) -> str:
    earned = rank(rule, measured)
    how = (earned.how or "not yet") if earned else ""
    found = measured.labelled if measured else None
    clean = measured.clean if measured else None
    style = rule.kind == "style"
    cells = (
        f"[{rule.code}]({rule.code}.md) {rule.name}",
        "any" if rule.language == "und" else rule.language,
        f"{rule.applicability}, style" if style else rule.applicability,
        how,
        f"{found.true:,}" if found else "-",
        f"{found.false:,}" if found and not style else "-",
        (f"{clean.fired:,}" + ("" if style else f" ({clean.false:,})")) if clean else "-",
        f"{clean.exposure:,}" if clean else "-",
    )
    return f"| {' | '.join(cells)} |"
