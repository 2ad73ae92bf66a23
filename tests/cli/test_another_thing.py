"""What a person names is another thing than what is asked for: told as that, with what to type instead."""

from pathlib import Path

import pytest

from .running import Cli
from .test_hints import typed


@pytest.fixture
def gone(cli: Cli) -> Cli:
    """The log without its event, and with an issue of which the definition is void."""
    cli.ok("correct", "talks", "--void")
    cli.ok("correct", "oil", "--void")
    return cli


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("undo", "talks"), "'talks' is an event, and no entry: `timeline show talks`"),
        (("undo", "oil"), "'oil' is an issue, and no entry: `timeline show oil`"),
        (("show", "#3"), "'#3' is no event but an entry: `timeline show talks` tells of it"),
        (("why", "#3"), "'#3' is no event but an entry: `timeline show talks` tells of it"),
    ],
)
def test_what_it_is_and_how_to_see_it(cli: Cli, command: tuple[str, ...], said: str) -> None:
    message = cli.refused(*command)
    assert message.startswith(said)
    for one in typed(message):
        assert cli.ok(*one)


@pytest.mark.parametrize(
    "command",
    [("why", "talks"), ("show", "talks"), ("undo", "talks"), ("correct", "talks", "--title", "x"), ("undo", "oil"),
     ("correct", "oil", "--title", "x"), ("correct", "talks", "--void"), ("reschedule", "talks", "--on", "2019"),
     ("cancel", "talks"), ("source", "talks", "--source", "Post")],
)  # fmt: skip
def test_what_was_taken_out_of_the_record_can_be_brought_back(gone: Cli, command: tuple[str, ...]) -> None:
    message = gone.refused(*command)
    assert "was taken out of the record" in message
    (back,) = typed(message)
    gone.ok(*back)
    assert gone.ok("show", command[1])


def test_what_is_called_nearly_so(cli: Cli) -> None:
    assert cli.refused("show", "oils") == "no event 'oils' in the log; did you mean 'oil'?"
    assert cli.refused("correct", "oils", "--void").endswith("did you mean 'oil'?")
    assert cli.refused("undo", "talkz").endswith("`timeline show EVENT` lists the entries of an event")


def test_why_says_as_recorded_by_when(cli: Cli) -> None:
    assert cli.refused("why", "talks", "--recorded-by", "2001").endswith("'talks' in the log as recorded by 2001")


def test_a_file_is_no_log(cli: Cli) -> None:
    Path("rows.csv").write_text("title,when\n", encoding="utf-8")
    nobody = Cli(None)
    assert nobody.refused("events", "--log", "rows.csv").endswith("that is a file, and a log is a folder")
    assert nobody.refused("events", "--log", f"{cli.log}/000001.jsonl").endswith(f"the folder {cli.log} is one")


def test_which_log_is_said_once_and_not_left_empty(cli: Cli) -> None:
    assert "--log is given empty" in cli.refused("events", "--log", "", code=2)
    assert "--log is given empty" in cli.refused("--log", "", "events", code=2)
    assert "--output is given empty" in cli.refused("export", "text", "-o", "", code=2)
    assert "give one" in Cli(None).refused("init", "here", "--log", "there", code=2)
    assert not Path("here").exists()


def test_rows_with_ids_go_to_a_file(cli: Cli) -> None:
    Path("rows.csv").write_text("title,when,known\nA,2018-01-01,2018-01-02\n", encoding="utf-8")
    Path("folder.csv").mkdir()
    assert "is a folder: name a file" in cli.refused("import", "rows.csv", "--ids-to", "folder.csv", "--overwrite")
    assert "(--overwrite)" in cli.refused("import", "rows.csv", "--ids-to", "rows.csv")


@pytest.mark.parametrize("data", [b"title,when\nA,2018-01-01\n", bytes(range(256)) * 9], ids=["rows", "bytes"])
def test_what_is_no_calendar_is_not_quoted(cli: Cli, data: bytes) -> None:
    Path("a.ics").write_bytes(data)
    assert cli.refused("import", "a.ics") == (
        "a.ics: no calendar in it: expected BEGIN:VCALENDAR and its END (RFC 5545)"
    )


@pytest.mark.parametrize("source", [(), ("--source", "Post", "--published", "2018-11-25")])
def test_another_day_is_what_another_paper_reports(cli: Cli, source: tuple[str, ...]) -> None:
    cli.ok("occurred", "talks", "--on", "2018-11-20", "--source", "Post", "--published", "2018-11-21")
    told = cli.refused("reschedule", "talks", "--on", "2018-11-22", *source)
    assert "--source PUBLISHER --published DATE` is the report of another paper" in told
    cli.ok(*(word.replace("Post", "Gazette") for word in typed(told)[-1]))


def test_changes_are_written_or_printed(cli: Cli) -> None:
    assert "give one of them" in cli.refused("diff", "2018", "2019", "-o", "x.txt", "--json", code=2)
    assert not Path("x.txt").exists()


def test_two_values_are_two_reports(cli: Cli) -> None:
    event = ("record", "Day", "--on", "2018-12-30", "--known", "2018-12-30", "--set", "oil=buying")
    told = cli.refused(*event, "--set", "oil=ended")
    assert "leave out one, and record it then as another report" in told
    cli.ok(*event)
    (command,) = typed(told)
    cli.ok(*command, "--set", "oil=ended")
