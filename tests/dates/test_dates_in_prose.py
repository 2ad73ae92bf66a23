"""Dates as prose has them, with words before them and clocks of several languages: read, or refused truly."""

import pytest

from dating import read
from timeline_engine.dates import Convention, DateError, check_convention, loses_digits


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("am 4. Mai 2018", "2018-05-04"),
        ("im Mai 2018", "2018-05"),
        ("in spring 2018", "2018-21"),
        ("year 2018", "2018"),
        ("4. November 2018, 14 Uhr", "2018-11-04T14:00"),
        ("4 May 2018, 9am to 5pm +01:00", "2018-05-04T09:00+01:00/2018-05-04T17:00+01:00"),
        ("4 May 2018, 8pm-1am", "2018-05-04T20:00/2018-05-05T01:00"),
        ("4. Mai 2018, 12:30-13:30 Uhr", "2018-05-04T12:30/2018-05-04T13:30"),
        ("4. Mai 2018 von 14 bis 16 Uhr", "2018-05-04T14:00/2018-05-04T16:00"),
        ("on the 4th of May 2018", "2018-05-04"),
        ("13.-15.11.2018", "2018-11-13/2018-11-15"),
        ("13.11.-15.11.2018", "2018-11-13/2018-11-15"),
        ("eighteenth to nineteenth century", "17XX/18XX"),
        ("between 1914-18", "[1914..1918]"),
        ("c. 1850\N{EN DASH}1860", "1850~/1860"),
        ("4\N{HYPHEN}6 Nov 2018", "2018-11-04/2018-11-06"),
        ("1914\N{MINUS SIGN}1918", "1914/1918"),
        ("2018\N{NON-BREAKING HYPHEN}11\N{NON-BREAKING HYPHEN}04", "2018-11-04"),
        ("2018 or earlier", "[..2018]"),
        ("2018-09-05 at the latest", "[..2018-09-05]"),  # as answers say it
        ("4 May 2018 at the earliest", "[2018-05-04..]"),
        ("a day from 2018-09-01 to 2018-09-05", "[2018-09-01..2018-09-05]"),
        ("before mid-2018", "[..2018-04]"),
        ("after mid-May 2018", "[2018-05-21..]"),
        ("Nov 30/Dec 1, 2018", "2018-11-30/2018-12-01"),
        ("22th century", "21XX"),  # a wrong ending leaves no doubt, here
        ("4rd Nov 2018", "2018-11-04"),  # as there
    ],
)
def test_what_has_one_reading_is_read(text: str, edtf: str) -> None:
    assert read(text) == edtf


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("in 4 May 2018", "write 2018-05-04 without a word before it"),
        ("30 Nov/5 Dec 2018", "2018-11-30/2018-12-05 or {2018-11-30,2018-12-05}"),
        ("4 May 2018, 9:00-5:00pm", "can begin before or after noon"),
        ("9:00", "is a time without a date"),
        ("9.11.", "has no year"),
        ("Montag, den 4. November 2018", "2018-11-04 is a Sunday"),
        ("3.4. - 5.4.2018", "can be read as 3 April 2018"),
    ],
)
def test_a_refusal_says_what_is_true(text: str, said: str) -> None:
    with pytest.raises(DateError) as refused:
        read(text)
    assert said in str(refused.value)


def test_a_number_with_a_power_of_ten_has_no_fraction_of_a_second() -> None:
    assert not loses_digits("1.723474994E9")
    assert loses_digits("2018-12-04T10:00:00.123456789")


@pytest.mark.parametrize("language", ["de_AT", "de-AT", "de-at"])
def test_a_language_is_told_with_a_hyphen_too(language: str) -> None:
    check_convention(Convention(language=language))
    assert read("So., 4. Jänner 2015", language) == "2015-01-04"
