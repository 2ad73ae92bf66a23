"""What became of an event: reschedule, postpone, occurred, cancel, source, retract."""

from typing import Any

import pytest

from .running import Cli

pytestmark = pytest.mark.any_log

REPORT = ("--source", "VOA", "--published", "5 Dec 2018")
SOURCES = [{"publisher": "VOA", "published": "2018-12-05"}]


def changed(cli: Cli, *args: str) -> dict[str, Any]:
    """What the one entry says that a change appends."""
    before = len(cli.entries())
    assert cli.ok(*args).startswith(f"entry {cli.entries()[-1]['id']} seq {before + 1}: event ")
    assert len(cli.entries()) == before + 1
    return cli.last()


def phase(cli: Cli, *args: str) -> str:
    (found,) = (event["phase"] for event in cli.json("events", *args) if event["event"] == "talks")
    return str(found)


@pytest.mark.parametrize(
    ("command", "kind", "says"),
    [
        (("reschedule", "talks", "--on", "6 Dec 2018"), "event.rescheduled", {"when": "2018-12-06"}),
        (("postpone", "talks"), "event.rescheduled", {}),
        (("occurred", "talks", "--on", "21 Nov 2018"), "event.occurred", {"when": "2018-11-21"}),
        (("occurred", "talks"), "event.occurred", {}),
        (("cancel", "talks"), "event.cancelled", {}),
        (("source", "talks"), "event.sourced", {}),
        (("retract", "talks"), "event.retracted", {}),
    ],
)
def test_each_appends_one_entry(cli: Cli, command: tuple[str, ...], kind: str, says: dict[str, Any]) -> None:
    said = changed(cli, *command, *REPORT, "--source-title", "T", "--url", "https://x", "--known", "2018-12-05",
                   "--note", "N")  # fmt: skip
    source = {"publisher": "VOA", "title": "T", "published": "2018-12-05", "url": "https://x"}
    assert said == {"event": "talks", "known": "2018-12-05", "sources": [source], "note": "N"} | says
    assert cli.entries()[-1]["kind"] == kind


@pytest.mark.parametrize(
    ("command", "phases"),
    [
        (("reschedule", "talks", "--on", "2019-03-01"), ("overdue", "upcoming")),
        (("postpone", "talks"), ("overdue", "postponed")),
        (("occurred", "talks"), ("overdue", "occurred")),
        (("cancel", "talks"), ("overdue", "cancelled")),
        (("retract", "talks"), ("overdue", "retracted")),
    ],
)
def test_a_reader_knows_of_it_from_its_published_date(
    cli: Cli, command: tuple[str, ...], phases: tuple[str, str]
) -> None:
    cli.ok(*command, *REPORT)
    assert (phase(cli, "--as-of", "2018-12-04"), phase(cli, "--as-of", "2018-12-05")) == phases


def test_without_source_it_is_known_from_the_day_of_recording(cli: Cli) -> None:
    cli.ok("cancel", "talks")
    assert phase(cli, "--as-of", "2018-12-31") == "overdue"
    assert phase(cli, "--as-of", "2019-01-01") == "cancelled"  # that day in India, where the log counts its days


def test_what_occurred_can_claim_what_it_changed(cli: Cli) -> None:
    said = changed(cli, "occurred", "talks", "--set", "deal=agreed", "--set", "deal.value=6bn USD", "--by", "Delhi")
    assert [claim["by"] for claim in said["claims"]] == ["Delhi", "Delhi"]
    assert cli.json("project", "--issue", "deal")["issues"][0]["status"]["value"] == "agreed"


def test_a_further_source_can_claim_something(cli: Cli) -> None:
    said = changed(cli, "source", "talks", *REPORT, "--set", "deal.value=~5bn USD", "--by", "Moscow")
    assert said["claims"][0]["by"] == "Moscow"


def test_an_id_may_be_shortened(cli: Cli) -> None:
    assert changed(cli, "cancel", "talk")["event"] == "talks"


def test_a_letter_or_two_stands_for_nothing(cli: Cli) -> None:
    refused = cli.run("cancel", "ta")
    assert refused.exit_code == 1
    assert "no event 'ta' in the log" in refused.stderr


ALREADY = (
    ("occurred", ("reschedule", "talks", "--on", "2019-02-01"), "is recorded as having occurred 2018-11-20"),
    ("occurred", ("postpone", "talks"), "is recorded as having occurred 2018-11-20"),
    ("occurred", ("occurred", "talks"), "--published DATE` adds a source, `timeline correct "),
    ("occurred", ("cancel", "talks"), "is recorded as having occurred 2018-11-20"),
    ("cancel", ("cancel", "talks"), "only what is scheduled can be cancelled"),
    ("retract", ("cancel", "talks"), "only what is scheduled can be cancelled"),
    ("retract", ("retract", "talks"), "nothing is left to take back"),
)


