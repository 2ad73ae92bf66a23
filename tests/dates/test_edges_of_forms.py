"""Forms of dates at their edges: what a change of one sign of a reader would read otherwise."""

import pytest

from dating import UTC, read
from timeline_engine.dates import DateError, Zone
from timeline_engine.dates.epoch import read_epoch
from timeline_engine.dates.wording import in_words


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("some day of November 2018", "2018-11-XX"),
        ("an unknown month in 2018", "2018-XX"),
        ("some day of 2018", "2018-XX-XX"),
        ("the 2nd millennium", "1XXX"),
        ("Tue, 4 Dec 2018 10:00 EST", "2018-12-04T10:00-05:00"),
        ("early January 2018", "[2018-01-01..2018-01-10]"),
        ("1 BC", "0000"),
        ("AD 12000", "Y12000"),
    ],
)
def test_it_is_read(text: str, edtf: str) -> None:
    assert read(text) == edtf


def test_december_is_a_month_where_the_day_comes_first() -> None:
    assert read("5/12/2018", order="day-first") == "2018-12-05"
    assert read("5/12/2018", order="month-first") == "2018-05-12"


@pytest.mark.parametrize(
    ("text", "said", "told"),
    [
        ("Tue 4 Dec 2018 10:00 EST", {}, "such names mean several"),  # without a comma it is not from a mail
        ("1850-11-04T10:00+00:53:75", {}, "offset"),
        ("some day of 4 May 2018", {}, "write some day of a month or year"),
        ("about 18 to 2019", {"pivot": 2029}, "'18' beside another date may be a day, a month or a year"),
        ("H3 2018", {}, "'H3 2018' is not a date"),
        ("12/4/2018", {}, r"12 April 2018 \(2018-04-12\) or 4 December 2018 \(2018-12-04\)"),
        ("the 11th millennium", {}, "further away than the year 9999"),
    ],
)
def test_it_is_refused(text: str, said: dict[str, object], told: str) -> None:
    with pytest.raises(DateError, match=told):
        read(text, **said)


@pytest.mark.parametrize(("text", "options"), [("4 Nov", ()), ("Nov 18", ("pivot=2029",))])
def test_the_option_is_told_that_would_decide(text: str, options: tuple[str, ...]) -> None:
    with pytest.raises(DateError) as refused:
        read(text)
    assert refused.value.options == options


def test_of_a_count_six_digits_of_a_second_are_kept() -> None:
    assert read_epoch("1543910400.12345678", "s") == "2018-12-04T08:00:00.123456Z"


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2018-40", "H1 2018"),
        ("2018-11-XX", "some day of November 2018"),
        ("2018-XX-XX", "some day of 2018"),
        ("22XX", "23rd century"),
        ("18XX", "19th century"),
        ("23XX", "24th century"),
        ("1000", "1000"),
        ("[-0043,1066]", "44 BC or 1066 AD"),
        ("[2018-11-04,2019]", "[2018-11-04,2019]"),  # the year would go on with the day
        ("[1XXX,2018]", "[1XXX,2018]"),
        ("2018-XX-04/2018-12-05", "2018-XX-04/2018-12-05"),
    ],
)
def test_it_is_said(edtf: str, words: str) -> None:
    assert in_words(edtf) == words


def test_a_day_is_one_in_any_year_unless_it_is_doubted() -> None:
    assert [UTC.when(text).kind for text in ("-0043-03-15", "-0043-03-15?")] == ["day", "imprecise"]


def test_a_local_time_from_before_1970_has_the_offset_of_its_zone() -> None:
    assert Zone("Asia/Kolkata").instant("1950-01-01T02:00") == UTC.instant("1950-01-01T02:00+05:30")


def test_a_day_that_a_zone_left_out_is_itself() -> None:
    assert Zone("Pacific/Apia").when("2011-12-30?").earliest == "2011-12-30"
