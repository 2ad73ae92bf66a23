"""What a calendar has against RFC 5545 that was read without a word: it is told, or refused."""

import pytest

from plugins.calendar.test_as_people_write_it import calendar, read


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