@pytest.mark.parametrize(("first", "then", "advice"), ALREADY)
def test_the_wrong_order_is_refused_with_advice(cli: Cli, first: str, then: tuple[str, ...], advice: str) -> None:
    cli.ok(first, "talks")
    assert advice in cli.refused(*then)


@pytest.mark.parametrize(
    ("first", "then", "phase_after"),
    [
        ("retract", ("reschedule", "talks", "--on", "2019-02-01"), "upcoming"),
        ("cancel", ("occurred", "talks"), "occurred"),
        ("retract", ("occurred", "talks"), "occurred"),
        ("cancel", ("retract", "talks"), "retracted"),
        ("occurred", ("retract", "talks"), "retracted"),
    ],
)
def test_what_the_world_may_do_is_taken(cli: Cli, first: str, then: tuple[str, ...], phase_after: str) -> None:
    cli.ok(first, "talks")
    cli.ok(*then)
    assert phase(cli) == phase_after


def test_another_paper_may_say_it_too_with_a_date_of_its_own(cli: Cli) -> None:
    cli.ok("occurred", "talks", "--on", "2018-11-20", "--source", "Post", "--published", "2018-11-21")
    cli.ok("occurred", "talks", "--on", "2018-11-21", "--source", "Gazette", "--published", "2018-11-22")
    again = ("occurred", "talks", "--on", "2018-11-20", "--source", "Post", "--published", "2018-11-23")
    assert "has occurred already" in cli.refused(*again)
    assert "contested" in cli.run("check").stdout
    (event,) = (one for one in cli.json("events") if one["event"] == "talks")
    assert event["contested"] == ["date"]


def test_a_new_date_for_what_is_cancelled_has_to_be_known_later(cli: Cli) -> None:
    """R4.4: of what is known at one time an outcome has the last word, so it would say nothing."""
    cli.ok("cancel", "talks", "--known", "2018-12-30")
    move = ("reschedule", "talks", "--on", "2019-02-01", "--known")
    assert "of what is known at one time that has the last word" in cli.warned(*move, "2018-12-30")
    assert phase(cli) == "cancelled"
    cli.ok(*move, "2018-12-31")
    assert phase(cli) == "upcoming"


def test_a_postponed_event_occurs_on_a_date(cli: Cli) -> None:
    cli.ok("postpone", "talks")
    assert "has no date" in cli.refused("occurred", "talks")
    assert changed(cli, "occurred", "talks", "--on", "2018-12-20")["when"] == "2018-12-20"


def test_what_took_place_did_so_by_now(cli: Cli) -> None:
    cli.ok("reschedule", "talks", "--on", "2019-02")
    assert "2019-02, for which event 'talks' is scheduled, is yet to come" in cli.refused("occurred", "talks")
    assert "--on: 2019-03-01 is yet to come" in cli.refused("occurred", "talks", "--on", "1 Mar 2019")
    assert changed(cli, "occurred", "talks", "--on", "2019-01-01")["when"] == "2019-01-01"


def test_a_source_says_at_least_something(cli: Cli) -> None:
    assert "needs at least a publisher" in cli.refused("source", "talks")
    assert "needs at least a publisher" in cli.refused("source", "talks", "--set", "deal=x")


def test_a_source_that_is_there_is_refused_unless_it_claims_more(cli: Cli) -> None:
    cli.ok("source", "talks", *REPORT)
    assert "has this source already" in cli.refused("source", "talks", *REPORT)
    assert changed(cli, "source", "talks", *REPORT, "--set", "deal=near")["sources"] == SOURCES


@pytest.mark.parametrize("command", ["reschedule", "postpone", "occurred", "cancel", "source", "retract"])
class TestEachOf:
    def test_refuses_an_event_that_is_not_there(self, cli: Cli, command: str) -> None:
        on = ("--on", "2018-12-06") if command == "reschedule" else ()
        assert cli.refused(command, "tlaks", *on) == "no event 'tlaks' in the log; did you mean 'talks'?"

    def test_refuses_an_ambiguous_date(self, cli: Cli, command: str) -> None:
        on = ("--on", "2018-12-06") if command == "reschedule" else ()
        assert "--published: '05/12/2018'" in cli.refused(command, "talks", *on, "--published", "05/12/2018")

    def test_shows_its_entry_in_a_dry_run(self, cli: Cli, command: str) -> None:
        on = ("--on", "2018-12-06") if command == "reschedule" else ()
        before = cli.entries()
        said = cli.ok(command, "talks", *on, *REPORT, "--dry-run")
        assert said.startswith("would append event.")
        assert '"publisher": "VOA"' in said
        assert cli.entries() == before


@pytest.mark.parametrize("command", [("occurred", "talks"), ("source", "talks", *REPORT)])
def test_a_claimant_without_a_claim_is_refused(cli: Cli, command: tuple[str, ...]) -> None:
    assert "--by" in cli.refused(*command, "--by", "Pentagon")


def test_a_reschedule_needs_its_new_date(cli: Cli) -> None:
    assert "--on" in cli.refused("reschedule", "talks", code=2)
