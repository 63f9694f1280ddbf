"""What a call imports, and how its process ends."""

from __future__ import annotations

import subprocess
import sys

import pytest
from cli_texts import DOUBTFUL, write

HEAVY = "dataclasses inspect pathlib tomllib hashlib html.entities argparse importlib.metadata"
NEW = (
    "cleanup.engine.settling cleanup.rulebook.table cleanup.rule.model cleanup.language.packs"
    " cleanup.formats.plain"
)


def imported(*words: str) -> set[str]:
    """Return the modules that a call has imported when it is done."""
    code = (
        "import sys; from cleanup.cli import main; main(sys.argv[1:]); "
        "from cleanup.start import compiling; compiling.keep(); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def test_a_plain_call_does_without_what_is_heavy() -> None:
    write("a.txt", f"L’année a été bonne. {DOUBTFUL}")
    words = ("lint", "-q", "--no-cache", "--lang", "fr", "a.txt")
    imported(*words)  # which parses the rules and compiles, once
    there = imported(*words)
    assert "cleanup.engine.settling" in there
    assert not {*HEAVY.split(), "regex"} & there


def test_a_document_that_is_known_needs_no_engine() -> None:
    write("a.txt", DOUBTFUL)
    words = ("lint", "-q", "--lang", "fr", "a.txt")
    assert {*NEW.split()} <= imported(*words)
    assert not {*NEW.split(), *HEAVY.split()} & imported(*words)


@pytest.mark.parametrize("many", [1, 3000], ids=["short", "longer than a pipe holds"])
def test_all_that_is_said_arrives(many: int) -> None:
    write("a.txt", "Elles sont parties , hier.\n\n" * many)
    done = subprocess.run(
        [sys.executable, "-m", "cleanup", "lint", "--isolated", "--lang", "fr", "a.txt"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert sum(line.startswith("a.txt:") for line in done.stdout.splitlines()) == many
