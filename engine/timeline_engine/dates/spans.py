"""Dates with two sides, or open on one: intervals, "between", "or", "before", turned into EDTF."""

import re

from .errors import DateError, quoted
from .how import How
from .names import names_month
from .patterns import AD, BC, CALENDAR_DATE, DAY, NAME, PRESENT, match_all
from .reading import next_to

_RANGES = (
    r"(?:(?:from|du|vom|del|van) )?(.+?) (?:to|through|until|till|au|bis|al|tot) (.+)",
    r"(.+?) ?[\u2012-\u2015] ?(.+)",
    r"(.+?) - (.+)",
)
_PRESENT = r"(?:from )?(.+?) ?(?: (?:to|through|until|till) |[-\u2012-\u2015]) ?" + PRESENT
_OPEN = {
    "before": "before", "bef": "before", "bef.": "before", "prior to": "before",
    "after": "after", "aft": "after", "aft.": "after",
    "by": "by", "not after": "by", "no later than": "by", "not later than": "by", "on or before": "by",
    "not before": "from", "no earlier than": "from", "not earlier than": "from", "on or after": "from",
}  # fmt: skip
_OPENED = rf"({'|'.join(map(re.escape, _OPEN))}) (.+)"
_ERA = rf"(?:{BC}|{AD})"
_CLOCK = r"[0-9]{1,2}:[0-9]{2}[0-9:.]*( ?[ap]\.?m\.?)?( ?\S.*)?"
_ORDINAL = "(?:the )?(?:[0-9]{1,2}(?:st|nd|rd|th)|[a-z-]+(?:st|nd|rd|th))"
_NUMBERED = r"[0-9]{1,2}\.([0-9]{1,2})\.([0-9]{4})"
_PART = "(?:the )?(?:[qh][1-4]|spring|summer|autumn|fall|winter)"
_SIDE = r"[^\[{/]+"  # one date
_YEAR = rf"(?:[0-9]{{4}}|[0-9]{{1,4}} ?{_ERA})"


def read_between(text: str, how: How) -> str | None:
    """``between 4 Oct and 3 Dec 2018``, ``between 1914-18``: one of these days."""
    match = match_all(r"(?:between|bet\.?) (.+?) and (.+)|(?:some|a) day from (.+?) to (.+)", text)
    if match is None:
        match = match_all("between ([^-]+-[^-]+)", text)
        found = match and read_hyphened(match[1], how)
        return f"[{found.replace('/', '..')}]" if found else None
    first, last = _sides(match[1] or match[3], match[2] or match[4], how)
    return f"[{first}..{last}]"


def read_choice(text: str, how: How) -> str | None:
    """``1850 or 1851``: one of them. ``4 and 5 Nov 2018``: all of them."""
    match = match_all(r"(?P<first>.+) (?P<word>or|and|&) (?P<last>.+)", text)
    if match is None:
        return None
    opened, closed = "[]" if match["word"].casefold() == "or" else "{}"
    first, last = match["first"], match["last"]
    chosen = _chosen(_completed(first, last, how), opened, closed, how)
    dated = match_all(rf"(.*[^0-9]){_YEAR}", first)
    if dated and match_all(_YEAR, last) and _has_no_year(dated[1].rstrip(" ,-/"), how):
        both = _chosen((first, f"{dated[1]}{last}"), opened, closed, how)
        raise DateError(f"{quoted(text)} can be read as {both} or {chosen}; write one of these.")
    return chosen


def _chosen(sides: tuple[str, str], opened: str, closed: str, how: How) -> str:
    return f"{opened}{','.join(_members(one, opened, closed) for one in _read_both(sides, how))}{closed}"


def _members(found: str, opened: str, closed: str) -> str:
    """What of a set was read so far stands in the larger one without its brackets."""
    return found[1:-1] if found[0] == opened and found[-1] == closed else found


