"""A diff as text and as a workbook: the same lines as on the terminal."""

from io import BytesIO
from pathlib import Path

from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from timeline_engine import open_log
from timeline_engine.cli import main
from timeline_engine.view.diff import Diff, read_question
from timeline_engine.view.diff import diff_questions as diff
from timeline_engine.view.words.diff import told_by_cause
from timeline_plugins.text.exporter import TextExporter
from timeline_plugins.workbook.exporter import XlsxExporter

EVENTS = str(Path(__file__).parents[2] / "events")
DATES = ("2018-12-04", "2019-06-25")


def shipped() -> Diff:
    return diff(open_log(EVENTS), *map(read_question, DATES))


def test_the_text_is_what_the_terminal_shows() -> None:
    out = BytesIO()
    assert TextExporter().export_diff(shipped(), out) == ()
    shown = CliRunner().invoke(main, ["--log", EVENTS, "diff", *DATES])
    assert out.getvalue().decode() == shown.output


def test_the_workbook_has_a_row_for_every_change() -> None:
    out = BytesIO()
    XlsxExporter().export_diff(shipped(), out)
    out.seek(0)
    rows = CalamineWorkbook.from_filelike(out).get_sheet_by_name("Changes").to_python()
    told = [(cause, line.issue, line.what, line.change) for cause, lines in told_by_cause(shipped()) for line in lines]
    assert [tuple(row[:4]) for row in rows if tuple(row[:4]) in set(told)] == told


def test_the_suffix_chooses_the_format(tmp_path: Path) -> None:
    file = tmp_path / "changes.txt"
    done = CliRunner().invoke(main, ["--log", EVENTS, "diff", *DATES, "-o", str(file)])
    assert done.exit_code == 0, done.output
    assert "by India stops buying Iranian oil" in file.read_text(encoding="utf-8")
    refused = CliRunner().invoke(main, ["--log", EVENTS, "diff", *DATES, "-o", str(tmp_path / "changes.ics")])
    assert refused.exit_code == 1
    assert "no format that writes changes is known for" in refused.output
    assert refused.output.rstrip().endswith(": name one of text (.txt), xlsx (.xlsx)")
    assert [path.name for path in tmp_path.iterdir()] == ["changes.txt"]
