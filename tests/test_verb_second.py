"""The mechanisms of structure and words in the languages whose verb stands behind one phrase."""

from __future__ import annotations

import pytest

from cleanup import Plan, fix, plan

SAFE = {
    "de": {
        "bracket": ("„Alt [and] neu“, rief er.", "„Alt [und] neu“, rief er."),
        "closed at bracket": (
            "Er nannte den Turm „schief“. [and] hohl“.",
            "Er nannte den Turm „schief [und] hohl“.",
        ),
        "early close": (
            "Sie nennt den Plan „kühn“, teuer und spät“.",
            "Sie nennt den Plan „kühn, teuer und spät“.",
        ),
        "early close before a clause": (
            "Sie hat „Pläne“. aber kein Geld“.",
            "Sie hat „Pläne, aber kein Geld“.",
        ),
        "seam": (
            "Der Kahn liegt fest. in der alten Schleuse am Wehr.",
            "Der Kahn liegt fest in der alten Schleuse am Wehr.",
        ),
        "seam before a genitive": (
            "Es fehlt die Antwort. der Stadt Lauen.",
            "Es fehlt die Antwort der Stadt Lauen.",
        ),
        "seam before a relative clause": (
            "Er schloss das Tor. mit dem Schlüssel, der schon rostig war.",
            "Er schloss das Tor mit dem Schlüssel, der schon rostig war.",
        ),
        "seam behind a number": (
            "Das kostet 3,5 Millionen Euro. für das Dach.",
            "Das kostet 3,5 Millionen Euro für das Dach.",
        ),
        "doubled": ("Er sagt, dass dass es regnet.", "Er sagt, dass es regnet."),
        "doubled before noun": ("Das Boot liegt im im Hafen.", "Das Boot liegt im Hafen."),
        "doubled article": ("Das ist die die neue Halle.", "Das ist die neue Halle."),
        "inner space": ("Er soll „ nur am Kai “ liegen.", "Er soll „nur am Kai“ liegen."),
        "decimal": ("Es kostet 6.4 Millionen Euro.", "Es kostet 6,4 Millionen Euro."),
        "thousands": ("Es gibt 1,250,000 Schafe.", "Es gibt 1.250.000 Schafe."),
        "month": ("Am 12. October 2023 war Fest.", "Am 12. Oktober 2023 war Fest."),
        "ordinal": ("Es ist der 75th Jahrestag.", "Es ist der 75. Jahrestag."),
    },
    "nl": {
        "bracket": ("“Oud [and] nieuw”, riep hij.", "“Oud [en] nieuw”, riep hij."),
        "closed at bracket": (
            "Hij noemde de toren “scheef”. [but] mooi”.",
            "Hij noemde de toren “scheef [maar] mooi”.",
        ),
        "early close": (
            "Zij noemt het plan “koen”, duur en laat”.",
            "Zij noemt het plan “koen, duur en laat”.",
        ),
        "seam": (
            "De boot ligt vast. in de oude sluis aan de rivier.",
            "De boot ligt vast in de oude sluis aan de rivier.",
        ),
        "seam before a relative clause": (
            "Hij sloot de poort. met een sleutel die al roestig was.",
            "Hij sloot de poort met een sleutel die al roestig was.",
        ),
        "doubled": ("Zij schrijft een een kaart.", "Zij schrijft een kaart."),
        "doubled het": ("Zij wonen in het het dorp.", "Zij wonen in het dorp."),
        "inner space": ("Hij zou “ op de kade ” liggen.", "Hij zou “op de kade” liggen."),
        "decimal": ("Het kost 6.4 miljoen euro.", "Het kost 6,4 miljoen euro."),
        "month": ("Op 12 Oktober 2023 was het feest.", "Op 12 oktober 2023 was het feest."),
        "ordinal": ("Dit is de 75th editie.", "Dit is de 75e editie."),
    },
}

