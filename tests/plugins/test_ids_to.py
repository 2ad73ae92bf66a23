"""``import_file``: the rows written back with the ids of their events, and what the file lacks."""

import json
from io import BytesIO
from pathlib import Path

import pytest

from support import memory_log
from timeline_engine import TimelineError, import_file
from timeline_engine.log import MemoryLog
from timeline_engine.plugins import PluginError
from timeline_engine.plugins.using import export_rows
from timeline_engine.view.ports import Row

ROWS = b"title,when,published\nBridge opens,1 Mar 2024,2024-01-02\nFerry sold,2023-12-01,2024-01-02\n"


@pytest.fixture
def log() -> MemoryLog:
    return memory_log()


def test_the_rows_come_back_as_they_were_with_ids(log: MemoryLog, tmp_path: Path) -> None:
    import_file(log, BytesIO(ROWS), format="csv", ids_to=tmp_path / "ids.jsonl")
    first, second = map(json.loads, (tmp_path / "ids.jsonl").read_text(encoding="utf-8").splitlines())
    assert first == {
        "event": "bridge-opens-2024-03-01", "title": "Bridge opens", "when": "2024-03-01", "published": "2024-01-02"
    }  # fmt: skip
    assert second["event"] == "ferry-sold-2023-12-01"


def test_a_file_that_is_there_is_left_alone_unless_that_is_said(log: MemoryLog, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes(ROWS)
    with pytest.raises(TimelineError, match="is there already"):
        import_file(log, file, ids_to=file)
    assert (file.read_bytes(), list(log.read())) == (ROWS, [])
    import_file(log, file, ids_to=file, overwrite=True)
    assert b"bridge-opens-2024-03-01,Bridge opens" in file.read_bytes()
    assert import_file(log, file).receipts == ()


def test_what_it_lacks_is_in_the_result(log: MemoryLog) -> None:
    assert import_file(log, BytesIO(ROWS), format="csv").absent == ()
    shorter = b"\n".join(ROWS.splitlines()[:2])
    assert import_file(log, BytesIO(shorter), format="csv").absent == ("ferry-sold-2023-12-01",)


def test_rows_that_say_how_events_stand_are_told(tmp_path: Path) -> None:
    told = export_rows([Row(at="f:2", event="e", title="E", is_state=True)], tmp_path / "out.csv")
    assert told == ["1 row says how an event stands; read back, each is a report."]


def test_a_format_that_writes_no_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match=r"no format that writes rows is known for .*: name one of csv"):
        export_rows([], tmp_path / "out.ics")
