"""Ranges of figures, and units: typed, kept, shown, declared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import event, small_log, small_view
from timeline_engine.entries import Draft, IssueDefined
from timeline_engine.entries.codec import Codec
from timeline_engine.errors import FieldError
from timeline_engine.log import GENESIS
from timeline_engine.model import Attribute, Claim, Quantity, Value, check_value, format_value, in_unit, parse_value
from timeline_engine.numeric import EXACT
from timeline_engine.recording import read_state
from timeline_engine.rows import propose
from timeline_engine.view.json.contract import value_json
from timeline_engine.view.ports import Row
from timeline_engine.view.rows import attribute_rows
from timeline_engine.view.words.phrases import attribute_words

BN = 1_000_000_000
RANGE = Quantity(35 * BN, "GBP", None, 39 * BN)
NOON_2026 = 1_798_200_000_000_000


@pytest.mark.parametrize(
    ("typed", "value", "written"),
    [
        ("35-39bn GBP", RANGE, "35-39bn GBP"),
        ("35\N{EN DASH}39bn gbp", RANGE, "35-39bn GBP"),
        ("£35-39bn", RANGE, "35-39bn GBP"),
        ("£35bn - £39bn", RANGE, "35-39bn GBP"),
        ("35bn to 39bn GBP", RANGE, "35-39bn GBP"),
        ("~35-39bn GBP", Quantity(35 * BN, "GBP", "about", 39 * BN), "~35-39bn GBP"),
        ("35-39bn", Quantity(35 * BN, None, None, 39 * BN), "35-39bn"),
        ("900m-1.2bn USD", Quantity(900_000_000, "USD", None, 1_200_000_000), "900m-1.2bn USD"),
        ("2.5-3.5m tonnes", Quantity(2_500_000, "tonnes", None, 3_500_000), "2.5-3.5m tonnes"),
        ("10-12%", Quantity(10, "%", None, 12), "10-12 %"),
        ("1,200-1,300 EUR", Quantity(1200, "EUR", None, 1300), "1200-1300 EUR"),
        ("-5 to -3bn USD", Quantity(-5 * BN, "USD", None, -3 * BN), "-5--3bn USD"),
        ("5..7 tonnes", Quantity(5, "tonnes", None, 7), "5..7 tonnes"),
        ("35..39", Quantity(35, None, None, 39), "35..39"),
        ("5..2bn USD", Quantity(5, "USD", None, 2 * BN), "5..2bn USD"),
        ("39bn gbp", Quantity(39 * BN, "GBP"), "39bn GBP"),
        ("5 Usd", Quantity(5, "USD"), "5 USD"),
        ("5 kg", Quantity(5, "kg"), "5 kg"),
    ],
)
def test_typed_and_written(typed: str, value: Value, written: str) -> None:
    assert parse_value(typed) == value
    assert format_value(value) == written
    assert parse_value(written) == value


@pytest.mark.parametrize(
    "text",
    ["3-1", "2-1", "35-39", "2018-2019", "2018-11-04", "1914-1918", "10-12 wins", "35-35bn GBP",
     "$35-£39bn", "4-6 Sep", "24-7 support", "0-0"],
)  # fmt: skip
def test_what_may_be_no_range_is_text(text: str) -> None:
    assert parse_value(text) == text


@pytest.mark.parametrize("text", ["39-35bn GBP", "5-2bn USD", "7..5 tonnes"])
def test_a_range_from_more_to_less_is_refused_and_as_text_it_is_quoted(text: str) -> None:
    with pytest.raises(FieldError, match="ends below its start"):
        parse_value(text)
    assert format_value(text) == f'"{text}"'


@given(st.integers(-EXACT, EXACT), st.integers(-EXACT, EXACT), st.sampled_from(["USD", "%", "km", None]))
def test_a_range_is_written_as_it_is_read(one: int, other: int, unit: str | None) -> None:
    if one != other:
        value = Quantity(min(one, other), unit, "about", max(one, other))
        assert parse_value(format_value(value)) == value


def test_it_is_kept_with_both_ends_and_old_lines_are_read_as_before() -> None:
    codec = Codec()
    body = event("e", "2018-05-01", claims=(Claim("deal", "value", RANGE), Claim("deal", "price", Quantity(5, "USD"))))
    line = codec.line(Draft("x", body), 1, "2018-05-01T00:00:00.000000Z", GENESIS)
    assert codec.shaped_line(Draft("x", body), 1, "2018-05-01T00:00:00.000000Z", GENESIS) == line
    assert b'"value":{"amount":35000000000,"unit":"GBP","upper":39000000000}' in line
    assert b'"value":{"amount":5,"unit":"USD"}' in line
    assert codec.body(codec.envelope(line)) == body


@pytest.mark.parametrize("upper", [35 * BN, 1, float("inf")])
def test_the_upper_end_is_above_the_lower_one(upper: float) -> None:
    with pytest.raises(FieldError):
        check_value(Quantity(35 * BN, "GBP", None, upper) if upper != float("inf") else _unchecked(upper))


def _unchecked(upper: float) -> Quantity:
    made = Quantity(35 * BN, "GBP", None, 36 * BN)
    object.__setattr__(made, "upper", upper)
    return made


def test_an_estimate_spans_its_ranges() -> None:
    defined = IssueDefined(issue="deal", title="Deal", attributes={"cost": Attribute("estimate", "GBP")})
    view = small_view(
        defined,
        event("a", "2018-05-01", claims=(Claim("deal", "cost", RANGE, by="A"),)),
        event("b", "2018-05-02", claims=(Claim("deal", "cost", Quantity(37 * BN, "GBP"), by="B"),)),
    )
    state = view["deal"].attributes["cost"]
    assert state.range == (Quantity(35 * BN, "GBP"), Quantity(39 * BN, "GBP"))
    assert attribute_words(state) == "35bn to 39bn GBP"
    only = small_view(defined, event("a", "2018-05-01", claims=(Claim("deal", "cost", RANGE),)))
    (row,) = (row for row in attribute_rows(only) if row.attribute == "cost")
    assert (row.value, row.amount, row.upper, row.unit) == ("35-39bn GBP", 35e9, 39e9, "GBP")


def test_json_has_an_upper_end_only_of_a_range() -> None:
    assert value_json(RANGE) == {"amount": 35 * BN, "unit": "GBP", "qualifier": None, "upper": 39 * BN}
    assert value_json(Quantity(5, "USD")) == {"amount": 5, "unit": "USD", "qualifier": None}


@pytest.mark.parametrize(
    ("value", "attribute", "found"),
    [
        (39, Attribute("estimate", "GBP"), Quantity(39, "GBP")),
        (Quantity(39, None, "about"), Attribute("estimate", "GBP"), Quantity(39, "GBP", "about")),
        (Quantity(39, "KM"), Attribute("estimate", "km"), Quantity(39, "km")),
        (Quantity(39, "USD"), Attribute("estimate", "GBP"), Quantity(39, "USD")),
        ("many", Attribute("estimate", "GBP"), "many"),
        (39, Attribute("estimate"), 39),
        (39, None, 39),
        (3, Attribute("state", "points", (1, 2, 3)), 3),
    ],
)
def test_a_bare_figure_is_in_the_declared_unit(value: Value, attribute: Attribute | None, found: Value) -> None:
    assert in_unit(value, attribute) == found


def test_a_row_s_bare_figure_is_in_the_declared_unit_but_not_that_of_an_exported_row() -> None:
    log = small_log(IssueDefined(issue="deal", title="Deal", attributes={"cost": Attribute("estimate", "GBP")}))
    row = Row(at="f.csv:2", title="Signed", when="2018-05-01", issue="deal", attribute="cost", value=39)
    (draft,) = propose([row], read_state(log), NOON_2026).drafts
    assert draft.body.claims[0].value == Quantity(39, "GBP")  # type: ignore[union-attr]
    assert not propose([row], read_state(_with(log, draft)), NOON_2026).drafts


def _with(log: object, draft: Draft) -> object:
    log.append([draft], log.head())  # type: ignore[attr-defined]
    return log
