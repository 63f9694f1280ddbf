"""The page as its reader finds it: looks, sizes, parts that come late, and without script."""

from __future__ import annotations

from itertools import product

import pytest
from pages import Show, at, count, long_plan, press
from report_plans import run_of, seed_plan

ALL = run_of(seed_plan(style=True), long_plan(30))
# What is read, on what it stands.
CONTRAST = """() => {
  const lit = (c) => {
    const [r, g, b] = c.match(/[\\d.]+/g).slice(0, 3)
      .map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (!c.endsWith(", 0)")) return c;
    }
    return "rgb(255, 255, 255)";
  };
  const read = "p, li, td, th, a, button, ins, del, mark, .rank, .message, .place, .facts, label";
  return [...document.querySelectorAll(read)].filter((e) => e.checkVisibility()).map((e) => {
    const [a, b] = [lit(getComputedStyle(e).color), lit(ground(e))].sort((x, y) => y - x);
    return [(a + 0.05) / (b + 0.05), `${e.tagName}.${e.className}`];
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_in_light_and_dark(show: Show, scheme: str) -> None:
    page = show(ALL, color_scheme=scheme)
    press(page, "jajrjf")
    measured = page.evaluate(CONTRAST)
    assert len(measured) > 100
    assert [pair for pair in measured if pair[0] < 4.5] == []
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    shade = sum(map(int, ground.removeprefix("rgb(").rstrip(")").split(",")))
    assert (shade < 200) is (scheme == "dark")


@pytest.mark.parametrize(("width", "opened"), [*product([320, 390, 900, 1400], [False, True])])
def test_nothing_stands_beyond_the_edge(show: Show, width: int, opened: bool) -> None:
    page = show(ALL, viewport={"width": width, "height": 800})
    if opened:
        press(page, "jf")
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    assert wide <= width


def test_side_by_side_by_choice_where_there_is_room(show: Show) -> None:
    page = show(ALL, viewport={"width": 1300, "height": 800})
    assert count(page, ".before") == 0
    press(page, "s")
    old, new = (page.locator(".passage .prose").nth(n) for n in (0, 1))
    left, right = old.bounding_box(), new.bounding_box()
    assert left and right and left["x"] + left["width"] <= right["x"]
    assert "date 2023-10" in old.inner_text() and "date 2023-10" not in new.inner_text()
    page.set_viewport_size({"width": 600, "height": 800})
    assert count(page, ".before") == count(page, "#sides") == 0
    page.set_viewport_size({"width": 1300, "height": 800})
    press(page, "s")
    assert count(page, ".before") == 0


def test_style_is_folded_and_the_unseen_is_named(show: Show) -> None:
    page = show(ALL)
    assert count(page, "#d1 ul.style > li") == 2
    assert count(page, ".style .item") == 0
    page.locator("#d1 ul.style summary").first.click()
    assert count(page, ".style .item") > 5
    assert page.locator(".glyph").first.get_attribute("title") == "space (U+0020)"
    assert page.locator("[title='no-break space (U+00A0)']").count() > 5


def test_landmarks_for_those_who_listen(show: Show) -> None:
    page = show(ALL)
    for role in ("main", "navigation", "banner", "contentinfo", "toolbar", "status"):
        assert page.get_by_role(role).count() == 1, role
    press(page, "f")
    assert page.get_by_role("search").count() == 1
    unnamed = page.evaluate(
        "[...document.querySelectorAll('button, input, select, textarea')]"
        ".filter(e => !(e.ariaLabel || e.textContent.trim() || e.labels?.length))"
        ".map(e => e.id)"
    )
    assert unnamed == []


def test_without_script_the_changes_are_there(show: Show) -> None:
    page = show(ALL, java_script_enabled=False)
    assert count(page, ".passage") == 2 + 30
    assert count(page, ".item") == 5 + 31
    assert count(page, "#tools") == count(page, "button") == 0
    assert "need script" in page.inner_text("noscript")


def test_without_script_a_large_run_says_where_the_rest_is(show: Show) -> None:
    page = show(ALL, at_once=3000, java_script_enabled=False)
    assert count(page, ".passage") < 2 + 30
    assert "--report markdown=FILE" in page.inner_text("noscript")


def test_what_waits_comes_when_it_is_near_jumped_to_or_searched(show: Show) -> None:
    page = show(ALL, at_once=0, viewport={"width": 900, "height": 500})
    page.locator(".later").first.wait_for(state="detached")
    assert page.evaluate("window.find('Ligne 29')")


def test_a_very_large_run_makes_only_what_is_needed(show: Show) -> None:
    page = show(run_of(*[seed_plan()] * 200), at_once=0, viewport={"width": 900, "height": 500})
    assert page.locator(".later").count() > 150
    press(page, "k")
    assert at(page) == "d200n5"
    assert page.locator("#d200n5").locator("visible=true").count() == 1
    press(page, "j")
    assert page.inner_text("#said") == "No mark after this one."
    assert page.locator(".later").count() > 150
    page.evaluate("document.querySelector('.index a[href=\"#d150\"]').click()")
    page.wait_for_selector("#d150n1")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".later").count() == 0


def test_printed_it_is_only_the_report(show: Show) -> None:
    page = show(ALL, color_scheme="dark")
    page.emulate_media(media="print")
    assert count(page, "#tools") == count(page, "nav") == count(page, ".verdicts") == 0
    assert count(page, ".passage") == 2 + 30
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
