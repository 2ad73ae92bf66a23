"""What a person types in the natural way, in a new log, and what it must come to."""

from pathlib import Path
from typing import Any

import pytest

from .running import Cli


@pytest.fixture
def new(tmp_path: Path) -> Cli:
    made = Cli(tmp_path / "new")
    made.now = 1_577_880_000_000_000  # 2020-01-01T12:00Z
    made.ok("init", "--timezone", "UTC")
    for issue in ("deal", "case", "works", "a", "b"):
        made.ok("define", issue)
    return made


def status(cli: Cli, issue: str, day: str) -> Any:
    (found,) = cli.json("project", "--issue", issue, "--as-of", day)["issues"]
    return found["status"] and found["status"]["value"]


def event(cli: Cli, name: str, day: str) -> dict[str, Any]:
    (found,) = (one for one in cli.json("events", "--as-of", day) if one["event"] == name)
    return dict(found)


def test_what_is_reported_in_april_has_not_happened_after_november(new: Cli) -> None:
    new.ok("record", "Talks under way", "--on", "2018", "--set", "deal=in talks", "--source", "Harbour Post",
           "--published", "2018-04-02")  # fmt: skip
    new.ok("record", "Deal agreed", "--on", "2018-11-14", "--set", "deal=agreed", "--source", "City Gazette",
           "--published", "2018-11-14")  # fmt: skip
    assert status(new, "deal", "2019-01-02") == "agreed"
    assert "contested" not in new.ok("project", "--as-of", "2019-01-02")


def test_what_is_reported_in_the_middle_of_its_month_has_happened(new: Cli) -> None:
    new.ok("record", "Court rules", "--on", "2017-02", "--set", "case=open", "--source", "Harbour Post",
           "--published", "2017-02-20")  # fmt: skip
    assert status(new, "case", "2017-02-22") == "open"
    assert event(new, "court-rules", "2017-02-22")["phase"] == "occurred"


def test_the_paper_that_wrote_first_is_named(new: Cli) -> None:
    new.ok("record", "Plan approved", "--id", "plan", "--on", "2019-08-15", "--set", "works=planned", "--source",
           "City Gazette", "--published", "2019-09-03")  # fmt: skip
    new.ok("source", "plan", "--source", "Harbour Post", "--published", "2019-08-25")
    said = new.ok("why", "works", "--as-of", "2019-08-26")
    assert "planned, says Harbour Post" in said
    assert "source: Harbour Post (2019-08-25)" in said
    assert "City Gazette" not in said


def test_each_date_goes_with_the_paper_that_gave_it(new: Cli) -> None:
    new.ok("record", "Visit", "--on", "2019-08-15", "--scheduled", "--set", "a=held", "--source", "A",
           "--published", "2019-05-03")  # fmt: skip
    new.ok("reschedule", "visit", "--on", "2019-09-15", "--source", "B", "--published", "2019-06-25")
    found = event(new, "visit", "2019-08-26")
    date = found["evidence"]["date"]
    assert (found["when"], date["known"], [one["publisher"] for one in date["sources"]]) == (
        "2019-09-15", "2019-06-25", ["B"],
    )  # fmt: skip
    accounts = [(one["when"], one["known"], one["sources"][0]["publisher"]) for one in found["accounts"]]
    assert accounts == [("2019-08-15", "2019-05-03", "A"), ("2019-09-15", "2019-06-25", "B")]


def test_two_claimants_and_two_sources_are_all_there(new: Cli) -> None:
    new.ok("record", "X", "--on", "2019-03-15", "--set", "a=1", "--by", "Foo", "--set", "b=2", "--by", "Bar",
           "--source", "P", "--published", "2019-03-15", "--source", "Q", "--published", "2019-03-16")  # fmt: skip
    found = event(new, "x", "2020-01-01")
    assert [(claim["issue"], claim["by"]) for claim in found["claims"]] == [("a", "Foo"), ("b", "Bar")]
    assert [source["publisher"] for source in found["sources"]] == ["P", "Q"]
    assert event(new, "x", "2019-03-15")["sources"][0]["publisher"] == "P"


def test_a_mistyped_outcome_is_not_mended_in_the_plan(new: Cli) -> None:
    new.ok("record", "E", "--on", "2019-01-20", "--scheduled", "--source", "P", "--published", "2019-01-02")
    new.ok("occurred", "e", "--on", "2019-01-16", "--source", "P", "--published", "2019-01-17")
    said = new.refused("correct", "e", "--on", "2019-01-15")
    outcome = new.entries()[-1]["id"][:8]
    assert f"`timeline correct {outcome} --on 2019-01-15`" in said
    new.ok("correct", outcome, "--on", "2019-01-15")
    assert (event(new, "e", "2019-01-17")["when"], event(new, "e", "2019-01-10")["when"]) == (
        "2019-01-15",
        "2019-01-20",
    )
