from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from report_plans import Fix, plan_of, run_of, seed_plan, swap

from cleanup.report.markdown import literal, render


class Reader(HTMLParser):
    """What a page shows: its text, and its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.shown.append(data)


def read(markdown: str) -> tuple[str, set[str]]:
    reader = Reader()
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    reader.feed(parser.render(markdown))
    reader.close()
    return "".join(reader.shown), reader.tags


def test_the_seed_article() -> None:
    shown, tags = read(render(run_of(seed_plan(), errors=["b.txt: binary"])))
    assert "« franches ». [and[et2] complet »" in shown
    assert "frustrer »[e]·3la politique" in shown
    assert "QUO003 early-closed-quotation · safe: The quotation was closed early" in shown
    assert "Suggestion: l’approfondissement des liens de leurs deux pays" in shown
    assert "b.txt: binary" in shown
    assert tags <= {
        *("h1", "h2", "h3", "p", "ul", "li", "blockquote", "del", "strong", "sup", "em", "br"),
        *("ins", "table", "thead", "tbody", "tr", "th", "td"),
    }


HOSTILE = [
    "a | b ` c",
    "```\ncode",
    "<script>alert(1)</script>",
    "[link](javascript:alert(1))",
    "![x](http://x.example/y.png)",
    "# head\n## head",
    "- item\n+ item\n* item\n1. item\n2) item",
    "    code block",
    "\tcode",
    "text\n===",
    "text\n---",
    "~~gone~~ **bold** _em_",
    "&lt; &amp; &#64;",
    "<!-- comment",
    "\\[ \\` \\",
    "| a |\n| - |\n| b |",
    "[ref]: http://x.example",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_shown_literally(text: str) -> None:
    shown, tags = read(f"> {literal(text)}")
    assert shown.strip() == text.replace("\n", "").replace("\t", "\t").strip()
    assert tags <= {"p", "blockquote", "br", "span"}


@given(st.text("a1 \n#*_`[]()<>|~&!\\-+=.:@$", max_size=30))
def test_any_text_is_shown_literally(text: str) -> None:
    shown, tags = read(f"> x{literal(text)}x")
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", f"x{text}x")
    assert tags <= {"p", "blockquote", "br", "span"}


@pytest.mark.parametrize(
    ("text", "live"),
    [
        ("ping @user now", r"@user"),
        ("see #12", r"#12"),
        ("GitLab !34 %5", r"!34|%5"),
        ("https://x.example", r"https://"),
        ("www.x.example", r"www\.x"),
        ("a :smile: b", r":smile:"),
        ("$x$", r"\$x"),
    ],
)
def test_nothing_a_forge_would_link_is_left(text: str, live: str) -> None:
    assert not re.search(live, literal(text))
    assert read(literal(text))[0].strip() == text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_article_keeps_the_report_in_shape(text: str) -> None:
    source = f"{text} mto"
    plan = plan_of(
        source,
        Fix("AAA001", (swap(source, "mto", f"mot{text}"),), message=text),
        Fix("AAA002", message=text, end=len(source), suggestion=text, family=text),
    )
    tokens = MarkdownIt("commonmark").enable("table").parse(render(run_of(plan)))
    kinds = [t.type for t in tokens]
    assert kinds.count("heading_open") == 4
    assert kinds.count("blockquote_open") == 1
    assert kinds.count("tr_open") == 3
    assert kinds.count("td_open") == 10
    assert not {"fence", "code_block", "html_block", "hr"} & set(kinds)
    inline = [c.type for t in tokens for c in t.children or []]
    assert not {"link_open", "image", "code_inline"} & set(inline)


def test_style_is_one_line_for_each_rule() -> None:
    shown, _ = read(render(run_of(seed_plan(style=True))))
    assert re.search(r"TYP001 guillemet-space: \d+ × · → ⍽ \(line 1, 5", shown)
    assert "«⍽très satisfait⍽»" in shown
