"""Editorial brackets: the word that agreement leaves, and what the policy of the house makes."""

from __future__ import annotations

import pytest

from cleanup.detect.bracketedits import DROP_ALL, DROP_MARKS, KEEP, joined, translated
from cleanup.detect.bracketforms import settled_form
from cleanup.engine.settling import SAFE, UNSAFE, plan
from cleanup.language.packparts import Editorial
from cleanup.language.packs import pack
from cleanup.results import Plan
from cleanup.rulebook.library import load_rulebook
from cleanup.rulebook.selection import Selection
from cleanup.text.document import Document
from cleanup.text.edits import apply

FR = pack("fr")


@pytest.mark.parametrize(
    ("concept", "behind", "form"),
    [
        pytest.param("their", " deux pays.", "leurs", id="numeral"),
        pytest.param("the", " six mai.", None, id="date"),
        pytest.param("the", " deux ont ri.", None, id="numeral-alone"),
        pytest.param("the", " grands ponts.", "les", id="plural-adjective"),
        pytest.param("our", " nouveaux amis.", "nos", id="plural-in-x"),
        pytest.param("our", " vieux amis.", None, id="adjective-of-one-form"),
        pytest.param("our", " grand ami.", "notre", id="singular-adjective"),
        pytest.param("their", " société.", "leur", id="singular-noun"),
        pytest.param("their", " pays.", None, id="noun-of-one-form"),
        pytest.param("the", " société.", None, id="gender"),
        pytest.param("the", " école.", "l’", id="vowel"),
        pytest.param("the", " hameau.", None, id="h"),
        pytest.param("their", " hameau.", "leur", id="h-without-elision"),
        pytest.param("my", " école.", "mon", id="possessive-before-vowel"),
        pytest.param("my", " maison.", None, id="possessive-gender"),
        pytest.param("our", " presque bons amis.", None, id="adverb"),
        pytest.param("our", " vraiment bons amis.", None, id="adverb-unknown"),
        pytest.param("the", " Beatles.", None, id="name"),
        pytest.param("the", " ex-présidents.", None, id="hyphen"),
        pytest.param("the", ", puis.", None, id="mark"),
        pytest.param("the", "", None, id="end"),
        pytest.param("have", " deux pays.", None, id="no-determiner"),
    ],
)
def test_a_determiner_is_settled_where_one_is_left(
    concept: str, behind: str, form: str | None
) -> None:
    assert settled_form(FR.editorial[concept], FR, behind) == form


def test_a_language_without_endings_of_a_plural_settles_no_singular() -> None:
    english = pack("en")
    assert settled_form(Editorial(("these", "those"), agrees=True), english, " town") is None


@pytest.mark.parametrize(
    ("text", "keep", "marks", "everything"),
    [
        pytest.param("fort [and] beau", "fort [et] beau", "fort et beau", "fort beau", id="spaces"),
        pytest.param("fort[and]beau", "fort [et] beau", "fort et beau", "fort beau", id="glued"),
        pytest.param("fort [and]beau", "fort [et] beau", "fort et beau", "fort beau", id="right"),
        pytest.param("fort[and] beau", "fort [et] beau", "fort et beau", "fort beau", id="left"),
        pytest.param("« [and] beau", "« [et] beau", "« et beau", "« beau", id="opening"),
        pytest.param("[and] beau", "[et] beau", "et beau", "beau", id="start"),
        pytest.param("fort [and], oui", "fort [et], oui", "fort et, oui", "fort, oui", id="comma"),
        pytest.param("fort [and] »", "fort [et] »", "fort et »", "fort »", id="closing"),
        pytest.param("fort [and]", "fort [et]", "fort et", "fort", id="end"),
    ],
)
def test_a_policy_makes_of_a_bracket(text: str, keep: str, marks: str, everything: str) -> None:
    start, end = text.index("["), text.index("]") + 1
    for policy, expected in ((KEEP, keep), (DROP_MARKS, marks), (DROP_ALL, everything)):
        assert apply(text, list(translated(text, start, end, "et", policy))) == expected


