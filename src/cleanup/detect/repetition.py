"""Words, phrases and clauses that stand twice or more beside one another.

The trigger `repeat` finds them; commas and full stops do not count. How a run is judged depends on
what parts its copies: a space, a comma or a stop. Reduplication and figures of style are correct,
so what is not a function word, or is short, is proposed and not repaired.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from cleanup.detect.candidates import Candidate
from cleanup.detect.phrases import noun_ends
from cleanup.detect.spoken import spoken
from cleanup.detect.view import View
from cleanup.language.packs import Pack
from cleanup.rule.model import Rule
from cleanup.scan.repeats import CHUNK, repeats, unmarked
from cleanup.start.data import dataclass
from cleanup.start.expressions import expression
from cleanup.text.edits import Edit
from cleanup.text.paragraphs import stretches

_PLAIN = expression(r"(\(?\w[\w’'-]*\)?)[,.]?")
_LOOSE = expression(r"([^\s«»“”„\"—|*#=<>]+?)[,.]?")  # in a long phrase, most marks
_WORD = expression(r"[^\W\d_]+")
_STOPS = ".!?…\n"  # where a sentence or a line may end
_STOP = expression(f"[{_STOPS}]")
_NEXT = expression(r" (\w+)(?![\w’'-])")
_LAST = expression(r"(?<![\w’'-])([\w’'-]+) \Z")
# How many words make a clause or a sentence that nobody writes twice in a row by intention.
_LONG = 6
_THRICE = 3
_SMALL = 4  # letters of a word or phrase that small words alone say twice
_REACH = 200  # code points behind a word that are read for its noun
_SOUND = 5  # letters of the longest word that imitates a sound (vroum vroum vroum vroum)
_OUTCRY = 10  # words that nobody says twice in a row even when speaking


@dataclass(frozen=True, slots=True)
class _Run:
    """Copies of one phrase: `cores` are the spans of all their words without their marks.

    `period` is the number of words of one copy, `gap` what stands between the copies.
    """

    cores: tuple[tuple[int, int], ...]
    period: int
    gap: str

    @property
    def copies(self) -> int:
        return len(self.cores) // self.period


def detect_doubled(view: View, hits: list[int]) -> Iterator[Candidate]:
    """Yield runs of up to twelve words that stand twice or more in a row; none crosses a line."""
    for low, high in stretches(view.text, *hits):
        yield from _doubled(view, low, view.text[low:high])


def _doubled(view: View, low: int, text: str) -> Iterator[Candidate]:
    """Yield the runs in the lines that begin at a place of the view."""
    plain = unmarked(text)
    words = plain.split()
    allowed = view.pack.doubled
    places = list(repeats(words))
    if all(place[1:] == (1, 1) and words[place[0]] in allowed for place in places):
        return
    ends = list(accumulate(len(line.split()) for line in plain.split("\n")))
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=low))
    chunks: dict[int, list[tuple[int, int]]] = {}
    runs: list[_Run] = []
    asked: list[_Run] = []
    for first, period, length in places:
        line = bisect_right(ends, first)
        if line not in chunks:
            found = CHUNK.finditer(view.text, starts[line], starts[line + 1] - 1)
            chunks[line] = [match.span() for match in found]
        at = first - (ends[line - 1] if line else 0)
        run = _run(view, chunks[line][at : at + length + period], period)
        if run:
            runs.append(run)
            asked += [] if (period, length) == (1, 1) and words[first] in allowed else [run]
    runs.sort(key=_begin)
    for run in asked:
        candidate = _judged(view, run)
        if candidate and not (candidate.rule.code == "REP002" and _has_twin(view, run, runs)):
            yield candidate


def _run(view: View, chunks: list[tuple[int, int]], period: int) -> _Run | None:
    """Return the run that whole copies make, None where anything but words and gaps is in it."""
    text = view.text
    shape = _LOOSE if period >= _LONG else _PLAIN
    cores: list[tuple[int, int]] = []
    for start, end in chunks:
        match = shape.fullmatch(text, start, end)
        if not match:
            if len(cores) < 2 * period:
                return None
            break
        cores.append(match.span(1))
    copies = len(cores) // period
    cores = cores[: copies * period]
    if copies < 2:
        return None
    gaps = {
        text[cores[n * period - 1][1] : cores[n * period][0]].replace("\u00a0", " ")
        for n in range(1, copies)
    }
    gap = gaps.pop()
    inner = "\n" in text[cores[0][0] : cores[-1][1]]
    if gaps or gap not in (" ", ", ", ". ") or inner:
        return None
    return _Run(tuple(cores), period, gap)


def _has_twin(view: View, run: _Run, runs: Sequence[_Run]) -> bool:
    """Tell whether a sentence doubles another word as well: `mogi mogi, quatti quatti`.

    The runs are in order; only those beside this one need a look.
    """
    text = view.text
    start, end = run.cores[0][0], run.cores[-1][1]
    first = bisect_left(runs, start, key=_begin)
    behind = bisect_right(runs, start, key=_begin)
    if behind - first > 1:
        return True
    if first and not _STOP.search(text, _begin(runs[first - 1]), start):
        return True
    if behind == len(runs):
        return False
    following = _begin(runs[behind])
    if following <= end:
        return True
    last = view.once("last stop", lambda v: max(map(v.text.rfind, _STOPS)))
    return last >= end and not _STOP.search(text, end, following)


def _begin(run: _Run) -> int:
    return run.cores[0][0]


def _judged(view: View, run: _Run) -> Candidate | None:
    text = view.text
    unit = text[run.cores[0][0] : run.cores[run.period - 1][1]]
    again = text[run.cores[run.period][0] : run.cores[-1][1]]
    code = {" ": _plain, ", ": _listed, ". ": _stopped}[run.gap](view, run, unit, again)
    rule = view.rules.get(code)
    if rule is None:
        return None
    start, end = run.cores[run.period - 1][1], run.cores[-1][1]
    before = text[max(0, run.cores[0][0] - 2) : run.cores[0][0]]
    if run.gap == before == ", " and text[end : end + 1] == " ":
        # The comma before the second copy closes the first.
        start, end = run.cores[run.period][0], end + 1
    edits = () if rule.applicability == "manual" else (Edit(start, end, ""),)
    return Candidate(
        rule,
        run.cores[0][0],
        run.cores[-1][1],
        edits,
        rule.applicability,
        silences=rule.silences,
    )


def _plain(view: View, run: _Run, unit: str, again: str) -> str:
    """Judge copies with only a space between."""
    tokens = _WORD.findall(unit.lower())
    if run.period == 1 and run.copies == 2 and unit.islower() and again.islower():
        named = [rule for rule in _listing(view) if unit in rule.options["words"]]
        if named:
            return next((rule.code for rule in named if _mistaken(view, run, rule)), "")
    if not tokens or _allowed(view, run, unit) or any(c.isdigit() for c in unit):
        return ""
    if run.period > 1 and run.copies == 2 and _idiom(view, run, tokens):
        return ""
    if _closed(view, tokens) or _perfect(view, tokens):
        small = again.islower() and (unit.islower() or unit[1:].islower())
        return "REP001" if small and not _particle(view, tokens, run.cores[-1][1]) else ""
    if run.period >= _LONG:
        return "REP002" if _spoken(view, run) else "REP003"
    single = run.period == 1 and len(unit) < 5
    if run.copies >= _THRICE:
        small = unit.islower() and again.islower() and not single
        code = "REP003" if _looped(view, run, unit) else "REP002"
        return code if small and not _adverbs(view, tokens) else ""
    size = sum(map(len, tokens))
    long = size > _SMALL or (size == _SMALL and not _adverbs(view, tokens))
    again_and_again = view.text.startswith(f" {unit}", run.cores[-1][1])
    plain = again.islower() and "," not in unit and not again_and_again
    return "REP002" if long and plain else ""


def _looped(view: View, run: _Run, unit: str) -> bool:
    """Tell whether a phrase stands more often than anyone says it for force, inside a sentence.

    Three times may be meant, a sound or a cry more often, and so may the line of a song.
    """
    start = run.cores[0][0]
    inside = _LAST.search(view.text, max(0, start - 30), start) and not _spoken(view, run)
    return bool(inside) and run.copies > _THRICE and (run.period > 1 or len(unit) > _SOUND)


def _listing(view: View) -> list[Rule]:
    """Return the rules that name words which may stand twice, but not everywhere."""
    return [r for r in view.rules.values() if r.detector == "doubled" and "words" in r.options]


def _mistaken(view: View, run: _Run, rule: Rule) -> bool:
    """Tell whether a word that may stand twice may not do so between these words."""
    text, start, end = view.text, run.cores[0][0], run.cores[-1][1]
    before = _LAST.search(text, max(0, start - 20), start)
    left = before[1].lower() if before else text[max(0, start - 2) : start].strip()
    if rule.options.get("noun") and not noun_ends(view.pack, text[end : end + _REACH]):
        return False
    behind = _NEXT.match(text, end)
    after, endings = rule.options["after"], tuple(rule.options["not_before"])
    if not behind or (after and left not in after):
        return False
    return not (endings and behind[1].endswith(endings))


def _listed(view: View, run: _Run, unit: str, again: str) -> str:
    """Judge copies with a comma between: `X, X` is a figure of style as long as it is short."""
    if run.period <= 2 or not again[0].islower():
        four = run.copies > _THRICE and run.period == 2
        return "REP007" if four and not _allowed(view, run, unit) else ""
    if _spoken(view, run):
        return "REP007" if run.period >= _OUTCRY else ""
    return "REP005" if run.period >= _LONG or run.copies >= _THRICE else "REP007"


def _stopped(view: View, run: _Run, unit: str, again: str) -> str:
    """Judge copies with a full stop between: a seam before lower case, else sentences."""
    if again[0].islower():
        short = view.pack.words["abbreviations"]
        seam = len(unit) > 1 and unit.rsplit(maxsplit=1)[-1] not in short and unit.islower()
        return "REP009" if seam and run.copies == 2 else ""
    if _spoken(view, run):
        return "REP007" if run.period >= _OUTCRY else ""
    if run.period >= _LONG:
        return "REP005"
    return "" if run.period <= 3 and run.copies < _THRICE else "REP007"


def _spoken(view: View, run: _Run) -> bool:
    at = run.cores[0][0]
    return spoken(view.text, *view.snapshot.paragraph(at), at)


def _allowed(view: View, run: _Run, unit: str) -> bool:
    """Tell whether a phrase may stand twice, or three times, as it is."""
    allowed = view.pack.doubled
    low = unit.lower()
    start, end = run.cores[0][0], run.cores[-1][1]
    whole = view.text[start:end].lower()
    before = _LAST.search(view.text, max(0, start - 12), start)
    led = f"{before[1].lower()} {whole}" if before else whole
    if not allowed.isdisjoint((low, whole, led)):
        return True
    return run.period > 1 and all(t in allowed for t in low.split())


def _idiom(view: View, run: _Run, tokens: Sequence[str]) -> bool:
    """Tell whether the words are half of `peu à peu à elle` or `ce qui est fait est fait`.

    So are `et encore et encore`, `la boîte dans la boîte dans la boîte`.
    """
    pack = view.pack
    function = pack.words["function"]
    both = {form for key in ("and", "or") if key in pack.editorial for form in _forms(pack, key)}
    if len(tokens) == 2 and not both.isdisjoint(tokens):
        return True
    first, last = (pack.lists(t, "prepositions", "conjunctions") for t in (tokens[0], tokens[-1]))
    if (last or tokens[-1] in function) and tokens[0] not in function:
        return True
    if len(tokens) == 2 and last and not first:
        return True
    return tokens[0] in pack.words["auxiliaries"] and _relative(view, run)


def _forms(pack: Pack, concept: str) -> tuple[str, ...]:
    return pack.editorial[concept].forms


def _relative(view: View, run: _Run) -> bool:
    """Tell whether a relative word stands before: `ce qu’elle a été a été oublié` is correct."""
    start = run.cores[0][0]
    before = _WORD.findall(view.text[max(0, start - 30) : start].lower())
    return not view.pack.words["relatives"].isdisjoint(before[-3:])


def _perfect(view: View, tokens: Sequence[str]) -> bool:
    """Tell whether the words are an auxiliary and its participle, both function words."""
    words = view.pack.words
    first = tokens[0] in words["auxiliaries"]
    return len(tokens) == 2 and first and tokens[1] in words["function"]


def _closed(view: View, tokens: Sequence[str]) -> bool:
    """Tell whether none of the words is ever right twice in a row."""
    never = view.pack.doubled_error
    if len(tokens) == 1:
        return tokens[0] in never
    return all(t in never or t in view.pack.apostrophe.elisions for t in tokens)


def _particle(view: View, tokens: Sequence[str], end: int) -> bool:
    """Tell whether the second copy may belong to the name behind it: `de de Gaulle`."""
    rule = view.rules.get("REP001")
    particles = rule.options["particles"] if rule else ()
    return tokens[-1] in particles and view.text[end + 1 : end + 2].isupper()


def _adverbs(view: View, tokens: Sequence[str]) -> bool:
    """Tell whether the words are the kind that is said several times for force."""
    return all(t in view.pack.words["function"] for t in tokens)
