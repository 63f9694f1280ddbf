"""Documents to measure on: correct French of this repository, and the same with damage put in."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from pathlib import Path
from typing import Any

# `à le` and `à les` stand before verbs, which are no other words of their kind.
_LONG = re.compile(r"(?<![^\W\d_])(?<!à le )(?<!à les )[^\W\d_]{5,}(?![^\W\d_])")
_SENTENCE = re.compile(r".+?(?:\.(?=\s)|$)")
_PAIRS = (("«", "»"), ("“", "”"), ("‹", "›"))
_BLANK = re.compile(r"\n{3,}")
_SHARE = 3 / 4  # of the long words are others
_TRIES = 20
_VOWELS = frozenset("aàâeéèêëiîïôuùûœæ")  # before which small words lose their own, and
_MUTE = frozenset("hoy")  # before which only some do
SIZE = 10_000  # bytes of UTF-8: about one long article


def read_clean(devset: Path) -> list[str]:
    """Return the correct French articles and paragraphs of the development set.

    Those are its clean articles and the expected repairs of the damaged ones, except where a
    damage that nobody can repair is still in them.
    """
    texts: list[str] = []
    for item in read_lines(devset / "clean.jsonl"):
        if item["lang"] == "fr" and item["trap"] == "full_article":
            texts.append(item["text"])
    for item in read_lines(devset / "repair_fr.jsonl"):
        spoiled = any(span["tier"] == "report" for span in item["spans"])
        if item["length"] != "short" and not spoiled:
            texts.append(item["expected"][0])
    return texts


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def compose(texts: list[str], count: int, seed: int) -> list[str]:
    """Return `count` documents of about SIZE bytes, each of whole texts in a drawn order."""
    draw = random.Random(seed)
    documents: list[str] = []
    for _ in range(count):
        parts: list[str] = []
        size = 0
        for text in draw.sample(texts, len(texts)):
            if size >= SIZE:
                break
            parts.append(text.strip())
            size += len(text.encode())
        documents.append("\n\n".join(parts) + "\n")
    return documents


def vary(documents: list[str]) -> Iterator[str]:
    """Yield the documents, changed so that hardly a sentence of them stands in another.

    For one long text: one that repeats itself thousands of times is an artefact, and rules find it.
    So most of the words of each document are others of their kind, drawn from all of them until a
    sentence is one that has not stood yet; one of which too little can be another is left out,
    unless that would tear a quotation.
    """
    words: dict[Hashable, list[str]] = {}
    for word in sorted({m[0] for text in documents[:100] for m in _LONG.finditer(text)}):
        words.setdefault(_kind(word), []).append(word)
    met: set[str] = set()
    for number, text in enumerate(documents):
        yield _drawn(text, words, met, number)


def _kind(word: str) -> Hashable:
    """Return what words share that may stand for one another: the small words before them fit."""
    first = word[0].lower()
    return len(word), word[0].isupper(), first if first in _MUTE else first in _VOWELS, word[-1]


def _drawn(text: str, words: Mapping[Hashable, list[str]], met: set[str], number: int) -> str:
    draw = random.Random(number)

    def other(match: re.Match[str]) -> str:
        same = words.get(_kind(match[0]), [match[0]])
        return draw.choice(same) if number and draw.random() < _SHARE else match[0]

    def sentence(given: str) -> str:
        for _ in range(_TRIES):
            made = _LONG.sub(other, given)
            if made.strip() not in met:
                met.add(made.strip())
                return made
        return "" if _is_whole(given) else made

    lines = ("".join(map(sentence, _SENTENCE.findall(line))).strip() for line in text.split("\n"))
    return _BLANK.sub("\n\n", "\n".join(lines))


def _is_whole(sentence: str) -> bool:
    """Tell whether a sentence closes the quotations that it opens, and no others."""
    even = sentence.count('"') % 2 == 0
    return even and all(sentence.count(a) == sentence.count(b) for a, b in _PAIRS)


def insert(piece: str) -> Callable[[str], str]:
    return lambda word: f"{word} {piece}"


def spoil(word: str) -> str:
    """Lengthen the word by an accented letter and read its UTF-8 as Windows-1252."""
    return f"{word}é".encode().decode("cp1252", "replace")


# One artefact at the end of a word: brackets, marks without a partner, spaces, wrong decoding,
# repeated words, entities and tokens.
DAMAGES: tuple[Callable[[str], str], ...] = (
    insert("[and]"),
    lambda word: f"{word}[e]",
    insert("»"),
    insert("«"),
    lambda word: f"{word}  ",
    lambda word: f"{word} ,",
    lambda word: f"{word}\u200b",
    spoil,
    lambda word: f"{word} {word}",
    lambda word: f"{word}&nbsp;",
    insert("@@"),
    insert("<unk>"),
)


def damage(text: str, every: int, seed: int) -> str:
    """Return the text with one drawn artefact for each `every` words, at drawn words."""
    draw = random.Random(seed)
    words = list(re.finditer(r"\w+", text))
    chosen = sorted(draw.sample(range(len(words)), len(words) // every))
    parts: list[str] = []
    at = 0
    for number in chosen:
        word = words[number]
        parts += [text[at : word.start()], draw.choice(DAMAGES)(word[0])]
        at = word.end()
    return "".join([*parts, text[at:]])
