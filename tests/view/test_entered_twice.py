"""Events entered twice are found fast, and they are those that are found pair by pair."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oracle.twins_by_pairs import by_pairs
from support import recorded
from timeline_engine.dates import Zone
from timeline_engine.entries import Entry, EventBody, EventRecorded, EventSourced
from timeline_engine.model import Source
from timeline_engine.view.check import duplicates
from timeline_engine.view.check.context import Ground, read_ground
from timeline_engine.view.check.duplicates import _titled, same_events, twins
from timeline_engine.view.check.titled import Titled

UTC = Zone("UTC")
DATES = st.sampled_from(
    ("2018-06-10", "2018-06-10", "2018-06-11", "2018-06-15", "2018-06", "2018-07", "2018", "2018-06-10/2018-06-12",
     "2018-05/..", "../2018-06", "2018-06-10T09:00+05:30", "2018-06-11T01:00+05:30", "0001")
)  # fmt: skip
TITLES = st.one_of(
    st.lists(st.sampled_from(("talks", "oil", "delhi", "visit", "4", "5")), min_size=1, max_size=5).map(" ".join),
    st.sampled_from(("Talks in Delhi", "Talks in Delhis", "talk in delhi", "Tälks in Delhi!")),
    st.sampled_from(("Oil talks 4", "Oil talk 4", "Oil talks 5")),
    st.sampled_from(("Talks", "Oil")),
)  # fmt: skip
TIMES = (Source("Times", published="2018-06-20"),)
Told = tuple[EventBody, str]
"""An entry, and the day on which it was recorded."""
PAPERS = st.lists(st.sampled_from((None, "Post", "Gazette")), max_size=2, unique=True)


FIELDS_OF_EVENTS = st.builds(
    dict,
    title=TITLES,
    when=DATES,
    phase=st.sampled_from(("scheduled", "occurred")),
    known=st.sampled_from(("2018-06-01", "2018-06-30")),
    issues=st.sampled_from(((), ("a",), ("b",), ("a", "b"))),
    place=st.sampled_from((None, "Delhi", "Oslo")),
    sources=PAPERS.map(lambda papers: tuple(Source(paper, published="2018-06-01") for paper in papers)),
)
"""What makes events that may look like each other."""
PHASES = st.sampled_from((None, "cancelled", "occurred"))
STAMPS = st.sampled_from(("2026-01-01", "2026-01-02"))


@st.composite
def events(draw: st.DrawFn) -> list[Told]:
    """Entries on events that may look like each other, some of them with a further source, which may call them off."""
    told: list[Told] = []
    for number, fields in enumerate(draw(st.lists(FIELDS_OF_EVENTS, max_size=14))):
        told.append((EventRecorded(event=f"e{number}", **fields), draw(STAMPS)))
        if draw(st.integers(0, 4)) == 0:
            told.append((EventSourced(event=f"e{number}", phase=draw(PHASES), sources=TIMES), "2026-01-03"))
    return told


def ground_of(told: list[Told]) -> Ground:
    entries = [Entry(n, f"n{n}", f"{day}T00:00:00.000000Z", body) for n, (body, day) in enumerate(told, 1)]
    return read_ground(entries, UTC, UTC.instant("2026-01-10"))


@pytest.mark.slow
@pytest.mark.parametrize("crowd", [1, 2, duplicates.CROWD])
@settings(max_examples=150, deadline=None)
@given(events())
def test_they_are_those_that_are_found_pair_by_pair(crowd: int, told: list[Told]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duplicates, "CROWD", crowd)
        ground = ground_of(told)
        titled = list(_titled(ground))

        def are_two(one: Titled, other: Titled) -> bool:
            return duplicates._are_two(one.revision(UTC), other.revision(UTC))

        assert names(twins(titled, are_two)) == names(by_pairs(titled, are_two))


def names(found: list[tuple[Titled, Titled]]) -> list[tuple[str, str]]:
    return [(first.event, later.event) for first, later in found]


@settings(max_examples=60, deadline=None)
@given(events())
def test_an_event_is_compared_as_its_revision_is(told: list[Told]) -> None:
    """One told of by one entry is compared without making its revision."""
    ground = ground_of(told)
    of_revisions = {one.event: one for one in duplicates.titled((e.revision for e in ground.events), UTC)}
    found = {one.event: one for one in _titled(ground)}
    assert found.keys() == of_revisions.keys()
    for name, one in found.items():
        other = of_revisions[name]
        assert [getattr(one, field) for field in FIELDS] == [getattr(other, field) for field in FIELDS]
        assert one.said.title == other.said.title


FIELDS = [field for field in Titled.__struct_fields__ if field != "told"]


def test_many_of_one_title_are_compared_with_the_first_they_look_like(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    of_one_time = duplicates._of_one_time

    def counted(one: Titled, other: Titled) -> bool:
        nonlocal compared
        compared += 1
        return of_one_time(one, other)

    monkeypatch.setattr(duplicates, "_of_one_time", counted)
    told = [(recorded(f"{n}", "2018-06-10", title="Talks", issues=("a",)), "2026-01-01") for n in range(1000)]
    assert len(list(same_events(ground_of(told)))) == 999
    assert compared <= 999
