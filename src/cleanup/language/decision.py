"""Which language a document is in: asked for, declared, or voted by its function words.

The vote costs one pass over the first 2,000 characters. Only where it is undecided is the
statistical detector imported, and its answer still has to pass the vote's own test, so that a
language without a pack comes out as `und` and not as its nearest neighbour.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Any, Literal

from cleanup.errors import RuleError
from cleanup.start.data import dataclass
from cleanup.start.expressions import expression

if TYPE_CHECKING:
    from pathlib import Path

    from cleanup.language.packs import Pack

UNDECIDED = "und"
WINDOW = 2000  # code points that vote
# The vote is decided when the first has this many hits and leads the second by at least two and
# this part of its own. All set with benchmarks/language_shares.py.
LEAST_HITS = 3
LEAD = 0.2
# Short texts scatter: a share may be missed by one standard error, which is near 0.5 / sqrt(n).
SLACK = 0.5
NEAR = 0.8  # a pack this near to the first may still be right: the detector is asked
SURE = 0.9  # probability the detector must give

_BITS = 12  # of one language in a packed count: more than the words of a window
_MASK = (1 << _BITS) - 1
# A single letter is a word of its own, or with its apostrophe (l’); initials must not vote for it.
_TOKEN = expression(r"\w\w+|\w[’']?")
_FENCE = expression(r"^(```|~~~).*?(?:^\1|\Z)", re.MULTILINE | re.DOTALL)
_FRONT = expression(r"\A(---|\+\+\+)[ \t]*\n.*?\n(?:\1|\.\.\.)[ \t]*\n", re.DOTALL)
_URL = expression(r"\w+://\S+|`[^`\n]*`")
_TAG = expression(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*\Z")
_REGION = expression(r"[A-Z]{2}|[0-9]{3}")

How = Literal["asked", "declared", "vote", "detector", "undecided"]


@dataclass(frozen=True, slots=True)
class Decision:
    """The language of a document.

    `code` is that of a pack, or `und`; `variant` the region of the tag (`CA`), else empty; `how`
    says where the answer is from.
    """

    code: str
    variant: str
    how: How


@dataclass(frozen=True, slots=True)
class Count:
    """The vote of a text: its number of `words`, and the `hits` of each language among them."""

    words: int
    hits: Mapping[str, int]

    def ranked(self) -> list[str]:
        """Return the languages that have a hit, most hits first, equals by code."""
        return sorted(self.hits, key=lambda code: (-self.hits[code], code))


@dataclass(frozen=True, slots=True)
class Ballot:
    """What the vote needs of all packs and their neighbours, ready to count.

    `shares` are the packs and the share of function words each has to reach; `voters` every
    language that votes. `words` maps a word to one number that holds a bit for each language that
    has it, so that a sum over a text counts all languages at once.
    """

    shares: Mapping[str, float]
    voters: tuple[str, ...]
    words: Mapping[str, int]
    aliases: Mapping[str, str]
    profiles: tuple[str, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Ballot:
        """Return the ballot of what `gather` returned, which may have been kept as JSON."""
        words: dict[str, int] = {}
        voters = (*data["packs"], *data["neighbours"])
        own = [entry["words"] for entry in data["packs"].values()]
        for place, text in enumerate((*own, *data["neighbours"].values())):
            bit = 1 << (place * _BITS)
            for word in set(text.split()):
                words[word] = words.get(word, 0) + bit
        shares = {code: entry["share"] for code, entry in data["packs"].items()}
        return cls(shares, voters, words, data["aliases"], tuple(data["profiles"].split()))

    def count(self, text: str) -> Count:
        """Count the function words of every language in the first part of a text."""
        tokens = _TOKEN.findall(prose(text).lower())
        total = sum(map(self.words.get, tokens, repeat(0)))
        hits: dict[str, int] = {}
        for code in self.voters:
            if total & _MASK:
                hits[code] = total & _MASK
            total >>= _BITS
        return Count(len(tokens), hits)

    def foreign(self, code: str) -> frozenset[str]:
        """Return the words of the other packs that do not vote for this one."""
        if code not in self.voters:
            return frozenset()
        packs = (1 << (len(self.shares) * _BITS)) - 1
        own = _MASK << (self.voters.index(code) * _BITS)
        return frozenset(w for w, bits in self.words.items() if bits & packs and not bits & own)

    def passes(self, code: str, count: Count) -> bool:
        """Tell whether a pack has enough hits, and the share its language must have."""
        hits = count.hits.get(code, 0)
        least = self.shares.get(code)
        if least is None or hits < LEAST_HITS:
            return False
        return hits >= least * count.words - SLACK * math.sqrt(count.words)


def gather(packs: Iterable[Pack], languages: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `Ballot.of` needs, as data that JSON can hold.

    `languages` is the parsed `rules/languages.toml`. Raises RuleError where a table is missing.
    """
    for table in ("neighbours", "detector", "aliases"):
        if not isinstance(languages.get(table), Mapping):
            raise RuleError(f"languages.toml: [{table}]: missing")
    return {
        "packs": {
            pack.code: {"share": pack.share, "words": " ".join(sorted(voting(pack)))}
            for pack in packs
        },
        "neighbours": dict(languages["neighbours"]),
        "profiles": languages["detector"].get("profiles", ""),
        "aliases": dict(languages["aliases"]),
    }


