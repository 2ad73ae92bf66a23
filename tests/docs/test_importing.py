"""Each file of docs/importing.md comes in whole with the command beside it, and says what it was meant to."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeline_engine.cli import main
from timeline_engine.log import create_log, open_log
from timeline_engine.recording import read_state

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "data" / "samples"
PAGE = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\| .+ \| `timeline (import .+)` \| (\d+) \|$", PAGE, re.MULTILINE)


def run(log: Path, command: str) -> Result:
    asked = shlex.split(command)
    asked[1] = str(SAMPLES / asked[1])
    return CliRunner().invoke(main, ["--log", str(log), *asked, "--known", "2024-12-31"])


def whens(log: Path) -> list[str]:
    state = read_state(open_log(log))
    return sorted(revision.when.text for event in state.events if (revision := state.revision(event)).when)


@pytest.mark.parametrize(("command", "events"), COMMANDS)
def test_a_sample_comes_in_with_one_command(command: str, events: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    create_log(log, title="T", zone="Europe/Lisbon")
    done = run(log, command)
    assert done.exit_code == 0, done.output
    assert len(read_state(open_log(log)).events) == int(events)
    assert "nothing to append" in run(log, command).output


def test_every_sample_is_on_the_page() -> None:
    shown = {shlex.split(command)[1] for command, _ in COMMANDS}
    assert shown == {path.name for path in SAMPLES.iterdir()} - {"README.md"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("timelinejs.csv", ["2023-11", "2024-01-15T18:30", "2024-03-04/2024-09-30", "2025/2026"]),
        ("timelinejs.json", ["2023-11", "2024-01-15T18:30", "2024-03-04/2024-09-30"]),
        ("timesketch.jsonl", ["2024-03-04T09:01:00+00:00", "2024-03-04T09:02:15+00:00"]),
        ("l2tcsv.csv", ["2024-03-04T09:02:15Z", "2024-03-04T09:02:21Z", "2024-03-13T17:45:00Z"]),
        ("gdelt-2.tsv", ["2018-09-04", "2018-09-06"]),
        ("newsroom-us.csv", ["2024-03-04", "2024-03-13", "2024-11-05"]),
        ("newsroom-uk.csv", ["2024-03-04", "2024-03-13", "2024-11-05"]),
        ("two-digit-years.csv", ["1931-05-12", "1968-09-28", "2000-01-01", "2024-06-17"]),
        ("french-cp1252.csv", ["2024-01-15", "2024-05-02", "2024-08-01"]),
        ("pandas.json", ["2024-01-15", "2024-05-02", "2024-06-10"]),
        ("excel-1904.xlsx", ["2024-01-15", "2024-05-02", "2024-06-10", "2024-09"]),
        ("gnumeric.ods", ["2024-01-15", "2024-05-02", "2024-06-10", "2024-09"]),
        ("libreoffice.ods", ["1899-06-28", "2024-01-15", "2024-05"]),
    ],
)
def test_dates_are_those_that_were_meant(name: str, expected: list[str], tmp_path: Path) -> None:
    create_log(tmp_path / "log", title="T", zone="Europe/Lisbon")
    (command,) = (command for command, _ in COMMANDS if shlex.split(command)[1] == name)
    assert run(tmp_path / "log", command).exit_code == 0
    assert whens(tmp_path / "log") == expected
