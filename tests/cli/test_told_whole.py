"""What is said of a date names all of what was typed; of a file, what it is and where."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from support import memory_log
from timeline_engine import TimelineError, create_log, import_file
from timeline_engine.dates import DateError, Zone, read_when
from timeline_plugins.workbook.importer import XlsxImporter

from .running import Cli

UTC = Zone("UTC")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("10 Nov or 5 BC", "'10 Nov' has no year"), ("27 BC to 14", "'27 BC … 14' has '14' on one side"),
        ("between 1850 and 1860 or so", "'so' is not a date"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_whole_text(text: str, part: str) -> None:
    with pytest.raises(DateError) as refused:
        read_when(text, UTC, "2026-01-01")
    assert str(refused.value).startswith(f"'{text}' is not read: {part}")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2018-2", "2018-02"), ("between 2018-2 and 2018-3", "[2018-02..2018-03]"), ("1st quarter 2020", "2020-33"),
        ("the fourth quarter of 2020", "2020-36"), ("from 1st quarter 2020 to 2021", "2020-33/2021"),
        ("2nd half 2020", "2020-41"),
    ],
)  # fmt: skip
def test_forms_that_were_told_by_a_part_are_read(text: str, kept: str) -> None:
    assert read_when(text, UTC, "2026-01-01") == kept


def test_digits_that_are_cut_are_told_once_when_typed(cli: Cli) -> None:
    cut = "2018-12-04T10:00:00.123456789"
    said = " ".join(cli.run("record", "X", "--on", cut, "--source", "P", "--published", cut).stderr.split())
    assert said.count("more digits of a second than the six that are kept") == 1
    assert cli.run("record", "Y", "--on", "2018-12-04T10:00:00.123456").stderr.count("more digits") == 0


def test_a_date_of_toml_is_one(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,when\nA,2018-05-01\n")
    log = create_log(tmp_path / "log", title="T", zone="UTC")
    settings = tmp_path / "log" / "timeline.toml"
    settings.write_text(settings.read_text() + "[import.h]\nknown = 2018-12-05\n[import.i]\nknown = 1.5\n")
    import_file(log, tmp_path / "a.csv", source="h")
    assert [getattr(entry.body, "known", None) for entry in log.read()] == [date(2018, 12, 5).isoformat()]
    with pytest.raises(TimelineError, match=r"\[import.i\]: known must be a text in quotes, a whole number or a date"):
        import_file(log, tmp_path / "a.csv", source="i")


def test_a_fault_of_several_cells_names_their_row() -> None:
    book, out = Workbook(), BytesIO()
    for cells in (["title", "Year", "Month", "place"], ["A", 2018, 5, "x"], ["B", None, 5, date(2018, 1, 1)]):
        book.worksheets[0].append(cells)
    book.save(out)
    read = XlsxImporter(map="title=title,Year+Month=when,place=place").rows(out, "a.xlsx")  # type: ignore[arg-type]
    _, fault = [str(row) for row in read]
    assert fault.startswith(
        "a.xlsx:Sheet!3: field when: column 'Month' has '5', and 'Year' is blank; a.xlsx:Sheet!D3: "
    )


def test_an_answer_in_json_says_what_to_export_instead(cli: Cli) -> None:
    cli.run("record", "X", "--on", "2018-12-04", "--known", "2018-12-04")
    answer = cli.run("project", "--json").stdout
    with pytest.raises(TimelineError, match=r"it is an answer of timeline, .* export them as rows: timeline export"):
        import_file(memory_log(), BytesIO(answer.encode()), format="json")
