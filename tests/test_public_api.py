"""What a program that imports the library can rely on."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import cleanup
from cleanup import ConfigError, Document, check, fix, plan

DAMAGED = "Les trois candidates , dont une retraitée, sont prêtes pour les les jeux."
DOUBTFUL = "Ils ont vanté leurs deux clubs. » la longue rivalité."


def test_what_is_public_is_there_and_says_what_it_is() -> None:
    assert set(cleanup.__all__) >= {"check", "fix", "plan", "Plan", "Finding", "Change", "Document"}
    for name in cleanup.__all__:
        thing = getattr(cleanup, name)
        assert name == "__version__" or inspect.getdoc(thing), name


def test_no_module_is_called_like_a_public_function() -> None:
    for name in ("check", "fix", "plan"):
        assert inspect.isfunction(getattr(cleanup, name))
        with pytest.raises(ModuleNotFoundError):
            __import__(f"cleanup.{name}")


def test_three_functions_one_plan() -> None:
    made = plan(DAMAGED, "fr")
    assert fix(DAMAGED, "fr") == made
    assert check(DAMAGED, "fr") == made.findings
    assert (made.source, made.language) == (DAMAGED, "fr")
    assert made.text == "Les trois candidates, dont une retraitée, sont prêtes pour les jeux."
    assert [(c.old, c.new) for c in made.changes] == [(" ", ""), (" les", "")]
    assert made.left == ()
    assert [f.code for f in made.findings] == ["TOK007", "REP001"]


def test_unsafe_is_asked_for() -> None:
    safe, every = fix(DOUBTFUL, "fr"), fix(DOUBTFUL, "fr", unsafe=True)
    assert safe.text == DOUBTFUL
    assert every.text == "Ils ont vanté la longue rivalité de leurs deux clubs."
    (left,) = safe.left
    assert DOUBTFUL[: left.start] + (left.suggestion or "") + DOUBTFUL[left.end :] == every.text
    assert (left.applicability, left.severity) == ("unsafe", "warning")


def test_style_is_asked_for() -> None:
    text = "Vraiment ? A cette heure, oui."
    assert fix(text, "fr").text == text
    assert fix(text, "fr", style="fr-FR").text == "Vraiment\u202f? À cette heure, oui."
    with pytest.raises(ConfigError, match="fr-FR"):
        fix(text, "fr", style="fr-XX")


@pytest.mark.parametrize(
    ("lang", "language"), [("fr", "fr"), ("fr-CH", "fr"), ("sv", "und"), (None, "fr")]
)
def test_the_language_is_asked_for_or_found(lang: str | None, language: str) -> None:
    text = "Le maire a dit que les habitants de la ville ne voulaient pas de ce pont. " * 3
    assert plan(text, lang).language.partition("-")[0] == language


def test_the_same_text_gives_the_same_plan() -> None:
    assert plan(DAMAGED, "fr") == plan(DAMAGED, "fr")


def test_a_document_of_a_string_is_one_block() -> None:
    assert Document.of("un\n\ndeux").blocks == ((0, 8),)


def test_nothing_heavy_is_imported_for_a_clean_text() -> None:
    heavy = ["ftfy", "langdetect", "rich", "typer", "asyncio", "tomllib"]
    code = (
        "import sys; from cleanup import plan; "
        "plan('Le maire a dit que les habitants de la ville ne voulaient pas de ce pont.', 'fr'); "
        f"print(sorted(set({heavy}) & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    # The first call may have to read the rules; the second finds them kept.
    done = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(2)]
    assert done[1].stdout.strip() == "[]"