def test_an_elided_word_without_brackets_touches_the_next() -> None:
    assert (
        apply("a [the] île", list(translated("a [the] île", 2, 7, "l’", DROP_MARKS))) == "a l’île"
    )
    assert apply("a ». [of] eau", [joined("a ». [of] eau", 1, 9, "d’", DROP_MARKS)]) == "a d’eau"


def made(text: str, policy: str | None, *, unsafe: bool, rules: str = "BRK") -> Plan:
    options = ((rules, "policy", policy),) if policy else ()
    book = load_rulebook(Selection(options=options))
    return plan(Document.of(text), book, UNSAFE if unsafe else SAFE, "fr")


QUOTED = "« La digue est solide [and] neuve », dit le maire."
CLOSED = "Il juge le texte « clair ». [and] utile »."


@pytest.mark.parametrize(
    ("text", "policy", "safe", "unsafe"),
    [
        (QUOTED, None, QUOTED.replace("and", "et"), QUOTED.replace("and", "et")),
        (QUOTED, KEEP, QUOTED.replace("and", "et"), QUOTED.replace("and", "et")),
        (QUOTED, DROP_MARKS, QUOTED, QUOTED.replace("[and]", "et")),
        (QUOTED, DROP_ALL, QUOTED, QUOTED.replace("[and] ", "")),
        (CLOSED, KEEP, *["Il juge le texte « clair [et] utile »."] * 2),
        (CLOSED, DROP_MARKS, CLOSED, "Il juge le texte « clair et utile »."),
        (CLOSED, DROP_ALL, CLOSED, "Il juge le texte « clair utile »."),
    ],
)
def test_only_brackets_that_stay_are_safe(
    text: str, policy: str | None, safe: str, unsafe: str
) -> None:
    assert made(text, policy, unsafe=False).text == safe
    assert made(text, policy, unsafe=True).text == unsafe


def test_suspicion_raises_no_policy_that_gives_words_up() -> None:
    """Two other faults make a document suspect, which makes a bracket outside quotations safe."""
    text = f"{CLOSED}\n\nLe plan est « flou », coûteux et bâclé ».\n\nLa digue [and] le port.\n"
    assert "La digue [et] le port." in made(text, None, unsafe=False).text
    assert "La digue [and] le port." in made(text, DROP_MARKS, unsafe=False, rules="BRK001").text
    assert "La digue et le port." in made(text, DROP_MARKS, unsafe=True, rules="BRK001").text


@pytest.mark.parametrize("policy", [KEEP, DROP_MARKS, DROP_ALL])
@pytest.mark.parametrize("text", [QUOTED, CLOSED, "« Ils ont [their] deux ports [and] », dit-il."])
def test_every_policy_settles(text: str, policy: str) -> None:
    fixed = made(text, policy, unsafe=True).text
    assert fixed != text
    assert made(fixed, policy, unsafe=True).text == fixed


def test_a_composite_whose_word_agreement_settled_is_proposed() -> None:
    text = "Il dit le bac « utile ». [their] deux ports »."
    assert made(text, None, unsafe=False).text == text
    assert made(text, None, unsafe=True).text == "Il dit le bac « utile [leurs] deux ports »."


def test_words_that_do_not_agree_at_the_join_are_reported() -> None:
    found = made("Il juge les débats « francs ». [and] utile ».", None, unsafe=False)
    (broken,) = (f for f in found.findings if f.code == "BRK014")
    assert found.text[broken.out_start : broken.out_end] == "francs [et] utile"
    agreed = made("Il juge les débats « francs ». [and] utiles ».", None, unsafe=False)
    assert "BRK014" not in {f.code for f in agreed.findings}


@pytest.mark.parametrize(
    "text",
    [
        "Le tract disait : “We shall defend the island [and] the harbour of the town.” Il a ri.",
        "Il cite la charte : the fish [and] the boats are to be left where they were found.",
    ],
)
def test_words_in_their_own_language_stay(text: str) -> None:
    assert made(text, None, unsafe=True).text == text
