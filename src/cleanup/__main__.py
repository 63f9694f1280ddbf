"""`python -m cleanup` is `cleanup`."""

from __future__ import annotations

from cleanup.cli import run

if __name__ == "__main__":
    run()
