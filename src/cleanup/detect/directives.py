"""Directives that do not do what their author believes: of no effect, or not understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleanup.detect.candidates import Candidate
from cleanup.detect.view import View
from cleanup.nearest import nearest
from cleanup.text.directives import VERBS, Directive, Listed
from cleanup.text.suppress import UNUSED

_WRONG = "SUP002"


def detect_directives(view: View, _: list[int]) -> Iterator[Candidate]:
    """Yield what is wrong with each directive, and each code that keeps a rule off.

    The engine drops those of which it knows that they keep something off.
    """
    open_codes = False
    for one in view.snapshot.directives:
        yield from _wrong(view, one, open_codes)
        open_codes = one.verb != "on" and (open_codes or one.verb == "off")
        if one.verb == "on" or one.verb not in VERBS:
            continue
        for listed in one.listed:
            yield from _judged(view, listed)


def _wrong(view: View, one: Directive, open_codes: bool) -> Iterator[Candidate]:
    rule = view.rules.get(_WRONG)
    if rule is None:
        return
    message = ""
    if one.verb not in VERBS:
        hint = nearest(one.verb, VERBS)
        message = f"There is no directive {one.verb!r} (there are: {', '.join(VERBS)}){hint}"
    elif one.verb != "on" and not one.listed:
        message = f"The directive names no rule and does nothing: {one.verb}[CODE] names one."
    elif one.verb == "on" and not open_codes:
        message = "Nothing is off here that could be turned on."
    if message:
        yield Candidate(rule, one.start, one.end, message=message)


def _judged(view: View, listed: Listed) -> Iterator[Candidate]:
    means = listed.is_code and any(rule.code.startswith(listed.word) for rule in view.known)
    code = UNUSED if means else _WRONG
    rule = view.rules.get(code)
    if rule is None:
        return
    if not means:
        message = f"No rule is meant by {listed.word!r}{_hint(view, listed.word)}"
        yield Candidate(rule, listed.start, listed.end, message=message)
    elif any(running.startswith(listed.word) for running in view.rules):
        message = f"{listed.word} is kept off here, and there is nothing of it."
        yield Candidate(rule, listed.start, listed.end, message=message)


def _hint(view: View, word: str) -> str:
    named: Iterable[str] = (rule.code for rule in view.known if rule.name == word)
    code = next(iter(named), None)
    return f"; its code is {code}" if code else nearest(word, [r.code for r in view.known])
