"""`cleanup fix`: applies the safe changes, in place or to the files that `-o` names."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from cleanup.cli.common import Choosing, Reading, Telling, Walking
from cleanup.cli.declare import GROUP, arguments, switch, value
from cleanup.cli.outputs import Recorder, beside
from cleanup.cli.paths import STDIN, Target, aim, check_stdin, refuse_overwriting
from cleanup.cli.session import Session, all_findings, left
from cleanup.cli.streams import emit, emit_bytes, is_terminal, say
from cleanup.errors import ConfigError
from cleanup.run import Job, Treated, Worked
from cleanup.start.data import dataclass, field, fields, replace

if TYPE_CHECKING:
    from cleanup.engine.settling import Accept


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
    walking: Walking = field(default_factory=Walking, metadata=GROUP)
    telling: Telling = field(default_factory=Telling, metadata=GROUP)


def fix(options: Fix) -> int:
    """Repair the files; return the exit code. Raises ConfigError, RuleError, FileError."""
    from cleanup.engine.settling import SAFE, UNSAFE

    stdin = check_stdin(options.paths, options.walking.stdin_filename)
    if options.output is not None and (stdin or options.diff):
        reason = "--diff writes nothing" if options.diff else "what is read from - goes to stdout"
        raise ConfigError(f"-o: {reason}")
    session = Session(options.choosing, options.reading, options.telling, options.walking)
    if options.reading.show_files or options.reading.show_settings:
        from cleanup.cli.show import show

        paths = options.paths if stdin else session.inputs.find(options.paths)
        groups = (options.choosing, options.reading, options.telling, options.walking)
        return show(paths, *groups)
    accept = UNSAFE if options.unsafe_fixes else SAFE
    if options.diff:
        return _show_diff(options, session, accept)
    if stdin:
        return _filter(options, session, accept)
    return _fix_files(options, session, accept)


def _filter(options: Fix, session: Session, accept: Accept) -> int:
    """Standard input to standard output: the bytes there, all talk on stderr."""
    job = session.stdin_job(accept)
    if session.is_left_out():
        emit_bytes(job.data or b"")
        return 0
    session.keep_few(1)
    session.treat([job], _output, lambda worked: emit_bytes(worked.product))
    session.write_reports()
    if not options.telling.quiet and session.tally.documents:
        say(session.render().rstrip("\n"))
    session.note_languages()
    session.note_unused()
    return session.code(left)


def _output(treated: Treated) -> Worked[bytes]:
    return Worked.of(treated, treated.source.splice(treated.plan.changes))


def _show_diff(options: Fix, session: Session, accept: Accept) -> int:
    from cleanup.cli.diff import drawn

    if options.paths == (STDIN,):
        jobs = [] if session.is_left_out() else [session.stdin_job(accept)]
    else:
        inputs = session.inputs.find(options.paths)
        jobs = [_again(options, session.job(path, accept)) for path in inputs]

    def finish(worked: Worked[str | bytes]) -> None:
        diff = worked.product
        if isinstance(diff, str):
            emit(diff)
        else:
            emit_bytes(diff)

    refuse_overwriting([job.path for job in jobs], [(p, "--report") for _, p in session.reports])
    session.treat(jobs, partial(drawn, terminal=is_terminal()), finish)
    session.write_reports()
    session.note_languages()
    session.note_unused()
    return session.code(all_findings)


def _fix_files(options: Fix, session: Session, accept: Accept) -> int:
    target = aim(options.output, options.paths) if options.output is not None else None
    without = target.path if target is not None and target.is_folder else None
    inputs = session.inputs.find(options.paths, without, apart=target is not None)
    if target is not None and not target.is_folder and len(inputs) > 1:
        raise ConfigError("-o: one file cannot hold several documents")
    results = [target.of(path) for path in inputs] if target is not None else []
    report, ledger = _places(options, target, results)
    outputs = [(path, "-o") for path in (*results, *(p for _, p in report), *ledger)]
    refuse_overwriting(inputs, [*outputs, *((p, "--report") for _, p in session.reports)])
    jobs = [_again(options, session.job(path, accept)) for path in inputs]
    if not jobs:
        session.note("note: there are no files to read")
        return session.code(left)
    recorder = None
    if not options.no_ledger:
        recorder = Recorder(ledger[0] if ledger else None, session.rules, _said(options))
    session.keep = session.keep or bool(report)
    session.keep_few(len(jobs))
    written = _write(session, jobs, target, recorder)
    session.write_reports(report)
    if not options.telling.quiet:
        emit(session.render())
    _note_written(session, [*written, *(p for _, p in report), *ledger], recorder)
    session.note_languages()
    session.note_unused()
    return session.code(left)


def _again(options: Fix, job: Job) -> Job:
    """Let decisions hold also for what earlier runs like this one have written."""
    if not job.decisions:
        return job
    from cleanup.past.replay import Same

    same = Same(job.rulebook.digest, options.unsafe_fixes, options.reading.lang)
    return replace(job, same=same)


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
) -> list[str]:
    """Treat the documents and write their results; return the files written with `-o`."""
    from cleanup.cli.interruption import ending_once
    from cleanup.cli.writing import Draft, draft, write

    written: list[str] = []

    def finish(worked: Worked[Draft]) -> None:
        write(worked, recorder)
        if worked.product.target is not None:
            written.append(worked.product.target)

    complete = False
    with ending_once():
        try:
            if recorder is not None:
                recorder.begin()
            work = partial(draft, target=target, recorded=recorder is not None)
            session.treat(jobs, work, finish)
            complete = True
        finally:
            if recorder is not None:
                recorder.close(complete=complete)
    return written


def _said(options: Fix) -> dict[str, object]:
    """Return the options of the run for its ledger: those that were given and count for it."""
    return {key: value for key, value in _flat(options).items() if value and key != "jobs"}


def _flat(options: Any) -> dict[str, object]:
    flat: dict[str, object] = {}
    for one in fields(options):
        given = getattr(options, one.name)
        flat |= _flat(given) if "group" in one.metadata else {one.name: given}
    return flat


def _note_written(session: Session, files: list[str], recorder: Recorder | None) -> None:
    if files:
        few = ", ".join(files[:3]) if len(files) <= 3 else f"{len(files)} files"
        session.note(f"written: {few}")
    elif recorder is not None and session.tally.changed:
        session.note("changed in place; `cleanup undo` takes it back")
