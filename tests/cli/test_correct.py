"""``timeline correct``: our own mistakes, which every view forgets but the one as recorded then."""

from typing import Any

import pytest

from .running import NOW, Cli

pytestmark = pytest.mark.any_log

DAY = 86_400_000_000


@pytest.fixture
def deal(cli: Cli) -> Cli:
    """A deal that two people put at a price, recorded a day later than the rest."""
    cli.now = NOW + DAY
    cli.ok(
        "record", "Deal sgined", "--on", "2018-10-05", "--id", "signing", "--issue", "deal", "--place", "Delhi",
        "--set", "deal.value=5bn USD", "--set", "deal=signed", "--by", "Delhi",
        "--source", "Hindu", "--source-title", "Signed", "--published", "2018-10-06",
    )  # fmt: skip
    cli.now = NOW + 2 * DAY
    return cli


def corrected(cli: Cli, *args: str) -> dict[str, Any]:
    before = len(cli.entries())
    assert cli.ok("correct", *args).startswith(f"entry {cli.entries()[-1]['id']} seq {before + 1}: ")
    assert cli.entries()[-1]["kind"] == "event.corrected"
    return cli.last()


def shown(cli: Cli, *args: str) -> dict[str, Any]:
    found: dict[str, Any] = cli.json("show", "signing", *args)
    return found


def target(cli: Cli) -> str:
    return str(cli.entries()[3]["id"])


@pytest.mark.parametrize("name", ["signing", "#4", "sign", "id", "prefix"])
def test_an_entry_is_named_in_several_ways(deal: Cli, name: str) -> None:
    whole = target(deal)
    given = {"id": whole, "prefix": whole[:6]}.get(name, name)
    assert corrected(deal, given, "--title", "Deal signed") == {"entry": whole, "fields": {"title": "Deal signed"}}
    assert shown(deal)["title"] == "Deal signed"


@pytest.mark.parametrize(
    ("option", "fields"),
    [
        (("--on", "4 Oct 2018"), {"when": "2018-10-04"}),
        (("--known", "7 Oct 2018"), {"known": "2018-10-07"}),
        (("--phase", "scheduled"), {"phase": "scheduled"}),
        (("--kind", "agreement"), {"kind": "agreement"}),
        (("--place", "New Delhi"), {"place": "New Delhi"}),
        (("--summary", "Both signed."), {"summary": "Both signed."}),
        (("--actor", "India", "--actor", "Russia"), {"actors": ["India", "Russia"]}),
        (("--issue", "oil", "--issue", "deal"), {"issues": ["oil", "deal"]}),
        (("--remove", "place", "--remove", "issues"), {"place": None, "issues": None}),
        (
            ("--published", "2018-10-07"),
            {"sources": [{"publisher": "Hindu", "title": "Signed", "published": "2018-10-07"}]},
        ),
        (
            ("--source", "The Hindu", "--url", "https://x"),
            {"sources": [{"publisher": "The Hindu", "title": "Signed", "published": "2018-10-06", "url": "https://x"}]},
        ),
    ],
)
def test_it_replaces_the_fields_that_are_given(deal: Cli, option: tuple[str, ...], fields: dict[str, Any]) -> None:
    assert corrected(deal, "signing", *option)["fields"] == fields


def test_a_claim_replaces_the_one_on_the_same_and_leaves_the_others(deal: Cli) -> None:
    said = corrected(deal, "signing", "--set", "deal=agreed", "--by", "Delhi")
    assert [(claim["attribute"], claim["value"]) for claim in said["fields"]["claims"]] == [
        ("value", {"amount": 5_000_000_000, "unit": "USD"}),
        ("status", "agreed"),
    ]


def test_a_second_correction_builds_on_the_first(deal: Cli) -> None:
    deal.ok("correct", "signing", "--set", "deal=agreed", "--by", "Delhi", "--source", "The Hindu")
    said = corrected(deal, "signing", "--set", "deal.value=6bn USD", "--by", "Delhi", "--published", "2018-10-07")
    values = {claim["attribute"]: claim["value"] for claim in said["fields"]["claims"]}
    assert values["status"] == "agreed"
    assert said["fields"]["sources"][0] == {"publisher": "The Hindu", "title": "Signed", "published": "2018-10-07"}


def test_who_made_a_claim_can_be_corrected(deal: Cli) -> None:
    said = corrected(deal, "signing", "--set", "deal=signed", "--by", "Moscow")
    assert [claim["by"] for claim in said["fields"]["claims"]] == ["Delhi", "Moscow"]


def test_the_only_one_who_makes_a_claim_stays_its_claimant(deal: Cli) -> None:
    said = corrected(deal, "signing", "--set", "deal.value=6bn USD", "--set", "deal.place=Delhi")
    assert {claim["attribute"]: claim.get("by") for claim in said["fields"]["claims"]} == {
        "status": "Delhi", "value": "Delhi", "place": None,
    }  # fmt: skip


def test_of_two_who_claim_the_same_only_the_one_who_is_named_is_corrected(cli: Cli) -> None:
    row = '{"title": "Signed", "when": "2018-10-05", "issue": "deal", "attribute": "value", "value": %s, "by": "%s"}\n'
    rows = row % (5, "Delhi") + row % (6, "Moscow")
    cli.run("import", "-", "--format", "jsonl", typed=rows)
    cli.ok("correct", "signed", "--set", "deal.value=7", "--by", "Moscow")
    assert {claim["by"]: claim["value"]["amount"] for claim in cli.last()["fields"]["claims"]} == {
        "Delhi": 5,
        "Moscow": 7,
    }


