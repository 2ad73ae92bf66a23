"""Years, decades and centuries in words, turned into EDTF: where year 0 is 1 BC, and -0043 is 44 BC (R1.7)."""

from .errors import DateError, quoted
from .how import How
from .numbers import read_year
from .patterns import AD, BC, CALENDAR_DATE, match_all
from .reading import year_text

_LEAP = "2000"  # a year of all days, put where that of an era is, until the day is read
_WHOLE = len("-0043")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first",
)  # fmt: skip
_ORDINAL = rf"(?:the )?([0-9]{{1,3}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})[ -]"


def read_era(text: str, how: How) -> str | None:
    """``44 BC``, ``15 March 44 BCE``, ``AD 476``, ``476 CE``."""
    if match := match_all(rf"(?:(.+?),? )?([0-9]{{1,6}}) ?(?:({BC})|{AD})", text):
        rest, digits, before = match.groups()
    elif match := match_all(rf"(.+? )?(?:({BC})|{AD}) ?([0-9]{{1,6}})", text):
        rest, before, digits = match.groups()
    else:
        return None
    if not int(digits):
        raise DateError(f"{quoted(text)} has a year 0, which no era has: 1 BC comes before AD 1; write one of these.")
    year = year_text(1 - int(digits) if before else int(digits))
    return year if rest is None else _in_year(text, rest.strip(), year, how)


def _in_year(text: str, rest: str, year: str, how: How) -> str:
    found = how.read(f"{rest} {_LEAP}")
    if not found.startswith(_LEAP) or not match_all(CALENDAR_DATE, found):
        raise DateError(f"{quoted(text)} is not read; write a day, month or year of an era, such as 15 March 44 BC.")
    return year + found[len(_LEAP) :]


def read_bare_year(text: str, how: How) -> str | None:
    """``476``; two digits where the pivot is known."""
    if how.is_side and match_all("[0-9]{2}", text):
        raise DateError(f"{quoted(text)} beside another date may be a day, a month or a year; write both in full.")
    return year_text(read_year(text, text.lstrip("'"), how, also=3)) if match_all("'?[0-9]{2,3}", text) else None


def read_before_1(text: str, how: How) -> str | None:
    """``-300`` and ``-300-03-15``, if it is known how negative years count; else it is asked."""
    match = match_all("(-[0-9]{1,6}|0{1,4})((?:-[0-9]{2}){0,2})", text)
    negative = how.convention.negative
    if match is None or (negative is None and (match[1][0] == "0" or len(match[1]) >= _WHOLE)):  # EDTF, or no date
        return None
    year = int(match[1])
    if negative is None:
        many = f"{len(match[1]) - 1} digit{'s' * (len(match[1]) > 2)}"
        raise DateError(
            f"{quoted(text)} has a year of {many}, and years before 1 have four, where 0000 is 1 BC; write "
            f"{year_text(year)}{match[2]} for {1 - year} BC, or {-year} BC.",
            ("negative=bc", "negative=iso"),
        )
    if negative == "bc" and not year:
        raise DateError(f"{quoted(text)} has a year 0, which no era has: 1 BC comes before AD 1; write one of these.")
    return year_text(year + (negative == "bc")) + match[2]


def read_decade(text: str, _how: How) -> str | None:
    """``1990s``, ``the 1990's``. ``1900s`` may be the century, unless it says ``1900s (decade)``."""
    match = match_all(r"(?:the )?([0-9]{3})0['’]?s( \(decade\))?", text)
    if match is None:
        if match_all(r"(?:the )?['’]?[0-9]0['’]?s", text):
            raise DateError(f"{quoted(text)} has a year of 2 digits; write all four, as in 1990s.")
        return None
    if match[1].endswith("0") and not match[2]:
        raise DateError(f"{quoted(text)} can be read as {match[1]}X or {match[1][:2]}XX; write one of these.")
    return f"{match[1]}X"


def read_century(text: str, _how: How) -> str | None:
    """``19th century``: the hundred years that EDTF writes as 18XX; of ``2nd century BC``, -0199 to -0100."""
    match = match_all(rf"{_ORDINAL}(?:century|cent\.?|c\.?)(?: (?:({BC})|{AD}))?", text)
    if match is None:
        return _millennium(text)
    number = _number(text, match[1], 100)
    return f"[{year_text(-100 * number + 1)}..{year_text(-100 * number + 100)}]" if match[2] else f"{number - 1:02d}XX"


def _millennium(text: str) -> str | None:
    match = match_all(rf"{_ORDINAL}millennium", text)
    if match is None:
        return None
    return f"{_number(text, match[1], 10) - 1}XXX"


def _number(text: str, ordinal: str, last: int) -> int:
    """Which one is meant, up to the last before the year 10000. Raises DateError."""
    found = int(ordinal[:-2]) if ordinal[0].isdigit() else _ORDINALS.index(ordinal.casefold()) + 1
    if not found:
        raise DateError(f"{quoted(text)} is none, as the first begins with the year 1; write another number.")
    if found > last:
        raise DateError(f"{quoted(text)} is further away than the year 9999; write another number.")
    return found


def read_fiscal_year(text: str, _how: How) -> None:
    """``FY2018``: refused, as it begins in another month for each who writes it."""
    if match_all(
        r"(?:.+ )?(?:fy|(?:fiscal|financial)(?: year)?) ?['’]?[0-9]{2,4}(?:[-/\u2013][0-9]{2,4})?(?: .+)?", text
    ):
        raise DateError(
            f"{quoted(text)} is a fiscal year, which not all begin on the same day; write its first and last day, as "
            "in 2017-10-01/2018-09-30."
        )
