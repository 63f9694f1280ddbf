"""Markdown: CommonMark with tables, and what static sites add to it, which is kept as it stands.

The parser finds the blocks; the prose inside them is found by laying its tokens along the text
(`mdinline`). What cannot be found for certain is left alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cleanup.formats.declared import declared_language
from cleanup.formats.mdinline import MisalignedError, Run, align, inner_runs
from cleanup.formats.mdmasks import Mask
from cleanup.formats.mdparser import Parsed, Structure, alike, parse
from cleanup.formats.spliced import Nature, Woven, open_plain, weave
from cleanup.formats.weaver import Weaver
from cleanup.start.data import dataclass, replace
from cleanup.start.expressions import expression

if TYPE_CHECKING:
    from markdown_it.token import Token

_COMMENT = expression(r"<!--\s*cleanup:[^\n]*?-->")
_SENTENCE_END = expression(r"[.!?…][\s\"'”’»)\]*_~]*\Z")
_CLOSERS = 12  # signs that may stand behind the end of a sentence, and the end itself
_CELL = expression(r"(?:[^|\\]|\\.)+")


NATURE = Nature("markdown", alike=alike)


def read(data: bytes, path: str, encoding: str | None) -> Woven:
    """Return the source of a Markdown file.

    Raises FileError for bytes that are empty, binary or not of the encoding, ConfigError for an
    unknown encoding.
    """
    plain = open_plain(data, path, encoding)
    flat = plain.document.text
    weaver = Weaver(flat)
    parsed = parse(flat)
    _Blocks(flat, parsed, weaver).lay()
    nature = replace(NATURE, structure=Structure(parsed.references))
    return weave(nature, plain, weaver, language=declared_language(flat))


@dataclass(frozen=True, slots=True)
class _Lines:
    """The text of a block as the parser read it, and where each line of it stands in the file."""

    content: str
    starts: list[int]  # of the lines in the content
    places: list[int]  # of the same in the file

    def flat(self, offset: int) -> int:
        number = bisect_right(self.starts, offset) - 1
        return self.places[number] + offset - self.starts[number]


class _Blocks:
    """Lays the blocks of one file out."""

    def __init__(self, flat: str, parsed: Parsed, weaver: Weaver) -> None:
        self.flat = flat
        self.parsed = parsed
        self.weaver = weaver
        self.lines = parsed.masked.split("\n")
        self.offsets = [0]
        for line in self.lines:
            self.offsets.append(self.offsets[-1] + len(line) + 1)
        self.ends = [mask.end for mask in parsed.masks]

    def lay(self) -> None:
        tokens = self.parsed.tokens
        cells: list[tuple[int, int]] = []
        row = -1
        for before, token in zip([None, *tokens], tokens, strict=False):
            if token.level == 0 and token.map and token.nesting >= 0:
                first, stop = token.map
                low, high = self.offsets[first], min(self.offsets[stop], len(self.flat))
                self.weaver.frames.append((low, high))
            if token.type == "html_block" and token.map:
                self._comments(*token.map)
            elif token.type == "inline" and token.map and before:
                if before.type in ("th_open", "td_open"):
                    if row != token.map[0]:
                        row = token.map[0]
                        cells = list(self._cells(row))
                    lines = _cell(token.content, cells, self.flat)
                else:
                    lines = self._found(token, before)
                if lines:
                    self._paragraph(lines, token)

    def _comments(self, first: int, stop: int) -> None:
        """Add the directives in a block of HTML, each as a block."""
        stop = min(self.offsets[stop], len(self.flat))
        for match in _COMMENT.finditer(self.flat, self.offsets[first], stop):
            self.weaver.part()
            self.weaver.fixed(*match.span(), match[0], "comment")
            self.weaver.part()

    def _found(self, token: Token, before: Token) -> _Lines | None:
        """Return where the lines of a paragraph or heading stand."""
        first = token.map[0] if token.map else 0
        starts, places = [], []
        at = 0
        for number, part in enumerate(token.content.split("\n"), first):
            line = self.lines[number]
            column = len(line) - len(part) if line.endswith(part) else -1
            if before.markup.startswith("#"):
                column = line.find(part, line.find(before.markup) + len(before.markup))
            elif column < 0:
                column = len(line.rstrip()) - len(part)
            if column < 0 or not line.startswith(part, column):
                return None
            starts.append(at)
            places.append(self.offsets[number] + column)
            at += len(part) + 1
        return _Lines(token.content, starts, places)

    def _cells(self, row: int) -> Iterator[tuple[int, int]]:
        for match in _CELL.finditer(self.lines[row]):
            words = match[0].strip()
            low = self.offsets[row] + match.start() + match[0].find(words)
            yield low, low + len(words)

    def _paragraph(self, lines: _Lines, token: Token) -> None:
        try:
            runs = align(lines.content, token.children or ())
        except MisalignedError:
            return
        self.weaver.part()
        self._runs(lines, runs)
        self.weaver.part()
        for words in inner_runs(runs):
            self._runs(lines, words)
            self.weaver.part()

    def _runs(self, lines: _Lines, runs: Sequence[Run]) -> None:
        weaver = self.weaver
        for run in runs:
            low, high = lines.flat(run.start), lines.flat(run.end)
            if run.kind == "hole":
                weaver.hole(low, high, run.means)
            elif run.kind == "comment":
                weaver.fixed(low, high, run.means, "comment")
            elif run.kind == "break":
                weaver.fixed(low, high, "\n")
            elif run.kind == "sign":
                weaver.whole(low, high, run.means, run.depth)
            elif run.kind == "soft":
                self._wrapped(low, high, run.depth, ended=_ended(lines.content, run.start))
            else:
                self._words(low, high, run.depth)

    def _wrapped(self, low: int, high: int, depth: int, *, ended: bool) -> None:
        """Add a line end that shows as a space: it is one, where a sentence runs on across it.

        Rules for lines that are leavings would else take the last words of a sentence for one.
        """
        means = "\n" if ended else " "
        if self.flat[low:high] == means:
            self.weaver.verbatim(low, high, depth)
        else:
            self.weaver.whole(low, high, means, depth)

    def _words(self, low: int, high: int, depth: int) -> None:
        """Add words, without what was painted over in them."""
        for mask in self._painted(low, high):
            self.weaver.verbatim(low, mask.start, depth)
            if mask.kind not in ("mark", "attribute"):
                self.weaver.hole(mask.start, mask.end, mask.kind)
            low = mask.end
        self.weaver.verbatim(low, high, depth)

    def _painted(self, low: int, high: int) -> Iterator[Mask]:
        number = bisect_right(self.ends, low)
        while number < len(self.ends) and self.parsed.masks[number].start < high:
            yield self.parsed.masks[number]
            number += 1


def _ended(content: str, at: int) -> bool:
    """Tell whether a sentence ends before a line end."""
    return bool(_SENTENCE_END.search(content, max(0, at - _CLOSERS), at))


def _cell(content: str, cells: list[tuple[int, int]], flat: str) -> _Lines | None:
    """Return where a cell of a table stands; `cells` are those of its row that are left."""
    while cells:
        low, high = cells.pop(0)
        if flat[low:high] == content or len(flat[low:high]) == len(content):
            return _Lines(content, [0], [low]) if "\\|" not in flat[low:high] else None
    return None
