"""The apostrophe of a plural genitive, read as a closing quotation mark.

`their two countries’ deepening ties` becomes `leurs deux pays. » l’approfondissement des liens`.
The right repair turns the order round: `l’approfondissement des liens de leurs deux pays`. Deleting
the mark alone would leave word salad, so this is proposed or reported, never done unasked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.detect.candidates import Candidate
from cleanup.detect.early import clusters
from cleanup.detect.marks import SPACES
from cleanup.detect.parse import OPEN, SPURIOUS
from cleanup.detect.quoted import Quoted, quotations
from cleanup.detect.view import View
from cleanup.results import Applicability
from cleanup.start.data import dataclass
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit

_TOKEN = expression(r"[^\W\d_]+(?:-[^\W\d_]+)*[’']?|\d+")
_ELIDED = expression(r"[^\W\d_]+[’']$")
_BEFORE = expression(r"(?<!\w)([^\W\d_]+) \Z")
_ELIDED_OR_WHOLE = expression(r"[^\W\d_]+(?:’| )")
_LETTER = expression(r"[^\W\d_]")
_GENDERS = (("f", "feminine"), ("m", "masculine"))
_REACH = 12  # code points in which a preposition and its space must begin
_BEFORE_MARK = 400  # code points before a mark in which its owner stands, with its determiners
_OWNER = 4  # words of the owner behind its determiners, at the most


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun phrase at `start:end`; `head` is its noun, `tokens` its words.

    `article` is what it lacks in front: English does without one behind a genitive.
    """

    start: int
    end: int
    tokens: tuple[str, ...]
    head: str
    article: str = ""


def detect_possessives(view: View, _: list[int]) -> Iterator[Candidate]:
    """Yield lone closing marks between an owner and what it owns."""
    rule = view.rules.get("POS001")
    if rule is None or not view.pack.words["abstract"]:
        return
    if not any(mark in view.text for mark in "»”\"’'"):
        return
    turns = _turns(view)
    weights, safe = view.weights["possessive"], view.weights["early_close"]["safe"]
    taken = {place for c in clusters(view) if c.points >= safe for place in (c.first, c.second)}
    for quoted in quotations(view).odd:
        for number, role in enumerate(quoted.parse.roles):
            mark = quoted.marks[number]
            if role != SPURIOUS or not mark.closes or mark.at in taken:
                continue
            owner = _owner(view, quoted, mark.at)
            owned = _owned(view, quoted, mark.at)
            if owner is None or owned is None:
                continue
            points = _points(view, quoted, mark.at, owner, owned)
            total = sum(points.values())
            if total < weights["manual"]:
                continue
            new = _turned(view, owner, owned) if turns else None
            sure = new is not None and total >= weights["unsafe"]
            rank: Applicability = "unsafe" if sure else "manual"
            start, new = _led(view, owner.start, new) if new else (owner.start, None)
            span = (start, owned.end)
            yield Candidate(
                rule,
                *span,
                (Edit(*span, new),) if new and sure else (),
                rank,
                min(1.0, total / 10),
                {**points, "margin": quoted.parse.margin},
                new,
                silences=rule.silences,
            )


def _owner(view: View, quoted: Quoted, mark: int) -> _Phrase | None:
    """Return the noun phrase that ends at a mark: determiners, then one to four words."""
    text = view.text
    end = mark
    while end > quoted.start and text[end - 1] in SPACES:
        end -= 1
    if text[end - 1] == ".":
        end -= 1
    first = max(quoted.start, end - _BEFORE_MARK)
    words = list(_TOKEN.finditer(text, first, end))
    if not words or words[-1].end() != end:
        return None
    stop = _blocking(view)
    number = len(words) - 1
    while number >= 0 and len(words) - number <= _OWNER:
        word = words[number]
        joined = number == len(words) - 1 or not text[word.end() : words[number + 1].start()].strip(
            SPACES
        )
        if not joined or word[0].lower() in stop:
            return None
        if number < len(words) - 1 and _determines(view, word[0]):
            break
        number -= 1
    else:
        return None
    while number and _determines(view, words[number - 1][0]):
        if text[words[number - 1].end() : words[number].start()].strip(SPACES):
            break
        number -= 1
    start = words[number].start()
    if not number and first > quoted.start:
        return None
    if not number and start != quoted.start and text[quoted.start : start].strip():
        return None
    tokens = tuple(w[0] for w in words[number:])
    return _Phrase(start, end, tokens, tokens[-1])


