"""What a date means in a zone: its window, and when it takes effect (docs/semantics.md, section 1)."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_engine.dates import BEGINNING, FOREVER, DateError, When, Zone, utc_instant

KOLKATA = Zone("Asia/Kolkata")


def at(text: str) -> int:
    """The microseconds of an ISO date-time with offset, counted by datetime."""
    since = datetime.fromisoformat(text) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def last(day: str) -> int:
    """The last microsecond of a day in Kolkata."""
    return at(f"{day}T23:59:59.999999+05:30")


def test_a_day_is_the_whole_day_and_takes_effect_at_its_end() -> None:
    assert KOLKATA.when(" 2018-09-06 ") == When(
        text="2018-09-06",
        earliest="2018-09-06",
        latest="2018-09-06",
        starts=at("2018-09-06T00:00+05:30"),
        ends=last("2018-09-06"),
        effective=last("2018-09-06"),
        kind="day",
    )


@pytest.mark.parametrize(
    ("text", "instant", "day"),
    [
        ("2018-12-04T09:22+05:30", "2018-12-04T09:22+05:30", "2018-12-04"),
        ("2018-12-04T09:22", "2018-12-04T09:22+05:30", "2018-12-04"),
        ("2018-12-04T09:22:07.5", "2018-12-04T09:22:07.5+05:30", "2018-12-04"),
        ("2018-12-04T09:22:07.000001-03", "2018-12-04T09:22:07.000001-03:00", "2018-12-04"),
        ("2018-12-04T09:22Z", "2018-12-04T09:22+00:00", "2018-12-04"),
        ("2018-12-04T22:00Z", "2018-12-04T22:00+00:00", "2018-12-05"),
        ("2018-12-04T01:00+12:00", "2018-12-04T01:00+12:00", "2018-12-03"),
        ("2018-12-04T24:00:00", "2018-12-05T00:00+05:30", "2018-12-05"),
    ],
)
def test_a_date_time_is_one_instant_on_the_day_that_the_zone_has_then(text: str, instant: str, day: str) -> None:
    when = KOLKATA.when(text)
    assert (when.starts, when.effective, when.ends) == (at(instant),) * 3
    assert (when.earliest, when.latest, when.kind) == (day, day, "time")
    assert KOLKATA.instant(text) == at(instant)


@pytest.mark.parametrize(
    ("text", "first", "latest"),
    [
        ("2018", "2018-01-01", "2018-12-31"),
        ("2018-04", "2018-04-01", "2018-04-30"),
        ("2018-02~", "2018-02-01", "2018-02-28"),
        ("2018-09-06?", "2018-09-06", "2018-09-06"),
        ("2018-27", "2018-09-01", "2018-11-30"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("[2018-10-04..2018-12-03]", "2018-10-04", "2018-12-03"),
        ("[2018-10-04, 2018-12-03]", "2018-10-04", "2018-12-03"),
    ],
)
def test_an_imprecise_date_takes_effect_at_its_latest_bound(text: str, first: str, latest: str) -> None:
    when = KOLKATA.when(text)
    assert (when.earliest, when.latest, when.kind) == (first, latest, "imprecise")
    assert when.starts == at(f"{first}T00:00+05:30")
    assert when.effective == when.ends == KOLKATA.instant(text) == last(latest)


@pytest.mark.parametrize(
    ("text", "first", "latest"),
    [
        ("2019-06-28/2019-06-29", "2019-06-28", "2019-06-29"),
        ("2019/2019-05", "2019-01-01", "2019-05-31"),
        ("2018-10~/2019-05?", "2018-10-01", "2019-05-31"),
        ("{1960,1961-12}", "1960-01-01", "1961-12-31"),
        ("{2018-10-04..2018-12-03}", "2018-10-04", "2018-12-03"),
        ("2004-06-01/", "2004-06-01", "2014-06-01"),
        ("2004-02-29/", "2004-02-29", "2014-02-28"),
    ],
)
def test_an_extended_date_takes_effect_at_the_end_of_its_first_day(text: str, first: str, latest: str) -> None:
    when = KOLKATA.when(text)
    assert (when.earliest, when.latest, when.kind) == (first, latest, "extended")
    assert when.effective == last(first)
    assert when.ends == KOLKATA.instant(text) == last(latest)


def test_an_interval_between_date_times_is_exact() -> None:
    when = KOLKATA.when("2018-09-06T09:00+05:30/2018-09-06T17:00+05:30")
    assert when.starts == when.effective == at("2018-09-06T09:00+05:30")
    assert when.ends == at("2018-09-06T17:00+05:30")
    assert (when.earliest, when.latest, when.kind) == ("2018-09-06", "2018-09-06", "extended")


def test_an_interval_of_a_day_and_a_time_never_takes_effect_after_its_end() -> None:
    when = KOLKATA.when("2018-09-06/2018-09-06T17:00")
    assert when.effective == when.ends == at("2018-09-06T17:00+05:30")


def test_an_unknown_start_takes_effect_at_the_end() -> None:
    when = KOLKATA.when("/2006")
    assert (when.earliest, when.latest) == ("1996-12-31", "2006-12-31")
    assert when.effective == when.ends == last("2006-12-31")


def test_an_open_start_has_always_been_in_effect() -> None:
    when = KOLKATA.when("../2006")
    assert (when.earliest, when.starts, when.effective) == (None, BEGINNING, BEGINNING)
    assert KOLKATA.instant("../2006") == last("2006-12-31")


def test_one_of_an_open_past_takes_effect_at_the_end() -> None:
    when = KOLKATA.when("[..1760-12-03]")
    assert (when.earliest, when.starts) == (None, BEGINNING)
    assert when.effective == when.ends == KOLKATA.when("1760-12-03").ends


@pytest.mark.parametrize("text", ["2019-05/..", "{2019-05..}", "[2019-05..]", "../.."])
def test_an_open_end_never_ends_and_stands_for_no_instant(text: str) -> None:
    when = KOLKATA.when(text)
    assert (when.latest, when.ends) == (None, FOREVER)
    with pytest.raises(DateError, match="open end"):
        KOLKATA.instant(text)


def test_one_of_an_open_future_never_takes_effect() -> None:
    assert KOLKATA.when("[2019-05..]").effective == FOREVER
    assert KOLKATA.when("2019-05/..").effective == last("2019-05-01")


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", "a date is missing"),
        ("  ", "a date is missing"),
        ("yesterday", "not an EDTF date; write one such as 2018-09-06"),
        ("2018-13-08", "no month 13"),
        ("2018-00", "no month 0"),
        ("2018-42", "no month 42"),
        ("2018-02-30", "that month has 28 days"),
        ("-0000-01-01", "not an EDTF date"),
        ("2018-09-06T25:00", "no such time of day"),
        ("2018-09-06T09:60", "no such time of day"),
        ("2018-09-06T24:00:01", "no such time of day"),
        ("2018-09-06T24:00:00.000001", "past the end of its day"),
        ("2018-09-06T09:00+25:00", "no such offset"),
        ("2018-09-06T09", "not a date-time"),
        ("2018-09-06T09:00:00.1234567", "not a date-time"),
        ("2018-02-30T09:00", "that month has 28 days"),
        ("/", "without a date"),
        ("../", "without a date"),
        ("/..", "without a date"),
        ("2018/2019/2020", "not an EDTF date"),
        ("2018-12-03/2018-10-04", "ends before it starts"),
        ("2018-09-06T17:00+05:30/2018-09-06T17:00+06:30", "ends before it starts"),
        ("[2018]", "set of one date"),
        ("[2018,]", "not an EDTF date"),
        ("[2018}", "not an EDTF date"),
        ("[..]", "not an EDTF date"),
        ("[2018-09-06T09:00..2018-09-07]", "not an EDTF date"),
        ("[2019..2018]", "ends before it starts"),
        ("[2016, 2019..2018]", "ends before it starts"),
        ("[" + "2018-10-04," * 20 + "2019]", "longer than 200 characters"),
        ("\u0662\u0660\u0661\u0668-09-06", "not an EDTF date"),
    ],
)
def test_what_is_refused_says_why_in_one_sentence(text: str, advice: str) -> None:
    with pytest.raises(DateError, match=advice) as refused:
        KOLKATA.when(text)
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith(".")


texts = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7] + "~"),
    st.datetimes().map(lambda time: time.isoformat()),
    st.datetimes().map(lambda time: time.isoformat() + "-03:30"),
    st.lists(st.dates().map(lambda day: day.isoformat()), min_size=2, max_size=9).map(
        lambda days: f"[{','.join(days)}]"
    ),
    st.tuples(st.dates(), st.dates()).map(sorted).map(lambda pair: f"{pair[0]}/{pair[1]}"),
    st.dates().map(lambda day: f"{day}/.."),
    st.dates().map(lambda day: f"../{day}"),
    st.dates().map(lambda day: f"{{..{day}}}"),
)
zones = st.sampled_from(
    [Zone(name) for name in ("UTC", "Asia/Kolkata", "America/Sao_Paulo", "Pacific/Apia", "Europe/London")]
)


@given(texts, zones)
def test_bounds_are_in_order(text: str, zone: Zone) -> None:
    when = zone.when(text)
    assert BEGINNING <= when.starts <= when.effective <= when.ends <= FOREVER
    assert (when.starts == BEGINNING) == (when.earliest is None)
    assert (when.ends == FOREVER) == (when.latest is None)
    if when.earliest and when.latest and when.kind != "extended":
        assert when.earliest <= when.latest
        assert when.effective == when.ends
    assert zone.when(text) is when


def test_a_zone_remembers_what_it_read_and_only_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline_engine.dates.zone._CACHED", 2)
    zone = Zone("UTC")
    first = zone.when("2018-01-01")
    assert zone.when("2018-01-01") is first
    zone.when("2018-01-02")
    zone.when("2018-01-03")
    assert zone.when("2018-01-01") is not first
    assert zone.when("2018-01-01") == first


def test_a_when_cannot_be_changed() -> None:
    when = KOLKATA.when("2018-09-06")
    with pytest.raises(AttributeError):
        when.text = "2018-09-07"  # type: ignore[misc]
    assert not hasattr(when, "__dict__")


@given(st.integers(at("0001-01-01T00:00+00:00"), at("9999-12-31T23:59:59.999999+00:00")))
def test_the_date_time_path_counts_like_datetime(instant: int) -> None:
    text = Zone("UTC").stamp(instant)
    assert KOLKATA.instant(text) == instant == at(text)
    assert utc_instant(text.replace("+00:00", "Z")) == instant
