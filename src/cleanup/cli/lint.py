"""`cleanup lint`: findings, nothing written."""

from __future__ import annotations

from dataclasses import dataclass, field

from cleanup.cli.common import Choosing, Reading, Telling
from cleanup.cli.declare import GROUP, arguments, value
from cleanup.cli.outputs import check_format
from cleanup.cli.paths import check_stdin, find, refuse_overwriting
from cleanup.cli.session import Session, all_findings
from cleanup.cli.streams import colour, emit, read_stdin
from cleanup.results import Run
from cleanup.run import Job, run

FORMATS = ("text", "concise", "json", "jsonl")


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
    choosing: Choosing = field(default_factory=Choosing, metadata=GROUP)
    reading: Reading = field(default_factory=Reading, metadata=GROUP)
    telling: Telling = field(default_factory=Telling, metadata=GROUP)


def lint(options: Lint) -> int:
    """Report what is found in the files; return the exit code. Raises ConfigError, RuleError."""
    name = options.output_format or "text"
    check_format("--output-format", name, FORMATS)
    session = Session(options.choosing, options.reading, options.telling)
    jobs = _jobs(options, session)
    refuse_overwriting([job.path for job in jobs], [(p, "--report") for _, p in session.reports])
    session.collect(run(jobs))
    if not jobs:
        session.note("note: there are no files to read")
    if not options.telling.quiet:
        emit(_render(name, session))
    session.write_reports()
    session.note_languages()
    return session.code(all_findings)


def _jobs(options: Lint, session: Session) -> list[Job]:
    from cleanup.engine import SAFE

    if check_stdin(options.paths):
        data = read_stdin(session.desk.settings("-").max_size)
        return [session.job("<stdin>", SAFE, data)]
    return [session.job(path, SAFE) for path in find(options.paths or (".",))]


def _render(name: str, session: Session) -> str:
    run_ = session.run()
    if session.telling.statistics and name in ("text", "concise"):
        return _statistics(run_)
    if name in ("text", "concise"):
        from cleanup.report.lint import concise, text

        draw = text if name == "text" else concise
        return draw(run_, colour=colour(session.telling.color))
    from cleanup.report import renderer

    return renderer(name)(run_)


def _statistics(run_: Run) -> str:
    """Return one line for each rule, the most frequent first: count, code, name."""
    from cleanup.report.summary import by_rule

    rows = [(row.applied + row.left, row.code, row.name) for row in by_rule(run_)]
    rows.sort(key=lambda row: (-row[0], row[1]))
    return "".join(f"{count:>7,}  {code}  {name}\n" for count, code, name in rows)
