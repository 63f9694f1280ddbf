"""Words, clauses and passages that stand twice: what is repaired, proposed, left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.engine.settling import SAFE, UNSAFE, plan
from cleanup.results import Plan
from cleanup.rulebook.library import load_rulebook
from cleanup.rulebook.selection import Selection
from cleanup.scan.repeats import LONGEST, repeats
from cleanup.text.document import Document
from steps import steps


def planned(text: str, *, unsafe: bool = False) -> Plan:
    book = load_rulebook(Selection(select=("REP",)))
    return plan(Document.of(text), book, UNSAFE if unsafe else SAFE, "fr")


SAFE_REPAIRS = {
    "word": ("Il a posé la la caisse.", "Il a posé la caisse."),
    "capital first": ("Chaque chaque hiver, il gèle.", "Chaque hiver, il gèle."),
    "run of function words": ("Le lit de la de la rivière.", "Le lit de la rivière."),
    "auxiliary and participle": ("La cloche a été a été fondue.", "La cloche a été fondue."),
    "before a comma": ("Il est venu pour pour, dit-on, voir.", "Il est venu pour, dit-on, voir."),
    "over a stop": ("Il vend le toit de. de la grange.", "Il vend le toit de la grange."),
    "four times": ("Un câblier câblier câblier câblier a cédé.", "Un câblier a cédé."),
    "clause three times": (
        "Elle dort dans la cour, dans la cour, dans la cour du fort.",
        "Elle dort dans la cour du fort.",
    ),
    "long clause twice": (
        "Il nie avoir vu la clé de la cave, avoir vu la clé de la cave.",
        "Il nie avoir vu la clé de la cave.",
    ),
    "sentence with a colon": (
        "Le jury a tranché, sans rire : il faut tout recompter. "
        "Le jury a tranché, sans rire : il faut tout recompter. On recompte.",
        "Le jury a tranché, sans rire : il faut tout recompter. On recompte.",
    ),
    "sentence at the head of the next paragraph": (
        "Il pleut. Le bac ne part plus avant la fin de la crue.\n\n"
        "Le bac ne part plus avant la fin de la crue. On attend.",
        "Il pleut. Le bac ne part plus avant la fin de la crue.\n\nOn attend.",
    ),
    "paragraph": (
        "Le moulin a brûlé dans la nuit de mardi. Les pompiers sont venus du bourg.\n\n"
        "Le moulin a brûlé dans la nuit de mardi. Les pompiers sont venus du bourg.\n\nFin.",
        "Le moulin a brûlé dans la nuit de mardi. Les pompiers sont venus du bourg.\n\nFin.",
    ),
}


@pytest.mark.parametrize(("text", "repaired"), SAFE_REPAIRS.values(), ids=SAFE_REPAIRS)
def test_is_repaired(text: str, repaired: str) -> None:
    assert planned(text).text == repaired


PROPOSED = {
    "content word": ("Une barque barque neuve.", "Une barque neuve."),
    "phrase": ("Le four tire mal tire mal, dit-il.", "Le four tire mal, dit-il."),
    "three times": ("Un câble câble câble a cédé.", "Un câble a cédé."),
    "a line of a song": ("chantons chantons chantons chantons", "chantons"),
    "short clause between commas": (
        "Il va, du pont au port, du pont au port et revient.",
        "Il va, du pont au port, et revient.",
    ),
    "short sentence three times": ("Voici Léa Brun. Léa Brun. Léa Brun.", "Voici Léa Brun."),
    "sentence further on": (
        "La cale est vide depuis trois hivers. Il neige. La cale est vide depuis trois hivers.",
        "La cale est vide depuis trois hivers. Il neige.",
    ),
}


@pytest.mark.parametrize(("text", "repaired"), PROPOSED.values(), ids=PROPOSED)
def test_is_proposed_and_not_made(text: str, repaired: str) -> None:
    assert planned(text).text == text
    assert planned(text, unsafe=True).text == repaired


@pytest.mark.parametrize(
    "text",
    [
        "Nous nous en allons, vous vous en chargez.",
        "C’est très, très loin ; c’est très très loin.",
        "Tic tac tic tac, répond l’horloge, et le coq crie cocorico cocorico cocorico.",
        "Il revint peu à peu à lui, un à un à pas lents.",
        "Ce qui est fait est fait.",
        "Ce qu’elle a été a été oublié.",
        "La voix de de Gaulle et le film Walla Walla.",
        "On a creusé. On a creusé encore. On a creusé la nuit.",
        "— Laissez-moi tranquille ce soir. Laissez-moi tranquille ce soir.",
        "« Je ne veux plus la voir, je ne veux plus la voir. »",
        "Reviens, reviens, ma barque,\nreviens avant la nuit ;\nreviens, reviens, ma barque,",
        "10 10 10 et 0,5 0,5",
        "| A su changer de cap et de nom | A su changer de cap et de nom |",
        "en haut à droite, en bas à droite, en bas à gauche",
    ],
)
def test_is_left_alone(text: str) -> None:
    assert planned(text, unsafe=True).findings == ()


@given(st.lists(st.sampled_from("abc"), max_size=60))
def test_the_sample_misses_no_run(words: list[str]) -> None:
    """Every word of every run that comparing all pairs shows lies in a run that is yielded."""
    covered = {
        n for start, period, length in repeats(words) for n in range(start, start + length + period)
    }
    for period in range(1, LONGEST + 1):
        for start in range(len(words) - 2 * period + 1):
            first = words[start : start + period]
            if first == words[start + period : start + 2 * period]:
                assert start in covered


@pytest.mark.parametrize("unit", ["de la de ", "a b ", "le chat dort ici ce soir. Oui. ", "x "])
def test_work_grows_with_the_length(unit: str) -> None:
    planned(unit * 20)
    few, many = steps(lambda: planned(unit * 300)), steps(lambda: planned(unit * 1200))
    assert many < 6 * few
