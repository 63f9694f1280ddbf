"""The talk of `cleanup review`: questions, keys, and what each does."""

from __future__ import annotations

from collections.abc import Sequence

from cleanup.cli.baseline import decision_on, relative
from cleanup.cli.keys import END, read_key, read_line
from cleanup.cli.session import Session
from cleanup.cli.streams import colour, emit, width
from cleanup.decisions.decided import plan_decided
from cleanup.decisions.file import Amendment, Decision, Decisions, Verdict, load, write_amended
from cleanup.decisions.review import Answer, State, can_accept, failed, key_of, like, questions
from cleanup.engine.settling import SAFE
from cleanup.files import read_bytes, shown, shown_here
from cleanup.formats import Source
from cleanup.report.question import render, standing
from cleanup.results import Entry, Finding, Plan
from cleanup.run import Failure, Job, attempt
from cleanup.start.data import dataclass

_HELP = """\
  y  accept: `cleanup fix` will make this change
  n  reject: leave the place as it is, and never speak of it again
  a  accept this one and all later ones of the same rule in this file
  e  write yourself what stands there, and accept that
  j  leave this one for another time
  d  leave the rest of this file for another time
  u  undo the last answer
  q  quit; what was answered is kept
  ?  this help
"""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A document with the question that is open about it, and those that come after."""

    job: Job
    source: Source
    home: str
    plan: Plan
    open: tuple[Finding, ...]

    @property
    def finding(self) -> Finding:
        return self.open[0]


class Asking:
    """One review: goes through the documents and asks."""

    def __init__(self, session: Session, paths: Sequence[str], *, everything: bool) -> None:
        self._session = session
        self._jobs = [session.job(path, SAFE) for path in paths]
        self._everything = everything
        self._state = State()
        self._at = 0
        self._homes: dict[str, None] = {}
        self._sources: dict[str, Source] = {}

    def run(self) -> int:
        """Ask until all is answered or the person quits; return the exit code."""
        quits = False
        while self._at < len(self._jobs) and not quits:
            job = self._jobs[self._at]
            asked = attempt(job.path, lambda job=job: self._look(job))  # type: ignore[misc]
            if isinstance(asked, Failure):
                if not (asked.binary and not job.named):
                    self._session.fail(asked.line)
                self._at += 1
            elif not asked.open:
                self._at += 1
            else:
                quits = self._ask(asked)
        self._tell(quits=quits)
        if self._session.errors:
            return 2
        return int(quits or self._state.count(None) > 0)

    def _look(self, job: Job) -> _Asked:
        """Plan a document under all that was decided. Raises FileError, ConfigError."""
        if job.path not in self._sources:
            data = read_bytes(job.path, job.max_size).data
            self._sources = {job.path: job.read(data)}
            for line in self._sources[job.path].faults:
                self._session.fail(line)
        source = self._sources[job.path]
        config = self._session.desk.settings(job.path).config
        decisions = load(self._session.verdicts.files(job.path, config))
        plan = self._plan(job, source, decisions)
        later = self._state.later(job.path)
        asked = questions(plan, decisions, later, everything=self._everything)
        home = self._session.verdicts.home(job.path, config)
        return _Asked(job, source, home, plan, asked)

    def _plan(self, job: Job, source: Source, decisions: Decisions) -> Plan:
        made = plan_decided(source.document, job.rulebook, SAFE, job.language, decisions)
        return made.plan

    # Asking

    def _ask(self, asked: _Asked) -> bool:
        """Ask one question and do what the answer says; tell whether the person quits."""
        self._show(asked)
        while True:
            keys = self._keys(asked)
            key = read_key(f"Apply? [{','.join(keys)}] ").lower()
            if key in (END, "q"):
                return True
            if key == "?" or key not in keys:
                emit(_HELP)
            elif self._answer(asked, key):
                return False

    def _show(self, asked: _Asked) -> None:
        entry = Entry(asked.source.path, asked.source.format, asked.plan, asked.source.locate)
        why = next((r.why for r in asked.job.rulebook.known if r.code == asked.finding.code), "")
        count = f"({len(asked.open)} to go in this file)"
        painted = colour(self._session.telling.color)
        text = render(entry, asked.finding, why, count, colour=painted, width=width())
        emit(f"\n{text}")

    def _keys(self, asked: _Asked) -> list[str]:
        accept = ["y"] if can_accept(asked.finding) else []
        every = ["a"] if accept and len(like(asked.finding, asked.open)) > 1 else []
        edit = [] if asked.finding.applied or asked.finding.held else ["e"]
        back = ["u"] if self._state.answers else []
        return [*accept, "n", *every, *edit, "j", "d", *back, "q", "?"]

    def _answer(self, asked: _Asked, key: str) -> bool:
        """Do what a key says; tell whether the question is done with."""
        finding = asked.finding
        if key == "u":
            return self._undo()
        if key == "e":
            return self._edit(asked)
        if key in ("j", "d"):
            left = asked.open if key == "d" else (finding,)
            self._state = self._state.given(Answer(asked.job.path, tuple(map(key_of, left))))
            return True
        verdict: Verdict = "reject" if key == "n" else "accept"
        meant = like(finding, asked.open) if key == "a" else (finding,)
        return self._decide(asked, meant, verdict)

    def _edit(self, asked: _Asked) -> bool:
        text, start, end = standing(asked.plan, asked.finding)
        offer = asked.finding.suggestion
        given = text[start:end] if offer is None else offer
        if "\n" in given:
            emit("  This stands on several lines: change it in the file itself.\n")
            return False
        new = read_line("New text (empty: back): ", given)
        if not new:
            return False
        if not asked.source.document.encodable(new):
            emit("  The encoding of the file cannot hold that.\n")
            return False
        return self._decide(asked, (asked.finding,), "accept", None if new == offer else new)

    # Keeping

    def _decide(
        self,
        asked: _Asked,
        meant: Sequence[Finding],
        verdict: Verdict,
        suggestion: str | None = None,
    ) -> bool:
        """Keep an answer as decisions; tell whether at least one of them holds."""
        path = relative(asked.job.path, asked.home)
        put = [decision_on(f, asked.plan, path, verdict, suggestion) for f in meant]
        vain = self._vain(asked, put) if verdict == "accept" else ()
        put = [one for one in put if one not in vain]
        if not put:
            emit("  Something else stands in its place: change it in the file itself.\n")
            return False
        self._write(asked, Amendment(put=tuple(put)))
        keys = tuple(one.key for one in put)
        self._state = self._state.given(Answer(asked.job.path, keys, verdict))
        return True

    def _vain(self, asked: _Asked, put: Sequence[Decision]) -> tuple[Decision, ...]:
        """Return what would be accepted and would yet not be applied."""
        config = self._session.desk.settings(asked.job.path).config
        before = load(self._session.verdicts.files(asked.job.path, config))
        after = Decisions((*before.entries, *put))
        return failed(put, self._plan(asked.job, asked.source, after))

    def _undo(self) -> bool:
        last, state = self._state.undone()
        if last is None:
            return False
        self._state = state
        self._at = next(n for n, job in enumerate(self._jobs) if job.path == last.path)
        if last.verdict is not None:
            home = self._home(last.path)
            write_amended(home, Amendment(drop=frozenset(last.keys)))
        return True

    def _home(self, path: str) -> str:
        return self._session.verdicts.home(path, self._session.desk.settings(path).config)

    def _write(self, asked: _Asked, amendment: Amendment) -> None:
        write_amended(asked.home, amendment)
        self._homes[asked.home] = None
        self._session.verdicts.forget()

    def _tell(self, *, quits: bool) -> None:
        accepted, rejected = self._state.count("accept"), self._state.count("reject")
        later = self._state.count(None)
        if not self._state.answers and not quits:
            self._session.note("there is nothing to decide")
            return
        self._session.note(f"{accepted} accepted, {rejected} rejected, {later} left for later")
        if self._homes:
            self._session.note(f"kept in {', '.join(map(shown_here, self._homes))}")
        changed = dict.fromkeys(a.path for a in self._state.answers if a.verdict == "accept")
        if changed:
            names = " ".join(_word(path) for path in changed)
            self._session.note(f"`cleanup fix {names}` applies what was accepted")


def _word(path: str) -> str:
    from shlex import quote

    return quote(shown(path))
