"""Our own reading of EDTF against the `edtf` package on the same text, and how the package is kept at bay."""

import contextlib
import gc
import subprocess
import sys
import warnings
import weakref
from datetime import date
from time import struct_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_engine.dates import DateError, Zone
from timeline_engine.dates.edtf_package import strict_days

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from edtf import parse_edtf

ZONE = Zone("UTC")
Bounds = tuple[str | None, str | None]


def by_package(text: str) -> Bounds:
    parsed = parse_edtf(text)
    return _text(parsed.lower_strict()), _text(parsed.upper_strict())


def _text(bound: struct_time | float) -> str | None:
    if isinstance(bound, float):
        return None
    year, month, day = bound[:3]
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{day:02d}"


def by_us(text: str) -> Bounds:
    when = ZONE.when(text)
    return when.earliest, when.latest


days = st.dates().map(date.isoformat)
pairs = st.tuples(st.dates(), st.dates()).map(sorted).map(lambda pair: [day.isoformat() for day in pair])
years = st.integers(-9999, 9999).map(lambda year: f"{'-' if year < 0 else ''}{abs(year):04d}")
months = st.builds(lambda year, month: f"{year}-{month:02d}", years, st.integers(1, 12))
qualifiers = st.sampled_from(["", "?", "~", "%"])
plain = st.one_of(days, months, years)
times = st.times().map(lambda time: time.replace(microsecond=0).isoformat())
offsets = st.sampled_from(["", "Z", "+05:30", "-03:00", "+13:45"])
few = settings(max_examples=15, deadline=None)  # the package takes 20 ms a text


@few
@given(plain, qualifiers)
def test_days_months_and_years(text: str, qualifier: str) -> None:
    assert by_us(text + qualifier) == by_package(text + qualifier)


@few
@given(days, times, offsets)
def test_date_times(day: str, time: str, offset: str) -> None:
    """The package gives the day as written, we that of the zone: the same where the offset is the zone's."""
    text = f"{day}T{time}{offset}"
    assert by_package(text) == (day, day)
    assert by_us(text) == ((day, day) if offset in ("", "Z") else (ZONE.day(ZONE.instant(text)),) * 2)


@pytest.mark.slow
@few
@given(pairs, st.sampled_from([10, 7, 4]))
def test_intervals_and_ranges(pair: list[str], length: int) -> None:
    first, last = (day[:length] for day in pair)
    for text in (f"{first}/{last}", f"[{first}..{last}]", f"{{{first}..{last}}}", f"[{first},{last}]"):
        assert by_us(text) == by_package(text)


@pytest.mark.slow
@few
@given(days | months)
def test_open_and_unknown_ends(text: str) -> None:
    if "0011-01-01" <= text <= "9988-12-31":  # the package's ten years go by datetime
        for unknown in (f"{text}/", f"/{text}"):
            assert by_us(unknown) == by_package(unknown)
    for open_end in (f"{text}/..", f"../{text}", f"[{text}..]", f"[..{text}]", f"{{..{text}}}"):
        assert by_us(open_end) == by_package(open_end)


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="0129X-~?%/.,[]{}TZ ", max_size=12))
def test_no_text_is_read_with_other_bounds(text: str) -> None:
    try:
        ours, theirs = by_us(text), by_package(text.strip())
    except Exception:  # one of the two refuses it; the tests of refusals say which
        return
    assert ours == theirs


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("[2018-10-04..2018-12]", ("2018-10-04", "2018-12-31")),  # edtf: both ends of one precision only
        ("{..1983-12-31,1984-10-10}", (None, "1984-10-10")),  # an example of the specification; edtf: TypeError
        ("2018-XX/..", ("2018-01-01", None)),
        ("2018-25/2018-27", ("2018-03-01", "2018-11-30")),
        ("2018-24?", ("2018-12-01", "2019-02-28")),
        ("[-01XX,2000]", ("-0199-01-01", "2000-12-31")),  # edtf: from -0100
        ("2018-09-06T09:00Z", ("2018-09-06", "2018-09-06")),
    ],
)
def test_what_only_we_read(text: str, bounds: Bounds) -> None:
    assert by_us(text) == bounds


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2018-02-29", "not in the calendar"),
        ("1900-02-29~", "not in the calendar"),
        ("2018-~02-29", "does not have"),
        ("156X-02-29", "does not have"),
        ("2018-12-03/2018-10-04", "before it starts"),
        ("[2018-12-03..2018-10-04]", "before it starts"),
        ("-0100-XX", "bounds are not known"),
        ("Y1E13", "further away"),
        ("2018T09:00:00", "not a date-time"),
    ],
)
def test_what_the_package_reads_and_we_refuse(text: str, reason: str) -> None:
    parse_edtf(text)
    with pytest.raises(DateError, match=reason):
        ZONE.when(text)


@pytest.mark.parametrize("text", ["2018-1X", "2018-1X-31", "1950S2?-05", "2018-02-3X"])
def test_the_package_prints_nothing(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DateError):
        strict_days(text)
    assert capsys.readouterr() == ("", "")


def test_the_package_warns_of_nothing() -> None:
    code = "from timeline_engine.dates import Zone; print(Zone('UTC').when('2018-27').latest)"
    run = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("2018-11-30\n", "")


class Held:
    """Something that a caller holds while a date is read."""


@pytest.mark.parametrize("text", ["2026-35", "1950S2", "20XX", "2018-99~x"])
def test_the_package_holds_on_to_no_caller(text: str) -> None:
    def read(held: Held) -> None:
        with contextlib.suppress(DateError):
            strict_days(text)
        assert held

    held = Held()
    watched = weakref.ref(held)
    read(held)
    del held
    gc.collect()
    assert watched() is None
