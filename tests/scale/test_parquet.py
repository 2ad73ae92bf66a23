"""A layout in Parquet, asked by DuckDB, answers as the fold does at any three clocks."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oracle.strategies import questions, streams, zones
from oracle.test_against_oracle import entry
from scale.asked import (
    FAR,
    ReadLog,
    by_fold,
    by_lines,
    by_sidecar,
    dates_around,
    digests,
    question_of,
    summarised,
    write_log,
)
from support import define, memory_log, put, recorded, sourced
from timeline_engine import open_log, project
from timeline_engine.entries import EventOccurred
from timeline_engine.errors import TimelineError
from timeline_engine.log import MemoryLog
from timeline_engine.scale import exporting
from timeline_engine.scale.asking import IssueSummary, summaries, view_of
from timeline_engine.scale.exporting import export
from timeline_engine.scale.layout import MANIFEST
from timeline_engine.scale.opening import open_layout
from timeline_engine.view import Question
from timeline_engine.view.json.contract import to_json

AS_KNOWN = ("2018-12-31", "2018-12-31", None)
SHIPPED = Path(__file__).parents[2] / "events"


@st.composite
def logs_and_questions(draw: st.DrawFn, correct_corrections: bool = False) -> Any:
    lines = draw(streams(24, correct_corrections))
    asked = draw(st.lists(questions(lines), min_size=3, max_size=3))
    return lines, [*asked, *FAR, AS_KNOWN, *dates_around(lines)]


def is_kept(question: Question, expected: list[IssueSummary]) -> bool:
    """Does a sidecar keep the table of such a question: on a day, as was known then?"""
    return (question.as_of, question.known_by, question.recorded_by) == AS_KNOWN and expected != []


def known_log() -> MemoryLog:
    log = memory_log()
    define(log, "oil")
    return log


def check(case: Any, zone: str) -> None:
    lines, asked = case
    log = ReadLog(list(map(entry, lines)), zone)
    with tempfile.TemporaryDirectory() as folder, write_log(lines, zone, Path(folder) / "log") as kept:
        export(log, Path(folder) / "layout")
        with open_layout(f"{folder}/layout") as layout:
            for question in map(question_of, asked):
                view = by_fold(log, question)
                expected, found = summarised(view), summaries(layout, question)
                assert found == expected
                aside = by_sidecar(kept, question, [one.issue for one in expected])
                assert digests(found) == digests(aside) == digests(expected)
                table = by_lines(kept, question)
                assert table == [one.cells for one in expected] or (table is None and not is_kept(question, expected))
                assert to_json(view_of(layout, question)) == to_json(view)


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(logs_and_questions(), zones)
def test_duckdb_and_the_sidecar_answer_as_the_fold_does(case: Any, zone: str) -> None:
    check(case, zone)


@pytest.mark.long
@settings(max_examples=300, deadline=None)
@given(logs_and_questions(correct_corrections=True), zones)
def test_duckdb_and_the_sidecar_answer_as_the_fold_does_on_many(case: Any, zone: str) -> None:
    check(case, zone)


def test_of_claims_as_effective_and_as_long_known_the_one_expected_later_wins(tmp_path: Path) -> None:
    """R5.9: the known of the first report of a claim's run comes before its seq."""
    day = "2018-11-10"
    log = known_log()
    for event, status, known in (("later", "ended", "2018-11-05"), ("earlier", "buying", "2018-11-02")):
        put(log, recorded(event, day, f"oil.status={status}", published=known, phase="scheduled"))
    put(log, *[EventOccurred(event=event, sources=sourced(day, "Another")) for event in ("later", "earlier")])
    export(log, tmp_path)
    with open_layout(str(tmp_path)) as layout:
        (found,) = summaries(layout, question_of((day, day, None)))
    assert [found] == summarised(project(log, day))
    assert found.attributes["status"].words == "ended"


def test_every_issue_of_the_shipped_log_is_answered_alone(tmp_path: Path) -> None:
    log = open_log(SHIPPED)
    export(log, tmp_path)
    question = question_of(("2018-12-04", "2018-12-04", None))
    with open_layout(str(tmp_path)) as layout:
        for found in summaries(layout, question):
            assert to_json(view_of(layout, question, [found.issue])) == to_json(
                project(log, "2018-12-04", issues=[found.issue])
            )


def test_the_same_log_makes_the_same_files_and_a_layout_that_is_of_its_head_stays(tmp_path: Path) -> None:
    log = open_log(SHIPPED)
    one, other = tmp_path / "one", tmp_path / "other"
    made = export(log, one)
    assert export(log, other) == made
    assert files_in(one) == files_in(other)
    before = (one / MANIFEST).stat().st_mtime_ns
    assert export(log, one) == made
    assert (one / MANIFEST).stat().st_mtime_ns == before


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_log_that_has_grown_is_written_anew_and_the_files_of_before_go(tmp_path: Path) -> None:
    log = known_log()
    put(log, recorded("first", "2018-11-01", "oil.status=buying", published="2018-11-02"))
    folder = tmp_path / "layout"
    export(log, folder)
    put(log, recorded("second", "2018-12-01", "oil.status=ended", published="2018-12-02"))
    export(log, folder)
    assert [path.name[:9] for path in folder.iterdir() if path.is_dir()] == ["rows-0002"]
    with open_layout(str(folder)) as layout:
        asked = [summaries(layout, question_of((day, None, None))) for day in ("2018-11-30", "2018-12-30")]
    assert [found.cells[:3] for (found,) in asked] == [("oil", "buying", "2018-11-01"), ("oil", "ended", "2018-12-01")]


def test_what_fails_amid_leaves_the_layout_of_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = known_log()
    put(log, recorded("first", "2018-11-01", "oil.status=buying"))
    made = export(log, tmp_path)
    put(log, recorded("second", "2018-12-01", "oil.status=ended"))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "_write_bucket", fail)
    with pytest.raises(OSError, match="No space"):
        export(log, tmp_path)
    with open_layout(str(tmp_path)) as layout:
        assert layout.manifest == made
        assert [found.cells[1] for found in summaries(layout, question_of(("2026-12-31", None, None)))] == ["buying"]


def test_a_folder_of_other_things_or_of_another_log_is_left_alone(tmp_path: Path) -> None:
    log = known_log()
    put(log, recorded("first", "2018-11-01", "oil.status=buying"))
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(TimelineError, match="has other files"):
        export(log, tmp_path)
    export(log, tmp_path / "layout")
    with pytest.raises(TimelineError, match="is of another log"):
        export(open_log(SHIPPED), tmp_path / "layout")


def test_what_is_no_layout_and_what_64_bits_do_not_hold_are_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match="has no manifest"), open_layout(str(tmp_path)):
        pass
    (tmp_path / MANIFEST).write_text("{}")
    with pytest.raises(TimelineError, match="is none of a layout"), open_layout(str(tmp_path)):
        pass
    log = known_log()
    put(log, recorded("early", "Y-300000", "oil.status=young"))
    with pytest.raises(TimelineError, match="64 bits"):
        export(log, tmp_path / "layout")
