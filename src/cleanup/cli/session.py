"""One call of `fix` or `lint`: from its options to jobs, and from results to the exit code."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from cleanup.cli.common import Choosing, Reading, Telling, Walking, check_color
from cleanup.cli.outputs import read_reports, write_reports
from cleanup.cli.paths import Inputs
from cleanup.cli.rulebooks import rulebook_of
from cleanup.cli.settings import Desk, Settings
from cleanup.cli.streams import colour, links, read_stdin, say, width
from cleanup.cli.verdicts import Verdicts
from cleanup.config import shown_here
from cleanup.report.summary import Tally
from cleanup.results import SEVERITIES, Entry, Finding, Plan, Run, Severity
from cleanup.run import Account, Failure, Job, Treated, Worked, run

if TYPE_CHECKING:
    from cleanup.cli.progress import Progress
    from cleanup.engine.settling import Accept
    from cleanup.rulebook.book import Rulebook

T = TypeVar("T")
View = Callable[[Plan], Sequence[Finding]]
Running = Callable[..., Generator[Worked[T] | Failure, None, None]]
"""What treats documents: `run`, or what does as it does."""

_FEW = 3  # documents that a note names one by one
# Over this many documents nobody reads paragraphs in a terminal.
_MANY = 10


class Session:
    """Keeps what a call was asked and what came of it.

    The documents themselves are kept only where `keep` is set, because a report needs them all.
    """

    def __init__(
        self, choosing: Choosing, reading: Reading, telling: Telling, walking: Walking
    ) -> None:
        """Raises ConfigError for an option that is wrong."""
        check_color(telling.color)
        self.choosing = choosing
        self.telling = telling
        self.reports = read_reports(telling.report)
        self.desk = Desk(choosing, reading, telling.fail_on)
        self.verdicts = Verdicts(reading)
        self._processes: int | None = None
        if walking.jobs is not None:
            from cleanup.cli.processes import asked_processes

            self._processes = asked_processes(walking.jobs)
        self.inputs = Inputs(self.desk, walking, self.mention)
        self.walking = walking
        self.keep = bool(self.reports)
        self.tally = Tally()
        self.errors: list[str] = []
        self._progress: Progress | None = None
        self._kept: list[Entry] = []
        self._grave: dict[View, bool] = {all_findings: False, left: False}
        self._unknown: list[str] = []
        self._unknown_count = 0
        self._rulebooks: dict[Settings, Rulebook] = {}

    @property
    def rules(self) -> str:
        """The hash of the rule set; of several, where configurations differ, one after another."""
        return "+".join(dict.fromkeys(book.digest for book in self._rulebooks.values()))

    def job(self, path: str, accept: Accept | None = None, data: bytes | None = None) -> Job:
        """Return the job for one document. Raises ConfigError, RuleError."""
        name = self.walking.stdin_filename or "-"
        settings = self.desk.settings(path if data is None else name)
        if settings not in self._rulebooks:
            self._rulebooks[settings] = rulebook_of(settings, self.choosing)
            if settings.config:
                self.mention(f"configuration: {shown_here(settings.config)}")
        return Job(
            path=path,
            rulebook=self._rulebooks[settings],
            accept=accept,
            language=settings.lang,
            encoding=settings.encoding,
            format=settings.format,
            fields=settings.fields,
            max_size=settings.max_size,
            fail_on=settings.fail_on,
            data=data,
            named=data is not None or self.inputs.is_named(path),
            decisions=self.verdicts.files(path if data is None else name, settings.config),
        )

    def stdin_job(self, accept: Accept | None = None) -> Job:
        """Return the job for standard input. Raises ConfigError, RuleError, FileError."""
        name = self.walking.stdin_filename
        data = read_stdin(self.desk.settings(name or "-").max_size)
        return self.job(name or "<stdin>", accept, data)

    def treat(
        self,
        jobs: Sequence[Job],
        work: Callable[[Treated], Worked[T]],
        finish: Callable[[Worked[T]], None] | None = None,
        show: Callable[[Entry], None] | None = None,
        run: Running[T] = run,
    ) -> None:
        """Treat the documents, as `run` does, take in what becomes of each and say each error.

        `show` gets each document at once, for a product that is written as the run goes on.
        """
        if any(name == "unified" for name, _ in self.reports):
            from cleanup.cli.diff import with_diff

            work = partial(with_diff, work=work)
        if len(jobs) == 1:
            only = run(jobs, work, finish)
            self._collect(only, show)
            return
        from cleanup.cli.interruption import ending_once
        from cleanup.cli.processes import count_processes
        from cleanup.cli.progress import progress

        self._progress = progress(len(jobs), streams=show is not None or self.telling.quiet)
        with ending_once():
            results = run(jobs, work, finish, count_processes(self._processes, jobs))
            try:
                self._collect(results, show)
            finally:
                results.close()  # which ends the workers
                self._clear()

    def _collect(
        self, results: Iterable[Worked[T] | Failure], show: Callable[[Entry], None] | None
    ) -> None:
        for result in results:
            if isinstance(result, Worked):
                self._take(result.account)
                if show is not None:
                    show(result.account.entry)
            elif result.passed:
                self.mention(f"passed over {result.line}")
            else:
                self.fail(result.line)
                if self.telling.verbose and result.trace:
                    say(result.trace.rstrip())
            if self._progress is not None:
                self._progress.step()

    def _take(self, account: Account) -> None:
        entry = account.entry
        plan = entry.plan
        for line in account.faults:
            self.fail(line)
        self.tally.add(plan)
        self.verdicts.take(entry.path, account.used)
        if self.keep:
            self._kept.append(entry)
        for findings in self._grave:
            self._grave[findings] |= _is_grave(account.fail_on, findings(plan))
        if plan.language == "und":
            self._unknown_count += 1
            if len(self._unknown) < _FEW:
                self._unknown.append(shown_here(entry.path))
        if self.telling.verbose:
            self._say(f"read {shown_here(entry.path)} ({plan.language})")

    def fail(self, line: str) -> None:
        """Say an error, which makes the exit code 2."""
        self.errors.append(line)
        self._say(f"error: {line}")

    def note(self, line: str) -> None:
        """Say something that is no error, unless asked to be quiet."""
        if not self.telling.quiet:
            self._say(line)

    def mention(self, line: str) -> None:
        """Say something that only `--verbose` asks for."""
        if self.telling.verbose:
            self._say(line)

    def _say(self, line: str) -> None:
        self._clear()
        say(line)

    def _clear(self) -> None:
        if self._progress is not None:
            self._progress.clear()

    def result(self) -> Run:
        """Return what the reports are drawn from, if the documents were kept."""
        return Run(tuple(self._kept), tuple(self.errors))

    def write_reports(self, more: Sequence[tuple[str, str]] = ()) -> None:
        """Write the reports that were asked for, and `more` of them."""
        reports = [*more, *self.reports]
        for line in write_reports(reports, self.result()) if reports else ():
            self.fail(line)

    def is_left_out(self) -> bool:
        """Tell whether standard input goes by a name that is excluded."""
        name = self.walking.stdin_filename
        return name is not None and self.inputs.is_excluded(name)

    def note_unused(self) -> None:
        """Say which decisions are of no use any more."""
        running = (rule.code for book in self._rulebooks.values() for rule in book.rules)
        for line in self.verdicts.unused(running):
            self.note(line)

    def note_languages(self) -> None:
        """Say which documents were read without the rules of a language."""
        if self._unknown:
            others = self._unknown_count - len(self._unknown)
            more = f" and {others} more" if others else ""
            self.note(
                f"note: {', '.join(self._unknown)}{more}: language not known (und), only the rules"
                " for every language ran; --lang names it"
            )

    def keep_few(self, count: int) -> None:
        """Keep the documents if they are so few that `render` shows them."""
        shown = not self.telling.quiet and not self.telling.statistics
        self.keep = self.keep or (shown and count <= _MANY)

    def render(self) -> str:
        """Return the report for a terminal, in its width and colours."""
        from cleanup.report.terminal import render, summary

        drawn = partial(render, self.result(), detail=True)
        if not self.keep or self.telling.statistics or self.tally.documents > _MANY:
            drawn = partial(summary, self.tally, self.errors)
        return drawn(colour=colour(self.telling.color), width=width(), links=links())

    def code(self, findings: View) -> int:
        """Return the exit code: 2 after an error, 1 where one of the findings is grave enough."""
        if self.errors:
            return 2
        if self.telling.exit_zero:
            return 0
        return int(self._grave[findings])


def _is_grave(fail_on: Severity, findings: Sequence[Finding]) -> bool:
    limit = SEVERITIES.index(fail_on)
    return any(SEVERITIES.index(f.severity) >= limit for f in findings)


def all_findings(plan: Plan) -> Sequence[Finding]:
    """Return what stands in a file that nothing was written to."""
    return plan.findings


def left(plan: Plan) -> Sequence[Finding]:
    """Return what a fixed file still holds."""
    return plan.left
