"""``timeline import`` of small files of several reports of one event, as people keep them: what is answered when."""

from pathlib import Path

from .running import Cli

REPORTS = Path(__file__).parents[1] / "data" / "reports"
DAY = 86_400_000_000
LATER = 2_742 * DAY  # 2026-07-05: after all that the files say


def imported(cli: Cli, *names: str, more: tuple[str, ...] = ()) -> None:
    """Import files, and again: which appends nothing."""
    cli.now += LATER
    for name in names:
        assert "appended" in cli.run("import", str(REPORTS / name), *more).stdout
    for name in names:
        assert "nothing to append" in cli.run("import", str(REPORTS / name), *more).stdout


def when(cli: Cli, event: str, as_of: str) -> str:
    found: str = cli.json("show", event, "--as-of", as_of)["when"]
    return found


def test_a_date_that_was_moved_and_moved_back(cli: Cli) -> None:
    imported(cli, "moved-and-back.csv")
    asked = ("2023-06-01", "2023-08-01", "2024-10-04")
    assert [when(cli, "release", day) for day in asked] == ["2024-10-07", "2024-10-01", "2024-10-07"]
    assert "release" not in cli.run("check", "--as-of", "2024-10-04").stdout


def test_two_papers_with_two_dates(cli: Cli) -> None:
    imported(cli, "first-paper.csv", "second-paper.csv")
    assert [when(cli, "launch", day) for day in ("2024-03-05", "2024-03-12")] == ["2024-03-01", "2024-03-03"]
    first, second = (cli.ok("why", "rocket", "--as-of", day) for day in ("2024-03-05", "2024-03-12"))
    assert "City Gazette" not in first
    assert "says Harbour Post" in first
    assert cli.json("show", "launch", "--as-of", "2024-03-12")["contested"] == ["date"]
    assert "City Gazette" in second
    assert "City Gazette" in cli.ok("diff", "2024-03-05", "2024-03-12")


def test_an_edition_that_is_put_off_a_year_is_expected_as_it_was_before(cli: Cli) -> None:
    imported(cli, "expected-year-1.csv", "expected-year-2.csv")
    assert [when(cli, "feature", day) for day in ("2025-06-01", "2026-03-02")] == ["2026", "2027"]
    shown = cli.ok("project", "--as-of", "2025-06-01", "--issue", "language")
    assert "edition of 2026" in shown
    assert "edition of 2027" not in shown


def test_what_is_skipped_once_is_skipped_again(cli: Cli) -> None:
    imported(cli, "skip-bad-twice.csv", more=("--skip-bad",))
