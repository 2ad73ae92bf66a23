"""``timeline record``: a new event, every option of it, and what is refused."""

from typing import Any

import pytest

from timeline_engine.log.verify import verify

from .running import Cli

pytestmark = pytest.mark.any_log


def recorded(cli: Cli, *args: str) -> dict[str, Any]:
    """What the one new entry says."""
    before = len(cli.entries())
    said = cli.ok("record", *args)
    last = cli.entries()[-1]
    assert said == f"entry {last['id']} seq {before + 1}: event {last['data']['event']}\n"
    assert len(cli.entries()) == before + 1
    return cli.last()


def test_a_title_and_a_date_are_enough(cli: Cli) -> None:
    assert recorded(cli, "Imports halved", "--on", "2018-11") == {
        "event": "imports-halved", "title": "Imports halved", "when": "2018-11", "phase": "occurred",
    }  # fmt: skip


def test_every_option(cli: Cli) -> None:
    said = recorded(
        cli, "S-400 ordered", "--on", "[2018-10-04..2018-12-03]", "--id", "order", "--issue", "deal", "--issue", "oil",
        "--kind", "agreement", "--place", "New Delhi", "--actor", "India", "--actor", "Russia", "--summary", "Signed.",
        "--set", "deal=ordered", "--set", "deal.value=~5bn USD", "--set", "deal.systems=5", "--by", "Pentagon",
        "--source", "Reuters", "--source-title", "Deal done", "--published", "2018-12-04T09:22+05:30",
        "--url", "https://example.org/1", "--known", "2018-12-04T09:22+05:30", "--note", "from the clipping",
    )  # fmt: skip
    assert said == {
        "event": "order", "title": "S-400 ordered", "when": "[2018-10-04..2018-12-03]", "phase": "occurred",
        "kind": "agreement", "issues": ["deal", "oil"], "place": "New Delhi", "actors": ["India", "Russia"],
        "summary": "Signed.", "note": "from the clipping", "known": "2018-12-04T09:22+05:30",
        "claims": [
            {"issue": "deal", "attribute": "status", "value": "ordered", "by": "Pentagon"},
            {"issue": "deal", "attribute": "value", "by": "Pentagon",
             "value": {"amount": 5_000_000_000, "unit": "USD", "qualifier": "about"}},
            {"issue": "deal", "attribute": "systems", "value": 5, "by": "Pentagon"},
        ],
        "sources": [{"publisher": "Reuters", "title": "Deal done", "published": "2018-12-04T09:22+05:30",
                     "url": "https://example.org/1"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("4 Nov 2018", "2018-11-04"),
        ("Nov 2018", "2018-11"),
        ("about May 2018", "2018-05~"),
        ("yesterday", "2018-12-31"),
        ("4 Dec 2018 09:22 +05:30", "2018-12-04T09:22+05:30"),
        ("between 4 Oct 2018 and 3 Dec 2018", "[2018-10-04..2018-12-03]"),
    ],
)
def test_dates_as_people_write_them(cli: Cli, typed: str, held: str) -> None:
    said = recorded(cli, "Something", "--on", typed, "--published", "1 Jan 2019", "--known", "1 Jan 2019")
    assert (said["when"], said["sources"][0]["published"], said["known"]) == (held, "2019-01-01", "2019-01-01")


@pytest.mark.parametrize("option", ["--on", "--published", "--known"])
@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("04/11/2018", "4 November 2018 (2018-11-04) or 11 April 2018 (2018-04-11)"),
        ("2018-02-30", "28 days"),
        ("4 Nov 18", "2 digits"),
        ("soon", "is not a date"),
    ],
)
def test_a_date_that_cannot_be_read_is_refused_by_its_option(cli: Cli, option: str, typed: str, why: str) -> None:
    args = {"--on": "2018-11-04", option: typed}
    said = cli.refused("record", "Something", *(part for pair in args.items() for part in pair))
    assert said.startswith(f"{option}: ")
    assert why in said


@pytest.mark.parametrize("option", ["--published", "--known"])
def test_what_makes_it_known_must_have_an_end(cli: Cli, option: str) -> None:
    assert "open end" in cli.refused("record", "Something", "--on", "2018-11", option, "2018-11/..")


@pytest.mark.parametrize("when", ["2019-01-02", "2019-02", "tomorrow", "2019-05/.."])
def test_what_is_yet_to_come_is_scheduled(cli: Cli, when: str) -> None:
    assert "add --scheduled" in cli.refused("record", "Election", "--on", when)
    assert recorded(cli, "Election", "--on", when, "--scheduled")["phase"] == "scheduled"


@pytest.mark.parametrize("when", ["2019-01-01", "2019", "2018-12-31/2019-02", "today"])
def test_what_may_have_begun_by_now_has_occurred(cli: Cli, when: str) -> None:
    assert recorded(cli, "Happy new year", "--on", when)["phase"] == "occurred"


def test_only_what_is_expected_may_have_no_date(cli: Cli) -> None:
    assert "--on: say when" in cli.refused("record", "Next talks")
    assert "when" not in recorded(cli, "Next talks", "--scheduled")


@pytest.mark.parametrize("title", [(), ("",), (" \t ",)])
def test_an_event_has_a_title(cli: Cli, title: tuple[str, ...]) -> None:
    assert "give the event a title" in cli.refused("record", *title, "--on", "2018-11")


def test_the_id_is_made_from_the_title_and_numbered_if_it_is_taken(cli: Cli) -> None:
    assert [recorded(cli, "Talks, again!", "--on", f"2018-12-0{day}")["event"] for day in (1, 2, 3)] == [
        "talks-again", "talks-again-2", "talks-again-3",
    ]  # fmt: skip


