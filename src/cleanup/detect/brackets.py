"""Editorial brackets left in another language: `[and]`, `»[e]`, a quotation closed before them.

A bracket is never wrong by itself: only one that holds a word or an ending of another of our
languages, and no word of this one, is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.detect.bracketedits import DROP_ALL, KEEP, joined, translated
from cleanup.detect.bracketforms import form_before, is_determiner, settled_form
from cleanup.detect.candidates import Candidate, Raised
from cleanup.detect.early import Cluster, clusters
from cleanup.detect.foreign import is_of
from cleanup.detect.marks import FAMILIES, SPACES
from cleanup.detect.quoted import quotations
from cleanup.detect.view import View
from cleanup.language.packparts import Editorial
from cleanup.language.wordlist import has_words, is_word
from cleanup.results import Applicability
from cleanup.start.data import dataclass
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit

_BRACKET = expression(r"\[([^\[\]\n]{1,60})\](?!\()")
_LAST_WORD = expression(r"([^\W\d_]+)[^\w]*$")
# A verb with the pronouns that hang on it: disse-me.
_SAID = expression(r"([^\W\d_]+)(?:-[^\W\d_]+){0,2}[^\w]*$")
_FIRST_WORD = expression(r"[^\w]*([^\W\d_]+)")
_FIRST_LETTERS = expression(r"[^\W\d_]+")
_PHRASE = expression(r"[^\W\d_][^\d_=\"/<>|]*")
_AROUND = 150  # characters whose words show the language of a place
_ADDRESS = expression(r"[\w-]+(?:\.|\[)\w")
_WORD_REACH = 40  # characters in which the last word before a place must begin
_DOUBLED = 4  # letters of a word whose first one stands in the bracket as well
_NEAR = 3  # characters between a bracket and a mark that still belong together


@dataclass(frozen=True, slots=True)
class _Bracket:
    """A bracket at `start:end` and what it holds."""

    start: int
    end: int
    content: str


def detect_brackets(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield brackets that hold a word or an ending of another language."""
    joints = {view.text.find("[", c.joint, c.joint + 2): c for c in clusters(view)}
    for hit in hits:
        match = _BRACKET.match(view.text, hit)
        if not match or (hit and view.text[hit - 1] in "!\\"):
            continue
        bracket = _Bracket(hit, match.end(), match[1])
        cluster = joints.get(hit)
        candidate = (
            _ending(view, bracket, cluster)
            or _capital(view, bracket)
            or _word(view, bracket, cluster)
            or _glued(view, bracket)
        )
        if candidate:
            yield candidate


def _ending(view: View, bracket: _Bracket, cluster: Cluster | None) -> Candidate | None:
    """Return the repair of a bracketed ending that stayed when its word was translated."""
    rule = view.rules.get("BRK003")
    text, content = view.text, bracket.content
    if rule is None or not _is_ending(view, content):
        return None
    left, right = text[bracket.start - 1 : bracket.start], text[bracket.end : bracket.end + 1]
    loose = left in (*SPACES,) and right in (*SPACES,) and _is_quoted(view, bracket)
    low = content.lower()
    if loose and low not in view.pack.words["function"] and low not in view.pack.collisions:
        edit = Edit(bracket.start - 1, bracket.end, "")
        return Candidate(rule, edit.start, edit.end, (edit,), rule.applicability)
    if left not in FAMILIES:
        return None
    gap = " " if right.isalnum() else ""
    if cluster:
        start, _ = cluster.cut
        edit = Edit(start, bracket.end, gap)
        return Candidate(
            rule,
            start,
            cluster.second + 1,
            (edit,),
            rule.applicability,
            evidence=cluster.evidence,
            silences=rule.silences,
        )
    # Beside a mark of no pair, the mark before the bracket may be the one that is wrong.
    quoted = quotations(view).get(view.snapshot.paragraph_number(bracket.start))
    doubtful = quoted is not None and bool(quoted.parse.errors)
    rank: Applicability = "unsafe" if doubtful else rule.applicability
    edit = Edit(bracket.start, bracket.end, gap)
    return Candidate(rule, bracket.start, bracket.end, (edit,), rank)


