"""A folder of its own for each test, with state, cache and terminal settings out of the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_texts import Call

from cleanup.cli import main


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of the test; the state directory stands beside it."""
    place = tmp_path / "home"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    # What one test found must not be known to the next: rules may be others there, or broken.
    monkeypatch.setattr("cleanup.known._FILE", f"{tmp_path.name}.sqlite")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("COLUMNS", raising=False)
    return place


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run `main` with words and return exit code, stdout and stderr."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
