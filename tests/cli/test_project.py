"""``timeline project``: the three clocks, the table, an issue's page, and the JSON that follows its schema."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from timeline_engine.cli.terminal.table import breadth
from timeline_engine.dates import Zone, read_when, utc_instant
from timeline_engine.projection import PHASES

from .running import NOW, SHIPPED, Cli

pytestmark = pytest.mark.any_log

DAY = 86_400_000_000


def answer(cli: Cli, *args: str) -> Any:
    return cli.json("project", *args)


def status(cli: Cli, issue: str, *args: str) -> Any:
    (found,) = answer(cli, "--issue", issue, *args)["issues"]
    return found["status"] and found["status"]["value"]


def test_as_of_is_today_by_the_clock_in_the_zone_of_the_log(cli: Cli) -> None:
    assert answer(cli)["as_of"] == "2019-01-01"  # it is 2018-12-31T20:00Z
    assert cli.ok("project").startswith("A log: as of 2019-01-01, as known by 2019-01-01\n")
    utc = Cli(Path("utc"))
    utc.ok("init")
    assert answer(utc)["as_of"] == "2018-12-31"


@pytest.mark.parametrize(
    ("typed", "held"), [("4 Dec 2018", "2018-12-04"), ("yesterday", "2018-12-31"), ("2018-12-04T09:22+05:30", None)]
)
def test_dates_as_people_write_them(shipped: Cli, typed: str, held: str | None) -> None:
    assert answer(shipped, "--as-of", typed)["as_of"] == (held or typed)


@pytest.mark.parametrize("option", ["--as-of", "--known-by", "--recorded-by"])
def test_a_date_with_two_readings_is_refused_with_both(shipped: Cli, option: str) -> None:
    said = shipped.refused("project", option, "04/12/2018")
    assert said.startswith(f"{option}: '04/12/2018' can be read as ")
    assert "4 December 2018 (2018-12-04) or 12 April 2018 (2018-04-12)" in said


def test_known_by_and_hindsight(shipped: Cli) -> None:
    in_may = ("--as-of", "2019-05-31")
    assert status(shipped, "iran-oil", *in_may) == "buying"
    assert status(shipped, "iran-oil", *in_may, "--known-by", "2019-06-25") == "ended"
    assert status(shipped, "iran-oil", *in_may, "--hindsight") == "ended"
    assert answer(shipped, *in_may, "--hindsight")["known_by"] is None


@pytest.mark.parametrize(
    "command", [("project",), ("why", "iran-oil"), ("events",), ("show", "first-two-plus-two"), ("search", "oil")]
)
def test_hindsight_leaves_no_known_by(shipped: Cli, command: tuple[str, ...]) -> None:
    said = shipped.refused(*command, "--hindsight", "--known-by", "2019", code=2)
    assert said == "--hindsight means all that is known: leave out --known-by"


def test_recorded_by_is_the_log_as_it_stood(cli: Cli) -> None:
    cli.now = NOW + DAY
    cli.ok("record", "Signed", "--on", "2018-10", "--set", "deal=signed", "--known", "2018-10-31")
    assert status(cli, "deal") == "signed"
    assert status(cli, "deal", "--recorded-by", "2019-01-01") is None
    then = answer(cli, "--recorded-by", "1 Jan 2019")
    assert then["recorded_by"] == "2019-01-01"
    assert "as recorded by 2019-01-01" in cli.ok("project", "--recorded-by", "2019-01-01")


DAYS = [str(date(2018, 8, 31) + timedelta(days)) for days in range(0, 305, 8)]
DAYS += ["2018-09-05", "2018-09-06", "2018-10-04", "2018-12-04", "2019-06-25"]


@pytest.mark.parametrize("columns", [60, 72, 80, 120])
@pytest.mark.parametrize("when", DAYS)
def test_the_table_fits_and_breaks_ids_only_after_hyphens(
    shipped: Cli, when: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeline_engine.cli.terminal.table.width", lambda: columns)
    issues = [issue["issue"] for issue in answer(shipped, "--as-of", when)["issues"]]
    said = shipped.ok("project", "--as-of", when).splitlines()
    assert max(map(breadth, said)) <= columns
    if not issues:
        return
    table = said[said.index("") + 1 :]
    if table[0].startswith("ISSUE "):
        cells = [line[: table[0].index("STATUS")].strip() for line in table[1:]]
    else:
        cells = [line for line in table if not line.startswith(" ")]
    assert "".join(cells) == "".join(issues)
    for cell in cells:
        assert cell.endswith("-") or any(issue.endswith(cell) for issue in issues)


LONG = ("x" * 200, "word " * 39 + "word", "日本" * 50, "a-very-long-" * 9 + "id", "é\u0301\u0301" * 40)


@pytest.mark.parametrize("long", LONG)
def test_long_and_wide_text_fits_and_is_not_cut_off(cli: Cli, long: str) -> None:
    cli.ok("define", long, "--title", long, "--question", long)
    cli.ok("record", long, "--on", "2018-11", "--set", f"{long}={long}", "--source", long, "--summary", long)
    for command in (("project",), ("project", "--issue", long), ("events",), ("show", cli.last()["event"])):
        said = cli.ok(*command)
        assert max(map(breadth, said.splitlines())) <= 80
        assert said.replace(" ", "").replace("\n", "").count(long[-3:].strip()) > 0


def test_an_issue_in_full(shipped: Cli) -> None:
    said = shipped.ok("project", "--as-of", "2018-12-04", "--issue", "iran-oil")
    assert "Iranian oil [iran-oil]\n" in said
    for part in ("status: buying (since 2018-09-05", "What happened", "What is overdue", "contested".upper()):
        assert part in said
    assert "s-400-put-at-6bn" not in said


def test_several_issues(shipped: Cli) -> None:
    said = shipped.ok("project", "--as-of", "2018-12-04", "--issue", "comcasa", "--issue", "iran-oil")
    assert "[iran-oil]\n" in said
    assert "[comcasa]\n" in said
    assert [issue["issue"] for issue in answer(shipped, "--issue", "comcasa")["issues"]] == ["comcasa"]


@pytest.mark.parametrize("wrong", ["caatsa-wavier", "Comcasa", "iranoil"])
def test_an_unknown_issue_suggests_the_one_that_was_meant(shipped: Cli, wrong: str) -> None:
    assert "did you mean '" in shipped.refused("project", "--issue", wrong)


def test_an_empty_log_says_how_to_begin() -> None:
    empty = Cli(Path("empty"))
    empty.ok("init")
    assert "timeline record" in empty.ok("project")
    assert answer(empty)["issues"] == []


def test_a_question_before_all_entries_or_all_knowledge_says_when_they_begin(shipped: Cli) -> None:
    first = shipped.entries()[0]["recorded"]
    day = Zone("Asia/Kolkata").day(utc_instant(first))
    said = shipped.ok("project", "--recorded-by", "2018").splitlines()[-1]
    assert said == f"Nothing had been recorded by 2018: the first entry was recorded on {day}."
    for clock, known_by in (("--as-of", "2017"), ("--known-by", "2018-09-04")):
        for issues in ((), ("--issue", "iran-oil")):
            said = shipped.ok("project", clock, known_by, *issues).splitlines()[-1]
            assert said == f"Nothing was known by {known_by}: something is known at the end of 2018-09-05."
    said = shipped.ok("project", "--as-of", "2018-12-04", "--issue", "beca").splitlines()[-1]
    assert said.endswith("something is known at the end of 2019-06-25.")


def test_a_log_of_events_that_bear_on_no_issue_knows_none(cli: Cli) -> None:
    other = Cli(Path("other"))
    other.ok("init")
    other.ok("record", "Rain", "--on", "2018-11")
    assert "1 event, and none bears on an issue" in other.ok("project")


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(Cli(SHIPPED).ok("schema"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


DATES = ("1999", "2018-01", "2018-04-30", "2018-09-05", "2018-09-06", "2018-10-04", "2018-12-03",
         "2018-12-04T09:22+05:30", "2018-12-31", "2019-05-31", "2019-06-25", "2030")  # fmt: skip


@pytest.mark.parametrize("clock", [(), ("--hindsight",), ("--recorded-by", "2018"), ("--known-by", "2018-10-05")])
@pytest.mark.parametrize("as_of", DATES)
def test_the_json_follows_its_schema(
    shipped: Cli, validator: Draft202012Validator, as_of: str, clock: tuple[str, ...]
) -> None:
    found = answer(shipped, "--as-of", as_of, *clock)
    assert [error.message for error in validator.iter_errors(found)] == []
    assert found["as_of"] == as_of


def test_the_json_of_every_phase_follows_its_schema(cli: Cli, validator: Draft202012Validator) -> None:
    for name in ("moved", "off", "dropped", "denied", "missed", "coming"):
        when = "2019-05/.." if name == "coming" else "2018-11"
        cli.ok("record", name, "--on", when, "--scheduled", "--set", "deal.value=~5.5bn USD", "--set", "oil.x=-4.5",
               "--source", "S", "--url", "https://x")  # fmt: skip
    cli.ok("reschedule", "moved", "--on", "2019")
    cli.ok("postpone", "off")
    cli.ok("cancel", "dropped")
    cli.ok("retract", "denied")
    cli.run("record", "unlikely", "--on", "2019-01", "--known", "2018-12-30", "--set", "oil=buying")  # R4.22
    cli.ok("record", "perhaps", "--on", "2018-12/2019-01", "--set", "deal=~5", "--set", "oil=buying")
    cli.ok("record", "maybe", "--on", "[2018-12-01..2019-02-01]", "--set", "deal.value=6bn USD", "--issue", "deal")
    found = answer(cli)
    assert [error.message for error in validator.iter_errors(found)] == []
    for phase in PHASES:
        assert any(issue[phase] for issue in found["issues"]), phase


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ("2018-09-05", "2018-09-05"),
        ("2018-09-05~", "about 2018-09-05"),
        ("2018-09-05%", "about 2018-09-05?"),
        ("2018-09-05?", "2018-09-05?"),
        ("2018-05~", "about 2018-05"),
        ("2018-05", "2018-05"),
        ("2018-09-05/2018-09-08", "5-8 Sep 2018"),
        ("2018-05/2018-09", "May-Sep 2018"),
        ("2017/2018", "2017-2018"),
        ("2018/..", "from 2018, no end"),
    ],
)
def test_the_table_says_imprecise_dates_alike_in_since_and_last_and_so_that_they_can_be_typed(
    cli: Cli, when: str, shown: str
) -> None:
    cli.ok("record", "Deal", "--on", when, "--set", "deal=signed", "--known", "2018-10")
    since, last = cells(cli.ok("project", "--hindsight"))
    assert (since, last) == (shown, shown)
    assert read_when(shown, Zone("UTC"), "2026-11-21") == when


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ("[..2018-09-05]", "<2018-09-05"),
        ("[2018-09-01..2018-09-05]", "<2018-09-05"),
        ("2018-09-05T12:00+05:30", "2018-09-05"),
    ],
)
def test_the_table_says_one_bound_of_what_has_no_short_words(cli: Cli, when: str, shown: str) -> None:
    cli.ok("record", "Deal", "--on", when, "--set", "deal=signed")
    assert cells(cli.ok("project")) == [shown, shown]


def test_the_table_says_from_when_on_something_is_due(cli: Cli) -> None:
    cli.ok("record", "Deal", "--on", "[2019-09-05..]", "--scheduled", "--set", "deal=signed")
    assert "2019-09-05 or later" in cli.ok("project", "--hindsight")


def cells(told: str) -> list[str]:
    """SINCE and LAST of the row of the deal."""
    (line,) = [line for line in told.splitlines() if line.startswith("deal ")]
    return re.split("  +", line)[2:4]


def test_since_is_the_date_of_the_first_of_the_run(cli: Cli) -> None:
    for day, value in (
        ("2018-08-01", "signed"),
        ("2018-09-01", "off"),
        ("2018-10-05~", "signed"),
        ("2018-11-01", "signed"),
    ):
        cli.ok("record", f"Report of {day[:7]}", "--on", day, "--set", f"deal={value}")
    (line,) = [line for line in cli.ok("project").splitlines() if line.startswith("deal ")]
    assert line.split()[1:5] == ["signed", "about", "2018-10-05", "2018-11-01"]


def test_contested_names_the_attributes_if_they_are_not_the_status(cli: Cli) -> None:
    for who, price in (("Delhi", "~5bn USD"), ("Moscow", ">6bn USD")):
        cli.ok("record", f"{who} speaks", "--on", "2018-12-01", "--set", f"deal.value={price}", "--by", who)
    assert "contested: value; overdue" in " ".join(cli.ok("project").split())
    assert "value: ~5bn to >6bn USD" in cli.ok("project", "--issue", "deal")
    for who, status in (("Delhi", "signed"), ("Moscow", "off")):
        cli.ok("record", f"{who} again", "--on", "2018-12-02", "--set", f"deal={status}", "--by", who)
    assert "contested: status, value;" in " ".join(cli.ok("project").split())


@pytest.mark.parametrize(
    ("on", "since"),
    [
        ("2018-09-05", "2018-09-05"),
        ("2018-05", "2018-05"),
        ("2018-05~", "about May 2018"),
        ("2018-05-04?", "perhaps 4 May 2018"),
        ("[..2018-09-05]", "2018-09-05 at the latest"),
        ("[2018-08-26..2018-09-02]", "a day from 2018-08-26 to 2018-09-02"),
        ("2018-05/..", "2018-05-01"),
        ("../2018", "the beginning"),
    ],
)
def test_a_page_is_no_more_exact_than_what_it_rests_on(cli: Cli, on: str, since: str) -> None:
    cli.ok("record", "Signed", "--on", on, "--set", "deal=signed")
    assert f"status: signed (since {since})" in " ".join(cli.ok("project", "--issue", "deal").split())


def test_a_page_says_what_each_event_says_of_the_issue_and_since_when_that_is_known(cli: Cli) -> None:
    cli.ok(
        "record", "Signed", "--on", "2018-09-05", "--set", "deal=signed", "--set", "oil=ended", "--known", "2018-10-01"
    )
    said = cli.ok("project", "--issue", "deal")
    assert "says: status = signed\n" in said
    assert "known since 2018-10-01" in said
    assert "ended" not in said
