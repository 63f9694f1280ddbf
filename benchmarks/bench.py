"""How fast `cleanup.plan` is beside `ftfy.fix_text`, in one process. Run it with `make bench`.

Machines differ and are busy, so what counts is the ratio: both are measured in turn, round by
round, and compared by the medians of their CPU seconds. They do not do the same job: ftfy repairs
encoding alone. Texts come from this repository.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from statistics import median

from texts import compose, damage, read_clean

ROOT = Path(__file__).parent.parent
SEED = 20231012

Samples = dict[str, list[float]]


def make_documents(count: int) -> dict[str, list[str]]:
    """Return the documents of each kind; kind and order are the same in every run."""
    clean = compose(read_clean(ROOT / "corpus" / "devset"), count, SEED)
    return {
        "clean": clean,
        "dirty": [damage(text, 500, SEED + i) for i, text in enumerate(clean)],
        "very dirty": [damage(text, 50, SEED + i) for i, text in enumerate(clean)],
        "paragraphs": [line for text in clean for line in text.splitlines() if line.strip()],
    }


def time_calls(
    tools: Mapping[str, Callable[[str], object]], documents: list[str], rounds: int
) -> Samples:
    """Return CPU seconds of each tool over all documents, by round; the first warms up."""
    seconds: Samples = {name: [] for name in tools}
    for number in range(rounds + 1):
        for name, tool in tools.items():
            begin = time.process_time()
            for text in documents:
                tool(text)
            spent = time.process_time() - begin
            if number:
                seconds[name].append(spent)
    return seconds


def bench_throughput(documents: Mapping[str, list[str]], rounds: int) -> None:
    import ftfy

    import cleanup

    tools: dict[str, Callable[[str], object]] = {
        "cleanup.plan": lambda text: cleanup.plan(text, lang="fr"),
        "ftfy.fix_text": ftfy.fix_text,
    }
    print("Throughput, MB of UTF-8 per CPU second; ratio: how much faster cleanup is than ftfy")
    print(f"{'':12}{'cleanup.plan':>14}{'ftfy.fix_text':>15}{'ratio':>8}{'changes':>9}")
    for kind, texts in documents.items():
        size = sum(len(text.encode()) for text in texts) / 1e6
        seconds = {k: median(v) for k, v in time_calls(tools, texts, rounds).items()}
        ours, theirs = seconds["cleanup.plan"], seconds["ftfy.fix_text"]
        made = sum(len(cleanup.plan(text, lang="fr").changes) for text in texts)
        print(
            f"{kind:12}{size / ours:>14.2f}{size / theirs:>15.2f}{theirs / ours:>8.2f}{made:>9}",
            flush=True,
        )


def describe(documents: Mapping[str, list[str]]) -> None:
    cores = os.cpu_count()
    print(f"Python {platform.python_version()}, {platform.machine()}, {cores} cores")
    versions = [f"{name} {version(name)}" for name in ("mt-cleanup", "ftfy", "regex")]
    print(", ".join(versions))
    count = len(documents["clean"])
    size = sum(len(text.encode()) for text in documents["clean"]) / 1000
    print(f"{count} documents of {size / count:.1f} KB; one artefact per 500 words in the dirty")
    print("ones, one per 50 in the very dirty ones; paragraphs are those of the clean ones")
    print()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="measured rounds of each tool")
    parser.add_argument("--documents", type=int, default=24, help="documents of each kind")
    asked = parser.parse_args()
    documents = make_documents(asked.documents)
    describe(documents)
    bench_throughput(documents, asked.rounds)


if __name__ == "__main__":
    main()
