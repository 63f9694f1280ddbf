"""A file of the user's cache, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import get_ident
from typing import BinaryIO


def write_cached(path: str, fill: Callable[[BinaryIO], object]) -> bool:
    """Write a file that `fill` fills, and tell whether that was possible.

    A cache that cannot be written is no fault. What `fill` raises besides OSError is passed on, and
    it is not asked where nothing can be written. Several processes and threads may write at once.
    """
    written = f"{path}.{os.getpid()}-{get_ident()}.part"
    try:
        os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)  # noqa: PTH103, PTH120
        with open(written, "wb") as file:  # noqa: PTH123
            fill(file)
        os.replace(written, path)  # noqa: PTH105
    except OSError:
        return False
    finally:
        discard(written)
    return True


def discard(path: str) -> None:
    """Remove a file, if there is one and that is possible."""
    try:
        os.remove(path)  # noqa: PTH107
    except OSError:
        return
