"""Dates as people and programs have them in files: what each becomes, or is told."""

import pytest

from timeline_engine.dates import DateError, Zone, loses_digits, read_when

UTC = Zone("UTC")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("30 Nov-2 Dec 2018", "2018-11-30/2018-12-02"),
        ("Nov 30-Dec 2, 2018", "2018-11-30/2018-12-02"),
        ("Nov-Dec 2018", "2018-11/2018-12"),
        ("2018-11-04\N{EN DASH}2018-11-06", "2018-11-04/2018-11-06"),
        ("Nov 4/5, 2018", "2018-11-04/2018-11-05"),
        ("31/1 Jan 2018", None),
        ("1999\N{EN DASH}00", "1999/2000"),
        ("1914/18", "1914/1918"),
        ("2018/19", "2018/2019"),
        ("2018/11", "2018-11"),
        ("1850\N{EN DASH}present", "1850/.."),
        ("1850-present", "1850/.."),
        ("27 BC to 14 AD", "-0026/0014"),
        ("476 to 1453", "0476/1453"),
        ("29 Feb 5 BC", "-0004-02-29"),
        ("before 44 BC", "[..-0044]"),
        ("before spring 2018", "[..2018-02-28]"),  # not a month with the number 20
        ("after spring 2018", "[2018-06-01..]"),
        ("after the 1990s", "[2000-01-01..]"),
        ("by the end of March 2017", "[..2017-03]"),
        ("late May or early June 2018", "[2018-05-21..2018-05-31,2018-06-01..2018-06-10]"),
        ("about 1990s", "199X~"),
        ("spring to autumn 2018", "2018-21/2018-23"),
        ("Q1-Q2 2018", "2018-33/2018-34"),
        ("beginning of 2018", "[2018-01..2018-04]"),
        ("the end of February 2020", "[2020-02-21..2020-02-29]"),
        ("the nineteenth century", "18XX"),
        ("early 2nd century BC", "[-0199..-0166]"),
        ("20181204T1000", "2018-12-04T10:00"),
        ("20181204T100000.123+0530", "2018-12-04T10:00:00.123+05:30"),
        ("20181204100000", "2018-12-04T10:00:00"),
        ("Tue Dec  4 10:00:00 UTC 2018", "2018-12-04T10:00:00Z"),
        ("Tue Dec 04 2018 10:00:00 GMT+0100 (Central European Standard Time)", "2018-12-04T10:00:00+01:00"),
        ("4 Dec 2018 10:00 -0000", "2018-12-04T10:00Z"),
        ("2018-12-04T10:00 GMT", "2018-12-04T10:00Z"),
        ("Nov 4, 2018, 2 pm", "2018-11-04T14:00"),
        ("4 Nov 2018, 10:00 to 12:00", "2018-11-04T10:00/2018-11-04T12:00"),
        ("4 Nov 2018, 10:00\N{EN DASH}12:00 UTC", "2018-11-04T10:00Z/2018-11-04T12:00Z"),
        ("4 Nov 2018, 10:00 (+05:30) to 12:00 (UTC)", "2018-11-04T10:00+05:30/2018-11-04T12:00Z"),
        ("4 Nov 2018, 10:00 am to 2:30 pm", "2018-11-04T10:00/2018-11-04T14:30"),
        ("4 Nov 1850, 10:00 +00:53:28", "1850-11-04T10:00+00:53:28"),
        ("Nov 4, 2018 2:30 p.m.", "2018-11-04T14:30"),
        ("2026-07-02T17:47:57.955519754+00:00", "2026-07-02T17:47:57.955519+00:00"),
    ],
)
def test_read(text: str, edtf: str | None) -> None:
    if edtf is None:
        with pytest.raises(DateError):
            read_when(text, UTC, "2026-11-21")
    else:
        assert read_when(text, UTC, "2026-11-21") == edtf


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Q1 FY18", "is a fiscal year"),
        ("FY2018-19", "is a fiscal year"),
        ("0 BC", "has a year 0"),
        ("101st century", "further away than the year 9999"),
        ("2026-12-02 09:05-09:05", "can be read as"),
        ("90s", "year of 2 digits"),
        ("44", "year of 2 digits"),
        ("-44", "write -0044 for 45 BC, or 44 BC"),
        ("1998-97", "both years with all four digits"),
        ("2018-13", "no month 13"),
        ("13/2018", "no month 13"),
        ("winter 2018/20", "no season of these two years"),
        ("early spring 2018", "only a month, year, decade or century"),
        ("the week of May 2018", "the week of a day"),
        ("early May to late June 2018", "one day, month or year on each side"),
        ("est. 1850", "names no month"),
        ("20181304", "no month 13"),
        ("20181131", "that month has 30 days"),
        ("201811", "is not an EDTF date"),
        ("99999999999999999999", "is not an EDTF date"),
        ("last quarter", "write the day"),
        ("4 Nov 2018, 9:30 to 11:00 pm", "can be before or after noon"),
    ],
)
def test_refused(text: str, said: str) -> None:
    with pytest.raises(DateError) as refused:
        read_when(text, UTC, "2026-11-21")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("text", "loses"),
    [
        ("2023-05-03T07:36:43.9116468Z", True),
        ("2021-06-30 09:39:01,1234567", True),
        ("2023-05-03T07:36:43.9116460Z", False),
        ("2023-05-03T07:36:43.911646Z", False),
        ("2018-11-04", False),
    ],
)
def test_digits_that_are_cut_off_can_be_told(text: str, loses: bool) -> None:
    assert loses_digits(text) is loses


@pytest.mark.parametrize("text", ["199?", "820?"])
def test_three_digits_and_a_question_mark_may_be_a_decade(text: str) -> None:
    with pytest.raises(DateError, match=rf"can be read as {text[:3]}X or 0{text[:3]}\?; write one"):
        read_when(text, UTC, "2026-11-29")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("5 May 2018, 10:00 America/New_York", "2018-05-05T10:00-04:00"),  # no am in it
        ("2018-12-05T10:00:01.5 Europe/Berlin", "2018-12-05T10:00:01.5+01:00"),
        ("2018-12-05 2:30 pm Asia/Kolkata", "2018-12-05T14:30+05:30"),
    ],
)
def test_a_time_in_the_zone_of_a_place(text: str, edtf: str) -> None:
    assert read_when(text, UTC, "2026-11-29") == edtf


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2018-10-28 02:30 Europe/Berlin", "comes twice in Europe/Berlin"),
        ("2018-12-05 10:00 Mars/Olympus", "Mars/Olympus"),
        ("15 March 44 BC, 10:00 Europe/Rome", "has the zone 'Europe/Rome'"),
        ("2018-12-05 10:00 AMT", "has the zone 'AMT'"),
    ],
)
def test_a_zone_of_a_place_that_gives_no_one_offset(text: str, why: str) -> None:
    with pytest.raises(DateError, match=why):
        read_when(text, UTC, "2026-11-29")


@pytest.mark.parametrize("text", ["~" * 200, "a" + "?" * 199, "2018" + "?" * 196])
def test_signs_without_end_are_refused_like_any_other_text(text: str) -> None:
    with pytest.raises(DateError, match=r"is not (a date|read|an EDTF date)"):
        read_when(text, UTC, "2026-11-29")
