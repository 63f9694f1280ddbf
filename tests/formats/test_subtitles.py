"""SubRip and WebVTT: the words change; cues, times, lines and tags stay."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.errors import FileError
from cleanup.formats import Source, read
from cleanup.text.edits import Change
from splicing import EDITS, Edits, fitting, spliced

DATA = Path(__file__).parent.parent / "data" / "formats"
LINE = st.text(st.sampled_from(list("ab é😀.<i>&-{\\")), min_size=1, max_size=10).map(
    lambda line: f"x{line}"
)
CUES = st.lists(st.lists(LINE, min_size=1, max_size=3), min_size=1, max_size=4)
SRT = """1
00:00:01,000 --> 00:00:02,000
Le pont est <i>fermé</i>
lundi

2
00:00:03,000 --> 00:00:04,000 X1:10
et mardi.

3
00:00:05,000 --> 00:00:06,000
- Vous venez ?
- Non.
"""
VTT = """WEBVTT
Language: fr

STYLE
::cue { color: red }

NOTE a remark

intro
00:01.000 --> 00:02.000 align:start
<v Anne>Le pont &amp; la
rue

00:03.000 --> 00:04.000
sont fermés.
"""


def opened(text: str, name: str) -> Source:
    return read(text.encode(), name)


def frame(data: bytes) -> list[object]:
    """Return what viewers see beside words: lines that are empty or have times, and tags."""
    lines = data.decode().split("\n")
    tags = [re.findall(r"</?[A-Za-z][^<>]*>|<[0-9][0-9:.]*>", line) for line in lines]
    return [
        (bool(line.strip()), line if "-->" in line else "", t)
        for line, t in zip(lines, tags, strict=True)
    ]


@given(CUES, EDITS, st.sampled_from(["srt", "vtt"]))
def test_cues_stay(cues: list[list[str]], edits: Edits, name: str) -> None:
    dot = "," if name == "srt" else "."
    blocks = [
        f"{number}\n00:00:0{number}{dot}000 --> 00:00:0{number}{dot}900\n" + "\n".join(lines)
        for number, lines in enumerate(cues, 1)
    ]
    head = "" if name == "srt" else "WEBVTT\n\n"
    source = opened(head + "\n\n".join(blocks) + "\n", f"a.{name}")
    assert frame(spliced(source, fitting(source, edits))) == frame(source.data)


@pytest.mark.parametrize("name", ["film.srt", "film.vtt"])
@given(edits=EDITS)
def test_files_of_real_tools(name: str, edits: Edits) -> None:
    data = (DATA / name).read_bytes()
    source = read(data, name)
    assert frame(spliced(source, fitting(source, edits))) == frame(data)


def test_a_sentence_runs_on_to_the_next_cue_and_a_speaker_begins_anew() -> None:
    text = opened(SRT, "a.srt").document
    blocks = [text.text[low:high] for low, high in text.blocks]
    assert blocks == ["Le pont est fermé\nlundi\net mardi.", "- Vous venez ?", "- Non."]


def test_a_place_has_the_name_of_its_cue() -> None:
    source = opened(SRT, "a.srt")
    spot = source.locate(source.document.text.index("mardi"))
    assert (spot.line, spot.column, spot.where) == (8, 4, "cue 2 (00:00:03,000)")
    spot = opened(VTT, "a.vtt").locate(0)
    assert (spot.line, spot.where) == (11, "cue intro (00:01.000)")


@pytest.mark.parametrize(("text", "name"), [(SRT, "a.srt"), (VTT, "a.vtt")])
def test_no_change_crosses_a_line_or_takes_it_away(text: str, name: str) -> None:
    source = opened(text, name)
    prose, fits = source.document.text, source.document.fits
    assert fits is not None
    line = prose.index("\n")
    low = prose.rindex(" ", 0, line)
    crossing = Change(low, line + 2, prose[low : line + 2], "x", low, low + 1)
    assert not fits((crossing,), low, line + 2)
    second = prose.index("\n", line + 1)
    emptied = Change(line + 1, second, prose[line + 1 : second], "", line + 1, line + 1)
    assert not fits((emptied,), line + 1, second)


def test_vtt_reads_entities_and_writes_them() -> None:
    source = opened(VTT, "a.vtt")
    assert source.document.language == "fr"
    assert source.document.text == "Le pont & la\nrue\nsont fermés."
    output = spliced(source, fitting(source, [(0, 0, "<&"), (8, 1, "et")])).decode()
    assert output == VTT.replace("Le pont &amp; la", "&lt;&amp;Le pont et la")


def test_a_note_may_keep_rules_off_a_cue() -> None:
    note = "NOTE cleanup: ignore[TOK007] as it was"
    document = opened(VTT.replace("NOTE a remark", note), "a.vtt").document
    assert document.comments == ("NOTE", "\n")
    (span,) = [span for span in document.protected if span.kind == "comment"]
    assert document.text[span.start : span.end] == note


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a.srt", "a.srt:1: not a SubRip file: there is no line of times in it"),
        ("a.vtt", "a.vtt:1: not a WebVTT file: it does not begin with WEBVTT"),
    ],
)
def test_what_is_no_subtitles(name: str, reason: str) -> None:
    with pytest.raises(FileError) as caught:
        opened("Le pont est fermé.\n", name)
    assert str(caught.value) == reason


@pytest.mark.parametrize("tag", ["<unk>", "<i></i>", "<c.x>"])
def test_a_cue_of_markup_alone_says_nothing(tag: str) -> None:
    text = SRT.replace("Le pont est <i>fermé</i>\nlundi", tag)
    source = opened(text, "a.srt")
    assert source.document.text.startswith("et mardi.")
    assert spliced(source, ()) == text.encode()