def test_an_id_that_is_taken_is_refused(cli: Cli) -> None:
    assert "in the log already" in cli.refused("record", "Talks", "--on", "2018-11", "--id", "talks")


@pytest.mark.parametrize("option", [("--issue", "oi l"), ("--set", "oi l=x")])
def test_an_unknown_issue_is_refused_with_the_one_that_was_meant(cli: Cli, option: tuple[str, str]) -> None:
    assert "did you mean 'oil'?" in cli.refused("record", "Talks", "--on", "2018-11", *option)


def test_an_unknown_issue_like_no_other_is_to_be_defined(cli: Cli) -> None:
    assert "timeline define" in cli.refused("record", "Talks", "--on", "2018-11", "--issue", "comcasa")


@pytest.mark.parametrize("text", ["oil", "=x", "oil=", "oil= ", "oil.=5", ".status=5", ""])
def test_a_claim_is_an_issue_and_a_value(cli: Cli, text: str) -> None:
    assert "write it as ISSUE.ATTRIBUTE=VALUE" in cli.refused("record", "Talks", "--on", "2018-11", "--set", text)


def test_a_claimant_without_a_claim_is_refused(cli: Cli) -> None:
    assert "--by" in cli.refused("record", "Talks", "--on", "2018-11", "--by", "Pentagon")


def test_an_option_that_is_given_empty_says_nothing(cli: Cli) -> None:
    empty = ("--kind", "", "--place", "", "--summary", "", "--note", "", "--source", "", "--url", "", "--by", "")
    said = recorded(cli, "Talks", "--on", "2018-11", "--set", "oil=buying", *empty)
    assert sorted(said) == ["claims", "event", "phase", "title", "when"]
    assert said["claims"] == [{"issue": "oil", "attribute": "status", "value": "buying"}]


@pytest.mark.parametrize(
    ("args", "warning"),
    [
        (("--set", "oil=~5bn USD"), "oil.status = ~5bn USD is not among the declared buying, ended"),
        (("--set", "oil.price=60 EUR"), "oil.price = 60 EUR is in EUR, declared is USD"),
        (("--known", "2018-10"), "is said to have occurred 2018-11, yet that was known 2018-10, before it could have"),
        (("--published", "2019-03"), "published 2019-03, yet recorded here on 2019-01-01: before it could be known"),
    ],
)
def test_what_is_doubtful_is_kept_with_a_warning(cli: Cli, args: tuple[str, ...], warning: str) -> None:
    cli.ok("define", "oil", "--estimate", "price:USD")
    told = cli.warned("record", "Halved", "--on", "2018-11", *args)
    assert warning in told
    assert f"it is kept, `timeline correct {cli.entries()[-1]['id'][:8]} --" in told
    assert cli.last()["title"] == "Halved"


def test_what_others_recorded_is_not_warned_of_again(cli: Cli) -> None:
    cli.warned("record", "Halved", "--on", "2018-11", "--set", "oil=none")
    assert cli.ok("source", "halved", "--source", "Daily", "--published", "2018-12-01")


def test_a_dry_run_shows_the_entry_and_appends_nothing(cli: Cli) -> None:
    before = cli.entries()
    said = cli.ok("record", "Imports halved", "--on", "4 Nov 2018", "--set", "oil=buying", "--dry-run")
    assert said.startswith("would append event.recorded ")
    assert '"when": "2018-11-04"' in said
    assert cli.entries() == before


def test_a_dry_run_refuses_what_recording_would(cli: Cli) -> None:
    assert "did you mean" in cli.refused("record", "Talks", "--on", "2018-11", "--issue", "oi l", "--dry-run")


def test_text_that_is_not_unicode_is_refused(cli: Cli) -> None:
    assert "no Unicode text" in cli.refused("record", "caf\udce9", "--on", "2018-11")


def test_the_log_stays_proven(cli: Cli) -> None:
    recorded(cli, "日本 — ₹70,000 «deal»\n\x1b[31m", "--on", "2018-11")
    assert verify(str(cli.location())).damage is None


def test_what_is_doubtful_in_it_is_told(cli: Cli) -> None:
    report = ("record", "Deal signed", "--on", "2018-10-05", "--source", "Hindu", "--published", "2018-10-06")
    assert "deal.valeu is not declared; did you mean 'value'?" in cli.warned(*report, "--set", "deal.valeu=5bn USD")
    assert "deal.value = twelve is a text in an estimate" in cli.warned(
        "record", "Price named", *report[2:], "--set", "deal.value=twelve"
    )
    again = cli.warned(*report)
    assert "event 'deal-signed' has this title and date too: a further report of it is `timeline source deal" in again
    assert cli.last()["event"] == "deal-signed-2"
    cli.ok(*(part.replace("2018-10-05", "2018-10-04") for part in report))
    assert "set for 2018-10-01, but that became known only on 2018-10-02" in cli.warned(
        "reschedule", "talks", "--on", "2018-10-01", "--published", "2018-10-02"
    )


@pytest.mark.parametrize("url", ["not a url", "javascript:alert(1)", "example.org/report", "https://"])
def test_an_address_that_is_none_is_refused(cli: Cli, url: str) -> None:
    assert "write the whole address" in cli.refused("record", "E", "--on", "2018", "--url", url)
    assert "write the whole address" in cli.refused("correct", "talks", "--url", url)


@pytest.mark.parametrize(
    "url", ["HTTPS://example.org/a?b=c", "mailto:a@example.org", "file:///srv/scan.pdf", "ftp://x/y"]
)
def test_an_address_may_be_of_these_kinds(cli: Cli, url: str) -> None:
    cli.ok("record", "E", "--on", "2018", "--url", url)
    assert cli.last()["sources"] == [{"url": url}]
