"""The commands: where each is declared and done. A module is imported when it is called for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from cleanup.start.data import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its module, its options and its function there, and its line in the help."""

    name: str
    module: str
    options: str
    act: str
    help: str

    def load(self) -> tuple[type[Any], Callable[[Any], int]]:
        """Return the dataclass of its options and the function that takes one."""
        module = import_module(self.module)
        return getattr(module, self.options), getattr(module, self.act)


def _command(name: str, help: str, module: str = "", options: str = "") -> Command:
    module = f"cleanup.cli.{module or name}"
    return Command(name, module, options or name.capitalize(), name, help)


COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        _command("fix", "Apply safe changes to files, and show each with its reason."),
        _command("lint", "Report what is found; write nothing."),
        _command("review", "Ask about one doubtful change at a time, and keep the answers."),
        _command("report", "Show past runs again, from their ledgers."),
        _command("undo", "Take the last run, or the one of a ledger, back byte for byte."),
        _command("verify", "Prove that a run can be taken back.", "undo", "Undo"),
        _command("score", "Weigh what is found in each document, worst first."),
        _command("rules", "List, select and search the rules."),
        _command("explain", "Say what a rule does, why, and show its examples."),
        _command("test", "Run the examples that the rules carry."),
        _command("init", "Write a commented cleanup.toml, in which nothing is set."),
        _command("eval", "Measure the rules on labelled texts."),
    )
}
