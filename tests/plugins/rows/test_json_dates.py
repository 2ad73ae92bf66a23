"""An object of year, month and day is a date; one that says more, or leaves out what stands between, is refused."""

from io import BytesIO

import pytest

from timeline_engine.errors import TimelineError
from timeline_engine.plugins import read_rows
from timeline_engine.view.ports import Row


def read(date: str) -> Row | TimelineError:
    (row,) = read_rows(BytesIO(f'[{{"title":"A","when":{date}}}]'.encode()), "json", "a.json")
    return row


@pytest.mark.parametrize(
    ("date", "when"),
    [
        ('{"year":2018}', "2018"),
        ('{"year":"2018","month":"11","day":""}', "2018-11"),
        ('{"year":2018,"month":11,"day":4,"hour":1,"minute":5,"display_date":"late"}', "2018-11-04T01:05"),
        (
            '{"year":2018,"month":11,"day":4,"hour":1,"minute":5,"second":9,"millisecond":25}',
            "2018-11-04T01:05:09.025",
        ),
    ],
)
def test_what_a_date_has_is_read(date: str, when: str) -> None:
    row = read(date)
    assert isinstance(row, Row)
    assert row.when == when


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ('{"year":2018,"day":4}', "it has 'day', and no 'month'"),
        ('{"year":2018,"month":11,"day":4,"minute":4}', "it has 'minute', and no 'hour'"),
        ('{"year":44,"month":3,"day":15,"era":"BC"}', "it has 'era' too"),
        ('{"year":2018,"month":11,"day":4,"hour":1,"timezone":"Asia/Tokyo"}', "it has 'timezone' too"),
        ('{"year":2018,"precision":"year"}', "it has 'precision' too"),
    ],
)
def test_what_it_has_not_is_refused(date: str, told: str) -> None:
    refused = read(date)
    assert isinstance(refused, TimelineError)
    assert str(refused).startswith("a.json[1]: field when: ")
    assert told in str(refused)


def test_a_number_with_a_fraction_is_no_date() -> None:
    refused = read("2018.10")
    assert isinstance(refused, TimelineError)
    assert "field when: 2018.1 is a number, which has lost its last 0 if it had one" in str(refused)
    row = read("1541289600.5")
    assert isinstance(row, Row)
    assert row.when == "1541289600.5"
