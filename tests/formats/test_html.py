"""HTML: what is prose in it, and that a change of prose is none of the markup."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleanup.engine.settling import SAFE, plan
from cleanup.errors import FileError
from cleanup.formats import read
from cleanup.rulebook.library import load_rulebook
from cleanup.text.document import Document
from splicing import EDITS, Edits, changed, fitting, spliced
from worktree import ROOT

DATA = Path(__file__).parent.parent / "data" / "formats"
# Whole elements, halves of them, and what a browser takes for text.
PIECES = st.lists(
    st.sampled_from(
        [
            *("Le bac gèle", " , ", "&eacute;t&#233;", "&amp;lt;", "&nbsp;", "a < b", "R&D", "\n "),
            *("<p>", "</p>", "<b>", "</b>", "<br>", "<br/>", "<i class='x' title=\"un , deux\">"),
            *("<ul><li>", "<li>", "</ul>", "<td>", "<pre>a  , b</pre>", "<code>x , y</code>"),
            *(
                "<script>if (a < b) c()</script>",
                "<style>p{}</style>",
                "<!-- , -->",
                "<!doctype x>",
            ),
            *("<img alt='Un , mot' src=x>", '<a href="/?a=1&b=2">', "</a>", "<q>", "</q>"),
            *("</x>", "<p lang=en>", "<textarea> , </textarea>", "<![CDATA[ , ]]>", "<"),
            "<title>Un , titre</title>",
        ]
    ),
    max_size=9,
).map("".join)


class Oracle(HTMLParser):
    """What the parser of the standard library says of a page, but for the words."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.signs: list[object] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        words = ("title", "alt")
        kept = [(name, "" if name in words else value) for name, value in attrs]
        self.signs.append((tag, kept))

    def handle_endtag(self, tag: str) -> None:
        self.signs.append(("/", tag))

    def handle_comment(self, data: str) -> None:
        self.signs.append(("!", data))

    def handle_decl(self, decl: str) -> None:
        self.signs.append(("!", decl))

    def handle_pi(self, data: str) -> None:
        self.signs.append(("?", data))


@given(PIECES, EDITS)
@example("<<p>", [(1, 0, "/")])
@example("<\n ", [(1, 0, "/")])
def test_only_prose_changes(page: str, edits: Edits) -> None:
    data = (page or "x").encode()
    source = read(data, "a.html")
    changes = fitting(source, edits)
    output = spliced(source, changes)
    assert Oracle(output.decode()).signs == Oracle(data.decode()).signs
    after = read(output, "a.html").document.text
    assert "".join(after.split()) == "".join(changed(source, changes).split())


READ = [
    ("<p>Le <em>bac</em> g&egrave;le&nbsp;!</p>", "Le bac gèle\u00a0!"),
    ("<p>Un\n   deux<br>trois", "Un deux\ntrois"),
    ("<ul><li>un<li>deux</ul>", "un\n\ndeux"),
    ("<table><tr><td>a<td>b</table>", "a\n\nb"),
    ("<p>La <code>valeur</code> et <img src=x> fin", "La ￼ et ￼ fin"),
    ("<pre>x</pre><script>y</script><style>z</style><p>Prose", "Prose"),
    ("<p>a &lt; b &amp; c", "a < b & c"),
    ("<p><img alt='Un pont'>", "Un pont"),
    ("<title>Un titre</title><p>Prose", "Prose\n\nUn titre"),
    ("<meta name=description content='Un mot'><p>Prose", "Prose\n\nUn mot"),
    ("<p>Un<!-- rien -->e", "Une"),
    ("<p>Il dit <q>oui</q>.", "Il dit oui."),
]


@pytest.mark.parametrize(("page", "prose"), READ)
def test_what_is_prose(page: str, prose: str) -> None:
    assert read(page.encode(), "a.html").document.text == prose


def fixed(page: str | bytes, lang: str | None = "fr") -> str:
    data = page.encode() if isinstance(page, str) else page
    source = read(data, "a.html")
    output = source.splice(plan(source.document, load_rulebook(), SAFE, lang).changes)
    return output.decode(source.encoding)


