"""Patterns kept compiled: the same again, and none where the cache is not what was written."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

from cleanup.rule.model import FLAGS
from cleanup.rulebook.library import load_library, load_rulebook
from cleanup.rulebook.lists import bind
from cleanup.start import compiling
from cleanup.start.compiling import compile_pattern, keep
from cleanup.start.shelf import Shelf


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    compiling.forget()
    yield tmp_path / "mt-cleanup"
    compiling.forget()


def again() -> None:
    """Do what the next process does: it knows only what was kept."""
    keep()
    compiling.forget()


def spans(pattern: regex.Pattern[str], texts: list[str]) -> list[object]:
    return [(m.span(), m.groupdict()) for text in texts for m in pattern.finditer(text)]


def test_every_pattern_is_the_same_again() -> None:
    rules = [rule for rule in load_library().rules if rule.pattern]
    texts = [bad[0] for rule in rules for bad in rule.bad]
    book = load_rulebook()
    made: dict[str, tuple[regex.Pattern[str], list[object]]] = {}
    for rule in rules:
        lists = book.table("fr" if rule.language == "und" else rule.language).lists
        # What `bind` makes may come out of this process; here it goes through what is kept.
        pattern = bind(rule, lists)
        entry = compiling._entry(pattern, dict(pattern.named_lists))
        kept = compiling._made(pattern.pattern, json.loads(json.dumps(entry)), _lists(pattern))
        own = [bad[0] for bad in rule.bad] + list(rule.good) + texts[::40]
        made[rule.code] = kept, spans(pattern, own)
        assert spans(kept, own) == made[rule.code][1], rule.code
        assert (kept.flags, kept.groupindex) == (pattern.flags, pattern.groupindex)
    assert sum(bool(found) for _, found in made.values()) > 200


def _lists(pattern: regex.Pattern[str]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in pattern.named_lists.items()}


def test_what_was_kept_is_not_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = (r"(?i:\L<small>) (?P<noun>\p{L}+)", FLAGS, (("small", frozenset({"le", "la"})),))
    first = compile_pattern(*asked)
    again()

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("compiled")

    compiling._maker()
    monkeypatch.setattr(regex, "compile", refuse)
    second = compile_pattern(*asked)
    assert second is not first
    assert spans(second, ["LE bac, la mer"]) == spans(first, ["LE bac, la mer"]) != []


def test_what_was_kept_needs_no_compiler_of_regex(folder: Path) -> None:
    ask = (
        "import sys\n"
        "from cleanup.start.compiling import compile_pattern, keep\n"
        "from cleanup.rule.model import FLAGS\n"
        "lists = (('small', frozenset({'la'})),)\n"
        "found = compile_pattern(r'(?P<word>\\p{Lu}\\L<small>)(?i:x)', FLAGS, lists)\n"
        "assert found.match('Élax')['word'] == 'Éla' and not found.match('elax')\n"
        "keep()\n"
        "print('regex' in sys.modules)\n"
        "import regex\n"  # which finds the part that was loaded without it
        "assert type(regex.compile('a')) is type(found)\n"
        "assert regex.sub('(a)', r'<\\1>', 'ba') == 'b<a>'\n"
        "assert found.sub(r'\\g<word>!', 'Élax') == 'Éla!'\n"
    )
    said = [
        subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert [done.stdout for done in said] == ["True\n", "False\n"]


def test_the_flags_are_those_of_regex() -> None:
    assert FLAGS == regex.VERSION1 | regex.MULTILINE


def test_another_list_is_another_pattern() -> None:
    for words in ({"le"}, {"la"}):
        pattern = compile_pattern(r"\L<small>", FLAGS, (("small", frozenset(words)),))
        again()
        assert [m[0] for m in pattern.finditer("le la")] == sorted(words)


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 32 + b"\n{}"])
def test_a_damaged_file_is_as_none(folder: Path, damage: bytes) -> None:
    compile_pattern("a+", FLAGS, ())
    again()
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage)
    assert compile_pattern("a+", FLAGS, ()).fullmatch("aa")
    again()
    assert path.read_bytes() == whole


def test_nothing_new_writes_nothing(folder: Path) -> None:
    compile_pattern("a+", FLAGS, ())
    again()
    (path,) = folder.iterdir()
    path.chmod(0o400)
    before = path.stat().st_mtime_ns
    compile_pattern("a+", FLAGS, ())
    again()
    assert path.stat().st_mtime_ns == before


def test_a_cache_that_cannot_be_written_is_no_fault(folder: Path) -> None:
    folder.write_bytes(b"a file where the folder would be")
    assert compile_pattern("a+", FLAGS, ()).fullmatch("aa")
    again()
    assert folder.is_file()


def test_too_many_begin_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "_MOST", 2)
    for pattern in ("a", "b", "c"):
        compile_pattern(pattern, FLAGS, ())
        again()
    (path,) = folder.iterdir()
    assert 0 < len(Shelf(str(path))) <= 2
