"""Whether a document is taken for machine translation, read from its text as it came."""

from __future__ import annotations

from collections.abc import Iterable

from cleanup.detect.candidates import Candidate
from cleanup.detect.view import View
from cleanup.language.facts import Facts
from cleanup.rule.model import Rule
from cleanup.rulebook.table import Table
from cleanup.start.data import replace
from cleanup.text.snapshot import Snapshot

_ENOUGH = 2  # rules of the families that betray machine translation


class Suspicion:
    """The evidence in one text. Few rules ask for it, so it is gathered when one does."""

    def __init__(self, table: Table, view: View, local: Iterable[Candidate]) -> None:
        """Keep the text; `local` are the candidates of its single paragraphs."""
        self._table = table
        self._view = view
        self._codes = _betraying(local)

    def holds(self) -> bool:
        """Tell whether two rules of the families that betray machine translation found something.

        What concerns the whole document is looked at as long as that is open.
        """
        codes = self._codes
        for number, rules in enumerate(self._table.emitted):
            if len(codes) >= _ENOUGH:
                break
            if any(map(_betrays, rules)):
                codes |= _betraying(self._table.look(self._view, {number}).get(number, ()))
        return len(codes) >= _ENOUGH

    def let_go(self) -> None:
        """Forget what was worked out of the text, before another one is worked on."""
        view, document = self._view, self._view.snapshot.document
        facts = Facts(document.text, view.facts.decision)
        self._view = replace(view.apart(), snapshot=Snapshot.of(document), facts=facts)


def _betrays(rule: Rule) -> bool:
    return rule.family.suspect and rule.kind == "artifact" and rule.severity != "info"


def _betraying(candidates: Iterable[Candidate]) -> set[str]:
    return {c.rule.code for c in candidates if not c.mute and _betrays(c.rule)}
