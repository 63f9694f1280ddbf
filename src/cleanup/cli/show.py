"""`--show-files` and `--show-settings`: what a call would read, and what would hold for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cleanup.cli.common import Choosing, Reading, Telling, Walking
from cleanup.cli.paths import STDIN
from cleanup.cli.rulebooks import rulebook_of
from cleanup.cli.settings import Desk, Settings
from cleanup.cli.streams import emit
from cleanup.config.keys import FILE_KEYS, KEYS, Key
from cleanup.config.place import Place
from cleanup.files import shown, shown_here
from cleanup.rule.options import written
from cleanup.start.data import fields

_FEW = 3  # files that a heading names one by one
_WIDE = 60  # code points of a value beside which a source still stands in its column
_OPTIONS = {"fields": "field"}  # options that are not called as the key is
_ADDED = (
    "ignore",
    "extend-select",
    "unfixable",
    "extend-rules",
    "exclude",
    "extend-exclude",
)


def show(
    paths: Sequence[str],
    choosing: Choosing,
    reading: Reading,
    telling: Telling,
    walking: Walking | None = None,
) -> int:
    """Print the files, or what holds for them, once for all that share it; return 0.

    `-` is standard input, treated as the file that `walking` names for it. Raises ConfigError for
    an option or a configuration that is wrong, RuleError for a wrong rule.
    """
    if not reading.show_settings:
        emit("".join(f"{shown(path)}\n" for path in paths))
        return 0
    walking = walking or Walking()
    desk = Desk(choosing, reading, telling.fail_on)
    groups: dict[tuple[Settings, tuple[object, ...]], list[str]] = {}
    for path in paths:
        settings = desk.settings((path == STDIN and walking.stdin_filename) or path)
        groups.setdefault((settings, settings.parts), []).append(path)
    given = {k: v for one in (choosing, reading, telling, walking) for k, v in _given(one)}
    emit("\n".join("".join(_block(p, s, given, choosing)) for (s, _), p in groups.items()))
    return 0


def _given(options: Any) -> Iterator[tuple[str, object]]:
    """Yield the options of the command line that were given, by their names."""
    for option in fields(options):
        value = getattr(options, option.name)
        if value not in (None, False, ()):
            yield option.name.replace("_", "-"), value


def _block(
    paths: Sequence[str], settings: Settings, given: dict[str, object], choosing: Choosing
) -> Iterator[str]:
    more = f" and {len(paths) - _FEW} more" if len(paths) > _FEW else ""
    yield f"{', '.join(shown(path) for path in paths[:_FEW])}{more}\n"
    book = rulebook_of(settings, choosing)
    rows = list(_rows(settings, given))
    wide = max(len(name) for name, _, _ in rows)
    far = min(_WIDE, max(len(value) for _, value, _ in rows))
    for name, value, source in rows:
        yield f"  {name:<{wide}}  {value:<{far}}  {source}".rstrip() + "\n"
    running = {rule.code for rule in book.rules}  # one of style runs once for each language
    yield f"  {len(running)} of {len(book.known)} rules run\n"


def _rows(settings: Settings, given: dict[str, object]) -> Iterator[tuple[str, str, str]]:
    """Yield name, value and source of each setting."""
    config = shown_here(settings.config) if settings.config else "none"
    yield "configuration", config, ""
    for key in (*KEYS.values(), FILE_KEYS["format"]):
        if key.kind in ("file", "ignores", "files", "options"):
            continue
        value = _value(settings, key, given)
        sources = list(_sources(settings, key.name, given))
        said = written(value) if sources else key.default or "none"
        yield key.name, said, ", ".join(sources) or "default"
    for one in settings.said.options:
        if one.name:
            yield f"rules.{one.rules}.{one.name}", written(one.value), one.place.source


def _value(settings: Settings, key: Key, given: dict[str, object]) -> object:
    if key.kind == "folders":
        return tuple(shown_here(folder) for folder in settings.extend)
    if key.kind == "size":
        return settings.max_size
    for owner in (settings, settings.selection):
        if hasattr(owner, key.field):
            return getattr(owner, key.field)
    # What says which files are read is asked of the configuration and the command line.
    said, asked = getattr(settings.said, key.field), given.get(key.name)
    if isinstance(said, bool):
        return (said or bool(asked)) and f"no-{key.name}" not in given
    globs = [glob for part in said for glob in part.globs]
    return [*globs, *asked] if isinstance(asked, tuple) else globs


def _sources(settings: Settings, name: str, given: dict[str, object]) -> Iterator[str]:
    """Yield where a setting is from: all that had a say where they add up, else the last."""
    field = name.replace("-", "_")
    here = [_within(part.place, name) for part in settings.parts if getattr(part, field, None)]
    places = list(settings.said.places(name))
    if "select" in given and name in ("select", "ignore", "extend-select"):
        places = []  # `--select` begins anew
    names = (_OPTIONS.get(name, name), f"no-{name}")
    option = [f"--{one}" for one in names if one in given]
    sources = [*map(_source, (*places, *here)), *option]
    added = name in _ADDED
    yield from dict.fromkeys(sources if added else sources[-1:])


def _within(place: Place | str, name: str) -> Place | str:
    """Return the place of a key in a table [[files]]; what is ignored has no key of its own."""
    return place.at(name) if isinstance(place, Place) and name in FILE_KEYS else place


def _source(place: Place | str) -> str:
    return place if isinstance(place, str) else place.source
