"""How much memory a run takes: it must not grow with the number of documents.

Run it with `python benchmarks/memory.py`; for one large file as well, with `--large 50`. The peak
is that of the largest process of the run, as the system counts it. With a report of each document
the texts that it shows are kept; `-o` to a folder writes one.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import ROOT, SEED
from compare import write_file, write_lines
from processes import apart, run
from texts import SIZE, compose, damage, read_clean

CALLS = {
    "lint": ["lint", "in"],
    "fix in place": ["fix", "in"],
    "fix --diff": ["fix", "in", "--diff"],
    "lint --output-format json": ["lint", "in", "--output-format", "json"],
    "fix -o (with report)": ["fix", "in", "-o", "out/"],
}
LARGE = {
    "clean text": ("clean", "in.txt"),
    "dirty text": ("dirty", "in.txt"),
    "dirty JSON Lines": ("dirty", "in.jsonl"),
}
DIFFERENT = 50  # documents; more are copies of them


def fill(folder: Path, count: int) -> None:
    """Write so many damaged documents."""
    folder.mkdir()
    clean = compose(read_clean(ROOT / "corpus" / "devset"), DIFFERENT, SEED)
    texts = [damage(text, 100, SEED + number) for number, text in enumerate(clean)]
    for number in range(count):
        (folder / f"{number:06}.txt").write_text(texts[number % DIFFERENT], encoding="utf-8")


def peak(words: list[str], folder: Path) -> float:
    """Return the peak of a call in megabytes."""
    command = [sys.executable, "-m", "cleanup", *words]
    state = {"XDG_STATE_HOME": str(folder / "state")}
    return run(command, folder, fine={0, 1}, variables=state).peak / 1e6


def large(megabytes: int) -> None:
    """Print the peak of `lint` on one large file, beside its size."""
    print("\nPeak memory of lint -q --no-cache on one file; dirty: one artefact per 500 words")
    for name, (kind, file) in LARGE.items():
        with TemporaryDirectory() as temporary:
            path = Path(temporary, file)
            lines = path.suffix == ".jsonl"
            apart(write_lines if lines else write_file, path, kind, megabytes * 1_000_000 // SIZE)
            size = path.stat().st_size / 1e6
            fields = ["--field", "text"] if lines else []
            found = peak(["lint", "-q", "--no-cache", *fields, file], Path(temporary))
        print(f"{name:28}{size:>6.1f} MB {found:>8.1f} MB {found / size:>6.1f}x", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=400, help="in the larger run")
    parser.add_argument("--jobs", default="2", help="processes, as -j takes them")
    parser.add_argument("--large", type=int, metavar="MB", help="one file of this size as well")
    asked = parser.parse_args()
    counts = (asked.documents // 4, asked.documents)
    print(f"Peak memory in MB, documents of 10 KB, one artefact per 100 words, -j{asked.jobs}")
    print(f"{'':28}" + "".join(f"{count:>8}" for count in counts) + f"{'growth':>9}")
    for name, words in CALLS.items():
        peaks = []
        for count in counts:
            with TemporaryDirectory() as temporary:
                fill(Path(temporary, "in"), count)
                peaks.append(peak([*words, "-j", asked.jobs], Path(temporary)))
        line = "".join(f"{one:>8.1f}" for one in peaks)
        print(f"{name:28}{line}{peaks[1] / peaks[0]:>8.2f}x", flush=True)
    if asked.large:
        large(asked.large)


if __name__ == "__main__":
    main()
