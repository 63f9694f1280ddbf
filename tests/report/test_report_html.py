from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from report_plans import Fix, entry_of, plan_of, random_plans, run_of, seed_plan, swap

from cleanup.report.html import render
from cleanup.report.invisible import is_hostile
from cleanup.results import Part, Plan, Run
from cleanup.text.edits import Edit

VOID = {"meta", "br", "input"}


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
        unseen = {"style", "title", "script"}
        return "".join(data for tag, data in self.texts if tag not in unseen)

    def data(self, name: str = "data") -> Any:
        """Return what a block of JSON holds."""
        blocks = iter(data for tag, data in self.texts if tag == "script")
        ids = [attrs.get("id") for tag, attrs in self.elements if tag == "script"]
        return json.loads(dict(zip(ids, blocks, strict=True))[name])


def test_the_seed_article() -> None:
    page = Page(render(run_of(seed_plan())))
    shown = page.shown()
    assert "« franches ». [and[et3] complet4 »" in shown
    assert "frustrer »[e]·5la politique" in shown
    assert "L’échange de lettres a marqué" not in shown
    assert "Came to light by change 3" in shown
    assert "Suggestion: l’approfondissement des liens de leurs deux pays" in shown
    titles = [a.get("title") for _, a in page.elements if a.get("class") == "swap"]
    assert titles[2] == (
        "QUO003 early-closed-quotation, safe: "
        "The quotation was closed early at an editorial bracket."
    )
    assert ("p", {"class": "prose", "lang": "fr", "dir": "auto"}) in page.elements
    assert [d for t, d in page.texts if t == "mark"] == [
        "leurs deux pays. » l’approfondissement des liens",
        "complet",
    ]


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


def test_the_page_loads_nothing_and_its_policy_allows_its_own_alone() -> None:
    markup = render(run_of(seed_plan()))
    page = Page(markup)
    tags = [tag for tag, _ in page.elements]
    assert not {"link", "img", "iframe", "object", "form"} & set(tags)
    assert all(link.startswith("#") for link in page.values("href"))
    assert not page.values("src") and not page.values("style")
    own = {tag: data for tag, data in page.texts if tag in {"style", "script"}}
    assert "url(" not in own["style"] and "@import" not in own["style"]
    policy = next(a["content"] for _, a in page.elements if a.get("http-equiv"))
    digests = {tag: b64encode(sha256(own[tag].encode()).digest()).decode() for tag in own}
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digests['style']}'; "
        f"script-src 'sha256-{digests['script']}'; base-uri 'none'; form-action 'none'"
    )
    kinds = [a.get("type") for tag, a in page.elements if tag == "script"]
    assert kinds == ["application/json", None]


def test_one_style_rule_is_one_line() -> None:
    page = Page(render(run_of(seed_plan(style=True))))
    tags = [tag for tag, _ in page.elements]
    style = [a for tag, a in page.elements if a.get("class") == "style"]
    assert len(style) == 1 and tags.count("summary") == 2 + 1 + 7  # and the filter, and the rules
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
    end = len(text)
    plan = plan_of(
        source,
        Fix("AAA001", (swap(source, "mto", f"m{text}"),), message=text, name=text, family=text),
        Fix("AAA002", end=end, message=text, suggestion=text, held=text, after=(0,)),
        Fix(text, (Edit(len(source), len(source), "!"),), message=text, style=True),
        language=text,
    )
    calm = plan_of(
        "aaa mto aaa",
        Fix("AAA001", (Edit(4, 7, "m"),), family="other-family"),
        Fix("AAA002", end=3, suggestion="b", held="x", after=(0,)),
        Fix("TXT001", (Edit(11, 11, "!"),), style=True),
        language="x",
    )
    page = Page(markup := render(Run((entry_of(plan, text),), (text,))))
    other = Page(render(Run((entry_of(calm),), ("x",))))
    assert not any(is_hostile(c) for c in markup)
    late = render(Run((entry_of(plan, text),), (text,)), at_once=0)
    assert not any(is_hostile(c) for c in late)
    Page(Page(late).data("w0"))
    assert Page(late).data()["documents"][0]["text"] == source
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


def test_scores_put_the_worst_document_first() -> None:
    page = Page(render(run_of(seed_plan(), seed_plan()), {"article.txt": 1.25, "a1.txt": 40.0}))
    shown = page.shown()
    assert "Penalty" in shown and "40.0" in shown
    links = [link for link in page.values("href") if re.fullmatch(r"#d\d+", link)]
    assert links == ["#d2", "#d1"]
    assert "Penalty" not in Page(render(run_of(seed_plan()))).shown()


def test_what_is_too_much_at_once_waits_and_is_the_same() -> None:
    run = run_of(seed_plan(style=True), seed_plan())
    now, late = Page(render(run)), Page(render(run, at_once=0))
    ids = [a.get("id") or "" for tag, a in late.elements if tag == "script"]
    made = [Page(late.data(name)) for name in ids if name.startswith("w")]
    assert [a for page in made for tag, a in page.elements if tag == "article"]
    assert [e for page in made for e in page.elements if "data-item" in e[1]] == [
        e for e in now.elements if "data-item" in e[1]
    ]
    assert not [a for _, a in late.elements if "data-item" in a]
    assert late.data() == now.data()


def test_the_data_names_what_decisions_need() -> None:
    page = Page(render(run_of(seed_plan(style=True))))
    data = page.data()
    assert data["schema"] == 1
    assert [d["path"] for d in data["documents"]] == ["article.txt"]
    first = data["items"][0]
    assert first["findings"] == [["RES002", "RES002-0"]]
    assert first["edits"] == [[0, 14, ""]]
    assert first["excerpt"].startswith("date 2023-10 Le dirigeant")
    notes = {a["data-item"] for _, a in page.elements if a.get("class") in {"item", "item waits"}}
    assert notes == {str(n) for n in range(len(data["items"]))}


def test_a_large_run_holds_no_whole_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleanup.report.pagedata._MOST_TEXT", 100)
    data = Page(render(run_of(seed_plan()))).data()
    assert "text" not in data["documents"][0]


def test_some_paragraphs_of_a_document_are_not_its_text() -> None:
    whole = entry_of(seed_plan())
    some = replace(whole, parts=(Part(0, 0, 0, 0),))
    texts = ["text" in d for d in Page(render(Run((whole, some)))).data()["documents"]]
    assert texts == [True, False]


def test_the_page_of_a_rule_stands_in_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_of("un , deux", Fix("QUO003", (Edit(2, 3, ""),)), Fix("XYZ999", end=1))
    page = Page(render(run_of(plan)))
    assert "Quotation closed too early." in page.shown()
    assert "Made by `make measure`" not in page.shown()
    assert "cleanup explain XYZ999 says" in page.shown()
    monkeypatch.setattr("cleanup.report.pagerules.web_page", lambda code: f"https://x/{code}.md")
    assert "https://x/QUO003.md" in Page(render(run_of(plan))).values("href")


def test_a_page_without_blank_lines_grows_no_faster_than_its_article() -> None:
    def size(lines: int) -> int:
        source = "\n".join(f"Ligne {n:04} , fin." for n in range(lines))
        fixes = [Fix("AAA001", (Edit(at, at + 1, ""),)) for at in range(10, len(source), 18)]
        return len(render(run_of(plan_of(source, *fixes))))

    start = size(0)
    assert size(800) - start < 2.2 * (size(400) - start)
