"""How the cost of a plan grows with the length of a text, with the rules, and what each rule takes.

Every figure is a median of CPU time, and what counts is how they change down the table.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from bench import ROOT, SEED
from cleanup.detect.candidates import Candidate
from cleanup.engine.settling import SAFE, plan
from cleanup.rulebook import table as running
from cleanup.rulebook.library import load_library, load_rulebook
from cleanup.rulebook.selection import Selection
from cleanup.rulebook.table import Rulebook
from cleanup.text.document import Document
from texts import compose, damage, read_clean, vary

KILO = 1000
SIZES = (1, 10, 100, 1_000, 10_000, 50_000)  # KB
RULES = (50, 150, 300)
SHOWN = 15  # rules of the profile


def seconds(rulebook: Rulebook, text: str, rounds: int) -> float:
    """Return the CPU seconds of a plan; a first round warms up."""
    spent = []
    for _ in range(rounds + 1):
        gc.collect()
        gc.disable()  # as the command line plans
        begin = time.process_time()
        plan(Document.of(text), rulebook, SAFE, "fr")
        spent.append(time.process_time() - begin)
        gc.enable()
    return median(spent[1:])


def text_of(kilobytes: int) -> str:
    """Return clean text of a size, cut at a paragraph."""
    count = kilobytes // 9 + 1  # of about 10 KB, of which some sentences are left out
    parts = compose(read_clean(ROOT / "corpus" / "devset"), count, SEED)
    whole = "\n".join(vary(parts))
    size = kilobytes * KILO
    if len(whole.encode()) <= size:
        return whole
    cut = whole.encode()[:size].decode(errors="ignore")
    return cut[: max(cut.rfind("\n\n"), cut.rfind(". ")) + 1]


def lengths(longest: int) -> None:
    print("\nCost against length, clean text, all rules")
    print(f"{'KB':>8}{'ms':>10}{'ms for 10 KB':>14}")
    rulebook = load_rulebook()
    for size in SIZES:
        if size > longest:
            break
        text = text_of(size)
        real = len(text.encode()) / KILO
        spent = seconds(rulebook, text, 1 if size > KILO else 5)
        print(f"{real:>8,.0f}{1000 * spent:>10.1f}{10_000 * spent / real:>14.2f}", flush=True)


def rules(documents: list[str]) -> None:
    print("\nCost against the number of rules, ms for 10 KB, dirty text")
    known = [rule for rule in load_library().rules if rule.language in ("und", "fr")]
    known = [rule for rule in known if rule.status == "stable" and rule.kind == "artifact"]
    for count in (*(n for n in RULES if n < len(known)), len(known)):
        step = len(known) / count
        chosen = tuple(known[int(number * step)].code for number in range(count))
        print(f"{count:>8} rules{cost(load_rulebook(Selection(select=chosen)), documents):>10.2f}")
    print(f"{'all packs':>14}{cost(load_rulebook(), documents):>10.2f}")
    alone = Selection(select=tuple(rule.code for rule in known))
    print(f"{'French alone':>14}{cost(load_rulebook(alone), documents):>10.2f}")


def cost(rulebook: Rulebook, documents: list[str]) -> float:
    size = sum(len(text.encode()) for text in documents)
    spent = sum(seconds(rulebook, text, 3) for text in documents)
    return 1000 * spent * 10 * KILO / size


def profile(documents: list[str]) -> None:
    """Print what the rules take that take most, by the clock around each pattern and detector."""
    spent: defaultdict[str, float] = defaultdict(float)
    total = 0.0
    module: Any = running
    match, load = module.match, module.load

    def timed(name: str, found: Iterator[Candidate]) -> Iterator[Candidate]:
        begin = time.perf_counter()
        made = list(found)
        spent[name] += time.perf_counter() - begin
        return iter(made)

    def timed_load(name: str) -> Callable[..., Iterator[Candidate]]:
        detector = load(name)
        return lambda view, hits: timed(f"detector {name}", detector(view, hits))

    module.match = lambda one, view, hits: timed(one.rule.code, match(one, view, hits))
    module.load = timed_load
    try:
        rulebook = load_rulebook()
        for text in documents:  # what is made once is no cost of a document
            plan(Document.of(text), rulebook, SAFE, "fr")
        spent.clear()
        for text in documents:
            begin = time.perf_counter()
            plan(Document.of(text), rulebook, SAFE, "fr")
            total += time.perf_counter() - begin
    finally:
        module.match, module.load = match, load
    print(f"\nProfile by rule, dirty text: share of {1000 * total:.0f} ms")
    for name, own in sorted(spent.items(), key=lambda one: -one[1])[:SHOWN]:
        print(f"  {name:28}{100 * own / total:>6.1f} %")
    print(f"  {'all rules together':28}{100 * sum(spent.values()) / total:>6.1f} %")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--longest", type=int, default=50_000, help="KB of the longest text")
    asked = parser.parse_args()
    clean = compose(read_clean(ROOT / "corpus" / "devset"), 12, SEED)
    dirty = [damage(text, 500, SEED + number) for number, text in enumerate(clean)]
    lengths(asked.longest)
    rules(dirty)
    profile(dirty)


if __name__ == "__main__":
    main()
