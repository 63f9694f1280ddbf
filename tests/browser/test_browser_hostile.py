"""An article is text: whatever it says, nothing of it runs, asks for anything or moves a mark."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pages import Show, press
from report_plans import Fix, entry_of, plan_of, swap

from cleanup.report.html import render
from cleanup.results import Run
from cleanup.text.edits import Edit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RUNS = "window.ran = true; alert(1)"
HOSTILE = [
    f"<script>{RUNS}</script>",
    f"</script><script>{RUNS}</script>",
    f"</style></title></textarea></noscript></template></option><script>{RUNS}</script>",
    f'<img src="http://192.0.2.1/x.png" onerror="{RUNS}">',
    f'" autofocus onfocus="{RUNS}" x="',
    f"' onmouseover='{RUNS}' x='",
    f'<a href="javascript:{RUNS}">x</a><base href="http://192.0.2.1/">',
    f"javascript:{RUNS}",
    f"<iframe srcdoc='<script>{RUNS}</script>'></iframe><svg onload='{RUNS}'>",
    "<!--<script>",
    "<meta http-equiv=refresh content='0;url=http://192.0.2.1/'>",
    "<link rel=stylesheet href=//192.0.2.1/x.css>",
    "a\u202eb\u2066c\u2028d\u2029e\x00f\ud800g\u200b",
    "&lt;script&gt; &#60; &amp; \\u003cscript\\u003e ${1} `x`",
]


def hostile(text: str) -> Run:
    """A run in which everything that can be said is that text."""
    source = f"{text} mto {text}"
    plan = plan_of(
        source,
        Fix("AAA001", (swap(source, "mto", f"m{text}"),), message=text, name=text, family=text),
        Fix("AAA002", end=len(text), message=text, suggestion=text, name=text, after=(0,)),
        Fix("AAA003", applicability="manual", start=1, end=4, message=text, held=text),
        Fix(text, (Edit(len(source), len(source), "!"),), message=text, style=True),
        language=text,
    )
    return Run((entry_of(plan, text), entry_of(plan, "b.txt")), (text,), version=text)


@pytest.mark.parametrize("at_once", [10**6, 0], ids=["at once", "later"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_of_an_article_runs(show: Show, text: str, at_once: int) -> None:
    page = show(hostile(text), at_once=at_once)
    page.locator(".later").first.wait_for(state="detached")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    press(page, "jajrjksu")
    page.locator("ins, del, mark").first.hover()
    page.locator(".preview").first.click()
    page.keyboard.press("Escape")
    with page.expect_download():
        page.click("#export")
    assert page.evaluate("window.ran") is None
    tags = {"script": 2, "style": 1, "base": 0, "iframe": 0, "link": 0, "img": 0, "meta": 5}
    waiting = page.locator("script[type='application/json']").count() - 1
    for tag, count in tags.items():
        more = waiting if tag == "script" else 0
        assert page.locator(tag).count() == count + more, tag
    odd = page.evaluate(
        "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
        ".filter(a => /^on|^style$/.test(a.name) || a.name == 'href' && !/^#/.test(a.value))"
        ".map(a => a.name)"
    )
    assert odd == []


def test_a_preview_holds_the_text_as_it_is(show: Show) -> None:
    text = f"</textarea><script>{RUNS}</script> 😀\u00a0\u202e"
    source = f"{text} , {text}"
    page = show(Run((entry_of(plan_of(source, Fix("AAA001", (swap(source, " ,", ","),)))),)))
    page.click("[data-preview]")
    assert page.input_value("#patched") == f"{text}, {text}"


def test_the_policy_stops_what_would_get_in(browser: Browser, tmp_path: Path) -> None:
    """The page holds no way in; were there one, the policy would still stand."""
    path = tmp_path / "report.html"
    path.write_text(render(hostile("x")), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    refused = page.evaluate(
        """() => new Promise((done) => {
          const refused = [];
          document.addEventListener("securitypolicyviolation", (event) => {
            refused.push(event.effectiveDirective);
            event.preventDefault();
            if (new Set(refused).size === 4) done([...new Set(refused)].sort());
          });
          const place = document.createElement("div");
          place.innerHTML = `<img src="data:,x"><b onclick="window.ran = 1" style="top: 0">x</b>`;
          document.body.append(place);
          const script = document.createElement("script");
          script.textContent = "window.ran = 1";
          document.body.append(script);
          place.querySelector("b").click();
        })"""
    )
    assert refused == ["img-src", "script-src-attr", "script-src-elem", "style-src-attr"]
    assert page.evaluate("window.ran") is None
    page.close()
