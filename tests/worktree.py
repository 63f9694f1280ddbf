"""This repository as files in a scratch folder, for the tests that build, install or clone it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "corpus" / "article.fr.txt"

# What a surrounding git hook, make or virtual environment would tell a child process, and what the
# user's own git configuration would change.
FOREIGN = ("GIT_", "MAKE", "MFLAGS", "PYTEST_", "VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a stranger's shell whose state and caches stay under `home`."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(FOREIGN)}
    return kept | {
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Ann",
        "GIT_AUTHOR_EMAIL": "ann@example.org",
        "GIT_COMMITTER_NAME": "Ann",
        "GIT_COMMITTER_EMAIL": "ann@example.org",
        "NO_COLOR": "1",
        **more,
    }


def files() -> list[Path]:
    """Return the files of the working tree that git knows or would add, relative to its top."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    names = {Path(os.fsdecode(name)) for name in listed.split(b"\0") if name}
    return sorted(name for name in names if (ROOT / name).is_file())


def copy_tree(target: Path) -> Path:
    """Copy the working tree to `target`, as a fresh clone of it would be, and return `target`."""
    for name in files():
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes((ROOT / name).read_bytes())
        place.chmod((ROOT / name).stat().st_mode | 0o200)
    return target


def execute(
    *command: str | Path, cwd: Path, env: dict[str, str], code: int | None = 0
) -> subprocess.CompletedProcess[str]:
    """Run a command without standard input; fail with all it said unless it exits with `code`."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said = f"{command}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    assert code is None or done.returncode == code, said
    return done
