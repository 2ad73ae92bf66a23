"""Odd logs: an empty one, dates before year 1 and beyond any calendar, events without a date."""

from collections.abc import Callable
from typing import Any

import pytest

from builders import event, small_view, status
from timeline_engine.entries import EventCancelled, EventRescheduled, IssueDefined

from .conftest import settle

pytestmark = pytest.mark.slow
Opened = Callable[..., Any]
ISSUE = IssueDefined(issue="caatsa-waiver", title="Waiver")


def test_an_empty_log_says_that_nothing_is_known(opened: Opened) -> None:
    page = opened(small_view())
    assert page.locator("#none").is_visible()
    page.locator("#after").click()
    page.locator("#zoom-in").click()


@pytest.mark.parametrize(
    "when",
    ["-0043-03-15", "Y170000002", "Y-170000002", "[..2018-10]", "2018/..", "2018/", "/2018", "../2018-10", "0000"],
)
def test_an_event_of_any_date_is_shown(opened: Opened, when: str) -> None:
    page = opened(small_view(ISSUE, event("old", when, claims=(status("over"),)), as_of="2018-12-04", hindsight=True))
    settle(page)
    assert page.locator(".lane li").count() == 1
    for button in ("zoom-out", "earlier", "zoom-all"):
        page.locator(f"#{button}").click()
    marks = page.eval_on_selector_all("svg [d], svg [x]", "all => all.map(one => one.outerHTML).join()")
    assert "NaN" not in marks
    assert "Infinity" not in marks


def test_what_has_no_date_stands_somewhere(opened: Opened) -> None:
    page = opened(
        small_view(
            ISSUE,
            event("never", None, phase="scheduled", issues=("caatsa-waiver",)),
            event("off", "2018-11-01", phase="scheduled", issues=("caatsa-waiver",)),
            EventRescheduled(event="off"),
            event("gone", "2018-11-08", phase="scheduled", issues=("caatsa-waiver",)),
            EventCancelled(event="gone"),
            hindsight=True,
        )
    )
    phases = page.eval_on_selector_all(
        ".lane li", "items => items.map(item => [item.dataset.event, item.dataset.phase])"
    )
    assert dict(phases) == {"never": "postponed", "off": "postponed", "gone": "cancelled"}
    page.locator("#zoom-all").click()
    assert page.locator(".lane-picture path.event").count() + page.locator(".count").count() >= 3


def test_the_panel_of_a_very_long_word_can_be_closed(opened: Opened) -> None:
    page = opened(
        small_view(ISSUE, event("long", "2018-11-01", title="Word" * 100, summary="Word" * 100, claims=(status("on"),)))
    )
    page.set_viewport_size({"width": 400, "height": 800})
    settle(page)
    page.locator("table button", has_text="2018-11-01").first.click()
    assert page.eval_on_selector("#panel", "panel => panel.scrollWidth <= panel.clientWidth")
    page.locator("#panel button").click()
    assert page.locator("#panel").is_hidden()
