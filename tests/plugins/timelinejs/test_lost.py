"""What a slide cannot carry is told; a log without events comes back, too."""

import json
import warnings
from io import BytesIO

import pytest

from support import memory_log, put, recorded
from timeline_engine import export, import_file, project
from timeline_engine.entries import EventRetracted
from timeline_engine.errors import TimelineError
from timeline_engine.model import Source


def test_that_a_retracted_event_loses_its_date_is_told() -> None:
    log = memory_log()
    back = EventRetracted(event="e", sources=(Source("The Daily", published="2025-01-01"),))
    put(log, recorded("e", "2024-05-01", published="2024-05-02"), back)
    told = export(project(log, as_of="2026-01-01"), "timelinejs", BytesIO())
    assert [sentence for sentence in told if "retracted" in sentence] == [
        "1 event is retracted: it has its date here, and none in a log that imports this and did not have the "
        "event before."
    ]
    assert not export(project(log, as_of="2024-12-31"), "timelinejs", BytesIO())  # not yet


@pytest.mark.parametrize("preset", ["timelinejs", None])
def test_an_empty_log_comes_back(preset: str | None) -> None:
    out = BytesIO()
    export(project(memory_log(), as_of="2026-01-01"), "timelinejs", out)
    log = memory_log()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        came = import_file(log, BytesIO(out.getvalue()), format="json", preset=preset, known="2026-01-01")
    assert (came.receipts, "the file has no rows" in came.warnings) == ((), True)


def test_a_list_that_is_empty_is_taken_only_where_no_other_has_objects() -> None:
    data = {"tags": [], "events": [{"title": "A", "when": "2018"}], "more": []}
    log = memory_log()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert len(import_file(log, BytesIO(json.dumps(data).encode()), format="json").receipts) == 1
    with pytest.raises(TimelineError, match="no list of objects is called 'evnts'"):
        import_file(log, BytesIO(json.dumps(data).encode()), format="json", list="evnts")
    with pytest.raises(TimelineError, match="no list of objects is in it"):
        import_file(log, BytesIO(b'{"tags": ["a"]}'), format="json")
