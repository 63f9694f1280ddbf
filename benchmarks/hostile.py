"""Whether the work of each shipped pattern grows with the text and no faster.

Each is tried on its own example, repeated and turned round, of one length and of twice that. What
takes more than four and a half times as long is named, and the exit code is 1: look at it again on
a quiet machine. The static check in the tests is what refuses a pattern; this is the trial.
"""

from __future__ import annotations

import sys
import time

from cleanup.rule.model import Rule
from cleanup.rulebook.library import load_library
from cleanup.rulebook.lists import bind, word_lists
from cleanup.scan.scanner import Scanner

SIZE = 20_000
SMALLEST = 0.02  # seconds; below that the clock says nothing


def work(rule: Rule, size: int) -> float:
    """Return the least of three timings, in CPU seconds, of all matches on a hostile text."""
    lists = word_lists(load_library().packs[rule.language])
    pattern = bind(rule, lists)
    seed = rule.bad[0][0]
    text = (seed + seed[::-1] + seed * 2) * max(1, size // (4 * len(seed)))
    assert rule.trigger is not None
    scanner = Scanner([rule.trigger], lists)
    best = 1e9
    for _ in range(3):
        started = time.process_time()
        for hit in scanner.scan(text).get(0, ()):
            if hit >= rule.trigger.back:
                pattern.match(text, hit - rule.trigger.back)
        best = min(best, time.process_time() - started)
    return best


def main() -> int:
    failed = 0
    for rule in load_library().rules:
        if not rule.pattern:
            continue
        small, large = work(rule, SIZE), work(rule, 2 * SIZE)
        if large >= max(SMALLEST, 4.5 * small):
            failed += 1
            print(f"{rule.code}: {small:.3f} s, twice the text {large:.3f} s")
    print(f"{failed} patterns whose work grows faster than the text")
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
