"""Imports point one way: each package imports from those that stand before it here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import cleanup

ROOT = Path(cleanup.__file__).parent
# From the bottom up; those on one line may import from one another.
LAYERS = """
errors version locate nearest
start
text
results extras
language
rule
scan
detect
rulebook
engine
files
formats
past decisions
run pool known
walk
config
evaluation
measure score report
others examples evaluate
cli
__main__
"""
LEVEL = {name: n for n, line in enumerate(LAYERS.strip().splitlines()) for name in line.split()}


def imported(path: Path) -> Iterator[str]:
    """Yield the packages or modules of `cleanup` that a file imports from."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "cleanup":
            yield from (name.name for name in node.names if name.name in LEVEL)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cleanup."):
            yield (node.module or "").split(".")[1]


def test_each_package_has_its_place() -> None:
    found = {p.stem for p in ROOT.glob("*.py")} | {
        p.parent.name for p in ROOT.glob("*/__init__.py")
    }
    assert found - {"__init__"} == LEVEL.keys()


def test_imports_point_downwards() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports from {other}"
        for path in ROOT.rglob("*.py")
        if path.name != "__init__.py" or path.parent != ROOT
        for other in imported(path)
        if LEVEL[other] > LEVEL[path.relative_to(ROOT).parts[0].removesuffix(".py")]
    ]
    assert not wrong
