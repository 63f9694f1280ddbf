"""Styled lines for a terminal: breaking them at spaces, and painting them when colour is on."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from io import StringIO
from itertools import groupby

from cleanup.start.expressions import expression

# Text and its style in the words of rich ("bold green"); an empty style is plain.
Span = tuple[str, str]
Line = list[Span]

_ATOMS = expression(r"\n| +|[^ \n]+")
# A style that is a hyperlink: written here, because rich gives each a number that is drawn by lot.
_LINK = "link="


def escape_unencodable(text: str, encoding: str) -> str:
    """Return a text that the encoding can hold: what it cannot is written `\\xNN` or `\\uNNNN`.

    An encoding that is not known is taken for ASCII.
    """
    try:
        return text.encode(encoding, "backslashreplace").decode(encoding)
    except LookupError:
        return text.encode("ascii", "backslashreplace").decode("ascii")


def cells(text: str) -> int:
    """Return how many columns a text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(_cell(char) for char in text)


def _cell(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def wrap(spans: Iterable[Span], width: int, indent: str) -> list[Line]:
    """Break a paragraph into lines of at most `width` columns where its words allow it."""
    lines: list[Line] = [[]]
    blank: Line = []
    used = 0
    for word in _words(spans):
        size = sum(cells(text) for text, _ in word)
        if word[0][0] == "\n":
            lines.append([])
            blank, used = [], 0
        elif word[0][0][0] == " ":
            blank = word
        else:
            gap = sum(len(text) for text, _ in blank)
            if used and used + gap + size > width - len(indent):
                lines.append([])
                used = gap = 0
            elif used:
                lines[-1].extend(blank)
            lines[-1].extend(word)
            blank, used = [], used + gap + size
    return [[(indent, ""), *line] if line else [] for line in lines]


def hang(line: Iterable[Span], width: int, lead: str, indent: str) -> list[Line]:
    """Break a line as `wrap` does, with `lead` before the first line in the place of the indent."""
    first, *rest = wrap(line, width, indent)
    return [[(lead, ""), *first[1:]], *rest]


def link(code: str) -> str:
    """Return a style that makes a hyperlink to the page of a rule; empty where it has none."""
    from cleanup.report.rulepages import nearest_page

    page = nearest_page(code)
    return f"{_LINK}{page}" if page else ""


def _words(spans: Iterable[Span]) -> Iterable[Line]:
    """Yield the spans of each word together; spaces and line ends come alone."""
    word: Line = []
    for text, style in spans:
        for atom in _ATOMS.findall(text):
            if atom[0] in " \n":
                if word:
                    yield word
                    word = []
                yield [(atom, style)]
            else:
                word.append((atom, style))
    if word:
        yield word


def paint(lines: Sequence[Line], colour: bool) -> str:
    """Return the lines as text, with escape sequences for their styles when colour is on."""
    if not colour:
        return "".join("".join(text for text, _ in line) + "\n" for line in lines)
    from rich.console import Console
    from rich.text import Text

    out = StringIO()
    console = Console(
        file=out,
        force_terminal=True,
        color_system="standard",
        no_color=False,
        legacy_windows=False,
        highlight=False,
    )
    for line in lines:
        console.print(Text.assemble(*map(_linked, _joined(line))), soft_wrap=True)
    return out.getvalue()


def _joined(line: Line) -> Line:
    """Join neighbours of one style, which wrapping took apart."""
    return [
        ("".join(text for text, _ in spans), style)
        for style, spans in groupby(line, key=lambda span: span[1])
    ]


def _linked(span: Span) -> Span:
    text, style = span
    if not style.startswith(_LINK):
        return span
    return f"\x1b]8;;{style.removeprefix(_LINK)}\x1b\\{text}\x1b]8;;\x1b\\", ""


def table(
    rows: Sequence[Sequence[str]], numbers: int, links: Callable[[str], str] | None = None
) -> list[Line]:
    """Return aligned lines; the first row is the head, the last `numbers` columns go right.

    `links` gives the style of the first field of each other row.
    """
    widths = [max(cells(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines: list[Line] = []
    for at, row in enumerate(rows):
        fields = [
            " " * (width - cells(text)) + text
            if i >= len(row) - numbers
            else text + " " * (width - cells(text))
            for i, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        whole, first = "  ".join(fields).rstrip(), row[0]
        if at and links is not None:
            lines.append([(first, links(first)), (whole.removeprefix(first), "")])
        else:
            lines.append([(whole, "" if at else "bold")])
    return lines
