"""What is true of a whole document: its language and its habits with quotation marks.

Facts are read from the snapshot at the start of each round, so that a settled text is a fixed
point of the whole function.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cleanup.language.decision import Decision
from cleanup.start.data import dataclass

MARKS = '«»‹›“”„‟‘’‚"'
_SPACES = " \u00a0\u202f\u2009"


@dataclass(frozen=True, slots=True)
class Habits:
    """How a document writes its quotation marks.

    `counts` is how often each mark stands in it. `inner` is the space most often found inside
    guillemets, empty where they are more often without; `most` is that space in any case, and
    `spaced` and `tight` say how often.
    """

    counts: tuple[tuple[str, int], ...]
    inner: str
    most: str
    spaced: int
    tight: int

    def count(self, marks: str) -> int:
        """Return how often the marks stand in the document, together."""
        return sum(number for mark, number in self.counts if mark in marks)


class Facts:
    """The facts of one snapshot of a text, each worked out when it is first asked for."""

    def __init__(self, text: str, decision: Decision) -> None:
        """Keep the text; `decision` is its language."""
        self._text: str | None = text
        self._habits: Habits | None = None
        self._asked = False
        self.decision = decision

    @property
    def habits(self) -> Habits:
        """How the document writes its quotation marks."""
        self._asked = True
        return self._read_habits()

    def _read_habits(self) -> Habits:
        if self._habits is None:
            self._habits = _habits(self._text or "")
        return self._habits

    def are_of(self, text: str) -> bool:
        """Tell whether these are the facts of a text, without comparing long ones."""
        return text is self._text

    def let_go(self) -> None:
        """Hold the text no longer, but what may yet be asked of it."""
        self._read_habits()
        self._text = None

    def differ(self, new: Facts) -> bool:
        """Tell whether what was made of these facts may come out otherwise from `new`."""
        if self.decision != new.decision:
            return True
        return self._asked and self._read_habits() != new._read_habits()

    def move_on(self, text: str) -> None:
        """Be the facts of another text, from which they do not differ."""
        self._text = text
        if not self._asked:
            self._habits = None


def _habits(text: str) -> Habits:
    spaces: Counter[str] = Counter()
    for opened in _beside(text, "«", 1):
        spaces[opened if opened in _SPACES else ""] += 1
    for closed in _beside(text, "»", -1):
        spaces[closed if closed in _SPACES else ""] += 1
    tight = spaces.pop("", 0)
    inner = max(spaces, key=lambda space: (spaces[space], space)) if spaces else ""
    spaced = sum(spaces.values())
    counts = tuple((mark, n) for mark in MARKS if (n := text.count(mark)))
    return Habits(counts, inner if spaced > tight else "", inner, spaced, tight)


def _beside(text: str, mark: str, step: int) -> Iterator[str]:
    """Yield the character one step from each mark, where one stands there in its line."""
    at = text.find(mark)
    while at >= 0:
        beside = text[at + step : at + step + 1]
        if beside and beside != "\n":
            yield beside
        at = text.find(mark, at + 1)
