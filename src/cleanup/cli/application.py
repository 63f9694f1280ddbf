"""The commands as typer has them: help, completion, and errors for what the small parser leaves.

Typer only reads the command line here. What it read is handed back, so that both parsers end in
the same options.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from cleanup.cli.commands import COMMANDS
from cleanup.cli.declare import Option, fill, options_of
from cleanup.cli.versions import version_line

_HELP = (
    "Find and repair what machine translation and page pipelines leave behind in articles.\n\n"
    "Exit 0: nothing is left at --fail-on or above. 1: something is left. 2: wrong usage,"
    " configuration or rule, or a file that could not be read or written."
)


def read(words: Sequence[str]) -> tuple[str, Any] | int:
    """Return the command and its options, or the exit code where typer has said all."""
    found: list[tuple[str, Any]] = []
    application = _build(lambda name, options: found.append((name, options)))
    try:
        application(list(words), prog_name="cleanup")
    except SystemExit as end:
        if found:
            return found[0]
        return end.code if isinstance(end.code, int) else 2
    return found[0] if found else 0


def _build(take: Callable[[str, Any], None]) -> typer.Typer:
    application = typer.Typer(
        name="cleanup",
        help=_HELP,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    application.callback()(_top)
    for command in COMMANDS.values():
        kind, _ = command.load()
        application.command(command.name, help=command.help)(_function(command.name, kind, take))
    return application


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(version_line())
        raise typer.Exit


def _top(
    version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", callback=_show_version, is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def _function(name: str, kind: type[Any], take: Callable[[str, Any], None]) -> Callable[..., None]:
    """Return a function with the signature that typer expects for these options."""
    options = list(options_of(kind))

    def call(**given: Any) -> None:
        plain = {key: tuple(v) if isinstance(v, list) else v for key, v in given.items()}
        said = {o.name: plain[o.name] for o in options if plain[o.name] not in (None, ())}
        take(name, fill(kind, said))

    parameters = [_parameter(option) for option in options]
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {p.name: p.annotation for p in parameters}
    return call


def _parameter(option: Option) -> inspect.Parameter:
    several = option.kind in ("values", "arguments")
    kind: Any = list[str] | None if several else str | None
    kind = bool if option.kind == "switch" else kind
    shown: Any
    if option.flags:
        shown = typer.Option(
            *option.flags,
            help=option.help,
            metavar=option.metavar or None,
            rich_help_panel=option.panel or None,
            show_default=False,
            autocompletion=_complete(option.choices) if option.choices else None,
        )
    else:
        shown = typer.Argument(help=option.help, metavar=option.metavar, show_default=False)
    default: Any = False if option.kind == "switch" else None
    if option.required:
        kind, default = list[str], inspect.Parameter.empty
    return inspect.Parameter(
        option.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[kind, shown],
    )


def _complete(choices: tuple[str, ...]) -> Callable[[str], list[str]]:
    def complete(incomplete: str) -> list[str]:
        return [choice for choice in choices if choice.startswith(incomplete)]

    return complete
