"""A full stop set inside a sentence: the pipeline ended it at a link or a bracket.

What follows in lower case is joined where it cannot begin a sentence: a relative, a preposition or
a participle, and no subject with its verb before the next stop. Anything else that goes on in
lower case is reported, with a proposal where its first word suggests one: it may be a sentence of
its own that lost its capital. Where the verb stands behind the first phrase, a piece is joined if
it is made of phrases alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cleanup.detect.candidates import Candidate
from cleanup.detect.early import attributed
from cleanup.detect.phrases import comma_before, only_phrases
from cleanup.detect.view import View
from cleanup.language.packs import Pack
from cleanup.results import Applicability
from cleanup.start.data import dataclass
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit

_WORD = expression(r"\w+")
_BEFORE = expression(r"([^\W\d_]+|\d{4})[»”]?( ?)$")
_PLAIN = expression(r"[^\W\d_]+(?![.@/]\w|://|\w)")
_PIECE = expression(r"[^.!?…;:»”\n]*")
_DOTTED = expression(r"(?<!\w)[^\W\d_]\.(?:[^\W\d_]\.)*[^\W\d_]$")  # s.p.a, e.g
_LETTERS = expression(r"[^\W\d_]+")
_ROMAN = expression(r"[IVXLCDM]+")
_REACH = 1_000  # code points before and behind a stop that are read
_SHORT = 3  # letters of a word before the stop; of fewer it is an abbreviation more often
_LONG = 14  # words of a piece that may stand without a verb of its own
_LISTED = 4  # words before a stop in which the article of a list stands
_AFTERTHOUGHT = 3  # words behind a comma that already add something to the sentence
_WHOLE = 7  # letters of a word that is no abbreviation
_DOUBTFUL = 4  # letters of the word before a stop that is only reported


@dataclass(frozen=True, slots=True)
class Seam:
    """A stop at `at` with a lower-case word behind it.

    `before` is the paragraph up to the stop and the space that may stand there, `last` the word
    before it, `after` the paragraph behind it, both as far as a sentence reaches. Of `after`,
    `written` are the words up to the next stop, and `piece` the same in lower case; `behind` is the
    first word behind a comma in them, of `commas`; `asked` where a question mark ends them.
    """

    at: int
    before: str
    last: str
    spaced: bool
    after: str
    written: tuple[str, ...]
    piece: tuple[str, ...]
    behind: str
    commas: int
    asked: bool

    @property
    def head(self) -> str:
        """The word behind the stop."""
        return self.piece[0]


def detect_seams(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield full stops before a space and a lower-case word, which `hits` are."""
    for hit in hits:
        seam = _seam(view, hit)
        if seam is not None:
            yield from _judged(view, seam)


def _judged(view: View, seam: Seam) -> Iterator[Candidate]:
    start, end = seam.at - seam.spaced, seam.at + 1
    rank = _joined(view, seam)
    edits: tuple[Edit, ...] = ()
    if rank:
        mark = "," if _takes_comma(view, seam) else ""
        code, edits = "SEG001", (Edit(start, end, mark),)
    elif _reported(view, seam):
        edits = tuple(_proposed(view, seam))
        code, rank = ("SEG012", "unsafe") if edits else ("SEG013", "manual")
    else:
        return
    rule = view.rules.get(code)
    if rule is not None:
        yield Candidate(rule, start, end, edits, rank)


def _takes_comma(view: View, seam: Seam) -> bool:
    """Tell whether a comma stands before the piece: also before `w którym`, `mit dessen`."""
    words = view.pack.words
    led = seam.head in words["prepositions"] and seam.piece[1] in words["relatives"]
    return seam.head in words["commas"] or (led and seam.piece[1] in words["commas"])


def _seam(view: View, hit: int) -> Seam | None:
    """Return what stands around a stop, None where it may belong to an abbreviation."""
    start, end = view.snapshot.paragraph(hit)
    before = view.text[max(start, hit - _REACH) : hit]
    ended = _BEFORE.search(before[-60:])
    if not ended or _DOTTED.search(before[-60:]) or _uncapitalised(view.text, start, hit):
        return None
    if _abbreviated(view, ended[1]):
        return None
    words = before.split()
    alone = words[-2:-1] and words[-2].endswith(",")
    said = ended[1].lower() in view.pack.words["attribution"]
    if alone and not said and len(ended[1]) < _WHOLE:
        return None  # one word behind a comma is an abbreviation more often than a sentence's end
    after = view.text[hit + 2 : min(end, hit + _REACH)]
    match = _PIECE.match(after)
    main, comma, rest = (match[0] if match else "").partition(",")
    apart = attributed(view, rest) or _hangs_on(view, rest)
    piece = main if apart else main + comma + rest
    written = tuple(_WORD.findall(piece))
    if not written or not _plain(after):
        return None  # a brand such as iFixit, a host name
    follows = _WORD.search(piece.partition(",")[2])
    return Seam(
        at=hit,
        before=before.rstrip(" "),
        last=ended[1].lower(),
        spaced=bool(ended[2]),
        after=after,
        written=written,
        piece=tuple(word.lower() for word in written),
        behind=follows[0].lower() if follows else "",
        commas=piece.count(","),
        asked=match is not None and after.startswith("?", match.end()),
    )


