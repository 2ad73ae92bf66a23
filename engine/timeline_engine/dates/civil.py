"""The proleptic Gregorian calendar as whole days since 1970-01-01, for any year, before 1 and after 9999 too.

`datetime` stops at the years 1 and 9999; EDTF does not. Year 0 is 1 BC, as in ISO 8601.
"""

Instant = int
"""Microseconds since 1970-01-01T00:00Z."""

BEGINNING: Instant = -(10**30)
"""The open past: before any instant of a year the package reads."""

FOREVER: Instant = 10**30
"""The open future: after any instant of a year the package reads."""

DAY = 86_400_000_000  # microseconds
SECOND = 1_000_000  # microseconds
EPOCH_ORDINAL = 719_163  # date(1970, 1, 1).toordinal()
FIRST_DAY = 1 - EPOCH_ORDINAL  # 0001-01-01, the first day datetime knows
LAST_DAY = 3_652_059 - EPOCH_ORDINAL  # 9999-12-31, the last one
LARGEST_YEAR = 10**12  # its instants stay well within BEGINNING and FOREVER

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ERA = 146_097  # days in 400 years, after which the calendar repeats
_ERA_SHIFT = 719_468  # days from 0000-03-01 to 1970-01-01


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month (1 to 12) of any year."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _MONTH_DAYS[month - 1]


def is_day(year: int, month: int, day: int) -> bool:
    """Tell whether the calendar has that day."""
    return 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)


def days_from_civil(year: int, month: int, day: int) -> int:
    """Return the days from 1970-01-01 to a day of the calendar.

    The rule is Howard Hinnant's: years are counted from March, so that the leap day comes last.
    """
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * _ERA + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - _ERA_SHIFT


def civil_from_days(days: int) -> tuple[int, int, int]:
    """Return (year, month, day) of a day counted from 1970-01-01: the inverse of `days_from_civil`."""
    era, day_of_era = divmod(days + _ERA_SHIFT, _ERA)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return era * 400 + year_of_era + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1


def day_text(days: int) -> str:
    """Write a day counted from 1970-01-01 as "YYYY-MM-DD".

    The year has at least four digits, and a minus sign before year 0.
    """
    year, month, day = civil_from_days(days)
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{day:02d}"
