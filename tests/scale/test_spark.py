"""Spark makes the layout, at once or as a log grows, and asks it: each answers as the fold does."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oracle.strategies import questions, streams, zones
from oracle.test_against_oracle import entry
from scale.asked import FAR, NEEDS_SPARK, ReadLog, by_fold, by_sidecar, digests, question_of, summarised, write_log
from timeline_engine.errors import TimelineError
from timeline_engine.log import FileLog
from timeline_engine.scale.asking import Engine, summaries, view_of
from timeline_engine.scale.duck import DuckLayout
from timeline_engine.scale.opening import open_layout
from timeline_engine.view.json.contract import to_json

pytestmark = NEEDS_SPARK
FEW = {"spark.sql.shuffle.partitions": "2", "spark.default.parallelism": "2"}


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from timeline_engine.scale.spark.session import spark_session

    with spark_session(None, FEW) as session:
        yield session


@st.composite
def growing(draw: st.DrawFn) -> Any:
    lines = draw(streams(24))
    asked = draw(st.lists(questions(lines), min_size=2, max_size=2))
    return lines, draw(st.integers(1, len(lines))), [*asked, *FAR[1:2]]


def check(layout: Engine, log: ReadLog, kept: FileLog, asked: Any) -> None:
    for question in map(question_of, asked):
        expected = summarised(by_fold(log, question))
        found = summaries(layout, question)
        assert found == expected
        aside = by_sidecar(kept, question, [one.issue for one in expected])
        assert digests(found) == digests(aside) == digests(expected)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(growing(), zones)
def test_a_log_that_grows_is_answered_by_both_engines_as_by_the_fold(spark: Any, case: Any, zone: str) -> None:
    from timeline_engine.scale.spark.deriving import derive
    from timeline_engine.scale.spark.layout import SparkLayout

    lines, first, asked = case
    with tempfile.TemporaryDirectory() as place:
        for count in dict.fromkeys((first, len(lines))):
            log = write_log(lines[:count], zone, Path(place) / "log")
            made = derive(spark, log, Path(place) / "layout")
            known = ReadLog(list(map(entry, lines[:count])), zone)
            check(SparkLayout(spark, f"{place}/layout"), known, log, asked)
            with open_layout(f"{place}/layout") as duck:
                check(duck, known, log, asked)
                assert (
                    to_json(view_of(duck, question_of(asked[0])))["issues"]
                    == to_json(by_fold(known, question_of(asked[0])))["issues"]
                )
            assert made.head == log.head()


def test_of_what_is_new_only_the_events_are_derived_of_which_it_tells(spark: Any, tmp_path: Path) -> None:
    from timeline_engine.scale.spark.deriving import derive

    def line(seq: int, kind: str, **data: Any) -> dict[str, Any]:
        stamp = f"2026-01-0{seq}T00:00:00.000000Z"
        return {"seq": seq, "id": f"e{seq}", "recorded": stamp, "kind": kind, "data": data}

    def event(seq: int, name: str, status: str) -> dict[str, Any]:
        claims = [{"issue": "oil", "attribute": "status", "value": status}]
        told = {"event": name, "title": name, "phase": "occurred", "when": "2025-12-01", "known": "2025-12-02"}
        return line(seq, "event.recorded", **told, claims=claims)

    lines = [event(1, "one", "buying"), event(2, "two", "ended")]
    derive(spark, write_log(lines, "UTC", tmp_path / "log"), tmp_path / "layout")
    lines += [
        line(3, "event.corrected", entry="e2", fields={"when": "2025-11-01"}),
        line(4, "event.corrected", entry="e3", void=True),
    ]
    made = derive(spark, write_log(lines[:3], "UTC", tmp_path / "log"), tmp_path / "layout")
    assert {file.partition("-")[2][:4] for file in made.files["claims"]} == {"0001", "0002"}
    assert spark.read.parquet(*[f"{tmp_path}/layout/{file}" for file in made.files["superseded"]]).collect() == [(2, 2)]
    status = []
    for count in (3, 4):
        derive(spark, write_log(lines[:count], "UTC", tmp_path / "log"), tmp_path / "layout")
        with open_layout(str(tmp_path / "layout")) as layout:
            (found,) = summaries(layout, question_of(("2025-12-31", None, None)))
            status.append(found.attributes["status"].words)
    assert status == ["buying", "ended"]


def test_a_folder_may_have_any_name(spark: Any, tmp_path: Path) -> None:
    from timeline_engine.scale.spark.deriving import derive
    from timeline_engine.scale.spark.layout import SparkLayout

    place = tmp_path / "it's {a,b} s[t]*r bucket=x%20"
    place.mkdir()
    claims = [{"issue": "oil", "attribute": "status", "value": "buying"}]
    data = {"event": "one", "title": "one", "phase": "occurred", "when": "2025-12-01", "claims": claims}
    line = {"seq": 1, "id": "e1", "recorded": "2026-01-01T00:00:00.000000Z", "kind": "event.recorded", "data": data}
    derive(spark, write_log([line], "UTC", place / "log"), place / "layout")
    for layout in (SparkLayout(spark, str(place / "layout")), DuckLayout(str(place / "layout"))):
        assert [found.cells[1] for found in summaries(layout, question_of(("2026-12-31", None, None)))] == ["buying"]


def test_an_unfinished_last_line_is_left_out_and_a_line_that_is_none_is_told(spark: Any, tmp_path: Path) -> None:
    from timeline_engine.scale.spark.deriving import derive

    lines = [
        {"seq": seq, "id": f"e{seq}", "recorded": f"2026-01-0{seq}T00:00:00.000000Z", "kind": "event.recorded",
         "data": {"event": f"event-{seq}", "title": "x", "phase": "occurred", "when": "2025-12-01"}}
        for seq in range(1, 10)
    ]  # fmt: skip
    log = write_log(lines, "UTC", tmp_path / "log")
    file = tmp_path / "log" / "000001.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole[:-9])
    assert derive(spark, log, tmp_path / "layout").head.seq == 8
    file.write_bytes(whole.replace(b'"seq":2', b'"seq":x'))
    with pytest.raises(TimelineError, match="8 lines are entries, and there should be 9: `timeline verify`"):
        derive(spark, log, tmp_path / "layout")


def test_what_is_no_layout_is_told_by_spark(spark: Any, tmp_path: Path) -> None:
    from timeline_engine.scale.spark.layout import SparkLayout

    with pytest.raises(TimelineError, match=r"has no manifest.json: name what `timeline scale derive` wrote"):
        SparkLayout(spark, str(tmp_path))
    with pytest.raises(TimelineError, match=r"has no manifest.json"):
        SparkLayout(spark, tmp_path.as_uri())


def test_what_a_worker_cannot_understand_is_told_in_a_sentence(spark: Any, tmp_path: Path) -> None:
    from timeline_engine.scale.spark.deriving import derive
    from timeline_engine.scale.spark.session import telling

    stamp = "2026-01-01T00:00:00.000000Z"
    data = {"event": "bad", "title": "bad", "phase": "occurred", "when": "2025-99"}
    log = write_log(
        [{"seq": 1, "id": "e1", "recorded": stamp, "kind": "event.recorded", "data": data}], "UTC", tmp_path / "log"
    )
    with pytest.raises(TimelineError, match=r"^Spark: entry e1 \(seq 1\)"), telling():
        derive(spark, log, tmp_path / "layout")
    assert not (tmp_path / "layout" / "manifest.json").exists()
