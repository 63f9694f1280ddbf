"""`cleanup score`: the cleanup penalty (MQM-mapped) of documents, worst first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cleanup.cli.common import Choosing, Reading, Telling, Walking
from cleanup.cli.declare import GROUP, arguments, switch, value
from cleanup.cli.outputs import check_format
from cleanup.cli.paths import check_stdin
from cleanup.cli.session import Session
from cleanup.cli.streams import colour, emit
from cleanup.errors import ConfigError
from cleanup.files import read_bytes, shown_here
from cleanup.run import Job, Treated, Worked
from cleanup.start.data import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleanup.others import Given
    from cleanup.rule.model import Rule
    from cleanup.score import Scores

FORMATS = ("text", "json", "jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The options of `cleanup score`."""

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
    max_penalty: str | None = value(
        "--max-penalty",
        metavar="N",
        panel="Output",
        help="Exit 1 if a document as it stands, or all together, has more points than this.",
    )
    qe: str | None = value(
        "--qe",
        metavar="FILE",
        panel="Output",
        help="Scores that others gave, to show beside: JSON Lines with path, score and metric.",
    )
    quiet: bool = switch("-q", "--quiet", panel="Output", help="Say nothing but errors.")
    verbose: bool = switch(
        "-v", "--verbose", panel="Output", help="Say what is read, and where an error is from."
    )
    choosing: Choosing = field(default_factory=Choosing, metadata=GROUP)
    reading: Reading = field(default_factory=Reading, metadata=GROUP)
    walking: Walking = field(default_factory=Walking, metadata=GROUP)


def score(options: Score) -> int:
    """Print the penalties; return 0, 1 above --max-penalty, 2 after an error.

    Raises ConfigError, RuleError, FileError.
    """
    name = options.output_format or "text"
    check_format("--output-format", name, FORMATS)
    limit = _limit(options.max_penalty)
    given = _given(options.qe)
    telling = Telling(quiet=options.quiet, verbose=options.verbose)
    session = Session(options.choosing, options.reading, telling, options.walking)
    stdin = check_stdin(options.paths, options.walking.stdin_filename)
    if options.reading.show_files or options.reading.show_settings:
        from cleanup.cli.show import show

        paths = options.paths if stdin else session.inputs.find(options.paths or (".",))
        return show(paths, options.choosing, options.reading, telling, options.walking)
    jobs = _jobs(options, session, stdin=stdin)
    scores = _scores(session, jobs, given)
    if not options.quiet:
        emit(_drawn(name, scores, session.errors))
    session.note_languages()
    return _code(session, scores, limit)


def _limit(text: str | None) -> float:
    try:
        limit = math.inf if text is None else float(text)
    except ValueError:
        limit = math.nan
    if not limit >= 0:
        raise ConfigError(f"--max-penalty: must be a number from 0, not {text!r}")
    return limit


def _given(path: str | None) -> Given:
    if path is None:
        return {}
    from cleanup.others import read_scores

    return read_scores(shown_here(path), read_bytes(path, allow_empty=True).data)


def _jobs(options: Score, session: Session, *, stdin: bool) -> list[Job]:
    from cleanup.engine.settling import SAFE

    if stdin:
        return [] if session.is_left_out() else [session.stdin_job(SAFE)]
    return [session.job(path, SAFE) for path in session.inputs.find(options.paths or (".",))]


def _counted(treated: Treated) -> Worked[int]:
    """Return the number of words, for the account of a document without findings has no text."""
    from cleanup.score import count_words

    return Worked.of(treated, count_words(treated.plan.source))


def _scores(session: Session, jobs: Sequence[Job], given: Given) -> Scores:
    from cleanup.measure.figures import shipped_figures
    from cleanup.others import correlate, key_of
    from cleanup.rulebook.library import load_typology
    from cleanup.score import Scored, Scores, costs, pool, rank, weigh

    typology, known = load_typology(), _known(jobs)
    scale = costs(known, typology, shipped_figures())
    done: list[Scored] = []

    def take(worked: Worked[int]) -> None:
        entry = worked.account.entry
        plan = entry.plan
        penalty = weigh(plan, worked.product, scale)
        others = given.get(key_of(entry.path), {})
        path = shown_here(entry.path)
        done.append(
            Scored(path, plan.language, penalty, len(plan.findings), len(plan.left), others)
        )

    session.treat(jobs, _counted, finish=take)
    if not jobs:
        session.note("note: there are no files to read")
    strange = len(given.keys() - {key_of(job.path) for job in jobs})
    if strange:
        session.note(f"note: --qe names documents that were not read: {strange}")
    running = {rule.code: rule for job in jobs for rule in job.rulebook.rules}
    total = pool(one.penalty for one in done)
    return Scores(rank(done), total, typology.sight(running.values()), correlate(done))


def _known(jobs: Sequence[Job]) -> list[Rule]:
    books = {id(job.rulebook): job.rulebook for job in jobs}
    return [rule for book in books.values() for rule in book.known]


def _drawn(name: str, scores: Scores, errors: Sequence[str]) -> str:
    from cleanup.report import scores as drawing

    if name == "text":
        return drawing.text(scores, colour=colour(None))
    return (drawing.as_json if name == "json" else drawing.as_lines)(scores, errors)


def _code(session: Session, scores: Scores, limit: float) -> int:
    over = scores.over(limit)
    if over:
        more = f" and {len(over) - 3} more" if len(over) > 3 else ""
        session.note(f"above --max-penalty {limit:g}: {', '.join(over[:3])}{more}")
    return 2 if session.errors else int(bool(over))
