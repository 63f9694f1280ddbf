"""Parts of the HTML page that are made when they are needed, so that a large run stays usable."""

from __future__ import annotations

from cleanup.report.pagedata import block

# So much HTML (code points) stands in the page as it is; what is more waits in blocks of JSON.
AT_ONCE = 600_000


class Chunks:
    """Hands out the places of chunks, and keeps what waits."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._left = at_once
        self._count = 0
        self._waiting: list[tuple[str, str]] = []

    def put(self, shown: str) -> tuple[int, str]:
        """Return the number of a new chunk and the HTML that stands where it belongs."""
        number = self._count
        self._count += 1
        self._left -= len(shown)
        if self._left >= 0:
            return number, f'<div class="chunk" id="k{number}">\n{shown}</div>\n'
        self._waiting.append((f"w{number}", shown))
        return number, f'<div class="chunk later" id="k{number}"></div>\n'

    @property
    def waits(self) -> bool:
        """Tell whether there is anything that only the script shows."""
        return bool(self._waiting)

    def blocks(self) -> str:
        """Return the blocks of all that waits."""
        return "".join(block(name, shown) for name, shown in self._waiting)
