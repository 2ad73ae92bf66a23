"""The calendar arithmetic, against datetime where datetime reaches and against itself where it does not."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from timeline_engine.dates.civil import (
    BEGINNING,
    DAY,
    EPOCH_ORDINAL,
    FIRST_DAY,
    FOREVER,
    LARGEST_YEAR,
    LAST_DAY,
    civil_from_days,
    day_text,
    days_from_civil,
    days_in_month,
    is_day,
)


@given(st.dates())
def test_agrees_with_datetime(day: date) -> None:
    days = days_from_civil(day.year, day.month, day.day)
    assert days == day.toordinal() - EPOCH_ORDINAL
    assert civil_from_days(days) == (day.year, day.month, day.day)
    assert day_text(days) == day.isoformat()


@given(st.integers(-(10**15), 10**15))
def test_every_day_is_one_of_the_calendar_and_back(days: int) -> None:
    civil = civil_from_days(days)
    assert is_day(*civil)
    assert days_from_civil(*civil) == days


@given(st.integers(-(10**12), 10**12))
def test_days_are_written_in_order_without_gaps(days: int) -> None:
    (year, month, day), following = civil_from_days(days), civil_from_days(days + 1)
    assert following > (year, month, day)
    assert following in {(year, month, day + 1), (year, month + 1, 1), (year + 1, 1, 1)}


def test_the_ends_of_datetime() -> None:
    assert day_text(FIRST_DAY) == "0001-01-01"
    assert day_text(FIRST_DAY - 1) == "0000-12-31"
    assert day_text(LAST_DAY) == "9999-12-31"
    assert day_text(LAST_DAY + 1) == "10000-01-01"
    assert day_text(days_from_civil(-1, 2, 3)) == "-0001-02-03"


def test_leap_years() -> None:
    february = {year: days_in_month(year, 2) for year in (2000, 1900, 2018, 2020, 0, -1, -4, -100, -400)}
    assert [year for year, days in february.items() if days == 29] == [2000, 2020, 0, -4, -400]
    assert sum(days_in_month(2018, month) for month in range(1, 13)) == 365


def test_no_year_reaches_the_open_ends() -> None:
    assert days_from_civil(-LARGEST_YEAR, 1, 1) * DAY > BEGINNING
    assert (days_from_civil(LARGEST_YEAR, 12, 31) + 1) * DAY < FOREVER
