"""An event of plain lines is read without the library, to the very rows and sentences that the library's gives."""

import warnings
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_engine.errors import TimelineError
from timeline_plugins.calendar.importer import IcsImporter
from timeline_plugins.calendar.reading import file as reading
from timeline_plugins.calendar.reading.plain import plain_event

PLAIN = {
    "UID": "UID:a@b",
    "SUMMARY": r"SUMMARY:A\, b\; c\nd é <U+202E>",
    "DTSTART": "DTSTART:20180906T093000Z",
    "DTEND": "DTEND:20180906T103000Z",
    "DTSTAMP": "DTSTAMP:20180901T000000Z",
    "STATUS": "STATUS:CONFIRMED",
    "SEQUENCE": "SEQUENCE:3",
    "CATEGORIES": "CATEGORIES:one,two",
    "URL": "URL:https://a.example/%20?b=c:d",
    "DESCRIPTION": r"DESCRIPTION:When: 2018-09-06\nOccurred.\nKnown since 2018-09-02",
    "X-TIMELINE-LOG": "X-TIMELINE-LOG:b",
}
WHOLE = PLAIN | {"DTSTART": "DTSTART;VALUE=DATE:20180906", "DTEND": "DTEND;VALUE=DATE:20180908"}
BEFORE = r'X-TIMELINE-BEFORE:{"known":"2018-08-01"\,"phase":"scheduled"\,"title":"A"\,"when":"2018-09"}'
OTHERS = (
    r"SUMMARY:C:\\New\, \Now",
    "SUMMARY:a%2Cb%3Bc%5C",
    r"SUMMARY:ends in \ ",
    "SUMMARY: a ",
    "SUMMARY:a\x0bb\u2028c",
    "SUMMARY:",
    "SUMMARY;LANGUAGE=en:a",
    "summary:a",
    'X-TIMELINE-TITLE;X-A="b:c":d',
    "X-TIMELINE-TITLE;VALUE=DATE:20180906",
    r"CATEGORIES:a\,b,c",
    "CATEGORIES:a,,b",
    "DTSTART:20180906T093060Z",
    "DTSTART:20180931T093000Z",
    "DTSTART:20180906T093000",
    "DTSTART;TZID=Europe/Berlin:20180906T093000",
    "DTSTART;VALUE=DATE:20180906T093000Z",
    "DTSTART:20180906",
    "DTSTART:١٢٣٤0906T093000Z",
    "DTEND:20170906T093000Z",
    "SEQUENCE:-1",
    "SEQUENCE:١",
    "SEQUENCE:1234567890",
    "RRULE:FREQ=DAILY;COUNT=3",
    "RECURRENCE-ID:20180906T093000Z",
    "ORGANIZER;CN=A:mailto:a@b.example",
    "DURATION:PT1H",
    "EXDATE:20180906T093000Z",
    "STATUS:CANCELED",
    "STATUS:MAYBE",
    "UID:c",
    "UID:",
    "X-TIMELINE-GONE:void",
    BEFORE,
    BEFORE.replace(r'"when":"2018-09"', r'"issues":["three"\,"four"]'),
)


def calendar(*events: list[str], heading: tuple[str, ...] = ()) -> bytes:
    lines = [line for event in events for line in ("BEGIN:VEVENT", *event, "END:VEVENT")]
    return "\r\n".join(("BEGIN:VCALENDAR", *heading, *lines, "END:VCALENDAR", "")).encode()


def outcome(data: bytes, options: dict[str, str]) -> tuple[list[Any], list[str]]:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            rows = [str(row) if isinstance(row, TimelineError) else row for row in _rows(data, options)]
        except TimelineError as error:
            rows = [str(error)]
    return rows, [str(one.message) for one in told]


def _rows(data: bytes, options: dict[str, str]) -> list[Any]:
    return list(IcsImporter(**options).rows(BytesIO(data), "c.ics"))  # type: ignore[arg-type]


def same(data: bytes, **options: str) -> None:
    ours = outcome(data, options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "plain_event", lambda lines, written: None)
        assert ours == outcome(data, options)


def without(event: dict[str, str], *names: str) -> list[str]:
    return [line for name, line in event.items() if name not in names]


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("event", [PLAIN, WHOLE])
def test_each_line_is_read_as_by_the_library(event: dict[str, str], other: str) -> None:
    name = other.partition(":")[0].partition(";")[0].upper()
    same(calendar([*without(event, name), other]))
    same(calendar([*event.values(), other]))
    same(calendar([*without(event, name, "X-TIMELINE-LOG"), other], heading=("X-WR-TIMEZONE:Asia/Kolkata",)))


@pytest.mark.slow
@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([*PLAIN.values(), *WHOLE.values(), *OTHERS]), max_size=12), min_size=1, max_size=3
    ),
    st.sampled_from([{}, {"start": "2018-09-01"}, {"end": "2019-01-01"}, {"phase": "occurred"}, {"issue": "i"}]),
)
def test_events_are_read_as_by_the_library(events: list[list[str]], options: dict[str, str]) -> None:
    same(calendar(*events), **options)
    same(calendar(*([*PLAIN.values(), *lines] for lines in events)), **options)


def test_versions_of_one_event_are_compared() -> None:
    other = PLAIN | {"SUMMARY": "SUMMARY:otherwise"}
    same(calendar([*PLAIN.values()], [*other.values()]))
    same(calendar([*PLAIN.values()], [*PLAIN.values()]))


@pytest.mark.parametrize("event", [PLAIN, WHOLE])
def test_plain_lines_need_no_library(event: dict[str, str]) -> None:
    lines = [line.replace("X-TIMELINE-LOG:", "X-TIMELINE-LOG;VALUE=TEXT:") for line in event.values()]
    assert plain_event(lines, lambda: b"") is not None
    assert plain_event([*lines, "RRULE:FREQ=DAILY"], lambda: b"") is None
