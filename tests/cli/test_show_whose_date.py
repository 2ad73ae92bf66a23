"""``timeline show`` gives each report with the date that it gives itself, not with the one that holds by then."""

from pathlib import Path

import pytest

from .running import Cli

PAPERS = """event,title,when,phase,issue,value,publisher,published
e,E,2018-03-01,occurred,oil,on,Post,2018-03-02
e,E,2018-03,occurred,oil,on,Gazette,2018-03-05
e,E,,occurred,oil,on,Mirror,2018-03-06
e,E,2018-04-01,scheduled,oil,on,Stale,2018-04-10
e,E,,cancelled,,,Times,2018-04-11
e,E,,retracted,,,Post,2018-04-12
"""


@pytest.fixture
def papers(cli: Cli, tmp_path: Path) -> Cli:
    file = tmp_path / "papers.csv"
    file.write_text(PAPERS)
    cli.run("import", str(file))
    return cli


def test_no_report_is_shown_with_the_date_of_another(papers: Cli) -> None:
    told = papers.ok("show", "e").partition("RECORDED\n")[2].splitlines()
    assert [line.split()[1:4] for line in told] == [
        ["occurred", "2018-03-01", "Post"],
        ["occurred", "2018-03", "Gazette"],
        ["occurred", "-", "Mirror"],
        ["scheduled", "2018-04-01", "Stale"],
        ["cancelled", "-", "Times"],
        ["retracted", "-", "Post"],
    ]
    steps = papers.json("show", "e")["revisions"]
    assert [step["own"] for step in steps] == ["2018-03-01", "2018-03", None, "2018-04-01", None, None]
    assert [step["when"] for step in steps] == ["2018-03-01"] * 5 + ["2018-03"]


def test_what_has_no_date_is_said_once(papers: Cli) -> None:
    papers.ok("record", "Visit", "--on", "2018-11-20", "--scheduled", "--source", "Post", "--published", "2018-03-01")
    papers.ok("postpone", "visit", "--source", "Gazette", "--published", "2018-03-05")
    told = papers.ok("why", "visit", "--as-of", "2018-03-06")
    assert told.startswith("Visit [visit]: postponed, no date\n")
    assert papers.ok("show", "visit").splitlines()[-1].split()[1:5] == ["rescheduled", "no", "date", "Gazette"]
