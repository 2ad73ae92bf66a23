"""A log that is called sound at a glance is one in which a second look finds nothing."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_engine.dates import Zone
from timeline_engine.entries import (
    Body,
    Draft,
    EventCorrected,
    EventOccurred,
    EventRecorded,
    EventSourced,
    IssueDefined,
)
from timeline_engine.history import dangling
from timeline_engine.log import FileLog, create_log
from timeline_engine.log.verify import verify
from timeline_engine.model import Source
from timeline_engine.view.check.context import unreadable
from timeline_engine.view.check.sound import Sound

DATE = st.sampled_from([None, "2018", "2018-05-01", "2018-13-99", "2018/.."])
EVENT = st.sampled_from(["a", "b"])
SOURCES = st.lists(st.builds(Source, st.just("P"), st.none(), DATE), max_size=2).map(tuple)
FIELDS = st.dictionaries(
    st.sampled_from(["when", "known", "title", "event", "sources"]), st.sampled_from([None, "2018", 5])
)
BODY = st.one_of(
    st.builds(EventRecorded, event=EVENT, title=st.sampled_from(["", "T"]), when=DATE, known=DATE, sources=SOURCES),
    st.builds(EventOccurred, event=EVENT, when=DATE, known=DATE),
    st.builds(EventSourced, event=EVENT, sources=SOURCES),
    st.builds(IssueDefined, issue=EVENT, title=st.just("I")),
    st.builds(EventCorrected, entry=st.sampled_from("012345"), fields=FIELDS),
    st.builds(EventCorrected, entry=st.sampled_from("012345"), void=st.just(True)),
)


def at_a_glance(log: FileLog) -> bool:
    sound = Sound(Zone(log.info.zone))
    assert verify(log, seen=sound.take).damage is None
    return sound.is_sure(log)


def faults(log: FileLog) -> list[object]:
    entries, unread = unreadable(list(log.read()), Zone(log.info.zone))
    return [*unread, *dangling(entries)]


def log_of(folder: Path, bodies: Iterable[Body]) -> FileLog:
    create_log(folder, title="T", zone="UTC")
    log = FileLog(folder)
    log.append([Draft(str(place), body) for place, body in enumerate(bodies)])
    return log


@given(bodies=st.lists(BODY, min_size=1, max_size=6))
def test_what_is_sure_has_no_fault(tmp_path_factory: pytest.TempPathFactory, bodies: list[Body]) -> None:
    log = log_of(tmp_path_factory.mktemp("log"), bodies)
    if at_a_glance(log):
        assert faults(log) == []


def test_the_shipped_log_is_sure() -> None:
    assert at_a_glance(FileLog(Path(__file__).parents[2] / "events"))


CORRECTED = (
    EventRecorded(event="a", title="A", when="2018"),
    EventOccurred(event="a", when="2018-05"),
    EventCorrected(entry="1", fields={"when": "2018-06"}),
)


def test_what_is_corrected_well_is_sure(tmp_path: Path) -> None:
    assert at_a_glance(log_of(tmp_path, CORRECTED))


@pytest.mark.parametrize(
    "bad",
    [
        EventOccurred(event="b"),
        EventRecorded(event="c", title="C", when="2018-13"),
        EventCorrected(entry="1", fields={"when": "2018-13"}),
        EventCorrected(entry="1", fields={"event": "b", "when": None}),
        EventCorrected(entry="9", fields={"when": "2018"}),
    ],
)
def test_what_is_not_is_looked_at_again(tmp_path: Path, bad: Body) -> None:
    log = log_of(tmp_path, [*CORRECTED, bad])
    assert not at_a_glance(log)
    assert faults(log)


def test_an_event_that_is_recorded_no_more_is_looked_for_again(tmp_path: Path) -> None:
    moved = EventCorrected(entry="0", fields={"event": "b"})
    log = log_of(tmp_path, [CORRECTED[0], EventSourced(event="a", sources=(Source("P"),)), moved])
    assert not at_a_glance(log)
    assert faults(log)


def test_lines_that_others_have_written_are_looked_at_too(tmp_path: Path) -> None:
    log_of(tmp_path, [EventOccurred(event="nowhere")])
    path = tmp_path / "000001.jsonl"
    path.write_bytes(path.read_bytes().replace(b',"v":1', b', "v":1'))
    assert not at_a_glance(FileLog(tmp_path))
