"""Dates as people read them: those with a time not as EDTF, all others as they are written."""

import pytest

from timeline_engine.dates import Zone
from timeline_engine.view.words.phrases import date_words


@pytest.mark.parametrize(
    ("written", "zone", "words"),
    [
        ("2026-12-02T09:30+00:00/2026-12-02T12:00+00:00", "Europe/London", "2026-12-02 09:30-12:00"),
        ("2026-12-02T09:30+00:00/2026-12-02T12:00+00:00", "Asia/Kolkata", "2026-12-02 09:30-12:00 UTC"),
        ("2026-07-02T09:30+00:00", "Europe/London", "2026-07-02 09:30 UTC"),  # it is summer time there
        ("2026-12-04T09:22", "Asia/Kolkata", "2026-12-04 09:22"),
        ("2026-12-04T09:22+05:30", "Asia/Kolkata", "2026-12-04 09:22"),
        ("2026-12-04T09:22+05:30", "UTC", "2026-12-04 09:22 +05:30"),
        ("2026-12-04T09:22Z", "UTC", "2026-12-04 09:22"),
        ("2026-12-04T09:22:00Z", "UTC", "2026-12-04 09:22"),
        ("2026-12-04T09:22:07.5Z", "UTC", "2026-12-04 09:22:07.5"),
        ("2026-12-04T09:22:00.5Z", "UTC", "2026-12-04 09:22:00.5"),
        ("2026-12-02T22:30/2026-12-03T01:00", "UTC", "2026-12-02 22:30 to 2026-12-03 01:00"),
        ("2026-12-02T09:30Z/2026-12-02T12:00-05:00", "UTC", "2026-12-02 09:30 to 2026-12-02 12:00 -05:00"),
        ("2026-12-02T09:30/2026-12-04", "UTC", "2026-12-02 09:30 to 2026-12-04"),
        ("2026-12-02T09:30/..", "UTC", "from 2026-12-02 09:30, no end"),
        ("/2026-12-02T09:30", "UTC", "to 2026-12-02 09:30, start unknown"),
        ("2026-12-02", "UTC", "2026-12-02"),
        ("2026-12", "UTC", "2026-12"),
        ("2026", "UTC", "2026"),
        ("2026-12-02/2026-12-04", "UTC", "from 2 to 4 December 2026"),
        ("[2018-10-04..2018-12-03]", "UTC", "between 4 October and 3 December 2018"),
        ("2020-33", "UTC", "Q1 2020"),
        ("2018-05~", "UTC", "about May 2018"),
        ("-0043", "UTC", "44 BC"),
        (None, "UTC", "no date"),
    ],
)
def test_a_date_in_words(written: str | None, zone: str, words: str) -> None:
    assert date_words(written, Zone(zone)) == words
