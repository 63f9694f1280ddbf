"""`cleanup fix`: applies the safe changes, in place or to the files that `-o` names."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from cleanup.cli.common import Choosing, Reading, Telling
from cleanup.cli.declare import GROUP, arguments, switch, value
from cleanup.cli.outputs import Recorder, beside
from cleanup.cli.paths import Target, aim, check_stdin, find, refuse_overwriting
from cleanup.cli.session import Session, all_findings, left
from cleanup.cli.streams import emit, emit_bytes, is_terminal, read_stdin, say
from cleanup.errors import ConfigError
from cleanup.run import Job, Treated, run

if TYPE_CHECKING:
    from cleanup.engine import Accept


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """The options of `cleanup fix`."""

    paths: tuple[str, ...] = arguments(
        metavar="PATHS",
        required=True,
        help="Files and folders, or - to read standard input and write standard output.",
    )
    output: str | None = value(
        "-o",
        "--output",
        metavar="DIR|FILE",
        help="Write there, with report and ledger, and leave the input as it is.",
    )
    unsafe_fixes: bool = switch(
        "--unsafe-fixes", help="Also apply the fixes that should be read first."
    )
    diff: bool = switch(
        "--diff", help="Write nothing; print a diff that git apply takes. All counts as left."
    )
    no_ledger: bool = switch("--no-ledger", help="Keep no record; the run cannot be undone.")
    choosing: Choosing = field(default_factory=Choosing, metadata=GROUP)
    reading: Reading = field(default_factory=Reading, metadata=GROUP)
    telling: Telling = field(default_factory=Telling, metadata=GROUP)


def fix(options: Fix) -> int:
    """Repair the files; return the exit code. Raises ConfigError, RuleError, FileError."""
    from cleanup.engine import SAFE, UNSAFE

    stdin = check_stdin(options.paths)
    if options.output is not None and (stdin or options.diff):
        reason = "--diff writes nothing" if options.diff else "what is read from - goes to stdout"
        raise ConfigError(f"-o: {reason}")
    session = Session(options.choosing, options.reading, options.telling)
    accept = UNSAFE if options.unsafe_fixes else SAFE
    if options.diff:
        return _show_diff(options, session, accept)
    if stdin:
        return _filter(options, session, accept)
    return _fix_files(options, session, accept)


def _stdin_job(session: Session, accept: Accept) -> Job:
    data = read_stdin(session.desk.settings("-").max_size)
    return session.job("<stdin>", accept, data)


def _filter(options: Fix, session: Session, accept: Accept) -> int:
    """Standard input to standard output: the bytes there, all talk on stderr."""
    job = _stdin_job(session, accept)
    session.collect(run([job], lambda t: emit_bytes(t.source.splice(t.plan.changes))))
    session.write_reports()
    if not options.telling.quiet and session.done:
        say(session.render().rstrip("\n"))
    session.note_languages()
    return session.code(left)


def _show_diff(options: Fix, session: Session, accept: Accept) -> int:
    from cleanup.cli.diff import diff_bytes, diff_text

    if check_stdin(options.paths):
        jobs = [_stdin_job(session, accept)]
    else:
        jobs = [session.job(path, accept) for path in find(options.paths)]

    def show(treated: Treated) -> None:
        if is_terminal():
            emit(diff_text(treated))
        else:
            emit_bytes(diff_bytes(treated))

    refuse_overwriting([job.path for job in jobs], [(p, "--report") for _, p in session.reports])
    session.collect(run(jobs, show))
    session.write_reports()
    session.note_languages()
    return session.code(all_findings)


def _fix_files(options: Fix, session: Session, accept: Accept) -> int:
    target = aim(options.output, options.paths) if options.output is not None else None
    without = target.path if target is not None and target.is_folder else None
    inputs = find(options.paths, without)
    if target is not None and not target.is_folder and len(inputs) > 1:
        raise ConfigError("-o: one file cannot hold several documents")
    results = [target.of(path) for path in inputs] if target is not None else []
    report, ledger = _places(options, target, results)
    outputs = [(path, "-o") for path in (*results, *(p for _, p in report), *ledger)]
    refuse_overwriting(inputs, [*outputs, *((p, "--report") for _, p in session.reports)])
    jobs = [session.job(path, accept) for path in inputs]
    if not jobs:
        session.note("note: there are no files to read")
        return session.code(left)
    recorder = None
    if not options.no_ledger:
        recorder = Recorder(ledger[0] if ledger else None, session.rules, _said(options))
    _write(session, jobs, target, recorder)
    session.write_reports(report)
    if not options.telling.quiet:
        emit(session.render())
    _note_written(session, [*results, *(p for _, p in report), *ledger], recorder)
    session.note_languages()
    return session.code(left)


def _places(
    options: Fix, target: Target | None, results: list[str]
) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the report (format and file) and the ledger that a run with `-o` writes."""
    if target is None or not results:
        return [], []
    one = len(results) == 1
    folder = target.path.rstrip("/") or "/"
    report = beside(results[0], "report.html") if one else f"{folder}/report.html"
    ledger = beside(results[0], "ledger.jsonl") if one else f"{folder}/ledger.jsonl"
    return [("html", report)] if target.is_folder else [], [] if options.no_ledger else [ledger]


def _write(
    session: Session, jobs: list[Job], target: Target | None, recorder: Recorder | None
) -> None:
    from cleanup.cli.writing import write_result

    complete = False
    try:
        if recorder is not None:
            recorder.begin()
        session.collect(run(jobs, lambda treated: write_result(treated, target, recorder)))
        complete = True
    finally:
        if recorder is not None:
            recorder.close(complete=complete)


def _said(options: Fix) -> dict[str, object]:
    """Return the options of the run for its ledger, those that were given alone."""
    return {key: given for key, given in _flat(asdict(options)).items() if given}


def _flat(table: dict[str, object]) -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, given in table.items():
        flat |= _flat(given) if isinstance(given, dict) else {key: given}
    return flat


def _note_written(session: Session, files: list[str], recorder: Recorder | None) -> None:
    if files:
        few = ", ".join(files[:3]) if len(files) <= 3 else f"{len(files)} files"
        session.note(f"written: {few}")
    elif recorder is not None and any(t.plan.changes for t in session.done):
        session.note("changed in place; `cleanup undo` takes it back")
