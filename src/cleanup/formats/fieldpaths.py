"""Paths to the fields of a record that are prose: `text`, `article.body`, `paragraphs[].text`.

A step is a key, `*` for every key, `[]` for every element of a list, `[2]` for one of them (from
0), and `["a.b"]` for a key that holds a dot or a bracket. A path may begin with `$`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleanup.errors import ConfigError
from cleanup.start.expressions import expression

# A key, the number of an element, or None for each of them.
Step = str | int | None
Path = tuple[Step, ...]

_STEP = expression(
    r"""(?:^|\.)(?P<key>[^.\[\]"'$*]+|(?<!\.)\$(?=[.\[]|$)|\*)"""
    r"""|(?:^|(?<=.))\[(?:(?P<index>[0-9]+)|(?P<each>\*?)|"(?P<quoted>[^"]+)"|'(?P<single>[^']+)')\]"""
)


def read_paths(texts: Iterable[str]) -> tuple[Path, ...]:
    """Return the paths that are written in some texts, each once. Raises ConfigError."""
    return tuple(dict.fromkeys(read_path(text) for text in texts))


def read_path(text: str) -> Path:
    """Return the path that is written in a text. Raises ConfigError for what is none."""
    steps: list[Step] = []
    at = 0
    while at < len(text):
        match = _STEP.match(text, at)
        if match is None:
            break
        if match["key"] != "$":
            steps.append(_step(match))
        at = match.end()
    if at < len(text) or not steps:
        right = "a path such as text, article.body or paragraphs[].text"
        raise ConfigError(f"field {text!r}: must be {right}")
    return tuple(steps)


def _step(match: re.Match[str]) -> Step:
    if match["index"] is not None:
        return int(match["index"])
    if match["each"] is not None or match["key"] == "*":
        return None
    return match["key"] or match["quoted"] or match["single"]


def joined(above: str, step: Step) -> str:
    """Return how a place in a record is shown that is one step below another."""
    if step is None:
        return f"{above}[]"
    if isinstance(step, int):
        return f"{above}[{step}]"
    if not re.fullmatch(r"""[^.\[\]"'$*]+""", step):
        return f'{above}["{step}"]'
    return f"{above}.{step}" if above else step
