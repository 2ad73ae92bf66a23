"""What looks mistyped beside all else in the log: a year far from all others, a unit in other letters."""

import pytest

from support import NOON_2026, define, memory_log, put, recorded
from timeline_engine.entries import Body, Entry, EventCorrected, EventOccurred, EventRescheduled, IssueDefined
from timeline_engine.log import MemoryLog
from timeline_engine.model import Attribute, Claim, Quantity
from timeline_engine.recording import draft, read_state
from timeline_engine.recording.doubts import doubts_of_all, look_over
from timeline_engine.view.check import check
from timeline_engine.view.check.strange import far_fault, is_far, units_in, year_of


def told(log: MemoryLog, *bodies: Body) -> list[str]:
    """What is told of each, typed and imported alike."""
    state, ahead = read_state(log), read_state(log)
    drafts = [draft(ahead, body, NOON_2026) for body in bodies]
    imported = [doubt.sentence for doubt in doubts_of_all(drafts, read_state(log), NOON_2026)]
    typed = [doubt for body in bodies for doubt in look_over(body, state, NOON_2026).doubts]
    assert [doubt for doubt in typed if doubt not in imported] == []
    return imported


def found(log: MemoryLog, code: str) -> list[str]:
    return [one.sentence for one in check(log, "2026-01-01", now=NOON_2026).findings if one.code == code]


def known(event: str, when: str, *claims: str) -> Body:
    return recorded(event, when, *claims, known="2025-12-31", phase="scheduled" if when > "2026" else "occurred")


@pytest.mark.parametrize(
    ("text", "year"),
    [("2018", 2018), ("2018-11-04", 2018), ("-0216-08-02", -216), ("[2018-10-04..2019-12-03]", 2019), ("..1760", 1760),
     ("2018-12-04T09:22:11.123456+05:30", 2018), ("2018-05~/..", 2018), ("Y17000", 17000), ("", None), (None, None)],
)  # fmt: skip
def test_the_year_of_a_date(text: str | None, year: int | None) -> None:
    assert year_of(text) == year


@pytest.mark.parametrize(
    ("year", "others", "far"),
    [(2081, {2018: 2, 2019: 1}, True), (2069, {2018: 2, 2019: 1}, False), (1018, {2018: 3}, True),
     (2081, {2018: 2}, False), (2081, {}, False), (1800, {1700: 1, 1900: 1, 2018: 3}, False),
     (2109, {1019: 1, 2018: 2, 2019: 3}, True), (1019, {2109: 1, 2018: 2, 2019: 3}, True),
     (2919, {1019: 1, 2109: 1, 2019: 3}, True), (1700, {1800: 1, 1900: 1, 2018: 3}, False),
     (1789, {1648: 1, 1815: 1, 1914: 1, 2018: 9}, False)],
)  # fmt: skip
def test_far_is_further_than_fifty_years_and_than_the_others_span(year: int, others: dict[int, int], far: bool) -> None:
    assert is_far(year, others) == far


def test_a_year_far_from_all_others() -> None:
    log = memory_log()
    put(log, known("a", "2017-05-01"), known("b", "2018-05-01"), known("c", "2019-05"), known("p", "2026-05"))
    said = "event 'd' is of the year 1918, far from all others, which are of 2017 to 2026"
    assert told(log, known("d", "1918-05-04")) == [said]
    assert told(log, known("d", "1975-05-04")) == []
    assert told(log, EventRescheduled(event="p", when="2090-05", known="2025-12-31"))
    assert found(log, "far-year") == []
    put(log, known("d", "1918-05-04"))
    assert found(log, "far-year") == [said]


def test_the_rows_of_one_file_are_looked_at_beside_each_other() -> None:
    rows = [known(name, f"201{place}-05-01") for place, name in enumerate("abcd")]
    assert len(told(memory_log(), *rows, known("e", "2108-05-01"))) == 1
    assert told(memory_log(), *rows) == []


