"""What people said about findings: JSON Lines that name the place and quote none of the text.

    {"file": "9b1f0c52d07e4a31", "line": 12, "rule": "QUO001", "verdict": "right", "reason": "…"}

`file` is the digest of the file's bytes; `line` counts from 1, or `row` is the id of a row. Several
findings of one rule at one place take the verdicts in their order; `"times": 3` is three of them.
`right`: the text is at fault there, and a change that the rule makes or offers repairs it. `wrong`:
anything else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cleanup.errors import FileError
from cleanup.start.data import dataclass, field

if TYPE_CHECKING:
    from pathlib import Path

VERDICTS = ("right", "wrong")
Place = tuple[str, str, str]
"""Digest of the file, line or row, code of the rule."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The verdicts by place, in the order they were given."""

    given: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)

    def of(self, place: Place, number: int) -> str:
        """Return the verdict on the finding of that number (from 0) at a place, else nothing."""
        given = self.given.get(place, ())
        return given[number] if number < len(given) else ""


def digest(data: bytes) -> str:
    """Return the name of a file's content: the first 16 digits of its SHA-256."""
    return sha256(data).hexdigest()[:16]


def read_verdicts(path: Path) -> Verdicts:
    """Return the verdicts of a file; none where there is no file. Raises FileError."""
    given: defaultdict[Place, list[str]] = defaultdict(list)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Verdicts()
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"{path}: cannot be read: {error}") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            place, verdict, times = _read(line, f"{path}:{number}")
            given[place] += [verdict] * times
    return Verdicts({place: tuple(said) for place, said in given.items()})


def blank(place: Place) -> str:
    """Return the line in which a verdict on a place is to be written."""
    import json

    file, where, rule = place
    at: dict[str, object] = {"line": int(where)} if where.isdecimal() else {"row": where}
    return json.dumps(
        {"file": file, **at, "rule": rule, "verdict": "", "reason": ""}, ensure_ascii=False
    )


def _read(line: str, where: str) -> tuple[Place, str, int]:
    import json

    try:
        row: Any = json.loads(line)
        at = row["row"] if "row" in row else row["line"]
        place, verdict, reason = (row["file"], str(at), row["rule"]), row["verdict"], row["reason"]
        times = int(row.get("times", 1))
    except (ValueError, KeyError, TypeError) as error:
        raise FileError(f"{where}: no verdict: {error!r}") from error
    if verdict not in VERDICTS:
        raise FileError(f"{where}: a verdict is {' or '.join(VERDICTS)}, not {verdict!r}")
    if not isinstance(reason, str) or not reason.strip():
        raise FileError(f"{where}: a verdict needs its reason")
    return place, verdict, times
