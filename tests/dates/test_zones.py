"""Days in zones whose clocks change, and instants written out."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_engine.dates import BEGINNING, FOREVER, DateError, Zone, utc_instant, utc_stamp

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = 86_400_000_000
HOUR = 3_600_000_000
# Zones with every kind of change: at 1, 2 and 0 o'clock, at 00:01, by half an hour, and by a whole day.
NAMES = [
    "UTC",
    "Europe/London",
    "Asia/Kolkata",
    "America/Sao_Paulo",
    "America/Havana",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Kwajalein",
    "Asia/Manila",
]
ZONES = {name: Zone(name) for name in NAMES}


def local(name: str, instant: int) -> datetime:
    return (EPOCH + timedelta(microseconds=instant)).astimezone(ZoneInfo(name))


@pytest.mark.parametrize(
    ("name", "day", "starts", "ends"),
    [
        ("Asia/Kolkata", "2018-09-06", "2018-09-05T18:30:00+00:00", "2018-09-06T18:29:59.999999+00:00"),
        # London: a day of 23 hours and one of 25
        ("Europe/London", "2018-03-25", "2018-03-25T00:00:00+00:00", "2018-03-25T22:59:59.999999+00:00"),
        ("Europe/London", "2018-10-28", "2018-10-27T23:00:00+00:00", "2018-10-28T23:59:59.999999+00:00"),
        # São Paulo: midnight does not exist, the day begins at one o'clock
        ("America/Sao_Paulo", "2018-11-03", "2018-11-03T03:00:00+00:00", "2018-11-04T02:59:59.999999+00:00"),
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00+00:00", "2018-11-05T01:59:59.999999+00:00"),
        # and an hour before midnight comes twice
        ("America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00:00+00:00", "2018-02-18T02:59:59.999999+00:00"),
        # Havana: midnight comes twice, the first counts
        ("America/Havana", "2018-11-04", "2018-11-04T04:00:00+00:00", "2018-11-05T04:59:59.999999+00:00"),
        # Apia: 30 December 2011 was left out
        ("Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00+00:00", "2011-12-30T09:59:59.999999+00:00"),
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00+00:00", "2011-12-31T09:59:59.999999+00:00"),
    ],
)
def test_first_and_last_instant_of_a_day(name: str, day: str, starts: str, ends: str) -> None:
    when = ZONES[name].when(day)
    utc = ZONES["UTC"]
    assert (utc.stamp(when.starts), utc.stamp(when.ends)) == (starts, ends)


def test_a_day_that_was_left_out_is_the_last_instant_before_it() -> None:
    apia = ZONES["Pacific/Apia"]
    missing = apia.when("2011-12-30")
    assert missing.starts == missing.ends == apia.when("2011-12-29").ends == apia.when("2011-12-31").starts - 1
    assert apia.when("2011-12-30/2011-12-30").starts == missing.starts


def test_a_day_that_came_twice_lasts_both() -> None:
    kwajalein = ZONES["Pacific/Kwajalein"]
    assert kwajalein.when("1969-09-30").ends - kwajalein.when("1969-09-30").starts + 1 == 47 * HOUR


def test_local_times_that_come_twice_or_not_at_all() -> None:
    london = ZONES["Europe/London"]
    assert london.stamp(london.instant("2018-10-28T01:30")) == "2018-10-28T01:30:00+01:00"
    assert london.stamp(london.instant("2018-03-25T01:30")) == "2018-03-25T02:30:00+01:00"


@given(st.sampled_from(NAMES), st.dates(date(1, 1, 2), date(9999, 12, 29)))
def test_days_follow_one_another_and_begin_and_end_as_zoneinfo_says(name: str, day: date) -> None:
    zone = ZONES[name]
    when = zone.when(day.isoformat())
    assert zone.when((day + timedelta(days=1)).isoformat()).starts == when.ends + 1
    assert zone.day(when.starts) == zone.day(when.ends) == day.isoformat()
    assert local(name, when.starts).date() == day
    assert local(name, when.ends).date() == day
    assert local(name, when.starts - 1).date() < day
    assert local(name, when.ends + 1).date() > day


# Until 2011 the clocks of St. John's went back into the day before, at a minute past midnight.
@given(st.sampled_from(sorted(set(NAMES) - {"America/St_Johns"})), st.integers(-(10**16), 10**16))
def test_an_instant_is_on_the_day_it_is_said_to_be_on(name: str, instant: int) -> None:
    zone = ZONES[name]
    when = zone.when(zone.day(instant))
    assert when.starts <= instant <= when.ends


@given(st.sampled_from(NAMES), st.integers(-6 * 10**16, 25 * 10**16))
def test_a_stamp_is_the_instant(name: str, instant: int) -> None:
    assert ZONES[name].stamp(instant) == local(name, instant).isoformat()
    assert ZONES[name].instant(ZONES[name].stamp(instant)) == instant


@given(st.integers(-62_135_596_800_000_000, 253_402_300_799_999_999))
def test_utc_stamps(instant: int) -> None:
    stamp = utc_stamp(instant)
    assert len(stamp) == len("2026-11-21T22:58:00.123456Z")
    assert utc_instant(stamp) == instant
    assert Zone("UTC").instant(stamp) == instant


def test_stamps() -> None:
    instant = utc_instant("2018-12-04T03:52:00Z")
    assert utc_stamp(instant) == "2018-12-04T03:52:00.000000Z"
    assert ZONES["Asia/Kolkata"].stamp(instant) == "2018-12-04T09:22:00+05:30"
    assert ZONES["Asia/Kolkata"].stamp(instant + 5) == "2018-12-04T09:22:00.000005+05:30"
    assert ZONES["Asia/Kolkata"].day(instant) == "2018-12-04"
    assert ZONES["UTC"].stamp(instant) == "2018-12-04T03:52:00+00:00"


NOT_UTC = """2018-12-04, 2018-12-04T03:52:00, 2018-12-04T03:52:00+05:30, ZZZZZZZZZZZ, 2018-12-04 03:52:00Z,
2018-02-30T03:52:00Z, 2018-12-04T03:52:00+05:30Z, 2018-12-04T03:52:00z"""


@pytest.mark.parametrize("text", ["", *NOT_UTC.replace("\n", " ").split(", ")])
def test_only_utc_times_are_utc_times(text: str) -> None:
    with pytest.raises(DateError, match="not a UTC time"):
        utc_instant(text)


@pytest.mark.parametrize("name", ["UTC", "Asia/Kolkata", "America/Sao_Paulo"])
def test_days_that_datetime_does_not_know_are_those_of_utc(name: str) -> None:
    zone = ZONES[name]
    for text in ("-0999-01-01", "0000-12-31", "-0001-02-28"):
        when = zone.when(text)
        assert when.ends - when.starts + 1 == pytest.approx(DAY, abs=DAY // 2)
        assert zone.day(when.starts) == text
    far = zone.when("Y170000002")
    assert (zone.day(far.starts), zone.day(far.ends)) == ("170000002-01-01", "170000002-12-31")
    assert zone.stamp(far.starts) == "170000002-01-01T00:00:00+00:00"
    assert zone.stamp(far.ends) == "170000002-12-31T23:59:59.999999+00:00"
    assert utc_stamp(far.starts) == "170000002-01-01T00:00:00.000000Z"
    assert zone.when("-0999-01-01T10:00").starts == zone.when("-0999-01-01").starts + 10 * HOUR
    assert zone.day(zone.when("9999-12-31").ends) == "9999-12-31"


@pytest.mark.parametrize("year", [10**9, -(10**9)])
def test_the_open_ends_lie_beyond_a_billion_years(year: int) -> None:
    when = ZONES["Asia/Kolkata"].when(f"Y{year}")
    assert BEGINNING < when.starts < when.ends < FOREVER


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Asia/Kolkatta", "did you mean Asia/Kolkata"),
        ("asia/kolkata", "did you mean Asia/Kolkata?"),
        ("kolkata", "did you mean Asia/Kolkata?"),
        ("new york", "did you mean America/New_York?"),
        ("Europe/Lodnon", "did you mean Europe/London"),
        ("", "write an IANA name such as"),
        ("../../etc/passwd", "write an IANA name such as"),
        ("Europe", "no time zone called 'Europe'"),
        ("\0", "write an IANA name such as"),
    ],
)
def test_unknown_zones(name: str, hint: str) -> None:
    with pytest.raises(DateError) as refused:
        Zone(name)
    assert hint in str(refused.value)
    assert len(str(refused.value)) < 200


def test_a_zone_says_its_name() -> None:
    assert Zone("Asia/Kolkata").name == "Asia/Kolkata"
    assert repr(Zone("UTC")) == "Zone('UTC')"
