"""Dates in words: what they say, and that they are read back as the same date."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline_engine.dates import DateError, Zone, for_tables, in_words, lasting_words, read_when

KOLKATA = Zone("Asia/Kolkata")
TODAY = "2026-11-21"


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2018", "2018"),
        ("2018-11", "November 2018"),
        ("2018-11-04", "4 November 2018"),
        ("2018-11-04T14:30+05:30", "4 November 2018, 14:30 (+05:30)"),
        ("2018-11-04T14:30:15.5Z", "4 November 2018, 14:30:15.5 (UTC)"),
        ("2018-34", "Q2 2018"),
        ("2018-41", "H2 2018"),
        ("2018-38", "second four months of 2018"),
        ("2018-25", "spring 2018 (northern)"),
        ("2018-30", "summer 2018/19 (southern)"),
        ("2018-32", "winter 2018 (southern)"),
        ("9999-24", "winter 9999/00"),
        ("2018-05%", "about May 2018?"),
        ("190X", "1900s (decade)"),
        ("1XXX", "2nd millennium"),
        ("11XX", "12th century"),
        ("20XX", "21st century"),
        ("2018-XX-XX", "some day of 2018"),
        ("0476", "476 AD"),
        ("0000-03-15", "15 March 1 BC"),
        ("[2018-10-04..2018-12-03]", "between 4 October and 3 December 2018"),
        ("[2018-10-04..2019-12-03]", "between 4 October 2018 and 3 December 2019"),
        ("[2018-10..2018-12]", "between October and December 2018"),
        ("[2018-12..]", "after November 2018"),
        ("[0001..]", "after 1 BC"),
        ("[1850,1851,1853]", "1850 or 1851 or 1853"),
        ("{1960,1961-12}", "1960 and December 1961"),
        ("2018-09-06T09:00/2018-09-06T17:00", "from 6 September 2018, 09:00 to 17:00"),
        ("2018-10-04~/2018-12-03", "from about 4 October 2018 to 3 December 2018"),
        ("../1850", "to 1850, no start"),
        ("/2006", "to 2006, start unknown"),
        # what has no words
        ("../..", "../.."),
        ("Y17000", "Y17000"),
        ("2018-05-~04", "2018-05-~04"),
        ("[1850..1852,1855]", "[1850..1852,1855]"),
        ("{..1983}", "{..1983}"),
        ("no date", "no date"),
        ("", ""),
    ],
)
def test_in_words(edtf: str, words: str) -> None:
    assert in_words(edtf) == words


@pytest.mark.parametrize("edtf", ["2018", "2018-11", "2018-11-04", "0476", "2018-11-04T14:30+05:30"])
def test_plain_dates_stay_as_they_are_below_each_other(edtf: str) -> None:
    assert for_tables(edtf) == edtf
    assert for_tables(f"[..{edtf[:4]}]").startswith("by ")


def test_what_lasts() -> None:
    assert lasting_words("2018", "..") == "from 2018, no end"
    assert lasting_words("", "2018") == "to 2018, start unknown"


YEARS = st.one_of(st.integers(-9999, 9999), st.integers(1900, 2030)).map(
    lambda y: f"{'-' if y < 0 else ''}{abs(y):04d}"
)
MONTHS = st.builds("{}-{:02d}".format, YEARS, st.integers(1, 12))
DAYS = st.builds("{}-{:02d}".format, MONTHS, st.integers(1, 28))
PARTS = st.builds("{}-{:02d}".format, YEARS, st.integers(21, 41))
CLOCKS = st.sampled_from(["00:00", "09:05", "23:59:59", "12:00:00.25", "24:00"])
OFFSETS = st.sampled_from(["", "Z", "+05:30", "-11:00", "+00:53:28"])
TIMES = st.builds("{}T{}{}".format, DAYS, CLOCKS, OFFSETS)
VAGUE = st.builds("{}{}".format, st.one_of(YEARS, MONTHS, DAYS, PARTS), st.sampled_from("~?%"))
UNKNOWN = st.one_of(
    st.from_regex("[0-9]{3}X|[0-9]{2}XX|[0-9]XXX|[12][0-9]{3}-XX|[0-9]{3}X[~?%]", fullmatch=True),
    st.builds("{}-XX".format, MONTHS),
    st.builds("{}-XX-XX".format, YEARS),
)
WHOLE = st.one_of(YEARS, MONTHS, DAYS)
ONE = st.one_of(WHOLE, PARTS, VAGUE, UNKNOWN, st.just("Y-17000"), st.just("2018-05-~04"))
SIDE = st.one_of(ONE, TIMES, st.sampled_from(["", ".."]))
EDTF = st.one_of(
    ONE,
    TIMES,
    st.builds("{}/{}".format, SIDE, SIDE),
    st.builds("[{}..{}]".format, st.one_of(ONE, st.just("")), st.one_of(ONE, st.just(""))),
    st.builds("[..{}]".format, ONE),
    st.builds("[{}..]".format, ONE),
    st.builds("{{{}..{}}}".format, WHOLE, WHOLE),
    st.lists(ONE, min_size=2, max_size=3).map(lambda many: f"[{','.join(many)}]"),
    st.lists(ONE, min_size=2, max_size=3).map(lambda many: f"{{{','.join(many)}}}"),
)


@given(EDTF)
@example("[2018-09-09..2018-09-12]")
@example("2018-09-04/2018-10-06")
@example("0999-24")
@example("[1000,0000]")
@example("99XX")
@example("0000-01-01T00:00+00:53:28")
@example("2018-03-04/2018-03-28")
def test_what_is_shown_in_words_is_read_back_as_the_same_date(edtf: str) -> None:
    try:
        meant = KOLKATA.when(edtf)
    except DateError:
        return
    for words in (in_words(edtf), for_tables(edtf)):
        back = KOLKATA.when(read_when(words, KOLKATA, TODAY))
        assert (back.starts, back.ends, back.effective, back.kind) == (
            meant.starts,
            meant.ends,
            meant.effective,
            meant.kind,
        ), words


@given(EDTF)
def test_common_forms_have_words(edtf: str) -> None:
    try:
        KOLKATA.when(edtf)
    except DateError:
        return
    if re.fullmatch(r"[12][0-9]{3}-[0-9]{2}[~?%]?|\[?[12][0-9]{3}-[01][0-9]-[0-9]{2}(\.\.|/)[12][0-9-]{9}\]?", edtf):
        assert re.search("[a-zH-Q]", in_words(edtf))
