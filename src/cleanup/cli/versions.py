"""What `--version` says: the version, and the optional data that is there."""

from __future__ import annotations

from cleanup.extras import present
from cleanup.version import __version__


def version_line() -> str:
    """Return the line, such as `cleanup 1.0.0 (words: simplemma 2.0.0)`."""
    data = ", ".join(f"{need}: {source}" for need, source in present().items())
    return f"cleanup {__version__} ({data})" if data else f"cleanup {__version__}"
