"""Dates as people write them: what they become, and what is refused with which advice."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline_engine.dates import DateError, Zone, read_moment, read_when

KOLKATA = Zone("Asia/Kolkata")
TODAY = "2026-11-21"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        # Parts of a year, and one side of a date
        ("Q2 2018", "2018-34"),
        ("2018-Q2", "2018-34"),
        ("H1 2018", "2018-40"),
        ("spring 2021", "2021-21"),
        ("the fall of 2018", "2018-23"),
        ("before 4 Nov 2018", "[..2018-11-03]"),
        ("by Nov 2018", "[..2018-11]"),
        ("after Nov 2018", "[2018-12..]"),
        ("before Jan 2018", "[..2017-12]"),
        ("before 1 March 2020", "[..2020-02-29]"),
        ("after 2018", "[2019..]"),
        # EDTF as it is
        ("2018-09-06", "2018-09-06"),
        (" 2018-05~ ", "2018-05~"),
        ("2018-12-04T09:22+05:30", "2018-12-04T09:22+05:30"),
        ("[2018-10-04..2018-12-03]", "[2018-10-04..2018-12-03]"),
        ("2019-05/..", "2019-05/.."),
        ("2018-27", "2018-27"),
        # in words
        ("4 Nov 2018", "2018-11-04"),
        ("04 Nov 2018", "2018-11-04"),
        ("4 November 2018", "2018-11-04"),
        ("  4   NOV\t2018 ", "2018-11-04"),
        ("4th Nov 2018", "2018-11-04"),
        ("1st of December, 2018", "2018-12-01"),
        ("4-Nov-2018", "2018-11-04"),
        ("Nov 4, 2018", "2018-11-04"),
        ("Nov. 4th 2018", "2018-11-04"),
        ("Sept 4 2018", "2018-09-04"),
        ("November 2018", "2018-11"),
        ("Nov 2018", "2018-11"),
        ("29 Feb 2020", "2020-02-29"),
        # weekdays
        ("Thu, 6 Sep 2018", "2018-09-06"),
        ("Thursday 6 September 2018", "2018-09-06"),
        ("thurs. Sep 6, 2018", "2018-09-06"),
        ("Thu 2018-09-06", "2018-09-06"),
        ("Thu 2018-09-06 14:30", "2018-09-06T14:30"),
        ("Sat 0000-01-01", "0000-01-01"),
        # in numbers
        ("2018/11/04", "2018-11-04"),
        ("2018.11.4", "2018-11-04"),
        ("2018-9-6", "2018-09-06"),
        ("04/13/2018", "2018-04-13"),
        ("13/04/2018", "2018-04-13"),
        ("13.4.2018", "2018-04-13"),
        ("13-04-2018", "2018-04-13"),
        ("04/04/2018", "2018-04-04"),
        # about
        ("about May 2018", "2018-05~"),
        ("c. 2018", "2018~"),
        ("c2018", "2018~"),
        ("ca. May 2018", "2018-05~"),
        ("circa 4 Nov 2018", "2018-11-04~"),
        ("~May 2018", "2018-05~"),
        ("~ 4 Nov 2018", "2018-11-04~"),
        ("May 2018?", "2018-05?"),
        # times
        ("2018-09-06 14:30", "2018-09-06T14:30"),
        ("2018-09-06 14:30:15.25+05:30", "2018-09-06T14:30:15.25+05:30"),
        ("4 Nov 2018 14:30", "2018-11-04T14:30"),
        ("4 Nov 2018, 9:05 +0530", "2018-11-04T09:05+05:30"),
        ("Nov 4, 2018 at 2:30 PM", "2018-11-04T14:30"),
        ("4 Nov 2018 12:00 am", "2018-11-04T00:00"),
        ("4 Nov 2018 12:00 pm", "2018-11-04T12:00"),
        ("4 Nov 2018 14:30 UTC", "2018-11-04T14:30Z"),
        ("2018-11-04t14:30z", "2018-11-04T14:30Z"),
        # relative
        ("today", "2026-11-21"),
        ("Now", "2026-11-21"),
        ("yesterday", "2026-11-20"),
        ("tomorrow", "2026-11-22"),
        ("yesterday 14:30", "2026-11-20T14:30"),
        # one of
        ("between 4 Oct 2018 and 3 Dec 2018", "[2018-10-04..2018-12-03]"),
        ("Between 4 Oct and 3 Dec 2018", "[2018-10-04..2018-12-03]"),
        ("between October and December 2018", "[2018-10..2018-12]"),
        # intervals
        ("4 Oct 2018 to 3 Dec 2018", "2018-10-04/2018-12-03"),
        ("from 4 Oct to 3 Dec 2018", "2018-10-04/2018-12-03"),
        ("4-6 Sep 2018", "2018-09-04/2018-09-06"),
        ("4\N{EN DASH}6 Sep 2018", "2018-09-04/2018-09-06"),
        ("4th - 6th Sep 2018", "2018-09-04/2018-09-06"),
        ("Sep 4-6, 2018", "2018-09-04/2018-09-06"),
        ("Sep 4 to 6, 2018", "2018-09-04/2018-09-06"),
        ("2018\N{EN DASH}2019", "2018/2019"),
        ("2018-09-06 09:00 to 2018-09-06 17:00", "2018-09-06T09:00/2018-09-06T17:00"),
        ("about 4 Oct 2018 to 3 Dec 2018", "2018-10-04~/2018-12-03"),
        # the other dates of ISO 8601
        ("2018-W36-4", "2018-09-06"),
        ("2018W364", "2018-09-06"),
        ("2020-W53-7", "2021-01-03"),
        ("2018-w36", "[2018-09-03..2018-09-09]"),
        ("2018-250", "2018-09-07"),
        ("2016-366", "2016-12-31"),
    ],
)
def test_read(text: str, edtf: str) -> None:
    assert read_when(text, KOLKATA, TODAY) == edtf


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("winter 2018", "can be read as 2017-12/2018-02 or 2018-12/2019-02; write one"),
        ("Q5 2018", "is not a date"),
        ("before about 2018", "write a day, month or year after 'before'"),
        ("after yesterday week", "is not a date"),
        ("03/04/2018", "'03/04/2018' can be read as 3 April 2018 (2018-04-03) or 4 March 2018 (2018-03-04); write one"),
        ("4.11.2018", "4 November 2018 (2018-11-04) or 11 April 2018 (2018-04-11)"),
        ("4-11-2018", "4 November 2018 (2018-11-04) or 11 April 2018 (2018-04-11)"),
        ("03/04/2018 14:30", "can be read as 3 April 2018"),
        ("Tue 03/04/2018", "can be read as 3 April 2018"),
        ("03/04/2018 to 13/04/2018", "can be read as 3 April 2018"),
        ("Fri, 6 Sep 2018", "2018-09-06 is a Thursday"),
        ("Fri 2018-09-06 14:30", "2018-09-06 is a Thursday"),
        ("Fri, Sep 2018", "has a weekday, which only a full date can have"),
        ("4 Nov 18", "year of 2 digits"),
        ("Nov 4, 18", "year of 2 digits"),
        ("4 Nov '18", "year of 2 digits"),
        ("03/04/18", "year of 2 digits"),
        ("13.4.018", "year of 3 digits"),
        ("4 Nov", "has no year"),
        ("Nov 4th", "has no year"),
        ("Nov 18", "has no year"),
        ("May", "has no year"),
        ("4 Nov 2018 14:30 IST", "write the offset instead, as in 2018-11-04T14:30+05:30"),
        ("2018-05-01T10:00 EST", "write the offset instead"),
        ("4 Nov 2018 14:30 GMT+5", "write the offset instead"),
        ("May 2018 14:30", "has a time, which only a full date can have"),
        ("4 Nov 2018 13:00 pm", "no such hour"),
        ("4 Nov 2018 25:00", "no such time of day"),
        ("4 Foo 2018", "names no month"),
        ("4 Ma 2018", "names no month"),
        ("31 Jun 2018", "that month has 30 days"),
        ("2018-02-30", "that month has 28 days"),
        ("30/2/2018", "that month has 28 days"),
        ("13/13/2018", "no month 13"),
        ("2018/13/04", "no month 13"),
        ("2018-W53-1", "not in the calendar"),
        ("2018-366", "not in the calendar"),
        ("9999-W53", "not in the calendar"),
        ("9999-W52", "not in the calendar"),
        ("0000-W01-1", "not in the calendar"),
        ("from 28 Dec to 3 Jan 2019", "ends before it starts"),
        ("between 3 Dec 2018 and 4 Oct 2018", "ends before it starts"),
        ("2018-12-03/2018-10-04", "ends before it starts"),
        ("about 2018-05/2018-06", "only a day, month or year can be inexact"),
        ("last month", "is not read; write the day, as in "),
        ("\N{ARABIC-INDIC DIGIT FOUR} Nov 2018", "is not a date"),
        ("201811", "not an EDTF date"),
        ("14:30", "is a time without a date"),
        ("", "a date is missing"),
        ("4 Nov 2018" + " " * 300 + "x" * 300, "longer than 200 characters"),
    ],
)  # fmt: skip
def test_refused(text: str, advice: str) -> None:
    with pytest.raises(DateError) as refused:
        read_when(text, KOLKATA, TODAY)
    assert advice in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_moment_needs_an_end() -> None:
    assert read_moment("4 Nov 2018", KOLKATA, TODAY) == "2018-11-04"
    assert read_moment("now", KOLKATA, TODAY) == TODAY
    assert read_moment("../2018", KOLKATA, TODAY) == "../2018"
    for text in ("2019-05/..", "[2019-05..]"):
        assert read_when(text, KOLKATA, TODAY) == text
        with pytest.raises(DateError, match="open end"):
            read_moment(text, KOLKATA, TODAY)


FORMATS = ["%d %b %Y", "%d %B %Y", "%B %d, %Y", "%b %d %Y", "%Y/%m/%d", "%a, %d %b %Y", "%A %d %B %Y"]


@given(st.dates(date(1000, 1, 1)), st.sampled_from([*FORMATS, "%G-W%V-%u", "%Y-%j"]))
def test_dates_written_by_strftime_are_read_back(day: date, form: str) -> None:
    assert read_when(day.strftime(form), KOLKATA, TODAY) == day.isoformat()


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y"]))
@example(date(2018, 4, 3), "%d/%m/%Y")
def test_numbers_are_read_only_if_they_have_one_reading(day: date, form: str) -> None:
    text = day.strftime(form)
    if day.day > 12 or day.day == day.month:
        assert read_when(text, KOLKATA, TODAY) == day.isoformat()
    else:
        with pytest.raises(DateError, match=day.isoformat()):
            read_when(text, KOLKATA, TODAY)


WORDS = [
    "4",
    "04",
    "13",
    "Nov",
    "Thu,",
    "2018",
    "18",
    "0000",
    "9999",
    "-",
    "/",
    ".",
    "to",
    "between",
    "and",
    "about",
    "~",
    "?",
    "14:30",
    "25:61",
    "pm",
    "IST",
    "Z",
    "+05:30",
    "today",
    "[",
    "]",
    "..",
    ",",
    "2018-05-06",
    "-W53",
    "-366",
    "th",
]


@given(st.lists(st.sampled_from(WORDS), max_size=8), st.sampled_from(["", " "]))
def test_whatever_is_read_is_edtf_and_whatever_is_not_is_a_date_error(words: list[str], between: str) -> None:
    try:
        found = read_when(between.join(words), KOLKATA, TODAY)
    except DateError:
        return
    assert KOLKATA.when(found).text == found
    assert read_when(found, KOLKATA, TODAY) == found


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("until 5 May 2026", "[..2026-05-05]"),
        ("until 5 May 2026", "../2026-05-05"),
        ("since May 2026", "2026-05/.."),
        ("from May 2026 on", "[2026-05..]"),
        ("last week", "write the day, as in 2026-05-20"),
        ("Monday", "write the day, as in 2026-05-20"),
    ],
)
def test_what_is_too_loose_is_refused_with_what_can_be_written(text: str, instead: str) -> None:
    with pytest.raises(DateError) as error:
        read_when(text, Zone("UTC"), "2026-05-20")
    assert instead in str(error.value)


def test_two_times_that_may_be_a_time_and_its_offset_are_refused_with_both() -> None:
    both = "2026-12-02T02:30/2026-12-02T05:00 or 2026-12-02T02:30-05:00"
    with pytest.raises(DateError, match=both):
        read_when("2026-12-02 02:30-05:00", Zone("UTC"), "2026-05-20")
    assert read_when("2026-12-02 02:30 -05:00", Zone("UTC"), "2026-05-20") == "2026-12-02T02:30-05:00"
    assert read_when("2026-12-02 14:30-05:00", Zone("UTC"), "2026-05-20") == "2026-12-02T14:30-05:00"


def test_a_year_of_one_digit() -> None:
    with pytest.raises(DateError, match="a year of 1 digit;"):
        read_when("1/2/3", Zone("UTC"), "2026-05-20")
