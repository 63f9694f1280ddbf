"""What a language's data alone must bring about: the mechanisms of structure and words in each."""

from __future__ import annotations

import pytest

from cleanup import fix, plan

SAFE = (
    [
        pytest.param("es", text, repaired, id=f"es-{name}")
        for name, text, repaired in (
            (
                "bracket",
                "«El muro es alto [and] viejo», dijo el guarda.",
                "«El muro es alto [y] viejo», dijo el guarda.",
            ),
            (
                "bracket-before-its-sound",
                "«Vinieron padres [and] hijos», dijo el guarda.",
                "«Vinieron padres [e] hijos», dijo el guarda.",
            ),
            (
                "closed-at-bracket",
                "Llama a la sopa «espesa». [and] salada».",
                "Llama a la sopa «espesa [y] salada».",
            ),
            (
                "early-close",
                "La guía habla de una cueva «honda», fría y llena de ecos».",
                "La guía habla de una cueva «honda, fría y llena de ecos».",
            ),
            ("seam", "Pagó la multa el dueño. de la barca.", "Pagó la multa el dueño de la barca."),
            (
                "seam-behind-speaker",
                "«No sé nadar», confesó. entre risas.",
                "«No sé nadar», confesó entre risas.",
            ),
            (
                "seam-behind-incise",
                "El guarda, que era sordo, huyó a pie. por el puente viejo.",
                "El guarda, que era sordo, huyó a pie por el puente viejo.",
            ),
            ("doubled-word", "Cruzan por por el puente.", "Cruzan por el puente."),
            ("stacked-articles", "El precio de del molino sube.", "El precio del molino sube."),
            ("ordinal", "Es el 40th aniversario.", "Es el 40.º aniversario."),
            ("weekday", "Se reúnen el Jueves 4 de mayo.", "Se reúnen el jueves 4 de mayo."),
        )
    ]
    + [
        pytest.param("pt", text, repaired, id=f"pt-{name}")
        for name, text, repaired in (
            (
                "bracket",
                "“O muro é alto [and] velho”, disse o guarda.",
                "“O muro é alto [e] velho”, disse o guarda.",
            ),
            (
                "closed-at-bracket",
                "Chama a sopa de “grossa”. [and] salgada”.",
                "Chama a sopa de “grossa [e] salgada”.",
            ),
            (
                "early-close",
                "O guia fala de uma gruta “funda”, fria e cheia de ecos”.",
                "O guia fala de uma gruta “funda, fria e cheia de ecos”.",
            ),
            ("seam", "Pagou a multa o dono. da barca.", "Pagou a multa o dono da barca."),
            (
                "seam-behind-speaker",
                "“Não sei nadar”, confessou a guarda, Rita Melo. com um sorriso.",
                "“Não sei nadar”, confessou a guarda, Rita Melo com um sorriso.",
            ),
            ("doubled-word", "Consertam o o muro.", "Consertam o muro."),
            ("stacked-articles", "O preço de do moinho sobe.", "O preço do moinho sobe."),
            ("decimal", "A obra custou 3.5 milhões.", "A obra custou 3,5 milhões."),
        )
    ]
    + [
        pytest.param("it", text, repaired, id=f"it-{name}")
        for name, text, repaired in (
            (
                "bracket",
                "«Il muro è alto [and] vecchio», disse il custode.",
                "«Il muro è alto [e] vecchio», disse il custode.",
            ),
            (
                "closed-at-bracket",
                "Chiama la zuppa «densa». [and] salata».",
                "Chiama la zuppa «densa [e] salata».",
            ),
            (
                "early-close",
                "La guida parla di una grotta «fonda», fredda e piena di echi».",
                "La guida parla di una grotta «fonda, fredda e piena di echi».",
            ),
            (
                "ending",
                "Giurò di «proteggere»[ing] il bosco e i suoi gufi».",
                "Giurò di «proteggere il bosco e i suoi gufi».",
            ),
            (
                "ending-behind-participle",
                "Lo accusano di aver «umiliato[ed] le giovani».",
                "Lo accusano di aver «umiliato le giovani».",
            ),
            (
                "seam",
                "Pagò la multa il padrone. della barca.",
                "Pagò la multa il padrone della barca.",
            ),
            (
                "seam-behind-speaker",
                "«Non so nuotare», confessò. tra le risate.",
                "«Non so nuotare», confessò tra le risate.",
            ),
            ("seam-relative", "Brucia il bosco. che è secco.", "Brucia il bosco che è secco."),
            ("doubled-word", "Passano per il il ponte.", "Passano per il ponte."),
            ("doubled-behind-saying", "Dice che che piove.", "Dice che piove."),
            ("decimal", "L’opera costò 3.5 milioni.", "L’opera costò 3,5 milioni."),
            ("ordinal", "È il 40th anniversario.", "È il 40º anniversario."),
            (
                "inner-space",
                "Il «molo» e la «cala» sono chiusi, la « rada » pure.",
                "Il «molo» e la «cala» sono chiusi, la «rada» pure.",
            ),
            ("weekday", "Si vedono questo Giovedì 4 maggio.", "Si vedono questo giovedì 4 maggio."),
        )
    ]
    + [
        pytest.param("en", text, repaired, id=f"en-{name}")
        for name, text, repaired in (
            (
                "bracket",
                "“The wall is tall [et] old,” the warden said.",
                "“The wall is tall [and] old,” the warden said.",
            ),
            (
                "closed-at-bracket",
                "She calls the soup “thick”. [und] salty”.",
                "She calls the soup “thick [and] salty”.",
            ),
            (
                "early-close",
                "The guide speaks of a cave “deep”, cold and full of echoes”.",
                "The guide speaks of a cave “deep, cold and full of echoes”.",
            ),
            (
                "seam",
                "The owner paid the fine. for the boat.",
                "The owner paid the fine for the boat.",
            ),
            (
                "seam-behind-article",
                "She bought the. first ticket.",
                "She bought the first ticket.",
            ),
            ("doubled-word", "They cross by the the bridge.", "They cross by the bridge."),
            ("doubled-infinitive", "They want to to cross.", "They want to cross."),
            ("foreign-pair", 'They call it «the damp king".', "They call it “the damp king”."),
            ("decimal", "The works cost 3,5 million.", "The works cost 3.5 million."),
            ("month", "It opens on 4 mai 2021.", "It opens on 4 May 2021."),
            ("ordinal", "It is the 40e anniversary.", "It is the 40th anniversary."),
        )
    ]
)

