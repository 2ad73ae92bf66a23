"""Figures with a blank between thousands, as much of Europe writes them, are figures in imported rows, and told."""

import warnings
from io import BytesIO

import pytest

from support import memory_log
from timeline_engine import import_file
from timeline_engine.log import Log
from timeline_engine.model import Quantity, Value
from timeline_engine.recording import read_state


def take(log: Log, table: str, **options: str) -> list[str]:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        import_file(log, BytesIO(table.encode()), format="csv", known="2024-01-01", **options)
    return [str(one.message) for one in told]


def value(written: str, **options: str) -> tuple[Value, list[str]]:
    log = memory_log()
    told = take(log, f'title,when,issue,value\nA,2018,x,"{written}"\n', **options)
    state = read_state(log)
    (event,) = state.events
    (claim,) = state.revision(event).body.claims
    return claim.value, [one for one in told if "field value" in one]


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f", "\u2009"])
def test_they_are_figures(blank: str) -> None:
    for written, meant in (
        ("1 234", 1234),
        ("12 345 678", 12345678),
        ("-1 234", -1234),
        ("1 234.5", 1234.5),
        ("1 234,5", 1234.5),
        ("1 234 567,25", 1234567.25),
    ):
        found, told = value(written.replace(" ", blank))
        assert found == meant, written
        assert "has a blank between thousands, and is read as a figure" in told[0]
    found, _ = value(f"10{blank}000 EUR")
    assert isinstance(found, Quantity)
    assert (found.amount, found.unit) == (10000, "EUR")


@pytest.mark.parametrize(
    "written", ["12 34", "1234 567", "0 123", "Room 1 234", "020 123 456", "1 234 5678", "1,234 567", "1 234\u00a0567"]
)
def test_nothing_else_is(written: str) -> None:
    found, told = value(written)
    assert found == written
    assert told == []


def test_a_text_in_quotes_stays_one() -> None:
    assert value('""1 234""')[0] == "1 234"
