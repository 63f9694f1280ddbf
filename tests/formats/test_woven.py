"""The foundation of the formats with markup, on a small format of its own: splices alone, and back.

`<x>` is markup, `&e;` a sign written as several, `#` a hole, `|` parts two blocks.
"""

from __future__ import annotations

import pickle
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleanup.errors import FileError
from cleanup.formats import restore
from cleanup.formats.spliced import Nature, Woven, open_plain, weave
from cleanup.formats.weaver import HOLE, Weaver
from cleanup.text.edits import Change, Edit, apply

SIGNS = {"l": "<", "g": ">", "a": "&", "e": "é", "h": "#", "v": "|"}
NAMES = {text: name for name, text in SIGNS.items() if text != "é"}
TOKEN = re.compile(r"(?P<gap><[^<>]*>)|&(?P<sign>\w);|(?P<hole>#)|(?P<part>\|)|[^<&#|]+")
CASES = (("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("cp1252", b""))


def write(text: str, context: str) -> str:
    return "".join(f"&{NAMES[c]};" if c in NAMES else c for c in text)


def structure(part: str) -> object:
    return [m[0] for m in TOKEN.finditer(part) if m["gap"] or m["hole"] or m["part"]]


def read(data: bytes, encoding: str | None = None) -> Woven:
    plain = open_plain(data, "a.small", encoding)
    flat = plain.document.text
    weaver = Weaver(flat)
    depth = 0
    for match in TOKEN.finditer(flat):
        low, high = match.span()
        if match["gap"]:
            depth += -1 if match[0].startswith("</") else 1
        elif match["sign"]:
            weaver.whole(low, high, SIGNS.get(match["sign"], "?"), depth)
        elif match["hole"]:
            weaver.hole(low, high, "code")
        elif match["part"]:
            weaver.part()
        else:
            weaver.verbatim(low, high, depth)
    weaver.frames.append((0, len(flat)))
    return weave(Nature("small", write, structure), plain, weaver)


def change(text: str, start: int, end: int, new: str) -> Change:
    return Change(start, end, text[start:end], new, start, start + len(new))


RAW = st.lists(
    st.sampled_from(["a", "b ", "<i>", "</i>", "&e;", "&l;", "#", "|", "\n", "\r\n", "«", " ."]),
    min_size=1,
    max_size=25,
).map("".join)
EDITS = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.integers(0, 4),
        st.lists(st.sampled_from(["x", "é", "<", "&", "", "\n", " "]), max_size=3).map("".join),
    ),
    max_size=5,
)


@given(RAW, st.sampled_from(CASES))
def test_without_changes_the_bytes_are_the_same(raw: str, case: tuple[str, bytes]) -> None:
    codec, bom = case
    data = bom + raw.encode(codec)
    source = read(data, codec)
    assert source.splice(()) == data and source.splices(()) == ()


@given(RAW, EDITS, st.sampled_from(CASES))
@example("a<i>b </i>a", [(0, 3, "")], CASES[0])
@example("a#", [(1, 0, "x"), (2, 0, "x")], CASES[0])
@example("<i>b </i>", [(0, 0, "x"), (2, 0, "x")], CASES[0])
def test_changes_reach_prose_alone_and_are_undone(
    raw: str, edits: list[tuple[int, int, str]], case: tuple[str, bytes]
) -> None:
    codec, bom = case
    data = bom + raw.encode(codec)
    source = read(data, codec)
    text = source.document.text
    made: list[Change] = []
    for low, length, new in sorted(edits):
        start, end = min(low, len(text)), min(low + length, len(text))
        one = change(text, start, end, new)
        after = not made or start >= made[-1].end
        if after and source.document.fits and source.document.fits((*made, one), start, end):
            made.append(one)
    output = source.splice(made)
    splices = source.splices(made)
    assert restore(output, splices) == data
    if len(output) > len(bom):
        again = read(output, codec)
        assert structure(source.layout.flat) == structure(again.layout.flat)
        if len(again.document.blocks) == len(source.document.blocks):  # none lost all its text
            assert again.document.text == apply(text, [Edit(c.start, c.end, c.new) for c in made])


