"""Markdown: what is prose in it, and that a change of prose is none of the markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cleanup.engine.settling import SAFE, UNSAFE, plan
from cleanup.formats import read
from cleanup.rulebook.library import load_rulebook
from cleanup.text.document import Document
from splicing import EDITS, Edits, changed, fitting, spliced
from worktree import ROOT

DATA = Path(__file__).parent.parent / "data" / "formats"
ORACLE = MarkdownIt("commonmark").enable(["table", "strikethrough"])
WORDS = st.lists(
    st.sampled_from(
        [
            "Le bac",
            "gèle",
            ",",
            "*",
            "_",
            "`",
            "[",
            "](u)",
            "<b>",
            "</b>",
            "&amp;",
            "\\*",
            "1.",
            "#",
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
BLOCKS = st.sampled_from(
    [
        "{}",
        "# {}",
        "{}\n===",
        "> {}\n> et la suite",
        "- {}\n- deux\n\n  trois",
        "1. {}\n   suite",
        "| a | {} |\n|---|---|\n| c | d |",
        "**{}** et *la suite*",
        "[{}](https://example.org/a_b 'titre') fin",
        "![{}](a.png)",
        "{}  \nune ligne",
        "```\n{}\n```",
        "    {}",
        "<div>\n{}\n</div>",
        "$$\n{}\n$$",
        "Note[^1].\n\n[^1]: La note est {}",
        "<!-- cleanup: ignore[TOK] -->\n\n{}",
        "~~{}~~ et ``a ` b`` fin",
        "[a]: https://example.org\n\n[{}][a]",
    ]
)
FILES = st.lists(st.builds(str.format, BLOCKS, WORDS), min_size=1, max_size=4).map("\n\n".join)


def signs(tokens: list[Token] | None) -> list[object]:
    """Return what a parser says of a text, but for the words."""
    found: list[object] = []
    for token in tokens or []:
        if token.type in ("text", "softbreak"):
            continue
        attributes = {k: v for k, v in token.attrs.items() if k != "alt"}
        content = "" if token.type in ("inline", "image") else token.content
        found.append((token.type, token.tag, token.markup, token.info, content, attributes))
        found += signs(token.children)
    return found


@given(FILES, EDITS)
@example("**Le bac** et *la suite*", [(18, 0, "*"), (18, 0, "x")])
def test_only_prose_changes(text: str, edits: Edits) -> None:
    data = text.encode()
    source = read(data, "a.md")
    # A lone `]` may end the words of a link elsewhere and leave the same signs; no rule writes one.
    changes = fitting(source, [edit for edit in edits if "]" not in edit[2]])
    output = spliced(source, changes)
    assert signs(without_notes(output.decode())) == signs(without_notes(text))
    assert squeezed(read(output, "a.md").document.text) == squeezed(changed(source, changes))


def without_notes(text: str) -> list[Token]:
    """Return what the oracle reads, to which a note would be the address of a link."""
    return ORACLE.parse(text.replace("[^1]:", "Note :"))


def squeezed(text: str) -> str:
    """Return a text without what a parser leaves out at the ends of lines, and empty blocks."""
    return re.sub(r"\s+", " ", text).strip()


READ = [
    ("# Le *titre* du jour {#t}\n", "Le titre du jour"),
    ("Le [lien](u 'titre') et <u@x.org>.\n", "Le lien et ￼."),
    ("La `valeur` de $x$ et {{ nom }}.\n", "La ￼ de ￼ et ￼."),
    ("Fin\\* de&nbsp;ligne  \ndure\n", "Fin* de\u00a0ligne\ndure"),
    ("> Une citation\n> longue\n", "Une citation longue"),
    ("- [x] fait\n- un\n  deux\n", "fait\n\nun deux"),
    ("| a | b |\n|---|:-:|\n| c | d\\|e |\n", "a\n\nb\n\nc"),
    ("Voir.[^1]\n\n[^1]: La note.\n", "Voir.\n\nLa note."),
    ("Titre\n===\n\nSuite <b>grasse</b>.\n", "Titre\n\nSuite grasse."),
    ("![Un mot](i.png) suit\n", "￼ suit\n\nUn mot"),
    ("---\ntitle: Un titre\n---\n\nProse.\n", "Prose."),
    ("+++\ntitle = 'x'\n+++\nProse.\n", "Prose."),
    ("import A from 'a';\n\nProse <A x={1} /> ici.\n", "Prose  ici."),
    (":::note\nDans la note.\n:::\n", "Dans la note."),
    ("```\ncode\n```\n\n    code\n\n<pre>\nx\n</pre>\n\n$$\nx\n$$\n\nProse.\n", "Prose."),
    ("[ref]: https://example.org 'Titre'\n\nProse.\n", "Prose."),
    ("Appuyer sur <kbd>Ctrl , C</kbd>.\n", "Appuyer sur ￼."),
]


@pytest.mark.parametrize(("text", "prose"), READ)
def test_what_is_prose(text: str, prose: str) -> None:
    assert read(text.encode(), "a.md").document.text == prose


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        pytest.param("Une phrase\nlongue.\n", "Une phrase longue.", id="sentence-runs-on"),
        pytest.param("Dit-il.\nPuis il sort.\n", "Dit-il.\nPuis il sort.", id="sentence-ended"),
        pytest.param("Il a *dit.*\nPuis sort.\n", "Il a dit.\nPuis sort.", id="in-emphasis"),
        pytest.param("> « Oui. »\n> Puis sort.\n", "« Oui. »\nPuis sort.", id="in-a-block-quote"),
        pytest.param("Une phrase \n  longue.\n", "Une phrase longue.", id="spaces-around"),
    ],
)
def test_a_wrapped_line_is_a_space(text: str, prose: str) -> None:
    assert read(text.encode(), "a.md").document.text == prose


@pytest.mark.parametrize(
    "text",
    [
        "Le musée rouvre demain, et le film sera montré dans la grande\nvidéo\n",
        "La mairie ouvrira dès lundi une enquête sur la\n"
        "crue de mars, dont les causes restent à ce jour inconnues de tous les services.\n",
    ],
)
def test_the_end_of_a_wrapped_sentence_is_no_leaving(text: str) -> None:
    source = read(text.encode(), "a.md")
    assert plan(source.document, load_rulebook(), UNSAFE, "fr").findings == ()


def fixed(text: str, lang: str = "fr") -> str:
    source = read(text.encode(), "a.md")
    return source.splice(plan(source.document, load_rulebook(), SAFE, lang).changes).decode()


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("Il a dit « **oui** ». [and] sobre ».", "Il a dit « **oui** [et] sobre »."),
        ("La digue *tient* , dit-il.", "La digue *tient*, dit-il."),
        ("- La digue\n  tient , dit-il.", "- La digue\n  tient, dit-il."),
        ("| La digue tient , oui | b |\n|---|---|", "| La digue tient, oui | b |\n|---|---|"),
        ("Elle tient l’ `eau , x` et l’ or.", "Elle tient l’ `eau , x` et l’or."),
    ],
)
def test_a_repair_runs_across_markup(text: str, repaired: str) -> None:
    assert fixed(text) == repaired


@pytest.mark.parametrize(
    "text",
    [
        "Le fichier `a , b` et `[and]` restent.\n",
        "<!-- cleanup: ignore[TOK007] exprès -->\n\nLa digue tient , dit-il.\n",
        "---\ntitre: La digue tient , dit-il\n---\n\nBien.\n",
        "    La digue tient , dit-il.\n",
        "Voir [la page](https://example.org/a,,b) et <https://example.org/a..b>.\n",
    ],
)
def test_what_is_no_prose_stays(text: str) -> None:
    assert fixed(text) == text


def test_the_article_gets_the_repairs_of_plain_text() -> None:
    text = (ROOT / "corpus" / "article.fr.txt").read_text(encoding="utf-8").lstrip()
    rulebook = load_rulebook()
    plain = plan(Document.of(text), rulebook, SAFE, "fr").text
    assert fixed(text) == plain != text


@pytest.mark.parametrize("path", sorted(DATA.glob("*.md")), ids=lambda path: path.name)
@given(edits=EDITS)
def test_files_of_real_tools(path: Path, edits: Edits) -> None:
    data = path.read_bytes()
    source = read(data, path.name)
    output = spliced(
        source, fitting(source, [(40 * low, length, new) for low, length, new in edits])
    )
    assert signs(ORACLE.parse(output.decode())) == signs(ORACLE.parse(data.decode()))


def test_real_tools_made_some() -> None:
    assert len(list(DATA.glob("*.md"))) >= 2
