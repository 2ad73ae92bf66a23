"""Outlook writes a whole day as its midnights, and says that it is one (X-MICROSOFT-CDO-ALLDAYEVENT, MS-OXCICAL)."""

from io import BytesIO

import pytest

from timeline_engine.view.ports import Row
from timeline_plugins.calendar.importer import IcsImporter

EVENT = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:a
SUMMARY:Fair
{all_day}
DTSTART;TZID=Europe/Berlin:20240601T{start}
DTEND;TZID=Europe/Berlin:20240603T000000
END:VEVENT
END:VCALENDAR
"""


def when(all_day: str, start: str = "000000") -> str | None:
    data = EVENT.format(all_day=f"X-MICROSOFT-CDO-ALLDAYEVENT:{all_day}", start=start).encode()
    (row,) = IcsImporter().rows(BytesIO(data), "c.ics")
    assert isinstance(row, Row)
    return row.when


@pytest.mark.parametrize(
    ("all_day", "start", "read"),
    [
        ("TRUE", "000000", "2024-06-01/2024-06-02"),
        ("FALSE", "000000", "2024-06-01T00:00+02:00/2024-06-03T00:00+02:00"),
        ("TRUE", "010000", "2024-06-01T01:00+02:00/2024-06-03T00:00+02:00"),
    ],
)
def test_midnights_are_days_where_the_calendar_says_so(all_day: str, start: str, read: str) -> None:
    assert when(all_day, start) == read
