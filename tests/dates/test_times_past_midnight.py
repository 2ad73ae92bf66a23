"""Two times with a hyphen behind a date in words: until the next day, or an offset. Programs write the year first."""

import pytest

from timeline_engine.dates import DateError, Zone, read_when

UTC = Zone("UTC")
TODAY = "2026-11-21"


@pytest.mark.parametrize(
    ("text", "span", "offset"),
    [
        ("4 May 2018, 20:00-01:00", "2018-05-04T20:00/2018-05-05T01:00", "2018-05-04T20:00-01:00"),
        ("5 May 2018, 22:00-03:00", "2018-05-05T22:00/2018-05-06T03:00", "2018-05-05T22:00-03:00"),
        ("4 May 2018, 9:00-5:00", "2018-05-04T09:00/2018-05-05T05:00", "2018-05-04T09:00-05:00"),
        ("31.12.2018 20:00-01:00", "2018-12-31T20:00/2019-01-01T01:00", "2018-12-31T20:00-01:00"),
        ("4 May 2018, 20:00-0100", "2018-05-04T20:00/2018-05-05T01:00", "2018-05-04T20:00-01:00"),
        ("2018-05-04 10:00-12:00", "2018-05-04T10:00/2018-05-04T12:00", "2018-05-04T10:00-12:00"),
    ],
)
def test_both_are_named(text: str, span: str, offset: str) -> None:
    with pytest.raises(DateError) as refused:
        read_when(text, UTC, TODAY)
    assert f"{span} or {offset}" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2018-05-04T20:00-01:00", "2018-05-04T20:00-01:00"),
        ("2018-05-04 20:00-01:00", "2018-05-04T20:00-01:00"),
        ("2018/05/04 20:00-01:00", "2018-05-04T20:00-01:00"),
        ("2018-W18-5 20:00-01:00", "2018-05-04T20:00-01:00"),
        ("4 May 2018, 20:00 -01:00", "2018-05-04T20:00-01:00"),
        ("Fri, 4 May 2018 20:00:00 -0100", "2018-05-04T20:00:00-01:00"),
        ("4 May 2018 20:00:00-03", "2018-05-04T20:00:00-03:00"),
        ("20180504T200000-0300", "2018-05-04T20:00:00-03:00"),
    ],
)
def test_an_offset_that_is_written_as_one_is_one(text: str, edtf: str) -> None:
    assert read_when(text, UTC, TODAY) == edtf