SAFE += [
    pytest.param("pl", text, repaired, id=f"pl-{name}")
    for name, text, repaired in (
        (
            "bracket",
            "„Mur jest wysoki [and] stary” – powiedział strażnik.",
            "„Mur jest wysoki [i] stary” – powiedział strażnik.",
        ),
        (
            "closed-at-bracket",
            "Nazwała zupę „gęstą”. [and] słoną”.",
            "Nazwała zupę „gęstą [i] słoną”.",
        ),
        (
            "early-close",
            "Przewodniczka mówi o jaskini „głębokiej”, zimnej i pełnej ech”.",
            "Przewodniczka mówi o jaskini „głębokiej, zimnej i pełnej ech”.",
        ),
        (
            "ending",
            "Krytycy „chwalą”[s] film i jego twórców”.",
            "Krytycy „chwalą film i jego twórców”.",
        ),
        (
            "ending-behind-verb",
            "Prezes „wspierał[ing] klub i jego kibiców”.",
            "Prezes „wspierał klub i jego kibiców”.",
        ),
        ("bracket-before-its-sound", "„Idę [with] mną” – mówi.", "„Idę [ze] mną” – mówi."),
        ("bracket-before-vowel", "„Idę [with] zamkiem” – mówi.", "„Idę [z] zamkiem” – mówi."),
        ("capital", "„[T]Sowy wróciły” – pisze leśnik.", "„Sowy wróciły” – pisze leśnik."),
        ("seam", "Strażnik zapłacił karę. za łódź.", "Strażnik zapłacił karę za łódź."),
        (
            "seam-behind-speaker",
            "„Nie umiem pływać”, wyznał. ze śmiechem.",
            "„Nie umiem pływać”, wyznał ze śmiechem.",
        ),
        ("seam-relative", "Wieś ma młyn. który działa.", "Wieś ma młyn, który działa."),
        (
            "seam-preposition-and-relative",
            "To książka. o której mówią wszyscy.",
            "To książka, o której mówią wszyscy.",
        ),
        (
            "seam-participle",
            "Otwarto halę. zbudowaną przez gminę.",
            "Otwarto halę zbudowaną przez gminę.",
        ),
        ("doubled-word", "Mieszkają w w lesie.", "Mieszkają w lesie."),
        ("doubled-relative", "To dom, który który spłonął.", "To dom, który spłonął."),
        (
            "inner-space",
            "Spektakl „ Dom pod lasem ” trwa godzinę.",
            "Spektakl „Dom pod lasem” trwa godzinę.",
        ),
        ("decade", "Plakaty z lat „80. wiszą tu.", "Plakaty z lat 80. wiszą tu."),
        ("decimal", "Koszt to 3.5 miliarda złotych.", "Koszt to 3,5 miliarda złotych."),
        ("ordinal", "Obchodzą 40th rocznicę.", "Obchodzą 40. rocznicę."),
        ("month", "Otwarcie 4 May 2021 roku.", "Otwarcie 4 maja 2021 roku."),
        ("weekday", "Spotkają się w Czwartek 4 maja.", "Spotkają się w czwartek 4 maja."),
        (
            "interface",
            "Woda opadła.\n\nNastępny artykuł\n\nMost otwarto.",
            "Woda opadła.\n\nMost otwarto.",
        ),
    )
]

