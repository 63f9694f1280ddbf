"""The prose of a part of a word processor's document (WordprocessingML), across its runs.

A paragraph is a block. A sentence goes on over runs, links and notes; between two runs that look
the same nothing is in the way of a change, and what covers the border of both makes one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cleanup.formats.weaver import Weaver
from cleanup.start.expressions import expression

_NAMESPACE = expression(
    r"""xmlns:?([\w.-]*)\s*=\s*["'](?:http://schemas\.openxmlformats\.org/wordprocessingml/2006/main"""
    r"""|http://purl\.oclc\.org/ooxml/wordprocessingml/main)["']"""
)
_TOKEN = expression(
    r"""<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>"""
    r"""|<(?P<close>/?)(?P<name>[^\s/>!?]+)(?P<rest>(?:[^>"']|"[^"]*"|'[^']*')*?)(?P<empty>/?)>""",
    re.DOTALL,
)
_REFERENCE = expression(r"&(?:#(?P<number>[0-9]+)|#x(?P<hex>[0-9A-Fa-f]+)|(?P<name>\w+));")
_NAMES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_PRESERVE = expression(r"""\bxml:space\s*=\s*["']preserve["']""")
_INSTRUCTION = expression(r"""instr\s*=\s*["']\s*(\w*)""")
_SPACE = " \t\n"
# What stands in a line and is no text: it is read, and never changed.
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_HOLES = {
    "footnoteReference": "note",
    "endnoteReference": "note",
    "commentReference": "",
    "sym": "sign",
    "inline": "image",
    "oMath": "math",
}
_SKIPPED = frozenset({"moveFrom", "rt", "del"})  # text that is gone, or stands above other text


