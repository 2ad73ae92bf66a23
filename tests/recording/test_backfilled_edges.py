"""What is told as filled in later, at the edges: a source that claims or dates, no date at all, just a week."""

import pytest

from support import NOON_2026, recorded
from timeline_engine.dates import Zone
from timeline_engine.entries import EventBody, EventSourced
from timeline_engine.history.backfilled import LONG, is_backfilled
from timeline_engine.model import Claim

LONG_AGO = Zone("UTC").when("2018")


@pytest.mark.parametrize(
    "body",
    [EventSourced(event="e", claims=(Claim("deal", "status", "made"),)), EventSourced(event="e", when="2018")],
)
def test_a_source_that_claims_something_or_gives_a_date_says_that_it_happened(body: EventBody) -> None:
    assert is_backfilled(body, LONG_AGO, NOON_2026)


def test_what_has_no_date_is_not_told() -> None:
    assert not is_backfilled(recorded("e", None), None, NOON_2026)


def test_just_a_week_is_not_over_a_week() -> None:
    body = recorded("e", "2018")
    assert not is_backfilled(body, LONG_AGO, LONG_AGO.ends + LONG)
    assert is_backfilled(body, LONG_AGO, LONG_AGO.ends + LONG + 1)
