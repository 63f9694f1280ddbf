"""`cleanup review`: one doubtful change at a time; what is answered is kept as decisions."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cleanup.cli.common import Choosing, Reading, Telling, Walking
from cleanup.cli.declare import GROUP, arguments, switch, value
from cleanup.errors import ConfigError
from cleanup.start.data import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The options of `cleanup review`."""

    paths: tuple[str, ...] = arguments(metavar="PATHS", help="Files and folders (default: .).")
    all: bool = switch("--all", help="Also ask about the repairs that are safe.")
    quiet: bool = switch("-q", "--quiet", help="Say nothing but questions and errors.")
    verbose: bool = switch("-v", "--verbose", help="Say what is read, and where an error is from.")
    color: str | None = value(
        "--color",
        metavar="WHEN",
        choices=("auto", "always", "never"),
        help="auto, always or never (default: auto; NO_COLOR is respected).",
    )
    choosing: Choosing = field(default_factory=Choosing, metadata=GROUP)
    reading: Reading = field(default_factory=Reading, metadata=GROUP)
    walking: Walking = field(default_factory=Walking, metadata=GROUP)


def review(options: Review) -> int:
    """Ask about each doubtful finding; return 0, 1 where some are left, 2 after an error.

    Raises ConfigError, also where there is no terminal, RuleError, FileError.
    """
    from cleanup.cli.asking import Asking
    from cleanup.cli.session import Session

    _refuse_without_terminal(options.paths)
    telling = Telling(quiet=options.quiet, verbose=options.verbose, color=options.color)
    session = Session(options.choosing, options.reading, telling, options.walking)
    paths = session.inputs.find(options.paths or (".",))
    if options.reading.show_files or options.reading.show_settings:
        from cleanup.cli.show import show

        return show(paths, options.choosing, options.reading, telling)
    return Asking(session, paths, everything=options.all).run()


def _refuse_without_terminal(paths: Sequence[str]) -> None:
    if "-" in paths:
        raise ConfigError("review: standard input is for answers; name a file")
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise ConfigError("review: asks in a terminal, and there is none; use `cleanup lint`")
