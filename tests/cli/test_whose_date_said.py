"""``timeline why`` of a claim whose own report gives no date, or another than the one that holds."""

from pathlib import Path

from .running import Cli

DAY = 86_400_000_000


def told(cli: Cli, *commands: tuple[str, ...]) -> str:
    """Why it has the status that it has, once some reports of one event are in, in one line."""
    cli.now += 2_742 * DAY  # 2026-07-05
    cli.ok("define", "rocket")
    for command in commands:
        cli.ok(*command)
    return " ".join(cli.ok("why", "rocket", "--as-of", "2024-03-12").split())


def test_the_date_of_a_plan_is_not_said_by_who_reports_the_outcome(cli: Cli) -> None:
    said = told(
        cli,
        ("record", "E", "--on", "2024-02-01", "--scheduled", "--source", "Gazette", "--published", "2024-01-02"),
        ("occurred", "e", "--set", "rocket=up", "--source", "Post", "--published", "2024-03-02"),
    )
    assert "It happened on 2024-02-01, which became known on 2024-03-02." in said
    assert "The date is given by Gazette (2024-01-02). source: Post (2024-03-02)" in said


def test_what_is_dated_later_was_not_known_with_its_date_before(cli: Cli, tmp_path: Path) -> None:
    papers = tmp_path / "papers.csv"
    papers.write_text(
        "event,title,when,phase,issue,value,publisher,published\n"
        "e,E,,occurred,rocket,up,Post,2024-03-02\n"
        "e,E,2024-03-01,occurred,,,Gazette,2024-03-10\n"
    )
    said = told(cli, ("import", str(papers)))
    assert "It happened at a time that nobody gave, which became known on 2024-03-02." in said
    assert "The date is now 2024-03-01, given by Gazette (2024-03-10). source: Post (2024-03-02)" in said
    (claim,) = cli.json("project", "--issue", "rocket", "--as-of", "2024-03-12")["issues"][0]["status"]["claims"]
    assert (claim["when"], claim["known"]) == ("2024-03-01", "2024-03-02")


def test_what_a_date_was_before_is_said_also_where_nobody_is_named(cli: Cli) -> None:
    told(
        cli,
        ("record", "E", "--on", "2024-02-01", "--scheduled", "--known", "2024-01-02"),
        ("reschedule", "e", "--on", "2024-04-01", "--source", "Post", "--published", "2024-01-20"),
    )
    said = cli.ok("why", "e", "--as-of", "2024-03-12")
    assert "Its date was before:\n  2024-02-01, no source named, known since 2024-01-02\n" in said
