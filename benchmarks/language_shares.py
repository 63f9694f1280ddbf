"""Measure what telling languages apart rests on: shares of function words, and who is who.

    python benchmarks/language_shares.py FOLDER [--unsupported tests/data/unsupported.toml]

FOLDER holds clean text, one sentence or paragraph a line, in files named `<lang>.*.txt`. Texts of
`*.jsonl` files (keys `lang` and `text` or `input`) may be given as further arguments. The shares
in `rules/<lang>/language.toml` are set by hand from the first table, some way below the first
percentile of 2,000 characters, since headlines and lists run lower.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from cleanup.language.decision import Ballot, ballot, decide

SENTENCE = re.compile(r"(?<=[.!?…])[»”“\"’«]*\s+(?=\W*[^\W\d_a-z])")
Texts = dict[str, list[str]]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", nargs="+", type=Path, help="folders of *.txt, or *.jsonl files")
    parser.add_argument("--unsupported", type=Path, help="TOML with texts that must come out und")
    parser.add_argument("--lines", type=int, default=2500, help="lines of each language (2500)")
    options = parser.parse_args(argv)
    votes = ballot()
    for source in options.sources:
        lines = read(source, options.lines)
        print(f"\n{source.name}")
        pieces = cut(lines) if source.is_dir() else {"text": lines}
        for size, texts in pieces.items():
            table(size, texts, votes)
    if options.unsupported:
        unsupported(options.unsupported, votes)
    return 0


def read(source: Path, most: int) -> Texts:
    """Return the lines of a folder, or the texts of a JSON Lines file, by language."""
    found: Texts = defaultdict(list)
    if source.is_dir():
        for path in sorted(source.glob("*.txt")):
            lines = path.read_text("utf-8").splitlines()
            found[path.name.split(".")[0]] += islice(filter(str.strip, lines), most)
        return found
    for line in source.read_text("utf-8").splitlines():
        item = json.loads(line)
        found[item["lang"]].append(item.get("text") or item["input"])
    return found


def cut(lines: Texts) -> dict[str, Texts]:
    """Return single lines, three lines together, and pieces of 2,000 characters."""
    three, long = {}, {}
    for code, own in lines.items():
        three[code] = ["\n".join(own[i : i + 3]) for i in range(0, len(own) - 2, 3)]
        whole = "\n".join(own)
        long[code] = [whole[i : i + 2000] for i in range(0, len(whole) - 1999, 2000)]
    return {"1 line": lines, "3 lines": three, "2000 characters": long}


def table(size: str, texts: Texts, votes: Ballot) -> None:
    """Print, by language, percentiles of the share and how the texts were decided."""
    print(f"{size:16} texts  p0    p1    p5    p50   right  und    wrong  detector  µs   taken for")
    for code, own in sorted(texts.items()):
        shares = sorted(share(text, code, votes) for text in own)
        begun = time.perf_counter()
        made = [decide(text, votes=votes) for text in own]
        cost = (time.perf_counter() - begun) / len(own) * 1e6
        got = Counter(decision.code for decision in made)
        right, und = got.pop(code, 0) / len(own), got.pop("und", 0) / len(own)
        asked = sum(decision.how == "detector" for decision in made) / len(own)
        marks = "  ".join(f"{shares[int(len(shares) * p)]:.2f}" for p in (0, 0.01, 0.05, 0.5))
        wrong = 1 - right - und
        print(
            f"{code:16} {len(own):5}  {marks}  {right:6.2%} {und:6.2%} {wrong:6.2%} {asked:6.2%}"
            f"  {cost:7.0f}  {dict(got)}"
        )


def share(text: str, code: str, votes: Ballot) -> float:
    count = votes.count(text)
    return count.hits.get(code, 0) / max(1, count.words)


def sentences(text: str) -> Iterable[str]:
    return (part for part in SENTENCE.split(text.strip()) if part)


def unsupported(path: Path, votes: Ballot) -> None:
    """Print which texts and which single sentences of languages without a pack slip through."""
    texts = tomllib.loads(path.read_text("utf-8"))["texts"]
    total = slipped = 0
    for code, text in texts.items():
        whole = decide(text, votes=votes)
        if whole.code != "und":
            print(f"{code}: whole text is taken for {whole.code} ({whole.how})")
        for sentence in sentences(text):
            total += 1
            made = decide(sentence, votes=votes)
            if made.code != "und":
                slipped += 1
                print(f"{code}: {made.code} ({made.how}): {sentence}")
    print(f"{len(texts)} languages without a pack, {slipped} of {total} sentences slipped")


if __name__ == "__main__":
    raise SystemExit(main())
