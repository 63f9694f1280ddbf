"""Two small words that grow together in correct text: `que il`, `de le`, `la l’`.

The words are so common that a trigger on them would cost as much as all other rules together, so
all rules that name this detector share one pass for their pairs. What a pair becomes stands in the
rule's lexicon, what may follow it in the rule's options.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleanup.detect.candidates import Candidate
from cleanup.detect.foreign import foreign_words
from cleanup.detect.view import View
from cleanup.rule.model import Rule
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit

_AHEAD = 40  # code points behind what is looked at in which a pair that begins there may end
_APART = tuple('«“"*_')
_WORD = expression(r" ?([^\W\d_]+)(?![\w’'-])")


def detect_joins(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield pairs of words that were not contracted or elided, with the form they have."""
    owners, pattern = view.always("joins", lambda: _owners(view))
    low, high = hits
    text = view.text
    for match in pattern.finditer(text, low, high + _AHEAD):
        start, end = match.span(1)
        if start > high:
            return
        rule, new = owners[match[1]], owners[match[1]].lexicon[match[1]]
        if not _follows(view, rule, end) or text[start - 2 : start - 1] in _APART:
            continue
        end += text[end : end + 1] == " " and new.endswith("’")
        yield Candidate(rule, start, end, (Edit(start, end, new),), rule.applicability)


def _owners(view: View) -> tuple[dict[str, Rule], re.Pattern[str]]:
    """Return the rules by pair of words, and the pattern for any of the pairs."""
    rules = [rule for rule in view.rules.values() if rule.detector == "joins"]
    pairs = [(pair, rule.options["letters"]) for rule in rules for pair in rule.lexicon]
    return {pair: rule for rule in rules for pair in rule.lexicon}, _pattern(pairs)


def _pattern(pairs: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    """Return a pattern for any of the pairs, each with the letters one of which must follow."""
    heads: dict[str, list[str]] = {}
    for pair, letters in sorted(pairs, key=lambda p: -len(p[0])):
        head, _, rest = pair.partition(" ")
        ahead = f"(?= [{re.escape(letters)}])" if letters else ""
        heads.setdefault(head, []).append((re.escape(f" {rest}") if rest else "") + ahead)
    parts = (
        f"{re.escape(head)}(?:{'|'.join(rest)})"
        for head, rest in sorted(heads.items(), key=lambda item: -len(item[0]))
    )
    # The space in front costs the head of a line, and makes the pass three times as fast.
    border = r"(?:(?<=[’'])|(?![\w’'-]))"
    return expression(rf" ({'|'.join(parts)}){border}")


def _goes_on_abroad(view: View, end: int) -> bool:
    """Tell whether a small word of another language comes next: a name such as `united we roll`."""
    following = _WORD.match(view.text, end)
    return following is not None and following[1] in foreign_words(view)


def _follows(view: View, rule: Rule, end: int) -> bool:
    """Tell whether what stands behind a pair is what the rule's options ask for."""
    options = rule.options
    if not options["least"]:
        return True
    match = _WORD.match(view.text, end)
    word = match[1] if match else ""
    if len(word) < options["least"] or not word.islower():
        return False
    if word in view.pack.words["function"] and not options["any"]:
        return False
    if view.text[end - 1] in "’'" and word in view.pack.words["auxiliaries"]:
        return False  # a pronoun: `comme le l’avait dit`
    if word in view.pack.words["months"]:
        return False  # a date in English order is another rule's
    if _goes_on_abroad(view, match.end() if match else end):
        return False
    return not (
        word.startswith(tuple(options["not_prefix"])) or word.endswith(tuple(options["not_suffix"]))
    )
