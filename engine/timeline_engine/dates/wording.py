"""EDTF in words that people read, and that `read_when` reads back as a date of the same window.

What has no words here stays EDTF.
"""

import re

from .civil import MONTHS
from .errors import DateError
from .reading import OPEN, next_to

_OF_A_SET = r"-?(?:[0-9]{4}(?:-[0-9]{2}){0,2}[?~%]?|[0-9]{2}[0-9X]X)"
_PLAIN = r"-?[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?"
_BOUND = rf"{_PLAIN}|-?[0-9]{{4}}-[234][0-9]|[0-9]+X+"  # what may stand behind "by" and "not before"
_SEASONS = ("spring", "summer", "autumn", "winter")
_HEMISPHERES = {21: "", 25: " (northern)", 29: " (southern)"}  # by the first of the four codes
_TWO_YEARS = (24, 28, 30)  # codes of seasons that end in the next year
_TIME = r"([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)(Z|[+-][0-9:]+)?"
_FOUR_MONTHS = {37: "first", 38: "second", 39: "third"}


def in_words(edtf: str) -> str:
    """A date in English words: ``between 9 and 12 September 2019``, ``spring 2018``, ``about May 2018``, ``44 BC``.

    What has no words, and what is no date, is given back as it is.
    """
    try:
        return _set(edtf) or _interval(edtf) or _one(edtf) or edtf
    except DateError:
        return edtf


def for_tables(edtf: str) -> str:
    """A date where dates stand below each other: plain days, months, years and times as they are, others in words."""
    return edtf if re.fullmatch(rf"(?!-|0000){_PLAIN}(?:T[^/]+)?", edtf) else in_words(edtf)


def _one(edtf: str) -> str | None:
    """One date: no interval, no set."""
    if match := re.fullmatch(rf"({_PLAIN}|-?[0-9]{{4}}-[234][0-9]|[0-9]{{2,3}}X{{1,2}})([?~%])?", edtf):
        words = _plain(match[1]) or _part(match[1]) or _unspecified(match[1])
        return words and _qualified(words, match[2])
    if match := re.fullmatch(rf"({_PLAIN})T{_TIME}", edtf):
        return f"{_plain(match[1])}, {match[2]}{_offset(match[3])}"
    return _unspecified(edtf)


def _qualified(words: str, sign: str | None) -> str:
    return f"{'about ' if sign in ('~', '%') else ''}{words}{'?' if sign in ('?', '%') else ''}"


def _offset(offset: str | None) -> str:
    return "" if offset is None else " (UTC)" if offset == "Z" else f" ({offset})"


def _plain(edtf: str) -> str | None:
    """A day, month or year."""
    match = re.fullmatch("(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", edtf)
    if match is None or int(match[2] or 1) > len(MONTHS):
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    return " ".join([*([str(day)] if day else []), *([MONTHS[month - 1]] if month else []), _year(year)])


def _year(year: int) -> str:
    if year >= 1000:
        return str(year)
    return f"{year} AD" if year > 0 else f"{1 - year} BC"


def _part(edtf: str) -> str | None:
    """A season, quarter, four months or half."""
    match = re.fullmatch("(-?[0-9]{4})-([0-9]{2})", edtf)
    if match is None:
        return None
    year, code = int(match[1]), int(match[2])
    if 33 <= code <= 36 or 40 <= code <= 41:
        return f"Q{code - 32} {_year(year)}" if code < 40 else f"H{code - 39} {_year(year)}"
    if code in _FOUR_MONTHS:
        return f"{_FOUR_MONTHS[code]} four months of {_year(year)}"
    return _season(year, code, code - (code - 21) % 4)


def _season(year: int, code: int, first: int) -> str | None:
    """A season; one of two years has no words with an era."""
    if first not in _HEMISPHERES or (code in _TWO_YEARS and year < 1000):
        return None
    years = f"{year}/{(year + 1) % 100:02d}" if code in _TWO_YEARS else _year(year)
    return f"{_SEASONS[code - first]} {years}{_HEMISPHERES[first]}"


