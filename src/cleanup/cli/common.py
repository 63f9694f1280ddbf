"""The options that `fix` and `lint` share."""

from __future__ import annotations

from cleanup.cli.declare import switch, value, values
from cleanup.errors import ConfigError
from cleanup.nearest import nearest
from cleanup.results import SEVERITIES
from cleanup.start.data import dataclass

COLORS = ("auto", "always", "never")


def check_color(when: str | None) -> None:
    """Raise ConfigError for a value of --color that is none."""
    if when is not None and when not in COLORS:
        known, hint = ", ".join(COLORS), nearest(when, COLORS)
        raise ConfigError(f"--color: {when!r} is none of {known}{hint}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """Which rules run. A selector is a code, the beginning of one, a name, a kind, an applicability
    or `lang:fr`; several stand in one value with commas, or in several options.
    """

    select: tuple[str, ...] = values(
        "--select",
        metavar="RULES",
        panel="Rules",
        help="Run these rules in place of the default, and drop what the configuration selects.",
    )
    ignore: tuple[str, ...] = values(
        "--ignore",
        metavar="RULES",
        panel="Rules",
        help="Do not run these rules, nor those the configuration ignores.",
    )
    extend_select: tuple[str, ...] = values(
        "--extend-select", metavar="RULES", panel="Rules", help="Run these rules as well."
    )
    per_file_ignores: tuple[str, ...] = values(
        "--per-file-ignores",
        metavar="GLOB:RULES",
        panel="Rules",
        help="Do not run these rules on some files, such as 'en/*:QUO,NUM'; may be repeated.",
    )
    fixable: tuple[str, ...] = values(
        "--fixable", metavar="RULES", panel="Rules", help="Apply fixes of these rules alone."
    )
    unfixable: tuple[str, ...] = values(
        "--unfixable", metavar="RULES", panel="Rules", help="Only report what these rules find."
    )
    style: str | None = value(
        "--style",
        metavar="PROFILE",
        panel="Rules",
        help="Also apply the style rules of a profile, such as fr-FR.",
    )
    preview: bool = switch("--preview", panel="Rules", help="Also run rules that are on trial.")
    require_data: bool = switch(
        "--require-data",
        panel="Rules",
        help="Fail where a rule lacks optional data, such as word lists, in place of less.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How files are read, and where the configuration is."""

    lang: str | None = value(
        "--lang",
        metavar="TAG",
        panel="Reading",
        help="Language of the documents (fr, fr-CA), else what they declare, else detected.",
    )
    encoding: str | None = value(
        "--encoding",
        metavar="NAME",
        panel="Reading",
        help="Encoding of files without a byte order mark, such as cp1252 (default: UTF-8).",
    )
    field: tuple[str, ...] = values(
        "--field",
        metavar="PATH",
        panel="Reading",
        help="A field of JSON (text, body[].text) or a column of a table that is prose; may be"
        " repeated.",
    )
    max_file_size: str | None = value(
        "--max-file-size",
        metavar="SIZE",
        panel="Reading",
        help="Refuse larger files: bytes, or with K, M or G (default: 100M).",
    )
    config: str | None = value(
        "--config",
        metavar="FILE",
        panel="Reading",
        help="Configuration for all files, in place of the nearest cleanup.toml.",
    )
    isolated: bool = switch("--isolated", panel="Reading", help="Ignore all configuration files.")
    decisions: tuple[str, ...] = values(
        "--decisions",
        metavar="FILE",
        panel="Reading",
        help="Decisions about findings, above those of the nearest cleanup.decisions.toml.",
    )
    show_files: bool = switch(
        "--show-files", panel="Reading", help="Only print the files that would be read."
    )
    show_settings: bool = switch(
        "--show-settings",
        panel="Reading",
        help="Only print what holds for the files, and where each setting is from.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Walking:
    """Which files are read, and how many at a time."""

    exclude: tuple[str, ...] = values(
        "--exclude",
        metavar="GLOB",
        panel="Files",
        help="Also leave out these files and folders, written as in .gitignore; may be repeated.",
    )
    force_exclude: bool = switch(
        "--force-exclude", panel="Files", help="Leave out what is excluded also where it is named."
    )
    no_respect_gitignore: bool = switch(
        "--no-respect-gitignore", panel="Files", help="Also read what .gitignore names."
    )
    stdin_filename: str | None = value(
        "--stdin-filename",
        metavar="PATH",
        panel="Files",
        help="Treat standard input as this file would be, which need not exist.",
    )
    jobs: str | None = value(
        "-j",
        "--jobs",
        metavar="N",
        panel="Files",
        help="Processes to work with; 0 or auto: one for each core (default: as many as it pays).",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What is said, and what the exit code says."""

    report: tuple[str, ...] = values(
        "--report",
        metavar="FMT=FILE",
        panel="Output",
        help="Also write a report, such as html=report.html; may be given several times.",
    )
    statistics: bool = switch(
        "--statistics", panel="Output", help="Show how often each rule fired, not each place."
    )
    fail_on: str | None = value(
        "--fail-on",
        metavar="SEVERITY",
        panel="Output",
        choices=tuple(reversed(SEVERITIES)),
        help="Exit 1 if something of this severity or above is left (default: warning).",
    )
    exit_zero: bool = switch(
        "--exit-zero", panel="Output", help="Exit 0 whatever is left; errors still exit 2."
    )
    quiet: bool = switch("-q", "--quiet", panel="Output", help="Say nothing but errors.")
    verbose: bool = switch(
        "-v", "--verbose", panel="Output", help="Say what is read, and where an error is from."
    )
    color: str | None = value(
        "--color",
        metavar="WHEN",
        panel="Output",
        choices=COLORS,
        help="auto, always or never (default: auto; NO_COLOR is respected).",
    )
