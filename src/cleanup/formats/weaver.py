"""Lays the prose of a file out, strand by strand: what a format does while it parses.

    weaver = Weaver(flat)
    weaver.verbatim(3, 20)              # words as they stand
    weaver.whole(20, 28, "é")           # one sign that is written as several
    weaver.verbatim(32, 40, depth=1)    # markup stood between: an edge
    weaver.hole(44, 50, "code")         # no prose, but the sentence goes on behind it
    weaver.part()                       # the block ends

Offsets are code points of the flat text, as in `woven`.
"""

from __future__ import annotations

from io import StringIO

from cleanup.formats.woven import Kind, Strand
from cleanup.start.data import replace
from cleanup.text.document import Protected

HOLE = "\ufffc"  # stands in a sentence for what is no prose
_BETWEEN = "\n\n"


class Weaver:
    """Collects strands, blocks, edges and protected spans of one document.

    Blocks may come in any order, as long as no two of their strands overlap in the file. `frames`
    are as `woven.Fits` takes them, `named` as `spliced.Woven`.
    """

    def __init__(self, flat: str) -> None:
        self.flat = flat
        self.size = 0
        self.strands: list[Strand] = []
        self.edges: list[int] = []
        self.blocks: list[tuple[int, int]] = []
        self.protected: list[Protected] = []
        self.frames: list[tuple[int, int]] = []
        self.named: list[tuple[int, str]] = []
        self._name: str | None = None
        self._prose = StringIO()  # parts in a list would take more room than the text
        self._begun = -1  # where the block begins in the text

    @property
    def text(self) -> str:
        """The prose so far."""
        return self._prose.getvalue()

    @property
    def is_open(self) -> bool:
        """Tell whether a block has begun."""
        return self._begun >= 0

    def verbatim(self, low: int, high: int, depth: int = 0, context: str = "") -> None:
        """Add prose as it stands in the file; none where it is empty."""
        if high > low:
            self._add("verbatim", self.flat[low:high], low, high, depth, context)

    def whole(self, low: int, high: int, text: str, depth: int = 0, context: str = "") -> None:
        """Add prose that stands in the file as other characters, and can be written anew."""
        self._add("whole", text, low, high, depth, context)

    def fixed(self, low: int, high: int, text: str, kind: str = "") -> None:
        """Add text that rules may read and nothing changes; with a kind it is protected."""
        start = self.size + (len(_BETWEEN) if self._parts else 0)
        self._add("fixed", text, low, high)
        if kind:
            self.protected.append(Protected(start, self.size, kind))

    def hole(self, low: int, high: int, kind: str) -> None:
        """Add a sign for what is no prose inside a sentence."""
        self.fixed(low, high, HOLE, kind)

    def part(self) -> None:
        """End the block: what is added next is another one."""
        if self._begun >= 0:
            self.blocks.append((self._begun, self.size))
            self._begun = -1

    def name(self, name: str) -> None:
        """Name what is added next, until another name is given: a cue, a cell, a field."""
        self._name = name

    @property
    def _parts(self) -> bool:
        return self._begun < 0 and bool(self.strands)

    def _add(
        self, kind: Kind, text: str, low: int, high: int, depth: int = 0, context: str = ""
    ) -> None:
        last = self.strands[-1] if self.strands else None
        if last and self._begun < 0:
            self._put(Strand("fixed", self.size, self.size, last.high, last.high), _BETWEEN)
        elif last and last.high != low:
            self.edges.append(self.size)
        if self._begun < 0:
            self._begun = self.size
        if self._name is not None:
            self.named.append((self.size, self._name))
            self._name = None
        self._put(Strand(kind, self.size, self.size, low, high, depth, context), text)

    def _put(self, strand: Strand, text: str) -> None:
        last = self.strands[-1] if self.strands else None
        if last and strand.kind == "verbatim" == last.kind and last.high == strand.low:
            alike = (last.depth, last.context) == (strand.depth, strand.context)
            if alike and self._begun < self.size:
                strand = replace(self.strands.pop(), high=strand.high)
        end = self.size + len(text)
        self.strands.append(replace(strand, end=end))
        self._prose.write(text)
        self.size = end
