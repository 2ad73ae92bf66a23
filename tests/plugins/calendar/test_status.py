"""STATUS of a calendar's event (RFC 5545, 3.8.1.11) as people write it, and what is none."""

import warnings
from io import BytesIO

import pytest

from timeline_engine.view.ports import LeftOut, Row
from timeline_plugins.calendar.importer import IcsImporter


def calendar(*status: str) -> bytes:
    events = [
        f"BEGIN:VEVENT\nUID:u{number}\nSUMMARY:Hearing\nDTSTART:20270501T100000Z\nSTATUS:{one}\nEND:VEVENT\n"
        for number, one in enumerate(status)
    ]
    return f"BEGIN:VCALENDAR\n{''.join(events)}END:VCALENDAR\n".encode()


def phases(data: bytes) -> list[str | None]:
    rows = list(IcsImporter().rows(BytesIO(data), "c.ics"))
    return [row.phase for row in rows if isinstance(row, Row)]


@pytest.mark.parametrize("written", ["CANCELLED", "CANCELED", "Canceled", "cancelled ", " canceled"])
def test_cancelled_is_read_in_both_spellings(written: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert phases(calendar(written)) == ["cancelled"]


def test_what_is_no_status_is_told_once_for_all_that_have_it() -> None:
    with pytest.warns(LeftOut) as told:
        assert phases(calendar("CALLED OFF", "CONFIRMED", "called off", "TENTATIVE")) == ["confirmed"] * 4
    assert [str(one.message) for one in told] == [
        "c.ics:2: STATUS 'CALLED OFF' is none of TENTATIVE, CONFIRMED, CANCELLED and is not read (and so in 1 more)"
    ]