SAFE += [
    pytest.param("ru", text, repaired, id=f"ru-{name}")
    for name, text, repaired in (
        ("doubled-word", "Они живут в в лесу.", "Они живут в лесу."),
        ("decimal", "Вал стоил 6.4 млн рублей.", "Вал стоил 6,4 млн рублей."),
        ("weekday", "Встреча в Четверг, 4 мая.", "Встреча в четверг, 4 мая."),
        (
            "interface",
            "Вода ушла.\n\nСледующая статья\n\nМост открыли.",
            "Вода ушла.\n\nМост открыли.",
        ),
    )
]

PROPOSED = [
    pytest.param(
        "es",
        "Los carpinteros» queja llegó tarde.",
        "La queja de los carpinteros llegó tarde.",
        id="es-possessive",
    ),
    pytest.param(
        "es",
        "Acabó sus pueblos.» vieja rivalidad en la plaza.",
        "Acabó la vieja rivalidad de sus pueblos en la plaza.",
        id="es-possessive-with-adjective",
    ),
    pytest.param(
        "es",
        "El pozo está seco. However, los vecinos esperan.",
        "El pozo está seco. Sin embargo, los vecinos esperan.",
        id="es-adverb",
    ),
    pytest.param(
        "pt",
        "Os carpinteiros” queixa chegou tarde.",
        "A queixa dos carpinteiros chegou tarde.",
        id="pt-possessive",
    ),
    pytest.param(
        "pt",
        "A prensa rendeu R$45,300 no leilão.",
        "A prensa rendeu R$\u00a045.300 no leilão.",
        id="pt-currency",
    ),
    pytest.param(
        "it",
        "I falegnami» prudenza pagò tardi.",
        "La prudenza dei falegnami pagò tardi.",
        id="it-possessive",
    ),
    pytest.param(
        "it",
        "Finisce la festa di le loro valli.» antica amicizia.",
        "Finisce la festa dell’antica amicizia delle loro valli.",
        id="it-possessive-contracted",
    ),
    pytest.param(
        "it",
        "Il torchio vale €45,300 almeno.",
        "Il torchio vale 45.300 euro almeno.",
        id="it-currency",
    ),
    pytest.param("it", "Il tetto di il forno cede.", "Il tetto del forno cede.", id="it-joined"),
    pytest.param(
        "en",
        "The carpenters” complaint came late.",
        "The carpenters’ complaint came late.",
        id="en-genitive",
    ),
    pytest.param("en", "It cost €45 300 in all.", "It cost €45,300 in all.", id="en-thousands"),
    pytest.param("en", "He lit a oven at noon.", "He lit an oven at noon.", id="en-article"),
    pytest.param(
        "pl",
        "Most jest gotowy” – mówi wójt.",
        "„Most jest gotowy” – mówi wójt.",
        id="pl-lost-opening",
    ),
    pytest.param(
        "pl",
        "Wójt obiecał. że most stanie.",
        "Wójt obiecał, że most stanie.",
        id="pl-conjunction",
    ),
    pytest.param(
        "pl",
        "Prom stoi. po wakacjach autobus jeździ rzadko.",
        "Prom stoi po wakacjach autobus jeździ rzadko.",
        id="pl-seam-with-verb",
    ),
    pytest.param(
        "pl",
        "Prom stoi. gdy jest mgła, nikt nie płynie.",
        "Prom stoi, gdy jest mgła, nikt nie płynie.",
        id="pl-subordinate-clause-first",
    ),
    pytest.param("pl", "Pan. Nowak wyszedł.", "Pan Nowak wyszedł.", id="pl-title"),
    pytest.param(
        "pl",
        "Bilet kosztuje $1,200 na osobę.",
        "Bilet kosztuje 1\u00a0200 dolarów na osobę.",
        id="pl-currency",
    ),
    pytest.param(
        "ru",
        "«Стена высокая [and] старая», — сказал сторож.",
        "«Стена высокая [и] старая», — сказал сторож.",
        id="ru-bracket",
    ),
    pytest.param(
        "ru",
        "«Живу [with] мной [in] воде», — сказал сом.",
        "«Живу [со] мной [в] воде», — сказал сом.",
        id="ru-bracket-before-its-sound",
    ),
    pytest.param(
        "ru",
        "Она назвала суп «густым». [and] солёным».",
        "Она назвала суп «густым [и] солёным».",
        id="ru-closed-at-bracket",
    ),
    pytest.param(
        "ru",
        "Гид говорит о пещере «глубокой», холодной и гулкой».",
        "Гид говорит о пещере «глубокой, холодной и гулкой».",
        id="ru-early-close",
    ),
    pytest.param(
        "ru",
        "«[T]Совы вернулись», — пишет лесник.",
        "«Совы вернулись», — пишет лесник.",
        id="ru-capital",
    ),
    pytest.param(
        "ru",
        "Сторож заплатил штраф. за лодку.",
        "Сторож заплатил штраф за лодку.",
        id="ru-seam",
    ),
    pytest.param(
        "ru",
        "В селе есть мельница. которая работает.",
        "В селе есть мельница, которая работает.",
        id="ru-seam-relative",
    ),
    pytest.param(
        "ru",
        "Мост готов», — говорит мэр.",
        "«Мост готов», — говорит мэр.",
        id="ru-lost-opening",
    ),
    pytest.param(
        "ru",
        "Он лежит « только у причала » до утра.",
        "Он лежит «только у причала» до утра.",
        id="ru-inner-space",
    ),
]

