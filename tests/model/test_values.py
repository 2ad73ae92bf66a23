"""Values as people type them: read, and written so that they read back equal."""

from math import inf

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline_engine.model import Qualifier, Quantity, Value, format_amount, format_value, parse_value

BN = 1_000_000_000


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("5", 5),
        ("-4.50", -4.5),
        ("1,234,567", 1_234_567),
        ("1e3", 1000),
        ("0", 0),
        ("5bn", 5 * BN),
        ("500k", 500_000),
        ("2.5 million", 2_500_000),
        ("~5", Quantity(5, None, "about")),
        ("~6bn USD", Quantity(6 * BN, "USD", "about")),
        (">5bn USD", Quantity(5 * BN, "USD", "over")),
        ("US$ 4.5bn", Quantity(4_500_000_000, "USD")),
        ("$5m", Quantity(5_000_000, "USD")),
        ("₹70,000", Quantity(70_000, "INR")),
        ("EUR 3", Quantity(3, "EUR")),
        ("≥ 5%", Quantity(5, "%", "at least")),
        ("<=12 °C", Quantity(12, "°C", "at most")),
        ("about 18.4 million tonnes", Quantity(18_400_000, "tonnes", "about")),
        ("less than 5 years", Quantity(5, "years", "under")),
        ("-3 km/h", Quantity(-3, "km/h")),
        ("5 k", Quantity(5, "k")),
    ],
)
def test_figures(typed: str, value: Value) -> None:
    assert parse_value(typed) == value
    assert parse_value(f"  {typed} ") == value


@pytest.mark.parametrize(
    "text",
    [
        "", "ordered", "2018-09-06", "4 Nov", "4 Nov.", "4 November", "12 Sept", "10am", "5-6", "1,2", "1,23,456",
        "01", "007", "+5", "5.", ".5", "1e999", "~1e300bn USD", "-", "~", "USD", "$", "$5 EUR", "5 of 6", "٥", "²",
        "nan", "inf", "1_000", "0x10", "5USD 6", '"', "5 km h",
    ],
)  # fmt: skip
def test_all_else_is_text(text: str) -> None:
    assert parse_value(text) == text


@pytest.mark.parametrize(("quoted", "text"), [('"5"', "5"), ('"~6bn USD"', "~6bn USD"), ('""', ""), ('" x "', " x ")])
def test_quotes_make_it_text(quoted: str, text: str) -> None:
    assert parse_value(quoted) == text


@pytest.mark.parametrize("typed", ["4 marines", "3 mayors", "20 decibels", "7 augers", "5 sepoys", "12 junks"])
def test_a_unit_that_only_begins_like_a_month_is_a_unit(typed: str) -> None:
    assert isinstance(parse_value(typed), Quantity)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2018", 2018),
        ("5 m", Quantity(5, "m")),
        ("5m", 5_000_000),
        ("5 b", Quantity(5, "b")),
        ("1 am", Quantity(1, "am")),
    ],
)
def test_what_could_be_read_in_two_ways_is_read_in_this_one(typed: str, value: Value) -> None:
    """A year alone is a number; a letter that touches the figure is its scale, one after a space a unit."""
    assert parse_value(typed) == value


def test_whole_numbers_are_exact_as_far_as_json_readers_are() -> None:
    assert parse_value("9223372036854775807") == 9_223_372_036_854_775_807
    assert parse_value("-9223372036854775808") == -(2**63)
    assert isinstance(parse_value("9223372036854775808"), float)


@pytest.mark.parametrize(
    ("amount", "said"),
    [(4.5 * BN, "4.5bn"), (6 * 10**12, "6tn"), (18_400_000, "18.4m"), (999_999, "999999"), (0.1, "0.1"),
     (-2_500_000, "-2.5m"), (1_234_567_891, "1.234567891bn"), (1e300, "1e+288tn")],
)  # fmt: skip
def test_amounts_are_short_where_nothing_is_lost(amount: float, said: str) -> None:
    assert format_amount(amount) == said
    assert parse_value(said) == amount


numbers = st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
texts = st.text(max_size=20) | st.sampled_from(
    ["5", '"', '""', '"5"', "~6bn USD", "4 Nov", " x", "1e999", "", "$", "9" * 400]
)
typed_units = st.from_regex(r"[A-Za-z%°][A-Za-z%°²³/.-]{0,8}", fullmatch=True)
QUALIFIERS: tuple[Qualifier | None, ...] = (None, "about", "over", "under", "at least", "at most")


@given(numbers | texts)
@example(1e22)
@example(-0.0)
@example(5e-324)
@example(1.7976931348623157e308)
@example(123456789012345678)
def test_numbers_and_texts_read_back_equal(value: Value) -> None:
    assert parse_value(format_value(value)) == value


@given(
    st.text(max_size=20)
    | st.from_regex(r"[~<>=]*(US\$|\$|EUR )?-?[0-9,.]{1,12}(e[0-9]{1,3})? ?[kmbnt%]{0,2} ?[A-Za-z]{0,5}")
)
@example("about 5")
@example("1e308k")
def test_what_is_typed_reads_back_equal(typed: str) -> None:
    value = parse_value(typed)
    again = parse_value(format_value(value))
    assert again == value
    assert type(again) is type(value) or {type(again), type(value)} == {int, float}
    assert not isinstance(value, float) or abs(value) != inf


@given(numbers, typed_units, st.sampled_from(QUALIFIERS))
def test_quantities_that_can_be_typed_read_back_equal(amount: float, unit: str, qualifier: Qualifier | None) -> None:
    quantity = parse_value(format_value(Quantity(amount, unit, qualifier)))
    if isinstance(quantity, Quantity) and quantity.unit == unit:  # not a month, a scale or a date
        assert quantity == Quantity(amount, unit, qualifier)


@given(st.integers(0, 10**6), st.sampled_from(["USD", "INR", "tonnes", "%", "km/h", "barrels", "°C"]))
def test_common_units_are_read_in_every_notation(number: int, unit: str) -> None:
    assert parse_value(f"{number:,} {unit}") == parse_value(f"{number}{' ' if unit[0].isalpha() else ''}{unit}")
