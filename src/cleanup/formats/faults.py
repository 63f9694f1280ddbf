"""What is wrong in one part of a file that holds many: a line each, and not a million of them."""

from __future__ import annotations

from cleanup.files import shown
from cleanup.results import Location
from cleanup.start.data import dataclass, field

SHOWN = 20


@dataclass(slots=True)
class Faults:
    """Collects the faults of a file; `parts` is what they are called when they are counted."""

    path: str
    parts: str
    said: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, place: Location, reason: str) -> None:
        """Keep what is wrong at a place."""
        self.count += 1
        if self.count <= SHOWN:
            self.said.append(f"{shown(self.path)}:{place.line}:{place.column}: {shown(reason)}")

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines to be said."""
        more = self.count - SHOWN
        if more <= 0:
            return tuple(self.said)
        return (*self.said, f"{shown(self.path)}: {more} more {self.parts} left as they were")
