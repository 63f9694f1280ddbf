"""Which elements are open at a place of a page, as far as that decides what is prose there."""

from __future__ import annotations

from typing import Literal

from cleanup.formats.htmlscan import Token
from cleanup.start.data import dataclass, replace

# What a tag is to the sentence it stands in.
Step = Literal["block", "inline", "break", "hole", "hidden"]

BLOCK = frozenset(  # a name a line would fill the page
    """
    address article aside blockquote body caption center col colgroup dd details dialog dir div
    dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header
    hgroup hr html legend li link main menu meta nav noscript ol optgroup option p pre section
    summary table tbody td tfoot th thead title tr ul
    """.split()  # noqa: SIM905
)
VOID = frozenset(
    """
    area base br col embed frame hr img input link meta param source track wbr
    """.split()  # noqa: SIM905
)
# What stands in these is no prose; in a sentence a hole stands for them.
KEPT = frozenset(  # a name a line would fill the page
    """
    audio canvas code iframe kbd math noembed noframes object plaintext pre samp script select
    style svg template textarea tt var video xmp
    """.split()  # noqa: SIM905
)
_HIDDEN = frozenset({"script", "style", "template"})
_HOLES = frozenset({"embed", "img", "input"})
# The page around the article: what is residue in an article is at home here.
_CHROME = frozenset({"aside", "button", "dialog", "footer", "form", "menu", "nav"})
# The same, of elements that say it by their role.
_ROLES = frozenset({"complementary", "contentinfo", "navigation", "search"})
# A new one of these ends the one before it, up to the element that holds them.
_ENDS = {
    "li": (("li",), ("ul", "ol", "menu")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "td": (("td", "th"), ("table",)),
    "th": (("td", "th"), ("table",)),
    "tr": (("tr",), ("table",)),
    "option": (("option",), ("select",)),
}


@dataclass(frozen=True, slots=True)
class State:
    """What holds for the text at a place. `foreign`: it is declared to be in another language."""

    depth: int = 0
    foreign: bool = False
    chrome: bool = False
    title: bool = False


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    state: State


class Tree:
    """The open elements of a page, token after token; never at a loss.

    `kept` is the element without prose that is open, or empty, and `kept_at` where it began.
    """

    def __init__(self, flat: str, language: str | None) -> None:
        self.flat = flat
        self.language = _primary(language or "")
        self.xhtml = flat.lstrip().startswith("<?xml")
        self.stack: list[_Open] = []
        self.kept = ""
        self.kept_at = 0
        self._nested = 0

    @property
    def state(self) -> State:
        """What holds for text here."""
        return self.stack[-1].state if self.stack else State()

    def step(self, token: Token) -> Step:
        """Go past a piece of markup and tell what it is to a sentence."""
        if self.kept:
            return self._in_kept(token)
        if token.kind == "open":
            return self._opened(token)
        if token.kind == "close":
            self._pop(token.name)
            return "block" if token.name in BLOCK else "inline"
        return "hidden"

    def _in_kept(self, token: Token) -> Step:
        name = self.kept
        if token.name == name and not (token.empty and token.kind == "open"):
            self._nested += 1 if token.kind == "open" else -1
        if self._nested:
            return "hidden"
        self.kept = ""
        if name in _HIDDEN:
            return "hidden"
        return "block" if name in BLOCK else "hole"

    def _opened(self, token: Token) -> Step:
        name = token.name
        if name in BLOCK:
            self._implied(name)
        alone = name in VOID or (token.empty and self.xhtml)
        if not alone and (name in KEPT or self._untranslated(token)):
            self.kept, self.kept_at, self._nested = name, token.low, 1
            return "block" if name in BLOCK else "hidden"
        if not alone:
            self.stack.append(_Open(name, self._inner(token)))
        if name == "br":
            return "break"
        if name in _HOLES:
            return "hole"
        return "block" if name in BLOCK else "inline"

    def _inner(self, token: Token) -> State:
        outer = self.state
        state = replace(outer, depth=outer.depth + 1, title=token.name == "title")
        role = self._value(token, "role").strip().lower()
        if token.name in _CHROME or role in _ROLES:
            state = replace(state, chrome=True)
        tag = _primary(self._value(token, "lang") or self._value(token, "xml:lang"))
        if not tag:
            return state
        if not self.language and token.name in ("html", "body", "main", "article"):
            self.language = tag
        return replace(state, foreign=tag != self.language)

    def _value(self, token: Token, name: str) -> str:
        found = next((a for a in token.attributes if a.name == name), None)
        return self.flat[found.low : found.high] if found else ""

    def _untranslated(self, token: Token) -> bool:
        if self._value(token, "translate").lower() == "no":
            return True
        return "notranslate" in self._value(token, "class").split()

    def _implied(self, name: str) -> None:
        """End what a new element ends without saying so."""
        if self.stack and self.stack[-1].name == "p":
            self.stack.pop()
        ended, within = _ENDS.get(name, ((), ()))
        for number in range(len(self.stack) - 1, -1, -1):
            if self.stack[number].name in within:
                return
            if self.stack[number].name in ended:
                del self.stack[number:]
                return

    def _pop(self, name: str) -> None:
        for number in range(len(self.stack) - 1, -1, -1):
            if self.stack[number].name == name:
                del self.stack[number:]
                return


def _primary(tag: str) -> str:
    return tag.strip().lower().replace("_", "-").partition("-")[0]
