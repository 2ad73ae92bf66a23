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
