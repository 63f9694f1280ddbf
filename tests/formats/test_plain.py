"""Plain text: untouched bytes stay, whatever the encoding and the line ends."""

from __future__ import annotations

import pickle
from itertools import accumulate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleanup.errors import ConfigError, FileError
from cleanup.formats import Source, Splice, read, restore
from cleanup.text.edits import Change

# Byte order mark of the file, codec of the text, `encoding` given to `read`.
CASES: list[tuple[bytes, str, str | None]] = [
    (b"", "utf-8", None),
    (b"\xef\xbb\xbf", "utf-8", None),
    (b"\xff\xfe", "utf-16-le", None),
    (b"\xfe\xff", "utf-16-be", None),
    (b"", "utf-16-be", "utf-16-be"),
    (b"", "cp1252", "cp1252"),
    (b"", "latin-1", "latin-1"),
    (b"", "gb18030", "gb18030"),
]
# A line end, the other breaks that are none, and characters of one to four bytes.
CHARACTERS = "ab «é\x85\x0b\x0c\n\n\u2028œ\U0001f600\r"
HELD = {codec: [c for c in CHARACTERS if c not in "\r\n"] for _, codec, _ in CASES}
for _codec, _held in HELD.items():
    HELD[_codec] = [c for c in _held if c.encode(_codec, "ignore").decode(_codec) == c]


def unified(raw: str) -> str:
    return raw.replace("\r\n", "\n").replace("\r", "\n")


def changes_of(text: str, edits: list[tuple[int, int, str]]) -> tuple[Change, ...]:
    """Return the edits that are in order and do not overlap, as changes of `text`."""
    made: list[Change] = []
    shift = done = 0
    for low, length, new in sorted(edits):
        start, end = min(low, len(text)), min(low + length, len(text))
        if start < done:
            continue
        out = start + shift
        made.append(Change(start, end, text[start:end], new, out, out + len(new)))
        shift += len(new) - (end - start)
        done = end
    return tuple(made)


def result(text: str, changes: tuple[Change, ...]) -> str:
    parts, at = [], 0
    for change in changes:
        parts += [text[at : change.start], change.new]
        at = change.end
    return "".join([*parts, text[at:]])


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, str, str | None, tuple[Change, ...]]:
    bom, codec, encoding = draw(st.sampled_from(CASES))
    characters = st.sampled_from([*HELD[codec], "\n", "\r", "\r\n"])
    raw = draw(st.lists(characters, min_size=1, max_size=30).map("".join))
    new = st.lists(st.sampled_from([*HELD[codec], "\n"]), max_size=4).map("".join)
    edits = draw(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), new), max_size=6))
    return bom + raw.encode(codec), raw, encoding, changes_of(unified(raw), edits)


def crossed(raw: str, *edits: tuple[int, int, str]) -> tuple[bytes, str, None, tuple[Change, ...]]:
    return raw.encode(), raw, None, changes_of(unified(raw), list(edits))


@given(files())
def test_without_changes_the_bytes_are_the_same(
    case: tuple[bytes, str, str | None, tuple[Change, ...]],
) -> None:
    data, raw, encoding, _ = case
    source = read(data, "a.txt", encoding)
    assert source.document.text == unified(raw)
    assert source.splice(()) == data
    assert source.splices(()) == ()


@given(files())
@example(crossed("a\rX\nb", (2, 1, "")))
@example(crossed("a\rX\nb", (2, 1, "\n")))
@example(crossed("a\nX\rY\nb", (4, 1, ""), (5, 0, "\n")))
@example(crossed("X\rY\nb", (0, 3, "A\n")))
@example(crossed("a\rXY\nb", (2, 1, ""), (3, 1, "")))
def test_changes_are_made_and_undone(
    case: tuple[bytes, str, str | None, tuple[Change, ...]],
) -> None:
    data, raw, encoding, changes = case
    source = read(data, "a.txt", encoding)
    output = source.splice(changes)
    splices = source.splices(changes)
    assert restore(output, splices) == data
    assert len(splices) == len(changes)
    assert kept_parts(output, splices) == kept_of_input(source, changes)
    expected = result(unified(raw), changes)
    if expected:
        assert read(output, "a.txt", encoding).document.text == expected


def kept_parts(output: bytes, splices: tuple[Splice, ...]) -> list[bytes]:
    """Return what stands between the splices."""
    bounds = [0, *(b for s in splices for b in (s.start, s.end)), len(output)]
    return [output[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True)]


