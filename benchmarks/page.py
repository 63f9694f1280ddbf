"""How long the HTML report takes to open in a browser, and to answer its first key.

Run it with `python benchmarks/page.py`. It needs Playwright (`pip install '.[browser]'`) and a
Chromium on this machine. Loading is timed from the call to the end of the load event, script
included; a key from the press until the page that it asks for has been painted.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench import ROOT, SEED
from memory import fill
from texts import compose, damage, read_clean

sys.path.insert(0, str(ROOT / "tests"))  # where what drives the browser stands

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Two frames later what a key did has been painted.
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
MEMORY = "() => performance.memory.usedJSHeapSize / 2 ** 20"


def article(path: Path, size: int) -> None:
    """Write one damaged article of at least so many bytes."""
    clean = read_clean(ROOT / "corpus" / "devset")
    count = size // sum(len(text.encode()) for text in compose(clean, 1, SEED)) + 1
    text = "\n".join(compose(clean, count, SEED))
    path.write_text(damage(text, 60, SEED), encoding="utf-8")


def report(folder: Path) -> Path:
    """Repair what stands in `in` and return the page that says what was done."""
    call = [sys.executable, "-m", "cleanup", "fix", "in", "-o", "out/", "--exit-zero", "-q"]
    subprocess.run(call, cwd=folder, check=True)
    return next((folder / "out").rglob("*report.html"))


@contextmanager
def timed(name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    print(f"  {name:28}{time.perf_counter() - start:8.2f} s")


def measure(page: Page, path: Path) -> None:
    """Open a page and print how long what its reader does takes."""
    print(f"  {'size of the page':28}{path.stat().st_size / 2**20:8.1f} MB")
    with timed("load"):
        page.goto(path.as_uri())
    for name, key in (("first key (j)", "j"), ("next key (a)", "a"), ("previous (k)", "k")):
        with timed(name):
            page.keyboard.press(key)
            page.evaluate(PAINTED)
    with timed("last mark (filter, k)"):
        page.evaluate("() => { current = items.length - 1 }")
        page.keyboard.press("k")
        page.evaluate(PAINTED)
    with timed("search"):
        page.keyboard.press("f")
        page.fill("#query", "ministre")
        page.evaluate(PAINTED)
    print(f"  {'memory of the script':28}{page.evaluate(MEMORY):8.1f} MB")
    print(f"  {page.inner_text('#count')}, {page.inner_text('#matches')}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--size", type=int, default=2_000_000, help="bytes of the one article")
    asked = parser.parse_args()
    from chromium import opened

    with opened() as page:
        for name in ("documents", "article"):
            with TemporaryDirectory() as made:
                folder = Path(made)
                if name == "documents":
                    print(f"{asked.documents} documents")
                    fill(folder / "in", asked.documents)
                else:
                    print(f"one article of {asked.size / 1e6:.1f} MB")
                    (folder / "in").mkdir()
                    article(folder / "in" / "article.txt", asked.size)
                measure(page, report(folder))


if __name__ == "__main__":
    main()
