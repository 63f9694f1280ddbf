"""What the words around a lone quotation mark say of who speaks."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.detect.early import attributed
from cleanup.detect.view import View
from cleanup.start.expressions import expression

_TOKEN = expression(r"[^\W_]+(?:-[^\W\d_]+)*")
_BEHIND = expression(r",?[ \u00a0]?[–—-]?[ \u00a0]?(?=[^\W\d_])")
_INCISE = expression(r",[ \u00a0](?=[^\W\d_])")
_FAR = 6
_NEAR = 3  # words behind a quotation among which its verb of saying stands


def speaker_behind(view: View, at: int, stop: int) -> bool:
    """Tell whether who said it is named behind the closing mark at `at`, before `stop`.

    Where the language lists no verbs of saying, a comma or a dash and a word in lower case must do.
    """
    text = view.text
    behind = _BEHIND.match(text, at + 1, stop)
    if behind is None or not text[behind.end()].islower():
        return False
    if view.pack.words["attribution"]:
        # Behind a comma inside the marks the sentence goes on with who speaks, however titled.
        most = _FAR if text[at - 1] == "," and not text[at + 1 : behind.end()].strip() else _NEAR
        return _speaks(view, behind.end(), stop, most)
    return bool(behind[0].strip()) or text[at - 1] == ","


def speaker_inside(view: View, start: int, end: int) -> list[int]:
    """Return the commas in `start:end` right behind which a verb of saying names the speaker."""
    places = (comma for comma in _INCISE.finditer(view.text, start, end))
    return [comma.start() for comma in places if _speaks(view, comma.end(), end, 2)]


def _speaks(view: View, start: int, end: int, most: int) -> bool:
    tokens = _TOKEN.finditer(view.text, start, end)
    near = [token.end() for token, _ in zip(tokens, range(most), strict=False)]
    return bool(near) and attributed(view, view.text[start : near[-1]])


def named(view: View, part: str) -> bool:
    """Tell whether a text says whose words it reports (“according to”)."""
    rule = view.rules.get("QUO021") or view.rules.get("QUO020")
    words = frozenset(rule.options.get("named", ())) if rule else frozenset()
    return not words.isdisjoint(_words(part))


def first_person(view: View, part: str) -> bool:
    """Tell whether somebody speaks of himself: then the mark is right, and its partner lost."""
    editorial = view.pack.editorial
    concepts = [editorial[key] for key in ("I", "we", "us", "my", "our") if key in editorial]
    own = {word for concept in concepts for form in concept.forms for word in _words(form)}
    return not own.isdisjoint(_words(part))


def _words(part: str) -> Iterator[str]:
    return (match[0].lower() for match in _TOKEN.finditer(part))