LEFT = [
    pytest.param("es", "El precio sube. En 1920 se vendió.", id="es-sentence"),
    pytest.param(
        "es", "Vive en la av. de la Paz y lee a Lope, Tirso, etc. en verano.", id="es-etc"
    ),
    pytest.param("es", "«No», dijo. «Mañana, al alba».", id="es-two-quotations"),
    pytest.param("es", "Que cada cual elija el que que le guste.", id="es-que-que"),
    pytest.param("es", "La isla de De la Rosa y el río de El Salvador.", id="es-names"),
    pytest.param("pt", "O preço sobe. Em 1920 foi vendido.", id="pt-sentence"),
    pytest.param("pt", "Custa em no máximo dez dias por pelo menos três reais.", id="pt-no-maximo"),
    pytest.param("pt", "O fato de o governo pagar e de os outros verem.", id="pt-apart"),
    pytest.param("pt", "Vende de tudo de a a z.", id="pt-a-a-z"),
    pytest.param("it", "Il prezzo sale. Nel 1920 fu venduto.", id="it-sentence"),
    pytest.param("it", "Cfr. art. 5, pag. 3, ecc. del codice; v. la sez. di diritto.", id="it-law"),
    pytest.param("it", "Che che se ne dica, piano piano si va lontano.", id="it-che-che"),
    pytest.param("it", "«No», disse. «Domani, all’alba».", id="it-two-quotations"),
    pytest.param("en", "The price rises. In 1920 it was sold.", id="en-sentence"),
    pytest.param("en", "What he did do was so very odd that that was that.", id="en-that-that"),
    pytest.param("en", "See vol. ii, pp. 3 ff. of the text, etc. on the shelf.", id="en-volume"),
    pytest.param("en", "the mill is old. that is all. who asked?", id="en-no-capitals"),
    pytest.param("en", "“No,” he said. “Tomorrow, at dawn.”", id="en-two-quotations"),
    pytest.param("pl", "Cena rośnie. W 1920 roku go sprzedano.", id="pl-sentence"),
    pytest.param(
        "pl",
        "Zob. art. 5 ust. 2 pkt. 3 ustawy z dn. 4 maja oraz por. s. 12 i n. komentarza.",
        id="pl-law",
    ),
    pytest.param("pl", "Był tu w 1920 r. na Wołyniu, a w XIX w. we Lwowie.", id="pl-century"),
    pytest.param("pl", "Bardzo bardzo dawno temu tak tak było.", id="pl-emphasis"),
    pytest.param("pl", "„Nie” – odparł. „Jutro o świcie”.", id="pl-two-quotations"),
    pytest.param("pl", "Firma sp. z o o z Łodzi działa.", id="pl-company"),
    pytest.param("ru", "Цена растёт. В 1920 г. его продали.", id="ru-sentence"),
    pytest.param("ru", "См. ст. 5, п. 2, стр. 12 и т. д. в ред. от 4 мая.", id="ru-law"),
    pytest.param("ru", "Очень очень давно, еле еле, но было.", id="ru-emphasis"),
    pytest.param("ru", "«Нет», — сказал он. «Завтра на рассвете».", id="ru-two-quotations"),
]


@pytest.mark.parametrize(("lang", "text", "repaired"), SAFE)
def test_is_repaired(lang: str, text: str, repaired: str) -> None:
    assert fix(text, lang=lang).text == repaired


@pytest.mark.parametrize(("lang", "text", "repaired"), PROPOSED)
def test_is_proposed_and_not_done_unasked(lang: str, text: str, repaired: str) -> None:
    assert fix(text, lang=lang).text == text
    assert fix(text, lang=lang, unsafe=True).text == repaired


@pytest.mark.parametrize(("lang", "text"), LEFT)
def test_is_left_alone(lang: str, text: str) -> None:
    assert plan(text, lang=lang).findings == ()


@pytest.mark.parametrize(
    ("lang", "codes"),
    [
        pytest.param("es", {"NUM081", "NUM082"}, id="es"),
        pytest.param("es-MX", set(), id="es-MX"),
        pytest.param("es-419", set(), id="es-419"),
    ],
)
def test_the_decimal_point_is_a_custom_of_the_country(lang: str, codes: set[str]) -> None:
    text = "La torre costó 38,200 euros y la vieron 1,250,000 turistas."
    assert {finding.code for finding in plan(text, lang=lang).findings} == codes
