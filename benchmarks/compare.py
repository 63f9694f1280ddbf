"""`cleanup` beside its peers on the same bytes: one large file, many files, documents, cold start.

    python compare.py PEERS

PEERS is a folder with an environment for each peer, as `make bench` makes it. Machines differ and
are busy: all tools are measured in turn, round by round, and what counts are the ratios. The tools
do not do the same job: typos and codespell look words up, ftfy repairs encoding alone, sacremoses
and clean-text normalise signs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from statistics import median

from bench import ROOT, SEED
from processes import Cost, apart, compare
from texts import compose, damage, read_clean, vary

BIN = Path(sys.executable).parent
KINDS = {"clean": 0, "dirty": 500, "very dirty": 50}
IN_PROCESS = ("ftfy", "sacremoses", "clean-text", "bifixer")


def documents(kind: str, count: int) -> Iterator[str]:
    """Yield documents of about 10 KB; one word in so many is damaged, by kind."""
    return damaged(compose(read_clean(ROOT / "corpus" / "devset"), count, SEED), kind)


def damaged(texts: Iterable[str], kind: str) -> Iterator[str]:
    """Yield texts with the damage of a kind."""
    every = KINDS[kind]
    for number, text in enumerate(texts):
        yield damage(text, every, SEED + number) if every else text


def write_file(path: Path, kind: str, count: int) -> None:
    """Write documents as one text in which hardly a sentence stands twice."""
    varied = vary(list(documents("clean", count)))
    path.write_text("\n".join(damaged(varied, kind)), "utf-8")


def write_files(folder: Path, kind: str, count: int) -> None:
    """Write documents as files of their own."""
    for number, text in enumerate(documents(kind, count)):
        (folder / f"{number:05}.txt").write_text(text, "utf-8")


def write_lines(path: Path, kind: str, count: int) -> None:
    """Write documents as JSON Lines, each in the field `text`."""
    lines = (json.dumps({"text": text}, ensure_ascii=False) for text in documents(kind, count))
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def programs(peers: Path, target: str, *words: str) -> dict[str, list[str | Path]]:
    """Return the commands that read a file or a folder and report."""
    lint: list[str | Path] = [BIN / "cleanup", "lint", "-q", "--lang", "fr"]
    return {
        "cleanup lint": [*lint, *(words or ("--no-cache", "-j", "1")), target],
        "typos": [peers / "typos/bin/typos", "--threads", "1", "--format", "silent", target],
        "codespell": [peers / "codespell/bin/codespell", "-q", "3", target],
    }


def show(title: str, costs: Mapping[str, Cost], size: int, base: str = "cleanup lint") -> None:
    """Print a table: how fast each is, what it takes, and how much faster the first one is."""
    print(f"\n{title}: {size / 1e6:.1f} MB")
    print(f"{'':22}{'MB/s CPU':>10}{'CPU s':>9}{'clock s':>9}{'peak MB':>9}{'ratio':>8}")
    ours = costs[base].cpu
    for name, cost in costs.items():
        print(
            f"{name:22}{size / 1e6 / cost.cpu:>10.2f}{cost.cpu:>9.2f}{cost.clock:>9.2f}"
            f"{cost.peak / 1e6:>9.0f}{cost.cpu / ours:>8.2f}",
            flush=True,
        )


def bench_file(peers: Path, folder: Path, kind: str, count: int, rounds: int) -> None:
    path = folder / f"{kind}.txt"
    apart(write_file, path, kind, count)
    size = path.stat().st_size
    show(f"One file, {kind}", compare(programs(peers, str(path)), rounds), size)


def bench_files(peers: Path, folder: Path, count: int, rounds: int) -> None:
    place = folder / "files"
    place.mkdir()
    apart(write_files, place, "dirty", count)
    size = sum(file.stat().st_size for file in place.iterdir())
    commands = programs(peers, str(place))
    lint: list[str | Path] = [BIN / "cleanup", "lint", "-q", "--lang", "fr"]
    commands["cleanup lint -j 2"] = [*lint, "--no-cache", "-j", "2", str(place)]
    commands["cleanup lint, again"] = [*lint, "-j", "1", str(place)]
    costs = compare(commands, rounds)
    show(f"{count:,} files, dirty", costs, size)
    one, two = costs["cleanup lint"], costs["cleanup lint -j 2"]
    again = costs["cleanup lint, again"]
    print(f"two processes: {one.clock / two.clock:.2f} times as fast on the clock")
    print(f"unchanged files: {one.clock / again.clock:.1f} times as fast")


def bench_documents(peers: Path, folder: Path, kind: str, count: int, rounds: int) -> None:
    path = folder / "documents.jsonl"
    write_lines(path, kind, count)
    size = sum(len(text.encode()) for text in documents(kind, count))
    script = Path(__file__).with_name("peer.py")
    pythons = {"cleanup": Path(sys.executable)}
    pythons |= {name: peers / name / "bin" / "python" for name in IN_PROCESS}
    seconds: dict[str, list[float]] = {name: [] for name in pythons}
    for _ in range(rounds):
        for name, python in pythons.items():
            done = subprocess.run([python, script, name, path], capture_output=True, check=True)
            seconds[name].append(float(done.stdout.split()[-1]))
    costs = {name: Cost(median(own), median(own), 0) for name, own in seconds.items()}
    show(f"{count} documents, {kind}, loop alone", costs, size, "cleanup")


def bench_start(peers: Path, rounds: int) -> None:
    article = str(ROOT / "corpus" / "article.fr.txt")
    commands: dict[str, list[str | Path]] = {"python -c pass": [sys.executable, "-c", "pass"]}
    commands |= programs(peers, article)
    commands["cleanup lint"] = [BIN / "cleanup", "lint", "-q", "--no-cache", article]
    commands["cleanup lint, again"] = [BIN / "cleanup", "lint", "-q", article]
    costs = compare(commands, rounds)
    print("\nCold start on corpus/article.fr.txt")
    print(f"{'':22}{'CPU ms':>10}{'clock ms':>10}{'x codespell':>13}")
    for name, cost in costs.items():
        ratio = cost.cpu / costs["codespell"].cpu
        print(f"{name:22}{1000 * cost.cpu:>10.0f}{1000 * cost.clock:>10.0f}{ratio:>13.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peers", type=Path)
    parser.add_argument("--rounds", type=int, default=3, help="measured rounds of each tool")
    parser.add_argument("--size", type=int, default=20, help="MB of the large file")
    parser.add_argument("--files", type=int, default=2000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bench_start(asked.peers, asked.rounds * 5)
        for kind in KINDS:
            bench_documents(asked.peers, folder, kind, 24, asked.rounds)
            bench_file(asked.peers, folder, kind, asked.size * 100, asked.rounds)
        bench_files(asked.peers, folder, asked.files, asked.rounds)


if __name__ == "__main__":
    main()
