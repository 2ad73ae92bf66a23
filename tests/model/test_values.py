"""Values as people type them: read, and written so that they read back equal."""

from math import inf, nan
from sys import float_info

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from support import unchecked
from timeline_engine.errors import FieldError
from timeline_engine.model import (
    Attribute,
    Claim,
    Qualifier,
    Quantity,
    Value,
    format_amount,
    format_value,
    parse_value,
)
from timeline_engine.numeric import EXACT, number_fault

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
        "01", "007", "+5", "5.", ".5", "-", "~", "USD", "$", "$5 EUR", "5 of 6", "٥", "²",
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


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("9007199254740991", 2**53 - 1),
        ("-9,007,199,254,740,991", 1 - 2**53),
        ("9007199254740992", 2**53),
        ("10000000000000000000000", 1e22),
        ("1.7976931348623157e308", 1.7976931348623157e308),
        ("-2.2250738585072014e-308", -2.2250738585072014e-308),
        ("0e-999", 0),
        ("0.1000000000000000055511151231257827", 0.1),
        ("12345678901234567.8", 12345678901234568.0),
        ("12.345678901234567891bn", 12345678901.234568),
    ],
)
def test_numbers_are_doubles_and_whole_ones_exact(typed: str, value: Value) -> None:
    assert parse_value(typed) == value
    assert parse_value(f"~{typed} USD") == Quantity(value, "USD", "about")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("9007199254740993", "9007199254740993 has more digits than every program keeps"),
        ("-9223372036854775807.0", "-9223372036854775807.0 has more digits than every program keeps"),
        ("1.7976931348623159e308", "1.7976931348623159e308 is beyond the largest numbers"),
        ("-1e400", "-1e400 is beyond the largest numbers"),
        ("1e308k", "1e308k is beyond the largest numbers"),
        ("1e99999", "1e99999 is beyond the largest numbers"),
        ("1" * 5000, r"1{20}\.\.\. \(5,000 characters\) is beyond the largest numbers"),
        ("1" * 5000 + ".5", r"\(5,002 characters\) is beyond the largest numbers"),
        ("5e-324", "5e-324 is closer to 0 than the smallest numbers"),
        ("-1e-400", "-1e-400 is closer to 0 than the smallest numbers"),
    ],
)
@pytest.mark.parametrize("form", ["{}", "~{}", "{} USD", "$ {}"])
def test_what_not_every_program_reads_is_refused_unless_it_is_text(typed: str, why: str, form: str) -> None:
    with pytest.raises(FieldError, match=f"{why}.*write it as text.*in quotes"):
        parse_value(form.format(typed))
    quoted = '"' + form.format(typed) + '"'
    assert parse_value(quoted) == form.format(typed)
    assert format_value(form.format(typed)) == quoted


@pytest.mark.parametrize("number", [2**53 - 1, -(2**53), 2**1023, 0, -0.0, float_info.max, -float_info.min, 1.5])
def test_the_log_takes_every_number_that_programs_agree_on(number: float) -> None:
    assert number_fault(number) is None
    assert Claim("i", "a", number).value == number
    assert Quantity(number).amount == number
    assert Attribute(allowed=(number,)).allowed == (number,)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (2**53 + 1, "more digits"),
        (-(2**63) + 1, "more digits"),
        (10**400, "beyond"),
        pytest.param(-(10**5000), "a whole number of some .* digits is beyond", id="5,001 digits"),
        (inf, "beyond"),
        (nan, "nan is no number"),
        (-5e-324, "closer to 0"),
        (float_info.min / 2, "closer to 0"),
    ],
)
def test_other_numbers_make_no_claim_and_no_quantity(number: float, why: str) -> None:
    for make in (
        lambda: Claim("i", "a", number),
        lambda: Quantity(number, "USD"),
        lambda: Attribute(allowed=("x", number)),
        lambda: evolve(Claim("i", "a", 1), value=number),
    ):
        with pytest.raises(FieldError, match=why):
            make()


@pytest.mark.parametrize("number", [10**400, -(2**53) - 1, 12345678901234567890, 5e-324, -(10**4200)])
def test_a_number_of_an_old_log_is_written_with_all_its_digits(number: float) -> None:
    old = unchecked(Quantity, number, "USD", "about")
    assert format_value(number) == format_amount(number) == repr(number)
    assert format_value(old) == f"~{number!r} USD"
    assert format_value(old, unit=False) == f"~{number!r}"


@pytest.mark.parametrize(
    ("amount", "said"),
    [(4.5 * BN, "4.5bn"), (6 * 10**12, "6tn"), (18_400_000, "18.4m"), (999_999, "999999"), (0.1, "0.1"),
     (-2_500_000, "-2.5m"), (1_234_567_891, "1.234567891bn"), (1e300, "1e+288tn")],
)  # fmt: skip
def test_amounts_are_short_where_nothing_is_lost(amount: float, said: str) -> None:
    assert format_amount(amount) == said
    assert parse_value(said) == amount


numbers = st.integers(-EXACT, EXACT) | st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False)
texts = st.text(max_size=20) | st.sampled_from(
    ["5", '"', '""', '"5"', "~6bn USD", "4 Nov", " x", "1e999", "", "$", "9" * 400]
)
typed_units = st.from_regex(r"[A-Za-z%°][A-Za-z%°²³/.-]{0,8}", fullmatch=True)
QUALIFIERS: tuple[Qualifier | None, ...] = (None, "about", "over", "under", "at least", "at most")


@given(numbers | texts)
@example(1e22)
@example(-0.0)
@example(2.2250738585072014e-308)
@example(1.7976931348623157e308)
@example(123456789012345680)
def test_numbers_and_texts_read_back_equal(value: Value) -> None:
    assert parse_value(format_value(value)) == value


@pytest.mark.slow
@given(
    st.text(max_size=20)
    | st.from_regex(r"[~<>=]*(US\$|\$|EUR )?-?[0-9,.]{1,12}(e[0-9]{1,3})? ?[kmbnt%]{0,2} ?[A-Za-z]{0,5}")
)
@example("about 5")
@example("1e308k")
@example("9" * 20)
def test_what_is_typed_reads_back_equal_or_is_refused(typed: str) -> None:
    try:
        value = parse_value(typed)
    except FieldError:
        assert parse_value(f'"{typed.strip()}"') == typed.strip()
        return
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
