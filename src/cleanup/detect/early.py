"""A quotation closed too early: one opening mark and two closing ones, of which one is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from cleanup.detect.marks import SPACES
from cleanup.detect.parse import CLOSE, SPURIOUS
from cleanup.detect.quoted import Quoted, quotations
from cleanup.detect.view import View
from cleanup.start.data import dataclass
from cleanup.start.expressions import expression

_STOP = expression(r"[ \u00a0\u202f]?\.(?![.…])[ \u00a0\u202f]*")
_ABBREVIATED = expression(r"(?:\b\w\.){2,}$")
_WORD = expression(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*[’']?")
_BREAK = expression(r"[.!?…][ \u00a0\u202f]+([^\W\d_])")
_FINAL = expression(r"\s*(?:[.,;:!?…)\]]|$)")


@dataclass(frozen=True, slots=True)
class Cluster:
    """One opening mark at `opened`, closing marks at `first` and `second`, nothing between them.

    `cut` is what goes when the first is the wrong one: the mark, the space before it, and a stop
    that was set beside it. `joint` is where the text goes on. `points` speak for that reading,
    `evidence` says how they come about. `margin` is that of the parse: small, since which of the
    two closing marks is one too many costs the same.
    """

    opened: int
    first: int
    second: int
    cut: tuple[int, int]
    joint: int
    points: int
    evidence: Mapping[str, float]


def clusters(view: View) -> list[Cluster]:
    """Return the clusters that have the points of a proposal, worked out once for a view."""
    return view.once("clusters", lambda v: [c for q in quotations(v).odd for c in _of(v, q)])


def _of(view: View, quoted: Quoted) -> Iterator[Cluster]:
    roles, partners = quoted.parse.roles, quoted.parse.partners
    if SPURIOUS not in roles:
        return
    for number, role in enumerate(roles):
        if role != SPURIOUS or not quoted.marks[number].closes:
            continue
        if number and roles[number - 1] == CLOSE:
            triple = (partners[number - 1], number - 1, number)
        elif number + 1 < len(roles) and roles[number + 1] == CLOSE and number:
            if partners[number + 1] != number - 1:
                continue
            triple = (number - 1, number, number + 1)
        else:
            continue
        places = [quoted.marks[n].at for n in triple if n >= 0]
        if len(places) == 3 and _WORD.search(view.text, places[1] + 1, places[2]):
            cluster = _weighed(view, quoted, places[0], places[1], places[2])
            if cluster.points >= view.weights["early_close"]["unsafe"]:
                yield cluster


def _weighed(view: View, quoted: Quoted, opened: int, first: int, second: int) -> Cluster:
    text = view.text
    start = first
    while text[start - 1] in SPACES:
        start -= 1
    end = joint = first + 1
    points: dict[str, float] = {}
    weights = view.weights["early_close"]
    stop = _STOP.match(text, end, second)
    follows = text[stop.end() if stop else end : second].lstrip(SPACES)
    small = follows[:1].islower() or follows[:1] == "["
    if follows[:1] == "[":
        points["bracket"] = weights["bracket"]
    if stop and small:
        points["stop"] = weights["stop"]
        end = text.index(".", first) + 1
        joint = stop.end()
    elif text[end] == ",":
        points["comma"] = weights["comma"]
    elif text[start - 1] == "." and small and not _abbreviated(view, text[opened + 1 : start]):
        points["stop_inside"] = weights["stop_inside"]
        start -= 1
    points |= _around(view, quoted, opened, second, text[joint:second], follows)
    total = int(sum(points.values()))
    evidence = points | {"margin": quoted.parse.margin}
    return Cluster(opened, first, second, (start, end), joint, total, evidence)


def _abbreviated(view: View, quotation: str) -> bool:
    last = quotation.split()[-1:] or [""]
    abbreviations = view.pack.words["abbreviations"]
    return bool(_ABBREVIATED.search(quotation)) or last[0].rstrip(".").lower() in abbreviations


def _around(
    view: View, quoted: Quoted, opened: int, second: int, between: str, follows: str
) -> dict[str, float]:
    """Return the points for what stands between the closing marks, and around the quotation."""
    weights, text = view.weights["early_close"], view.text
    points: dict[str, float] = {}
    behind = text[second + 1 : quoted.end]
    tokens = [w.lower() for w in _WORD.findall(between)]
    head = tokens[0] if tokens else ""
    speaks = attributed(view, behind[:80].lstrip(",.!? \u00a0\u202f"))
    spoken = attributed(view, between)
    ended = spoken and between.startswith(",") and _sentence_end(between)
    if _FINAL.match(behind) or speaks or ended:
        points["final"] = weights["final"]
    if len(tokens) <= weights["short_words"]:
        points["short"] = weights["short"]
    if len(tokens) > weights["long_words"]:
        points["long"] = weights["long"]
    joining = view.pack.lists(head, "prepositions", "conjunctions", "relatives")
    if joining or head in view.pack.determiners or follows[:1] == "[":
        points["joined"] = weights["joined"]
    begins = not text[quoted.start : opened].strip() or _sentence_end(text[quoted.start : opened])
    if begins and speaks and not spoken:
        points["sentence"] = weights["sentence"]
    if spoken:
        points["attribution"] = weights["attribution"]
    if any(m[1].isupper() for m in _BREAK.finditer(between)):
        points["break"] = weights["break"]
    return points


def _sentence_end(before: str) -> bool:
    return before.rstrip().endswith((".", "!", "?", "…"))


def attributed(view: View, part: str) -> bool:
    """Tell whether a verb of saying stands in a text, or a verb with its subject behind it."""
    words = view.pack.words
    tokens = [w.lower() for w in _WORD.findall(part)]
    said = set(pairwise(tokens)) & _impersonal(view)
    if said:  # “es gibt” says that there is something
        tokens = [t for t in tokens if not any(t in pair for pair in said)]
    if any(t in words["inversion"] for t in tokens):
        return True
    parts = [t.partition("-") for t in tokens]  # a pronoun may hang on: queixou-se
    return any(verb in words["attribution"] for verb, _, _ in parts) or any(
        rest and "-" + rest in words["inversion"] for _, _, rest in parts
    )


def _impersonal(view: View) -> set[tuple[str, ...]]:
    entries = view.pack.words["impersonal"]
    return view.always("impersonal", lambda: {tuple(entry.split()) for entry in entries})