def _uncapitalised(text: str, start: int, end: int) -> bool:
    """Tell whether a paragraph begins without a capital: whoever writes so does it everywhere."""
    first = _LETTERS.search(text, start, end)
    return first is not None and first[0][0].islower()


def _hangs_on(view: View, rest: str) -> bool:
    """Tell whether a clause that hangs on what stands before follows a comma, and nothing more."""
    first, pack = _WORD.search(rest), view.pack
    if not pack.verb_second or first is None or "," in rest:
        return False
    return first[0].lower() in pack.words["relatives"] or comma_before(pack, rest) != "no"


def _plain(after: str) -> bool:
    """Tell whether a word of small letters comes next, and no host name or address."""
    match = _PLAIN.match(after)
    return match is not None and match[0].islower()


def _abbreviated(view: View, word: str) -> bool:
    pack = view.pack
    if word.lower() in pack.words["proclitics"] and not (len(word) == 1 and word.isupper()):
        return False
    known = any(pack.lists(form, "abbreviations", "titles") for form in (word, word.lower()))
    if len(word) < _SHORT or known or _ROMAN.fullmatch(word):
        return True
    return word.endswith(view.always("abbreviated endings", lambda: _endings(pack)))


def _endings(pack: Pack) -> tuple[str, ...]:
    """Return what the language writes for the end of a word where it leaves the rest out."""
    known = pack.words["abbreviations"] | pack.words["titles"]
    return tuple(entry[1:] for entry in known if entry.startswith("-"))


def _joined(view: View, seam: Seam) -> Applicability | None:
    """Return how a piece may be joined to the sentence before it, None where it may not."""
    words = view.pack.words
    if len(seam.piece) < 2:
        return None
    if seam.last in words["proclitics"]:
        return "safe" if seam.head in words["preposed"] else None
    if view.pack.verb_second:
        return _joined_phrase(view, seam)
    if seam.head in words["relatives"]:
        return None if seam.asked else "safe"
    preposition = seam.head in words["prepositions"] and seam.head not in words["conjunctions"]
    participle = _is_participle(view, seam.head)
    if seam.head in words["conjunctions"]:
        if seam.asked or (seam.behind and seam.head in words["commas"]):
            return None  # `gdy jest mgła, nikt nie płynie`: its own main clause follows
        # A verb of its own, and nobody who does it: he who did what stands before the stop.
        if view.pack.lists(seam.piece[1], "attribution", "auxiliaries"):
            return "safe"
        finite = tuple(words["verbs"])
        return "unsafe" if finite and seam.piece[1].endswith(finite) else None
    if not preposition and not (participle and seam.piece[1] in words["prepositions"]):
        return None
    if _enumerates(view, seam):
        return None
    if _is_fragment(view, seam.before):
        return "safe"
    described = bool(words["verbs"]) and _is_participle(view, seam.behind)
    # A second phrase of the kind, and no third part in which a clause of its own could stand.
    again = seam.behind in words["prepositions"] and seam.commas == 1
    if seam.behind and seam.behind not in words["conjunctions"] and not described and not again:
        return "unsafe"
    return "unsafe" if _speaks_for_itself(view, seam.piece) or _added(view, seam.before) else "safe"


def _is_participle(view: View, word: str) -> bool:
    words = view.pack.words
    return word in words["irregular"] or word.endswith(tuple(words["participles"]))


def _enumerates(view: View, seam: Seam) -> bool:
    """Tell whether a piece goes on with a list: `des pompes. des tuyaux et des vannes`.

    Such a word is a preposition too; the list shows by its standing before or behind as well.
    """
    if seam.head not in view.pack.determiners:
        return False
    before = _WORD.findall(seam.before.lower())[-_LISTED:]
    both = any(
        w in view.pack.words["conjunctions"] and seam.head == following
        for w, following in pairwise(seam.piece)
    )
    return seam.head in before or both


