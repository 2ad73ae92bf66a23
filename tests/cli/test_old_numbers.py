"""A log that took a number which is refused now answers all the same: every command and format, with all its digits."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from old_numbers import old_log

from .running import Cli

HUGE, EXACT, TINY = "1" + "0" * 399 + "7", "-9007199254740993", "5e-324"
AT = "2018-02-01"


@pytest.fixture(scope="module")
def _old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return old_log(tmp_path_factory.mktemp("old") / "log", HUGE, EXACT, "-" + "9" * 4299, TINY, "3", "1.5").path


@pytest.fixture
def old(tmp_path: Path, _old: Path) -> Cli:
    return Cli(Path(shutil.copytree(_old, tmp_path / "old")))


COMMANDS: dict[str, tuple[str, ...]] = {
    "project": ("project", "--as-of", AT),
    "project json": ("project", "--as-of", AT, "--json"),
    "project issue": ("project", "--as-of", AT, "--issue", "oil"),
    "events": ("events",),
    "events json": ("events", "--json"),
    "show": ("show", "n-1"),
    "show json": ("show", "cost-1", "--json"),
    "why": ("why", "oil.n", "--as-of", AT),
    "why json": ("why", "oil.cost", "--as-of", AT, "--json"),
    "diff": ("diff", "2018-01-02", AT),
    "diff json": ("diff", "2018-01-02", AT, "--json"),
    "search": ("search", "cost"),
    "search json": ("search", "cost", "--json"),
    "verify": ("verify",),
    "correct": ("correct", "n-1", "--title", "New", "--dry-run"),
    "source": ("source", "n-1", "--source", "X", "--published", "2018-01-20", "--dry-run"),
    "retract": ("retract", "n-1", "--source", "Daily", "--published", "2018-01-20", "--dry-run"),
    "define": ("define", "oil", "--title", "Fuel", "--allow", "n=3|4", "--dry-run"),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_every_command_answers(old: Cli, command: tuple[str, ...]) -> None:
    assert old.ok(*command)


def test_a_number_is_corrected_to_a_text_and_what_that_means_is_told(old: Cli) -> None:
    assert "is a text in an estimate" in old.warned("correct", "n-1", "--set", f'oil.n="{HUGE}"', "--dry-run")


def test_json_keeps_every_digit(old: Cli) -> None:
    text = old.ok("project", "--as-of", AT, "--json")
    (oil,) = json.loads(text)["issues"]
    figures, costs = oil["attributes"]["n"], oil["attributes"]["cost"]
    assert {claim["value"] for claim in figures["claims"]} == {*_read(HUGE, EXACT, TINY, "3", "1.5"), 1 - 10**4299}
    assert figures["range"] == [1 - 10**4299, int(HUGE)]
    assert [end["amount"] for end in costs["range"]] == [1 - 10**4299, int(HUGE)]
    for number in (HUGE, EXACT, TINY):
        assert f'"value": {number}' in text
        assert f'"amount": {number}' in text


@pytest.mark.parametrize(
    ("command", "numbers"),
    [("why", (HUGE, EXACT, TINY)), ("project issue", (HUGE, EXACT, TINY)), ("diff", (HUGE,)), ("show", (HUGE,))],
)
def test_words_keep_every_digit(old: Cli, command: str, numbers: tuple[str, ...]) -> None:
    together = "".join(old.ok(*COMMANDS[command]).split())
    assert [number for number in numbers if number not in together] == []


def test_check_names_each_that_not_every_program_reads(old: Cli) -> None:
    found = json.loads(old.run("check", "--as-of", AT, "--json").stdout)["findings"]
    assert sum(one["code"] == "number" for one in found) == 4 * 3
    assert [one["sentence"] for one in found if one["code"] == "number" and one["event"] == "n-2"] == [
        f"oil.n: {EXACT} has more digits than every program keeps (whole numbers are exact up to 9007199254740991): "
        "write it as text (where it is typed: in quotes), or round it, like -9.00719925474099e+15"
    ]


def _read(*numbers: str) -> list[Any]:
    return [json.loads(number) for number in numbers]


def _values_of_json(path: Path) -> set[str]:
    (oil,) = json.loads(path.read_text())["issues"]
    return {str(claim["value"]) for claim in oil["attributes"]["n"]["claims"]}


def _values_of_jsonl(path: Path) -> set[str]:
    rows = map(json.loads, path.read_text().splitlines())
    return {str(row["value"]) for row in rows if row["attribute"] == "n"}


def _values_of_csv(path: Path) -> set[str]:
    rows = csv.DictReader(io.StringIO(path.read_text()))
    return {row["value"] for row in rows if row["attribute"] == "n"}


def _values_of_xlsx(path: Path) -> set[str]:
    sheet = load_workbook(io.BytesIO(path.read_bytes()))["Events"]
    return {str(cell) for cells in sheet.iter_rows(values_only=True) for cell in cells}


def _words_of(path: Path) -> set[str]:
    return {"".join(path.read_text().split())}


FORMATS: dict[str, Callable[[Path], set[str]]] = {
    "json": _values_of_json,
    "jsonl": _values_of_jsonl,
    "csv": _values_of_csv,
    "xlsx": _values_of_xlsx,
    "text": _words_of,
    "markdown": _words_of,
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_every_digit(old: Cli, tmp_path: Path, name: str) -> None:
    said = old.run("export", name, "--as-of", AT, "-o", str(tmp_path / "out"))
    assert said.exit_code == 0, said.stderr
    values = FORMATS[name](tmp_path / "out")
    for number in (HUGE, EXACT, TINY):
        assert any(number in value for value in values), number
    if name in ("csv", "jsonl", "xlsx"):
        assert "An import refuses a row of" in said.stderr


def test_a_calendar_is_written(old: Cli, tmp_path: Path) -> None:
    assert old.run("export", "ics", "--as-of", AT, "-o", str(tmp_path / "out.ics")).exit_code == 0
    assert b"SUMMARY:n 1" in (tmp_path / "out.ics").read_bytes()


@pytest.mark.parametrize("suffix", ["txt", "xlsx"])
def test_a_diff_is_written(old: Cli, tmp_path: Path, suffix: str) -> None:
    assert old.run("diff", "2018-01-02", AT, "-o", str(tmp_path / f"out.{suffix}")).exit_code == 0
    assert (tmp_path / f"out.{suffix}").stat().st_size


def test_rows_about_such_an_event_are_imported_and_replace_the_number(old: Cli, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    head = "event,title,when,known,publisher,published,issue,attribute,by,value\n"
    file.write_text(f'{head}n-1,n 1,2018-01-01,,Daily,2018-01-02,oil,n,P1,"""{HUGE}"""\n')
    assert old.run("import", str(file)).exit_code == 0
    assert old.run("import", str(file)).stdout.startswith("nothing")
    (oil,) = old.json("project", "--as-of", AT)["issues"]
    assert HUGE in [claim["value"] for claim in oil["attributes"]["n"]["claims"]]


def test_a_new_one_is_refused_with_the_option(old: Cli) -> None:
    for option, text in (("--set", "oil.n=1e400"), ("--set", "oil.cost=~9007199254740993 USD")):
        said = old.refused("record", "New", "--on", "2018-01-03", option, text)
        assert f"{option} {text!r}: " in " ".join(said.split())
    said = old.refused("define", "oil", "--allow", "n=1|5e-324")
    assert "--allow 'n=1|5e-324': 5e-324 is closer to 0" in " ".join(said.split())
