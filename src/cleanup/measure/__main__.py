"""Measure the rules. Run it in a clone of the repository: `make measure`, `judge`, `tune`.

    python -m cleanup.measure count [--clean PATH…] [--mt PATH…]
    python -m cleanup.measure judge [--clean PATH…] [--mt PATH…]
    python -m cleanup.measure tune [--clean PATH…] [--tries N] [--write]

`count` writes `rules/measured.json` and `docs/rules/`; what no path is given for keeps its numbers.
`judge` prints the findings that have no verdict yet, each with the line to fill in.
`tune` tries other weights for the quotation parser and says what they gain on texts not seen.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cleanup.errors import CleanupError
from cleanup.evaluation.corpus import read_items
from cleanup.measure.count import count_clean, count_labelled
from cleanup.measure.earned import unearned
from cleanup.measure.figures import Clean, Figures, Measured, figures_file, read_figures
from cleanup.measure.figures import write_figures as write
from cleanup.measure.firing import Firing, Pass, firings, passes
from cleanup.measure.pages import make_pages, write_pages
from cleanup.measure.sample import draw, judge
from cleanup.measure.texts import Source, read_sources
from cleanup.measure.tuning import tune
from cleanup.measure.verdicts import Verdicts, blank, read_verdicts
from cleanup.report.invisible import one_line
from cleanup.rulebook.library import load_library
from cleanup.start.data import dataclass, replace

_AROUND = 60  # code points shown on both sides of a finding


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for: the folders of the repository, and the texts given by path."""

    corpus: Path
    docs: Path
    clean: tuple[Path, ...]
    mt: tuple[Path, ...]
    every: bool = False
    tries: int = 0
    write: bool = False


def main(argv: Sequence[str] | None = None) -> int:
    """Run one of the commands; return 0.

    It is 1 where a safe rule has not earned its rank, 2 where a file cannot be read or written.
    """
    parser = argparse.ArgumentParser(prog="python -m cleanup.measure")
    parser.add_argument("command", choices=tuple(_COMMANDS))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="labelled texts")
    parser.add_argument("--docs", type=Path, default=Path("docs/rules"), help="pages of the rules")
    parser.add_argument("--clean", type=Path, nargs="+", default=[], help="<lang>.*.txt")
    parser.add_argument("--mt", type=Path, nargs="+", default=[], help="*.<source>-<lang>.tsv")
    parser.add_argument("--every", action="store_true", help="judge: also what has a verdict")
    parser.add_argument("--tries", type=int, default=200, help="tune: how many settings")
    parser.add_argument("--write", action="store_true", help="tune: keep what is gained")
    given = parser.parse_args(argv)
    options = Options(
        given.corpus,
        given.docs,
        tuple(given.clean),
        tuple(given.mt),
        given.every,
        given.tries,
        given.write,
    )
    try:
        return _COMMANDS[given.command](options)
    except CleanupError as error:
        print(error, file=sys.stderr)
        return 2


def _count(options: Options) -> int:
    library = load_library()
    runs = passes(library.rules)
    figures = measure(options, runs, before())
    write(figures, figures_file())
    write_pages(make_pages(library.rules, library.families, figures), options.docs)
    missing = list(unearned(library.rules, figures))
    for line in missing:
        print(line, file=sys.stderr)
    return 1 if missing else 0


def before() -> Figures:
    """Return the numbers as they were kept, empty where there are none. Raises FileError."""
    path = figures_file()
    return read_figures(path) if path.is_file() else Figures()


def measure(options: Options, runs: Sequence[Pass], kept: Figures) -> Figures:
    """Return the numbers of all rules; what cannot be counted anew stays as it was kept."""
    library = load_library()
    items = read_items([options.corpus / "devset"])
    labelled = count_labelled(library.rules, runs, items)
    clean: dict[str, Clean | None] = {code: own.clean for code, own in kept.rules.items()}
    files, tolls = kept.clean, kept.tolls
    if options.clean:
        sources = _clean(options)
        verdicts = read_verdicts(options.corpus / "judged.jsonl")
        counted, tolls = count_clean(library.rules, runs, sources, verdicts)
        clean = {**counted}
        files = tuple(source.file for source in sources)
    rules = {code: Measured(count, clean.get(code)) for code, count in labelled.items()}
    figures = Figures(rules, len(items), files, tolls, kept.sample)
    if options.mt:
        sources = _translated(options)
        verdicts = read_verdicts(options.corpus / "judged_mt.jsonl")
        sample = judge(*draw(runs[0], sources), sources, verdicts)
        figures = replace(figures, sample=sample)
    return figures


def _clean(options: Options) -> list[Source]:
    return read_sources(options.clean, ".txt", load_library().packs)


def _translated(options: Options) -> list[Source]:
    return read_sources(options.mt, ".tsv", load_library().packs)


def _judge(options: Options) -> int:
    runs = passes(load_library().rules)
    if options.clean:
        found = (
            f for s in _clean(options) for run in runs if not run.style for f in firings(run, s)
        )
        verdicts = read_verdicts(options.corpus / "judged.jsonl")
        _print(found, verdicts, every=options.every)
    if options.mt:
        drawn, _ = draw(runs[0], _translated(options))
        verdicts = read_verdicts(options.corpus / "judged_mt.jsonl")
        _print(drawn, verdicts, every=options.every)
    return 0


def _tune(options: Options) -> int:
    sources = _clean(options) if options.clean else []
    items = read_items([options.corpus / "devset"])
    print("\n".join(tune(items, sources, options.tries, keep=options.write)))
    return 0


def _print(found: Iterable[Firing], verdicts: Verdicts, *, every: bool) -> None:
    for firing in found:
        verdict = verdicts.of(firing.place, firing.number)
        if every or not verdict:
            print("\n".join(_shown(firing, verdict)) + "\n")


def _shown(firing: Firing, verdict: str) -> Iterator[str]:
    finding, text = firing.finding, firing.text
    done = "changed" if finding.applied else finding.applicability
    yield f"{firing.source.file.name}:{text.place} {finding.code} {finding.name} ({done})"
    head = text.text[max(0, finding.start - _AROUND) : finding.start]
    tail = text.text[finding.end : finding.end + _AROUND]
    yield one_line(f"  text       {head}⟦{text.text[finding.start : finding.end]}⟧{tail}")
    if finding.suggestion is not None:
        yield one_line(f"  becomes    {finding.suggestion}")
    if text.source:
        yield one_line(f"  source     {text.source}")
    if text.reference:
        yield one_line(f"  reference  {text.reference}")
    yield f"  {verdict or blank(firing.place)}"


_COMMANDS = {"count": _count, "judge": _judge, "tune": _tune}


if __name__ == "__main__":
    raise SystemExit(main())
