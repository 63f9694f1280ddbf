"""One call of `fix` or `lint`: from its options to jobs, and from results to the exit code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from cleanup.cli.common import COLORS, Choosing, Reading, Telling
from cleanup.cli.outputs import read_reports, write_reports
from cleanup.cli.settings import Desk, Settings, rulebook_of
from cleanup.cli.streams import colour, say, width
from cleanup.config import shown_here
from cleanup.errors import ConfigError
from cleanup.nearest import nearest
from cleanup.results import SEVERITIES, Finding, Plan, Run
from cleanup.run import Failure, Job, Treated

if TYPE_CHECKING:
    from cleanup.engine import Accept
    from cleanup.rulebook import Rulebook

_FEW = 3  # documents that a note names one by one


class Session:
    """Keeps what a call was asked and what came of it."""

    def __init__(self, choosing: Choosing, reading: Reading, telling: Telling) -> None:
        """Raises ConfigError for an option that is wrong."""
        if telling.color is not None and telling.color not in COLORS:
            known, hint = ", ".join(COLORS), nearest(telling.color, COLORS)
            raise ConfigError(f"--color: {telling.color!r} is none of {known}{hint}")
        self.choosing = choosing
        self.telling = telling
        self.reports = read_reports(telling.report)
        self.desk = Desk(choosing, reading, telling.fail_on)
        self.done: list[Treated] = []
        self.errors: list[str] = []
        self._rulebooks: dict[Settings, Rulebook] = {}

    @property
    def rules(self) -> str:
        """The hash of the rule set; of several, where configurations differ, one after another."""
        return "+".join(dict.fromkeys(book.digest for book in self._rulebooks.values()))

    def job(self, path: str, accept: Accept, data: bytes | None = None) -> Job:
        """Return the job for one document. Raises ConfigError, RuleError."""
        settings = self.desk.settings("-" if data is not None else path)
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
            max_size=settings.max_size,
            fail_on=settings.fail_on,
            data=data,
        )

    def collect(self, results: Iterable[Treated | Failure]) -> None:
        """Take in what a run yields, and say each error as it comes."""
        for result in results:
            if isinstance(result, Failure):
                self.fail(result.line)
                if self.telling.verbose and result.trace:
                    say(result.trace.rstrip())
            else:
                self.done.append(result)
                self.mention(f"read {shown_here(result.job.path)} ({result.plan.language})")

    def fail(self, line: str) -> None:
        """Say an error, which makes the exit code 2."""
        self.errors.append(line)
        say(f"error: {line}")

    def note(self, line: str) -> None:
        """Say something that is no error, unless asked to be quiet."""
        if not self.telling.quiet:
            say(line)

    def mention(self, line: str) -> None:
        """Say something that only `--verbose` asks for."""
        if self.telling.verbose:
            say(line)

    def run(self) -> Run:
        """Return what the reports are drawn from."""
        return Run(tuple(treated.entry for treated in self.done), tuple(self.errors))

    def write_reports(self, more: Sequence[tuple[str, str]] = ()) -> None:
        """Write the reports that were asked for, and `more` of them."""
        reports = [*more, *self.reports]
        for line in write_reports(reports, self.run()) if reports else ():
            self.fail(line)

    def note_languages(self) -> None:
        """Say which documents were read without the rules of a language."""
        names = [shown_here(t.job.path) for t in self.done if t.plan.language == "und"]
        if names:
            more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
            self.note(
                f"note: {', '.join(names[:_FEW])}{more}: language not known (und), only the rules"
                " for every language ran; --lang names it"
            )

    def render(self) -> str:
        """Return the report for a terminal, in its width and colours."""
        from cleanup.report.terminal import render

        detail = False if self.telling.statistics else None
        return render(self.run(), colour=colour(self.telling.color), width=width(), detail=detail)

    def code(self, findings: Callable[[Plan], Sequence[Finding]]) -> int:
        """Return the exit code: 2 after an error, 1 where one of the findings is grave enough."""
        if self.errors:
            return 2
        if self.telling.exit_zero:
            return 0
        return int(any(_is_grave(t.job, findings(t.plan)) for t in self.done))


def _is_grave(job: Job, findings: Sequence[Finding]) -> bool:
    limit = SEVERITIES.index(job.fail_on)
    return any(SEVERITIES.index(f.severity) >= limit for f in findings)


def all_findings(plan: Plan) -> Sequence[Finding]:
    """Return what stands in a file that nothing was written to."""
    return plan.findings


def left(plan: Plan) -> Sequence[Finding]:
    """Return what a fixed file still holds."""
    return plan.left