def _unspecified(edtf: str) -> str | None:
    if match := re.fullmatch("([0-9]{3})X", edtf):
        return f"{match[1]}0s{' (decade)' if match[1].endswith('0') else ''}"
    if match := re.fullmatch("([0-9]{2})XX", edtf):
        return f"{_ordinal(int(match[1]) + 1)} century"
    if match := re.fullmatch("([0-9])XXX", edtf):
        return f"{_ordinal(int(match[1]) + 1)} millennium"
    if match := re.fullmatch(f"({_PLAIN})-XX", edtf):
        return f"some {'day' if '-' in match[1][1:] else 'month'} of {_plain(match[1])}"
    match = re.fullmatch("(-?[0-9]{4})-XX-XX", edtf)
    return f"some day of {_plain(match[1])}" if match else None


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _interval(edtf: str) -> str | None:
    first, slash, last = edtf.partition("/")
    if not slash:
        return None
    if first in (OPEN, "") or last in (OPEN, ""):
        words = [_one(side) if side not in (OPEN, "") else side for side in (first, last)]
        return None if None in words or words == [OPEN, OPEN] else lasting_words(*map(str, words))
    return (sides := _sides(first, last)) and f"from {lasting_words(*sides)}"


def lasting_words(first: str, last: str) -> str:
    """What lasts from one date to another, in words; a side is ``..`` where it is open, empty where it is unknown."""
    if last in (OPEN, ""):
        return f"from {first}, {'no end' if last else 'end unknown'}"
    if first in (OPEN, ""):
        return f"to {last}, {'no start' if first else 'start unknown'}"
    return f"{first} to {last}"


def _set(edtf: str) -> str | None:
    if edtf[:1] not in ("[", "{"):
        return None
    first, dots, last = edtf[1:-1].partition(OPEN)
    if dots:
        return _range(first, last) if edtf[0] == "[" else None
    members = edtf[1:-1].split(",")
    parts = [member.lstrip("-").count("-") for member in members]
    if parts != sorted(parts) or not all(re.fullmatch(_OF_A_SET, member) for member in members):
        return None  # a year after a day would go on with it, and other forms are not always read beside others
    words = [_one(member) for member in members]
    if any(str(word).endswith(" BC") for word in words):  # or it would be the era of all years
        words = [f"{word} AD" if str(word).isdigit() else word for word in words]
    return (" or " if edtf[0] == "[" else " and ").join(map(str, words)) if all(words) else None


def _range(first: str, last: str) -> str | None:
    if first and last:
        return (sides := _sides(first, last)) and f"between {sides[0]} and {sides[1]}"
    if re.fullmatch(_PLAIN, first):
        return f"after {_plain(next_to(first, -1))}"
    words = _one(first or last) if re.fullmatch(_BOUND, first or last) else None
    article = "the " if "X" in first + last else ""
    return words and f"{'by' if last else 'not before'} {article}{words}"


def _sides(first: str, last: str) -> tuple[str, str] | None:
    """Both ends; what they have in common is said once: ``4``, ``6 September 2018``."""
    words = _one(first), _one(last)
    if not words[0] or not words[1]:
        return None
    if "T" in first and first[: first.index("T") + 1] == last[: first.index("T") + 1]:
        return words[0], words[1].partition(", ")[2]
    return _shortened(first, words[0], last), words[1]


def _shortened(first: str, words: str, last: str) -> str:
    if not (re.fullmatch("[1-9][0-9]{3}-[01][0-9](-[0-9]{2})?", first) and re.fullmatch("[1-9][0-9]{3}-.+", last)):
        return words
    if not re.fullmatch(_PLAIN, last) or first[:4] != last[:4] or len(first) != len(last):
        return words
    day, month, *_ = words.split() if len(first) == len("2018-11-04") else ("", words.split()[0])
    return day if day and first[:7] == last[:7] else f"{day} {month}".strip()
