"""Keys, filters and decisions, and what `cleanup fix` makes of the file that the page exports."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pages import Show, at, count, long_plan, press, rivals_plan, said
from report_plans import ARTICLE, entry_of, run_of, seed_plan

from cleanup.cli import main
from cleanup.decisions.file import parse
from cleanup.results import Run

if TYPE_CHECKING:
    from playwright.sync_api import Page


def exported(page: Page) -> str:
    with page.expect_download() as waiting:
        page.click("#export")
    assert waiting.value.suggested_filename == "cleanup.decisions.toml"
    return Path(waiting.value.path()).read_text(encoding="utf-8")


def verdicts(page: Page) -> dict[str, str]:
    return {one.rule: one.verdict for one in parse(exported(page), "exported")}


def test_j_and_k_go_through_the_marks_and_past_style(show: Show) -> None:
    page = show(run_of(seed_plan(style=True)))
    press(page, "j")
    assert at(page) == "d1n1"
    press(page, "jjjj")
    assert at(page) == "d1n5"
    press(page, "j")
    assert said(page) == "No mark after this one."
    press(page, "kk")
    assert at(page) == "d1n3"
    assert page.locator(".current").first.is_visible()


def test_style_is_gone_through_when_asked_for(show: Show) -> None:
    page = show(run_of(seed_plan(style=True)))
    press(page, "jjjjjf")
    page.check("#style")
    press(page, "j")
    assert at(page) != "d1n6"  # a key is for the box as long as it has the focus
    page.keyboard.press("Escape")
    press(page, "j")
    assert at(page) == "d1n6"
    assert page.locator("#d1n6").is_visible()


def test_accept_reject_and_undo(show: Show) -> None:
    page = show(run_of(seed_plan()))
    press(page, "a")
    assert said(page).startswith("Choose a mark first")
    press(page, "ja")
    assert (said(page), at(page)) == ("Accepted 1 RES002.", "d1n2")
    press(page, "r")
    assert said(page) == "Rejected 2 POS001."
    assert page.inner_text("#count") == "2 of 5 decided"
    assert count(page, "mark.rejected") == 1
    press(page, "u")
    assert (said(page), at(page)) == ("Taken back: 2 POS001.", "d1n2")
    assert count(page, ".rejected") == 0
    press(page, "uu")
    assert said(page) == "There is nothing to undo."
    assert page.inner_text("#count") == "0 of 5 decided"


def test_what_offers_nothing_is_not_accepted(show: Show) -> None:
    page = show(run_of(seed_plan()))
    note = page.locator(".item", has_text="EDI009")
    assert note.locator("[data-verdict=accept]").count() == 0
    note.click()
    press(page, "a")
    assert said(page) == "Nothing is offered here to accept."
    press(page, "r")
    assert verdicts(page) == {"EDI009": "reject"}


def test_what_no_file_could_name_is_not_decided(show: Show) -> None:
    plan = seed_plan()
    unknown = (replace(finding, fingerprint="") for finding in plan.findings)
    page = show(run_of(replace(plan, findings=tuple(unknown))))
    press(page, "jar")
    assert said(page).startswith("The record says too little")
    assert (at(page), page.inner_text("#count")) == ("d1n1", "0 of 5 decided")
    page.click("#export")
    assert said(page) == "Nothing is decided yet."


def test_the_buttons_do_what_the_keys_do(show: Show) -> None:
    page = show(run_of(seed_plan()))
    page.get_by_role("button", name="Accept 2").click()
    assert said(page) == "Accepted 2 POS001."
    assert page.locator("#d1n2 [aria-pressed=true]").inner_text() == "Accept"
    page.get_by_role("button", name="Next").click()
    assert at(page) == "d1n3"
    page.get_by_role("button", name="Help").click()
    assert page.locator("#keys").is_visible()
    press(page, "r")  # not while the help is open
    page.keyboard.press("Escape")
    assert verdicts(page) == {"POS001": "accept"}


def test_overlapping_offers_are_a_choice_of_one(show: Show) -> None:
    page = show(run_of(rivals_plan()))
    press(page, "ja")
    assert said(page) == "Accepted 1 AAA001. Rejected 2: only one of them can stand there."
    press(page, "a")
    assert verdicts(page) == {"AAA001": "reject", "BBB001": "accept"}
    press(page, "uu")
    assert page.inner_text("#count") == "0 of 4 decided"


def test_a_rule_is_not_kept_off_where_its_other_offer_was_accepted(show: Show) -> None:
    plan = rivals_plan()
    page = show(run_of(plan))
    page.get_by_role("button", name="Accept 3").click()
    assert page.locator("#d1n4.rejected").count() == 1
    assert verdicts(page) == {"CCC001": "accept"}


@pytest.mark.parametrize(
    ("field", "value", "left"),
    [
        ("family", "spaces", 10),
        ("rule", "SPC001", 5),
        ("rank", "manual", 2),
        ("state", "left", 3),
        ("document", "1", 11),
        ("query", "Ligne 7", 1),
        ("query", "crawl-prefix", 1),
        ("query", "A1.TXT", 11),
        ("query", "nowhere", 0),
    ],
)
def test_filters(show: Show, field: str, value: str, left: int) -> None:
    page = show(run_of(seed_plan(), long_plan(10)))
    press(page, "f")
    if field == "query":
        page.fill("#query", value)
    else:
        page.select_option(f"#{field}", value)
    assert page.inner_text("#matches") == f"{left} of 16 marks"
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    seen: list[str] = []
    for _ in range(left + 1):
        press(page, "j")
        seen.append(at(page))
    assert len(set(seen) - {""}) == left
    assert (count(page, ".passage") > 0) is (left > 0)
    page.click("#clear")
    assert count(page, ".passage") == 12


def test_a_filter_holds_for_what_comes_later(show: Show) -> None:
    page = show(run_of(*[long_plan(25)] * 100), at_once=0)
    press(page, "f")
    page.select_option("#rank", "manual")
    page.evaluate("document.activeElement.blur()")
    press(page, "jj")
    assert at(page) == "d2n26"
    assert count(page, "#d2 .passage") == 1
    assert count(page, ".document") == 100


def test_state_is_filtered_by_what_was_decided(show: Show) -> None:
    page = show(run_of(seed_plan()))
    press(page, "jar")
    press(page, "f")
    for state, left in (("accept", 1), ("reject", 1), ("open", 3)):
        page.select_option("#state", state)
        assert page.inner_text("#matches") == f"{left} of 5 marks"


def test_one_decision_for_what_cannot_be_told_apart(show: Show) -> None:
    page = show(run_of(seed_plan(), seed_plan()))
    press(page, "jr")
    assert page.inner_text("#count") == "2 of 10 decided"
    assert len(tomllib.loads(exported(page))["decision"]) == 1


def test_the_preview_says_that_it_is_one(show: Show) -> None:
    plan = seed_plan()
    page = show(run_of(plan), permissions=["clipboard-read", "clipboard-write"])
    press(page, "jr")
    page.click("[data-preview]")
    assert "a preview" in page.inner_text("#preview")
    assert page.input_value("#patched") == f" date 2023-10 {plan.text}"
    page.click("#copy")
    assert page.evaluate("navigator.clipboard.readText()") == f" date 2023-10 {plan.text}"
    assert said(page) == "Copied. It is a preview."


def test_leaving_with_decisions_asks_until_they_are_saved(show: Show) -> None:
    page = show(run_of(seed_plan()))
    leaves = "() => dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    assert page.evaluate(leaves)
    press(page, "ja")
    assert not page.evaluate(leaves)
    exported(page)
    assert page.evaluate(leaves)


def test_quotes_lines_and_halves_of_pairs_are_written_as_toml(show: Show) -> None:
    odd = 'a"b\\c\x7f\u2028\ud800\u202e\td'
    plan = seed_plan()
    page = show(Run((entry_of(plan, f"{odd}.txt"),)))
    press(page, "jr")
    (one,) = parse(exported(page), "exported")
    assert one.path == f"{odd}.txt".replace("\ud800", "\ufffd")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "home"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (place / "article.txt").write_bytes(ARTICLE.read_bytes())
    return place


def test_fix_obeys_what_the_page_exports(show: Show, home: Path) -> None:
    assert main(["fix", "article.txt", "-o", "out/", "--exit-zero", "-q"]) == 0
    page = show(home / "out" / "article.report.html")
    for code, verdict in (("SCR001", "Reject"), ("POS001", "Accept"), ("BRK003", "Accept")):
        note = page.locator(".item", has_text=code)
        note.get_by_role("button", name=verdict).click()
    page.click("[data-preview]")
    preview = page.input_value("#patched")
    page.keyboard.press("Escape")
    Path("d.toml").write_text(exported(page), encoding="utf-8")
    call = ["fix", "article.txt", "-o", "again/", "--decisions", "d.toml", "--exit-zero", "-q"]
    assert main(call) == 0
    result = Path("again/article.txt").read_text(encoding="utf-8")
    assert result.startswith(" date 2023-10 Le dirigeant")
    assert "l’approfondissement des liens de leurs deux pays" in result
    assert "« franches [et] complet »" in result
    assert "« frustrer la politique" in result
    assert preview == result


def test_a_run_in_place_obeys_too(show: Show, home: Path) -> None:
    assert main(["fix", "article.txt", "--report", "html=r.html", "--exit-zero", "-q"]) == 0
    page = show(home / "r.html")
    page.locator(".item", has_text="BRK003").get_by_role("button", name="Reject").click()
    Path("d.toml").write_text(exported(page), encoding="utf-8")
    assert main(["fix", "article.txt", "--decisions", "d.toml", "--exit-zero", "-q"]) == 0
    result = Path("article.txt").read_text(encoding="utf-8")
    assert "« frustrer »[e] la politique" in result
    assert "« franches [et] complet »" in result