def voting(pack: Pack) -> frozenset[str]:
    """Return the words of a pack that vote, cut as the vote cuts its text."""
    elided = {word + mark for word in pack.apostrophe.elisions for mark in "’'"}
    written = pack.words["function"] | elided
    return frozenset(token for word in written for token in _TOKEN.findall(word.lower()))


@cache
def ballot(folder: Path | None = None) -> Ballot:
    """Return the ballot of a rule folder (the shipped one), read when first asked for."""
    from cleanup.language.packs import load_packs, read
    from cleanup.locate import rules_folder

    root = rules_folder() if folder is None else folder
    return Ballot.of(gather(load_packs(folder).values(), read(root / "languages.toml")))


def prose(text: str) -> str:
    """Return the part of a text that votes: no front matter, code or URL, at most the window."""
    head = text[: 3 * WINDOW]
    if head.startswith(("---", "+++")):
        head = _FRONT.sub("", head, count=1)
    if "```" in head or "~~~" in head:
        head = _FENCE.sub(" ", head)
    if "&" in head:
        from html import unescape

        head = unescape(head)
    if "://" in head or "`" in head:
        head = _URL.sub(" ", head)
    return head[:WINDOW]


def decide(
    text: str,
    declared: str | None = None,
    asked: str | None = None,
    votes: Ballot | None = None,
) -> Decision:
    """Decide the language of a text.

    `asked` (by the user) and `declared` (by the document) are BCP 47 tags; the first that is one
    decides, and gives `und` where its language has no pack. Else the text votes. `votes` is the
    shipped ballot where not given. Raises RuleError where a pack is wrong.
    """
    votes = votes or ballot()
    if asked:
        return Decision(*understand(asked, votes), "asked")
    if declared and _TAG.match(declared.strip()):
        return Decision(*understand(declared, votes), "declared")
    return _vote(text, votes)


def understand(tag: str, votes: Ballot) -> tuple[str, str]:
    """Return the pack of a tag (`und` where there is none) and its region (empty if none)."""
    first, *rest = tag.strip().replace("_", "-").split("-")
    code = votes.aliases.get(first.lower(), first.lower())
    if code not in votes.shares:
        return UNDECIDED, ""
    regions = (part.upper() for part in rest if _REGION.fullmatch(part.upper()))
    return code, next(regions, "")


def _vote(text: str, votes: Ballot) -> Decision:
    count = votes.count(text)
    ranked = count.ranked()
    able = [code for code in ranked if votes.passes(code, count)]
    if not able:
        return Decision(UNDECIDED, "", "undecided")
    first = count.hits[ranked[0]]
    second = count.hits[ranked[1]] if len(ranked) > 1 else 0
    if first - second >= max(2, LEAD * first):
        if ranked[0] in able:
            return Decision(ranked[0], "", "vote")
        return Decision(UNDECIDED, "", "undecided")
    # The detector does not know these, so it cannot tell them from the packs (Galician).
    unknown = [hits for code, hits in count.hits.items() if code not in votes.profiles]
    floor = max(NEAR * first, 1 + max(unknown, default=0))
    near = [code for code in able if count.hits[code] >= floor]
    return _ask(text, near, votes.profiles) if near else Decision(UNDECIDED, "", "undecided")


def _ask(text: str, near: list[str], profiles: tuple[str, ...]) -> Decision:
    """Let the detector choose; its answer counts only if it is one of those near the first."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _detector(profiles).create()
    detector.append(prose(text))
    try:
        answers = detector.get_probabilities()
    except LangDetectException:  # no letters it knows
        return Decision(UNDECIDED, "", "undecided")
    if answers and answers[0].lang in near and answers[0].prob >= SURE:
        return Decision(answers[0].lang, "", "detector")
    return Decision(UNDECIDED, "", "undecided")


def confirms(text: str, code: str, other: str) -> bool:
    """Tell whether the detector, choosing between two languages, is sure that a text is `code`."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _detector((code, other)).create()
    detector.append(text)
    try:
        answers = detector.get_probabilities()
    except LangDetectException:  # no letters it knows
        return False
    return bool(answers) and answers[0].lang == code and answers[0].prob >= SURE


@cache
def _detector(profiles: tuple[str, ...]) -> Any:
    """Return a factory of our own: the library's global one may be in use by someone else."""
    from pathlib import Path

    from langdetect import detector_factory

    factory = detector_factory.DetectorFactory()
    factory.seed = 0
    folder = Path(detector_factory.PROFILES_DIRECTORY)
    factory.load_json_profile([(folder / code).read_text("utf-8") for code in profiles])
    return factory
