"""``timeline events`` and ``timeline show``: what the log holds, filtered, and one event with all its revisions."""

from typing import Any

import pytest

from timeline_engine.cli.terminal.table import breadth
from timeline_engine.dates import Zone
from timeline_engine.view.words.phrases import date_words

from .running import NOW, Cli

pytestmark = pytest.mark.any_log

IN_DECEMBER = ("--as-of", "2018-12-04")


def listed(cli: Cli, *args: str) -> list[str]:
    return [event["event"] for event in cli.json("events", *args)]


def test_the_events_in_the_order_they_took_effect(shipped: Cli) -> None:
    events = shipped.json("events", *IN_DECEMBER)
    assert len(events) > 40
    latest = [event["latest"] for event in events if event["phase"] == "occurred" and "/" not in event["when"]]
    assert latest == sorted(latest)


def test_the_table_names_each_with_its_date_phase_and_id(shipped: Cli) -> None:
    said = shipped.ok("events", *IN_DECEMBER)
    for event in shipped.json("events", *IN_DECEMBER):
        assert f"[{event['event']}]" in said
        words = date_words(event["when"], Zone("Asia/Kolkata"))
        assert f"\n{words[:24].rstrip()}" in said  # what is longer goes on below
        assert event["phase"] in said


@pytest.mark.parametrize(
    ("args", "some", "others"),
    [
        (("--issue", "iran-oil"), "mattis-at-pentagon", False),
        (("--issue", "s-400-deal"), "mattis-at-pentagon", True),
        (("--phase", "overdue"), "iran-oil-sanctions-deadline", None),
        (("--text", "POMPEO"), "pompeo-north-korea-trip", True),
        (("--text", "no such words"), "mattis-at-pentagon", False),
        (("--from", "3 Dec 2018"), "mattis-at-pentagon", True),
        (("--from", "2018-12-05"), "mattis-at-pentagon", False),
        (("--to", "2017"), "russia-sanctions-2017", True),
        (("--to", "2016"), "russia-sanctions-2017", False),
        (("--from", "2018-06-30", "--to", "2018-06-30"), "pompeo-north-korea-trip", True),
        (("--known-by", "2018-12-03"), "mattis-at-pentagon", False),
        (("--recorded-by", "2018"), "mattis-at-pentagon", False),
    ],
)
def test_each_filter(shipped: Cli, args: tuple[str, ...], some: str, others: bool | None) -> None:
    found = listed(shipped, *IN_DECEMBER, *args)
    if others is not None:
        assert (some in found) == others
    assert len(found) < len(listed(shipped, *IN_DECEMBER))


def test_filters_are_joined_by_and_repeated_ones_by_or(shipped: Cli) -> None:
    one, other = (listed(shipped, *IN_DECEMBER, "--issue", name) for name in ("iran-oil", "s-400-deal"))
    both = listed(shipped, *IN_DECEMBER, "--issue", "iran-oil", "--issue", "s-400-deal")
    assert set(both) == {*one, *other}
    phases = ("--phase", "overdue", "--phase", "possible")
    found = shipped.json("events", *IN_DECEMBER, *phases, "--issue", "iran-oil")
    assert {event["phase"] for event in found} == {"overdue"}
    assert {event["event"] for event in found} <= set(one)


def test_an_event_that_may_be_in_the_days_asked_for_is_listed(cli: Cli) -> None:
    cli.ok("record", "Some day", "--on", "[2018-03-01..2018-05-31]")
    cli.ok("record", "No day", "--scheduled")
    assert listed(cli, "--from", "2018-05-31", "--to", "2018-06-30") == ["some-day"]
    assert listed(cli, "--from", "2018-06-01", "--to", "2018-06-30") == []


def test_a_window_with_one_end_reaches_as_far_as_there_are_dates(cli: Cli) -> None:
    cli.ok("record", "Caesar is murdered", "--on=-0043-03-15", "--known", "2018-10-01")
    assert listed(cli, "--to", "2018-10-01") == ["caesar-is-murdered"]
    assert listed(cli, "--from", "2018-10-01") == ["talks"]


def test_hindsight_lists_what_became_known_later(shipped: Cli) -> None:
    assert len(listed(shipped, *IN_DECEMBER, "--hindsight")) > len(listed(shipped, *IN_DECEMBER))


def test_nothing_found_is_said_with_the_clocks(shipped: Cli) -> None:
    said = shipped.ok("events", "--as-of", "1990")
    assert said == "No event matches, as of 1990, as known by 1990.\n"


