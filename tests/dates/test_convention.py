"""What a file's own convention decides, and what a refusal says of it."""

import pytest

from dating import TODAY, UTC, read, refusal
from timeline_engine.dates import AS_WRITTEN, Convention, read_moment


@pytest.mark.parametrize(
    ("text", "day_first", "month_first"),
    [
        ("03/04/2024", "2024-04-03", "2024-03-04"),
        ("3.4.2024", "2024-04-03", "2024-03-04"),
        ("03-04-2024", "2024-04-03", "2024-03-04"),
        ("03/04/2024 14:30", "2024-04-03T14:30", "2024-03-04T14:30"),
        ("03/04/2024 to 05/04/2024", "2024-04-03/2024-04-05", "2024-03-04/2024-05-04"),
        # what has one reading keeps it
        ("13/04/2024", "2024-04-13", "2024-04-13"),
        ("04/13/2024", "2024-04-13", "2024-04-13"),
        ("04/04/2024", "2024-04-04", "2024-04-04"),
        ("2024/03/04", "2024-03-04", "2024-03-04"),
        ("2024-03-04", "2024-03-04", "2024-03-04"),
    ],
)
def test_the_order_decides_which_number_is_the_month(text: str, day_first: str, month_first: str) -> None:
    assert read(text, order="day-first") == day_first
    assert read(text, order="month-first") == month_first
    assert read_moment(text.split(" to ")[0], UTC, TODAY, Convention(order="day-first")) == day_first.split("/")[0]


@pytest.mark.parametrize(
    ("text", "pivot", "edtf"),
    [
        ("11-Mar-15", 2029, "2015-03-11"),
        ("11 Mar '15", 2029, "2015-03-11"),
        ("1/21/77", 2029, "1977-01-21"),
        ("1/21/29", 2029, "2029-01-21"),
        ("1/21/30", 2029, "1930-01-21"),
        ("1/21/00", 1999, "1900-01-21"),
        ("1/21/00", 2000, "2000-01-21"),
        ("1/21/1977", 2029, "1977-01-21"),
    ],
)
def test_the_pivot_is_the_last_year_of_the_hundred_that_two_digits_mean(text: str, pivot: int, edtf: str) -> None:
    assert read(text, pivot=pivot) == edtf


@pytest.mark.parametrize(
    ("text", "unit", "edtf"),
    [
        ("1723474994", "s", "2024-08-12T15:03:14Z"),
        ("1723474994349", "ms", "2024-08-12T15:03:14.349000Z"),
        ("1723474994349345", "us", "2024-08-12T15:03:14.349345Z"),
        ("1723474994.5", "s", "2024-08-12T15:03:14.500000Z"),
        ("1723474994,5", "s", "2024-08-12T15:03:14.500000Z"),
        ("0", "s", "1970-01-01T00:00:00Z"),
        ("-1", "s", "1969-12-31T23:59:59Z"),
        ("-0.5", "us", "1969-12-31T23:59:59.999999Z"),
        ("20181104", "s", "1970-08-22T13:51:44Z"),
        ("2018", "s", "2018"),
        ("2018-11-04", "s", "2018-11-04"),
    ],
)
def test_the_epoch_s_unit_makes_instants_of_plain_digits(text: str, unit: str, edtf: str) -> None:
    assert read(text, epoch=unit) == edtf


@pytest.mark.parametrize(
    ("text", "zone", "edtf"),
    [
        ("2018-07-04T14:30", "Europe/Berlin", "2018-07-04T14:30+02:00"),
        ("4 Dec 2018 14:30:15.5", "Europe/Berlin", "2018-12-04T14:30:15.5+01:00"),
        ("2018-12-04T14:30/2018-07-04T15:30", "Asia/Kolkata", None),
        ("2018-07-04T14:30/2018-12-04T15:30", "Europe/Berlin", "2018-07-04T14:30+02:00/2018-12-04T15:30+01:00"),
        ("2018-07-04T24:00", "Europe/Berlin", "2018-07-04T24:00+02:00"),
        ("1850-07-04T14:30", "Europe/Berlin", "1850-07-04T14:30+00:53:28"),
        ("2018-07-04T14:30Z", "Europe/Berlin", "2018-07-04T14:30Z"),
        ("2018-07-04T14:30-05:00", "Europe/Berlin", "2018-07-04T14:30-05:00"),
        ("2018-07-04", "Europe/Berlin", "2018-07-04"),
    ],
)
def test_a_time_without_offset_is_one_of_the_zone(text: str, zone: str, edtf: str | None) -> None:
    if edtf is None:
        assert "ends before it starts" in str(refusal(text, zone=zone))
    else:
        assert read(text, zone=zone) == edtf


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2018-10-28T02:30", "comes twice in Europe/Berlin"),
        ("2018-03-25T02:30", "does not come in Europe/Berlin"),
    ],
)
def test_an_hour_that_the_zone_had_twice_or_not_at_all_is_refused_with_both_offsets(text: str, said: str) -> None:
    message = str(refusal(text, zone="Europe/Berlin"))
    assert said in message
    assert f"{text}+02:00" in message
    assert f"{text}+01:00" in message
    assert "no time zone called" in str(refusal("2018-10-28T02:30", zone="Berlin"))


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("03/04/2024", ("dates=day-first", "dates=month-first")),
        ("11-Mar-15", ("pivot=2029",)),
        ("03/04/24", ("pivot=2029", "dates=day-first", "dates=month-first")),
        ("03/14/24", ("pivot=2029",)),
        ("1723474994", ("epoch=s",)),
        ("1723474994349", ("epoch=ms",)),
        ("1723474994349345", ("epoch=us",)),
        ("13.4.204", ()),
        ("nonsense", ()),
    ],
)
def test_a_refusal_knows_the_options_that_decide(text: str, options: tuple[str, ...]) -> None:
    error = refusal(text)
    assert error.options == options
    assert "-O" not in str(error)


def test_what_is_typed_is_told_what_to_type_instead() -> None:
    assert "2024-08-12T15:03:14Z" in str(refusal("1723474994"))
    assert "2024-04-03" in str(refusal("03/04/2024"))


def test_nothing_is_taken_for_granted() -> None:
    assert Convention() == AS_WRITTEN
    assert hash(AS_WRITTEN) == hash(Convention())