def read_open(text: str, how: How) -> str | None:
    """Some day before or after a date, that day left out; or by a date, or not before it, that day too."""
    if match := match_all("(.+?),? (or (?:later|after|earlier|before)|at (?:the )?(?:earliest|latest))", text):
        side = "from" if match[2].split()[-1].casefold() in ("later", "after", "earliest") else "by"
        return _opened(side, *_bounds(text, match[1], f"before {match[2]!r}", how))
    if not (match := match_all(_OPENED, text)):
        return None
    word, rest = match[1].casefold(), match[2]
    if _OPEN[word] in ("by", "after") and (end := match_all("the end of (.+)", rest)):
        rest = end[1]  # else it may be the last day or the last third
    return _opened(_OPEN[word], *_bounds(text, rest, f"after {word!r}", how))


def _bounds(text: str, written: str, where: str, how: How) -> tuple[str, str]:
    """What is a bound: twice a day, month, year or part of one; the first and the last of what ``mid-2018`` means."""
    found = how.read(written)
    third = match_all(r"\[(.+)\.\.(.+)\]", found) if match_all(r"(early|mid|late)[ -].+", written) else None
    if third:
        return third[1], third[2]
    if not match_all(rf"{CALENDAR_DATE}|[0-9]+X+", found):
        raise DateError(f"{quoted(text)} is not read: write a day, month or year {where}.")
    return found, found


def _opened(side: str, first: str, last: str) -> str:
    if side == "by":
        return f"[..{last}]"
    if side == "from":
        return f"[{first}..]"
    return f"[..{next_to(first, -1)}]" if side == "before" else f"[{next_to(last, 1)}..]"


def read_interval(text: str, how: How) -> str | None:
    """``4 Oct to 3 Dec 2018``, ``1914–1918``, ``1850 to present``."""
    if match := match_all(_PRESENT, text):
        return f"{how.read(match[1])}/.."
    for pattern in _RANGES:
        if match := match_all(pattern, text):
            return _two_years(match[1], match[2]) or "/".join(_sides(match[1], match[2], how))
    return None


def read_hyphened(text: str, how: How) -> str | None:
    """``1914-1918``, ``1914-18``, ``30 Nov-2 Dec 2018``; and ``4/5 Nov 2018``, of two days that follow each other."""
    if match := match_all("([^-]+)-([^-]+)", text):
        return _two_years(match[1], match[2]) or "/".join(_sides(match[1], match[2], how))
    if found := _two_named(text, how):
        return found
    match = match_all(rf"{DAY}/{DAY} ({NAME}.*)|({NAME} ){DAY}/{DAY}(,? .+)", text)
    if match is None:
        return None
    days, around = ((match[1], match[2]), ("", f" {match[3]}")) if match[3] else (match.group(5, 6), match.group(4, 7))
    first, last = (how.read(f"{around[0]}{day}{around[1]}") for day in days)
    return _next_days(text, first, last)


def _two_named(text: str, how: How) -> str | None:
    """``30 Nov/1 Dec 2018``, ``Nov/Dec 2018``."""
    if not (match := match_all(rf"({DAY} {NAME}|{NAME} {DAY}|{NAME})/(.+)", text)):
        return None
    sides = _completed(match[1], match[match.lastindex or 0], how)
    return None if sides[0] == match[1] else _next_days(text, *_read_both(sides, how))


def _next_days(text: str, first: str, last: str) -> str:
    """Two days that follow each other; else they may be two or a span."""
    if match_all("-?[0-9]{4}-[0-9]{2}", first) or next_to(first, 1) != last:
        raise DateError(f"{quoted(text)} can be read as {first}/{last} or {{{first},{last}}}; write one of these.")
    return f"{first}/{last}"


def _two_years(first: str, last: str) -> str | None:
    """``1914`` and ``18``: a later year of the same hundred, or the next one."""
    if not match_all("[0-9]{4}", first) or not match_all("[0-9]{2}", last):
        return None
    year, end = int(first), int(first) // 100 * 100 + int(last)
    end += 100 * ((year + 1) % 100 == int(last) == 0)
    if end <= year:
        raise DateError(
            f"{quoted(f'{first}-{last}')} has no month {last}, and as two years ends before it starts; write a month, "
            "01 to 12, or both years with all four digits."
        )
    return f"{year:04d}/{end:04d}"


