"""Style profiles: what each writes, that it settles, where it keeps off, and wrong profiles."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup import fix
from cleanup.engine.settling import SAFE, plan
from cleanup.errors import ConfigError, RuleError
from cleanup.evaluate import read_items
from cleanup.evaluation.corpus import Repair
from cleanup.results import Plan
from cleanup.rule.proof import words
from cleanup.rule.styles import fill, make_profiles
from cleanup.rulebook.library import load_library, load_rulebook
from cleanup.rulebook.selection import Selection
from cleanup.text.document import Document
from worktree import ROOT

PROFILES = load_library().profiles
N, T = "\u00a0", "\u202f"  # no-break space, narrow no-break space


def styled(text: str, style: str, lang: str = "") -> Plan:
    """Return the plan of the rules of a style alone."""
    rulebook = load_rulebook(Selection(style=style, ignore=("artifact",)))
    return plan(Document.of(text), rulebook, SAFE, lang or PROFILES[style].language)


def test_the_profiles_are_those_that_were_promised() -> None:
    expected = (
        "fr-FR fr-CA fr-CH fr-BE de-DE de-CH es-ES it-IT pt-PT pt-BR nl-NL pl-PL en-US en-GB ru-RU"
    )
    assert set(PROFILES) == set(expected.split())
    assert {name: profile.region for name, profile in PROFILES.items()} == {
        name: name[3:] for name in PROFILES
    }


@pytest.mark.parametrize(
    ("style", "text", "expected"),
    [
        ("fr-FR", 'Le "bac" part !', f"Le «{N}bac{N}» part{T}!"),
        ("fr-FR", "Oui : « non » ; quoi ?", f"Oui{N}: «{N}non{N}»{T}; quoi{T}?"),
        ("fr-FR", "Le “bac” part à 12 500 mètres.", f"Le «{N}bac{N}» part à 12{T}500 mètres."),
        ("fr-FR", "« Il a dit « non » hier »", f"«{N}Il a dit “non” hier{N}»"),
        ("fr-FR", "L'eau... 12% -- peu.", f"L’eau… 12{N}% -- peu."),
        ("fr-FR", "La 1ère et la 2ème fois.", "La 1re et la 2e fois."),
        ("fr-FR", "A cette heure, l'Etat dort.", "À cette heure, l’État dort."),
        ("fr-CA", "Vraiment ? Oui : non !", f"Vraiment? Oui{N}: non!"),
        ("fr-CA", f"Le «plan»{T}; 12 500 m", f"Le «plan»; 12{N}500 m"),
        ("fr-CH", "Oui : « non » !", f"Oui{T}: «{T}non{T}»{T}!"),
        ("fr-CH", "Les 12'500 « “mots” » d'ici", f"Les 12’500 «{T}“mots”{T}» d’ici"),
        ("fr-BE", "Quoi ? «Non»", f"Quoi{T}? «Non»"),
        ("de-DE", 'Der "Hof" ist zu 5 % leer...', f"Der „Hof“ ist zu 5{N}% leer…"),
        ("de-DE", "Der «Hof» und “das Tor” -- zu.", "Der „Hof“ und „das Tor“ – zu."),
        ("de-DE", "„Ja,“ sagt er, 10 000 Mal.", f"„Ja“, sagt er, 10{N}000 Mal."),
        ("de-CH", "Der „Hof“ kostet 12'500 Franken.", "Der «Hof» kostet 12’500 Franken."),
        ("de-CH", "Der « Hof » ist zu.", "Der «Hof» ist zu."),
        ("es-ES", 'La "sal" es la 3ª, el 5%.', f"La «sal» es la 3.ª, el 5{N}%."),
        ("es-ES", "La « sal » y la “miel”.", "La «sal» y la “miel”."),
        ("it-IT", 'L\'"onda" sale al 5%...', "L’«onda» sale al 5%…"),
        ("pt-PT", 'A "onda" da 2ª vez.', "A «onda» da 2.ª vez."),
        ("pt-BR", 'A "onda" e a «maré» -- hoje.', "A “onda” e a “maré” – hoje."),
        ("nl-NL", 'De foto\'s van "de dijk".', "De foto’s van “de dijk”."),
        ("pl-PL", 'To "dom" - mówi - i 12 500 osób.', f"To „dom” – mówi – i 12{N}500 osób."),
        ("en-US", 'It\'s the "dock" -- or not...', "It’s the “dock”—or not…"),
        ("en-GB", 'It\'s the "dock"--or not.', "It’s the “dock” – or not."),
        ("ru-RU", 'Река - "граница", 5-ый раз.', f"Река{N}— «граница», 5-й раз."),
        ("ru-RU", "Он сказал: “да”, 17%.", f"Он сказал: «да», 17{N}%."),
    ],
)
def test_a_profile_writes_its_marks(style: str, text: str, expected: str) -> None:
    assert styled(text, style).text == expected


@pytest.mark.parametrize("style", PROFILES)
@pytest.mark.parametrize(
    "text",
    [
        "https://a.example/x?y=1;z:2 www.a.example...",
        "`x = \"a\" -- 'b' ; c ? 12% : 5`",
        "```\nx = \"a b\" ; y ? 'z' : 12%\n```",
        "23:20 12:05:30",
        "3 : 2 a 4 : 1",
        ":) ;) :-) ;-) :D <3 :(",
        '8.30 5\'10" 27" 48°51′24″',
        "a.example@b.example {{ x }} %s ${y}",
        "1.2.3 0.5.1",
        "../.. --help a--b -x",
    ],
)
def test_a_profile_keeps_off(style: str, text: str) -> None:
    assert not styled(text, style).changes


def _texts(language: str) -> list[str]:
    items = [item for item in read_items([ROOT / "corpus" / "devset"]) if item.lang == language]
    found = [item.input if isinstance(item, Repair) else item.text for item in items]
    return [*found, (ROOT / "corpus" / "article.fr.txt").read_text("utf-8")][::2]


@pytest.mark.parametrize("style", PROFILES)
def test_a_styled_text_is_settled(style: str) -> None:
    language = PROFILES[style].language
    unsettled = []
    for text in _texts(language):
        once = fix(text, language, style=style)
        if fix(once.text, language, style=style).changes or any(f.held for f in once.findings):
            unsettled.append(text)
    assert not unsettled


_PIECES = st.sampled_from(
    [
        *(" ", " ", N, T, "\n\n", "mot", "Mot", "12", "500", "1ère", "5-ый", "2ª", "%"),
        *("'", '"', "«", "»", "“", "”", "„", "‹", "›", "’", "(", ")"),
        *("...", "--", " - ", " – ", ",", ".", ":", ";", "!", "?", ":-)", "23:20"),
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(list(PROFILES)), st.lists(_PIECES, max_size=30).map("".join))
def test_whatever_is_written_settles_and_keeps_its_words(style: str, text: str) -> None:
    once = styled(text, style)
    assert not styled(once.text, style).changes
    letters = [w for w in words(text) if w.isalpha() and w not in ("ère", "ый", "ª")]
    assert [w for w in words(once.text) if w in letters] == letters


def test_a_profile_leaves_texts_of_other_languages_alone() -> None:
    assert not styled('The "dock" is 5 % full - now ?', "fr-FR", "en").changes


def test_without_a_style_a_rule_that_is_named_follows_the_first_of_each_language() -> None:
    rulebook = load_rulebook(Selection(select=("QUO014",)))
    for lang, expected in (("fr", f"«{N}x{N}»"), ("de", "„x“"), ("en", "“x”")):
        assert plan(Document.of('"x"'), rulebook, SAFE, lang).text == expected


def test_a_text_is_taken_to_be_from_where_its_style_is() -> None:
    text = "Vraiment? Oui : non! Quoi? Là!"
    rulebook = load_rulebook(Selection(style="fr-CA"))
    assert rulebook.table("fr").pack.spacing["!"] == ""
    assert fix(text, "fr", style="fr-CA").text == text.replace(" :", f"{N}:")


def test_a_wrong_style_is_named_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match=r"no style 'fr-FRR'.*did you mean 'fr-FR'\?"):
        load_rulebook(Selection(style="fr-FRR"))


def _house(text: str) -> dict[str, Any]:
    folder = ROOT / "rules"
    tables = {name: tomllib.loads((folder / name).read_text("utf-8")) for name in FILES}
    return {**tables, "house/styles.toml": tomllib.loads(text)}


FILES = ("cldr.toml", "styles.toml")


def test_a_house_extends_a_profile() -> None:
    said = '[gazette]\nextends = "fr-FR"\nbefore = { ";" = "\\u00a0" }'
    gazette = make_profiles(_house(said))["gazette"]
    assert (gazette.language, gazette.region) == ("fr", "FR")
    assert gazette.conventions["before"][" ;"] == f"{N};"
    assert gazette.conventions["before"][" !"] == f"{T}!"


def test_the_profiles_of_a_house_run(tmp_path: Path) -> None:
    said = '[gazette]\nextends = "fr-FR"\nbefore = { ":" = "", "!" = "\\u00a0" }'
    (tmp_path / "styles.toml").write_text(said, encoding="utf-8")
    rulebook = load_rulebook(Selection(style="gazette"), (tmp_path,))
    found = plan(Document.of("A cette heure : oui !"), rulebook, SAFE, "fr")
    assert found.text == f"À cette heure: oui{N}!"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("[x]\nprimry = '« »'", "house/styles.toml: x: unknown key 'primry'; did you mean"),
        ("[x]\nextends = 'fr-FRR'", "house/styles.toml: x: there is no style 'fr-FRR' to extend"),
        ("[x]\nextends = 'y'\n[y]\nextends = 'x'", "extends itself, by way of 'x'"),
        ("[x]\nprimary = '«'\nlanguage = 'fr'", "'primary' must be two marks"),
        ("[x]\nbefore = '«'", "'before' must be a table of strings"),
        ("[x]\nabstract = 'yes'", "'abstract' must be true or false"),
        ("[x]\ndecimal = ','", "there is no language"),
        ("x = 1", "house/styles.toml: x: must be a table"),
    ],
)
def test_a_wrong_profile_is_named(said: str, reason: str) -> None:
    with pytest.raises(RuleError) as raised:
        make_profiles(_house(said))
    assert reason in str(raised.value)


@pytest.mark.parametrize("code", ["TYP002", "TYP023", "QUO014", "TYP021"])
def test_a_rule_runs_with_the_table_of_its_style(code: str) -> None:
    rule = next(rule for rule in load_library().rules if rule.code == code)
    for style, served in rule.profiles.items():
        (one,) = fill(rule, style)
        assert (one.language, one.lexicon) == (served.language, {**rule.lexicon, **served.table})
        assert one.trigger and not any("@" in value for value in one.trigger.values)
