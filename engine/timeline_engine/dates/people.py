"""Dates as people write them, turned into EDTF where they come in.

What is EDTF stays as it is; other forms are read in `forms`, which is imported for the first of them. Text that can be
read in two ways is refused with both readings, never guessed. That is why no general date parser is used: those have an
answer for nearly every text, of a decade seconds ago, of a quarter a day, of what has no year one of this year.
"""

import re

from .convention import AS_WRITTEN, Convention
from .errors import DateError, quoted
from .how import How
from .patterns import PRESENT, match_all
from .reading import LONGEST, plain_day, read_span
from .zone import Zone, time_zone

_EDTF_LETTERS = re.compile(r"[-0-9XYESTZ?~%.,:+/\[\]{} ]+(?:\^.+)?")
_YEAR_BEFORE_1 = r"(?:^|[/\[{,.] ?)(?:-[0-9]|0000)"
_CUT = "(?i)[0-9][.,][0-9]{6}0*[1-9](?![0-9]*E)"
_DASHES = str.maketrans("\u2010\u2011\u2212", "---")


def read_when(text: str, zone: Zone, today: str, convention: Convention = AS_WRITTEN) -> str:
    """Return the EDTF text of a date as a person writes it.

    Args:
        text: EDTF, or English such as "4 Nov 2018", "Nov 2018", "about May 2018", "4-6 Sep 2018",
            "between 4 Oct 2018 and 3 Dec 2018", "before 4 Nov 2018", "spring 2018", "Q2 2018",
            "4 Nov 2018 14:30 +05:30", "2018/11/04", "yesterday" (docs/dates.md).
        zone: the log's time zone; a time without offset is local to it.
        today: the day "YYYY-MM-DD" that "today", "now", "yesterday" and "tomorrow" are counted from.
        convention: what is known of how dates are written there; decides between several readings.

    Raises:
        DateError: it is no date, has two readings or no full year, or is not in the calendar.
    """
    tidy = " ".join((text if text.isascii() else text.translate(_DASHES)).split())
    if plain_day(tidy) is not None and not _is_numbered(tidy, convention):  # as most are
        return tidy
    if len(tidy) > LONGEST:
        raise DateError(f"{quoted(tidy)} is longer than {LONGEST} characters; a date is shorter.")
    found = _read_whole(tidy, How(today, convention, _read))
    if convention.zone is not None:
        from .local_times import with_offsets  # rarely needed

        found = with_offsets(found, convention.zone)
    zone.when(found)
    return found


def read_end(text: str, zone: Zone, today: str, convention: Convention = AS_WRITTEN) -> str:
    """Return the EDTF text of the end of an interval: a date, or ``..`` where it goes on, as in "to present".

    Raises:
        DateError: `read_when` raises it.
    """
    return ".." if match_all(rf"\.\.|{PRESENT}", " ".join(text.split())) else read_when(text, zone, today, convention)


def read_moment(text: str, zone: Zone, today: str, convention: Convention = AS_WRITTEN) -> str:
    """Return the EDTF text of a date that stands for an instant, for questions such as "as of ...".

    Raises:
        DateError: `read_when` raises it, or the date has an open end.
    """
    found = read_when(text, zone, today, convention)
    zone.instant(found)
    return found


def check_convention(convention: Convention) -> None:
    """Refuse a zone or a language that there is not. Raises DateError, also if what the language needs is missing."""
    if convention.zone is not None:
        time_zone(convention.zone)
    if convention.language is not None:
        from .names import check_language

        check_language(convention.language)


def loses_digits(text: str) -> bool:
    """Whether a date that `read_when` reads gives fractions of a second beyond microseconds, which are left out."""
    return ("." in text or "," in text) and re.search(_CUT, text) is not None


def _read_whole(text: str, how: How) -> str:
    """Read a date; what is said of a part of it says of which text that is a part."""
    try:
        return _read(text, how)
    except DateError as error:
        if quoted(text) in str(error) or not text:
            raise
        raise DateError(f"{quoted(text)} is not read: {error}", error.options) from error


def _read(text: str, how: How) -> str:
    if _is_edtf(text) and not _is_numbered(text, how.convention):
        return text
    from .forms import read_form  # EDTF, as programs write it, does without

    if (found := read_form(text, how)) is not None:
        return found
    if not text or _EDTF_LETTERS.fullmatch(text):
        read_span(text)  # raises what exactly is wrong with it
        raise DateError(
            f"{quoted(text)} is EDTF, where the year -0043 is 44 BC, and there -43 is 43 BC (negative=bc); write the "
            "years before 1 in words, as in 100 BC to 44 BC."
        )
    raise DateError(
        f"{quoted(text)} is not a date; write one such as 4 Nov 2018, Nov 2018, about May 2018, 2018-11-04 "
        "or 2018-11-04T14:30+05:30."
    )


def _is_numbered(text: str, convention: Convention) -> bool:
    """Whether a date has a year before 1 that is another in EDTF than where it was written."""
    return convention.has_no_year_0 and re.search(_YEAR_BEFORE_1, text) is not None


def _is_edtf(text: str) -> bool:
    if not _EDTF_LETTERS.fullmatch(text):
        return False
    try:
        read_span(text)
    except DateError:
        return False
    return True
