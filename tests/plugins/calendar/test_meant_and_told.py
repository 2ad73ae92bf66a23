"""What a calendar has against RFC 5545 that was read without a word: it is told, or refused."""

from io import BytesIO

import pytest

from plugins.calendar.test_as_people_write_it import calendar, read
from support import NOON_2026, memory_log
from timeline_engine import import_file, project


@pytest.mark.parametrize("zone", ["", ";TZID=Europe/Berlin"])
def test_a_time_under_value_date_is_left_out_and_told(zone: str) -> None:
    dates, refused, told = read(calendar(f"DTSTART;VALUE=DATE{zone}:20240105T183000"))
    assert (dates, refused) == (["2024-01-05"], [])
    assert told == [
        "c.ics:2: field DTSTART: VALUE=DATE says a day, and so the time behind it is left out (RFC 5545, 3.3.4)"
    ]


@pytest.mark.parametrize("name", ["COUNT", "INTERVAL"])
@pytest.mark.parametrize("frequency", ["DAILY", "YEARLY"])
def test_a_rule_of_no_occurrences_is_refused(name: str, frequency: str) -> None:
    dates, refused, _ = read(calendar("DTSTART;VALUE=DATE:20240105", f"RRULE:FREQ={frequency};{name}=0"))
    assert dates == []
    assert refused == [f"c.ics:2: VEVENT 'u': field RRULE: {name}=0 is no positive number"]


@pytest.mark.parametrize(("until", "days"), [("20240120", [5, 12, 19]), ("20240112", [5, 12])])
def test_count_beside_until_is_told_and_the_first_ends_it(until: str, days: list[int]) -> None:
    dates, refused, told = read(calendar("DTSTART;VALUE=DATE:20240105", f"RRULE:FREQ=WEEKLY;COUNT=3;UNTIL={until}"))
    assert (dates, refused) == ([f"2024-01-{day:02}" for day in days], [])
    assert told == [
        "c.ics:2: field RRULE: COUNT and UNTIL stand together, which RFC 5545, 3.3.10, forbids: the rule ends with the "
        "first of them"
    ]


@pytest.mark.parametrize("exdate", ["EXDATE;VALUE=DATE:20240106", "EXDATE:20240106,20240120"])
def test_a_day_that_takes_out_a_time_is_told_once(exdate: str) -> None:
    dates, refused, told = read(
        calendar("DTSTART;TZID=Europe/Paris:20240105T180000", "RRULE:FREQ=DAILY;COUNT=3", exdate)
    )
    assert (dates, refused) == (["2024-01-05T18:00+01:00", "2024-01-07T18:00+01:00"], [])
    assert told == [
        "c.ics:2: field EXDATE: a day takes out what the series has on it, at whatever time (RFC 5545, 3.8.5.1, wants "
        "the time)"
    ]


@pytest.mark.parametrize(
    "start",
    [
        ("DTSTART;VALUE=DATE;X-APPLE-OMIT-YEAR=1604:16040312",),
        ("DTSTART;X-APPLE-OMIT-YEAR=1604;TZID=Europe/Berlin;VALUE=DATE:16040312",),
        ("DTSTART:16040312", "X-APPLE-OMIT-YEAR:1604"),
    ],
)
@pytest.mark.parametrize("rule", [(), ("RRULE:FREQ=YEARLY",)])
def test_a_year_that_stands_for_none_is_no_date(start: tuple[str, ...], rule: tuple[str, ...]) -> None:
    assert read(calendar(*start, *rule)) == (
        [],
        [],
        [
            "c.ics:2: field DTSTART: left out, as the year 1604 stands for none (X-APPLE-OMIT-YEAR): give the event "
            "its year, and take X-APPLE-OMIT-YEAR out"
        ],
    )


def test_a_year_that_was_given_is_read() -> None:
    assert read(calendar("DTSTART;VALUE=DATE;X-APPLE-OMIT-YEAR=1604:19840312")) == (["1984-03-12"], [], [])


@pytest.mark.parametrize(
    ("start", "end", "when", "zone"),
    [
        (";VALUE=DATE:20240105", ":20240105T180000Z", "2024-01-05T00:00Z/2024-01-05T18:00Z", ()),
        (
            *(";VALUE=DATE:20240105", ":20240105T180000Z", "2024-01-05T00:00-05:00/2024-01-05T13:00-05:00"),
            ("X-WR-TIMEZONE:America/New_York",),
        ),
        (
            *(";VALUE=DATE:20240105", ";TZID=Europe/Berlin:20240105T180000"),
            *("2024-01-05T00:00+01:00/2024-01-05T18:00+01:00", ()),
        ),
        (":20240105T180000Z", ";VALUE=DATE:20240106", "2024-01-05T18:00Z/2024-01-06T00:00Z", ()),
    ],
)
def test_a_day_beside_a_time_is_told(start: str, end: str, when: str, zone: tuple[str, ...]) -> None:
    dates, refused, told = read(calendar(f"DTSTART{start}", f"DTEND{end}", of=zone))
    assert (dates, refused) == ([when], [])
    names = ("DTSTART", "DTEND") if start.startswith(";") else ("DTEND", "DTSTART")
    assert told == [
        "c.ics:{}: field {}: a day beside a {} that is a time is read as the midnight with which it begins, in the "
        "zone of that time or of the calendar (RFC 5545, 3.8.2.2, wants both alike)".format(2 + len(zone), *names)
    ]


def test_a_leap_second_is_the_second_before() -> None:
    lines = ("DTSTART:20161231T235960Z", "RDATE:20170101T235960Z,20170102T100000Z", "DESCRIPTION:20161231T235960Z")
    dates, refused, told = read(calendar(*lines))
    assert (dates, refused) == (["2016-12-31T23:59:59Z", "2017-01-01T23:59:59Z", "2017-01-02T10:00Z"], [])
    assert told == ["c.ics:2: a leap second, as :60, is read as :59 (RFC 5545, 3.3.12) (and so in 1 more)"]


@pytest.mark.parametrize(
    ("options", "summary"),
    [({"markup": "html"}, "Bring\nR&D notes"), ({}, "<p>Bring<br><a href='x'>R&amp;D</a> notes</p>")],
)
def test_a_description_in_html_is_read_as_it_is_shown_if_told_so(options: dict[str, str], summary: str) -> None:
    log = memory_log()
    description = r"DESCRIPTION:<p>Bring<br><a href='x'>R&amp\;D</a> notes</p>"
    data = BytesIO(calendar("DTSTART;VALUE=DATE:20240105", description))
    import_file(log, data, format="ics", now=NOON_2026, known="2024-01-05", **options)
    (event,) = project(log, "2026-12-01").events
    assert event.revision.body.summary == summary
