"""How much may come out of what is packed: a small file can hold more than fits into memory."""

from __future__ import annotations

from cleanup.errors import FileError
from cleanup.files import shown

_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd")


def is_archive(data: bytes) -> bool:
    """Tell whether the bytes of a file that was read are packed, so that nobody can read them."""
    return data.startswith(_ARCHIVES)


def check_unpacked(path: str, size: int, limit: int | None) -> None:
    """Raise FileError where more bytes came out of a file than `--max-file-size` lets in."""
    if limit is not None and size > limit:
        reason = f"more than {limit:,} bytes unpacked, --max-file-size is {limit:,}"
        raise FileError(f"{shown(path)}: too large: {reason}")