PROPOSED = {
    "de": {
        "seam before a verb": (
            "Der Kahn ruht. in der Werft arbeiten vierzig Leute.",
            "Der Kahn ruht in der Werft arbeiten vierzig Leute.",
        ),
        "seam that wants a comma": (
            "Er ging zurück. weil er krank war.",
            "Er ging zurück, weil er krank war.",
        ),
        "seam before a conjunction": (
            "Der Wirt rief den Hund. und nahm den Hut.",
            "Der Wirt rief den Hund und nahm den Hut.",
        ),
        "word": ("Das Tor ist zu because er schläft.", "Das Tor ist zu, weil er schläft."),
        "lost closing mark": (
            "„Das Mehl reicht, sagte die Müllerin.",
            "„Das Mehl reicht“, sagte die Müllerin.",
        ),
        "lost opening mark": ("Das Mehl reicht“, sagte sie.", "„Das Mehl reicht“, sagte sie."),
        "clock": ("Die Fähre legt um 3 p.m. ab.", "Die Fähre legt um 15\u00a0Uhr ab."),
        "adverb": ("However hat er gelacht.", "Allerdings hat er gelacht."),
        "thousands": ("Der Turm kostet 38,200 Euro.", "Der Turm kostet 38.200 Euro."),
        "decimal": ("Der Mast misst 9.5 Meter.", "Der Mast misst 9,5 Meter."),
        "date": ("Er kam am March 3, 1923.", "Er kam am 3. März 1923."),
    },
    "nl": {
        "seam before a verb": (
            "De boot rust. in de werf werken veertig mensen.",
            "De boot rust in de werf werken veertig mensen.",
        ),
        "lost opening mark": ("Het meel is op”, zei zij.", "“Het meel is op”, zei zij."),
        "lost closing mark": (
            "“Het meel is op, zei de molenaar.",
            "“Het meel is op”, zei de molenaar.",
        ),
        "clock": ("De pont gaat om 3 p.m. weg.", "De pont gaat om 15.00\u00a0uur weg."),
        "thousands": ("De toren kost 38,200 euro.", "De toren kost 38.200 euro."),
    },
}

REPORTED = {
    "de": {
        "possessive": ("Die Müller“ Klage ist abgewiesen.", {"POS020"}),
        "relative or article": ("Das Dorf. das am Fluss liegt, ist leer.", {"SEG013"}),
        "doubled in doubt": ("Er ging durch durch die Tür.", {"REP021"}),
    },
    "nl": {
        "possessive": ("De molenaars” klacht is afgewezen.", {"POS030"}),
        "doubled in doubt": ("De deuren van van de hal zijn dicht.", {"REP031"}),
    },
}

CLEAN = {
    "de": [
        "Karl V. von Habsburg und Ludwig XIV. in Versailles.",
        "Er wohnt in der Hauptstr. in Kiel, bzw. bei Prof. von Hagen.",
        "Das Haus, in das das Kind zog, und der Mann, der der Stadt half.",
        "Ein ungefähr ein Meter langes Brett liegt im schon im Mai leeren Hafen.",
        "„Ja“, sagte sie, „das das Dorf so leer ist, wundert mich.“",
        "Der Liter kostet 1,599 Euro, das Stück wiegt 1,250 kg.",
        "Um 12.30 Uhr beginnt Kapitel 3.5 der Version 2.1.",
    ],
    "nl": [
        "Karel V van Habsburg en Lodewijk XIV. in Versailles.",
        "Hij woont bijv. in Kiel, evt. bij prof. van Hagen.",
        "Hij zegt dat dat kan en dat het het beste is.",
        "“Ja”, zei zij, “dat is een plan om om te kijken.”",
        "De liter kost 1,599 euro, het stuk weegt 1,250 kg.",
        "De droom van Van der Schans begint om 12.30 uur.",
    ],
}


def cases(table: dict[str, dict[str, tuple[str, object]]]) -> list[object]:
    return [
        pytest.param(lang, text, expected, id=f"{lang}-{name}")
        for lang, named in table.items()
        for name, (text, expected) in named.items()
    ]


def codes(made: Plan) -> set[str]:
    return {finding.code for finding in made.findings}


@pytest.mark.parametrize(("lang", "text", "repaired"), cases(SAFE))  # type: ignore[arg-type]
def test_is_repaired_and_settled(lang: str, text: str, repaired: str) -> None:
    made = fix(text, lang=lang)
    assert made.text == repaired
    assert plan(made.text, lang=lang).changes == ()


@pytest.mark.parametrize(("lang", "text", "repaired"), cases(PROPOSED))  # type: ignore[arg-type]
def test_is_proposed_and_not_done(lang: str, text: str, repaired: str) -> None:
    assert fix(text, lang=lang).text == text
    assert fix(text, lang=lang, unsafe=True).text == repaired


@pytest.mark.parametrize(("lang", "text", "found"), cases(REPORTED))  # type: ignore[arg-type]
def test_is_reported_and_never_changed(lang: str, text: str, found: set[str]) -> None:
    made = fix(text, lang=lang, unsafe=True)
    assert made.text == text
    assert codes(made) == found


@pytest.mark.parametrize(
    ("lang", "text"), [(lang, text) for lang, texts in CLEAN.items() for text in texts]
)
def test_correct_text_is_left_alone(lang: str, text: str) -> None:
    assert codes(plan(text, lang=lang)) == set()


def test_where_the_decimal_mark_is_a_point_numbers_are_left_alone() -> None:
    text = "Der Turm misst 9.5 Meter und kostet 6.4 Millionen Franken."
    assert codes(plan(text, lang="de")) == {"NUM020", "NUM021"}
    assert codes(plan(text, lang="de-CH")) == set()
