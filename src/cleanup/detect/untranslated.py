"""Sentences, clauses and words left in another of our languages.

The evidence is function words: those of the other languages that are no words of this one. They are
looked at only outside quotations, brackets and emphasis, and not between two capitals, where names
and titles stand. Where one such word is all there is, the statistical detector has to agree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from cleanup.detect.bracketforms import form_before
from cleanup.detect.candidates import Candidate
from cleanup.detect.foreign import foreign_words
from cleanup.detect.view import View
from cleanup.language.decision import confirms
from cleanup.language.packparts import Editorial
from cleanup.rule.model import Rule
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit

# What is said, named or set apart may be in any language.
_APART = expression(
    r"«[^»]*(?:»|\Z)|“[^”]*(?:”|\Z)|„[^“”]*(?:[“”]|\Z)|‹[^›]*›|\"[^\"]*(?:\"|\Z)|\([^()]*\)|\[[^\[\]]*\]"
    r"|\*[^*\n]+\*|(?<!\w)_[^_\n]+_(?!\w)|(?<!\w)['‘](?=\w)[^'‘’]{2,60}['’](?!\w)|(?<!\S)\S*(?:://|@|www\.)\S*"
)
_EMBED = expression(r"\s*(?:>|\||♪)|.*(?:pic\.twitter\.com|— .{1,60}\(@\w+\))", re.DOTALL)
_END = expression(r"[.!?…]+[»”\"’)\]]*(?=\s+[\"“«‹(\[—–-]?[ \u00a0\u202f]?[^\W\d_])|\n+")
_WORD = expression(r"[^\W\d_]+")
_PART = 3  # function words in a row that make a clause of another language
_MIXED = 4  # single words that make a sentence a mixture, reported as one
_SHORT = 4  # words a sentence needs to be judged by two function words
_BRIEF = 3  # and by one, with the detector
_SINGLE = "untranslated-word"  # the name of the rules for single words
_INSIDE = 2  # words on each side of one that may be inside a name or a title


class _Token(NamedTuple):
    """A word at `start:end`; `codes` are the other languages that it is a function word of."""

    start: int
    end: int
    word: str
    own: bool
    codes: frozenset[str]


def detect_untranslated(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield what stands in another language, paragraph by paragraph."""
    for (low, high), found in groupby(hits, view.snapshot.paragraph):
        if low < high and not _EMBED.match(view.text, low, high):
            yield from _paragraph(view, low, high, list(found))


def _paragraph(view: View, low: int, high: int, hits: Sequence[int]) -> Iterator[Candidate]:
    part = _APART.sub(lambda match: "\x00" * len(match[0]), view.text[low:high])
    borders = [low, *(low + match.end() for match in _END.finditer(part)), high]
    left = [hit for hit in hits if part[hit - low] != "\x00"]
    whole: list[tuple[int, int]] = []
    at = 0
    for start, end in pairwise(borders):
        inside = False
        while at < len(left) and left[at] < end:
            inside |= left[at] >= start
            at += 1
        if not inside:
            continue
        tokens = list(_tokens(view, part, start - low, end - low, low))
        source = _source(tokens)
        if source and _foreign(view, tokens, source, view.text[start:end]):
            whole.append((start, end))
        elif source:
            yield from _pieces(view, tokens, source)
    yield from _sentences(view, whole)


def _tokens(view: View, part: str, start: int, end: int, shift: int) -> Iterator[_Token]:
    others = foreign_words(view)
    own, elided = view.pack.words["function"], view.pack.apostrophe.elisions
    found = [(m.start() + shift, m.end() + shift, m[0]) for m in _WORD.finditer(part, start, end)]
    for number, (at, stop, word) in enumerate(found):
        low = word.lower()
        codes = others.get(low, frozenset()) if len(word) > 1 else frozenset()
        if codes and not _running(found, number, others):
            codes = frozenset()
        yield _Token(at, stop, word, low in own or low in elided, codes)


def _running(
    found: Sequence[tuple[int, int, str]], number: int, others: Mapping[str, frozenset[str]]
) -> bool:
    """Tell whether a word stands in running text, and not inside a name or a title."""
    word = found[number][2]
    around = [w for _, _, w in found[max(0, number - _INSIDE) : number + _INSIDE + 1]]
    at = min(number, _INSIDE)
    before = next((w for w in reversed(around[:at]) if w not in others), "")
    after = next((w for w in around[at + 1 :] if w not in others), "")
    if not word.islower():
        return number == 0 and not word.isupper() and after.islower()
    return not (before[:1].isupper() and after[:1].isupper())


