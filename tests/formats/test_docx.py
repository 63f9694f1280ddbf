"""DOCX: the words change; every other member of the archive, and all markup, stays."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings

from cleanup.errors import FileError
from cleanup.formats import Asked, Source, read
from splicing import EDITS, Edits, changed, fitting, spliced

DATA = Path(__file__).parent.parent / "data" / "formats"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PROSE = re.compile(r"word/(document|header1)\.xml")


def packed(body: str, **more: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        text = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", text)
        for name, content in more.items():
            archive.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def opened(data: bytes, limit: int | None = 10_000_000) -> Source:
    return read(data, "a.docx", asked=Asked(max_size=limit))


def runs(*texts: str) -> str:
    parts = "".join(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts)
    return f"<w:p>{parts}</w:p>"


def members(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def said(part: bytes) -> str:
    """Return the text of a part; that it parses is half of the test."""
    root = ElementTree.fromstring(part)
    return "".join(element.text or "" for element in root.iter(f"{{{W}}}t"))


def shape(part: bytes) -> list[str]:
    """Return the elements of a part but for runs and looks, two of which may become one."""
    root = ElementTree.fromstring(part)
    for run in root.iter(f"{{{W}}}r"):
        for look in run.findall(f"{{{W}}}rPr"):
            run.remove(look)
    tags = [element.tag.rpartition("}")[2] for element in root.iter()]
    return [tag for tag in tags if tag not in ("r", "t")]


@pytest.mark.parametrize("name", ["office.docx", "runs.docx"])
@given(edits=EDITS)
@settings(max_examples=40)
def test_files_of_real_tools(name: str, edits: Edits) -> None:
    data = (DATA / name).read_bytes()
    source = opened(data)
    changes = fitting(source, edits)
    before, after = members(data), members(spliced(source, changes))
    assert list(before) == list(after)
    for member, content in before.items():
        if not PROSE.fullmatch(member):
            assert after[member] == content
        else:
            assert shape(after[member]) == shape(content)
    again = opened(source.splice(changes)).document.text
    assert "".join(again.split()) == "".join(changed(source, changes).split())


def test_the_same_input_gives_the_same_output() -> None:
    data = (DATA / "runs.docx").read_bytes()
    first, second = opened(data), opened(data)
    edits = [(1, 1, "xyz")]
    assert first.splice(fitting(first, edits)) == second.splice(fitting(second, edits))


def test_a_change_may_go_over_the_border_of_runs_that_look_the_same() -> None:
    source = opened(packed(runs("Le pont. , a in", "diqué la ville.")))
    assert source.document.text == "Le pont. , a indiqué la ville."
    changes = fitting(source, [(13, 6, "")])
    assert changes
    (part,) = members(spliced(source, changes)).values()
    assert said(part) == "Le pont. , a é la ville."


def test_runs_that_look_different_stay_two() -> None:
    bold = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">fer</w:t></w:r>'
    source = opened(packed(f"<w:p><w:r><w:t>Le</w:t></w:r>{bold}</w:p>"))
    assert source.document.text == "Lefer"
    assert not fitting(source, [(1, 2, "x")])
    (part,) = members(spliced(source, fitting(source, [(1, 2, "")]))).values()
    assert said(part) == "Ler" and b"<w:b/>" in part


def test_what_a_reader_would_drop_is_not_written() -> None:
    source = opened(packed("<w:p><w:r><w:t>Le pont</w:t></w:r></w:p>"))
    assert not fitting(source, [(0, 0, " ")])
    assert not fitting(source, [(7, 0, " ")])
    assert fitting(source, [(2, 1, "  ")])


def test_signs_of_markup_are_written_as_references() -> None:
    source = opened(packed(runs("a &amp; b")))
    assert source.document.text == "a & b"
    (part,) = members(spliced(source, fitting(source, [(5, 0, "<&>")]))).values()
    assert b"a &amp; b&lt;&amp;&gt;</w:t>" in part


def test_fields_deleted_text_and_comments_stay() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    gone = "<w:del><w:r><w:delText>zz</w:delText></w:r></w:del>"
    source = opened(packed(f"<w:p><w:r><w:t>Page</w:t></w:r>{field}{gone}</w:p>", comments="<c/>"))
    assert source.document.text == "Page12"
    assert not fitting(source, [(4, 2, "13")])


def test_places_are_paragraphs_of_their_part() -> None:
    notes = f'<w:footnotes xmlns:w="{W}">{runs("Une note")}</w:footnotes>'
    source = opened(packed(runs("Un") + runs("Deux"), footnotes=notes))
    assert source.document.text == "Un\n\nDeux\n\nUne note"
    spots = [source.locate(at) for at in (0, 6, 14)]
    assert [(s.line, s.column, s.where) for s in spots] == [
        (1, 1, "paragraph 1"),
        (2, 3, "paragraph 2"),
        (1, 5, "footnotes, paragraph 1"),
    ]


def test_what_is_no_docx_or_damaged() -> None:
    data = packed(runs("Un pont"))
    torn = data.replace(b"PK\1\2", b"PK\1\3")
    cases = {
        b"Le pont": "not a DOCX file",
        b"\xd0\xcf\x11\xe0": "an old or encrypted Office document, not DOCX",
        data[:60]: "damaged ZIP archive: it has no end",
        torn: "damaged ZIP archive: its directory is broken",
        _without_document(): "not a DOCX file: there is no word/document.xml in it",
    }
    for bad, reason in cases.items():
        with pytest.raises(FileError) as caught:
            opened(bad)
        assert str(caught.value) == f"a.docx: {reason}"


def _without_document() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    return out.getvalue()


def test_one_wrong_bit_is_found() -> None:
    data = bytearray(packed(runs("Un pont")))
    data[60] ^= 1
    with pytest.raises(FileError, match=r"a\.docx: damaged ZIP archive: word/document\.xml"):
        opened(bytes(data))


def test_a_small_file_must_not_fill_the_memory() -> None:
    data = packed(runs("a" * 1_000_000))
    assert len(data) < 10_000
    with pytest.raises(FileError, match=r"too large: more than 50,000 bytes unpacked"):
        opened(data, 50_000)


def test_a_member_that_is_there_twice_is_refused() -> None:
    data = packed(runs("Un"), documents="<x/>", document1="<x/>", document2="<x/>")
    with pytest.raises(FileError, match="a member of the archive is there twice"):
        opened(data.replace(b"word/document2.xml", b"word/document1.xml"))
