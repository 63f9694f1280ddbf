"""`cleanup report`: view past runs again, from their ledgers alone."""

# Paths are plain text here: at start, pathlib costs more than all the looks.
# ruff: noqa: PTH109, PTH120

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cleanup.cli.common import COLORS, check_color
from cleanup.cli.declare import arguments, switch, value, values
from cleanup.cli.outputs import check_format, read_reports, rendered, write_reports
from cleanup.cli.paths import refuse_overwriting
from cleanup.cli.streams import colour, emit, emit_bytes, is_terminal, links, say, width
from cleanup.errors import ConfigError, FileError
from cleanup.files import failure, make_folder, shown, write_atomic
from cleanup.report import RENDERERS
from cleanup.results import Run
from cleanup.start.data import dataclass

if TYPE_CHECKING:
    from cleanup.cli.past import Past

_FORMATS = tuple(RENDERERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The options of `cleanup report`."""

    ledgers: tuple[str, ...] = arguments(
        metavar="LEDGERS",
        help="Ledgers of runs (default: the newest run of this folder that is not undone).",
    )
    output_format: str | None = value(
        "--output-format",
        metavar="FORMAT",
        choices=_FORMATS,
        help=f"One of {', '.join(_FORMATS)} (default: terminal).",
    )
    output: str | None = value(
        "-o", "--output", metavar="FILE", help="Write the report there, not to standard output."
    )
    report: tuple[str, ...] = values(
        "--report",
        metavar="FMT=FILE",
        help="Also write a report, such as html=report.html; may be given several times.",
    )
    open: bool = switch("--open", help="Show the report in the browser, as HTML.")
    color: str | None = value(
        "--color",
        metavar="WHEN",
        choices=COLORS,
        help="auto, always or never (default: auto; NO_COLOR is respected).",
    )
    quiet: bool = switch("-q", "--quiet", help="Say nothing but errors.")


def report(options: Report) -> int:
    """Render the runs; return 0, or 2 after an error. Raises ConfigError, FileError."""
    from cleanup.cli.past import read_past

    name = _format(options)
    reports = read_reports(options.report)
    check_color(options.color)
    ledgers = options.ledgers or (_newest(),)
    written = [(path, "--report") for _, path in reports]
    written += [(options.output, "-o")] if options.output is not None else []
    refuse_overwriting(ledgers, written)
    wanted = {name, *(one for one, _ in reports)}
    past = read_past(ledgers, diffs="unified" in wanted)
    for line in past.errors:
        say(f"error: {line}")
    for line in () if options.quiet else past.notes:
        say(f"note: {line}")
    if not past.runs:
        return 2
    failed = write_reports(reports, past.run)
    for line in failed:
        say(f"error: {line}")
    _show(options, name, past)
    return 2 if past.errors or failed else 0


def _format(options: Report) -> str:
    """Return the format of the product. Raises ConfigError."""
    if options.output == "":
        raise ConfigError("-o: must name a file")
    if options.open and options.output_format not in (None, "html"):
        raise ConfigError(f"--open: a browser shows html, not {shown(options.output_format or '')}")
    name = options.output_format or ("html" if options.open else "terminal")
    check_format("--output-format", name, _FORMATS)
    return name


def _newest() -> str:
    from cleanup.past.state import newest

    found = newest(os.getcwd())
    if found is None:
        raise FileError(f"{shown(os.getcwd())}: no run in this folder to show; name its ledger")
    return found


def _show(options: Report, name: str, past: Past) -> None:
    if options.output is not None:
        make_folder(os.path.dirname(options.output) or ".")
        write_atomic(options.output, rendered(name, past.run))
        if options.open:
            _browse(options.output)
    elif options.open:
        path = _temporary(rendered(name, past.run))
        if not options.quiet:
            say(f"written: {shown(path)}")
        _browse(path)
    elif name == "terminal":
        emit(_painted(options, past.run))
    elif name in ("text", "concise"):
        emit(_lines(options, name, past.run))
    elif is_terminal():
        emit(_harmless(rendered(name, past.run)))
    else:
        emit_bytes(rendered(name, past.run))


def _painted(options: Report, run: Run) -> str:
    from cleanup.report.terminal import render

    return render(run, colour=colour(options.color), width=width(), links=links())


def _lines(options: Report, name: str, run: Run) -> str:
    from cleanup.report.lint import concise, text

    return (text if name == "text" else concise)(run, colour=colour(options.color))


def _harmless(data: bytes) -> str:
    """Return a report as a terminal may show it: article text must not act on it."""
    from cleanup.report.invisible import draw

    return draw(data.decode("utf-8", "backslashreplace"), changed=False)


def _temporary(data: bytes) -> str:
    """Write a page that only this user can read, and return its path. Raises FileError."""
    from tempfile import mkdtemp

    try:
        path = f"{mkdtemp(prefix='cleanup-')}/report.html"
    except OSError as error:
        raise failure("the folder for temporary files", error) from None
    write_atomic(path, data, 0o600)
    return path


def _browse(path: str) -> None:
    """Open a page in the browser. Raises FileError where there is none."""
    import webbrowser
    from pathlib import Path

    if not webbrowser.open(Path(path).absolute().as_uri()):
        raise FileError(f"{shown(path)}: written, but no browser could be opened")
