"""Which language a text is in: by tag, by vote, by the detector, or none."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.errors import RuleError
from cleanup.language.decision import (
    WINDOW,
    Ballot,
    Decision,
    ballot,
    decide,
    gather,
    prose,
    voting,
)
from cleanup.language.packs import load_packs, pack, read

UNSUPPORTED: dict[str, str] = tomllib.loads(
    (Path(__file__).parent / "data" / "unsupported.toml").read_text("utf-8")
)["texts"]
SENTENCES = [
    pytest.param(sentence, id=f"{code}{number}")
    for code, text in UNSUPPORTED.items()
    for number, sentence in enumerate(re.split(r"(?<=[.?!])[»”\"’«]*\s+", text.strip()))
]

TEXTS = {
    "de": "Die Gemeinde hat am Montag mitgeteilt, dass die alte Brücke über den Fluss für drei"
    " Monate gesperrt wird. Viele Bewohner fürchten, dass die Arbeiten länger dauern werden.",
    "en": "The council said on Monday that the old bridge over the river would be closed for three"
    " months. Many of the residents fear that the work is going to take longer than that.",
    "es": "El ayuntamiento anunció el lunes que el viejo puente sobre el río estará cerrado durante"
    " tres meses. Los vecinos temen que las obras duren mucho más de lo que se ha prometido.",
    "fr": "La commune a annoncé lundi que le vieux pont sur la rivière serait fermé pendant trois"
    " mois. Les habitants craignent que les travaux ne durent plus longtemps que prévu.",
    "it": "Il comune ha annunciato lunedì che il vecchio ponte sul fiume resterà chiuso per tre"
    " mesi. Gli abitanti temono che i lavori durino molto più di quanto è stato promesso.",
    "nl": "De gemeente heeft maandag laten weten dat de oude brug over de rivier drie maanden dicht"
    " gaat. Veel bewoners zijn bang dat het werk langer zal duren dan er is beloofd.",
    "pl": "Gmina ogłosiła w poniedziałek, że stary most na rzece będzie zamknięty przez trzy"
    " miesiące. Mieszkańcy boją się, że prace potrwają dłużej, niż im to obiecano.",
    "pt": "A câmara anunciou na segunda-feira que a velha ponte sobre o rio ficará fechada durante"
    " três meses. Os moradores receiam que as obras durem muito mais do que foi prometido, e não é"
    " a primeira vez que isso acontece. Mas ninguém sabe ainda quem vai pagar a conta.",
    "ru": "Администрация в понедельник сообщила, что старый мост через реку будет закрыт на три"
    " месяца. Жители боятся, что ремонт продлится гораздо дольше, чем им обещали.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_two_sentences_are_enough(code: str) -> None:
    assert decide(TEXTS[code]).code == code


@pytest.mark.parametrize("code", TEXTS)
def test_an_article_is_decided_by_the_vote_alone(code: str) -> None:
    made = decide("\n".join([TEXTS[code]] * 4))
    assert made == Decision(code, "", "vote")


@pytest.mark.parametrize("code", UNSUPPORTED)
def test_a_language_without_a_pack_is_none_of_ours(code: str) -> None:
    assert decide(UNSUPPORTED[code]) == Decision("und", "", "undecided")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_not_even_by_single_sentences(sentence: str) -> None:
    assert decide(sentence).code == "und"


def test_twenty_languages_are_asked() -> None:
    near = {"ca", "ro", "sv", "da", "no", "af", "cs", "sk", "uk", "bg", "mk", "hr", "sl"}
    assert near | {"fi", "hu", "tr", "el", "gl", "eu", "id"} <= UNSUPPORTED.keys()


@pytest.mark.parametrize(
    ("tag", "code", "variant"),
    [
        ("fr", "fr", ""),
        ("fr-CA", "fr", "CA"),
        ("FR_ca", "fr", "CA"),
        ("fra", "fr", ""),
        ("de-Latn-CH-1996", "de", "CH"),
        ("es-419", "es", "419"),
        ("und", "und", ""),
        ("ca", "und", ""),
        ("sv-FI", "und", ""),
    ],
)
def test_a_tag_decides(tag: str, code: str, variant: str) -> None:
    assert decide(TEXTS["en"], asked=tag) == Decision(code, variant, "asked")
    assert decide(TEXTS["en"], declared=tag) == Decision(code, variant, "declared")


def test_asked_comes_before_declared_and_nonsense_is_no_declaration() -> None:
    assert decide(TEXTS["it"], declared="de", asked="fr").code == "fr"
    assert decide(TEXTS["it"], declared="{{ lang }}").how == "vote"
    assert decide(TEXTS["it"], declared="").code == "it"


@pytest.mark.parametrize("text", ["", " \n", "12 345 — 67 %", "Paris", "日本語の文章です。", "…"])
def test_nothing_to_vote_on(text: str) -> None:
    assert decide(text) == Decision("und", "", "undecided")


def test_what_is_not_prose_does_not_vote() -> None:
    code = "```\nif the end of the file is not in the list and it is for the user\n```\n"
    front = "---\ntitle: the end of the line and the start of it all for the many\n---\n"
    url = "https://example.org/the/of/and/to/in/is/that/it/was/for/on/are/with/as/they/at "
    for noise in (code * 3, front, url * 3):
        assert decide(noise + TEXTS["fr"]).code == "fr"
        assert "the" not in prose(noise + TEXTS["fr"])


def test_entities_are_read() -> None:
    assert prose("L&#39;&eacute;t&eacute;") == "L'été"


def test_only_the_window_votes() -> None:
    head = (TEXTS["fr"] + " ") * (WINDOW // len(TEXTS["fr"]) + 1)
    assert decide(head + TEXTS["en"] * 200) == Decision("fr", "", "vote")


def test_initials_are_no_elisions() -> None:
    assert "l" not in ballot().words
    assert ballot().count("D. L. C. S. N. Roy").hits.get("fr", 0) == 0
    assert ballot().count("l’arbre d'ici qu’on").hits["fr"] == 5


def test_the_ballot_can_be_kept_as_json() -> None:
    from cleanup.locate import rules_folder

    data = gather(load_packs().values(), read(rules_folder() / "languages.toml"))
    assert Ballot.of(json.loads(json.dumps(data))) == ballot()


def test_a_ballot_without_its_tables_is_refused() -> None:
    with pytest.raises(RuleError, match=r"languages\.toml: \[neighbours\]: missing"):
        gather(load_packs().values(), {})


@given(st.lists(st.sampled_from(sorted(voting(pack("fr")) | {"Roy", "pont"})), max_size=60))
def test_a_sum_counts_what_a_loop_counts(words: list[str]) -> None:
    counted = ballot().count(" ".join(words))
    for other in load_packs().values():
        own = voting(other)
        assert counted.hits.get(other.code, 0) == sum(word in own for word in words)


def test_the_longest_window_does_not_overflow() -> None:
    counted = ballot().count("a " * WINDOW)
    assert counted.hits["en"] == counted.words == WINDOW // 2


@given(st.text(max_size=300), st.none() | st.text(max_size=12), st.none() | st.text(max_size=12))
def test_any_text_has_an_answer(text: str, declared: str | None, asked: str | None) -> None:
    assert decide(text, declared, asked).code in {*ballot().shares, "und"}


def test_the_detector_is_asked_only_when_in_doubt_and_leaves_no_trace() -> None:
    script = (
        "import sys; from cleanup.language.decision import decide\n"
        f"decide({TEXTS['fr']!r}); assert 'langdetect' not in sys.modules\n"
        f"made = decide({IN_DOUBT!r}); assert made.how == 'detector', made\n"
        "from langdetect import DetectorFactory, detector_factory\n"
        "assert DetectorFactory.seed is None and detector_factory._factory is None\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""


def test_the_detector_always_says_the_same() -> None:
    assert {decide(IN_DOUBT) for _ in range(20)} == {Decision("es", "", "detector")}


IN_DOUBT = "La casa de la montaña es de Pedro Martínez González, el carpintero."
