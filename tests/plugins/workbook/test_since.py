"""The sheet of what changed since a day: the lines of `timeline diff`, beside the answer."""

import warnings
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builders import exported
from plugins.workbook.test_exporter import Rows, by_calamine
from timeline_engine import export, open_log, project
from timeline_engine.cli import main
from timeline_engine.plugins import PluginError
from timeline_engine.view.diff import diff_questions, read_question
from timeline_engine.view.ports import Row
from timeline_engine.view.words.diff import told_by_cause
from timeline_plugins.workbook.exporter import XlsxExporter
from timeline_plugins.workbook.importer import XlsxImporter

EVENTS = str(Path(__file__).parents[3] / "events")
SINCE = "What changed since"


def written(folder: Path, *arguments: str) -> tuple[Result, dict[str, Rows]]:
    file = folder / "week.xlsx"
    done = CliRunner().invoke(main, ["--log", EVENTS, "export", str(file), *arguments])
    return done, by_calamine(file.read_bytes()) if file.exists() else {}


@pytest.mark.parametrize(
    ("since", "question"), [("4 Dec 2018", "2018-12-04"), ("2019-06-01@1 Jan 2019", "2019-06-01@2019-01-01")]
)
def test_it_has_the_lines_of_the_diff(since: str, question: str, tmp_path: Path) -> None:
    done, sheets = written(tmp_path, "--as-of", "2019-06-25", "--since", since)
    assert done.exit_code == 0, done.output
    found = diff_questions(EVENTS, read_question(question), read_question("2019-06-25"))
    told = [
        [cause, line.issue or None, line.what, line.change, "\n".join(line.because) or None]
        for cause, lines in told_by_cause(found)
        for line in lines
    ]
    assert told
    assert sheets[SINCE][4:] == told
    assert list(sheets)[:3] == ["Summary", SINCE, "Picture"]


def test_it_is_of_the_issues_and_the_record_that_were_asked_for() -> None:
    view = project(EVENTS, "2019-06-25", issues=["iran-oil"], recorded_by="2026-12-01")
    data, _ = exported(XlsxExporter(since="2018-12-04"), view)
    rows = by_calamine(data)[SINCE]
    assert {row[1] for row in rows[4:]} == {"iran-oil"}
    assert rows[1][0] == (
        "From the answer as of 2018-12-04, as known by 2018-12-04, as recorded by 2026-12-01 "
        "to that as of 2019-06-25, as known by 2019-06-25, as recorded by 2026-12-01."
    )


def test_where_nothing_changed_it_says_so() -> None:
    data, _ = exported(XlsxExporter(since="2018-12-04"), project(EVENTS, "2018-12-04"))
    rows = by_calamine(data)[SINCE]
    assert rows[1][0].endswith(" Nothing changed.")
    assert rows[4:] == []


def test_an_earlier_answer_is_said_to_be_one() -> None:
    data, _ = exported(XlsxExporter(since="2019-06-25"), project(EVENTS, "2018-12-04"))
    assert by_calamine(data)[SINCE][2][0] == "Backwards: the second is the earlier of the two."


def test_without_it_there_is_no_such_sheet(tmp_path: Path) -> None:
    assert SINCE not in written(tmp_path, "--as-of", "2018-12-04")[1]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--since", "some day"], 1, "--since: "),
        (["-O", "since=some day"], 1, "since: "),
        (["--since", "2018", "-O", "since=2018"], 2, "--since and --option since say the same"),
        (["--since", "@2018"], 1, "--since: "),
    ],
)
def test_what_is_no_date_is_refused(arguments: list[str], code: int, said: str, tmp_path: Path) -> None:
    done, sheets = written(tmp_path, *arguments)
    assert (done.exit_code, sheets) == (code, {})
    assert said in done.output
    assert "Traceback" not in done.output


def test_a_format_without_it_says_so() -> None:
    with pytest.raises(PluginError, match="'csv' has no option 'since'"):
        export(project(EVENTS, "2018-12-04"), "csv", BytesIO(), since="2018")


def test_an_import_passes_it_over_without_a_word() -> None:
    data, _ = exported(XlsxExporter(since="2018-12-04"), project(open_log(EVENTS), "2019-06-25"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        rows = list(XlsxImporter().rows(BytesIO(data), "b.xlsx"))
    assert rows
    assert all(isinstance(row, Row) for row in rows)
