"""Reports known on days of their own give the same answers in whatever order and number of files they come (P1)."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oracle.by_engine import propose_by_engine
from oracle.importing import appended
from oracle.strategies import DAYS, whens
from oracle.test_against_oracle import engine

Data = dict[str, Any]
NOW = "2018-12-20T10:00:00Z"
PHASES = (None, None, "occurred", "scheduled", "cancelled", "postponed", "retracted")


@st.composite
def row(draw: st.DrawFn, known: str) -> Data:
    """A row of a report of one of three events, known on a day by its source or without one."""
    publisher = draw(st.sampled_from(("PTI", "Reuters", "AFP", None)))
    made: Data = {"event": draw(st.sampled_from("aaabc")), "title": draw(st.sampled_from("AB"))}
    made |= {"publisher": publisher, "published": known} if publisher else {"known": known}
    made |= {
        "phase": draw(st.sampled_from(PHASES)),
        "when": draw(st.none() | whens),
        "issue": draw(st.sampled_from("ij")),
    }
    if draw(st.booleans()):
        made |= {"value": draw(st.sampled_from("xyz")), "by": draw(st.sampled_from((None, None, "MEA")))}
        made |= {"attribute": draw(st.sampled_from(("status", "price")))}
    if made["phase"] is None and made["when"] is None:
        made["phase"] = "scheduled"
    return {name: value for name, value in made.items() if value is not None}


@st.composite
def rows(draw: st.DrawFn) -> list[Data]:
    """Rows known on days of their own; some have further claims in rows of their own."""
    days = draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=7, unique=True))
    return [draw(row(day)) for day in days]


def imported(files: list[list[Data]], zone: str) -> list[Data]:
    entries: list[Data] = []
    for some in files:
        found = propose_by_engine(entries, some, NOW, zone)
        assert found.refused == []
        entries = appended(entries, found.bodies, NOW)
    return entries


def cut(some: list[Data], places: list[int]) -> list[list[Data]]:
    ends = sorted({min(place, len(some)) for place in places} | {len(some)})
    return [some[start:end] for start, end in zip([0, *ends], ends, strict=False)]


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), rows(), st.sampled_from(("UTC", "Asia/Kolkata")))
def test_the_order_and_the_files_make_no_difference(data: st.DataObject, some: list[Data], zone: str) -> None:
    whole = imported([some], zone)
    places = data.draw(st.lists(st.integers(1, 7), max_size=4))
    apart = imported(cut(data.draw(st.permutations(some)), places), zone)
    for entries in (whole, apart):
        assert propose_by_engine(entries, some, NOW, zone).bodies == []
    day, known_by = data.draw(st.sampled_from((*DAYS, "2018-12-31"))), data.draw(st.none() | st.sampled_from(DAYS))
    one, other = (engine(entries, day, known_by, None, zone) for entries in (whole, apart))
    assert one == other
