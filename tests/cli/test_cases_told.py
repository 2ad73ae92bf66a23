"""Files that came in wrong without a word (tests/data/cases), from the import to what is shown."""

from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from .running import Cli

CASES = Path(__file__).parents[1] / "data" / "cases"
LATER = 6 * 365 * 86_400_000_000  # after all that the files say


@pytest.fixture
def later(cli: Cli) -> Cli:
    cli.now += LATER
    return cli


def case(name: str) -> str:
    (file,) = (CASES / name).iterdir()
    return str(file)


def shown(cli: Cli, title: str, *asked: str) -> dict[str, Any]:
    (event,) = [one for one in cli.json("events", *asked) if one["title"] == title]
    return dict(event)


def test_a_row_that_moved_by_a_comma_is_refused(later: Cli) -> None:
    said = later.refused("import", case("map-shifted-columns"), "--map", "Date=when,Event=title,Place=place")
    assert "a.csv:2: 4 cells under 3 columns: quote cells with commas" in said


def test_financial_years_are_refused_until_somebody_says_which(later: Cli) -> None:
    file = case("fiscal-year-read-as-season")
    assert "a.csv:2: field when: '2020-21' can be read as" in later.refused("import", file)
    later.warned("import", file, "-O", "pairs=years")
    assert shown(later, "Budget A")["when"] == "2020/2021"


def test_days_written_as_midnights_are_told_and_can_be_read_as_such(later: Cli) -> None:
    file = case("midnight-utc-moves-the-day")
    assert "all 2 times are midnight" in later.warned("import", file, "--dry-run")
    assert "midnight" not in later.warned("import", file, "-O", "times=days")
    assert [shown(later, title)["when"] for title in "AB"] == ["2019-01-01", "2019-01-02"]


def test_a_winter_is_in_effect_from_the_end_of_february(later: Cli) -> None:
    later.warned("import", case("winter-is-december"), "--known", "2019-03-10")
    ferry = shown(later, "Ferry stopped for good", "--as-of", "2019-03-12")
    assert (ferry["earliest"], ferry["latest"], ferry["phase"]) == ("2018-12-01", "2019-02-28", "occurred")
    assert shown(later, "Ferry stopped for good", "--as-of", "2019-02-27", "--hindsight")["phase"] == "possible"


def test_what_began_on_a_day_and_has_no_known_end_is_shown_on_that_day(later: Cli, tmp_path: Path) -> None:
    later.warned("import", case("unknown-end-drawn-as-ten-years"), "--known", "1985-04-12")
    strike = shown(later, "Strike begins")
    assert (strike["earliest"], strike["latest"]) == ("1985-04-12", None)
    later.run("export", "ics", "-o", str(tmp_path / "a.ics"))
    events = Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT")
    (event,) = [one for one in events if str(one["SUMMARY"]).startswith("Strike begins")]
    assert (str(event["DTSTART"].dt), str(event["DTEND"].dt)) == ("1985-04-12", "1985-04-13")


def test_a_cancellation_with_one_l_is_one(later: Cli) -> None:
    later.warned("import", case("ics-status-canceled"))
    assert shown(later, "Hearing", "--hindsight")["phase"] == "cancelled"
