"""Calendars that do not keep to RFC 5545: what is meant is read and told, and what is bad costs itself alone."""

import warnings
from io import BytesIO
from pathlib import Path

import pytest

from support import NOON_2026, memory_log
from timeline_engine import TimelineError, import_file
from timeline_engine.view.ports import LeftOut, Row
from timeline_plugins.calendar.importer import IcsImporter

DATA = Path(__file__).parents[2] / "data" / "ics"


def read(data: bytes, **options: str) -> tuple[list[str | None], list[str], list[str]]:
    """The dates of the events, what is refused, and what is told."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", LeftOut)
        found = list(IcsImporter(**options).rows(BytesIO(data), "c.ics"))
    rows = [row for row in found if isinstance(row, Row)]
    errors = [str(error) for error in found if isinstance(error, TimelineError)]
    return [row.when for row in rows], errors, [str(one.message) for one in told]


def case(name: str, **options: str) -> tuple[list[str | None], list[str], list[str]]:
    return read((DATA / f"{name}.ics").read_bytes(), **options)


def calendar(*lines: str, of: tuple[str, ...] = ()) -> bytes:
    event = ("BEGIN:VEVENT", "UID:u", "SUMMARY:Hearing", *lines, "END:VEVENT")
    return "\r\n".join(("BEGIN:VCALENDAR", *of, *event, "END:VCALENDAR", "")).encode()


def test_a_day_with_a_zone_is_a_day() -> None:
    assert case("datetzid") == (["2024-07-14"], [], [])
    assert case("datetzidrr") == (["2024-07-14", "2025-07-14"], [], [])
    data = calendar("DTSTART;VALUE=DATE;TZID=Nowhere:20240714", "RDATE;TZID=Nowhere;VALUE=DATE:20240716,20240718")
    assert read(data) == (["2024-07-14", "2024-07-16", "2024-07-18"], [], [])


def test_until_without_z_is_local_and_told() -> None:
    evenings, _, told = case("untilny")
    assert evenings == [f"2024-03-0{day}T20:00-05:00" for day in (1, 2, 3)]
    assert told == [
        "c.ics:4: field RRULE: UNTIL without Z is read as local time there, as programs do (RFC 5545, 3.3.10, wants it "
        "in UTC)"
    ]
    mornings, _, told = case("untilber")
    assert mornings == ["2024-03-01T08:00+09:00", "2024-03-02T08:00+09:00"]
    assert len(told) == 1
    proper = calendar("DTSTART;TZID=Asia/Tokyo:20240301T080000", "RRULE:FREQ=DAILY;UNTIL=20240302T230000Z")
    assert read(proper) == ([f"2024-03-0{day}T08:00+09:00" for day in (1, 2, 3)], [], [])


def test_a_zone_that_cannot_be_read_costs_itself() -> None:
    dates, refused, told = case("badoffset")
    assert (dates, told) == (["2024-05-01T10:00Z"], [])
    assert [error.split(": ")[:3] for error in refused] == [["c.ics:4", "VTIMEZONE 'Odd'", "it cannot be read"]]
    log = memory_log()
    with pytest.raises(TimelineError, match="VTIMEZONE 'Odd'"):
        import_file(log, DATA / "badoffset.ics", now=NOON_2026)
    with pytest.warns(LeftOut, match="VTIMEZONE 'Odd'"):
        assert len(import_file(log, DATA / "badoffset.ics", skip_bad=True, now=NOON_2026).receipts) == 1


def test_a_rule_beside_a_recurrence_id_without_its_series_is_expanded() -> None:
    dates, refused, told = case("recridrr")
    assert dates == ["2024-01-08T11:00Z", "2024-01-09T11:00Z", "2024-01-10T11:00Z"]
    assert not refused
    assert told == ["c.ics:4: RECURRENCE-ID is not read, as nothing else has the UID and RRULE stands beside it"]


def test_a_rule_of_a_changed_occurrence_is_named() -> None:
    data = calendar("DTSTART:20240108T110000Z", "RRULE:FREQ=DAILY;COUNT=2").replace(
        b"END:VCALENDAR",
        b"BEGIN:VEVENT\r\nUID:u\r\nRECURRENCE-ID:20240109T110000Z\r\nDTSTART:20240109T150000Z\r\n"
        b"RRULE:FREQ=DAILY;COUNT=9\r\nEND:VEVENT\r\nEND:VCALENDAR",
    )
    dates, _, told = read(data)
    assert dates == ["2024-01-08T11:00Z", "2024-01-09T15:00Z"]
    assert told == ["c.ics:8: it is one changed occurrence, and so its own RRULE is not read"]


def test_what_exrule_names_is_out_and_told() -> None:
    dates, refused, told = case("exrule")
    assert dates == [f"2024-01-{day:02}T11:00Z" for day in (9, 11, 12)]
    assert not refused
    assert [sentence.split(": ")[:2] for sentence in told] == [["c.ics:4", "field EXRULE"]]
    assert len(case("exrule", excluded="cancelled")[0]) == 5
    days = calendar("DTSTART;VALUE=DATE:20240101", "RRULE:FREQ=DAILY;COUNT=8", "EXRULE:FREQ=WEEKLY;BYDAY=TU")
    assert read(days)[0] == [f"2024-01-0{day}" for day in (1, 3, 4, 5, 6, 7, 8)]


@pytest.mark.parametrize(
    ("called", "when"),
    [
        ("W. Europe Standard Time", "+02:00"),
        ('"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"', "+02:00"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "+02:00"),
        ("(GMT+01:00) Amsterdam / Berlin / Bern / Rome / Stockholm / Vienna", "+02:00"),
        ("(UTC) Coordinated Universal Time", "Z"),
        ('"(UTC-05:00) Eastern Time (US & Canada)"', "-04:00"),
        ("Pacific Time (US & Canada)", "-07:00"),
        ('"(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi"', "+05:30"),
        ("America/New York", "-04:00"),
        (" Europe/Berlin", "+02:00"),
        ("europe/berlin", "+02:00"),
        ("freeassociation.sourceforge.net/Tzfile/Europe/Berlin", "+02:00"),
        ("/mozilla.org/20050126_1/Europe/Berlin", "+02:00"),
        ("GMT+0100", "+01:00"),
        ("UTC-05:30", "-05:30"),
        ("+0200", "+02:00"),
        ("Z", "Z"),
        ("tzone://Microsoft/Utc", "Z"),
    ],
)
def test_zones_that_have_one_meaning(called: str, when: str) -> None:
    dates, refused, told = read(calendar(f"DTSTART;TZID={called}:20240701T100000"))
    assert (dates, refused) == ([f"2024-07-01T10:00{when}"], [])
    assert all(one.startswith("c.ics:2: field DTSTART: the time zone") for one in told)


@pytest.mark.parametrize(
    "called",
    ["GMT+1", "PST", "Middle Earth", "(UTC+09:00) Berlin", '"London, Sydney"', "GMT+2500", "Customized Time Zone"],
)
def test_zones_that_have_none_or_two_are_told(called: str) -> None:
    dates, refused, (told,) = read(calendar(f"DTSTART;TZID={called}:20240701T100000"))
    assert (dates, refused) == (["2024-07-01T10:00"], [])
    assert told.startswith("c.ics:2: field DTSTART: no time zone is called ")
    assert read(calendar(f"DTSTART;TZID={called}:20240701T100000"), zone="Asia/Tokyo")[0] == ["2024-07-01T10:00+09:00"]


def test_the_zone_of_the_calendar_may_be_an_offset_and_is_told_if_it_is_none() -> None:
    assert read(calendar("DTSTART:20240701T100000", of=("X-WR-TIMEZONE:GMT+0100",)))[0] == ["2024-07-01T10:00+01:00"]
    dates, refused, (told,) = read(calendar("DTSTART:20240701T100000", of=("X-WR-TIMEZONE:Mordor",)))
    assert (dates, refused) == (["2024-07-01T10:00"], [])
    assert told.startswith("c.ics:3: field X-WR-TIMEZONE: no time zone is called 'Mordor'")


GOOD = b"BEGIN:VEVENT\r\nUID:good\r\nDTSTART;VALUE=DATE:20240501\r\nEND:VEVENT\r\n"


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n" + GOOD + b"END:VCALENDAR\r\n", "c.ics:2: VEVENT: it begins"),
        (b"BEGIN:VCALENDAR\r\n" + GOOD + b"BEGIN:VEVENT\r\nUID:a\r\nDTSTART:2024", "c.ics:6: VEVENT: it begins"),
        (b"BEGIN:VCALENDAR\r\n" + GOOD, "c.ics:1: VCALENDAR: it begins"),
        (b"BEGIN:VCALENDAR\r\n" + GOOD + b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "c.ics:1: VCALENDAR: it begins"),
        (
            b"BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
            b"RRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
            + GOOD
            + b"END:VCALENDAR\r\n",
            "c.ics:2: VTIMEZONE 'X': field RRULE: FREQ=SECONDLY",
        ),
        (b"BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nEND:VTIMEZONE\n" + GOOD + b"END:VCALENDAR\n", "c.ics:2: VTIMEZONE"),
    ],
)  # fmt: skip
def test_what_is_bad_costs_itself_alone(data: bytes, refused: str) -> None:
    dates, errors, told = read(data)
    assert (dates, told) == (["2024-05-01"], [])
    assert [error[: len(refused)] for error in errors] == [refused]
    assert "cut off" in errors[0] or "VTIMEZONE" in errors[0]


@pytest.mark.parametrize("line", ["TZOFFSETFROM:+5744", "RRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30"])
def test_times_in_a_bad_zone_are_without_zone(line: str) -> None:
    zone = ["BEGIN:VTIMEZONE", "TZID:Odd", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETTO:+0100", line]
    zone += [] if "FROM" in line else ["TZOFFSETFROM:+0100"]
    zone += ["END:STANDARD", "END:VTIMEZONE", "BEGIN:VEVENT", "UID:a", "DTSTART;TZID=Odd:20240501T100000", "END:VEVENT"]
    dates, (refused,), (told,) = read("\r\n".join(["BEGIN:VCALENDAR", *zone, "END:VCALENDAR", ""]).encode())
    assert dates == ["2024-05-01T10:00"]
    assert refused.startswith("c.ics:2: VTIMEZONE 'Odd': ")
    assert "no time zone is called 'Odd'" in told


def test_a_zone_that_iana_has_needs_no_definition() -> None:
    zone = (
        b"BEGIN:VTIMEZONE\r\nTZID:Europe/Prague\r\nBEGIN:STANDARD\r\nTZOFFSETTO:x\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    event = b"BEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=Europe/Prague:20240501T100000\r\nEND:VEVENT\r\n"
    assert read(b"BEGIN:VCALENDAR\r\n" + zone + event + b"END:VCALENDAR\r\n") == (["2024-05-01T10:00+02:00"], [], [])


def test_a_start_with_a_zone_and_an_end_without_is_refused_by_name() -> None:
    _, (refused,), _ = read(calendar("DTSTART:20240501T100000Z", "DTEND:20240501T110000"))
    assert "field DTEND: of it and DTSTART one has a time zone" in refused


def test_an_end_that_never_began_and_what_ends_within_are_passed_over() -> None:
    within = GOOD.replace(b"END:VEVENT", b"BEGIN:VALARM\r\nTRIGGER:x\r\nEND:VEVENT")
    for data in (b"END:VTODO\r\n" + GOOD, within, b"BEGIN:VCALENDAR\r\n" + within + b"END:X\r\nEND:VCALENDAR\r\n"):
        assert read(data) == (["2024-05-01"], [], [])


def test_lines_that_are_no_property_and_properties_that_cannot_be_read_are_told_once() -> None:
    lines = ("DTSTART;VALUE=DATE:20240501", "DESCRIPTION:One", "two", "three")
    assert read(calendar(*lines, "X-ODD;;;x", "GEO:none")) == (
        ["2024-05-01"],
        [],
        ["c.ics:7: a line that is no property (NAME:value), nor begins with a blank, is left out (and so in 1 more)"],
    )
    _, _, told = read(calendar("DTSTART;VALUE=DATE:20240501", "DTSTAMP:soon", 'LOCATION;X=":Hall'))
    assert told == [
        "c.ics:2: field DTSTAMP: it cannot be read, and is left out",
        "c.ics:2: field LOCATION: it cannot be read, and is left out",
    ]  # fmt: skip


def test_blanks_in_a_rule_and_files_of_other_components() -> None:
    dates, refused, told = read(calendar("DTSTART;VALUE=DATE:20240501", "RRULE:FREQ=DAILY;BYDAY=TH, FR;COUNT=3"))
    assert (dates, refused, told) == (["2024-05-01", "2024-05-02", "2024-05-03", "2024-05-09"], [], [])
    left_out = ["c.ics:1: VTODO is left out: only events are read"]
    assert read(b"BEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\n") == ([], [], left_out)


@pytest.mark.parametrize("day", ["00010101", "99991231"])
def test_the_first_and_the_last_day_there_are(day: str) -> None:
    text = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    assert read(calendar(f"DTSTART;VALUE=DATE:{day}")) == ([text], [], [])
    for time in ("T000000Z", "T235959Z"):
        dates, refused, told = read(calendar(f"DTSTART:{day}{time}"))
        assert [str(date)[:13] for date in dates] == [f"{text}T{time[1:3]}"]
        assert not refused + told
