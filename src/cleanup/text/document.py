"""What the engine reads: the prose of one document, whatever file it came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cleanup.start.data import dataclass

if TYPE_CHECKING:
    from cleanup.text.edits import Change


def _anything(_: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Protected:
    """Text that no rule may change or match across.

    `start` and `end` are code points of the text it stands in, end exclusive. `kind` says what it
    is (`url`, `code`, `markup`, ...); a rule that exists to repair a kind names it in `may`.
    `codes` is empty where every rule is kept off, else the codes (or prefixes of codes) that are.
    """

    start: int
    end: int
    kind: str
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Record:
    """A stretch of the text (code points, end exclusive) that is a document of its own.

    `language` is the BCP 47 tag that the record declares, or None.
    """

    start: int
    end: int
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One document as a format's source makes it: prose only, independent of files.

    `text` has `\\n` at its line ends. `blocks` are the spans (code points, end exclusive) inside
    which prose runs on; the engine parts them further into paragraphs at blank lines. `edges` are
    offsets no edit may cross, because markup stood there. `protected` are the spans the format
    keeps from the rules. `language` is the BCP 47 tag the document declares, or None.
    `encodable` tells whether a text can be held by the encoding of the file. `comments` is how a
    comment begins and ends in the text, where people write directives; in a format with markup it
    must stand in a protected span of kind `comment`. `fits(changes, start, end)` tells whether
    changes leave the markup around a span of the text as it is; None where there is none.
    `lines` tells whether a long line of a block is a paragraph of its own. `records`, in order,
    are documents of their own where a file holds several: each is planned without the others.
    """

    text: str
    blocks: tuple[tuple[int, int], ...] = ()
    edges: tuple[int, ...] = ()
    protected: tuple[Protected, ...] = ()
    language: str | None = None
    encodable: Callable[[str], bool] = _anything
    comments: tuple[str, str] = ("<!--", "-->")
    fits: Callable[[Sequence[Change], int, int], bool] | None = None
    lines: bool = True
    records: tuple[Record, ...] = ()

    @classmethod
    def of(cls, text: str, language: str | None = None) -> Document:
        """Return the document of a plain string: one block, no markup, every character allowed."""
        return cls(text=text, blocks=((0, len(text)),), language=language)