def _owned(view: View, quoted: Quoted, mark: int) -> _Phrase | None:
    """Return the noun phrase behind a mark: a determiner, words, and their `of` complement."""
    text = view.text
    start = mark + 1
    while text[start : start + 1] and text[start] in SPACES:
        start += 1
    words: list[re.Match[str]] = []
    for word in _TOKEN.finditer(text, start, quoted.end):
        gap = text[words[-1].end() if words else start : word.start()]
        if gap.strip(SPACES):
            break
        words.append(word)
    if not words or words[0].start() != start:
        return None
    if not _determines(view, words[0][0]):
        return _bare(view, words)
    size = 1
    while size < len(words) and _determines(view, words[size][0]):
        size += 1
    if size >= len(words) or words[size][0].lower() in _blocking(view):
        return None
    size = _complement(view, words, _with_noun(view, words, size + 1))
    tokens = tuple(w[0] for w in words[:size])
    nouns = [t for t in tokens if not _determines(view, t)]
    abstract = tuple(view.pack.words["abstract"])
    noun = next((t for t in nouns if t.lower().rstrip("s").endswith(abstract)), nouns[0])
    return _Phrase(start, words[size - 1].end(), tokens, noun)


def _bare(view: View, words: list[re.Match[str]]) -> _Phrase | None:
    """Return a noun without its article as a phrase, where its ending tells which one it lacks.

    An adjective may stand before it: `their countries’ old quarrel`.
    """
    size = 1 + (len(words) > 1 and words[0][0] in view.pack.words["preposed"])
    tokens = tuple(word[0] for word in words[:size])
    for token in tokens:
        if not token.islower() or token in _blocking(view) or _determines(view, token):
            return None
    noun = tokens[-1]
    if noun in view.pack.words["function"]:
        return None
    article = _article(view, noun, tokens[0])
    span = (words[0].start(), words[size - 1].end())
    return _Phrase(*span, tokens, noun, article) if article else None


def _article(view: View, noun: str, first: str) -> str:
    """Return the definite article of a noun with the space behind it, empty where none is sure.

    `first` is the word that stands behind the article: it elides.
    """
    words, entry = view.pack.words, view.pack.editorial.get("the")
    plural = noun.endswith(tuple(words["plurals"]))
    gender = next((g for g, key in _GENDERS if noun.endswith(tuple(words[key]))), "")
    fitting = [
        form
        for form in (entry.forms if entry else ())
        if (agrees := view.pack.determiners.get(form))
        and agrees[1] == ("p" if plural else "s")
        and agrees[0] in ("", gender)
    ]
    elided = [form for form in fitting if form.endswith("’")]
    if elided and _elides(view, first):
        return elided[0]
    plain = [form for form in fitting if form not in elided]
    return f"{plain[0]} " if len(plain) == 1 else ""


def _with_noun(view: View, words: list[re.Match[str]], size: int) -> int:
    """Return the size of a phrase with a second word, where that cannot be its verb.

    A determiner behind a word makes it a verb more often than an adjective.
    """
    if size >= len(words) or not words[size][0].islower():
        return size
    word = words[size][0].lower()
    if word in _blocking(view) or word in _of(view) or _determines(view, word):
        return size
    if size + 1 < len(words) and _determines(view, words[size + 1][0]):
        return size
    return size + 1


def _complement(view: View, words: list[re.Match[str]], size: int) -> int:
    """Return the size of a phrase with a complement such as `des liens`, unless a verb follows."""
    if size + 1 >= len(words) or words[size][0].lower() not in _of(view):
        return size
    follows = words[size + 1][0].lower()
    endings = tuple(view.pack.words["infinitives"])
    bare = words[size][0].lower() not in view.pack.determiners
    if bare and (follows.endswith(endings) or follows in _blocking(view)):
        return size
    if bare and _determines(view, words[size + 1][0]):
        return size + 3 if size + 2 < len(words) else size
    return size + 2


