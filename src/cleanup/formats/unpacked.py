"""How much may come out of what is packed: a small file can hold more than fits into memory."""

from __future__ import annotations

from cleanup.errors import FileError
from cleanup.files import shown


def check_unpacked(path: str, size: int, limit: int | None) -> None:
    """Raise FileError where more bytes came out of a file than `--max-file-size` lets in."""
    if limit is not None and size > limit:
        reason = f"more than {limit:,} bytes unpacked, --max-file-size is {limit:,}"
        raise FileError(f"{shown(path)}: too large: {reason}")