def read_lasting(text: str, how: How) -> str | None:
    """``from 1850, no end``, ``to 2006, start unknown``; GEDCOM's ``FROM 1850`` and ``TO 2006``."""
    if match := match_all("from (.+), (no end|end unknown)", text):
        return f"{how.read(match[1])}/{'..' if match[2].casefold() == 'no end' else ''}"
    if match := match_all("to (.+), (no start|start unknown)", text):
        return f"{'..' if match[2].casefold() == 'no start' else ''}/{how.read(match[1])}"
    match = re.fullmatch(r"(FROM|TO) ((?:(?! TO ).)+)", text)
    if match is None:
        return None
    found = how.read(match[2])
    return f"{found}/.." if match[1] == "FROM" else f"../{found}"


def _sides(first: str, last: str, how: How) -> tuple[str, str]:
    """Read both ends. What is written once ("4-6 Sep 2018", "4 Oct to 3 Dec 2018", "100-44 BC") counts for both."""
    found = _read_both(_completed(first, last, how), how)
    for side in found:
        if not match_all(_SIDE, side):
            raise DateError(f"{quoted(f'{first} … {last}')} is not read; write one day, month or year on each side.")
    return found


def _read_both(sides: tuple[str, str], how: How) -> tuple[str, str]:
    """Read two dates; a number alone is none, and is told before what the other lacks."""
    for side in sides:
        if match_all(r"~? ?[0-9]{1,2} ?[?~%]?", side):
            raise DateError(
                f"{quoted(' … '.join(sides))} has {side!r} on one side, which may be a day, a month or a year; "
                "write both sides in full."
            )
    return how.read_side(sides[0]), how.read_side(sides[1])


def _completed(first: str, last: str, how: How) -> tuple[str, str]:
    language = how.convention.language
    rest = match_all(rf"{DAY}(?: of)? ({NAME}.*)", last)
    if (day := match_all(DAY, first)) and rest and names_month(rest[2], language):
        return f"{day[1]} {rest[2]}", last
    if (month := match_all(rf"({NAME}\.?) {DAY}", first)) and (rest := match_all(rf"{DAY},? ({_YEAR})", last)):
        return f"{first} {rest[2]}", f"{month[1]} {last}"
    if numbered := _completed_number(first, last):
        return numbered, last
    if (timed := match_all(rf"(.+?),? {_CLOCK}", first)) and (until := match_all(_CLOCK, last)):
        return _two_times(first, timed, last, until)
    if (year := re.search(rf" ({_YEAR})$", last, re.IGNORECASE)) and _has_no_year(first, how):
        return f"{first} {year[1]}", last
    return first, last


def _completed_number(first: str, last: str) -> str | None:
    """``100`` before ``44 BC``, ``18th`` before ``19th century``, ``13.`` and ``13.11.`` before ``15.11.2018``."""
    if match_all("[0-9]{1,4}", first) and (era := match_all(rf"[0-9]{{1,4}} ?({_ERA})", last)):
        return f"{first} {era[1]}"
    if (number := match_all(_ORDINAL, first)) and (century := match_all(rf"{_ORDINAL}([ -].*cent.*)", last)):
        return f"{number[0]}{century[1]}"
    day, rest = match_all(r"([0-9]{1,2})\.(?:([0-9]{1,2})\.?)?", first), match_all(_NUMBERED, last)
    return f"{day[1]}.{day[2] or rest[1]}.{rest[2]}" if day and rest else None


def _two_times(first: str, timed: re.Match[str], last: str, until: re.Match[str]) -> tuple[str, str]:
    """Two times of a day: ``4 Nov 2018, 10:00`` and ``12:00 UTC``. What stands behind the last is meant for both."""
    if until[1] and not timed[2]:
        raise DateError(
            f"{quoted(f'{first} to {last}')} can be before or after noon; write the times as 00:00 to 23:59."
        )
    return (first if timed[3] else f"{first}{until[2] or ''}"), f"{timed[1]} {last}"


def _has_no_year(text: str, how: How) -> bool:
    if re.search(r"[0-9]{3}|'[0-9]", text) or match_all(f".*[0-9] ?{_ERA}", text):
        return False
    return bool(match_all(_PART, text)) or names_month(text, how.convention.language)
