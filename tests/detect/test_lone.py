"""Lone quotation marks: what is offered, what a person must decide, and that nothing is done."""

from __future__ import annotations

import pytest

from cleanup import check, fix

OFFERED = [
    (
        "fr",
        "La route est rouverte\u202f», a dit le maire.",
        "«\u202fLa route est rouverte\u202f», a dit le maire.",
        "QUO020",
    ),
    ("de", "Das Eis hält“, rief der Wirt.", "„Das Eis hält“, rief der Wirt.", "QUO020"),
    ("en", "The ice will hold,” said Ann.", "“The ice will hold,” said Ann.", "QUO020"),
    ("pl", "Lód trzyma” – mówi Ewa.", "„Lód trzyma” – mówi Ewa.", "QUO020"),
    ("fr", "La cave reste fraîche l’été ».", "La cave reste fraîche l’été.", "QUO021"),
    ("fr", "L’écran mesure 40 ».", "L’écran mesure 40″.", "QUO021"),
    ("fr", "Elle a dit : « La digue tient.", "Elle a dit : « La digue tient. »", "QUO022"),
    ("es", "Avisó: «El dique aguanta.", "Avisó: «El dique aguanta».", "QUO022"),
    (
        "fr",
        "Elle assure qu’« il viendra.\n\nLe port rouvre.",
        "Elle assure qu’« il viendra ».\n\nLe port rouvre.",
        "QUO022",
    ),
    (
        "fr",
        "Il rit. « La digue tient, dit-il. Le port rouvre.",
        "Il rit. « La digue tient », dit-il. Le port rouvre.",
        "QUO022",
    ),
    (
        "it",
        "“Si parte all’alba. “Farà bello”, ha detto.",
        "“Si parte all’alba. Farà bello”, ha detto.",
        "QUO023",
    ),
]

# Nothing says where the other mark stood: the head of what was said may be lost, or more of it.
MANUAL = [
    ("Le bac ferme, selon lui, à cause du gel ».", "QUO001"),
    ("Elle constate que le bac est fermé ».", "QUO001"),
    ("Je pars demain matin ».", "QUO001"),
    ("Le maire a ri : la route est rouverte », a-t-il dit.", "QUO001"),
    ("Les riverains du port » ont défilé.", "QUO001"),
    ("Va-t’en, huguenot ! »", "QUO001"),
    ("Le port\nLa digue tient », a dit Roy.", "QUO001"),
    ("Il a dit « nous partons et il est sorti.\n\nIl neige.", "QUO002"),
    ("Il rit. « Oui, dit-il, la digue tient, et bien. Il neige.", "QUO002"),
]


@pytest.mark.parametrize(("lang", "text", "repaired", "code"), OFFERED)
def test_an_offer_is_made_only_when_it_is_accepted(
    lang: str, text: str, repaired: str, code: str
) -> None:
    assert fix(text, lang=lang).text == text
    accepted = fix(text, lang=lang, unsafe=True)
    assert accepted.text == repaired
    assert [(f.code, f.applicability) for f in accepted.findings] == [(code, "unsafe")]
    assert check(repaired, lang=lang) == ()


@pytest.mark.parametrize(("text", "code"), MANUAL)
def test_in_doubt_a_person_must_look(text: str, code: str) -> None:
    found = fix(text, lang="fr", unsafe=True)
    assert found.text == text
    assert code in [f.code for f in found.findings]


def test_a_text_that_was_cut_off_is_no_fault() -> None:
    assert check("« La digue tient.", lang="fr") == ()


@pytest.mark.parametrize("text", [text for lang, text, _, _ in OFFERED if lang == "fr"])
def test_findings_carry_the_margin_of_the_parse(text: str) -> None:
    (finding,) = check(text, lang="fr")
    assert 0 <= finding.confidence <= 1
    assert finding.evidence["margin"] >= 0


def test_a_closing_mark_may_belong_to_an_opening_one_far_before_it() -> None:
    text = "Il dit : « Le bac.\n\n" + "La pluie tombe.\n\n" * 7 + "Le gel ».\n\nIl rit."
    assert [f.code for f in check(text, lang="fr")] == ["QUO022", "QUO001"]


def test_many_lone_marks_get_no_offers() -> None:
    text = " ".join(f"Le mot{n} gèle »." for n in range(8))
    assert {f.code for f in check(text, lang="fr")} == {"QUO001"}


@pytest.mark.parametrize(
    "text",
    ["Le prix « Rivière’’ et le bac.", "Le prix «Rivière'' et le bac.", "Le prix ,,Rivière» gèle."],
)
def test_a_partner_typed_as_two_signs_is_there(text: str) -> None:
    assert not {"QUO001", "QUO002"} & {f.code for f in check(text, lang="fr")}
