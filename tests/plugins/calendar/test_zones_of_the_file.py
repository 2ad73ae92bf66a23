"""A zone that the file defines itself, beside one that the calendar names; and what is left out is told."""

import warnings
from io import BytesIO

import pytest

from timeline_engine.plugins import read_rows
from timeline_engine.view.ports import LeftOut, Row

ZONE = """BEGIN:VTIMEZONE
TZID:Custom
BEGIN:STANDARD
DTSTART:16011104T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010311T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
"""


def read(event: str, zone: str = "Asia/Kolkata", **options: str) -> tuple[list[str | None], list[str]]:
    """The dates of an event, in order, and what is told."""
    text = (
        f"BEGIN:VCALENDAR\nX-WR-TIMEZONE:{zone}\n{ZONE}BEGIN:VEVENT\nUID:1@acme\n{event}\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", LeftOut)
        rows = read_rows(BytesIO(text.replace("\n", "\r\n").encode()), "ics", "c.ics", options)
    assert all(isinstance(row, Row) for row in rows)
    return [row.when for row in rows if isinstance(row, Row)], [str(one.message) for one in told]


LOCAL = "DTSTAMP:20240101T000000Z\nDTSTART;TZID=Custom:20240704T093000\nDTEND;TZID=Custom:20240704T103000\nSUMMARY:N"
ONCE = "2024-07-04T09:30-04:00/2024-07-04T10:30-04:00"


@pytest.mark.parametrize("options", [{}, {"start": "2024-01-01"}, {"end": "2028-12-31"}])
@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Europe/Paris"])
def test_it_is_the_zone_of_the_file_in_any_window(options: dict[str, str], zone: str) -> None:
    assert read(LOCAL, zone, **options)[0] == [ONCE]


def test_and_of_each_repetition() -> None:
    dates, _ = read(f"{LOCAL}\nRRULE:FREQ=MONTHLY;COUNT=6", start="2024-07-01")
    assert dates[0] == ONCE
    assert dates[-1] == "2024-12-04T09:30-05:00/2024-12-04T10:30-05:00"


def test_a_time_in_utc_or_without_zone_is_of_the_zone_that_the_calendar_names() -> None:
    rule = "RRULE:FREQ=DAILY;COUNT=2\nEXDATE:20240102T040000Z\nSUMMARY:N"
    assert read(f"DTSTART:20240101T040000Z\n{rule}")[0] == ["2024-01-01T09:30+05:30"]
    assert read(f"DTSTART:20240101T093000\n{rule}")[0] == ["2024-01-01T09:30+05:30"]


def test_a_zone_beside_utc_is_passed_over_and_told() -> None:
    dates, told = read("DTSTART;TZID=America/New_York:20181104T030000Z\nSUMMARY:N", "UTC")
    assert dates == ["2018-11-04T03:00Z"]
    assert told == ["c.ics:18: a time zone beside a time in UTC (Z) is passed over (RFC 5545, 3.2.19)"]


@pytest.mark.parametrize("until", ["", ";UNTIL=20991231", ";COUNT=90"])
def test_what_a_rule_has_after_the_window_is_told(until: str) -> None:
    event = f"DTSTAMP:20240101T000000Z\nDTSTART;VALUE=DATE:20150101\nRRULE:FREQ=YEARLY{until}\nSUMMARY:N"
    dates, told = read(event)
    assert (len(dates), dates[-1]) == (11, "2025-01-01")
    left = "field RRULE: it goes on; what is after 2025-12-31 is left out: -O end=DATE says until when"
    assert told == [f"c.ics:18: {left}"]
    assert read(event, end="2025-12-31")[1] == []
    assert read(event.replace(until or "YEARLY", f"{'' if until else 'YEARLY'};COUNT=11"))[1] == []


def test_a_changed_occurrence_may_be_named_by_its_day() -> None:
    series = "DTSTART;TZID=Europe/Berlin:20181101T100000\nRRULE:FREQ=DAILY;COUNT=3\nSUMMARY:N"
    changed = "UID:1@acme\nRECURRENCE-ID;VALUE=DATE:20181102\nDTSTART;TZID=Europe/Berlin:20181102T150000\nSUMMARY:N"
    dates, told = read(f"{series}\nEND:VEVENT\nBEGIN:VEVENT\n{changed}", "Europe/Berlin")
    assert dates == ["2018-11-01T10:00+01:00", "2018-11-02T15:00+01:00", "2018-11-03T10:00+01:00"]
    assert told == ["c.ics:24: field RECURRENCE-ID: a day stands for the time that the series has on it"]
