"""What a calendar does not bring back is told when it is written; a title is one line whatever separates its lines."""

from io import BytesIO

import pytest
from icalendar import Calendar

from support import memory_log, put, recorded
from timeline_engine import create_log, export, import_file, project
from timeline_engine.entries import IssueDefined
from timeline_engine.recording import read_state


def test_how_many_events_have_claims() -> None:
    log = memory_log()
    put(
        log,
        IssueDefined(issue="deal", title="Deal"),
        recorded("a", "2018-01-01", "deal.status=open", published="2018-01-02"),
        recorded("b", "2018-02-01", "deal.status=done", published="2018-02-02"),
        recorded("c", "2018-03-01", published="2018-03-02"),
    )
    told = export(project(log, as_of="2018-12-04"), "ics", BytesIO())
    assert list(told) == ["2 events have claims, of which an imported calendar has none."]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\r\n", "\n"])
def test_line_separators_of_a_title_come_back_as_line_breaks(sign: str) -> None:
    log = create_log("memory:", title="T", zone="UTC")
    put(log, recorded("e", "2018-01-01", title=f"One{sign}two", published="2018-01-02"))
    out = BytesIO()
    export(project(log, as_of="2018-12-04"), "ics", out)
    (event,) = Calendar.from_ical(out.getvalue()).walk("VEVENT")
    assert event["SUMMARY"] == "One two"
    assert not import_file(log, BytesIO(out.getvalue()), format="ics").receipts
    other = create_log("memory:", title="Other", zone="UTC")
    import_file(other, BytesIO(out.getvalue()), format="ics")
    assert read_state(other).revision("e").body.title == "One\ntwo"
