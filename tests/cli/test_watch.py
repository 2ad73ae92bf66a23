"""``timeline watch``: what each new entry changes, as it comes; no waiting in a test, but a sleep that records."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from timeline_engine.cli import main
from timeline_engine.cli.session import Session
from timeline_engine.view.json.schemas import SCHEMAS

from .running import NOW, SHIPPED, Cli, contents, error_of
from .test_streams import INTERRUPTIBLE

ENDED = ("record", "Oil ends", "--on", "2018-12-01", "--set", "oil=ended", "--known", "2018-12-02")


def interrupt() -> None:
    raise KeyboardInterrupt


def watched(cli: Cli, *args: str, meanwhile: tuple[Callable[[], object], ...] = ()) -> tuple[Result, list[float]]:
    """Watch, while one after the other happens between two looks; then Ctrl-C."""
    steps: Iterator[Callable[[], object]] = iter((*meanwhile, interrupt))
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        next(steps)()

    session = Session(path=str(cli.log), now=lambda: cli.now, sleep=sleep)
    return CliRunner().invoke(main, ("watch", *args), obj=session), waited


def test_an_entry_is_told_with_what_it_changes_and_why(cli: Cli) -> None:
    result, waited = watched(cli, "--interval", "2.5", meanwhile=(lambda: cli.ok(*ENDED), lambda: None))
    assert (result.exit_code, result.stderr, waited) == (130, "", [2.5, 2.5, 2.5])
    heading, *lines = result.stdout.splitlines()
    assert heading.endswith("seq 4: event.recorded, oil-ends")
    assert heading.startswith("2019-01-01 01:30  entry ")  # in the zone of the log
    assert lines == [
        "We recorded",
        "  oil",
        "    status: nothing known -> ended",
        "      by Oil ends [oil-ends]: occurred 2018-12-01, known 2018-12-02",
        "",
    ]


def test_a_correction_is_told_as_one(cli: Cli) -> None:
    entry = cli.ok(*ENDED).split()[1]
    result, _ = watched(cli, meanwhile=(lambda: cli.ok("correct", "oil-ends", "--void"),))
    assert f"seq 5: event.corrected, entry {entry[:8]}\n" in result.stdout
    assert "We corrected\n  oil\n    status: ended -> nothing known" in result.stdout


def test_an_entry_that_changes_no_answer_is_told_as_such(cli: Cli) -> None:
    result, _ = watched(cli, meanwhile=(lambda: cli.ok("define", "oil", "--estimate", "price:USD"),))
    assert result.stdout.splitlines()[1:] == ["It changes nothing of what holds today.", ""]


def test_an_import_of_thousands_stays_readable(cli: Cli, tmp_path: Path) -> None:
    rows = "".join(f"Talks {n},2018-01-{n % 28 + 1:02},2018-02-01,oil\n" for n in range(2000))
    (tmp_path / "rows.csv").write_text(f"title,when,known,issue\n{rows}")
    result, _ = watched(cli, "--limit", "3", meanwhile=(lambda: cli.run("import", "rows.csv"),))
    assert "entries seq 4 to 2003: 2,000 event.recorded" in result.stdout
    assert "and 1,997 more changes (--limit)" in result.stdout
    assert len(result.stdout.splitlines()) < 20


def test_many_small_appends_at_once_are_told_as_one(cli: Cli) -> None:
    def record(many: int) -> None:
        for number in range(many):
            cli.ok("record", f"Talks {many} {number}", "--on", "2018-11-01", "--known", "2018-11-01")

    result, _ = watched(cli, meanwhile=(lambda: record(2), lambda: record(21)))
    heads = [line for line in result.stdout.splitlines() if line.startswith("2019-01-01 01:30")]
    assert [" seq 4" in heads[0], " seq 5" in heads[1]] == [True, True]
    assert heads[2].endswith("entries seq 6 to 26: 21 event.recorded")
    assert len(heads) == 3


def test_only_what_changes_of_an_issue(cli: Cli) -> None:
    steps = (
        lambda: cli.ok("record", "Elsewhere", "--on", "2018-12-01", "--issue", "deal", "--known", "2018-12-02"),
        lambda: cli.ok(*ENDED),
    )
    result, _ = watched(cli, "--issue", "oil", "--count", "1", meanwhile=steps)
    assert result.exit_code == 0  # the count is reached before Ctrl-C
    assert "elsewhere" not in result.stdout
    assert "oil-ends" in result.stdout
    result, _ = watched(cli, "--issue", "oli")
    assert (result.exit_code, error_of(result)) == (1, "no issue 'oli' in the log; did you mean 'oil'?")


def test_lines_of_json_have_a_schema(cli: Cli) -> None:
    steps = (lambda: cli.ok(*ENDED), lambda: cli.ok("correct", "oil-ends", "--void"))
    result, _ = watched(cli, "--json", meanwhile=steps)
    lines: list[dict[str, Any]] = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(line["entries"][0]["seq"], [*line["changes"]]) for line in lines] == [
        (4, ["recorded"]),
        (5, ["corrected"]),
    ]
    for line in lines:
        Draft202012Validator(SCHEMAS["watch"]).validate(line)
    assert lines[-1]["head"] == cli.json("verify")["head"]


def test_once_tells_what_there_is_behind_an_entry(cli: Cli) -> None:
    cli.ok(*ENDED)
    before = contents(cli.log)
    for after, told in (("3", 1), ("4", 0), ("0", 4)):
        result, waited = watched(cli, "--after", after, "--once", "--json")
        assert (result.exit_code, len(result.stdout.splitlines()), waited) == (0, told, [])
    assert watched(cli, "--once")[0].stdout == ""
    result, _ = watched(cli, "--after", "5", "--once")
    assert (result.exit_code, error_of(result)) == (1, "--after: the log has 4 entries, none of them is 5")
    assert contents(cli.log) == before


def test_the_changes_of_all_entries_add_up_to_the_answer() -> None:
    """From nothing to the log that ships, told step by step: the last values told are those that hold."""
    result = Cli(SHIPPED, now=NOW * 2).run("watch", "--after", "0", "--once", "--json")
    cells: dict[tuple[str, str, str], Any] = {}
    for line in result.stdout.splitlines():
        for changes in json.loads(line)["changes"].values():
            for one in changes:
                cells[one["issue"], one["part"], one.get(one["part"], "")] = one["new"]
    answer = Cli(SHIPPED, now=NOW * 2).json("project")
    for issue in answer["issues"]:
        assert cells[issue["issue"], "attribute", "status"] == issue["status"]
        for event in issue["occurred"]:
            assert cells[issue["issue"], "event", event["event"]] == event


def replaced(cli: Cli) -> None:
    assert cli.log is not None
    shutil.rmtree(cli.log)
    shutil.copytree(SHIPPED, cli.log)


def damaged(cli: Cli) -> None:
    assert cli.log is not None
    path = cli.log / "000001.jsonl"
    path.write_bytes(path.read_bytes() + b'{"no": "entry"}\n')


def removed(cli: Cli) -> None:
    assert cli.log is not None
    shutil.rmtree(cli.log)


@pytest.mark.parametrize(
    ("happens", "said"),
    [(replaced, "no longer the log that was read"), (damaged, "the log is damaged"), (removed, "no timeline log at")],
)
def test_a_log_that_is_no_more_what_it_was_ends_it_with_a_sentence(
    cli: Cli, happens: Callable[[Cli], None], said: str
) -> None:
    result, _ = watched(cli, meanwhile=(lambda: happens(cli),))
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in error_of(result)


def test_a_log_in_memory_is_not_watched() -> None:
    assert "nobody else can append" in Cli(None).refused("watch", "--log", "memory:")


def test_what_is_hidden_in_a_title_is_shown(cli: Cli) -> None:
    title = "Talks \u202e\x1b]8;;http://evil\x07"
    result, _ = watched(
        cli, meanwhile=(lambda: cli.ok("record", title, "--on", "2018-12-01", "--known", "2018-12-02"),)
    )
    assert "Talks <U+202E>\ufffd]8;;http://evil\ufffd" in result.stdout


def test_a_process_that_watches_tells_at_once_and_ends_with_ctrl_c(cli: Cli) -> None:
    command = (*INTERRUPTIBLE, "--log", str(cli.log), "watch", "--json", "--interval", "0.05")
    env = {**os.environ, "PYTHONUNBUFFERED": ""}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines: list[str] = []
        reader = Thread(target=lambda: lines.append(process.stdout.readline() if process.stdout else ""))
        reader.start()
        number = 0
        while reader.is_alive():  # it may not have read the log yet when the first of them is recorded
            number += 1
            cli.ok("record", f"Talks {number}", "--on", "2018-11-01", "--known", "2018-11-01")
            reader.join(0.5)
        process.send_signal(signal.SIGINT)
        assert (process.wait(60), process.stderr.read()) == (130, "")
    assert json.loads(lines[0])["entries"][0]["kind"] == "event.recorded"