def write(text: str, _context: str) -> str:
    """Write text as it stands in an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def loose(part: str) -> int:
    """Return how many texts of a paragraph have space at an end that a reader would drop."""
    found = 0
    for match in re.finditer(r"<(?:[\w.-]+:)?t((?:\s[^>]*)?)>([^<]*)<", part):
        text = match[2]
        lost = text[:1] in _SPACE or text[-1:] in _SPACE
        found += bool(text) and lost and not _PRESERVE.search(match[1])
    return found


class Words:
    """Lays the paragraphs of one part out, `flat[low:high]`; `title` is what the part is called."""

    def __init__(self, weaver: Weaver, low: int, high: int, title: str) -> None:
        self.weaver = weaver
        self.flat = weaver.flat
        self.low, self.high = low, high
        self.title = title
        found = _NAMESPACE.search(self.flat, low, high)
        prefix = found[1] if found else "w"
        self.prefix = f"{prefix}:" if prefix else ""
        self.number = 0
        self.open: list[int] = []  # where the paragraphs begin that are open
        self.fields: list[str] = []  # first words of the instructions of the fields that are open
        self.run = low  # where the run begins, behind its tag
        self.before: tuple[str, int] | None = None  # look and end of the text before, in its run
        self.actions: dict[str, Callable[[re.Match[str]], None]] = {
            "p": self._paragraph,
            "r": self._begin_run,
            "fldChar": self._field,
            "fldSimple": self._simple_field,
        }

    def lay(self) -> None:
        """Lay the whole part out."""
        at = self.low
        while (token := _TOKEN.search(self.flat, at, self.high)) is not None:
            at = self._token(token)

    def _token(self, token: re.Match[str]) -> int:
        """Take a tag in; return where to go on."""
        tag = token["name"] or ""
        name = tag.rpartition(":")[2]
        opens = bool(tag) and not token["close"] and not token["empty"]
        ours = tag == f"{self.prefix}{name}"
        if ours and opens and name in _SKIPPED:
            return self._after(tag, token.end())
        if ours and opens and name == "t" and self.open:
            return self._text(token)
        if ours and opens and name == "instrText":
            return self._instruction(token)
        if ours and name in self.actions:
            self.actions[name](token)
        elif self.open and tag and not token["close"]:
            self._sign(token, name, ours=ours)
        return token.end()

    def _after(self, tag: str, at: int) -> int:
        """Return where the element ends of which the first tag ends at `at`."""
        end = self.flat.find(f"</{tag}>", at, self.high)
        return self.high if end < 0 else end + len(tag) + 3

    def _paragraph(self, token: re.Match[str]) -> None:
        self.weaver.part()
        self.before = None
        if token["close"]:
            if self.open:
                low = self.open.pop()
                if not self.open:
                    self.weaver.frames.append((low, token.end()))
        else:
            self.number += 1
            self.weaver.name(f"{self.title}paragraph {self.number}")
            if not token["empty"]:
                self.open.append(token.start())

    def _begin_run(self, token: re.Match[str]) -> None:
        if not token["close"]:
            self.run = token.end()

    def _sign(self, token: re.Match[str], name: str, *, ours: bool) -> None:
        if ours and name in _SIGNS:
            self.weaver.fixed(token.start(), token.end(), _SIGNS[name])
        elif _HOLES.get(name) and (ours or name in ("inline", "oMath")):
            self.weaver.hole(token.start(), token.end(), _HOLES[name])

    def _field(self, token: re.Match[str]) -> None:
        if re.search(r"""fldCharType\s*=\s*["']begin""", token["rest"]):
            self.fields.append("")
        elif re.search(r"""fldCharType\s*=\s*["']end""", token["rest"]) and self.fields:
            self.fields.pop()

    def _simple_field(self, token: re.Match[str]) -> None:
        if token["close"]:
            if self.fields:
                self.fields.pop()
        elif not token["empty"]:
            found = _INSTRUCTION.search(token["rest"])
            self.fields.append(found[1] if found else "")

    def _instruction(self, token: re.Match[str]) -> int:
        end = self._after(token["name"], token.end())
        if self.fields and not self.fields[-1]:
            words = self.flat[token.end() : end].split()
            self.fields[-1] = words[0] if words else ""
        return end

    def _text(self, token: re.Match[str]) -> int:
        """Lay the text of an element out; return where its end tag begins."""
        low = token.end()
        high = self.flat.find("<", low, self.high)
        if high < 0 or not self.flat.startswith("</", high):
            return low  # a comment or CDATA in it: nobody writes that, and nothing is changed
        end = high
        if not _PRESERVE.search(token["rest"]):
            while low < high and self.flat[low] in _SPACE:
                low += 1
            while low < high and self.flat[high - 1] in _SPACE:
                high -= 1
        if any(field.upper() != "HYPERLINK" for field in self.fields):
            if high > low:  # what is worked out anew when the fields are
                text = _REFERENCE.sub(lambda one: _read(one) or "\ufffc", self.flat[low:high])
                self.weaver.fixed(low, high, text, "field")
            return end
        look = self.flat[self.run : token.start()]
        self._join(look, token, low)
        self._strands(low, high)
        self.before = (look, end) if high == end else None
        return end

    def _join(self, look: str, token: re.Match[str], low: int) -> None:
        """Put nothing between this text and the one before, where both look the same."""
        if self.before is None or low != token.end() or not self.weaver.is_open:
            return
        before, end = self.before
        w = self.prefix
        tags = re.escape(f"</{w}t></{w}r><{w}r") + r"(?:\s[^>]*)?>"
        between = self.flat[end : token.start() - len(look)]
        if look == before and re.fullmatch(tags, between):
            self.weaver.whole(end, low, "")

    def _strands(self, low: int, high: int) -> None:
        at = low
        for match in _REFERENCE.finditer(self.flat, low, high):
            self.weaver.verbatim(at, match.start())
            sign = _read(match)
            if sign:
                self.weaver.whole(match.start(), match.end(), sign)
            else:
                self.weaver.hole(match.start(), match.end(), "entity")
            at = match.end()
        self.weaver.verbatim(at, high)


def _read(match: re.Match[str]) -> str:
    """Return the sign that a reference stands for, nothing where it is none."""
    if match["name"]:
        return _NAMES.get(match["name"], "")
    code = int(match["number"] or match["hex"], 10 if match["number"] else 16)
    if code in (0, 0xD) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return ""
    return chr(code)