def test_a_unit_in_other_letters() -> None:
    log = memory_log()
    define(log, "deal", "oil")
    put(log, known("a", "2018-05-01", "deal.value=5bn km"))
    said = "oil.price is in KM, elsewhere that unit is written km"
    body = known("b", "2018-05-02", "oil.price=~60 KM")
    assert told(log, body) == [said]
    assert look_over(body, read_state(log), NOON_2026).mends == {said: "--set 'oil.price=~60 km'"}
    assert told(log, known("b", "2018-05-02", "oil.price=60 km", "deal.weight=5 kg")) == []
    assert found(log, "unit-case") == []
    put(log, body)
    assert found(log, "unit-case") == [said]


def test_a_unit_that_is_declared_for_another_attribute_is_in_use() -> None:
    log = memory_log()
    put(log, IssueDefined(issue="deal", title="D", attributes={"value": Attribute("estimate", "km")}))
    assert told(log, known("a", "2018-05-01", "deal.price=5 KM"))
    (only,) = told(log, known("a", "2018-05-01", "deal.value=5 KM"))
    assert "is in KM, declared is km" in only, "told once"


def test_units_are_found_in_all_kinds_of_entries() -> None:
    log = memory_log()
    define(log, "deal")
    claims = (Claim("deal", "value", Quantity(5, "EUR")),)
    put(log, known("a", "2018-05-01", "deal.value=5 USD"), known("plan", "2026-05-01"),
        EventOccurred(event="plan", when="2025-12-30", claims=claims, known="2025-12-31"))  # fmt: skip
    assert units_in(log.read()) == {"USD": 1, "EUR": 1}
    copied = [Entry(one.seq, one.id, one.recorded, one.body) for one in log.read()]
    assert units_in(copied) == {"USD": 1, "EUR": 1}


def test_an_attribute_nearly_a_declared_one_in_a_move_and_what_mends_it() -> None:
    log = memory_log()
    put(log, IssueDefined(issue="deal", title="D", attributes={"value": Attribute("estimate", "USD")}))
    put(log, known("plan", "2026-05-01"))
    claims = (Claim("deal", "valeu", Quantity(5, "USD"), "Foo Bar"), Claim("deal", "status", "on"))
    made = look_over(EventRescheduled(event="plan", when="2026-06-01", claims=claims), read_state(log), NOON_2026)
    assert made.doubts == ["deal.valeu is not declared; did you mean 'value'?"]
    mend = "--remove claims --set 'deal.value=5 USD' --by 'Foo Bar' --set deal.status=on --by ''"
    assert list(made.mends.values()) == [mend]


def test_a_correction_is_told_of_what_it_brings_in_and_of_nothing_that_was_there() -> None:
    log = memory_log()
    declared = {"value": Attribute("estimate", "USD"), "cost": Attribute("estimate")}
    put(log, IssueDefined(issue="deal", title="D", attributes=declared))
    (entry, *_) = put(log, *[known(f"e{year}", f"{year}-05-01", "deal.valeu=5 USD") for year in range(2017, 2021)])
    claims = [
        {"issue": "deal", "attribute": name, "value": {"amount": 5, "unit": unit}}
        for name, unit in (("valeu", "USD"), ("vaule", "USD"), ("cost", "usd"))
    ]
    assert told(log, EventCorrected(entry=entry, fields={"claims": claims, "when": "1018-05-01"})) == [
        "deal.vaule is not declared; did you mean 'value'?",
        "event 'e2017' is of the year 1018, far from all others, which are of 2018 to 2020",
        "deal.cost is in usd, elsewhere that unit is written USD",
    ]
    assert told(log, EventCorrected(entry=entry, fields={"title": "E"})) == []
    assert told(log, EventCorrected(entry=entry, void=True)) == []
    made = look_over(EventCorrected(entry=entry, fields={"when": "1018-05-01"}), read_state(log), NOON_2026)
    assert (made.looked_at, [*made.mends.values()]) == (entry, ["--on DATE"])


def test_of_others_of_one_year_that_year_is_named() -> None:
    assert far_fault("e", 2109, {2019: 3}).endswith("far from all others, which are of 2019")
