"""The page in use: search, filters, keys, the panel, addresses; what is hostile does nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builders import event, report, small_view, status
from timeline_engine import project
from timeline_engine.entries import EventRescheduled, IssueDefined
from timeline_engine.view import View

from .conftest import settle

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"
Opened = Callable[..., Any]


def shipped(day: str = "2018-12-04") -> View:
    return project(ROOT / "events", day)


def listed(page: Any) -> list[str]:
    settle(page)
    found: list[str] = page.eval_on_selector_all(".lane li", "items => items.map(item => item.dataset.event)")
    return found


def test_a_search_finds_words_and_its_end_shows_all(opened: Opened) -> None:
    page = opened(shipped())
    everything = listed(page)
    page.keyboard.press("/")
    page.keyboard.type("WAR IN AFGHANISTAN")
    assert set(listed(page)) == {"us-war-in-afghanistan"}
    assert page.locator("#counts").inner_text() == "1 issue, 1 event"
    page.locator("#clear").click()
    assert listed(page) == everything


def test_filters_are_by_issue_phase_actor_and_source(opened: Opened) -> None:
    page = opened(shipped())
    page.locator("#by-phase").select_option("overdue")
    assert set(listed(page)) == {"iran-oil-sanctions-deadline"}
    page.locator("#clear").click()
    page.locator("#by-issue").select_option("comcasa")
    assert page.locator(".lane").count() == page.locator("#rows tr").count() == 1
    page.locator("#by-actor").select_option("Jim Mattis")
    assert set(listed(page)) == {"mattis-en-route-to-delhi", "first-two-plus-two"}
    page.locator("#by-source").select_option("Indian report on the Pentagon talks")
    assert listed(page) == []


def test_the_chart_is_one_stop_and_arrows_go_between_events(opened: Opened) -> None:
    page = opened(shipped())
    stops = page.eval_on_selector_all("#chart [tabindex='0'], #chart svg [tabindex]", "stops => stops.length")
    assert stops == 0
    page.locator("#chart").focus()
    heard = []
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowUp", "End", "Home"):
        page.keyboard.press(key)
        heard.append(page.locator("#said").inner_text())
    assert all(heard)
    assert heard[0] != heard[1] != heard[2]
    assert heard[5] == heard[0]
    page.keyboard.press("Enter")
    assert page.locator("#panel").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement.id") == "chart"


def test_keys_move_the_clock(opened: Opened) -> None:
    page = opened(shipped())
    page.locator("#chart").focus()
    page.keyboard.press(".")
    assert page.locator("#date").input_value() == "2018-12-05"
    page.keyboard.press("[")
    assert page.locator("#date").input_value() == "2018-12-04"
    page.keyboard.press("[")
    assert page.locator("#date").input_value() == "2018-11-05"  # the day on which a deadline is overdue
    page.keyboard.press("h")
    assert "with hindsight" in page.locator("#clocks").inner_text()


def test_the_date_can_be_typed_and_what_is_none_is_put_back(opened: Opened) -> None:
    page = opened(shipped())
    for typed, then in (("2018-09-05", "2018-09-05"), ("soon", "2018-09-05")):
        page.locator("#date").fill(typed)
        page.keyboard.press("Enter")
        assert page.locator("#date").input_value() == then


def test_an_address_opens_an_issue_on_a_day_and_an_event(opened: Opened) -> None:
    page = opened(shipped(), "#issue=iran-oil&as-of=2019-06-25&event=india-ends-iranian-oil")
    assert page.locator("#rows tr").count() == 1
    assert page.locator("#rows .value").first.inner_text() == "ended"
    body = page.locator("#panel-body").inner_text()
    assert "Financial Express Online" in body
    assert "replaced buying" in body
    page.evaluate("location.hash = '#issue=comcasa&as-of=2018-12-04'")
    settle(page)
    assert page.locator("#rows tr").get_attribute("data-issue") == "comcasa"
    assert "issue=comcasa" in page.url


def test_no_source_is_named_before_it_appeared(opened: Opened) -> None:
    later = EventRescheduled(event="launch", when="2018-11-20", sources=(report("Gazette", "2018-10-20"),))
    first = event(
        "launch",
        "2018-11-01",
        phase="scheduled",
        claims=(status("planned"),),
        sources=(report("Post", "2018-10-01", url="https://example.org/a"),),
    )
    page = opened(small_view(IssueDefined(issue="caatsa-waiver", title="Waiver"), first, later, as_of="2018-10-10"))
    page.locator(".lane-picture .hit").click()
    body = page.locator("#panel-body")
    assert "Post" in body.inner_text()
    assert "Gazette" not in body.inner_text()
    assert body.locator("a[href='https://example.org/a']").count() > 0
    page.locator("#date").fill("2018-10-20")
    page.keyboard.press("Enter")
    settle(page)
    assert "Gazette" in body.inner_text()
    assert "2018-11-01 → 2018-11-20" in body.inner_text()
    assert page.locator(".lane-picture .move").count() == 1


def test_hostile_texts_and_addresses_do_nothing(opened: Opened) -> None:
    urls = (
        "javascript:alert(3)",
        " javascript:alert(4)",
        "data:text/html,<script>alert(5)</script>",
        "file:///etc/passwd",
    )
    sources = tuple(report(HOSTILE, "2018-10-05", title=f"{number}", url=url) for number, url in enumerate(urls))
    page = opened(
        small_view(
            IssueDefined(issue="deal", title=HOSTILE, question=HOSTILE),
            event("signed", "2018-10-05", title=HOSTILE, summary=HOSTILE, place=HOSTILE, actors=(HOSTILE,),
                  claims=(status(HOSTILE, "deal", by=HOSTILE),), sources=sources),
        )
    )  # fmt: skip
    page.locator(".lane-picture .hit").click()
    assert HOSTILE in page.locator("#panel-title").inner_text()
    assert page.locator("#panel a").count() == 0
    assert page.locator("img").count() == 0


def test_titles_are_written_in_their_direction(opened: Opened) -> None:
    titles = {"a": "وزراء يناقشون الميناء", "b": "मंत्री बंदरगाह पर चर्चा करते हैं", "c": "Ministers discuss"}
    events = [event(name, "2018-10-05", title=title, claims=(status("met"),)) for name, title in titles.items()]
    page = opened(small_view(IssueDefined(issue="caatsa-waiver", title="Waiver"), *events))
    found = page.eval_on_selector_all(".label", "all => all.map(label => label.firstChild.data)")
    assert set(found) == {f"\u2067{titles['a']}\u2069", titles["b"], titles["c"]}
    boxes = page.eval_on_selector_all(".label", "all => all.map(label => label.getBoundingClientRect().left)")
    assert max(boxes) - min(boxes) < 4
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]


def test_what_does_not_fit_is_counted_and_shown_when_asked(opened: Opened) -> None:
    close = [event(f"e{number}", f"2018-10-0{1 + number // 6}", claims=(status("met"),)) for number in range(30)]
    far = [event(f"f{number}", f"20{number}-01-01", claims=(status("met"),)) for number in range(10, 18)]
    page = opened(small_view(IssueDefined(issue="caatsa-waiver", title="Waiver"), *close, *far))
    counts = page.eval_on_selector_all(".count", "all => all.map(one => one.firstChild.data)")
    drawn = page.locator(".lane-picture path.event").count()
    assert any(text.startswith("+") for text in counts)
    assert drawn + sum(int(text.strip("+‹› ")) for text in counts) == len(close) + len(far)
    before = page.locator("#axis-picture").text_content()
    page.locator(".count", has_text="+").first.click()
    settle(page)
    assert page.locator("#axis-picture").text_content() != before
    assert page.locator(".lane-picture path.event").count() > 0
