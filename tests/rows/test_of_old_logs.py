"""Rows beside entries of old logs that nobody could record now: what cannot be read is passed over."""

import pytest

from rowing import imported, row
from support import NOON_2026, memory_log, unchecked
from timeline_engine.entries import Draft, EventCorrected, EventRecorded
from timeline_engine.errors import TimelineError
from timeline_engine.model import Claim
from timeline_engine.recording import read_state
from timeline_engine.rows import propose
from timeline_engine.rows.keys import keyed
from timeline_engine.rows.preview import preview
from timeline_engine.view.ports import Row


def test_a_correction_that_makes_no_entry_is_told_by_all_that_read_the_log() -> None:
    log = memory_log()
    imported(log, row("e", "2018-12-01", publisher="P", published="2018-12-02"))
    (entry,) = log.read()
    log.append([Draft("c", unchecked(EventCorrected, entry=entry.id, fields={"sources": 7}))])
    with pytest.raises(TimelineError, match="the correction makes no valid event"):
        propose([row("e", "2018-12-03", publisher="P", published="2018-12-02")], read_state(log), NOON_2026)


def test_a_key_of_names_numbers_and_dates_in_words() -> None:
    rows = [
        Row(at="f:2", title="E", when="3 May 2018", actors=("A", "B"), value=5),
        Row(at="f:3", title="E", when="2018-05-03", actors=("A", "B"), value=5),
        Row(at="f:4", title="E", when="no date", actors=("A", "B"), value=5),
    ]
    first, same, other = (str(one.event) for one in keyed(rows, ("when", "actors", "value")) if isinstance(one, Row))
    assert first == same != other


def test_new_rows_are_compared_with_events_whose_dates_nobody_can_read() -> None:
    log = memory_log()
    log.append(
        [Draft("e1", unchecked(EventRecorded, event="a", title="Fire", when="gone", claims=(Claim("i", "s", 1),)))]
    )
    assert preview([row(None, "2018-12-01", title="Fire")], read_state(log), NOON_2026).twins == ()