def _source(tokens: Iterable[_Token]) -> str:
    """Return the language that most of the foreign words are of, empty where there are none."""
    votes = Counter(code for token in tokens for code in token.codes)
    return min(votes, key=lambda code: (-votes[code], code)) if votes else ""


def _evidence(view: View, tokens: Sequence[_Token], source: str) -> tuple[int, int]:
    """Return how many words are of the source alone, and how many of this language alone."""
    shared = view.packs[source].words["function"]
    theirs = sum(source in token.codes for token in tokens)
    ours = sum(token.own and token.word.lower() not in shared for token in tokens)
    return theirs, ours


def _foreign(view: View, tokens: Sequence[_Token], source: str, text: str) -> bool:
    """Tell whether a sentence is of the source altogether."""
    theirs, ours = _evidence(view, tokens, source)
    size = len(tokens)
    if sum(t.word[0].isupper() for t in tokens[1:]) * 2 > size:
        return False
    if theirs >= 3 and theirs * 4 >= size and (ours * 10 < size or theirs > 3 * ours):
        return True
    if ours or size < _BRIEF:
        return False
    if theirs >= 2 and size >= _SHORT and theirs * 5 >= size:
        return True
    plain = all(t.word.islower() for t in tokens[1:]) and text.strip()[0].isupper()
    return plain and size <= 12 and confirms(text, source, view.pack.code)


def _sentences(view: View, spans: Sequence[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield sentences of another language, those beside one another as one."""
    rule = view.rules.get("UNT001")
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and not view.text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    for start, end in joined if rule else ():
        piece = view.text[start:end]
        low = start + len(piece) - len(piece.lstrip())
        yield Candidate(rule, low, start + len(piece.rstrip()))  # type: ignore[arg-type]


def _pieces(view: View, tokens: Sequence[_Token], source: str) -> Iterator[Candidate]:
    """Yield a clause of the source inside a sentence of this language, else its single words."""
    rule = view.rules.get("UNT003")
    shared = view.packs[source].words["function"]
    rest: list[int] = []
    at = 0
    for ours, group in groupby(tokens, lambda t: t.own and t.word.lower() not in shared):
        run = list(group)
        at += len(run)
        theirs = [t for t in run if source in t.codes]
        if not ours and len(theirs) >= _PART and len(theirs) * 4 >= len(run):
            if rule:
                yield Candidate(rule, theirs[0].start, theirs[-1].end)
        else:
            rest += [n for n in range(at - len(run), at) if source in tokens[n].codes]
    if len(rest) >= _MIXED:
        if rule:
            yield Candidate(rule, tokens[rest[0]].start, tokens[rest[-1]].end)
        return
    for number in rest:
        candidate = _word(view, tokens, number)
        if candidate:
            yield candidate


def _word(view: View, tokens: Sequence[_Token], at: int) -> Candidate | None:
    """Return a single word of another language between words in lower case of this one."""
    rule = _single(view)
    token = tokens[at]
    if rule is None or not 0 < at < len(tokens) - 1 or not token.word.islower():
        return None
    before, after = tokens[at - 1], tokens[at + 1]
    text = view.text
    if text[before.end : token.start] != " " or text[token.end : after.start] != " ":
        return None
    native = after.own and len(after.word) > 1 and not _shared(view, after.word, token)
    if before.codes or after.codes or not native or not before.word.islower():
        return None
    if not after.word.islower():
        return None
    form = _form(view, token.word, text[after.start :])
    if form is None:
        loan = view.pack.lists(after.word, "prepositions", "conjunctions")  # le making of du film
        return None if loan else Candidate(rule, token.start, token.end)
    end = token.end + (1 if form.endswith("’") else 0)
    edit = Edit(token.start, end, form)
    if form in view.pack.words["commas"]:
        edit = Edit(before.end, end, f", {form}")
    return Candidate(rule, token.start, token.end, (edit,), rule.applicability)


def _single(view: View) -> Rule | None:
    """Return the language's own rule for single words: it has one when its collisions are known."""
    named = (rule for rule in view.rules.values() if rule.name == _SINGLE)
    return view.always("single words", lambda: next(named, None))


def _shared(view: View, word: str, token: _Token) -> bool:
    low = word.lower()
    return any(low in view.packs[code].words["function"] for code in token.codes)


def _form(view: View, word: str, behind: str) -> str | None:
    """Return the one form a word has here, None where agreement or sense decides."""
    found = view.sources.get(word, ())
    entries: dict[str, Editorial] = {c: view.pack.editorial[c] for c, _ in found}
    if len(entries) != 1:
        return None
    (entry,) = entries.values()
    return None if entry.agrees else form_before(entry, behind)
