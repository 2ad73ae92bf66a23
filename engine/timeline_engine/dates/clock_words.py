"""Times of day as people write them, with other words or signs than a colon, turned into EDTF."""

from .errors import DateError, quoted
from .how import How
from .patterns import match_all
from .reading import next_to

_HALF = r"[ap]\.?m\.?"
_HOUR = rf"[0-9]{{1,2}}(?:[:.][0-9]{{2}})? ?{_HALF}"
_TWO = rf"(.+?),? (?:at |from )?({_HOUR}) ?(?:-|[\u2012-\u2015]|to|until|till) ?({_HOUR})( .+)?"
_CLOCK = "[0-9]{1,2}(?:[:.][0-9]{2})?"
_ONE_HALF = rf"(.+?),? (?:at |from )?({_CLOCK}) ?- ?{_HOUR}( .+)?"
_TWO_UHR = rf"(.+?),? (?:von )?({_CLOCK})(?: Uhr)? ?(?:-|[\u2012-\u2015]|bis) ?({_CLOCK}) Uhr"
_DAY = r"(-?[0-9]{4}-[0-9]{2}-[0-9]{2})T.+"
_CLOCKS = (
    r"(.+?),? (?:um )?(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))? Uhr",
    r"(.+?),? (?:à )?(?P<hour>[0-9]{1,2}) ?h(?: ?(?P<minute>[0-9]{2}))?",
    rf"(.+?),? (?:at )?(?P<hour>[0-9]{{1,2}})\.(?P<minute>[0-9]{{2}})(?P<rest> ?{_HALF}(?: .+)?)",
)


def read_two_halves(text: str, how: How) -> str | None:
    """``4 May 2018 9:00am-5:00pm``, ``4 May 2018, 9 am to 5 pm``; until the next day where that is earlier."""
    match = match_all(_TWO, text)
    if match is None:
        if match_all(_ONE_HALF, text):
            raise DateError(f"{quoted(text)} can begin before or after noon; write both, as in 9:00am to 5:00pm.")
        return None
    first, last = (how.read(f"{match[1]} {hour}{match[4] or ''}") for hour in match.group(2, 3))
    days = match_all(_DAY, first), match_all(_DAY, last)
    if last <= first and days[0] and days[1]:
        last = next_to(days[1][1], 1) + last[len(days[1][1]) :]
    return f"{first}/{last}"


def read_two_clocks(text: str, how: How) -> str | None:
    """``4. Mai 2018, 12:30-13:30 Uhr``, ``4. Mai 2018 von 14 bis 16 Uhr``."""
    match = match_all(_TWO_UHR, text)
    if match is None:
        return None
    first, last = (how.read(f"{match[1]} {hour} Uhr") for hour in match.group(2, 3))
    return f"{first}/{last}"


def read_clock_in_words(text: str, how: How) -> str | None:
    """``4 mai 2018, 14h30``, ``4. Mai 2018, 14:30 Uhr``, ``4 May 2018, 2.30pm``, ``4 May 2018, 12 noon``."""
    if match := match_all("(.+?),? (?:at )?(?:12 )?noon", text):
        return how.read(f"{match[1]} 12:00")
    if match := match_all("(.+?),? (?:at )?(?:12 )?midnight", text):
        day = how.read(match[1])
        raise DateError(f"{quoted(text)} can be read as {day}T00:00 or {day}T24:00; write one of these.")
    match = next((match for form in _CLOCKS if (match := match_all(form, text))), None)
    if match is None:
        return None
    rest = match.groupdict().get("rest") or ""
    return how.read(f"{match[1]} {match['hour']}:{match['minute'] or '00'}{rest}")
