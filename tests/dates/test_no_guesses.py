"""What has several readings, or none, and was once taken for one of them: it is refused, with the readings."""

import pytest

from dating import UTC, read, refusal
from timeline_engine.dates import DateError, read_when
from timeline_engine.rows.reading import read_settled


@pytest.mark.parametrize("text", ["summer c. 44 BC", "winter 44/43 BC", "spring of 15 March 44 BC", "summer 123456 BC"])
def test_a_season_is_one_of_a_year(text: str) -> None:
    assert "a season is one of a year; write its first and last month" in str(refusal(text))
    assert read("summer 44 BC") == "-0043-22"


@pytest.mark.parametrize(
    "text",
    [
        "13-14.11.2018", "2001-11-04 to 06", "2001-11-04 or 05", "May 10-12", "1850 or 51", "27 BC to 14", "10-11/2018",
        "10-12", "between 10 and 12", "10? or 12 May 2018",
    ],
)  # fmt: skip
@pytest.mark.parametrize("pivot", [None, 2026])
def test_a_number_beside_another_date_is_no_year(text: str, pivot: int | None) -> None:
    error = refusal(text, pivot=pivot)
    assert "which may be a day, a month or a year; write both sides in full" in str(error)
    assert error.options == ()


def test_a_number_goes_on_with_the_other_side() -> None:
    assert read("4-6 Nov '18", pivot=2026) == "2018-11-04/2018-11-06"
    assert read("10 or 5 BC", pivot=2026) == "[-0009,-0004]"
    assert read("'85 or '86", pivot=2026) == "[1985,1986]"
    assert read("about 85", pivot=2026) == "1985~"


@pytest.mark.parametrize("pivot", [None, 2026])
def test_c19_may_be_a_century(pivot: int | None) -> None:
    assert "18XX or as about a year" in str(refusal("C19", pivot=pivot))


def test_a_pivot_does_not_say_which_of_two_numbers_is_the_year() -> None:
    error = refusal("18-11-04", pivot=2026)
    assert "2018-11-04 or 2004-11-18" in str(error)
    assert error.options == refusal("18-11-04").options == ("dates=day-first",)
    assert read("18-11-04", pivot=2026, order="day-first") == "2004-11-18"
    assert read("13/04/77", pivot=2026) == "1977-04-13"


@pytest.mark.parametrize(
    ("clock", "end", "offset"),
    [
        ("20:00-22", "22:00", "-22:00"),
        ("20:00 -22:00", "22:00", "-22:00"),
        ("20:00-2130", "21:30", "-21:30"),
        ("10:00-11", "11:00", "-11:00"),
        ("08:00-9", "09:00", "-09:00"),
        ("10:00-1130", "11:30", "-11:30"),
        ("10:00 -12:30", "12:30", "-12:30"),
    ],
)
def test_what_follows_a_minus_may_be_the_hour_of_an_end(clock: str, end: str, offset: str) -> None:
    start = f"2018-11-04T{clock[:5]}"
    assert f"{start}/2018-11-04T{end} or {start}{offset}; write one" in str(refusal(f"4 Nov 2018 {clock}"))


@pytest.mark.parametrize("clock", ["20:00 +15:00", "20:00+14:01", "22:00-20:00", "10:00 GMT-2000"])
def test_no_zone_is_so_far_from_utc(clock: str) -> None:
    assert "no zone is beyond -12:00 or +14:00" in str(refusal(f"4 Nov 2018 {clock}"))


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2024-03-04 00:00:00-05:00", "2024-03-04T00:00:00-05:00"),  # an end would have seconds, too
        ("4 Nov 2018 02:00:00-05", "2018-11-04T02:00:00-05:00"),
        ("4 Nov 2018 10:00-05", "2018-11-04T10:00-05:00"),
        ("4 Nov 2018 02:00 -12:00", "2018-11-04T02:00-12:00"),
        ("4 Nov 2018 10:00+14:00", "2018-11-04T10:00+14:00"),
    ],
)
def test_an_offset_has_one_reading(text: str, edtf: str) -> None:
    assert read(text) == edtf


@pytest.mark.parametrize(
    ("text", "month", "years"),
    [
        ("1898/9", "1898-09", "1898/1899"),
        ("1850/1", "1850-01", "1850/1851"),
        ("1945/6", "1945-06", "1945/1946"),
        ("1900/1", "1900-01", "1900/1901"),
        ("2005/08", "2005-08", "2005/2008"),
    ],
)
def test_a_month_that_may_be_the_later_year(text: str, month: str, years: str) -> None:
    assert f"{month} or {years}; write one" in str(refusal(text))
    assert (read("1898/8"), read("1918/09"), read("1914/18")) == ("1898-08", "1918-09", "1914/1918")


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("4 Nov 2017 or 2018", "[2017-11-04,2018-11-04] or [2017-11-04,2018]"),
        ("Nov 2017 and 2018", "{2017-11,2018-11} or {2017-11,2018}"),
        ("Nov-2017 or 2018", "[2017-11,2018-11] or [2017-11,2018]"),
        ("spring 2017 or 2018", "[2017-21,2018-21] or [2017-21,2018]"),
        ("Nov 4, 44 BC or 43 BC", "[-0043-11-04,-0042-11-04] or [-0043-11-04,-0042]"),
    ],
)
def test_a_year_after_or_may_go_on_with_the_day_before_it(text: str, readings: str) -> None:
    assert f"can be read as {readings}; write one" in str(refusal(text))
    assert (read("2017 or 2018"), read("Nov 2017 or Dec 2018")) == ("[2017,2018]", "[2017-11,2018-12]")


@pytest.mark.parametrize("word", ["before", "not before", "on or after", "no earlier than", "prior to"])
def test_the_end_of_is_its_last_day_only_after_by_and_after(word: str) -> None:
    for whole in ("March 2018", "2018"):
        assert f"write a day, month or year after {word!r}" in str(refusal(f"{word} the end of {whole}"))
    assert read("by the end of 2018") == read("no later than the end of 2018") == "[..2018]"
    assert read("after the end of March 2018") == "[2018-04..]"


@pytest.mark.parametrize("text", ["2018-W36-0", "2018W360", "2018-W36-8", "2018-W00", "2018-W00-1"])
def test_a_week_has_days_1_to_7_and_a_year_no_week_0(text: str) -> None:
    assert "is not in the calendar" in str(refusal(text))
    assert read("2018-W36-7") == "2018-09-09"


@pytest.mark.parametrize("rest", ["", "-03", "-03-15"])
def test_a_year_before_1_has_four_digits(rest: str) -> None:
    assert f"write -0043{rest} for 44 BC, or 43 BC" in str(refusal(f"-43{rest}"))
    assert read(f"-0043{rest}") == f"-0043{rest}"


@pytest.mark.parametrize("text", ["until now", "Sat today", "Monday", "last week", "since today"])
def test_in_a_file_nothing_is_read_or_advised_that_depends_on_the_day(text: str) -> None:
    with pytest.raises(DateError, match="depends on the day it is read; write the date itself"):
        read_settled(text, UTC, read_when)
    with pytest.raises(DateError, match=r"write 2018-05/\.\. for what lasts"):
        read_settled("since May 2018", UTC, read_when)


def test_a_weekday_of_one_language_may_be_a_month_of_another() -> None:
    error = refusal("paz 2018")
    assert "'paz', which may be a weekday or a month" in str(error)
    assert error.options == ("language=pl",)
    assert read("paz 2018", language="pl") == "2018-10"
    assert "has a weekday, which only a full date can have" in str(refusal("Fri, Sep 2018"))
