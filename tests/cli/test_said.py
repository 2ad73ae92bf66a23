"""Two papers disagree: every command and every format names the report that said it, and since when that was known."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from .running import Cli

REPORTS = Path(__file__).parents[1] / "data" / "reports"
POST = "occurred 2024-03-01, according to Harbour Post (2024-03-02)"
GAZETTE = "occurred 2024-03-03, according to City Gazette (2024-03-10)"
AFTER = ("--as-of", "2024-03-12")


@pytest.fixture
def papers(cli: Cli) -> Cli:
    cli.now = 1_735_689_600_000_000  # 2025
    for name in ("first-paper.csv", "second-paper.csv"):
        cli.run("import", str(REPORTS / name))
    return cli


def one_line(told: str) -> str:
    return " ".join(told.split())


def test_the_table_and_the_page_flag_it_and_give_each_account(papers: Cli) -> None:
    assert "contested: date" in papers.ok("project", *AFTER)
    page = one_line(papers.ok("project", "--issue", "rocket", *AFTER))
    assert "2024-03-03 Rocket launch (contested: date) [launch]" in page
    assert "date given by City Gazette (2024-03-10)" in page
    assert f"accounts differ: {POST}; {GAZETTE}" in page
    before = papers.ok("project", "--issue", "rocket", "--as-of", "2024-03-05")
    assert "reported by Harbour Post (2024-03-02)" in before
    assert "Gazette" not in before
    assert "contested" not in before


def test_show_says_who_reported_each_step_and_each_account(papers: Cli) -> None:
    told = papers.ok("show", "launch", *AFTER)
    assert "  contested: date\n" in told
    assert f"  account: {POST}\n  account: {GAZETTE}\n" in told
    assert "  evidence: date given by City Gazette (2024-03-10)\n" in told
    steps = told.partition("RECORDED\n")[2].splitlines()
    assert [line.split()[1:6] for line in steps] == [
        ["occurred", "2024-03-01", "Harbour", "Post", "2024-03-02"],
        ["occurred", "2024-03-03", "City", "Gazette", "2024-03-10"],
    ]
    revisions = papers.json("show", "launch", *AFTER)["revisions"]
    assert [(one["publisher"], one["known"]) for one in revisions] == [
        ("Harbour Post", "2024-03-02"),
        ("City Gazette", "2024-03-10"),
    ]


def test_why_of_the_event_says_who_set_its_date_and_who_says_otherwise(papers: Cli) -> None:
    told = papers.ok("why", "launch", *AFTER)
    assert told.startswith("Rocket launch [launch]: occurred, 2024-03-03, contested: date\n")
    assert "Its date, 2024-03-03, rests on:\n  City Gazette (2024-03-10)\n  It became known on 2024-03-10.\n" in told
    assert "Its date was before:\n  2024-03-01, said by Harbour Post (2024-03-02)\n" in told
    assert "That it occurred rests on:\n  Harbour Post (2024-03-02)\n" in told
    assert f"The accounts differ:\n  {POST}\n  {GAZETTE}\n" in told
    found = papers.json("why", "launch", *AFTER)
    assert [(turn["when"], turn["publisher"], turn["known"]) for turn in found["dates"]] == [
        ("2024-03-03", "City Gazette", "2024-03-10"),
        ("2024-03-01", "Harbour Post", "2024-03-02"),
    ]
    assert [turn["phase"] for turn in found["phases"]] == ["occurred"]
    assert found["day_before"]["event"]["when"] == "2024-03-03"
    (one,) = papers.json("why", "launch", *AFTER, "--limit", "1")["dates"]
    assert one["when"] == "2024-03-03"


def test_why_of_the_issue_says_that_the_date_is_another_papers(papers: Cli) -> None:
    told = one_line(papers.ok("why", "rocket", *AFTER))
    assert "It happened on 2024-03-01, which became known on 2024-03-02." in told
    assert "The date is now 2024-03-03, given by City Gazette (2024-03-10)." in told
    assert f"The accounts differ: {POST}; {GAZETTE}." in told


@pytest.mark.parametrize("name", ["text", "markdown", "ics", "xlsx", "json"])
def test_every_format_gives_each_account(papers: Cli, name: str) -> None:
    papers.run("export", name, "-o", "out", *AFTER)
    if name == "json":
        issues = json.loads(Path("out").read_text())["issues"]
        ((event,),) = (issue["occurred"] for issue in issues if issue["occurred"])
        assert event["contested"] == ["date"]
        assert [(one["when"], one["known"]) for one in event["accounts"]] == [
            ("2024-03-01", "2024-03-02"),
            ("2024-03-03", "2024-03-10"),
        ]
        (claim,) = event["claims"]
        assert (claim["claimant"], claim["known"]) == ("Harbour Post", "2024-03-02")
        return
    if name == "xlsx":
        with ZipFile("out") as book:
            told = "".join(book.read(part).decode() for part in book.namelist() if not part.endswith(".png"))
    else:
        told = one_line(Path("out").read_bytes().decode().replace("\r\n ", "").replace("\\,", ","))
    assert POST.lower() in told.lower()
    assert GAZETTE.lower() in told.lower()
    assert "date given by city gazette (2024-03-10)" in told.lower()
    assert "contested" in told.lower()


def test_diff_names_the_second_paper_which_alone_changed_the_answer(papers: Cli) -> None:
    told = one_line(papers.ok("diff", "2024-03-05", "2024-03-12"))
    assert "occurred 2024-03-03, says City Gazette, known 2024-03-10 (contested: date)" in told
    (change,) = [c for c in papers.json("diff", "2024-03-05", "2024-03-12")["changes"]["learned"] if "event" in c]
    assert [(one["by"], one["known"]) for one in change["because"]] == [("City Gazette", "2024-03-10")]


def test_check_gives_each_account(papers: Cli) -> None:
    told = papers.run("check", *AFTER).stdout
    assert f"contested: date of event 'launch': {POST}; {GAZETTE}" in told


def test_a_claim_that_its_paper_took_back_is_told_while_the_event_stands(papers: Cli) -> None:
    papers.ok("source", "launch", "--source", "Echo", "--published", "2024-03-11", "--set", "rocket=lost")
    papers.ok("retract", "launch", "--source", "Echo", "--published", "2024-03-14")
    told = papers.ok("why", "rocket", "--as-of", "2024-03-15")
    assert told.startswith("rocket.status: launched since 2024-03-03\n")
    gone = told.partition("\nTaken back:\n")[2].splitlines()
    assert gone[:2] == ["  lost, said Echo", "    Rocket launch [launch]"]
    said = "It became known on 2024-03-11; Echo took it back, which became known on 2024-03-14."
    assert said in one_line(told)
    (one,) = papers.json("why", "rocket", "--as-of", "2024-03-15")["taken_back"]
    assert (one["value"], one["claimant"], one["taken_back_by"], one["since"]) == ("lost", "Echo", "Echo", "2024-03-14")
    assert papers.json("why", "rocket", "--as-of", "2024-03-13")["taken_back"] == []
    papers.ok("source", "launch", "--source", "Echo", "--published", "2024-03-16", "--set", "rocket=lost")
    assert papers.json("why", "rocket", "--as-of", "2024-03-17")["taken_back"] == [], "it says so again"


def test_a_date_that_holds_again_says_who_took_its_own_back(papers: Cli) -> None:
    papers.ok("retract", "launch", "--source", "City Gazette", "--published", "2024-03-14")
    told = papers.ok("why", "launch", "--as-of", "2024-03-15")
    assert "  It holds again, as City Gazette took its report back, known 2024-03-14.\n" in told
    assert "  2024-03-03, said by City Gazette (2024-03-10)\n  2024-03-01, said by Harbour Post" in told
    told = one_line(papers.ok("diff", "2024-03-12", "2024-03-15"))
    assert "by Rocket launch [launch]: taken back by City Gazette, known 2024-03-14" in told


def test_that_an_event_is_retracted_does_not_hold_again(papers: Cli) -> None:
    for paper in ("City Gazette", "Harbour Post"):
        papers.ok("retract", "launch", "--source", paper, "--published", "2024-03-14")
    phases = papers.ok("why", "launch", "--as-of", "2024-03-15").partition("That it is retracted rests on:")[2]
    assert phases
    assert "again" not in phases
    retracted, occurred = papers.json("why", "launch", "--as-of", "2024-03-15")["phases"]
    assert (retracted["phase"], retracted["restored"]) == ("retracted", False)
    assert (occurred["phase"], occurred["restored"]) == ("occurred", False)


def test_why_asks_an_event_or_an_issue_whatever_is_called_so(papers: Cli) -> None:
    papers.ok("define", "launch", "--title", "The launch")
    assert papers.ok("why", "launch", *AFTER).startswith("launch.status: nothing known\n")
    assert papers.ok("why", "launch", "--event", *AFTER).startswith("Rocket launch [launch]: ")
    assert papers.ok("why", "rock", *AFTER).startswith("rocket.status: launched")
    assert "no issue 'rockte' in the log; did you mean 'rocket'" in papers.refused("why", "rockte", *AFTER)
    assert "no issue and no event 'xyz' in the log" in papers.refused("why", "xyz", *AFTER)
    assert "was not known yet" in papers.refused("why", "launch", "--event", "--as-of", "2024-03-01")
