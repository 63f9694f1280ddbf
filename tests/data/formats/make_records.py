"""Writes the records, tables, subtitles and word processor documents of this folder by real tools.

    python make_records.py

needs LibreOffice (`soffice`), `ffmpeg` and the packages pandas and python-docx. The tests read what
it wrote, and need none of these.
"""

from __future__ import annotations

import csv
import json
import subprocess
import tempfile
from pathlib import Path

import pandas
from docx import Document

HERE = Path(__file__).parent
TEXTS = [
    "Le pont a été fermé lundi. , a indiqué la mairie de la ville, et les travaux durent un mois.",
    "Il a dit « oui » ; c'est tout .\nLa suite est dans le journal de demain, comme d'habitude.",
    'Elle répond : "Je ne sais pas, et je ne veux pas le savoir", puis elle sort de la salle.',
    "Un emoji 😀, un antislash \\ et une tabulation\tdans la phrase, avec l'été et les fleurs .",
]
SUBTITLES = """1
00:00:01,000 --> 00:00:02,500
<i>Bonjour à tous. Le pont a été fermé
lundi. </i>, a indiqué la mairie

2
00:00:03,000 --> 00:00:04,000
de la ville « où les travaux durent .

3
00:00:05,000 --> 00:00:06,000
Et puis c'est tout pour ce soir. »

4
00:00:07,000 --> 00:00:08,000
- Vous venez ?
- Pas avant la fin du mois .
"""
PAGE = """<html><body><h1>Le pont</h1>
<p>Le pont a été fermé <b>lundi. </b>, a indiqué la mairie &amp; la région.<sup></sup></p>
<p>Une phrase <a href="https://example.org/">avec un lien</a> , et la suite .</p>
<ul><li>Un point .</li><li>Deux points.</li></ul>
<table><tr><td>Une case .</td><td>Deux cases</td></tr></table></body></html>"""


def records() -> None:
    """Write JSON and JSON Lines: with and without ASCII escapes, indented, by pandas."""
    rows = [
        {"id": "007", "n": 12345678901234567890, "text": text, "x": [1.50, None]} for text in TEXTS
    ]
    lines = [json.dumps(row, ensure_ascii=number % 2 == 0) for number, row in enumerate(rows)]
    (HERE / "records.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (HERE / "records.json").write_text(json.dumps(rows, indent=2, ensure_ascii=False), "utf-8")
    frame = pandas.DataFrame({"id": ["007"] * len(TEXTS), "text": TEXTS})
    frame.to_json(HERE / "pandas.jsonl", orient="records", lines=True)


def tables() -> None:
    """Write tables in the dialects that the csv module and pandas know."""
    rows = [["id", "text", "note"], *(["007", text, ""] for text in TEXTS)]
    dialects = {
        "excel.csv": {"dialect": "excel"},
        "unix.csv": {"dialect": "unix"},
        "semicolons.csv": {"delimiter": ";", "lineterminator": "\n"},
        "tabs.tsv": {"dialect": "excel-tab"},
        "numbers.csv": {"quoting": csv.QUOTE_NONNUMERIC},
    }
    for name, options in dialects.items():
        with (HERE / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, **options).writerows(rows)
    frame = pandas.DataFrame({"id": ["007"] * len(TEXTS), "text": TEXTS})
    frame.to_csv(HERE / "pandas.csv", index=True)


def subtitles() -> None:
    """Have ffmpeg write both formats of subtitles."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "film.srt"
        source.write_text(SUBTITLES, "utf-8")
        for name in ("film.srt", "film.vtt"):
            command = ["ffmpeg", "-loglevel", "error", "-y", "-i", source, HERE / name]
            subprocess.run(command, check=True)


def documents() -> None:
    """Have LibreOffice and python-docx write DOCX files."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "office.html"
        page.write_text(PAGE, "utf-8")
        convert = ["soffice", "--headless", "--convert-to", "docx:Office Open XML Text"]
        subprocess.run([*convert, "--outdir", str(HERE), str(page)], check=True)
    document = Document()
    document.add_heading("Le pont", 1)
    paragraph = document.add_paragraph("Le pont a été fermé ")
    paragraph.add_run("lundi. ").bold = True
    paragraph.add_run(", a indiqué la mairie de la ville, et les travaux durent un mois.")
    paragraph = document.add_paragraph("Il rouvre lundi")
    paragraph.add_run(". , a in")
    paragraph.add_run("diqué la mairie & la région .")
    document.add_paragraph("Une ligne\tavec\nun saut .")
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Une case .", "Deux cases"
    document.sections[0].header.paragraphs[0].text = "En-tête du journal . Lundi"
    document.save(str(HERE / "runs.docx"))


if __name__ == "__main__":
    records()
    tables()
    subtitles()
    documents()
