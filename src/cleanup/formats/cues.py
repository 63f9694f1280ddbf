"""Subtitles as prose: where a sentence runs on from one cue to the next, and what a line must keep.

The lines of a cue are of a length that people chose, and its place in time is measured: no change
crosses a line end, empties a line or touches a tag.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cleanup.formats.weaver import Weaver
from cleanup.start.data import dataclass, field
from cleanup.start.expressions import expression

# Text between tags; both formats know these, and SRT has the overrides of another format in braces.
TAG = expression(r"</?[A-Za-z][^<>\n]*>|<[0-9][0-9:.]*>|\{\\[^{}\n]*\}")
_SPEAKER = expression(r"\s*(?:<[^v<>][^<>]*>)*(?:[-–—]|<v[\s.>])")
_ENDED = expression(r"[.!?…♪][\"”»’)\]\s]*\Z")
_MARKS = expression('[«»“”„"]')
_LONGEST = 12  # cues that are read as one, however a quotation stays open


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: `low:high` is all of it, `lines` are its text (code points of the file), `name` says
    what editors call it.
    """

    low: int
    high: int
    lines: tuple[tuple[int, int], ...]
    name: str


@dataclass(slots=True)
class Reel:
    """Lays cues out. `lay_text` lays what stands between two tags out, with its escapes."""

    weaver: Weaver
    lay_text: Callable[[Weaver, int, int], None]
    said: list[str] = field(default_factory=list)  # the lines of the block so far
    count: int = 0

    def lay(self, cues: Iterable[Cue]) -> None:
        """Lay all cues out."""
        for cue in cues:
            self.add(cue)

    def add(self, cue: Cue) -> None:
        """Lay a cue out, in the block of the one before where the sentence goes on."""
        flat = self.weaver.flat
        self.weaver.frames.append((cue.low, cue.high))
        self.count += 1
        for number, (low, high) in enumerate(cue.lines):
            line = flat[low:high]
            if not line.strip():
                self.end()
                continue
            first = number == 0
            if _SPEAKER.match(line) or (first and self._is_ended()):
                self.end()
            if self.said:
                at = self.weaver.strands[-1].high
                self.weaver.fixed(at, low, "\n")
            if first:
                self.weaver.name(cue.name)
            self._line(low, high)
            said = TAG.sub("", line)
            if said.strip():  # else it is markup alone, and nothing stands in the weave for it
                self.said.append(said)

    def end(self) -> None:
        """End the block: what is said next stands by itself."""
        self.weaver.part()
        self.said.clear()
        self.count = 0

    def _is_ended(self) -> bool:
        """Tell whether what was said is complete: a sentence, and no quotation is open."""
        if not self.said or self.count > _LONGEST:
            return True
        marks = sum(len(_MARKS.findall(line)) for line in self.said)
        return marks % 2 == 0 and _ENDED.search(self.said[-1]) is not None

    def _line(self, low: int, high: int) -> None:
        weaver, at = self.weaver, low
        while weaver.flat[at] in " \t":  # where it stands on the screen
            at += 1
        for match in TAG.finditer(weaver.flat, at, high):
            self.lay_text(weaver, at, match.start())
            at = match.end()
        self.lay_text(weaver, at, high)


def structure(cue: str) -> object:
    """Return what must stay of a cue: its times, its tags, and that each line has text or none."""
    arrows = [line for line in cue.split("\n") if "-->" in line]
    return arrows, TAG.findall(cue), [bool(line.strip()) for line in cue.split("\n")]