def _capital(view: View, bracket: _Bracket) -> Candidate | None:
    """Return the removal of a bracketed first letter that stayed before a whole word.

    `[S]ilence` became `[S]le silence`: the letter and the word are no word together, and the word
    is one by itself. `[E]lle` is the editor's.
    """
    rule = view.rules.get("BRK004")
    text, letter = view.text, bracket.content
    behind = _FIRST_LETTERS.match(text, bracket.end)
    if rule is None or len(letter) != 1 or not letter.isalpha() or not behind:
        return None
    if text[bracket.start - 1 : bracket.start].isalnum():
        return None
    word = behind[0]
    if not word[0].isupper() and not _is_whole(view, letter, word):
        return None
    if word in _translations(view, letter):
        return None  # `[I]je`: a word of one letter, and its translation
    end = bracket.end
    edit = Edit(bracket.start, end, "")
    if letter.isupper() and word[0].islower():
        edit = Edit(bracket.start, end + 1, word[0].upper())
    return Candidate(rule, bracket.start, behind.end(), (edit,), rule.applicability)


def _translations(view: View, content: str) -> Iterator[str]:
    """Yield the forms that a word of another language has in this one."""
    for concept, _ in view.sources.get(content, ()):
        entry = view.pack.editorial.get(concept)
        yield from entry.forms if entry else ()


def _is_whole(view: View, letter: str, word: str) -> bool:
    """Tell whether a word in small letters is one by itself and none with the letter before it.

    Beyond the small words a list must say so, and the letter be that of the word (`[a]accettato`):
    no list is whole, and `[a]vis` is the editor's.
    """
    whole, functions, language = (
        (letter + word).lower(),
        view.pack.words["function"],
        view.pack.code,
    )
    if word in functions:
        return whole not in functions and len(whole) > 1
    doubled = letter == word[0] and len(word) >= _DOUBLED
    return (
        doubled and has_words(language) and is_word(word, language) and not is_word(whole, language)
    )


def _glued(view: View, bracket: _Bracket) -> Candidate | None:
    """Return the spaces that a bracket with words in it lost to the text beside it."""
    rule = view.rules.get("BRK007")
    text, content = view.text, bracket.content
    left = text[bracket.start - 1 : bracket.start].isalpha()
    right = text[bracket.end : bracket.end + 1].isalpha()
    phrase = " " in content and bool(_PHRASE.fullmatch(content))
    named = left and right and len(content) > 3 and content.isalpha()
    if rule is None or not (phrase or named):
        return None
    edits = [Edit(bracket.start, bracket.start, " ")] if left else []
    edits += [Edit(bracket.end, bracket.end, " ")] if right else []
    if not edits:
        return None
    return Candidate(rule, bracket.start, bracket.end, tuple(edits), rule.applicability)


def _is_ending(view: View, content: str) -> bool:
    """Tell whether a bracket holds an ending of another language: `ing`, `ping` of `stop[ping]`."""
    endings = _endings(view)
    return content in endings or (len(content) > 2 and content[1:] in endings)


def _endings(view: View) -> frozenset[str]:
    def gathered() -> frozenset[str]:
        others = [p.inflections for p in view.packs.values() if p.code != view.pack.code]
        return frozenset().union(*others)

    return view.always("endings", gathered)


def _word(view: View, bracket: _Bracket, cluster: Cluster | None) -> Candidate | None:
    """Return the translation of a bracketed word, with the quotation closed in front of it."""
    meanings = view.sources.get(bracket.content)
    glued = view.text[bracket.start - 1 : bracket.start].isalpha()
    if not meanings or (glued and bracket.content in _endings(view)):
        return None
    if glued and _ADDRESS.match(view.text, bracket.end):
        return None  # contact[at]example.org
    # A quotation, or a paragraph, of the other language keeps the words of that language.
    start, end = view.snapshot.paragraph(bracket.start)
    around = max(start, bracket.start - _AROUND), min(end, bracket.end + _AROUND)
    if is_of(view, *around, frozenset(code for _, code in meanings)):
        return None
    concepts = {concept for concept, _ in meanings}
    entries = {c: view.pack.editorial[c] for c in concepts if c in view.pack.editorial}
    if len(entries) != 1:
        return None
    concept, entry = next(iter(entries.items()))
    form = _form(view, bracket, concept, entry)
    determiner = entry.agrees and is_determiner(entry, view.pack)
    if cluster and (form or _policy(view, "BRK006") == DROP_ALL):
        return _composite(view, bracket, cluster, form or "", sure=not determiner)
    forms = (form,) if form and entry.agrees else entry.forms if form or determiner else ()
    beside = next(filter(None, (_beside(view, bracket, one) for one in forms)), None)
    if beside or form or _policy(view, "BRK001") == DROP_ALL:
        return beside or _alone(view, bracket, concept, form or "")
    return _unsure(view, bracket, entry)


