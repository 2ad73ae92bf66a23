"""What has several readings, or none, and was once taken for one of them: it is refused, with the readings."""

import pytest

from timeline_engine.dates import Convention, DateError, Zone, read_when

UTC = Zone("UTC")
TODAY = "2026-11-29"


def read(text: str, **convention: object) -> str:
    return read_when(text, UTC, TODAY, Convention(**convention))  # type: ignore[arg-type]


def refusal(text: str, **convention: object) -> DateError:
    with pytest.raises(DateError) as refused:
        read(text, **convention)
    return refused.value


@pytest.mark.parametrize("text", ["summer c. 44 BC", "winter 44/43 BC", "spring of 15 March 44 BC", "summer 123456 BC"])
def test_a_season_is_one_of_a_year(text: str) -> None:
    assert "a season is one of a year; write its first and last month" in str(refusal(text))
    assert read("summer 44 BC") == "-0043-22"


@pytest.mark.parametrize(
    "text",
    [
        "13-14.11.2018", "2001-11-04 to 06", "2001-11-04 or 05", "May 10-12", "1850 or 51", "27 BC to 14", "10-11/2018",
        "10-12", "between 10 and 12", "10? or 12 May 2018",
    ],
)  # fmt: skip
@pytest.mark.parametrize("pivot", [None, 2026])
def test_a_number_beside_another_date_is_no_year(text: str, pivot: int | None) -> None:
    error = refusal(text, pivot=pivot)
    assert "which may be a day, a month or a year; write both sides in full" in str(error)
    assert error.options == ()


def test_a_number_goes_on_with_the_other_side() -> None:
    assert read("4-6 Nov '18", pivot=2026) == "2018-11-04/2018-11-06"
    assert read("10 or 5 BC", pivot=2026) == "[-0009,-0004]"
    assert read("'85 or '86", pivot=2026) == "[1985,1986]"
    assert read("about 85", pivot=2026) == "1985~"


@pytest.mark.parametrize("pivot", [None, 2026])
def test_c19_may_be_a_century(pivot: int | None) -> None:
    assert "18XX or as about a year" in str(refusal("C19", pivot=pivot))


def test_a_pivot_does_not_say_which_of_two_numbers_is_the_year() -> None:
    error = refusal("18-11-04", pivot=2026)
    assert "2018-11-04 or 2004-11-18" in str(error)
    assert error.options == refusal("18-11-04").options == ("dates=day-first",)
    assert read("18-11-04", pivot=2026, order="day-first") == "2004-11-18"
    assert read("13/04/77", pivot=2026) == "1977-04-13"
