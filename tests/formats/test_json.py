"""JSON and JSON Lines: named strings change, and not one byte beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.errors import ConfigError, FileError
from cleanup.formats import Asked, Source, read
from cleanup.formats.fieldpaths import read_path
from cleanup.formats.jsonscan import Invalid, scan, space
from splicing import EDITS, Edits, changed, fitting, spliced

DATA = Path(__file__).parent.parent / "data" / "formats"
TEXT = st.text(st.sampled_from(list('ab é😀"\\/\n\t\x01<&\u2028')), max_size=12)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
RECORDS = st.fixed_dictionaries(
    {"text": TEXT, "body": st.lists(st.fixed_dictionaries({"t": TEXT, "n": VALUES}), max_size=3)},
    optional={"x": VALUES, "id": st.just("007"), "big": st.just(12345678901234567890)},
)
FIELDS = ("text", "body[].t")


def opened(data: bytes, *fields: str, name: str = "a.json") -> Source:
    return read(data, name, asked=Asked(fields))


def others(record: Any) -> Any:
    """Return a record without the strings that are prose."""
    return {
        **record,
        "text": "",
        "body": [{**part, "t": ""} for part in record["body"]],
    }


def prose(record: Any) -> list[str]:
    """Return the strings that are prose, in the order of the file."""
    found = {"text": [record["text"]], "body": [part["t"] for part in record["body"]]}
    return [text for key in record for text in found.get(key, []) if text]


@given(RECORDS, EDITS, st.booleans(), st.sampled_from([None, 1]))
def test_only_named_strings_change(
    record: Any, edits: Edits, ascii_only: bool, indent: int | None
) -> None:
    data = json.dumps(record, ensure_ascii=ascii_only, indent=indent).encode()
    source = opened(data, *FIELDS)
    changes = fitting(source, edits)
    output = spliced(source, changes)
    after = json.loads(output)
    assert others(after) == others(record)
    assert "\n\n".join(prose(record)) == source.document.text.replace("\ufffc", "\0")
    assert changed(source, changes) == changed(opened(output, *FIELDS), ()) or len(
        prose(after)
    ) < len(prose(record))
    if ascii_only:
        assert output.isascii()


@given(st.lists(RECORDS, min_size=1, max_size=4), EDITS)
def test_lines_stay_records(records: list[Any], edits: Edits) -> None:
    data = "\n".join(json.dumps(one, ensure_ascii=False) for one in records).encode()
    source = opened(data, *FIELDS, name="a.jsonl")
    output = spliced(source, fitting(source, edits)).decode().split("\n")
    assert [others(json.loads(line)) for line in output] == [others(one) for one in records]
    assert len(source.document.records) == sum(bool(prose(one)) for one in records)


@given(VALUES, st.text('{}[]",:0-1eE.\\u \ntrufalsn', max_size=8), st.integers(0, 60))
def test_what_is_json_is_what_the_json_module_takes(value: Any, noise: str, at: int) -> None:
    text = json.dumps(value)
    text = text[:at] + noise + text[at:]
    try:
        json.loads(text, parse_constant=_refused)
        right = True
    except ValueError:
        right = False
    for paths in ((), (read_path("a[].b"),), (read_path("*"),)):
        try:
            end = scan(text, 0, paths, frozenset({"lang"})).end
            assert (space(text, end) == len(text)) is right
        except Invalid:
            assert not right


def _refused(name: str) -> None:
    raise ValueError(name)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("text", ("text",)),
        (".text", ("text",)),
        ("article.body", ("article", "body")),
        ("$.items[].t", ("items", None, "t")),
        ("[].text", (None, "text")),
        ("$[*].text", (None, "text")),
        ("a[2]", ("a", 2)),
        ("*.text", (None, "text")),
        ('["a.b"].c', ("a.b", "c")),
        ("two words", ("two words",)),
    ],
)
def test_paths(text: str, path: tuple[object, ...]) -> None:
    assert read_path(text) == path


@pytest.mark.parametrize("text", ["", "$", "a..b", "..a", "a]", "a[", "a[x]", "a.", "[1"])
def test_what_is_no_path(text: str) -> None:
    with pytest.raises(ConfigError, match="must be a path"):
        read_path(text)


@pytest.mark.parametrize(
    ("literal", "new", "expected"),
    [
        pytest.param('"a \\u00e9"', "œ", '"a œ'.replace("œ", "\\u0153") + '\\u00e9"', id="escaped"),
        pytest.param('"a \\u00E9"', "ﬁ", '"a \\uFB01\\u00E9"', id="capital-digits"),
        pytest.param('"a é"', "œ", '"a œé"', id="as-it-is"),
        pytest.param('"a \\u00e9"', "😀", '"a \\ud83d\\ude00\\u00e9"', id="a-pair"),
        pytest.param('"a \\/é"', "/", '"a \\/\\/é"', id="slashes"),
        pytest.param('"a \\u003cé"', "<", '"a \\u003c\\u003cé"', id="what-html-reads"),
        pytest.param('"a é\\r\\n"', "\n", '"a \\r\\né\\r\\n"', id="line-ends"),
        pytest.param('"a é"', '"\\', '"a \\"\\\\é"', id="marks"),
    ],
)
def test_new_text_is_written_as_the_rest(literal: str, new: str, expected: str) -> None:
    source = opened(f'{{"text": {literal}}}'.encode(), "text")
    changes = fitting(source, [(2, 0, new)])
    assert spliced(source, changes).decode() == f'{{"text": {expected}}}'


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": 1}', ":2:10: text is a number, not text"),
        ('{"text": null}', ":2:10: text is null, not text"),
        ('{"text": ["a"]}', ":2:10: text is a list, not text"),
        ("{}", ":2:1: there is no field text"),
        ("[1]", ":2:1: there is no field text (what should hold it is a list)"),
        ('{"text": "a"', ":2:13: not valid JSON: a comma or } must stand here"),
        ('{"text": "a"} x', ":2:15: not valid JSON: nothing may stand behind the record"),
        ('{"text": NaN}', ":2:10: not valid JSON: NaN is no value of JSON"),
    ],
)
def test_a_bad_line_is_said_and_the_others_are_done(line: str, reason: str) -> None:
    data = f'{{"text": "a"}}\n{line}\n\n{{"text": "b"}}\n'.encode()
    source = opened(data, "text", name="a.jsonl")
    assert source.faults == (f"a.jsonl{reason}",)
    assert source.document.text == "a\n\nb"
    assert spliced(source, fitting(source, [(3, 1, "c")])) == data.replace(b'"b"', b'"c"')


def test_a_million_bad_lines_are_not_a_million_lines() -> None:
    faults = opened(b"{}\n" * 30, "text", name="a.jsonl").faults
    assert len(faults) == 21
    assert faults[-1] == "a.jsonl: 10 more records left as they were"


@pytest.mark.parametrize(
    ("data", "field", "reason"),
    [
        (b'{"a": 1', "a", "a.json:1:8: not valid JSON: a comma or } must stand here"),
        (b'{"a": 1}', "text", "a.json:1:1: there is no field text"),
        (b'[{"a": ""}]', "a", "there is no field a in a list; in its elements it is [].a"),
        (b"[" * 100_000, "a", "nested too deeply"),
        (b'"a" "b"', "a", "nothing may stand behind the value"),
    ],
)
def test_a_bad_file(data: bytes, field: str, reason: str) -> None:
    source = None
    with pytest.raises(FileError) as caught:
        source = opened(data, field)
    assert source is None and reason in str(caught.value)


def test_fields_must_be_named() -> None:
    with pytest.raises(ConfigError, match="such as --field text"):
        opened(b"{}")


def test_elements_of_a_list_are_records() -> None:
    data = b'[{"t": "a", "lang": "fr"}, {"t": 1}, {"t": "b", "language": "de-AT"}]'
    source = opened(data, "[].t")
    assert [(r.start, r.end, r.language) for r in source.document.records] == [
        (0, 1, "fr"),
        (3, 4, "de-AT"),
    ]
    assert source.faults == ("a.json:1:34: [1].t is a number, not text",)
    assert source.locate(3).where == "[2].t"


def test_an_article_is_one_document_in_the_language_it_declares() -> None:
    source = opened(b'{"lang": "fr", "text": "a", "body": [{"t": "b"}]}', *FIELDS)
    assert source.document.records == () and source.document.language == "fr"
    assert source.document.blocks == ((0, 1), (3, 4))


def test_half_a_pair_of_surrogates_is_no_text() -> None:
    data = b'{"text": "a\\ud83d b"}'
    source = opened(data, "text")
    assert source.document.text == "a\ufffc b"
    assert not fitting(source, [(1, 1, "")])
    assert spliced(source, fitting(source, [(2, 1, "")])) == data.replace(b"d b", b"db")


@pytest.mark.parametrize("name", ["records.json", "records.jsonl", "pandas.jsonl"])
@given(edits=EDITS)
def test_files_of_real_tools(name: str, edits: Edits) -> None:
    data = (DATA / name).read_bytes()
    source = opened(data, "[].text" if name.endswith("json") else "text", name=name)
    assert not source.faults and len(source.document.records) == 4
    output = spliced(source, fitting(source, edits))
    assert _without_text(name, output) == _without_text(name, data)


def _without_text(name: str, data: bytes) -> list[Any]:
    text = data.decode()
    rows = json.loads(text) if name.endswith("json") else map(json.loads, text.splitlines())
    return [{**row, "text": ""} for row in rows]