def test_show_gives_every_revision_in_three_clocks(shipped: Cli) -> None:
    said = shipped.ok("show", "first-two-plus-two")
    for part in ("[first-two-plus-two]", "rescheduled", "no date", "2018-09-06", "ENTRY", "KNOWN", "RECORDED"):
        assert part in said
    found = shipped.json("show", "first-two-plus-two")
    changes = found["revisions"]
    assert changes[0]["kind"] == "event.recorded"
    assert found["revision"] == len(changes) - 1
    assert changes[-1]["when"] == found["when"] == "2018-09-06"
    for change in changes:
        assert change["entry"][:8] in said


def shown(cli: Cli, *args: str) -> dict[str, Any]:
    found: dict[str, Any] = cli.json("show", "talks", *args)
    return found


@pytest.fixture
def moved(cli: Cli) -> Cli:
    """Talks of 20 November, moved twice, as was known from 19 November and from 10 December."""
    cli.ok("reschedule", "talks", "--on", "2018-12-05", "--known", "2018-11-19", "--note", "fog in Delhi")
    cli.now = NOW + 86_400_000_000
    cli.ok("reschedule", "talks", "--on", "2019-02-01", "--known", "2018-12-10")
    return cli


def test_show_is_with_hindsight_unless_a_day_is_given(moved: Cli) -> None:
    assert shown(moved)["when"] == "2019-02-01"
    assert shown(moved, "--as-of", "2018-11-18")["when"] == "2018-11-20"
    assert shown(moved, "--as-of", "2018-12-09")["phase"] == "overdue"
    assert shown(moved, "--known-by", "2018-12-09")["when"] == "2018-12-05"
    assert shown(moved, "--as-of", "2018-11-18", "--hindsight")["when"] == "2019-02-01"
    assert shown(moved, "--recorded-by", "2019-01-01")["when"] == "2018-12-05"


def test_show_says_what_is_not_shown_yet(moved: Cli) -> None:
    assert "2 more" in moved.ok("show", "talks", "--as-of", "2018-11-18")
    assert "more" not in moved.ok("show", "talks")


def test_show_has_the_remarks_and_corrections(moved: Cli) -> None:
    moved.ok("correct", "#4", "--on", "2018-12-06", "--note", "misread")
    said = moved.ok("show", "talks")
    assert "fog in Delhi" in said
    by = moved.entries()[-1]["id"]
    was = moved.entries()[3]["data"]["when"]
    assert f"corrected 2019-01-02 by {by[:8]}, when was '{was}': misread" in " ".join(said.split())
    (correction,) = shown(moved)["revisions"][1]["corrected"]
    assert (correction["entry"], correction["fields"], correction["note"]) == (by, {"when": "2018-12-06"}, "misread")
    assert shown(moved)["revisions"][1]["said"]["when"] == was
    moved.ok("correct", by, "--void")
    assert f"takes back {by[:8]}" in moved.ok("show", "talks")


def test_show_tells_what_is_void_from_what_is_not_known_yet(moved: Cli) -> None:
    moved.ok("correct", "#4", "--void", "--note", "another event")
    said = moved.ok("show", "talks")
    assert f"{moved.entries()[3]['id'][:8]}: rescheduled, void;" in said
    assert "void: another event" in " ".join(said.split())
    assert "not known yet" not in said
    assert [entry["seq"] for entry in shown(moved)["void"]] == [4]


def test_show_an_event_that_was_not_known_yet(moved: Cli) -> None:
    said = moved.refused("show", "talks", "--as-of", "2018-09-30")
    assert said == "event 'talks' was not known yet, as of 2018-09-30, as known by 2018-09-30"


@pytest.mark.parametrize(("wrong", "meant"), [("tlaks", "talks"), ("Talks", "talks")])
def test_show_suggests_the_event_that_was_meant(cli: Cli, wrong: str, meant: str) -> None:
    assert f"did you mean '{meant}'?" in cli.refused("show", wrong)


def test_a_date_time_with_another_offset_is_on_the_day_of_the_logs_zone(cli: Cli) -> None:
    cli.ok("record", "Call", "--on", "2018-12-03T20:00-05:00", "--issue", "oil", "--known", "2018-12-04")
    (event,) = cli.json("events", "--text", "call")
    assert (event["when"], event["earliest"], event["latest"]) == ("2018-12-03T20:00-05:00", "2018-12-04", "2018-12-04")
    assert [e["phase"] for e in cli.json("events", "--text", "call", "--as-of", "2018-12-03", "--hindsight")] == [
        "upcoming"
    ]


