"""Several reports of one event, in every format: each names the day that held and who said so."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from .running import Cli

REPORTS = Path(__file__).parents[1] / "data" / "reports"
LATER = 2_742 * 86_400_000_000  # 2026-07-05, after all that the files say
SAID = ("text", "markdown", "ics", "json", "xlsx")
ROWS = ("csv", "jsonl")

CASES = [
    (("moved-and-back.csv",), "2023-06-01", ("2024-10-07", "2023-05-23"), ("2024-10-01", "2023-07-10")),
    (("moved-and-back.csv",), "2023-08-01", ("2024-10-01", "2023-07-10"), ("2024-10-03",)),
    (("moved-and-back.csv",), "2024-10-04", ("2024-10-07", "2024-10-03"), ()),
    (("first-paper.csv", "second-paper.csv"), "2024-03-05", ("2024-03-01", "Harbour Post"), ("2024-03-03", "Gazette")),
    (("first-paper.csv", "second-paper.csv"), "2024-03-12", ("2024-03-03", "City Gazette", "Harbour Post"), ()),
    (("expected-year-1.csv", "expected-year-2.csv"), "2025-06-01", ("2026", "edition of 2026"), ("edition of 2027",)),
    (("expected-year-1.csv", "expected-year-2.csv"), "2026-03-02", ("2027", "edition of 2027"), ()),
    (("skip-bad-twice.csv",), "2025-11-15", ("2025-10-01",), ("2025-10-31",)),
]


def written(cli: Cli, name: str, as_of: str, folder: Path) -> str:
    """What a file says, in one line."""
    file = folder / f"answer-{name}"
    assert cli.run("export", name, "-o", str(file), "--as-of", as_of).exit_code == 0
    if name == "xlsx":
        sheets = load_workbook(BytesIO(file.read_bytes())).worksheets
        return " ".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
    text = file.read_text(encoding="utf-8")
    return " ".join(text.replace("\n ", "").split() if name == "ics" else text.split())


@pytest.mark.parametrize(("files", "as_of", "named", "unknown"), CASES)
def test_each_format_gives_what_held_and_names_nothing_that_came_later(
    cli: Cli, tmp_path: Path, files: tuple[str, ...], as_of: str, named: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    cli.now += LATER
    for file in files:
        cli.run("import", str(REPORTS / file))
    for name in (*SAID, *ROWS):
        told = written(cli, name, as_of, tmp_path)
        assert [one for one in named if one not in told] == [], name
        assert [one for one in unknown if one in told] == [], name
    for name in ("text", "markdown", "ics", "json", "xlsx"):
        is_contested = '"contested": [ "date" ]' if name == "json" else "contested: date"
        told = written(cli, name, as_of, tmp_path)
        assert (is_contested in told or "Contested: date" in told) == (as_of == "2024-03-12"), name


@pytest.mark.parametrize("known", [(), ("--known", "2018-05-02")])
def test_identical_rows_without_ids_are_told(cli: Cli, tmp_path: Path, known: tuple[str, ...]) -> None:
    file = tmp_path / "days.csv"
    file.write_text("time,what\n" + "2018-05-01,Shelling\n" * 3)
    told = cli.warned("import", str(file), "--map", "time=when,what=title", *known)
    assert f"2 rows say what {file}:2 says ({file}:3, {file}:4), and became one event" in told
    assert "if they are several, give each an id in a column event" in told
