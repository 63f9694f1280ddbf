"""Pieces that are phrases alone, and those that may hold a verb."""

from __future__ import annotations

import pytest

from cleanup.detect.phrases import comma_before, noun_ends, only_phrases
from cleanup.language.packs import pack


@pytest.mark.parametrize(
    ("code", "piece", "alone"),
    [
        ("de", "in der Werft", True),
        ("de", "in der alten grauen Werft am Fluss", True),
        ("de", "mit 40 Fragen", True),
        ("de", "in der Werft arbeiten Leute", False),
        ("de", "in der Werft wird er alt", False),
        ("de", "um Geld zu sparen", False),
        ("de", "mit neuen", False),
        ("nl", "in de oude werf aan de rivier", True),
        ("nl", "in de provincie", True),
        ("nl", "met een sleutel die al roestig was", True),
        ("nl", "in de werf werken mensen", False),
        ("nl", "op de weide grazen vier koeien", False),
        ("nl", "in de werf is hij oud", False),
    ],
)
def test_only_phrases(code: str, piece: str, alone: bool) -> None:
    assert only_phrases(pack(code), piece.split()) is alone


@pytest.mark.parametrize(
    ("rest", "ends"),
    [
        (" Hafen.", True),
        (" alten Hafen an der Mole.", True),
        (" Hafen ist es kalt.", True),
        (" Hafen, weil es regnet.", True),
        (" Hafen liegenden Schiff.", False),
        (" Hafen an der Mole liegenden Schiff.", False),
        (" Hafen, auf See und an Land.", False),
        (".", False),
        (" heute.", False),
    ],
)
def test_noun_ends(rest: str, ends: bool) -> None:
    assert noun_ends(pack("de"), rest) is ends


@pytest.mark.parametrize(
    ("code", "piece", "comma"),
    [
        ("de", "aber kein Geld", "yes"),
        ("de", "weil es regnet", "yes"),
        ("de", "der nie kam", "perhaps"),
        ("de", "eine Schande", "perhaps"),
        ("de", "der Stadt Lauen", "no"),
        ("de", "und müde", "no"),
        ("de", "mit der sie spielt", "perhaps"),
        ("de", "mit dem Hund", "no"),
        ("nl", "die nooit kwam", "no"),
        ("fr", "mais sans argent", "no"),
    ],
)
def test_comma_before(code: str, piece: str, comma: str) -> None:
    assert comma_before(pack(code), piece) == comma
