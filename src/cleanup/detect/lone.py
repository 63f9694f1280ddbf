"""A quotation mark without its partner: where the other belongs, or that this one is none.

A repair is offered only where one reading is clearly best, and never made unasked: the words tell
where a quotation may have begun or ended, and only the source tells where it did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleanup.detect.candidates import Candidate
from cleanup.detect.early import attributed
from cleanup.detect.lonewords import first_person, named, speaker_behind, speaker_inside
from cleanup.detect.marks import SPACES, Mark
from cleanup.detect.parse import OPEN, SPURIOUS
from cleanup.detect.phrases import only_phrases
from cleanup.detect.quoted import FEW, Lead, Quoted, quotations
from cleanup.detect.view import View
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit
from cleanup.text.paragraphs import sentence_around, sentence_ends

Offer = tuple[str, Edit]
"""The code of the rule that offers a repair, and the repair."""

_STOP = expression(r"(?:\.|[!?…]+)$")
_TYPED = expression(
    r"’’(?<=[\w.!?…,]..)(?!\w)|''(?<=[\w.!?…,]..)(?!\w)|,,(?<!\S..)(?=\w)|``(?<!\S..)(?=\w)"
)
_INCHES = expression(r"(?<![\d.,:-])\d{2,3}[ \u00a0\u202f]?$")
_ALONE = expression(r",[^,]*\Z")
_TOKEN = expression(r"\w+")
# Told is what was said in turn: every paragraph begins with a mark, and only the last closes.
_TURN = expression(rf"[{SPACES}]*(?:[—–]|--?[{SPACES}])")
_NAMES = 6  # words of a phrase that names something


def lone(view: View, quoted: Quoted, number: int) -> Iterator[Candidate]:
    """Yield the finding of a mark that has no partner, with an offer where one reading is best."""
    mark = quoted.marks[number]
    opens = _opens(mark)
    if _typed_partner(view, quoted, mark):
        return
    roles = () if opens else ([(number, SPURIOUS)],)
    lead = quoted.lead(view, *roles)
    cut_off = opens and _cut_off(view, quoted, mark)
    offer: Offer | None = None
    if len(quoted.parse.errors) <= FEW and (lead.decided or opens):
        offer = (_closed if opens else _opened)(view, quoted, number)
    if offer and offer[0] == "QUO022" and cut_off and not _names_speaker(view, quoted, offer[1]):
        return
    if offer and (rule := view.rules.get(offer[0])):
        edit = offer[1]
        start, end = min(mark.at, edit.start), max(mark.at + 1, edit.end)
        evidence = {"margin": lead.margin}
        yield Candidate(rule, start, end, (edit,), rule.applicability, lead.confidence, evidence)
    elif not cut_off:
        yield from doubtful(view, quoted, number, lead)


def doubtful(view: View, quoted: Quoted, number: int, lead: Lead) -> Iterator[Candidate]:
    """Yield the finding that a mark has no partner, and nothing to offer."""
    mark = quoted.marks[number]
    rule = view.rules.get("QUO002" if _opens(mark) else "QUO001")
    if rule:
        evidence = {"margin": lead.margin}
        yield Candidate(rule, mark.at, mark.at + 1, (), "manual", lead.confidence, evidence)


def _names_speaker(view: View, quoted: Quoted, edit: Edit) -> bool:
    """Tell whether a closing mark goes before who speaks, and who speaks ends the text.

    Where the language asks for the mark there, the text may go on or be cut off behind.
    """
    text = view.text
    if not text.startswith(",", edit.start):
        return False
    rest = text[edit.start : quoted.end].rstrip()
    return view.pack.quotes.speaker == "outside" or bool(_ALONE.match(rest) and _STOP.search(rest))


def _typed_partner(view: View, quoted: Quoted, mark: Mark) -> bool:
    """Tell whether the other mark stands there, typed as two signs: „Rzeka’’, ,,Rzeka”."""
    first, last = view.once("typed marks", _typed).get(quoted.number, (quoted.end, -1))
    return last >= mark.at if _opens(mark) else first < mark.at


def _typed(view: View) -> dict[int, tuple[int, int]]:
    """Return by paragraph where its first typed opening and its last typed closing mark stand."""
    found: dict[int, tuple[int, int]] = {}
    for match in _TYPED.finditer(view.text):
        at = match.start()
        number = view.snapshot.paragraph_number(at)
        first, last = found.get(number, (len(view.text), -1))
        opens = match[0] in (",,", "``")
        found[number] = (min(first, at), last) if opens else (first, at)
    return found


def _opens(mark: Mark) -> bool:
    return mark.opens and (not mark.closes or mark.opening > mark.closing)


def _cut_off(view: View, quoted: Quoted, mark: Mark) -> bool:
    """Tell whether the last paragraph may end inside its quotation because the text was cut off.

    It does not end its sentence, or the whole paragraph is quoted and may go on in the next.
    """
    if quoted.number < len(view.snapshot.paragraphs) - 1:
        return False
    end = quoted.end
    while view.text[end - 1].isspace():
        end -= 1
    return mark.first or view.text[end - 1] not in ".!?…"


# A closing mark


def _opened(view: View, quoted: Quoted, number: int) -> Offer | None:
    """Return the opening at the head of the sentence, or that the mark goes; None in doubt."""
    text, mark = view.text, quoted.marks[number]
    start, end = _sentence(view, quoted, mark.at)
    inside = text[start : mark.at].rstrip(SPACES)
    if not inside or any(start <= m.at < end and m is not mark for m in quoted.marks):
        return None
    if named(view, inside):
        return None
    if speaker_behind(view, mark.at, quoted.end):
        pair = next((p for p in _pairs(view) if p[1] == mark.char), None)
        # Behind a line end stands what may be the sentence, and before it what may be a title.
        if pair is None or not inside[0].isupper() or ":" in inside or "\n" in inside:
            return None
        space = text[mark.at - 1] if text[mark.at - 1] in SPACES else ""
        return "QUO020", Edit(start, start, pair[0] + space)
    # A stop before the mark would be that of somebody’s sentence.
    if not _quotes_nobody(view, quoted, inside) or not _STOP.match(text[mark.at + 1 : end]):
        return None
    first = mark.at - (text[mark.at - 1] in SPACES)
    new = "″" if _INCHES.search(text[start : mark.at]) else ""
    return "QUO021", Edit(first, mark.at + 1, new)


def _quotes_nobody(view: View, quoted: Quoted, inside: str) -> bool:
    """Tell whether nothing speaks for a quotation: no verb of saying, no speaker, no mark open."""
    if not view.pack.words["attribution"] or attributed(view, inside):
        return False
    open_before = view.once("first lone opening", _first_open) <= quoted.number
    return not open_before and not first_person(view, inside)


def _first_open(view: View) -> int:
    """Return the number of the first paragraph with a lone opening mark."""
    for quoted in quotations(view).odd:
        roles, partners = quoted.parse.roles, quoted.parse.partners
        for mark, role, partner in zip(quoted.marks, roles, partners, strict=True):
            alone = role == SPURIOUS or (role == OPEN and partner < 0)
            if alone and mark.opens and mark.opening >= mark.closing:
                return quoted.number
    return len(view.snapshot.paragraphs)


# An opening mark


def _closed(view: View, quoted: Quoted, number: int) -> Offer | None:
    """Return the closing mark of a quotation, or that its second opening mark goes."""
    text, mark = view.text, quoted.marks[number]
    if _reopened(view, quoted, number):
        other = quoted.marks[number + 1].at
        return "QUO023", Edit(other, other + 1 + (text[other + 1] in SPACES), "")
    pair = next((p for p in _pairs(view) if p[0] == mark.char), None)
    if pair is None or number + 1 < len(quoted.marks) or not quoted.lead(view).decided:
        return None
    if _TURN.match(text, mark.at + 1):
        return None
    space = text[mark.at + 1] if text[mark.at + 1 : mark.at + 2] in tuple(SPACES) else ""
    end = _sentence(view, quoted, mark.at)[1]
    places = speaker_inside(view, mark.at + 1, end)
    if len(places) == 1 and _ALONE.match(text[places[0] : end]):
        return "QUO022", Edit(places[0], places[0], space + pair[1])
    unknown = not view.pack.words["attribution"] and "," in text[mark.at : end]
    if places or unknown or text[end : quoted.end].strip():
        return None
    point = _end_of_quotation(view, quoted, mark)
    return None if point is None else ("QUO022", Edit(point, point, space + pair[1]))


def _end_of_quotation(view: View, quoted: Quoted, mark: Mark) -> int | None:
    """Return where the last sentence of a paragraph stops being quoted.

    A colon or the head of the paragraph shows that a whole sentence is quoted, and its stop with
    it where the language has it so; behind a word that introduces a clause the stop is not, nor
    behind what names something and holds no verb.
    """
    text = view.text
    paragraph = text[quoted.start : quoted.end].rstrip()
    stop = _STOP.search(paragraph)
    if stop is None:
        return None
    outer = quoted.start + stop.start()
    before = text[quoted.start : mark.at].rstrip()
    if mark.first or before.endswith(":"):
        inside = view.pack.quotes.stop == "inside" or stop[0] != "."
        return outer + len(stop[0]) if inside else outer
    introduced = (before.split() or [""])[-1].lower().rstrip("’'")
    if introduced in view.pack.words["relatives"]:
        return outer if stop[0] == "." else None
    named = _TOKEN.findall(text[mark.at + 1 : outer])
    short = 0 < len(named) <= _NAMES and stop[0] == "." and only_phrases(view.pack, named)
    return outer if short else None


def _reopened(view: View, quoted: Quoted, number: int) -> bool:
    """Tell whether the mark opens a sentence, and the next one opens again at the next sentence."""
    marks, parse, text = quoted.marks, quoted.parse, view.text
    if number + 1 >= len(marks) or marks[number + 1].char != marks[number].char:
        return False
    first, second = marks[number], marks[number + 1]
    if parse.roles[number + 1] != OPEN or parse.partners[number + 1] < 0:
        return False
    ends = (".", "!", "?", "…")
    before = text[quoted.start : first.at].rstrip()
    again = text[second.at + 1 : second.at + 3].lstrip(SPACES)[:1].isupper()
    between = text[first.at + 1 : second.at].rstrip()
    return again and between.endswith(ends) and (not before or before.endswith(ends))


# Both


def _sentence(view: View, quoted: Quoted, at: int) -> tuple[int, int]:
    """Return the sentence around a place, within its paragraph."""
    ends = sentence_ends(view.text, quoted.start, quoted.end)
    return sentence_around(view.text, (at, at + 1), (quoted.start, quoted.end), ends)


def _pairs(view: View) -> Sequence[tuple[str, str]]:
    quotes = view.pack.quotes
    return (quotes.primary, quotes.secondary, *quotes.accepted)
