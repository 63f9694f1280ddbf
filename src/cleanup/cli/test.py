"""`cleanup test`: run the examples that the rules carry."""

from __future__ import annotations

from cleanup.cli.choice import known_rules, meant, own_folders
from cleanup.cli.declare import arguments, switch
from cleanup.cli.settings import split
from cleanup.cli.streams import emit, say
from cleanup.start.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """The options of `cleanup test`."""

    rules: tuple[str, ...] = arguments(
        metavar="RULES", help="Rules by code, beginning of a code, or name (default: all)."
    )
    isolated: bool = switch("--isolated", help="Ignore all configuration files.")


def test(options: Test) -> int:
    """Run examples and print those that fail; return 1 where one does. Raises CleanupError."""
    from cleanup.examples import check_examples
    from cleanup.extras import lacking, needed

    chosen = meant(split(options.rules), known_rules(isolated=options.isolated), "test")
    failing = check_examples(chosen, extend=own_folders(isolated=options.isolated))
    emit("".join(f"{line}\n" for line in failing))
    count = sum(len(rule.bad) + len(rule.good) for rule in chosen)
    rules = f"{len(chosen)} rule" + ("" if len(chosen) == 1 else "s")
    say(f"{rules}, {count} examples, {len(failing)} failing")
    for need in lacking(rule.needs for rule in chosen):
        codes = ", ".join(rule.code for rule in chosen if rule.needs == need)
        say(f"note: not installed: {needed(need)}; bad examples left out: {codes}")
    return 1 if failing else 0
