"""Detectors: what a pattern cannot express, in Python, named by rules in their tables.

This table says where each is tried and what it reads; the code is imported when a place was hit.
A `wide` detector looks at the whole document each time, the others at the paragraphs that changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

from cleanup.rule.model import Trigger
from cleanup.start.data import dataclass

if TYPE_CHECKING:
    from cleanup.detect.candidates import Candidate
    from cleanup.detect.view import View

Detect = Callable[["View", list[int]], Iterable["Candidate"]]

_COMBINING = tuple(map(chr, range(0x300, 0x370)))
# As words are cut: 3 p.m., 3 pm, 3pm, 10:30pm.
_MINUTES = ("", *range(1, 13), "00", "15", "30", "45")
_CLOCK = ("p", *(f"{number}{half}m" for half in "ap" for number in _MINUTES))
# Every character that the first byte of a letter in UTF-8 becomes, read as Windows-1252.
_FIRST = tuple("ÃÂâÅÄÐÑÎÏÆËÌØÙðÊÈÉÇïã")
_QUOTES = Trigger("holds", tuple('«»“”„‟‹›"'))


@dataclass(frozen=True, slots=True)
class Detector:
    """Where a detector is tried: `module` holds a function `detect(view, hits)`."""

    name: str
    module: str
    trigger: Trigger
    wide: bool = False


DETECTORS = {
    d.name: d
    for d in (
        Detector("mojibake", "encoding", Trigger("chars", _FIRST, ahead="byte")),
        Detector("decomposed", "encoding", Trigger("chars", _COMBINING)),
        Detector("entities", "encoding", Trigger("chars", ("&",))),
        Detector("bytes", "encoding", Trigger("pairs", ("<0",))),
        Detector("mangled", "encoding", Trigger("chars", ("&",))),
        Detector("residue", "residue", Trigger("line"), wide=True),
        Detector("embedded", "residue", Trigger("pairs", ("(@",)), wide=True),
        Detector("high_marks", "highmarks", Trigger("chars", tuple("!?:;")), wide=True),
        Detector("quotations", "quotations", _QUOTES, wide=True),
        Detector("brackets", "brackets", Trigger("chars", ("[",)), wide=True),
        Detector("bracketed", "bracketed", Trigger("chars", ("[",))),
        Detector("possessives", "possessives", _QUOTES, wide=True),
        Detector("substitutes", "substitutes", Trigger("chars", tuple("„「<")), wide=True),
        Detector("typed", "substitutes", Trigger("pairs", ("``", ",,")), wide=True),
        Detector("labels", "labels", Trigger("chars", ("[",))),
        Detector("asides", "labels", Trigger("chars", ("(",)), wide=True),
        Detector("seams", "seams", Trigger("pairs", (". ",), ahead="lower")),
        # It looks for what repeats itself: the trigger `repeat` would look twice.
        Detector("doubled", "repetition", Trigger("stretch")),
        Detector("untranslated", "untranslated", Trigger("words", ("@foreign",))),
        Detector("clock", "numbers", Trigger("words", _CLOCK)),
        Detector("joins", "joins", Trigger("stretch")),
        Detector("directives", "directives", Trigger("holds", ("cleanup:",)), wide=True),
        Detector("glued", "glued", Trigger("affixes", ("@openers-", "-@closers"))),
        Detector("parted", "parted", Trigger("words", ("@fragments",))),
        Detector("recurring", "recurrence", Trigger("start"), wide=True),
    )
}


@cache
def load(name: str) -> Detect:
    """Import the code of a detector."""
    module = import_module(f"cleanup.detect.{DETECTORS[name].module}")
    return cast("Detect", getattr(module, f"detect_{name}"))