def _form(view: View, bracket: _Bracket, concept: str, entry: Editorial) -> str | None:
    """Return the one word that translates a bracket, None where there is none or several."""
    behind = view.text[bracket.end : bracket.end + _WORD_REACH]
    rule = view.rules.get("BRK001")
    if not entry.agrees:
        return form_before(entry, behind)
    if rule and concept in rule.options["after_saying"]:
        return form_before(Editorial(entry.forms[:2]), behind) if _said(view, bracket) else None
    return settled_form(entry, view.pack, behind)


def _policy(view: View, code: str) -> str:
    """Return what a rule does with the brackets of a word that it translates."""
    rule = view.rules.get(code)
    return str(rule.options["policy"]) if rule else KEEP


def _beside(view: View, bracket: _Bracket, form: str) -> Candidate | None:
    """Return the removal of a bracket whose translation already stands behind or before it."""
    rule = view.rules.get("BRK012")
    if rule is None:
        return None
    text = view.text
    same = rf"\[?{re.escape(form)}\]?(?!\w)"
    behind = re.compile(rf" ?(?={same})").match(text, bracket.end)
    apart = not text[bracket.start - 1 : bracket.start].isalnum()
    if behind and (apart or behind[0] or text[bracket.end] == "["):
        edit = Edit(bracket.start, behind.end(), "")
        return Candidate(rule, bracket.start, behind.end() + len(form), (edit,), rule.applicability)
    before = re.compile(rf"(?<!\w){same} $").search(text, max(0, bracket.start - 40), bracket.start)
    if before:
        edit = Edit(bracket.start - 1, bracket.end, "")
        return Candidate(rule, before.start(), bracket.end, (edit,), rule.applicability)
    return None


def _said(view: View, bracket: _Bracket) -> bool:
    """Tell whether the word before a bracket is a verb of saying or thinking."""
    before = _SAID.search(view.text, max(0, bracket.start - _WORD_REACH), bracket.start)
    return before is not None and before[1].lower() in view.pack.words["thinking_saying"]


def _unsure(view: View, bracket: _Bracket, entry: Editorial) -> Candidate | None:
    rule = view.rules.get("BRK002")
    if rule is None:
        return None
    forms = ", ".join(f"[{form}]" for form in entry.forms if form)
    message = f"{rule.message} Perhaps: {forms}." if forms else rule.message
    return Candidate(rule, bracket.start, bracket.end, message=message)


def _composite(
    view: View, bracket: _Bracket, cluster: Cluster, form: str, *, sure: bool
) -> Candidate | None:
    rule = view.rules.get("BRK006")
    if rule is None:
        return None
    edit = joined(view.text, cluster.cut[0], bracket.end, form, rule.options["policy"])
    strong = sure and cluster.points >= view.weights["early_close"]["safe"]
    rank: Applicability = rule.applicability if strong else "unsafe"
    return Candidate(
        rule,
        cluster.cut[0],
        cluster.second + 1,
        (edit,),
        rank,
        evidence=cluster.evidence,
        raises=tuple(_agreement(view, bracket, cluster)),
        silences=rule.silences,
    )


def _agreement(view: View, bracket: _Bracket, cluster: Cluster) -> Iterator[Raised]:
    """Yield a finding where two single words joined by a bracket do not agree in number."""
    rule, endings = view.rules.get("BRK014"), tuple(view.pack.words["plurals"])
    if rule is None or not endings:
        return
    before = _LAST_WORD.search(view.text, max(0, cluster.cut[0] - _WORD_REACH), cluster.cut[0])
    after = _FIRST_WORD.match(view.text, bracket.end, cluster.second)
    if not before or not after or view.text[after.end() : cluster.second].strip():
        return
    if before[1].endswith(endings) != after[1].endswith(endings):
        yield Raised(rule, before.start(), after.end())


def _alone(view: View, bracket: _Bracket, concept: str, form: str) -> Candidate | None:
    rule = view.rules.get("BRK001")
    if rule is None:
        return None
    policy = rule.options["policy"]
    edits = translated(view.text, bracket.start, bracket.end, form, policy)
    rank: Applicability = rule.applicability
    if policy == KEEP and _is_quoted(view, bracket) and concept in rule.options["plain"]:
        rank = "safe"
    start, end = min(bracket.start, edits[0].start), max(bracket.end, edits[-1].end)
    return Candidate(rule, start, end, edits, rank)


def _is_quoted(view: View, bracket: _Bracket) -> bool:
    """Tell whether a bracket stands in a quotation or beside one of its marks."""
    around = view.text[max(0, bracket.start - _NEAR) : bracket.start]
    around += view.text[bracket.end : bracket.end + _NEAR]
    if any(mark in around for mark in FAMILIES):
        return True
    quoted = quotations(view).get(view.snapshot.paragraph_number(bracket.start))
    return quoted is not None and quoted.quotes(bracket.start)
