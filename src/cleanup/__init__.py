"""Find and repair what machine translation and page pipelines leave behind in articles.

    >>> from cleanup import fix
    >>> fix("Les trois candidates , dont une retraitée , ont été reçues.", lang="fr").text
    'Les trois candidates, dont une retraitée, ont été reçues.'

`check`, `fix` and `plan` are pure functions on strings. Offsets are Unicode code points of the
input, end exclusive. Line ends in the input are `\\n`; files are the command line's business.
"""

from __future__ import annotations

from cleanup.errors import CleanupError, ConfigError, FileError, RuleError
from cleanup.results import Finding, Plan
from cleanup.text.document import Document
from cleanup.text.edits import Change
from cleanup.version import __version__

__all__ = [
    "Change",
    "CleanupError",
    "ConfigError",
    "Document",
    "FileError",
    "Finding",
    "Plan",
    "RuleError",
    "__version__",
    "check",
    "fix",
    "plan",
]


def plan(text: str, lang: str | None = None, *, style: str = "", unsafe: bool = False) -> Plan:
    """Return the plan for a text: its findings, and the changes that its fixes make.

    `lang` is a BCP 47 tag (`fr`, `fr-CA`); None detects it. `style` adds the style rules of a
    profile such as `fr-FR`. `unsafe` applies unsafe fixes as well as safe ones. Raises ConfigError
    for a style that does not exist.
    """
    from cleanup.engine.settling import SAFE, UNSAFE
    from cleanup.engine.settling import plan as work_out
    from cleanup.rulebook.library import load_rulebook
    from cleanup.rulebook.selection import Selection

    rulebook = load_rulebook(Selection(style=style))
    return work_out(Document.of(text), rulebook, UNSAFE if unsafe else SAFE, lang)


def fix(text: str, lang: str | None = None, *, style: str = "", unsafe: bool = False) -> Plan:
    """Return the plan for a text; `.text` is the repaired text. Arguments are those of `plan`."""
    return plan(text, lang, style=style, unsafe=unsafe)


def check(text: str, lang: str | None = None, *, style: str = "") -> tuple[Finding, ...]:
    """Return the findings of a text, those with a safe fix included, in the order of their places.

    Arguments are those of `plan`.
    """
    return plan(text, lang, style=style).findings
