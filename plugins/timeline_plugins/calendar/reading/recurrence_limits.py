"""Whether a recurrence rule can be expanded in the time anybody would wait (RFC 5545 §3.3.10)."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from math import prod
from typing import Any

from dateutil.rrule import YEARLY, rrule, weekdays

MOST = 10_000
"""Occurrences of one event; more is a mistake, or asks for a narrower window."""

_MOST_STARTS = 10 * MOST  # occurrences from the first on: those before the window must be counted through as well
_MOST_STEPS = 5_000_000  # seconds, minutes or hours to go through, some seconds of work
_STEPS = {"DAILY": 86_400, "HOURLY": 3_600, "MINUTELY": 60, "SECONDLY": 1}
_DAY_PARTS = ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYDAY")
_CLOCK_PARTS = {
    "DAILY": ("BYHOUR", "BYMINUTE", "BYSECOND"),
    "HOURLY": ("BYMINUTE", "BYSECOND"),
    "MINUTELY": ("BYSECOND",),
}
_TOO_MANY = "give a narrower window with the options start and end"

Rule = Mapping[str, Any]


def problem(rule: Rule, start: date, end: date) -> str | None:
    """Why a rule that begins at ``start`` cannot be expanded to ``end``; None if it can, or if nobody can say."""
    interval, count, frequency = _number(rule, "INTERVAL"), _number(rule, "COUNT"), str(_one(rule, "FREQ")).upper()
    for name, number in (("INTERVAL", interval), ("COUNT", count)):
        if number is not None and number < 1:
            return f"{name}={number} is no positive number"
    if frequency not in _STEPS:
        return None  # a step is a week or more, and only so many fit into the years to 9999
    if _never(rule, frequency):
        return "no day or time fits it, ever"
    steps = _seconds(start, _last(rule, end)) / (_STEPS[frequency] * (interval or 1))
    if count is not None and not any(name in rule for name in _DAY_PARTS):
        steps = min(steps, count)
    return f"it goes through {steps:,.0f} steps up to {end}: {_TOO_MANY}" if steps > _MOST_STEPS else None


def zone_problem(rule: Rule) -> str | None:
    """Why the rule of a VTIMEZONE cannot be used (§3.6.5): it is gone through for each time in that zone."""
    frequency, interval = str(_one(rule, "FREQ")).upper(), _number(rule, "INTERVAL")
    if frequency in _STEPS or (interval is not None and interval < 1):
        return f"FREQ={frequency} with INTERVAL={interval or 1} is no way to change the clocks"
    return None


def crowd(starts: Iterable[datetime], end: date) -> str | None:
    """Why these starts, in order and perhaps without end, are too many; None if they are not."""
    for count, start in enumerate(starts):
        if start.date() > end:
            return None
        if count == _MOST_STARTS:
            return f"over {_MOST_STARTS:,} occurrences from its start to {end}: {_TOO_MANY}"
    return None


def too_many(count: int) -> str | None:
    """Why an event with ``count`` occurrences in the window is not imported."""
    return f"{count:,} occurrences, over {MOST:,}: {_TOO_MANY}" if count > MOST else None


def _never(rule: Rule, frequency: str) -> bool:
    """Whether nothing fits: dateutil would look for it day by day, or second by second, until the year 9999."""
    positions = [abs(int(position)) for position in _all(rule, "BYSETPOS")]
    size = prod(len(_all(rule, name)) or 1 for name in _CLOCK_PARTS.get(frequency, ()))
    if positions and min(positions) > size:
        return True
    return any(name in rule for name in _DAY_PARTS) and next(iter(_days(rule)), None) is None


def _days(rule: Rule) -> Any:
    """The days that a rule allows, year by year, which dateutil looks through in no time."""
    named = {str(weekday): weekday for weekday in weekdays}
    days = [named[str(day)[-2:].upper()] for day in _all(rule, "BYDAY") if str(day)[-2:].upper() in named]
    numbers = {name: [int(number) for number in _all(rule, name)] for name in _DAY_PARTS[:-1]}
    anyhow = range(1, 32) if not (days or numbers["BYYEARDAY"] or numbers["BYWEEKNO"]) else None
    return rrule(
        YEARLY,
        dtstart=datetime(2000, 1, 1, tzinfo=UTC),
        bymonth=numbers["BYMONTH"] or None,
        bymonthday=numbers["BYMONTHDAY"] or anyhow,
        byyearday=numbers["BYYEARDAY"] or None,
        byweekno=numbers["BYWEEKNO"] or None,
        byweekday=days or None,
    )


def _last(rule: Rule, end: date) -> date:
    until = _one(rule, "UNTIL")
    if not isinstance(until, date):
        return end
    return min(until.date() if isinstance(until, datetime) else until, end)


def _seconds(start: date, end: date) -> float:
    return max((end - start) / timedelta(seconds=1), 0)


def _all(rule: Rule, name: str) -> list[Any]:
    found = rule.get(name)
    if found is None:
        return []
    return list(found) if isinstance(found, list | tuple) else [found]


def _one(rule: Rule, name: str) -> Any:
    return next(iter(_all(rule, name)), None)


def _number(rule: Rule, name: str) -> int | None:
    found = _one(rule, name)
    return found if isinstance(found, int) else None
