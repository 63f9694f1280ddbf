"""What a finding is known by: the same before and after `fix`, and when the file moves.

A fingerprint is made of the rule, the folded words of the sentence in the text that safe fixes
alone have settled, and the place among equals: the number of words before it in the sentence, and
how many sentences before it are written the same. What other findings stand there has no part in
it, since `fix` takes most of those away; so findings of one rule between the same two words are
one for those who decide.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate, pairwise

from cleanup.results import Finding
from cleanup.rule.model import Rule
from cleanup.rule.proof import words
from cleanup.scan.again import again
from cleanup.start.digests import blake2b
from cleanup.start.expressions import expression
from cleanup.text.edits import onward
from cleanup.text.paragraphs import sentence_around, sentence_ends
from cleanup.text.snapshot import Snapshot

_AT_ONCE = 1_000  # sentences and paragraphs that are kept, since other findings may stand in them
_LONG = 2_000  # code points of a sentence in which words are counted anew for each finding
_PART = expression(r"[^ \n]{1,200}[ \n]*|[ \n]+")
# How often a text is read for equal sentences before all of its sentences are counted.
_SEARCHES = 16


class Fingerprints:
    """Makes the fingerprints of one document from its settled safe text."""

    def __init__(self, safe: Snapshot, known: Iterable[Finding] = ()) -> None:
        """Read `safe`; `known` are findings that have a fingerprint and keep it."""
        self._safe = safe
        # Many findings stand in one sentence where a page is badly damaged: it is read once.
        self._ends: dict[tuple[int, int], list[int]] = {}
        self._searched = 0  # code points
        # Where the parts of a long sentence begin, and how many words stand before each.
        self._counts: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
        self._begun: dict[tuple[str, int, int], blake2b] = {}
        self._known: dict[tuple[str, int, int], list[str]] = {}
        for finding in known:
            key = (finding.code, finding.start, finding.end)
            self._known.setdefault(key, []).append(finding.fingerprint)

    def of(self, rule: Rule, start: int, end: int) -> str:
        """Return the fingerprint of a finding of a rule at a span of the input: 16 hex digits."""
        known = self._known.get((rule.code, start, end))
        if known:
            return known.pop(0)
        low, high = onward(self._safe.changes, start, end)
        first, last = self._sentence(low, high)
        begun = self._begin(rule.code, first, last).copy()
        before = self._words_before(first, last, low)
        begun.update(f"\n{before}\n{self._equal_before(first)}".encode())
        return begun.hexdigest()

    def _words_before(self, first: int, last: int, low: int) -> int:
        """Return the number of words of a sentence before a place in it."""
        text = self._safe.text
        if low - first <= _LONG:
            return len(words(text[first:low]))
        if (first, last) not in self._counts:
            cuts = [match.end() for match in _PART.finditer(text, first, last)]
            counts = (len(words(text[a:b])) for a, b in pairwise([first, *cuts]))
            self._counts[first, last] = [first, *cuts], list(accumulate(counts, initial=0))
        starts, counted = self._counts[first, last]
        part = bisect_right(starts, low) - 1
        return counted[part] + len(words(text[starts[part] : low]))

    def _sentence(self, low: int, high: int) -> tuple[int, int]:
        """Return the span of the sentences that a span of the safe text touches."""
        first, last = self._safe.paragraph(low)
        within = (min(first, low), max(last, high))
        if within not in self._ends:
            if len(self._ends) == _AT_ONCE:
                self._ends.clear()
            self._ends[within] = sentence_ends(self._safe.text, *within)
        return sentence_around(self._safe.text, (low, high), within, self._ends[within])

    def _begin(self, code: str, first: int, last: int) -> blake2b:
        key = (code, first, last)
        if key not in self._begun:
            if len(self._begun) == _AT_ONCE:  # findings come in their order
                self._begun.clear()
            folded = " ".join(words(self._safe.text[first:last].casefold()))
            self._begun[key] = blake2b(f"{code}\n{folded}".encode(), digest_size=8)
        return self._begun[key]

    def _equal_before(self, first: int) -> int:
        """Return how often the sentence that begins at a place stood before; most never did."""
        text = self._safe.text
        within = self._safe.paragraph(first)
        ends = self._ends.get(within)
        own = self._own(first, within, ends) if ends is not None else ""
        if not own or self._searched > _SEARCHES * len(text):
            return self._repeats.get(first, 0)
        if not text.startswith(own, first):
            return 0  # it begins in the space before its sentence
        self._searched += first
        count, at = 0, text.find(own, 0, first)
        while at >= 0 and self._searched <= _SEARCHES * len(text):
            low, high = self._safe.paragraph(at)
            count += self._own(at, (low, high), sentence_ends(text, low, high)) == own
            self._searched += high - low
            at = text.find(own, at + 1, first)
        return count if at < 0 else self._repeats.get(first, 0)

    def _own(self, at: int, within: tuple[int, int], ends: list[int]) -> str:
        """Return the sentence that a place lies in, without the space around it."""
        behind = bisect_right(ends, at)
        start = ends[behind - 1] if behind else within[0]
        end = ends[behind] if behind < len(ends) else within[1]
        return self._safe.text[start:end].strip()

    @cached_property
    def _repeats(self) -> dict[int, int]:
        """Where sentences begin that stood before, and how often they did."""
        text = self._safe.text
        firsts, numbers = array("q"), array("q")  # numbers, since copies would fill memory
        for low, high in self._safe.paragraphs:
            start = low
            for end in [*sentence_ends(text, low, high), high]:
                sentence = text[start:end]
                firsts.append(start + len(sentence) - len(sentence.lstrip()))
                numbers.append(hash(sentence.strip()))
                start = end
        twice = again(numbers)
        seen: Counter[int] = Counter()
        repeats = {}
        for first, number in zip(firsts, numbers, strict=True):
            if number in twice:
                if seen[number]:
                    repeats[first] = seen[number]
                seen[number] += 1
        return repeats
