"""``timeline undo``: what one import appended is taken out, and comes back."""

from pathlib import Path

import pytest

from .running import Cli

pytestmark = pytest.mark.any_log

ROWS = "event,title,when,phase,publisher,published\n"
VOTE, VISIT = "vote,Vote,2018-05-01,occurred,Post,2018-05-02", "visit,Visit,2018-06-01,occurred,Post,2018-06-02"


def imported(cli: Cli, name: str, *rows: str) -> str:
    Path(name).write_text(ROWS + "".join(f"{row}\n" for row in rows), "utf-8")
    return cli.ok("import", name)


def ids(cli: Cli) -> list[str]:
    return [event["event"] for event in cli.json("events")]


def test_what_one_import_appended_is_void_and_comes_back(cli: Cli) -> None:
    before = ids(cli)
    imported(cli, "a.csv", VOTE)
    said = imported(cli, "b.csv", VISIT, VOTE.replace("Vote", "The vote"))
    assert "`timeline undo " in said
    command = said.split("`")[1].split()[1:]
    assert cli.ok(*command, "--dry-run").startswith("would take out 2 entries, recorded 2")
    undone = cli.ok(*command)
    assert undone.startswith("took out 2 entries")
    assert set(ids(cli)) == {*before, "vote"}
    assert [event["title"] for event in cli.json("events") if event["event"] == "vote"] == ["Vote"]
    cli.ok(*undone.split("`")[1].split()[1:])
    assert set(ids(cli)) == {*before, "vote", "visit"}
    assert "is void already" not in cli.ok("undo", "last")


def test_what_was_undone_is_not_imported_again_unless_asked(cli: Cli) -> None:
    imported(cli, "a.csv", VOTE, VISIT)
    cli.ok("undo", "last")
    assert cli.warned("import", "a.csv").count("it was taken out of the record here") == 2
    assert cli.run("import", "a.csv", "--put-back").exit_code == 0
    assert {"vote", "visit"} <= set(ids(cli))


def test_what_is_void_already_is_refused(cli: Cli) -> None:
    imported(cli, "a.csv", VOTE)
    (entry,) = [line["id"] for line in cli.entries() if line["data"].get("event") == "vote"]
    cli.ok("correct", entry, "--void")
    assert cli.refused("undo", entry).startswith(f"all that was recorded with entry {entry} is void already")


def test_an_issue_on_which_others_bear_stays_defined(cli: Cli) -> None:
    columns = ROWS.strip() + ",issue\n"
    Path("a.csv").write_text(columns + f"{VOTE},tariff\n{VISIT},trip\n", "utf-8")
    Path("b.csv").write_text(columns + "talks,Talks,2018-07-01,occurred,Post,2018-07-02,tariff\n", "utf-8")
    command = cli.ok("import", "a.csv").split("`")[1].split()[1:]
    cli.ok("import", "b.csv")
    assert "; issue 'tariff' stays defined, as other events bear on it" in cli.ok(*command, "--dry-run")
    assert cli.ok(*command).startswith("took out 3 entries")  # both events, and the issue trip
    assert cli.ok("check", "--json").count("unknown-issue") == 0
    assert "nothing is left to take out but the definition of issue 'tariff'" in cli.refused(*command)