@pytest.mark.parametrize(
    ("page", "repaired"),
    [
        ("<p>Dit « <b>oui</b> ». [and] net ».", "<p>Dit « <b>oui</b> [et] net »."),
        ("<p>La <i>digue</i> , dit-il.", "<p>La <i>digue</i>, dit-il."),
        ("<p>La mar&eacute;e tient , dit-il.", "<p>La mar&eacute;e tient, dit-il."),
        ("<p>La digue\n   tient , dit-il.", "<p>La digue\n   tient, dit-il."),
        ("<img alt='La digue tient , oui'>", "<img alt='La digue tient, oui'>"),
    ],
)
def test_a_repair_runs_across_markup(page: str, repaired: str) -> None:
    assert fixed(page) == repaired


@pytest.mark.parametrize(
    "page",
    [
        "<pre>La digue tient , dit-il.</pre>",
        "<p>Bien.<p lang=en>The mayor said , yes [and] no.",
        "<p>Bien.<textarea>La digue tient , dit-il.</textarea>",
        "<!-- cleanup: ignore[TOK007] exprès -->\n<p>La digue tient , dit-il.",
        "<p>&amp; et &lt;b&gt; et &eacute;t&eacute; restent.",
        "<a href='/a , b' data-x=' , '>Un lien</a>",
    ],
)
def test_what_is_no_prose_stays(page: str) -> None:
    assert fixed(page) == page


def codes(page: str) -> list[str]:
    document = read(page.encode(), "a.html").document
    return [finding.code for finding in plan(document, load_rulebook(), SAFE, "fr").findings]


@pytest.mark.parametrize(
    "tag",
    [
        pytest.param("<nav>", id="element"),
        pytest.param("<div role='navigation'>", id="role"),
        pytest.param("<footer><div>", id="inside"),
    ],
)
def test_what_a_page_says_around_its_article_is_at_home_there(tag: str) -> None:
    page = "<p>La digue tient encore, dit-il.\n{}<p>Partager sur Facebook\n"
    assert codes(page.format("<div>")) and not codes(page.format(tag))


def test_new_text_is_escaped_where_it_stands() -> None:
    source = read(b"<p title='ab'>ab", "a.html")
    output = spliced(source, fitting(source, [(1, 0, "<&'"), (5, 0, "<&'")]))
    assert output == b"<p title='a&lt;&amp;&#39;b'>a&lt;&amp;'b"


def test_what_the_encoding_lacks_becomes_a_reference() -> None:
    page = '<meta charset="latin1"><p>caf\u00e9'.encode("latin-1")
    source = read(page, "a.html")
    assert source.document.text == "café"
    output = spliced(source, fitting(source, [(0, 0, "œ")]))
    assert output == page.replace(b"caf", b"\x9ccaf")
    output = spliced(source, fitting(source, [(0, 0, "→")]))
    assert output == page.replace(b"caf", b"&#8594;caf")


def test_a_page_of_another_encoding_is_said() -> None:
    with pytest.raises(FileError, match=r"a\.html"):
        read(b"<p>caf\xe9", "a.html")


def test_the_language_is_the_one_declared() -> None:
    assert read(b"<html lang=fr-CA><p>a", "a.html").document.language == "fr-CA"


def test_the_article_gets_the_repairs_of_plain_text() -> None:
    text = (ROOT / "corpus" / "article.fr.txt").read_text(encoding="utf-8").strip()
    page = "".join(f"<p>{part}</p>\n" for part in text.split("\n\n"))
    plain = plan(Document.of(text), load_rulebook(), SAFE, "fr").text
    assert fixed(page) == "".join(f"<p>{part}</p>\n" for part in plain.split("\n\n"))
    assert plain != text


@pytest.mark.parametrize("path", sorted(DATA.glob("*.html")), ids=lambda path: path.name)
@given(edits=EDITS)
def test_files_of_real_tools(path: Path, edits: Edits) -> None:
    data = path.read_bytes()
    source = read(data, path.name)
    changes = fitting(source, [(10 * low, length, new) for low, length, new in edits])
    before, after = (b.decode() for b in (data, spliced(source, changes)))
    assert Oracle(after).signs == Oracle(before).signs