READ = (
    ("project",), ("project", "--issue", "s-400-deal"), ("events",), ("show", "first-two-plus-two"), ("search", "oil"),
    ("why", "s-400-deal"), ("why", "defence-partnership", "--known-by", "2019-06-24", "--recorded-by", "2027"),
    ("why", "gsomia", "--hindsight"), ("diff", "2018-12-04", "2019-06-25"), ("plugins",), ("verify",),
    ("export", "text", "-o", "-"),
)  # fmt: skip


@pytest.mark.parametrize("command", READ, ids=" ".join)
def test_what_people_read_fits_80_columns(shipped: Cli, command: tuple[str, ...]) -> None:
    clocks = ("--as-of", "2019-06-25") if command[0] in ("project", "events", "search", "why", "export") else ()
    said = shipped.ok(*command, *clocks)
    assert [line for line in said.splitlines() if breadth(line) > 80] == []


def test_from_a_later_day_to_an_earlier_one_is_refused(shipped: Cli) -> None:
    said = shipped.refused("events", "--from", "2018-10", "--to", "2018-09", code=2)
    assert said == "--from 2018-10 is later than --to 2018-09: no day lies between them"
    assert listed(shipped, "--from", "2018-09", "--to", "2018-09-01", "--as-of", "2019-06-25") == listed(
        shipped, "--from", "2018-09-01", "--to", "2018-09-01", "--as-of", "2019-06-25"
    )


def test_a_date_with_times_stays_in_the_table_in_words(cli: Cli) -> None:
    times = "2018-12-02T09:30+05:30/2018-12-02T12:00+05:30"
    cli.ok(
        "record",
        "A hearing of the case of the harbour bridge",
        "--scheduled",
        "--on",
        times,
        "--known",
        "2018-11-01",
        "--issue",
        "deal",
    )
    said = cli.ok("events")
    assert said.startswith("WHEN ")
    assert "\n2018-12-02 09:30-12:00 " in said
    assert cli.json("events")[-1]["when"] == times
    shown = cli.ok("show", "a-hearing-of-the-case-of-the-harbour-bridge")
    assert "  when: 2018-12-02 09:30-12:00 (" in shown
    assert "  scheduled  2018-12-02 09:30-12:00 " in shown  # the revisions


def test_show_of_an_event_that_is_void_says_how_to_bring_it_back(moved: Cli) -> None:
    moved.ok("record", "A mistake", "--on", "2018-12-01", "--issue", "deal")
    entry = "a-mistake"
    moved.ok("correct", entry, "--void")
    by = moved.entries()[-1]["id"][:8]
    said = moved.refused("show", entry)
    assert said == (
        f"event {entry!r} was taken out of the record on 2019-01-02 by entry {by}: "
        f"`timeline correct {by} --void` brings it back"
    )
    moved.ok("correct", by, "--void")
    assert entry in moved.ok("show", entry)


def test_show_of_an_entry_names_its_event(moved: Cli) -> None:
    entry = moved.entries()[-1]
    event = entry["data"]["event"]
    said = moved.refused("show", entry["id"][:8])
    assert said == f"{entry['id'][:8]!r} is no event but an entry: `timeline show {event}` tells of it"


def test_show_finds_the_event_whose_title_has_the_words(cli: Cli) -> None:
    cli.ok("record", "Trial, day 1", "--id", "8f2c@court", "--on", "2018-12-01", "--issue", "deal")
    said = cli.refused("show", "trial-day-1")
    assert said == "no event 'trial-day-1' in the log; did you mean '8f2c@court' (Trial, day 1)?"


def test_show_says_who_took_it_back_and_that_it_had_been_claimed(cli: Cli) -> None:
    source = ("--source", "PTI", "--published", "2018-12-01")
    cli.ok("record", "Rumour", "--on", "2018-12-01", "--set", "deal=signed", *source)
    assert "taken back by Jornal X, but PTI said so, whose report stands" in cli.warned(
        "retract", "rumour", "--source", "Jornal X", "--published", "2018-12-09"
    )
    assert "retracted" not in cli.ok("show", "rumour").partition("\n\n")[0]
    cli.ok("retract", "rumour", "--source", "PTI", "--published", "2018-12-10")
    said = cli.ok("show", "rumour")
    assert "  retracted: known 2018-12-10, PTI\n" in said
    assert "  had claimed: deal.status = signed (PTI)\n" in said


def test_show_of_what_was_not_recorded_by_then_says_so(cli: Cli) -> None:
    assert cli.refused("show", "talks", "--recorded-by", "2001").endswith("in the log as recorded by 2001")
