"""What no rule may touch: each kind of protected text, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.text.protect import protect_document, protect_inline


def found(text: str) -> list[tuple[str, str]]:
    return [(p.kind, text[p.start : p.end]) for p in protect_inline(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("Voir https://a.example/x_(y),z.", "url", "https://a.example/x_(y),z"),
        ("Voir « https://a.example/x ».", "url", "https://a.example/x"),
        ("Voir www.a.example/x, puis", "url", "www.a.example/x"),
        ("Voir ftp://a.example/x!", "url", "ftp://a.example/x"),
        ("Écrire à le.nom+x@la-mer.example.org.", "email", "le.nom+x@la-mer.example.org"),
        ("Lancer `rm  -r ,` puis", "code", "`rm  -r ,`"),
        ("Lancer ``a ` b`` puis", "code", "``a ` b``"),
        ('Un <a href="x , y">lien</a> ici', "markup", '<a href="x , y">'),
        ("Un <!-- mot , mot --> ici", "markup", "<!-- mot , mot -->"),
        ("Voir [là](a_b,c.html) puis", "link", "](a_b,c.html)"),
        ("Bonjour {{ nom , x }} !", "placeholder", "{{ nom , x }}"),
        ("Bonjour ${nom} !", "placeholder", "${nom}"),
        ("Bonjour %(nom)s !", "placeholder", "%(nom)s"),
        ("Bonjour {0} !", "placeholder", "{0}"),
        ("Comme on sait [3, 7–9], il", "citation", "[3, 7–9]"),
        ("à 12:30:05,250 il", "time", "12:30:05,250"),
        ("le fichier notes.tar.gz est", "file", "notes.tar.gz"),
        ("suivre @le_nom ici", "handle", "@le_nom"),
        ("la version 1.10.2 est", "version", "1.10.2"),
    ],
)
def test_is_protected(text: str, kind: str, part: str) -> None:
    assert (kind, part) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le cours est à 3,5 % le 12.",
        "a < b et c > d",
        "Il a dit [oui] et [non].",
        "une apostrophe ` seule",
        "nom @ exemple",
        "Le prix : 12 : 30.",
        "{ un mot }",
        "Fin.Début",
    ],
)
def test_is_not_protected(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: x\n---\nUn mot.", [("front-matter", "---\ntitle: x\n---\n")]),
        ("---\nun mot\n---\nUn mot.", []),
        ("Un.\n\n---\ntitle: x\n---\n", []),
        ("a\n```py\nx , y\n```\nb", [("code", "```py\nx , y\n```")]),
        ("a\n~~~\n```\n~~~\nb", [("code", "~~~\n```\n~~~")]),
        ("a\n````\n```\n````\nb", [("code", "````\n```\n````")]),
        ("a\n```\nouvert", []),
    ],
)
def test_only_the_whole_document_shows_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(p.kind, text[p.start : p.end]) for p in protect_document(text)] == expected


@settings(max_examples=200, deadline=None)
@given(st.text('ab@.:/`<>{}[]()!-\n 01~#"', max_size=60))
def test_spans_lie_in_the_text_and_cross_no_line_but_fences(text: str) -> None:
    for span in protect_inline(text, 0, len(text)):
        assert 0 <= span.start < span.end <= len(text)
        assert "\n" not in text[span.start : span.end] or span.kind == "markup"
    for span in protect_document(text):
        assert 0 <= span.start < span.end <= len(text)
