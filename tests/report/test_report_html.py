from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from report_plans import Fix, entry_of, plan_of, random_plans, run_of, seed_plan, swap

from cleanup.edits import Edit
from cleanup.report.html import render
from cleanup.report.invisible import is_hostile
from cleanup.results import Plan, Run

VOID = {"meta", "br"}


class Page(HTMLParser):
    """A page as a browser sees it: balanced elements, attributes, text by element."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(markup)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def values(self, name: str) -> list[str]:
        return [value for _, attrs in self.elements if (value := attrs.get(name))]

    def shown(self) -> str:
        return "".join(data for tag, data in self.texts if tag not in {"style", "title"})


def test_the_seed_article() -> None:
    page = Page(render(run_of(seed_plan())))
    shown = page.shown()
    assert "« franches ». [and[et2] complet »" in shown
    assert "frustrer »[e]·3la politique" in shown
    assert "L’échange de lettres a marqué" not in shown
    assert "Came to light by change 2" in shown
    assert "Suggestion: l’approfondissement des liens de leurs deux pays" in shown
    titles = [a.get("title") for _, a in page.elements if a.get("class") == "swap"]
    assert titles[2] == (
        "QUO003 early-closed-quotation, safe: "
        "The quotation was closed early at an editorial bracket."
    )
    assert ("p", {"class": "prose", "lang": "fr", "dir": "auto"}) in page.elements


def test_landmarks_headings_and_links() -> None:
    page = Page(render(run_of(seed_plan(style=True), seed_plan(), errors=["b.txt: binary"])))
    tags = [tag for tag, _ in page.elements]
    assert tags.count("h1") == tags.count("main") == tags.count("nav") == tags.count("header") == 1
    assert page.elements[0] == ("html", {"lang": "en"})
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.values("href")} <= set(ids)
    assert {ref for value in page.values("aria-labelledby") for ref in value.split()} <= set(ids)
    levels = [int(t[1]) for t in tags if re.fullmatch(r"h\d", t)]
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_the_page_loads_nothing_and_its_policy_allows_its_style() -> None:
    markup = render(run_of(seed_plan()))
    page = Page(markup)
    assert not {"script", "link", "img", "iframe", "object", "form"} & {t for t, _ in page.elements}
    assert all(link.startswith("#") for link in page.values("href"))
    assert not page.values("src") and not page.values("style")
    style = next(data for tag, data in page.texts if tag == "style")
    assert "url(" not in style and "@import" not in style
    policy = next(a["content"] for _, a in page.elements if a.get("http-equiv"))
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy and policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")


def test_one_style_rule_is_one_line() -> None:
    page = Page(render(run_of(seed_plan(style=True))))
    tags = [tag for tag, _ in page.elements]
    assert tags.count("details") == 2
    assert tags.count("article") == 2  # the paragraphs with more than style
    assert "«⍽très satisfait⍽»" in page.shown()
    assert "no-break space (U+00A0)" in page.values("title")


HOSTILE = [
    "<script>alert(1)</script>",
    "</script></style></title><h1>",
    '" onmouseover="alert(1)',
    "' onfocus='x",
    "<a href=javascript:alert(1)>",
    "&lt;b&gt; &amp; &#0;",
    "a\u202eb\u2066c",
    "nul\x00 esc\x1b c1\x9b",
    "<!-- --> ]]>",
    "\ud800",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_an_article_is_text_wherever_it_stands(text: str) -> None:
    source = f"{text} mto {text}"
    plan = plan_of(
        source,
        Fix("AAA001", (swap(source, "mto", f"m{text}"),), message=text, name=text, family=text),
        Fix("AAA002", end=len(text), message=text, suggestion=text, held=text, after=(0,)),
        Fix(text, (Edit(len(source), len(source), "!"),), message=text, style=True),
        language=text,
    )
    calm = plan_of(
        "a mto a",
        Fix("AAA001", (Edit(2, 5, "m"),), family="other-family"),
        Fix("AAA002", end=1, suggestion="b", held="x", after=(0,)),
        Fix("TXT001", (Edit(7, 7, "!"),), style=True),
        language="x",
    )
    page = Page(markup := render(Run((entry_of(plan, text),), (text,))))
    other = Page(render(Run((entry_of(calm),), ("x",))))
    assert not any(is_hostile(c) for c in markup)
    markup.encode("utf-8")

    def skeleton(read: Page) -> list[tuple[str, list[str]]]:
        shape = [(tag, sorted(attrs)) for tag, attrs in read.elements]
        return sorted(e for e in shape if e != ("span", ["class", "title"]))

    assert skeleton(page) == skeleton(other)


@given(random_plans("ab <&\"'\n"))
def test_any_plan_makes_a_balanced_page(plan: Plan) -> None:
    page = Page(render(run_of(plan)))
    assert len([t for t, _ in page.elements if t == "del"]) <= len(plan.changes)


def test_an_empty_run_says_so() -> None:
    assert "Nothing was found." in Page(render(Run(()))).shown()
    assert (
        "2 documents without findings" in Page(render(run_of(plan_of("a"), plan_of("b")))).shown()
    )
