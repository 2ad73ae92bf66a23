"""``timeline import``: which rows are one event, as a person finds and says it."""

import csv
from pathlib import Path

import pytest

from .running import ROOT, Cli

TYPO = ROOT / "tests" / "data" / "title-typo"
HEADER = "title,when,publisher,published"
ROWS = ("Bridge opens,2019-03-01,Post,2018-12-02", "Ferry sold,2018-12-01,Post,2018-12-02")


def file(name: str, *lines: str) -> str:
    Path(name).write_text("\n".join((HEADER, *lines, "")), encoding="utf-8")
    return name


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture
def later(cli: Cli) -> Cli:
    return Cli(cli.log, now=1_735_689_600_000_000)


def test_a_mended_title_is_told_with_the_id_and_found_by_check(later: Cli) -> None:
    later.ok("import", str(TYPO / "v1.csv"))
    result = later.run("import", str(TYPO / "v2.csv"))
    told = " ".join(result.stderr.split())
    assert (
        "event 'fire-at-the-harbour-2024-05-01' looks like event 'fire-at-the-habour-2024-05-01' ('Fire at the "
        "habour', 2024-05-01): if it is the same, put that id in a column event"
    ) in told
    assert "takes it out again" in result.stdout
    assert "same-event: event 'fire-at-the-harbour-2024-05-01' may be" in later.run("check").stdout


def test_with_a_key_a_moved_date_is_a_change(cli: Cli) -> None:
    cli.ok("import", file("a.csv", *ROWS), "--key", "publisher,title")
    assert cli.ok("import", file("a.csv", ROWS[0].replace("03-01", "04-01"), ROWS[1]), "--key", "Publisher, Title") == (
        "appended 1 entry: 1 event.corrected\n"
    )
    assert "2019-04-01" in cli.ok("show", "post-bridge-opens")


def test_a_blank_key_is_refused_with_its_place(cli: Cli) -> None:
    told = cli.refused("import", file("a.csv", *ROWS, "Strike,2018-12-03,,"), "--key", "publisher,title")
    assert "a.csv:4: column 'publisher' is blank, and is part of the key" in told
    assert "key: no column is called 'paper'" in cli.refused("import", file("a.csv", *ROWS), "--key", "paper")


@pytest.mark.parametrize("name", ["ids.csv", "ids.jsonl"])
def test_the_file_comes_back_with_ids(cli: Cli, name: str) -> None:
    said = cli.ok("import", file("a.csv", *ROWS), "--ids-to", name)
    assert said.splitlines()[-1] == f"wrote {name}: 2 rows with the ids of their events"
    assert cli.ok("import", name) == "nothing to append: the log says all of it already\n"
    text = Path(name).read_text(encoding="utf-8")
    assert "bridge-opens-2019-03-01" in text
    Path(name).write_text(text.replace("Bridge opens", "Bridge is opened"), encoding="utf-8")
    assert cli.ok("import", name) == "appended 1 entry: 1 event.corrected\n"


def test_what_is_there_is_overwritten_only_where_that_is_said(cli: Cli) -> None:
    before = Path(file("a.csv", *ROWS)).read_bytes()
    assert "a.csv is there already" in cli.refused("import", "a.csv", "--ids-to", "a.csv")
    assert Path("a.csv").read_bytes() == before
    cli.ok("import", "a.csv", "--ids-to", "a.csv", "--overwrite")
    with Path("a.csv").open(encoding="utf-8", newline="") as lines:
        assert [row["event"] for row in csv.DictReader(lines)] == ["bridge-opens-2019-03-01", "ferry-sold-2018-12-01"]


def test_a_dry_run_writes_the_ids_and_appends_nothing(cli: Cli) -> None:
    entries = cli.entries()
    cli.ok("import", file("a.csv", *ROWS), "--ids-to", "ids.csv", "--dry-run", "--key", "title")
    assert cli.entries() == entries
    assert "\nferry-sold,Ferry sold" in Path("ids.csv").read_text(encoding="utf-8").replace("\r", "")


def test_where_the_import_is_refused_no_file_is_written(cli: Cli) -> None:
    cli.refused("import", file("a.csv", *ROWS, "Strike,soon,Post,2018-12-02"), "--ids-to", "ids.csv")
    assert not Path("ids.csv").exists()
    assert "no format that writes rows" in cli.refused("import", file("a.csv", *ROWS), "--ids-to", "ids.ics")
    assert [path.name for path in Path().iterdir()] == ["a.csv"]


def test_a_row_that_is_left_out_stays_in_the_file_if_it_can(cli: Cli) -> None:
    bad = ("Strike,soon,Post,2018-12-02", "Ferry sold,2018-12-01,Post,2018-12-02,x")
    result = cli.run("import", file("a.csv", *ROWS, *bad), "--ids-to", "ids.csv", "--skip-bad")
    assert "wrote ids.csv: 3 rows with the ids of their events (without 1 row that could not be read)" in result.stdout
    assert ",Strike,soon," in Path("ids.csv").read_text(encoding="utf-8")


def test_what_goes_with_what(cli: Cli) -> None:
    cli.refused("import", file("a.csv", *ROWS), "--overwrite", code=2)
    cli.refused("import", str(cli.log), "--ids-to", "ids.csv", code=2)


def test_what_a_later_version_lacks_is_counted_and_named(cli: Cli) -> None:
    cli.ok("import", file("a.csv", *ROWS))
    file("a.csv", ROWS[0])
    nothing = "nothing to append: the log says all of it already\n"
    line = "1 event that Post reported before is not in a.csv"
    assert cli.ok("import", "a.csv") == f"{nothing}{line}; -v names them\n"
    assert cli.ok("import", "a.csv", "-v") == (f"{nothing}{line}\n  2018-12-01  Ferry sold [ferry-sold-2018-12-01]\n")


def test_of_rows_without_a_publisher_that_is_said(cli: Cli) -> None:
    cli.ok("import", file("a.csv", *(row.replace("Post", "") for row in ROWS), "Strike,2018-12-01,,2018-12-02"))
    told = cli.ok("import", file("a.csv", ROWS[0].replace("Post", "")))
    assert "events that were reported before without a publisher are not in a.csv" in told


def test_several_issues_in_a_cell(cli: Cli) -> None:
    Path("a.csv").write_text(
        "title,when,published,issue,value\nTalks,2018-12-01,2018-12-02,exit-day;deal,\n"
        "Vote,2018-12-03,2018-12-04,exit-day; deal,passed\n",
        encoding="utf-8",
    )
    cli.run("import", "a.csv")
    for issue in ("exit-day", "deal"):
        assert "status: passed" in cli.ok("project", "--issue", issue)
