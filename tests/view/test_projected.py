"""What a projection gives into one's hands: lists of events, large events beside each other, the range of figures."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from support import memory_log, put, read, recorded, sourced
from timeline_engine.dates import Zone
from timeline_engine.entries import Draft, EventOccurred, EventRecorded, IssueDefined
from timeline_engine.log import MemoryLog
from timeline_engine.model import Attribute, Claim, Quantity, Source
from timeline_engine.projection import IssueState, fold, phase_of
from timeline_engine.projection.events import PlacedEvent
from timeline_engine.view import project
from timeline_engine.view.answer import View

MANY = 80
UTC = Zone("UTC")


def told(log: MemoryLog, day: str = "2018-04-01") -> View:
    return project(log, day)


def fairs() -> MemoryLog:
    """A fair on the day of which two papers differ, another, and one that bears on no issue."""
    log = memory_log()
    put(
        log,
        IssueDefined(issue="town", title="Town"),
        recorded("fair", "2018-03-04", "town.status=merry", published="2018-03-05"),
        EventOccurred(event="fair", when="2018-03-02", sources=sourced("2018-03-06", "Tribune")),
        recorded("market", "2018-03-08", "town.status=busy", published="2018-03-09"),
        recorded("elsewhere", "2018-03-10", published="2018-03-11"),
    )
    return log


def test_those_of_a_list_that_are_contested_or_stray_are_made_as_all_are() -> None:
    events = told(fairs()).events
    assert [event.id for event in events.contested()] == ["fair"]
    assert [event.id for event in events.stray()] == ["elsewhere"]
    assert [event.id for event in events.within(lambda placed: placed)] == ["fair", "market", "elsewhere"]


def test_who_asks_for_a_phase_while_another_does_is_given_all_in_it() -> None:
    """An answer that is kept is asked by several threads, one of which may wait amid the events."""
    log, told_meanwhile = memory_log(), list[list[str]]()
    put(log, *(recorded(f"e{number}", f"2018-03-0{number}", published="2018-03-09") for number in range(1, 5)))

    class Slow(list[PlacedEvent]):
        """Where another thread asks, too, as soon as the first was looked at."""

        def __getitem__(self, place: Any) -> Any:
            if place == 1 and not told_meanwhile:
                told_meanwhile.append([])
                with ThreadPoolExecutor(1) as other:
                    told_meanwhile.append(other.submit(occurred).result(10))
            return super().__getitem__(place)

    def occurred() -> list[str]:
        return [event.id for event in events.phase("occurred")]

    events = told(log).events.within(Slow)
    assert occurred() == told_meanwhile[1] == ["e1", "e2", "e3", "e4"]


@pytest.mark.parametrize(
    ("day", "phase"), [("2018-03-01", "upcoming"), ("2018-03-20", "due"), ("2018-04-01", "overdue")]
)
def test_the_phase_of_a_revision_is_that_of_its_event(day: str, phase: str) -> None:
    log = memory_log()
    put(log, recorded("fair", "2018-03-04/2018-03-25", published="2018-02-01", phase="scheduled"))
    (event,) = told(log, day).events
    assert event.phase == phase_of(event.revision, UTC.instant(day)) == phase


def large(event: str, word: str, *papers: str) -> list[Draft]:
    """An event with very many claims, which each of the papers makes."""
    claims = tuple(Claim("town", f"a{number:02}", f"{word}{number}") for number in range(MANY))
    about = {"event": event, "title": event, "when": "2018-03-04", "claims": claims}
    return [
        Draft(f"{event}{paper}", EventRecorded(sources=(Source(paper, published=paper),), **about)) for paper in papers
    ]


def values(issue: IssueState) -> list[list[object]]:
    return [[claim.value for claim in state.claims] for state in issue.attributes.values()]


@pytest.mark.parametrize("papers", [("2018-03-05",), ("2018-03-05", "2018-03-06")])
def test_two_large_events_claim_each_its_own(papers: tuple[str, ...]) -> None:
    log = memory_log()
    log.append([*large("fair", "v", *papers), *large("market", "w", *papers)])
    (issue,) = told(log).issues
    assert values(issue) == [[f"w{number}", f"v{number}"] for number in range(MANY)]


def test_a_large_event_claims_what_was_known() -> None:
    log = memory_log()
    log.append([*large("fair", "v", "2018-03-05", "2018-03-06"), *large("fair", "w", "2018-03-09")])
    history = told(log).history
    assert history
    early, late = (
        fold(history, UTC.instant("2018-03-07"), known).issues for known in (UTC.instant("2018-03-07"), None)
    )
    assert values(early[0]) == [[f"v{number}"] for number in range(MANY)]
    assert values(late[0]) == [[f"w{number}", f"v{number}"] for number in range(MANY)]


@pytest.mark.parametrize(
    ("figures", "range_"),
    [
        (("35-39bn GBP", "37bn GBP"), (Quantity(35 * 10**9, "GBP"), Quantity(39 * 10**9, "GBP"))),
        (("4 GBP", "7 GBP"), (Quantity(4, "GBP"), Quantity(7, "GBP"))),
        (("4", "7"), (4, 7)),
        (("4 GBP", "7 EUR"), None),
        (("4 GBP", "7"), None),
        (("4", "many"), None),
    ],
)
def test_the_range_of_an_estimate(figures: tuple[str, ...], range_: object) -> None:
    log = memory_log()
    put(log, IssueDefined(issue="town", title="Town", attributes={"cost": Attribute(kind="estimate")}))
    claims = tuple(claim for n, figure in enumerate(figures) for claim in read([f"town.cost={figure}"], f"P{n}"))
    put(log, EventRecorded(event="fair", title="Fair", when="2018-03-04", known="2018-03-05", claims=claims))
    (issue,) = told(log).issues
    assert issue.attributes["cost"].range == range_
