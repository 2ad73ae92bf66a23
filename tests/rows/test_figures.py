"""A comma or a point in a figure: thousands or decimals, as the column shows it or the import is told; else refused."""

from io import BytesIO
from typing import Any

import pytest

from support import NOON_2026, memory_log
from timeline_engine import TimelineError, import_file
from timeline_engine.errors import FieldError
from timeline_engine.model import Quantity, parse_value


def csv(*values: str) -> bytes:
    return "\n".join(
        ("title;when;issue;value", *(f"E{n};2018;i{n};{value}" for n, value in enumerate(values)))
    ).encode()


def values(data: bytes, format: str = "csv", **options: Any) -> list[Any]:
    log = memory_log()
    import_file(log, BytesIO(data), format=format, known="2019", now=NOON_2026, **options)
    return [body.claims[0].value for entry in log.read() if (body := entry.body) and hasattr(body, "claims")]


@pytest.mark.parametrize("text", ["1,234", "1.234", "~1.234 EUR", "€1,234"])
def test_two_readings_are_refused_with_both_and_with_the_option(text: str) -> None:
    with pytest.raises(TimelineError, match=r"the data:2: field value: '.*1.234.*' can be read as .* or ") as refused:
        values(csv(text, "12"))
    assert "Say which with -O decimal=point (1,234.5) or -O decimal=comma (1.234,5)." in str(refused.value)


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1.234", "point", 1.234), ("1.234", "comma", 1234), ("1,234", "point", 1234), ("1,234", "comma", 1.234),
        ("€1.234", "comma", Quantity(1234, "EUR")), ("1.234-1.500 EUR", "comma", Quantity(1234, "EUR", None, 1500)),
        ("1,234,567", "comma", 1_234_567), ("1.2.3", "comma", "1.2.3"), ("12", "comma", 12),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore")
def test_an_option_decides_what_does_not_show_it(text: str, decimal: str, value: object) -> None:
    assert values(csv(text), decimal=decimal) == [value]


def test_a_point_in_the_column_decides() -> None:
    assert values(csv("1,234", "1,234.5", "0.5")) == [1234, 1234.5, 0.5]


def test_a_comma_in_the_column_decides_and_is_told() -> None:
    with pytest.warns(match=r"field value: '1.234,5' \(the data:3\) has a decimal comma, and so all are read"):
        assert values(csv("1.234", "1.234,5", "0,5", "1.234.567")) == [1234, 1234.5, 0.5, 1_234_567]


def test_a_column_that_contradicts_itself_decides_nothing() -> None:
    with pytest.raises(TimelineError, match=r"the data:2: field value: '1\.234' can be read as 1\.234 or 1234"):
        values(csv("1.234", "0,5", "0.5"))
    with pytest.warns(match="'0,5' .* has a decimal comma and '0.5' .* has a decimal point: each is read so"):
        assert values(csv("0,5", "0.5")) == [0.5, 0.5]
    with pytest.warns(match="'0,5' .* has a decimal comma, which is not what -O decimal=point says"):
        assert values(csv("0,5", "1.234"), decimal="point") == [0.5, 1.234]


def test_numbers_of_json_and_words_have_one_reading() -> None:
    data = b'[{"title": "A", "when": "2018", "issue": "i", "value": 1.234}]'
    assert values(data, "json") == [1.234]
    assert values(csv("version 1.234", "1.2.3", "2018-11-04, 1.234 of them")) == [
        "version 1.234", "1.2.3", "2018-11-04, 1.234 of them",
    ]  # fmt: skip


def test_skip_bad_leaves_out_those_of_two_readings_alone() -> None:
    with pytest.warns(match="left out the data:2: field value: '1.234'"):
        assert values(csv("1.234", "12"), skip_bad=True) == [12]


@pytest.mark.parametrize("text", ["39-35bn", "39-35bn GBP", "39bn-35bn", "12-10%", "39..35"])
def test_a_range_that_ends_below_its_start_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="is a range that ends below its start: write the lower figure first"):
        parse_value(text)
    assert parse_value(f'"{text}"') == text


def test_what_is_no_range_stays_text() -> None:
    assert [parse_value(text) for text in ("39-35", "2019-2018", "10-8 wins")] == ["39-35", "2019-2018", "10-8 wins"]