def test_a_void_entry_never_was(deal: Cli) -> None:
    assert corrected(deal, "signing", "--void", "--note", "entered twice") == {
        "entry": target(deal), "void": True, "note": "entered twice", "fields": {},
    }  # fmt: skip
    assert [event["event"] for event in deal.json("events")] == ["talks"]


def test_only_recorded_by_still_shows_the_mistake(deal: Cli) -> None:
    deal.ok("correct", "signing", "--on", "2018-10-04", "--set", "deal=agreed", "--by", "Delhi")
    assert shown(deal)["when"] == "2018-10-04"
    assert shown(deal, "--as-of", "2018-10-06")["when"] == "2018-10-04"
    assert shown(deal, "--recorded-by", "2019-01-02")["when"] == "2018-10-05"
    state = deal.json("project", "--issue", "deal", "--recorded-by", "2019-01-02")["issues"][0]
    assert state["status"]["value"] == "signed"


def test_a_mistaken_correction_is_taken_back_by_voiding_it(deal: Cli) -> None:
    deal.ok("correct", "signing", "--title", "Wrong")
    deal.ok("correct", "#5", "--void")
    assert shown(deal)["title"] == "Deal sgined"
    deal.ok("correct", "signing", "--void")
    assert "is void already" in deal.refused("correct", target(deal), "--title", "x")
    assert "is void already" in deal.refused("correct", target(deal), "--void")
    deal.ok("correct", "#7", "--void")
    assert shown(deal)["title"] == "Deal sgined"


def test_the_entry_that_says_it_occurred_can_be_void(cli: Cli) -> None:
    cli.ok("occurred", "talks")
    cli.ok("correct", "#4", "--void")
    (event,) = cli.json("events")
    assert event["phase"] == "overdue"


REFUSED = (
    (("signing",), "a correction says which fields to replace"),
    (("sgining", "--void"), "did you mean 'signing'?"),
    (("#99", "--void"), "no entry '#99'"),
    (("#", "--void"), "no entry '#'"),
    (("signing", "--on", "04/10/2018"), "--on: '04/10/2018' can be read as"),
    (("signing", "--remove", "title"), "has no title"),
    (("signing", "--title", " "), "has no title"),
    (("signing", "--remove", "when"), "occurred, but when?"),
    (("signing", "--remove", "source"), "an event.recorded has no field 'source' that can be corrected; it has known"),
    (("signing", "--issue", "dael"), "did you mean 'deal'?"),
    (("signing", "--set", "dael=x"), "did you mean 'deal'?"),
    (("signing", "--by", "Moscow"), "--by says who makes the claims"),
    (("#1", "--on", "2018"), "an issue.defined has no field 'when'"),
)


@pytest.mark.parametrize(("args", "why"), REFUSED)
def test_what_cannot_be_corrected_is_refused(deal: Cli, args: tuple[str, ...], why: str) -> None:
    assert why in deal.refused("correct", *args)


def test_void_leaves_nothing_to_say(deal: Cli) -> None:
    assert "--void" in deal.refused("correct", "signing", "--void", "--title", "x", code=2)
    assert "scheduled" in deal.refused("correct", "signing", "--phase", "cancelled", code=2)


def test_a_correction_cannot_be_corrected(deal: Cli) -> None:
    deal.ok("correct", "signing", "--title", "Deal signed")
    assert f"void it, and correct entry {target(deal)}" in deal.refused("correct", "#5", "--title", "x")


def test_a_short_beginning_of_an_id_is_none(deal: Cli) -> None:
    assert "no entry" in deal.refused("correct", target(deal)[:3], "--void")


def test_an_issue_is_corrected_too(cli: Cli) -> None:
    cli.ok("correct", "#1", "--title", "Iranian oil")
    assert cli.json("project", "--issue", "oil")["issues"][0]["title"] == "Iranian oil"


def test_a_dry_run_appends_nothing(deal: Cli) -> None:
    before = deal.entries()
    assert '"title": "Deal signed"' in deal.ok("correct", "signing", "--title", "Deal signed", "--dry-run")
    assert deal.entries() == before


def test_the_help_says_what_is_replaced_and_that_nothing_else_changes(cli: Cli) -> None:
    said = " ".join(cli.ok("correct", "--help").split())
    assert "What is not given stays as it is." in said
    assert "[default: today]" not in said
    assert "--issue ISSUE An issue it bears on, in place of all it names; repeatable." in said
    assert "[default: today]" in cli.ok("record", "--help")


def test_issues_and_actors_replace_the_whole_list_and_known_stays(cli: Cli) -> None:
    cli.ok(
        "record", "Visit", "--on", "2018-10", "--issue", "oil", "--actor", "A", "--actor", "B", "--known", "2018-11-01"
    )
    cli.ok("correct", "visit", "--issue", "deal", "--actor", "C")
    assert cli.last()["fields"] == {"issues": ["deal"], "actors": ["C"]}
    assert cli.json("show", "visit")["known"] == "2018-11-01"


def test_a_bare_number_is_no_entry_and_says_how_to_name_one(deal: Cli) -> None:
    assert deal.refused("correct", "5", "--void") == "no event '5' in the log; '#5' is the entry with that number"
