"""What is refused in a calendar is told in our words: those of Python and the libraries are about how they are made."""

import re
from io import BytesIO

import pytest

from timeline_engine.errors import TimelineError
from timeline_engine.view.ports import Row
from timeline_plugins.calendar.importer import IcsImporter

LONG = "9" * 5000
FOREIGN = re.compile(r"int_max_str_digits|out of range|magnitude|instances|Impractical|Expected|vDDD|vBroken|Traceback")


def calendar(*lines: str) -> bytes:
    event = ("BEGIN:VEVENT", "UID:u", "SUMMARY:S", *lines, "END:VEVENT")
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *event, "END:VCALENDAR", "")).encode()


@pytest.mark.parametrize(
    ("line", "name", "told"),
    [
        ("DURATION:P99999999999D", "DURATION", "'P99999999999D' is not a duration, such as PT1H30M"),
        (f"DURATION:PT{LONG}S", "DURATION", "is not a duration, such as PT1H30M"),
        (
            "DURATION:P9999999D",
            "DURATION",
            "no occurrence can be made of it: it has to keep to RFC 5545",
        ),
        ("DURATION:P1X", "DURATION", "'P1X' is not a duration"),
        (f"SEQUENCE:{LONG}", "SEQUENCE", "is not a whole number of up to nine digits"),
        (f"RRULE:FREQ=DAILY;COUNT={LONG}", "RRULE", "is not a rule, such as FREQ=WEEKLY;COUNT=10"),
        ("RRULE:FREQ=DAILY;INTERVAL=99999999999", "RRULE", "is not a rule"),
        ("RRULE:FREQ=DAILY;BYSETPOS=0", "RRULE", "no occurrence can be made of it"),
        (f"RDATE:{LONG}", "RDATE", "is not a date or date-time, such as 20180906"),
        ("DTEND;VALUE=DATE:20180", "DTEND", "'20180' is not a date or date-time"),
        ('DTSTART;X=":1', "DTSTART", "the line cannot be read; it must be a date or date-time"),
    ],
)
def test_a_property_that_cannot_be_read(line: str, name: str, told: str) -> None:
    (refused,) = IcsImporter().rows(BytesIO(calendar("DTSTART;VALUE=DATE:20180101", line)), "c.ics")
    assert isinstance(refused, TimelineError)
    assert str(refused).startswith(f"c.ics:4: VEVENT 'u': field {name}: ")
    assert told in str(refused)
    assert not FOREIGN.search(str(refused))
    assert len(str(refused)) < 300


def test_a_number_without_end_outside_of_events() -> None:
    zone = ("BEGIN:VTIMEZONE", "TZID:Z", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000",
            f"TZOFFSETTO:+{LONG}", "END:STANDARD", "END:VTIMEZONE")  # fmt: skip
    begin = b"BEGIN:VEVENT"
    data = calendar("DTSTART:20180101T000000Z").replace(begin, "\r\n".join((*zone, "")).encode() + begin)
    refused, row = IcsImporter().rows(BytesIO(data), "c.ics")
    assert isinstance(row, Row)
    assert str(refused).startswith("c.ics:4: VTIMEZONE 'Z': it cannot be read: each part of it must have DTSTART")
    assert not FOREIGN.search(str(refused))
    assert len(str(refused)) < 300


def test_a_property_that_is_not_read_breaks_nothing() -> None:
    data = calendar("DTSTART:20180101T000000Z").replace(b"PRODID", f"REFRESH-INTERVAL:P{LONG}D\r\nPRODID".encode())
    (row,) = IcsImporter().rows(BytesIO(data), "c.ics")
    assert isinstance(row, Row)
