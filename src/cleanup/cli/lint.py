"""`cleanup lint`: findings, nothing written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from cleanup.cli.common import Choosing, Reading, Telling, Walking
from cleanup.cli.declare import GROUP, arguments, switch, value
from cleanup.cli.outputs import check_format
from cleanup.cli.paths import check_stdin, refuse_overwriting
from cleanup.cli.session import Session, all_findings
from cleanup.cli.streams import colour, emit
from cleanup.errors import ConfigError
from cleanup.files import shown_here
from cleanup.report.summary import Tally
from cleanup.results import Entry, Run
from cleanup.run import Job, Treated, Worked
from cleanup.start.data import dataclass, field

_LINES = ("text", "concise")
# Printed as each document is done; of the others nothing can be printed before the last.
_STREAMED = (*_LINES, "jsonl")
FORMATS = ("text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lint:
    """The options of `cleanup lint`."""

    paths: tuple[str, ...] = arguments(
        metavar="PATHS", help="Files and folders (default: .), or - for standard input."
    )
    output_format: str | None = value(
        "--output-format",
        metavar="FORMAT",
        panel="Output",
        choices=FORMATS,
        help=f"One of {', '.join(FORMATS)} (default: text).",
    )
    write_baseline: bool = switch(
        "--write-baseline",
        help="Put all that is found into cleanup.decisions.toml: from then on only what is new"
        " is reported.",
    )
    no_cache: bool = switch(
        "--no-cache", help="Look at every file anew, and keep nothing of what is found."
    )
    choosing: Choosing = field(default_factory=Choosing, metadata=GROUP)
    reading: Reading = field(default_factory=Reading, metadata=GROUP)
    walking: Walking = field(default_factory=Walking, metadata=GROUP)
    telling: Telling = field(default_factory=Telling, metadata=GROUP)


def lint(options: Lint) -> int:
    """Report what is found in the files; return the exit code. Raises ConfigError, RuleError."""
    name = options.output_format or "text"
    check_format("--output-format", name, FORMATS)
    session = Session(options.choosing, options.reading, options.telling, options.walking)
    stdin = check_stdin(options.paths, options.walking.stdin_filename)
    if options.reading.show_files or options.reading.show_settings:
        from cleanup.cli.show import show

        paths = options.paths if stdin else session.inputs.find(options.paths or (".",))
        groups = (options.choosing, options.reading, options.telling, options.walking)
        return show(paths, *groups)
    jobs = _jobs(options, session, stdin=stdin)
    if options.write_baseline:
        return _write_baseline(session, jobs)
    refuse_overwriting([job.path for job in jobs], [(p, "--report") for _, p in session.reports])
    counted = options.telling.statistics and name in _LINES
    whole = counted or name not in _STREAMED
    session.keep = session.keep or (name not in _STREAMED and not options.telling.quiet)
    show_one = None if whole or options.telling.quiet else _shower(name, session)
    texts = session.keep or (show_one is not None and name != "concise")
    _treat(session, jobs, show_one, cached=not options.no_cache, texts=texts)
    if not jobs:
        session.note("note: there are no files to read")
    if whole and not options.telling.quiet:
        emit(_whole(name, session))
    session.write_reports()
    session.note_languages()
    session.note_unused()
    return session.code(all_findings)


def _treat(
    session: Session,
    jobs: list[Job],
    show: Callable[[Entry], None] | None,
    *,
    cached: bool,
    texts: bool,
) -> None:
    # A report may want more of a document than is kept of it.
    if not cached or session.reports:
        session.treat(jobs, partial(_accounted, texts=texts), show=show)
        return
    from cleanup.known import Known, accounted, recall

    with Known() as known:
        session.treat(jobs, accounted, known.take, show, partial(recall, known))


def _jobs(options: Lint, session: Session, *, stdin: bool) -> list[Job]:
    if stdin:
        return [] if session.is_left_out() else [session.stdin_job()]
    return [session.job(path) for path in session.inputs.find(options.paths or (".",))]


def _write_baseline(session: Session, jobs: list[Job]) -> int:
    from cleanup.cli.baseline import Baseline

    found = Baseline()
    verdicts, desk = session.verdicts, session.desk
    holding = {job.path: job.decisions for job in jobs}

    def take(entry: Entry) -> None:
        home = verdicts.home(entry.path, desk.settings(entry.path).config)
        found.take(entry, home, holding[entry.path])

    if any(job.data is not None for job in jobs):
        raise ConfigError("--write-baseline: standard input has no place to remember")
    session.treat(jobs, _accounted, show=take)
    for home, put, gone in found.write(verdicts.used):
        session.note(f"{shown_here(home)}: {put} put in, {gone} taken out")
    return 2 if session.errors else 0


def _accounted(treated: Treated, *, texts: bool = True) -> Worked[None]:
    return Worked.of(treated, None, texts=texts)


def _shower(name: str, session: Session) -> Callable[[Entry], None]:
    """Return what prints the findings of one document, as soon as it is done."""
    if name == "jsonl":
        from cleanup.report import renderer

        draw = renderer(name)
    else:
        from cleanup.report.lint import concise, text

        draw = partial(text if name == "text" else concise, colour=colour(session.telling.color))
    return lambda entry: emit(draw(Run((entry,))))


def _whole(name: str, session: Session) -> str:
    if name in _LINES:
        return _statistics(session.tally)
    from cleanup.report import renderer

    return renderer(name)(session.result())


def _statistics(tally: Tally) -> str:
    """Return one line for each rule, the most frequent first: count, code, name."""
    rows = [(row.applied + row.left, row.code, row.name) for row in tally.by_rule()]
    rows.sort(key=lambda row: (-row[0], row[1]))
    return "".join(f"{count:>7,}  {code}  {name}\n" for count, code, name in rows)
