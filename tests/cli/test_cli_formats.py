"""Files of many records, subtitles, documents and archives, from the command line to the bytes."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from cli_texts import Call, write

DATA = Path(__file__).parent.parent / "data" / "formats"
BAD = "Le pont a été fermé lundi. , a indiqué la mairie de la ville dans la soirée."
GOOD = "Le pont a été fermé lundi, a indiqué la mairie de la ville dans la soirée."
LINES = [
    json.dumps({"id": "007", "text": BAD, "n": 12345678901234567890}, ensure_ascii=False),
    '{"id": "008", "text": "Le pont',
    '{"id": "009"}',
    '{"id": "010", "text": 12}',
    json.dumps({"id": "011", "text": BAD}),
]
FAULTS = """\
error: corpus.jsonl:2:23: not valid JSON: no quotation mark ends the string
error: corpus.jsonl:3:1: there is no field text
error: corpus.jsonl:4:23: text is a number, not text
"""


def put(name: str, data: bytes) -> None:
    Path(name).write_bytes(data)


def lines(text: str = "") -> bytes:
    joined = "\n".join(LINES) + "\n"
    fixed = joined.replace(BAD, GOOD).replace(json.dumps(BAD), json.dumps(GOOD))
    return (fixed if text else joined).encode()


def test_bad_records_are_said_and_the_others_are_done(call: Call) -> None:
    put("corpus.jsonl", lines())
    code, _, said = call("fix", "corpus.jsonl", "--field", "text")
    assert code == 2
    assert said.startswith(FAULTS)
    assert Path("corpus.jsonl").read_bytes() == lines(GOOD)
    assert call("undo")[0] == 0
    assert Path("corpus.jsonl").read_bytes() == lines()


@pytest.mark.parametrize("how", ["file", "all"])
def test_a_configuration_may_name_the_fields(call: Call, how: str) -> None:
    named = 'fields = ["text"]\n'
    head = '[[files]]\nglob = ["*.jsonl"]\n' if how == "file" else ""
    Path("cleanup.toml").write_text(head + named, "utf-8")
    put("corpus.jsonl", lines())
    code, _, said = call("fix", "corpus.jsonl")
    assert (code, said.startswith(FAULTS)) == (2, True)
    assert Path("corpus.jsonl").read_bytes() == lines(GOOD)


def test_a_record_does_not_depend_on_its_neighbours(call: Call) -> None:
    texts = [
        BAD,
        "The bridge was closed on Monday, the town hall said in the evening.",
        "« Le pont est fermé, a dit la mairie de la ville hier soir.",
        "Il rouvre mardi », a dit la mairie de la ville hier soir .",
    ]
    records = [json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts]
    alone = []
    for record in records:
        put("one.jsonl", record.encode())
        call("fix", "one.jsonl", "--field", "text", "--no-ledger")
        alone.append(Path("one.jsonl").read_bytes())
    for order in ([0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]):
        put("all.jsonl", "".join(records[number] for number in order).encode())
        call("fix", "all.jsonl", "--field", "text", "--no-ledger")
        assert Path("all.jsonl").read_bytes() == b"".join(alone[number] for number in order)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.jsonl", lines(), "such as --field text (text stands in: id, text)"),
        ("a.json", b'[{"a": {"b": "x"}}]', "such as --field text (text stands in: [].a.b)"),
        ("a.json", b"[1]", "such as --field text"),
        ("a.csv", b"id,body\n1,a\n", "with --field NAME (there are: id, body)"),
    ],
)
def test_fields_are_never_guessed(call: Call, name: str, data: bytes, reason: str) -> None:
    put(name, data)
    code, _, said = call("lint", name)
    assert code == 2
    assert len(said.splitlines()) == 1 and said.rstrip().endswith(reason)
    assert said.startswith(f"error: {name}: name the ")


@pytest.mark.parametrize(
    ("name", "fields", "place"),
    [
        ("film.srt", (), "film.srt:4:6, cue 1 (00:00:01,000)  SEG002"),
        ("film.vtt", (), "film.vtt:5:6, cue 00:01.000  SEG002"),
        ("runs.docx", (), "runs.docx:2:26, paragraph 2  SEG002"),
        ("office.docx", (), "office.docx:2:26, paragraph 2  SEG002"),
        ("excel.csv", ("--field", "text"), "excel.csv:2:31, row 2, text  SEG002"),
        ("records.json", ("--field", "[].text"), "records.json:5:39, [0].text  SEG002"),
    ],
)
def test_reports_name_the_place_and_undo_is_exact(
    call: Call, name: str, fields: tuple[str, ...], place: str
) -> None:
    data = (DATA / name).read_bytes()
    put(name, data)
    reports = ("--report", "json=r.json", "--report", "html=r.html", "--report", "markdown=r.md")
    code, out, _ = call("fix", name, *fields, "--lang", "fr", "--exit-zero", *reports)
    assert code == 0
    assert place in " ".join(out.split()).replace(" SEG002", "  SEG002")
    where = place.partition(", ")[2].removesuffix("  SEG002")
    document = json.loads(Path("r.json").read_text("utf-8"))["documents"][0]
    assert document["findings"][0]["where"] == document["changes"][0]["where"] == where
    for report in ("r.html", "r.md"):
        assert where in Path(report).read_text("utf-8").replace("<span>:</span>", ":").replace(
            "\\", ""
        )
    assert Path(name).read_bytes() != data
    assert call("verify")[0] == 0
    assert call("undo")[0] == 0
    assert Path(name).read_bytes() == data


def test_lint_names_the_place_behind_its_line(call: Call) -> None:
    put("film.srt", (DATA / "film.srt").read_bytes())
    _, out, _ = call("lint", "film.srt", "--lang", "fr", "--output-format", "concise")
    first = out.splitlines()[0]
    assert first.startswith("film.srt:4:6: warning SEG002 ")
    assert first.endswith(" · cue 1 (00:00:01,000)")


def test_an_archive_is_packed_again(call: Call) -> None:
    put("corpus.jsonl.gz", gzip.compress(lines()))
    data = Path("corpus.jsonl.gz").read_bytes()
    code, _, said = call("fix", "corpus.jsonl.gz", "--field", "text")
    assert (code, said.splitlines()[0]) == (2, FAULTS.splitlines()[0].replace("jsonl", "jsonl.gz"))
    assert gzip.decompress(Path("corpus.jsonl.gz").read_bytes()) == lines(GOOD)
    assert call("undo")[0] == 0
    assert Path("corpus.jsonl.gz").read_bytes() == data


def test_a_diff_of_an_archive_is_that_of_its_prose(call: Call) -> None:
    put("runs.docx", (DATA / "runs.docx").read_bytes())
    code, out, _ = call("fix", "runs.docx", "--lang", "fr", "--diff")
    assert code == 1
    assert "\n-Le pont a été fermé lundi. , a indiqué" in out
    assert "\n+Le pont a été fermé lundi, a indiqué" in out
    assert "PK" not in out
    call("fix", "runs.docx", "--lang", "fr")
    _, out, _ = call("report", "--output-format", "unified")
    assert out.splitlines()[1:] == ["Binary files a/runs.docx and b/runs.docx differ"]
    call("undo")
    assert Path("runs.docx").read_bytes() == (DATA / "runs.docx").read_bytes()


def test_a_damaged_archive_and_a_bomb_are_a_line_each_and_the_rest_is_done(call: Call) -> None:
    put("cut.txt.gz", gzip.compress(BAD.encode())[:-9])
    put("bomb.txt.gz", gzip.compress(b"a" * 2_000_000))
    put("a.txt", BAD.encode())
    names = ("cut.txt.gz", "bomb.txt.gz", "a.txt")
    code, _, said = call("fix", *names, "--max-file-size", "1M", "--lang", "fr")
    assert code == 2
    assert said.splitlines()[:2] == [
        "error: cut.txt.gz: damaged gzip file: it ends too early",
        "error: bomb.txt.gz: too large: more than 1,000,000 bytes unpacked, "
        "--max-file-size is 1,000,000",
    ]
    assert Path("a.txt").read_text("utf-8") == GOOD


def test_a_walk_reads_data_whose_fields_the_configuration_names(call: Call) -> None:
    write(
        "data/a.jsonl", '{"text": "La mairie de la ville a reçu , hier, les trois candidates."}\n'
    )
    write("data/b.jsonl", '{"other": 1}\n')
    write("data/a.py", "x = 1  # , a\n")
    write("cleanup.toml", '[[files]]\nglob = ["data/a.*"]\nfields = ["text"]\nlang = "fr"\n')
    code, out, said = call("lint", "--output-format", "concise", ".")
    assert (code, said) == (1, "")
    assert [line.split(":")[0] for line in out.splitlines()] == ["data/a.jsonl"]


def test_a_walk_passes_over_what_needs_fields(call: Call) -> None:
    Path("texts").mkdir()
    for name in ("a.jsonl", "a.csv", "a.srt"):
        put(f"texts/{name}", b"1\n00:00:01,000 --> 00:00:02,000\nLe pont\n")
    _, out, said = call("lint", "texts", "--show-files")
    assert (out.split(), said) == (["texts/a.srt"], "")
