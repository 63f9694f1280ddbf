"""Tables: named columns change, and every cell keeps its quotation marks."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.errors import ConfigError, FileError
from cleanup.formats import Asked, Source, read
from cleanup.formats.csvscan import rows, value
from splicing import EDITS, Edits, changed, fitting, spliced

DATA = Path(__file__).parent.parent / "data" / "formats"
CELL = st.text(st.sampled_from(list('ab é😀",;\t\n ')), max_size=8)
TABLE = st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=5)
DELIMITERS = st.sampled_from([",", ";", "\t", "|"])
QUOTINGS = st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])


def opened(data: bytes, *fields: str, name: str = "a.csv") -> Source:
    return read(data, name, asked=Asked(fields))


def written(table: list[tuple[str, str, str]], delimiter: str, quoting: int, end: str) -> bytes:
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerows([("id", "text", "note"), *table])
    return out.getvalue().encode()


def cells(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode(), newline=""), delimiter=delimiter))


def tight(text: str) -> str:
    """Return a text without white space, such as stands between two cells."""
    return "".join(text.split())


def beside(data: bytes, delimiter: str = ",") -> list[list[str]]:
    """Return the cells that are no prose."""
    return [[row[0], *row[2:]] for row in cells(data, delimiter)]


@given(TABLE, EDITS, DELIMITERS, QUOTINGS, st.sampled_from(["\n", "\r\n"]))
def test_only_named_columns_change(
    table: list[tuple[str, str, str]], edits: Edits, delimiter: str, quoting: int, end: str
) -> None:
    data = written(table, delimiter, quoting, end)
    source = opened(data, "text", name="a.tsv" if delimiter == "\t" else "a.csv")
    assert not source.faults
    changes = fitting(source, edits)
    output = spliced(source, changes)
    assert beside(output, delimiter) == beside(data, delimiter)
    prose = "".join(row[1] for row in cells(output, delimiter)[1:])
    assert tight(prose) == tight(changed(source, changes))
    assert [len(row) for row in cells(output, delimiter)] == [3] * (len(table) + 1)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=5), DELIMITERS, QUOTINGS)
def test_cells_are_those_of_the_csv_module(
    table: list[list[str]], delimiter: str, quoting: int
) -> None:
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\n")  # type: ignore[arg-type]
    writer.writerows(table)
    text = out.getvalue()
    found = [[value(text, cell) for cell in row.cells] for row in rows(text, delimiter)]
    assert found == [row for row in csv.reader(StringIO(text), delimiter=delimiter) if row]


@pytest.mark.parametrize(
    "name", ["excel.csv", "unix.csv", "semicolons.csv", "tabs.tsv", "numbers.csv", "pandas.csv"]
)
@given(edits=EDITS)
def test_files_of_real_tools(name: str, edits: Edits) -> None:
    data = (DATA / name).read_bytes()
    source = opened(data, "text", name=name)
    assert not source.faults and len(source.document.records) == 4
    delimiter = {"semicolons.csv": ";", "tabs.tsv": "\t"}.get(name, ",")
    before, after = (
        cells(one, delimiter) for one in (data, spliced(source, fitting(source, edits)))
    )
    column = before[0].index("text")
    assert [row[:column] + row[column + 1 :] for row in after] == [
        row[:column] + row[column + 1 :] for row in before
    ]


def test_what_needs_marks_does_not_fit_a_bare_cell() -> None:
    source = opened(b'id,text\n1,a b\n2,"c d"\n', "text")
    assert source.document.text == "a b\n\nc d"
    for sign in ',"\n':
        assert not fitting(source, [(1, 0, sign)])
    changes = fitting(source, [(6, 0, '",')])
    assert spliced(source, changes) == b'id,text\n1,a b\n2,"c"", d"\n'


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2", ":3:1: the row has no column 'text'"),
        ('2,"a" b', ":3:6: characters behind a closing quotation mark"),
    ],
)
def test_a_bad_row_is_said_and_the_others_are_done(row: str, reason: str) -> None:
    source = opened(f"id,text\n1,a\n{row}\n3,b\n".encode(), "text")
    assert source.faults == (f"a.csv{reason}",)
    assert source.document.text == "a\n\nb"
    assert source.locate(3).where == "row 4, text"


def test_a_mark_that_nothing_closes_is_said_where_it_opens() -> None:
    source = opened(b'id,text\n1,a\n2,"b\n3,c\n', "text")
    assert source.faults == ("a.csv:3:3: a quotation mark opens a cell and none closes it",)
    assert source.document.text == "a"


def test_columns_by_number_have_no_row_of_names() -> None:
    source = opened(b"1,a\n2,b\n", "#2")
    assert source.document.text == "a\n\nb"
    assert source.locate(0).where == "row 1, #2"


def test_a_row_may_tell_its_language() -> None:
    source = opened(b"lang,text\nfr,a\nde_AT,b\n,c\n", "text")
    assert [record.language for record in source.document.records] == ["fr", "de-AT", None]


@pytest.mark.parametrize("data", [b"id,body\n1,a\n", b"id;body\n1;a\n", b"id\tbody\n1\ta\n"])
def test_columns_must_be_named_and_there(data: bytes) -> None:
    with pytest.raises(ConfigError, match=r"a.csv: .* --field NAME \(there are: id, body\)"):
        opened(data)
    with pytest.raises(FileError, match=r"a.csv:1: .* 'text' \(there are: id, body\)"):
        opened(data, "text")


def test_a_mark_inside_a_bare_cell_must_not_come_to_stand_first() -> None:
    source = opened(b'id,text\n1, "a" b\n2,c\n', "text")
    assert source.document.text == ' "a" b\n\nc'
    assert not fitting(source, [(0, 1, "")])
    assert spliced(source, fitting(source, [(5, 1, "é")])) == 'id,text\n1, "a" é\n2,c\n'.encode()


def test_the_only_cell_of_a_row_must_not_become_empty() -> None:
    source = opened(b"text\na\nb\n", "text")
    assert not fitting(source, [(0, 1, "")])
    assert fitting(source, [(0, 1, "c")])
