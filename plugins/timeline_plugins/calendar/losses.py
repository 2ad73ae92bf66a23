"""What a calendar cannot carry whole."""

from enum import Enum


class Loss(Enum):
    """What a calendar cannot carry whole: how to say so of one event, and of several."""

    NO_DATE = ("has no date and is left out", "have no date and are left out")
    NO_DAY = (
        "has no known day in the years 1 to 9999 and is left out",
        "have no known day in the years 1 to 9999 and are left out",
    )
    OPEN = (
        "has an end that is open or not in the days 0001-01-01 to 9999-12-30, and is shown on one day",
        "have an end that is open or not in the days 0001-01-01 to 9999-12-30, and are shown on one day",
    )
    POSTPONED = (
        "has no date any more: it stays on the last it had, as cancelled",
        "have no date any more: they stay on the last they had, as cancelled",
    )
    CONTROL = (
        "had control characters in its text, which are dropped",
        "had control characters in their text, which are dropped",
    )