@given(RAW)
def test_places_are_those_of_the_file(raw: str) -> None:
    source = read(raw.encode())
    data = raw.encode()
    for strand in source.layout.strands:
        place = source.locate(strand.start)
        before = data[: place.byte].decode()
        assert place.char == len(before)
        if strand.kind == "verbatim":
            there = raw[place.char :].replace("\r\n", "\n").replace("\r", "\n")
            assert there.startswith(source.document.text[strand.start : strand.end])
    assert source.locate(len(source.document.text)).byte <= len(data)


@pytest.mark.parametrize(
    ("raw", "edit", "expected"),
    [
        pytest.param("a<i>b</i>", (1, 1, "x"), "ax<i>b</i>", id="outside-of-what-opens"),
        pytest.param("<i>b</i>a", (1, 1, "x"), "<i>b</i>xa", id="outside-of-what-closes"),
        pytest.param("ab<i>cd</i>", (1, 3, ""), "a<i>d</i>", id="taken-away-on-both-sides"),
        pytest.param("a&e;b", (0, 2, "x"), "xb", id="with-a-sign"),
        pytest.param("a&e;b", (0, 1, ""), "&e;b", id="beside-a-sign"),
        pytest.param("ab", (1, 1, "<&"), "a&l;&a;b", id="written-with-escapes"),
        pytest.param("a&a;e;b", (1, 4, "é"), "aéb", id="over-sign-and-text"),
        pytest.param("a#b", (1, 1, " "), "a #b", id="before-a-hole"),
        pytest.param("a\r\nb", (1, 2, " "), "a b", id="line-end"),
    ],
)
def test_where_new_text_comes_to_stand(raw: str, edit: tuple[int, int, str], expected: str) -> None:
    source = read(raw.encode())
    assert source.splice([change(source.document.text, *edit)]) == expected.encode()


@pytest.mark.parametrize(
    ("raw", "edit"),
    [
        pytest.param("a<i>b</i>", (0, 2, "x"), id="across-markup"),
        pytest.param("a|b", (0, 4, ""), id="across-blocks"),
        pytest.param("a|b", (1, 2, ""), id="between-blocks"),
        pytest.param("a|b", (2, 2, "x"), id="inserted-between-blocks"),
        pytest.param("##", (1, 1, "x"), id="between-holes"),
        pytest.param("a#b", (1, 2, ""), id="a-hole"),
    ],
)
def test_what_is_not_of_prose_is_refused(raw: str, edit: tuple[int, int, str]) -> None:
    source = read(raw.encode())
    one = change(source.document.text, *edit)
    assert source.document.fits and not source.document.fits([one], one.start, one.end)
    with pytest.raises(ValueError, match="change"):
        source.splice([one])


def test_what_the_plan_did_not_see_is_refused_in_the_end() -> None:
    plain = open_plain(b"a b", "a.small", None)
    weaver = Weaver("a b")
    weaver.verbatim(0, 3)
    nature = Nature("small", structure=lambda part: part.count(" "))
    weaver.frames.append((0, 3))
    source = weave(nature, plain, weaver)
    with pytest.raises(FileError, match=r"a\.small:1:2: the changes together would break"):
        source.splice([change("a b", 1, 2, "")])


def test_text_edges_blocks_and_holes() -> None:
    document = read(b"a<i>b</i>#c|<i>d</i>|").document
    assert document.text == f"ab{HOLE}c\n\nd"
    assert document.edges == (1, 2)
    assert document.blocks == ((0, 4), (6, 7))
    assert [(p.start, p.end, p.kind) for p in document.protected] == [(2, 3, "code")]


def test_a_source_travels_between_processes() -> None:
    source = read(b"a<i>b</i>")
    again = pickle.loads(pickle.dumps(source))
    assert again.splice([change("ab", 0, 1, "x")]) == b"x<i>b</i>"


def test_places_have_the_names_of_their_readers() -> None:
    plain = open_plain(b"a|b", "a.small", None)
    weaver = Weaver("a|b")
    weaver.name("cue 1")
    weaver.verbatim(0, 1)
    weaver.part()
    weaver.name("cue 2")
    weaver.verbatim(2, 3)
    source = weave(Nature("small"), plain, weaver)
    assert [source.locate(at).where for at in (0, 1, 3, 4)] == ["cue 1", "cue 1", "cue 2", "cue 2"]
