"""What the quotation parser costs, beside `ftfy.fix_text` on the same texts: part of `make bench`.

The parser reads the marks of a document, parses its paragraphs and links them. Ratios count, not
seconds; the last table shows that the cost of marks that never pair grows in proportion.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import ftfy

from cleanup.detect.quoted import quotations
from cleanup.detect.view import View
from cleanup.language.decision import Decision
from cleanup.language.facts import Facts
from cleanup.rulebook.library import load_rulebook
from cleanup.text.document import Document
from cleanup.text.snapshot import Snapshot
from texts import compose, damage, read_clean

ROOT = Path(__file__).parent.parent
SEED = 20231012
LANGUAGE = "fr"
UNBALANCED = ("«", "»", '"', "« a » ", " « a", "un mot » et ", "»\n\n")


def view_of(text: str) -> View:
    """Return the view of a text that nobody has parsed yet."""
    rulebook = load_rulebook()
    table = rulebook.table(LANGUAGE)
    return View(
        snapshot=Snapshot.of(Document.of(text)),
        facts=Facts(text, Decision(LANGUAGE, "", "asked")),
        pack=table.pack,
        packs=rulebook.packs,
        lists=table.lists,
        rules=table.rules,
        weights=rulebook.weights,
        memory={},
        shared=table.memory,
        known=rulebook.known,
    )


def seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def parsing(texts: Sequence[str]) -> float:
    """Return the CPU seconds of parsing the texts; what stands before the parser is not counted."""
    views = [view_of(text) for text in texts]
    return seconds(lambda: [quotations(view) for view in views])


def fixing(texts: Sequence[str]) -> float:
    """Return the CPU seconds of `ftfy.fix_text` on the texts."""
    return seconds(lambda: [ftfy.fix_text(text) for text in texts])


def compare(name: str, texts: Sequence[str], rounds: int) -> None:
    parsing(texts), fixing(texts)  # the first round warms up
    pairs = [(parsing(texts), fixing(texts)) for _ in range(rounds)]
    own, other = (median(column) for column in zip(*pairs, strict=True))
    size = sum(map(len, texts)) / 1e6
    shown = f"{1e3 * own / size:7.1f} {1e3 * other / size:7.1f} ms a million code points"
    print(f"{name:<12} {shown}   ratio {own / other:.2f}")


def growth(marks: int, rounds: int) -> None:
    for unit in UNBALANCED:
        few, many = (
            median(parsing([unit * number]) for _ in range(rounds))
            for number in (marks // 10, marks)
        )
        other = median(fixing([unit * marks]) for _ in range(rounds))
        shown = f"{1e3 * few:8.1f} {1e3 * many:8.1f} ms, {many / few:5.1f} times"
        print(f"{unit!r:<16} {shown}   ftfy {1e3 * other:8.1f} ms")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=200)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--marks", type=int, default=10_000)
    given = options.parse_args()
    clean = compose(read_clean(ROOT / "corpus" / "devset"), given.documents, SEED)
    dirty = [damage(text, 50, SEED + number) for number, text in enumerate(clean)]
    print("quotation parser, ftfy.fix_text")
    compare("clean", clean, given.rounds)
    compare("very dirty", dirty, given.rounds)
    print(f"\n{given.marks // 10:,} and {given.marks:,} marks that never pair")
    growth(given.marks, given.rounds)


if __name__ == "__main__":
    main()