def _of(view: View) -> frozenset[str]:
    """Return the words that mean `of`: the language's forms of it, and their contractions."""
    entry = view.pack.editorial.get("of")
    forms = entry.forms if entry else ()
    contracted = [v for k, v in view.pack.contractions.items() if k.split()[0] in forms]
    return frozenset([*forms, *(f.replace("’", "'") for f in forms), *contracted])


def _determines(view: View, word: str) -> bool:
    folded = word.lower().replace("'", "’")
    return folded in view.pack.determiners or word.isdigit()


def _blocking(view: View) -> frozenset[str]:
    """Return the words that end a noun phrase: verbs, prepositions, conjunctions, pronouns."""

    def made() -> frozenset[str]:
        words = view.pack.words
        names = ("prepositions", "conjunctions", "relatives", "pronouns", "auxiliaries")
        return frozenset().union(*(words[n] for n in names)) - frozenset(view.pack.determiners)

    return view.always("blocking", made)


def _points(
    view: View, quoted: Quoted, mark: int, owner: _Phrase, owned: _Phrase
) -> dict[str, float]:
    weights, words = view.weights["possessive"], view.pack.words
    text = view.text
    behind = text[mark + 1 : mark + 4].lstrip("".join(SPACES))
    points: dict[str, float] = {"orphan": weights["orphan"], "noun": weights["noun"]}
    if owner.head.lower().endswith(tuple(words["plurals"])):
        points["plural"] = weights["plural"]
    if text[owner.end] == "." and behind[:1].islower():
        points["stop"] = weights["stop"]
    if owned.head.lower().rstrip("s").endswith(tuple(words["abstract"])):
        points["abstract"] = weights["abstract"]
    first = owner.tokens[0].lower()
    if first.isdigit() or view.pack.determiners.get(first, ("", ""))[1] == "p":
        points["determiner"] = weights["determiner"]
    if any(
        r == OPEN and p < 0 for r, p in zip(quoted.parse.roles, quoted.parse.partners, strict=True)
    ):
        points["opened"] = weights["opened"]
    if behind[:1].isupper():
        points["capital"] = weights["capital"]
    return points


def _turns(view: View) -> bool:
    """Tell whether the language can put the owner behind `of` as it stands, without a case."""
    entry = view.pack.editorial.get("of")
    return entry is not None and not entry.agrees


def _turned(view: View, owner: _Phrase, owned: _Phrase) -> str:
    """Return `owned of owner`, with the contraction or elision that the language asks for."""
    text = view.text
    entry = view.pack.editorial.get("of")
    of = entry.forms[0] if entry else ""
    rest = text[owner.start : owner.end]
    first, _, others = rest.partition(" ")
    contracted = view.pack.contractions.get(f"{of} {first.lower()}")
    if contracted:
        joined = f"{contracted} {others}"
    elif entry and len(entry.forms) > 1 and _elides(view, first):
        joined = f"{entry.forms[1]}{rest}"
    else:
        joined = (
            f"{of} {first[:1].lower()}{rest[1:]}" if _determines(view, first) else f"{of} {rest}"
        )
    head = owned.article + text[owned.start : owned.end]
    if text[owner.start].isupper():
        head = head[0].upper() + head[1:]
    return f"{head} {joined}"


def _led(view: View, start: int, new: str) -> tuple[int, str]:
    """Return where a repair begins and its text, contracted with a preposition before it.

    `fine di le isole.» antica lite` becomes `fine dell’antica lite delle isole`.
    """
    before = _BEFORE.search(view.text, max(0, start - _REACH), start)
    first = _ELIDED_OR_WHOLE.match(new)
    pair = f"{before[1].lower()} {first[0].rstrip()}" if before and first else ""
    contracted = view.pack.contractions.get(pair)
    if not before or not first or not contracted:
        return start, new
    if before[1][0].isupper():
        contracted = contracted[0].upper() + contracted[1:]
    gap = "" if contracted.endswith("’") else " "
    return before.start(), f"{contracted}{gap}{new[first.end() :]}"


def _elides(view: View, word: str) -> bool:
    first = word.lower()
    vowel = first[:1] in "aeiouyhàâäéèêëîïôöùûüœæ"
    return vowel and first not in view.pack.h_aspire and _LETTER.match(first) is not None


__all__ = ["detect_possessives"]
