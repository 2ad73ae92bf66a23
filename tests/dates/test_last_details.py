"""What nothing else asks of the reading of dates: its bounds, at both ends, and what stands within other forms."""

import pytest

from timeline_engine.dates import DateError, Zone, read_when
from timeline_engine.dates.civil import LARGEST_YEAR
from timeline_engine.dates.reading import LONGEST

UTC = Zone("UTC")
TODAY = "2018-12-04"


def read(text: str) -> str:
    return read_when(text, UTC, TODAY)


def test_the_largest_year_is_read_and_the_next_is_not() -> None:
    assert UTC.when(f"Y{LARGEST_YEAR}").earliest == f"{LARGEST_YEAR}-01-01"
    with pytest.raises(DateError):
        UTC.when(f"Y{LARGEST_YEAR + 1}")


def test_the_longest_text_is_read_and_a_longer_one_is_not() -> None:
    days = "[" + ",".join(f"2018-01-{day:02d}" for day in range(1, 19))
    text = f"{days}{' ' * (LONGEST - len(days) - 1)}]"
    assert len(text) == LONGEST
    assert UTC.when(text).latest == "2018-01-18"
    with pytest.raises(DateError, match="longer than 200 characters"):
        UTC.when(text.replace("]", " ]"))
    long = "between " + "4 November 2018, 4 November 2018".rjust(LONGEST)
    with pytest.raises(DateError, match="longer"):
        read(long.replace(" ", "_"))


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("between yesterday and tomorrow", "[2018-12-03..2018-12-05]"),
        ("yesterday to tomorrow", "2018-12-03/2018-12-05"),
        ("before today", "[..2018-12-03]"),
        ("by tomorrow", "[..2018-12-05]"),
        ("~yesterday", "2018-12-03~"),
        ("Tuesday, today", "2018-12-04"),
        ("Tuesday, 4 Dec 2018 14:30", "2018-12-04T14:30"),
        ("4 Dec 2018 1 am".replace("1 am", "1:00 am"), "2018-12-04T01:00"),
        ("4 Dec 2018 1:30 pm", "2018-12-04T13:30"),
        ("4 Dec 2018 14:30 +5", "2018-12-04T14:30+05:00"),
        ("2018-12-04T14:30-14:30", "2018-12-04T14:30-14:30"),
    ],
)
def test_what_stands_within_another_form_is_read_with_the_same_day(text: str, edtf: str) -> None:
    assert read(text) == edtf


@pytest.mark.parametrize("text", ["since yesterday", "until yesterday"])
def test_so_do_refusals(text: str) -> None:
    with pytest.raises(DateError, match="2018-12-03"):
        read(text)


def test_a_winter_ends_with_the_day_that_a_leap_year_gives_it() -> None:
    assert (UTC.when("2011-24").latest, UTC.when("2012-24").latest) == ("2012-02-29", "2013-02-28")
    assert UTC.when("2011-24").kind == "imprecise"


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("Europe/Brlin", "did you mean Europe/Berlin or Europe/Dublin or Europe/Lisbon?"),
        ("nowhere at all on this earth", "write an IANA name such as Asia/Kolkata or UTC."),
    ],
)
def test_an_unknown_zone_names_three_others_at_most(name: str, advice: str) -> None:
    with pytest.raises(DateError) as caught:
        Zone(name)
    assert str(caught.value) == f"there is no time zone called {name!r}; {advice}"


def test_a_decade_before_year_0_is_no_half_month() -> None:
    assert (UTC.when("-201X").earliest, UTC.when("-201X").latest) == ("-2019-01-01", "-2010-12-31")
    with pytest.raises(DateError, match="has half a month or day"):
        UTC.when("2018-1X")


def test_what_a_message_quotes_is_whole_up_to_sixty_characters() -> None:
    for length, shown in ((60, "x" * 60), (61, "x" * 60 + "…")):
        with pytest.raises(DateError, match=f"^'{shown}' is "):
            UTC.when("x" * length)