def kept_of_input(source: Source, changes: tuple[Change, ...]) -> list[bytes]:
    """Return what stands between the changes in the input, by another way than the source's."""
    text, data = source.document.text, source.data
    bom = next((m for m in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff") if data.startswith(m)), b"")
    codec = "utf-8" if source.encoding == "utf-8-sig" else source.encoding
    raw = data[len(bom) :].decode(codec)
    units: list[str] = []
    for character in raw:
        if character == "\n" and units and units[-1] == "\r":
            units[-1] = "\r\n"
        else:
            units.append(character)
    assert len(units) == len(text)
    at = list(accumulate((len(u.encode(codec)) for u in units), initial=len(bom)))
    bounds = [0, *(at[o] for c in changes for o in (c.start, c.end)), len(data)]
    return [data[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True)]


@given(files())
def test_places_are_those_of_the_bytes(
    case: tuple[bytes, str, str | None, tuple[Change, ...]],
) -> None:
    data, _, encoding, _ = case
    source = read(data, "a.txt", encoding)
    codec = "utf-8" if source.encoding == "utf-8-sig" else source.encoding
    text = source.document.text
    for offset in range(len(text) + 1):
        place = source.locate(offset)
        assert place.line == text.count("\n", 0, offset) + 1
        assert place.column == offset - (text.rfind("\n", 0, offset) + 1) + 1
        assert unified(data[place.byte :].decode(codec)) == text[offset:]


def test_places_far_into_a_long_line() -> None:
    raw = "é" * 5000 + "\r\n" + "😀" * 9000 + "x"
    source = read(raw.encode(), "a.txt")
    place = source.locate(5001 + 9000)
    assert (place.line, place.column) == (2, 9001)
    assert place.byte == len(raw.encode()) - 1


@pytest.mark.parametrize("offset", [-1, 4])
def test_a_place_outside_of_the_text_is_refused(offset: int) -> None:
    with pytest.raises(ValueError, match="3 code points"):
        read(b"abc", "a.txt").locate(offset)


@pytest.mark.parametrize(
    ("raw", "edit", "expected"),
    [
        pytest.param("a\r\nb\r\n", (1, 0, "\nX"), "a\r\nX\r\nb\r\n", id="crlf"),
        pytest.param("a\rb\r", (3, 0, "\nX"), "a\rb\rX\r", id="cr"),
        pytest.param("a\nb\r\nc", (2, 0, "X\n"), "a\nX\r\nb\r\nc", id="mixed-the-line-it-is-in"),
        pytest.param("a\r\nb\r\nc\nd", (7, 0, "\nX"), "a\r\nb\r\nc\nd\r\nX", id="last-line-usual"),
        pytest.param("a\nb\r\nc", (0, 3, "x\ny"), "x\ny\r\nc", id="ends-of-the-lines-replaced"),
        pytest.param(
            "a\nb\r\nc\rd", (0, 7, "x\ny\nz\nw"), "x\ny\r\nz\rw", id="each-of-several-lines"
        ),
        pytest.param("a\nb\r\n", (0, 3, "x\ny\nz"), "x\ny\r\nz\r\n", id="more-lines-than-before"),
        pytest.param("ab", (1, 0, "\n"), "a\nb", id="no-line-end-in-the-file"),
    ],
)
def test_a_new_line_end_is_of_its_line(raw: str, edit: tuple[int, int, str], expected: str) -> None:
    source = read(raw.encode(), "a.txt")
    changes = changes_of(source.document.text, [edit])
    assert source.splice(changes) == expected.encode()


def test_line_ends_that_do_not_meet_are_left() -> None:
    source = read(b"a\rX\nb", "a.txt")
    changes = changes_of(source.document.text, [(2, 1, ""), (3, 1, "")])
    assert source.splice(changes) == b"a\rb"


@pytest.mark.parametrize(
    ("data", "encoding", "name"),
    [
        (b"abc", None, "utf-8"),
        (b"\xef\xbb\xbfabc", None, "utf-8-sig"),
        (b"\xef\xbb\xbfabc", "cp1252", "utf-8-sig"),
        (b"\xff\xfea\0", None, "utf-16-le"),
        (b"\xfe\xff\0a", None, "utf-16-be"),
        (b"\xff\xfea\0", "utf-16", "utf-16-le"),
        (b"a\0", "utf-16", "utf-16-le"),
        (b"\xff\xfe\0\0a\0\0\0", None, "utf-32-le"),
        (b"\xe9", "latin-1", "iso8859-1"),
        (b"\xff\xfe\xe9", "latin-1", "iso8859-1"),
        (b"caf\xe9", "windows-1252", "cp1252"),
    ],
)
def test_the_encoding_has_a_name_that_reads_the_same(
    data: bytes, encoding: str | None, name: str
) -> None:
    source = read(data, "a.txt", encoding)
    assert (source.encoding, source.format) == (name, "plain")
    assert read(data, "a.txt", name).document == source.document


@pytest.mark.parametrize(
    ("data", "encoding", "reason"),
    [
        pytest.param(b"", None, "empty", id="empty"),
        pytest.param(b"\xef\xbb\xbf", None, "empty", id="mark-alone"),
        pytest.param(b"caf\xe9 noir", None, "byte 3: not valid utf-8; name its", id="not-utf-8"),
        pytest.param(b"\xef\xbb\xbfa\xe9", None, "byte 4: not valid utf-8-sig", id="bom-not-utf-8"),
        pytest.param(b"\x89PNG\0\0", None, "byte 4: NUL: a binary file", id="binary"),
        pytest.param(b"ab\0", "cp1252", "byte 2: NUL: a binary file", id="binary-named"),
        pytest.param("é\0".encode("utf-16"), None, "byte 4: NUL", id="binary-utf-16"),
        pytest.param("abcd".encode("utf-16-le"), None, "--encoding utf-16-le", id="no-mark-le"),
        pytest.param("abcd".encode("utf-16-be"), None, "--encoding utf-16-be", id="no-mark-be"),
        pytest.param(b"a\x81b", "cp1252", "byte 1: not valid cp1252", id="not-cp1252"),
        pytest.param(b"\xff\xfea", None, "byte 2: not valid utf-16-le", id="half-a-unit"),
        pytest.param("日本".encode("iso2022_jp"), "iso2022_jp", "convert the file", id="shifted"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(
    data: bytes, encoding: str | None, reason: str
) -> None:
    with pytest.raises(FileError) as caught:
        read(data, "dir/a\n.txt", encoding)
    assert str(caught.value).startswith("dir/a\\n.txt: ")
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["klingon", "hex", "rot13", "a\0b"])
def test_an_unknown_encoding_is_a_fault_of_the_options(encoding: str) -> None:
    with pytest.raises(ConfigError, match="unknown encoding"):
        read(b"abc", "a.txt", encoding)


def test_an_unknown_format_names_the_known() -> None:
    with pytest.raises(ConfigError, match="unknown format 'pdf': choose one of plain"):
        read(b"abc", "a.txt", format="pdf")


def test_what_an_encoding_holds() -> None:
    latin = read(b"caf\xe9", "a.txt", "latin-1").document.encodable
    assert latin("É «")
    assert not latin("œ")
    assert read(b"caf\xe9", "a.txt", "cp1252").document.encodable("œ")
    assert not read(b"abc", "a.txt").document.encodable("\ud800")
    assert not read(b"abc", "a.txt", "shift_jis").document.encodable("¥")


@pytest.mark.parametrize("text", ["a\rb", "a\0b"])
def test_what_would_not_be_read_again_is_not_held(text: str) -> None:
    assert not read(b"abc", "a.txt").document.encodable(text)


def test_a_change_that_cannot_be_held_is_refused() -> None:
    source = read("un\ndeux".encode("latin-1"), "a.txt", "latin-1")
    with pytest.raises(FileError, match=r"^a\.txt:2:2: '\\u0153' cannot be held by iso8859-1$"):
        source.splice(changes_of("un\ndeux", [(4, 1, "œ")]))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param((Change(0, 1, "x", "y", 0, 1),), id="of-another-text"),
        pytest.param((Change(2, 3, "c", "", 2, 2), Change(0, 1, "a", "", 0, 0)), id="disorder"),
        pytest.param((Change(2, 5, "c", "", 2, 2),), id="outside"),
    ],
)
def test_changes_of_another_document_are_refused(changes: tuple[Change, ...]) -> None:
    source = read(b"abc", "a.txt")
    with pytest.raises(ValueError, match="change"):
        source.splices(changes)
    with pytest.raises(ValueError, match="change"):
        source.splice(changes)


@pytest.mark.parametrize("splice", [Splice(2, 1, b""), Splice(0, 9, b""), Splice(-1, 0, b"")])
def test_splices_of_other_bytes_are_refused(splice: Splice) -> None:
    with pytest.raises(ValueError, match="not of these bytes"):
        restore(b"abc", [splice])


def test_a_source_travels_between_processes() -> None:
    source = read(b"\xef\xbb\xbfun\r\ndeux", "a.txt")
    source.locate(4)
    again = pickle.loads(pickle.dumps(source))
    assert again == source
    assert again.document.encodable("œ")
    assert again.locate(4) == source.locate(4)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("---\ntitle: x\nlang: fr\n---\nTexte", "fr"),
        ("---\r\nlanguage: 'fr_CA' # le nôtre\r\n---\r\nTexte", "fr-CA"),
        ("---\nlang: und\n---\n", None),
        ("---\nlang: français\n---\n", None),
        ("---\nlang: fr\nsans fin", None),
        ("---\ntitle: x\n---\nlang: fr\n", None),
        ("----\nlang: fr\n---\n", None),
        ("lang: fr\nTexte", None),
        ('<!DOCTYPE html>\n<!-- a > b --><html class="x" lang="fr"><p lang="en">', "fr"),
        ("<?xml version=\"1.0\"?>\n<TEI xml:lang='pt-BR'>", "pt-BR"),
        ("<html lang=fr>", "fr"),
        ('<html data-lang="fr">', None),
        ('<html><p lang="fr">', None),
        ('Le code <html lang="en"> se met en tête.', None),
        (" " * 2000 + '<html lang="fr">', None),
    ],
)
def test_the_language_a_document_declares(text: str, language: str | None) -> None:
    assert read(text.encode(), "a.txt").document.language == language


def test_hostile_comments_are_read_in_time() -> None:
    read(b"<!--a-->" * 240 + b"lang", "a.txt")


def test_the_whole_text_is_one_block() -> None:
    document = read(b"un\r\n\r\ndeux", "a.txt").document
    assert document.blocks == ((0, 8),)
    assert document.edges == ()