def _is_fragment(view: View, before: str) -> bool:
    """Tell whether what stands before a stop begins with a participle and has no verb of its own.

    `Lancé en 2014. depuis Kourou, il …`: it can be no sentence, whatever follows.
    """
    pack = view.pack
    tokens = [w.lower() for w in _WORD.findall(re.split(r"[.!?…»«]", before)[-1])]
    return (
        len(tokens) > 1
        and _is_participle(view, tokens[0])
        and pack.lists(tokens[1], "prepositions", "numerals")
        and not any(pack.lists(t, "auxiliaries", "pronouns", "attribution") for t in tokens[1:])
    )


def _joined_phrase(view: View, seam: Seam) -> Applicability | None:
    """The same where the verb stands behind the first phrase: no piece with a verb is joined."""
    words = view.pack.words
    if seam.head in words["relatives"]:
        return "unsafe"  # the same words ask and point
    if seam.head in words["conjunctions"]:
        subject = seam.piece[2:3] and seam.piece[2] in words["pronouns"]
        verb = view.pack.lists(seam.piece[1], "attribution", "auxiliaries")
        plain = seam.head not in words["commas"]
        return "safe" if plain and verb and not subject else None
    noun = seam.before.split()[-1][:1].isupper()
    if seam.head not in words["prepositions"] and not (noun and seam.head in words["genitives"]):
        return None
    listed = seam.behind and seam.behind not in words["conjunctions"]
    if only_phrases(view.pack, seam.written) and not listed and not _added(view, seam.before):
        return "safe"
    return "unsafe" if seam.head in words["prepositions"] else None


def _speaks_for_itself(view: View, tokens: tuple[str, ...]) -> bool:
    """Tell whether a piece may hold a subject and a verb of its own.

    Where the subject may be left out, endings tell a verb; behind a conjunction it is only added.
    """
    pack, words = view.pack, view.pack.words
    finite = tuple(words["verbs"])
    for before, token in pairwise(tokens):
        if token in words["relatives"]:
            break
        if pack.lists(token, "auxiliaries", "pronouns") and token not in pack.determiners:
            return True
        if finite and token.endswith(finite) and before not in words["conjunctions"]:
            return True
    return len(tokens) > _LONG


def _added(view: View, before: str) -> bool:
    """Tell whether the sentence ends in a short afterthought: a comma may be needed behind it.

    What names the speaker behind a quotation (`», raconte-t-il`) adds nothing, and behind a
    relative clause (`le juge, qui dormait, a ri`) the sentence itself goes on.
    """
    last = re.split(r"[.!?…»«“”]", before)[-1]
    said, comma, rest = last.rpartition(", ")
    inner = _WORD.search(said.rpartition(",")[2]) if "," in said else None
    if not said.strip() or said.lstrip().startswith(","):
        return False
    if inner and inner[0].lower() in view.pack.words["relatives"]:
        return False
    if view.pack.words["auxiliaries"] & {word.lower() for word in _WORD.findall(rest)}:
        return False  # with a verb of its own it is a clause: `puis l’a retrouvé`
    return bool(comma) and len(rest.split()) <= _AFTERTHOUGHT


def _reported(view: View, seam: Seam) -> bool:
    """Tell whether a stop is worth a look: no abbreviation that the pack does not know."""
    proclitics = view.pack.words["proclitics"]
    if not proclitics:
        return False
    # One word between two stops is an abbreviation more often than a sentence.
    return seam.last in proclitics or (len(seam.last) >= _DOUBTFUL and len(seam.piece) > 1)


def _proposed(view: View, seam: Seam) -> Iterator[Edit]:
    """Yield what the word behind the stop suggests: a capital, a comma or nothing between."""
    words = view.pack.words
    start = seam.at - seam.spaced
    if seam.last in words["proclitics"] or len(seam.piece) < 2:
        return
    if seam.head in words["pronouns"]:
        yield Edit(seam.at + 2, seam.at + 3, seam.after[0].upper())
    elif view.pack.lists(seam.head, "indefinite", "commas"):
        yield Edit(start, seam.at + 1, ",")
    elif _agrees(view, seam) or (view.pack.verb_second and seam.head in words["conjunctions"]):
        yield Edit(start, seam.at + 1, "")


def _agrees(view: View, seam: Seam) -> bool:
    """Tell whether the piece goes on with an adjective in the plural of the noun before it."""
    words = view.pack.words
    plural = tuple(words["plurals"])
    known = seam.head in words["function"] or seam.last in words["function"]
    return not known and seam.head.endswith(plural) and seam.last.endswith(plural)
