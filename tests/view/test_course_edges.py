"""The course of a history where little is known, and where a report comes at the very instant at which a day begins."""

from itertools import pairwise

import pytest

from oracle.examples.building import claim, day, log, occurred, said, scheduled
from oracle.test_against_oracle import entry
from timeline_engine.dates import Zone
from timeline_engine.history import read_history
from timeline_engine.projection.course import Course, course

BEGINS = "2018-12-03T00:00Z"


def of(*bodies: dict[str, object], hindsight: bool = False) -> Course:
    return course(read_history(map(entry, log(*bodies)), Zone("UTC")), hindsight=hindsight)


def test_what_nobody_tells_of_has_no_course() -> None:
    found = of(occurred(when=day(1), known=day(2)))
    assert found.event("b", 0) is None
    assert found.state("i", "status", 0) is None


@pytest.mark.parametrize("hindsight", [False, True])
def test_at_one_instant_there_is_one_change(hindsight: bool) -> None:
    plan, outcome = scheduled(when=day(3), **said("P", 1)), occurred(when=day(3), **said("Q", BEGINS))
    found = of(plan, outcome | {"claims": [claim("open")]}, hindsight=hindsight)
    for changes in (*found.events.values(), *found.states.values()):
        assert all(one.instant < other.instant for one, other in pairwise(changes))


def test_where_no_claim_is_in_effect_any_more_there_are_none() -> None:
    found = of(occurred(when=day(1), claims=[claim("open")], **said("P", 2)), scheduled(when=day(9), **said("P", 3)))
    began, ended = found.states["i", "status"]
    assert (began.value, ended.value, ended.claims) == ("open", None, ())


def test_what_occurred_without_a_date_is_possible_until_the_day_ends_on_which_that_was_known() -> None:
    (possible, happened) = of(occurred(**said("P", "2018-12-06T09:00Z"))).events["a"]
    assert (possible.phase, happened.phase) == ("possible", "occurred")
    assert happened.instant == Zone("UTC").instant(day(6))
